"""The logo on the page « Établissement »: chosen, replaced, taken away, refused, undone."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.fenetre import press
from ui.models.logo import KEY
from ui.pages.etablissement import EtablissementPage


@pytest.fixture
def page(open_page, tmp_path):
    with opened(copy_tilleuls(tmp_path)) as workspace:
        yield open_page(EtablissementPage, workspace)


def picture(folder, name="logo.png", color="teal"):
    out = io.BytesIO()
    Image.new("RGB", (300, 100), color).save(out, "PNG")
    path = folder / name
    path.write_bytes(out.getvalue())
    return path


def chosen(monkeypatch, path):
    monkeypatch.setattr("ui.kit.file_dialogs.choose_picture", lambda *_args: path)


def test_a_logo_is_chosen_by_keyboard_and_shown(page, session, monkeypatch, tmp_path):
    row = page._logo
    assert not row.remove.isVisible()
    chosen(monkeypatch, picture(tmp_path))
    assert page.focus_field(KEY)
    press(Qt.Key.Key_Space)

    assert [f.usage for f in session.snapshot.fichiers if f.usage] == ["logo"]
    assert row.picture.pixmap().width() == 3 * row.picture.pixmap().height()
    assert row.choose.text() == "Remplacer le logo…"
    assert row.picture.accessibleName() == "Logo de l’établissement"


def test_another_takes_its_place_and_undo_gives_it_back(page, session, monkeypatch, tmp_path):
    row = page._logo
    row.take(picture(tmp_path))
    first = row.picture.pixmap().toImage()
    row.take(picture(tmp_path, "autre.png", "red"))
    assert row.picture.pixmap().toImage() != first
    session.undo()

    assert row.picture.pixmap().toImage() == first


def test_it_is_taken_away_and_the_caret_stays_near(page, session, tmp_path):
    row = page._logo
    row.take(picture(tmp_path))
    row.remove.setFocus()
    press(Qt.Key.Key_Space)

    assert not [f for f in session.snapshot.fichiers if f.usage]
    assert not row.picture.isVisible()
    assert row.choose.hasFocus()


def test_giving_up_changes_nothing(page, session, monkeypatch):
    chosen(monkeypatch, None)
    page._logo.choose.click()

    assert not [f for f in session.snapshot.fichiers if f.usage]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"GIF89a", "PNG ou JPEG"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 3_000_000, "2 Mo"),
        (b"\x89PNG\r\n\x1a\n", "ne se lit pas"),
        (None, "introuvable ou illisible"),
    ],
)
def test_a_picture_that_is_refused_is_told(page, session, tmp_path, data, words):
    told = []
    session.refused.connect(told.append)
    path = tmp_path / "image.png"
    if data is None:
        path.mkdir()
        words = "ce n’est pas un fichier"
    else:
        path.write_bytes(data)
    page._logo.take(path)

    assert words in told[0].replace("\u00a0", " ")
    assert not page._logo.remove.isVisible()
