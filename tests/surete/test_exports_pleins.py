"""The disk fills up while a document or a backup is written: the former one stays (D07, A.6).

A real disk, filled so that room lacks at one point of the writing, then at another.
"""

from __future__ import annotations

import random
import sys
from collections import Counter

import pytest

from cpom_desktop.errors import DisquePlein
from cpom_desktop.reports.maker import Documents
from cpom_desktop.services import operations as ops
from cpom_desktop.services.backups import Reason
from cpom_desktop.services.documents import DocumentFormat, DocumentOptions
from cpom_desktop.services.unfinished import notes_folder, remove_left
from db.copies import check_copy
from tests.outils.dossiers import copy_demonstration, every_row, opened
from tests.outils.petit_disque import fill, needs_mount, small_disk

pytestmark = [pytest.mark.slow, needs_mount]
PAGE = 4096
FORMER = b"the former file, hers\n" * 200


@pytest.fixture
def disk(tmp_path):
    with small_disk(tmp_path / "clé", "24m") as place:
        yield place


@pytest.fixture
def workspace(tmp_path):
    with opened(copy_demonstration(tmp_path), backups=tmp_path / "s", read_only=True) as found:
        yield found


@pytest.fixture
def tries(pytestconfig):
    """Return how many times each disk is filled: 576 in all in the long form."""
    return 72 if pytestconfig.getoption("--long") else 4


def slug_of(kind):
    """Return a small document that exists in a format."""
    known = (info.slug for info in Documents().catalogue() if kind in info.formats)
    return "acteurs" if kind in {"pdf", "docx", "xlsx", "json"} else next(known)


def points(size, number, dice):
    """Return how many bytes are left at each try: none, one page less than enough, between."""
    pages = range(0, size + PAGE, PAGE)
    return [dice.choice(pages) for _point in range(number)]


def refusal(write):
    """Return what refused to write, None when it was written."""
    try:
        write()
    except DisquePlein as error:
        return error
    return None


@pytest.mark.parametrize("kind", DocumentFormat)
def test_a_disk_that_fills_up_spares_the_former_document(workspace, disk, kind, tries):
    made = Documents().prepare(workspace, slug_of(kind), DocumentOptions(format=kind))
    target, dice, seen = disk / f"Document.{kind}", random.Random(str(kind)), Counter()
    size = made.write(target).path.stat().st_size
    expected = target.read_bytes()
    for left in points(size, tries, dice):
        target.write_bytes(FORMER)
        fill(disk, left)
        refused = refusal(lambda: made.write(target))
        if refused:
            assert refused.code == "disque-plein"
            assert "L’ancien est intact." in refused.remedy
        assert target.read_bytes() == (FORMER if refused else expected)
        seen["refused" if refused else "written"] += 1
        remove_left()
        assert {path.name for path in disk.iterdir()} == {target.name, "lest"}
    (disk / "lest").unlink()
    assert made.write(target).path.read_bytes() == expected
    assert list(notes_folder().glob("*")) == []
    sys.stdout.write(f"{kind}: {size} bytes, {dict(seen)}\n")
    assert seen["refused"]


def test_a_disk_that_fills_up_spares_the_former_backups(tmp_path, disk, tries):
    """Refused in French, the dossier as it was, and made again as soon as there is room."""
    dice, seen = random.Random(7), Counter()
    path = copy_demonstration(tmp_path)
    with opened(path, backups=disk / "s") as workspace:
        workspace.backups.write(Reason.DEMANDE).verify()
        folder = workspace.backups.folder
        size, expected = path.stat().st_size, every_row(path)
        for left in points(size, tries, dice):
            before = {found.name: found.read_bytes() for found in folder.glob("*.cpom")}
            fill(disk, left)
            refused = refusal(lambda: workspace.backups.write(Reason.DEMANDE).verify())
            if refused:
                assert refused.code == "sauvegarde-disque-plein"
            else:
                newest = workspace.backups.list()[0].path
                check_copy(newest)
                newest.unlink()
            assert {found.name: found.read_bytes() for found in folder.glob("*.cpom")} == before
            seen["refused" if refused else "written"] += 1
            assert list(folder.glob("*.part")) == []
            (disk / "lest").unlink()
            assert every_row(path) == expected
        workspace.run(ops.UpdateActeur(id=1, nom="Ana"))
        assert workspace.back_up()
        assert workspace.backups.state().failing_since is None
    sys.stdout.write(f"backup: {size} bytes, {dict(seen)}\n")
    assert seen["refused"]
