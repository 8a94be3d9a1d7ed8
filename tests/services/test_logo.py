"""The logo: what is kept of a picture, what is refused, and how it is taken back."""

from __future__ import annotations

import io
import random
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from cpom_desktop.bootstrap import workspace_from_dump
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.reports.maker import Documents
from cpom_desktop.services.dump import dump
from cpom_desktop.services.logo import LARGEST_LOGO, clean_logo, grey_logo, sound_logo
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.operations.fichiers import DeleteLogo, SetLogo
from tests.outils.dossiers import frozen_clock
from tests.outils.editions import tilleuls


def picture(mode="RGB", size=(300, 120), color=(23, 97, 107), kind="PNG", **options):
    out = io.BytesIO()
    Image.new(mode, size, color).save(out, kind, **options)
    return out.getvalue()


def opened(data):
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(
    "data",
    [
        picture(),
        picture(kind="JPEG", quality=95),
        picture("L", color=90),
        picture("1", color=1),
        picture("P", color=3),
        picture("LA", color=(90, 10)),
        picture("I;16", color=20_000),
        picture("CMYK", color=(10, 200, 30, 0), kind="JPEG"),
    ],
    ids=["rgb", "jpeg", "grey", "bits", "palette", "grey-alpha", "16-bits", "cmyk"],
)
def test_a_picture_of_any_mode_is_kept_in_plain_colours(data):
    kept = opened(clean_logo(data))

    assert (kept.format, kept.mode, kept.size) == ("PNG", "RGB", (300, 120))


def test_what_shows_through_is_white():
    kept = opened(clean_logo(picture("RGBA", color=(255, 0, 0, 0))))
    half = opened(clean_logo(picture("RGBA", color=(0, 0, 0, 128))))

    assert kept.getpixel((5, 5)) == (255, 255, 255)
    assert half.getpixel((5, 5))[0] in range(125, 130)


def test_nothing_is_kept_of_where_it_came_from():
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Jeanne Fictive")
    exif = Image.Exif()
    exif[0x013B] = "Jeanne Fictive"
    for data in (picture(pnginfo=told), picture(kind="JPEG", exif=exif, comment=b"Jeanne")):
        assert b"Jeanne" in data
        kept = clean_logo(data)
        assert b"Jeanne" not in kept
        assert not opened(kept).info


def test_a_picture_taken_upright_stays_so():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    assert opened(clean_logo(picture(kind="JPEG", exif=exif))).size == (120, 300)


def test_a_large_picture_is_reduced_and_keeps_its_proportions():
    assert opened(clean_logo(picture(size=(3000, 1000)))).size == (600, 200)


def test_the_same_picture_gives_the_same_bytes():
    assert clean_logo(picture()) == clean_logo(picture())
    assert clean_logo(clean_logo(picture())) == clean_logo(picture())


def test_grey_is_grey():
    red, green, blue = opened(grey_logo(clean_logo(picture()))).getpixel((4, 4))
    assert red == green == blue


def bomb(width, height):
    """Return a few bytes that say they are a huge picture."""

    def chunk(kind, data):
        told = kind + data
        return struct.pack(">I", len(data)) + told + struct.pack(">I", zlib.crc32(told))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"\0" * 999)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def text_bomb():
    told = PngImagePlugin.PngInfo()
    told.add_text("x", "a" * 80_000_000, zip=True)
    return picture(pnginfo=told)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "logo-vide"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * LARGEST_LOGO, "logo-trop-lourd"),
        (picture(kind="GIF"), "logo-type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo-type"),
        (b"%PDF-1.7", "logo-type"),
        (b"MZ\x90", "logo-type"),
        (picture(size=(4001, 10)), "logo-trop-grand"),
        (bomb(60_000, 60_000), "logo-trop-grand"),
        (bomb(2**31 - 1, 2**31 - 1), "logo-trop-grand"),
        (bomb(0, 10), "logo-illisible"),
        (bomb(300, 300), "logo-illisible"),
        (text_bomb(), "logo-illisible"),
        (picture()[:60], "logo-illisible"),
        (picture(kind="JPEG")[:200], "logo-illisible"),
        (b"\xff\xd8\xff" + b"\0" * 50, "logo-illisible"),
    ],
    ids=[
        "empty", "heavy", "gif", "svg", "pdf", "program", "wide", "bomb", "huge", "none", "short",
        "text", "cut", "cut-jpeg", "head",
    ],
)  # fmt: skip
def test_a_hostile_picture_is_refused_in_french(data, code):
    with pytest.raises(RegleInvalide) as refused:
        clean_logo(data)

    assert refused.value.code == code
    assert sentence(refused.value).endswith(".")


def test_a_picture_broken_anywhere_is_read_or_refused(count):
    dice = random.Random(9)
    whole = [picture(), picture("P", color=2), picture(kind="JPEG"), picture("RGBA", color=0)]
    codes = set()
    for _turn in range(count(400)):
        data = bytearray(dice.choice(whole))
        for _fault in range(dice.randint(1, 6)):
            data[dice.randrange(8, len(data))] = dice.randrange(256)
        try:
            assert opened(clean_logo(bytes(data))).mode == "RGB"
        except RegleInvalide as refused:
            codes.add(refused.code)
    assert {code[:5] for code in codes} == {"logo-"}


# operations


def logos(workspace):
    return [f for f in workspace.snapshot.fichiers if f.usage == "logo"]


def test_a_logo_is_chosen_replaced_taken_away_and_taken_back():
    with tilleuls() as workspace:
        workspace.run(SetLogo(contenu=picture()))
        (first,) = logos(workspace)
        workspace.run(SetLogo(contenu=picture(color=(9, 9, 9))))
        (second,) = logos(workspace)
        assert workspace.read_file(second) == clean_logo(picture(color=(9, 9, 9)))
        workspace.run(DeleteLogo())
        assert logos(workspace) == []
        workspace.undo()
        assert logos(workspace) == [second]
        workspace.undo()
        assert logos(workspace) == [first]
        assert workspace.read_file(first) == clean_logo(picture())
        workspace.undo()
        assert logos(workspace) == []


def test_a_refused_logo_leaves_the_one_before():
    with tilleuls() as workspace:
        workspace.run(SetLogo(contenu=picture()))
        before = logos(workspace)
        with pytest.raises(RegleInvalide, match="logo-type"):
            workspace.run(SetLogo(contenu=b"GIF89a"))

        assert logos(workspace) == before


def test_a_dossier_written_and_read_again_keeps_its_logo(tmp_path):
    with tilleuls() as workspace:
        workspace.run(SetLogo(contenu=picture()))
        data = dump(workspace.snapshot, workspace.uuid, workspace.readable_files())
    again = workspace_from_dump(tmp_path / "recree.cpom", data, clock=frozen_clock)
    try:
        (found,) = logos(again)
        assert again.read_file(found) == clean_logo(picture())
    finally:
        again.close()


@pytest.mark.parametrize("data", [b"GIF89a", bomb(300, 300), b"%!PS-Adobe", text_bomb()])
def test_what_a_foreign_dossier_calls_its_logo_is_read_with_the_same_care(data):
    with tilleuls() as workspace, pytest.MonkeyPatch.context() as patch:
        patch.setattr("cpom_desktop.services.operations.fichiers.clean_logo", lambda found: found)
        workspace.run(SetLogo(contenu=data))
        assert logos(workspace)
        made = Documents().prepare(workspace, "dossier-lancement")

        assert made.edition.logo == b""
        assert made.render().pages > 10


def test_a_sound_logo_is_itself():
    assert sound_logo(clean_logo(picture())) == clean_logo(picture())
