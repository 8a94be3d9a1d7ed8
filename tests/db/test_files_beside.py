"""The files put aside beside a dossier: listed, deleted, and the needless ones alone thinned."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from cpom_desktop.bootstrap import lieux, open_workspace, restorer
from cpom_desktop.errors import DossierVerrouille, LectureSeule
from cpom_desktop.services.operations import UpdateEtablissement
from db.kept_beside import KEPT
from tests.outils.dossiers import copy_tilleuls, frozen_clock, opened, patched

TIMES = KEPT + 2


class Desk:
    """A key with a dossier, its working copy on the computer, and a clock that goes on."""

    def __init__(self, folder):
        (folder / "cle").mkdir()
        self.root = folder / "donnees" / "sauvegardes"
        self.hours = 0
        self.places = lieux(self.root, clock=self.clock)
        self.restorer = restorer(self.root, clock=self.clock)
        self.original = copy_tilleuls(folder / "cle")
        self.copy = self.places.work_on_copy(self.original, folder / "ordinateur").copie
        self.work(back_up=True)

    def clock(self):
        return frozen_clock() + timedelta(hours=self.hours)

    def work(self, commune="", *, back_up):
        workspace = open_workspace(self.copy, clock=self.clock, backups=self.root)
        if commune:
            workspace.run(UpdateEtablissement(commune=commune))
        if back_up:
            workspace.back_up()
        self.uuid, mark = workspace.uuid, workspace.content_mark()
        workspace.close()
        return mark

    def put_back(self, times=TIMES, *, back_up=True, **options):
        """Type and put back so many times; return the former originals, the oldest first."""
        found = []
        for time in range(times):
            self.hours += 1
            self.work(f"Ici {time}", back_up=back_up)
            link = self.places.link_of(self.copy, self.uuid)
            found.append(self.places.put_back(link, **options))
        return found

    def thin(self):
        return self.places.thin(self.original)

    def left(self):
        return sorted(path.name for path in self.original.parent.glob("*(*"))


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def test_former_originals_are_listed_from_the_copy_and_from_the_original(desk):
    former = desk.put_back(2)

    for dossier in (desk.copy, desk.original):
        found = desk.restorer.beside(dossier)
        assert [info.path for info in found] == former[::-1]
        assert [info.moment.hour for info in found] == [16, 15]
        assert all(info.size and info.words == "avant remise en place" for info in found)


def test_what_is_not_ours_is_not_listed(desk):
    for name in ("Les Tilleuls (récupéré).cpom", "Les Tilleuls (1).cpom", "Autre.cpom"):
        shutil.copy(desk.original, desk.original.with_name(name))
    shutil.copy(desk.original, desk.original.with_name("Les Tilleuls (avant restauration).txt"))

    assert desk.restorer.beside(desk.original) == ()


def test_the_file_that_a_copy_follows_is_none_put_aside(desk):
    with opened(desk.original) as other:
        other.run(UpdateEtablissement(commune="Ailleurs"))
    desk.work("Ici", back_up=False)
    followed = desk.places.keep_both(desk.places.link_of(desk.copy, desk.uuid))

    assert followed.exists()
    assert desk.restorer.beside(desk.original) == ()


def test_the_newest_stay_and_older_ones_go_once_a_backup_has_them(desk):
    former = desk.put_back()

    gone = desk.thin()

    assert set(gone) == set(former[:-KEPT])
    assert desk.left() == sorted(path.name for path in former[-KEPT:])


def test_what_no_backup_has_is_never_deleted(desk):
    former = desk.put_back(back_up=False)

    assert set(desk.thin()) == {former[0]}  # as it was copied: a backup says the same
    assert len(desk.left()) == TIMES - 1


def test_a_damaged_backup_is_no_reason_to_delete(desk):
    desk.put_back()
    for backup in (desk.root / desk.uuid).glob("*.cpom"):
        patched(backup, backup.read_bytes().index(b"Tilleuls"), b"t")

    assert desk.thin() == ()
    assert len(desk.left()) == TIMES


def test_what_was_changed_elsewhere_is_kept(desk):
    with opened(desk.original) as other:
        other.run(UpdateEtablissement(commune="Ailleurs"))
    (changed,) = desk.put_back(1, over_changes=True)
    desk.put_back()
    desk.thin()

    with opened(changed, read_only=True) as workspace:
        assert workspace.snapshot.etablissement.commune == "Ailleurs"


def test_one_edited_since_is_kept(desk):
    first = desk.put_back()[0]
    with opened(first) as workspace:
        workspace.run(UpdateEtablissement(commune="Essai"))

    assert first not in desk.thin()
    assert first.exists()


def test_one_that_is_open_or_damaged_is_kept(desk):
    first, second = desk.put_back()[:2]
    patched(second, 8192, b"\xff" * 40_000)

    with opened(first):
        assert desk.thin() == ()


def test_none_goes_while_a_restore_may_be_undone(desk):
    desk.put_back()
    backup = desk.restorer.backups_of(desk.copy)[0]
    desk.restorer.restore(backup.path, desk.copy)

    assert desk.thin() == ()


def test_a_file_says_whether_all_of_it_is_kept_elsewhere(desk):
    before, (after,) = desk.put_back(1)[0], desk.put_back(1, back_up=False)
    with opened(after) as workspace:
        workspace.run(UpdateEtablissement(commune="Essai"))
        mark = workspace.content_mark()

    assert desk.restorer.is_kept(before, "")
    assert not desk.restorer.is_kept(after, "")
    assert desk.restorer.is_kept(after, mark)


def test_she_deletes_one_and_its_journal(desk):
    (former,) = desk.put_back(1)
    journal = former.with_name(f"{former.name}-journal")
    journal.write_bytes(b"")

    desk.restorer.remove_beside(former)

    assert desk.left() == []


def test_one_that_is_open_is_not_deleted(desk):
    (former,) = desk.put_back(1)

    with opened(former), pytest.raises(DossierVerrouille):
        desk.restorer.remove_beside(former)

    assert former.exists()


def test_what_the_disk_refuses_is_told(desk, monkeypatch):
    (former,) = desk.put_back(1)

    def refuse(_path, **_options):
        raise PermissionError(13, "denied")

    monkeypatch.setattr(type(former), "unlink", refuse)
    with pytest.raises(LectureSeule) as caught:
        desk.restorer.remove_beside(former)

    assert "n’a pas été supprimé" in caught.value.sentence
