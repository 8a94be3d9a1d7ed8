"""Backups: written from the open dossier, checked apart, named, thinned, copied elsewhere."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta

import pytest

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.errors import DisquePlein, DossierCorrompu, ErreurStockage, LectureSeule
from cpom_desktop.services.backups import Reason
from cpom_desktop.services.operations import AddActeur, DeleteActeurs, UpdateActeur
from db import backups as module
from db.backup_names import backups_in, folder_name
from db.copies import check_copy
from db.provenance import mark_of
from tests.outils.dossiers import every_row, frozen_clock, opened, patched, raw, state_of


class Clock:
    """A clock that the test moves."""

    def __init__(self):
        self.moment = frozen_clock()

    def __call__(self):
        return self.moment


@pytest.fixture
def hour():
    return Clock()


@pytest.fixture
def root(tmp_path):
    return tmp_path / "sauvegardes"


@pytest.fixture
def workspace(dossier, root, hour):
    with opened(dossier, backups=root, clock=hour) as found:
        yield found


@pytest.fixture
def backups(workspace):
    return workspace.backups


def rename(workspace, name):
    workspace.run(UpdateActeur(id=1, nom=name))


def test_a_backup_holds_every_row_and_its_name_says_when_and_why(workspace, backups, dossier):
    rename(workspace, "Zoé")

    info = backups.write(Reason.IMPORT).verify()

    mark = mark_of(dossier)
    assert info.path.name == f"000000001 2027-03-12 14h32 avant-import epinglee #{mark}.cpom"
    assert (info.sequence, info.reason, info.pinned) == (1, Reason.IMPORT, True)
    assert info.moment == frozen_clock().replace(tzinfo=None)
    assert info.words == "avant import"
    assert every_row(info.path) == every_row(dossier)
    assert backups.list() == (info,)


def test_a_backup_has_no_name_before_its_check(backups):
    pending = backups.write(Reason.AUTOMATIQUE)

    assert backups.list() == ()
    assert [path.suffix for path in backups.folder.glob("0*")] == [".part"]
    pending.verify()
    assert list(backups.folder.glob("*.part")) == []


def test_the_dossier_still_waits_for_the_disk_after_a_backup(workspace, backups, root):
    backups.write(Reason.AUTOMATIQUE).verify()
    root.rename(root.with_name("ailleurs"))
    root.write_bytes(b"")
    with pytest.raises(ErreurStockage):
        backups.write(Reason.AUTOMATIQUE)

    connection = workspace._storage._connection
    assert connection.execute("PRAGMA synchronous").fetchone() == (3,)


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_only_its_owner_reads_a_backup(backups):
    info = backups.write(Reason.AUTOMATIQUE).verify()

    assert info.path.stat().st_mode & 0o777 == 0o600
    assert backups.folder.stat().st_mode & 0o777 == 0o700


def test_the_title_of_a_version_comes_back_whole(backups):
    title = "Version 3 : COPIL 1/2 – 12/03 « à 50 % » ?"

    info = backups.write(Reason.VERSION, title=title).verify()

    assert backups.list()[0].title == info.words == title


def test_an_unchanged_dossier_needs_no_other_backup(workspace, backups, dossier, root, hour):
    assert workspace.back_up()
    assert not workspace.back_up()
    workspace.set_resume("page", "raci")
    assert not workspace.back_up()
    rename(workspace, "Zoé")
    assert workspace.back_up()
    workspace.undo()
    assert backups.changed()
    workspace.back_up()
    workspace.close()

    with opened(dossier, backups=root, clock=hour) as again:
        assert not again.back_up()


def test_a_backup_that_waits_for_its_check_counts(workspace, backups):
    first = backups.write(Reason.AUTOMATIQUE)
    assert not backups.changed()
    rename(workspace, "Zoé")
    assert backups.changed()
    second = backups.write(Reason.AUTOMATIQUE)

    assert [second.verify().sequence, first.verify().sequence] == [2, 1]


def test_what_differs_from_the_dossier_is_never_kept(backups):
    pending = backups.write(Reason.AUTOMATIQUE)
    (part,) = backups.folder.glob("*.part")
    raw(part, "UPDATE acteurs SET nom = 'autre' WHERE id = 1", sealed=True)

    with pytest.raises(DossierCorrompu):
        pending.verify()

    assert backups.list() == ()
    assert not part.exists()
    assert backups.held
    assert "interrompues" in backups.state().sentence


def test_a_cut_backup_is_refused_when_written_and_not_counted_later(backups, workspace):
    pending = backups.write(Reason.AUTOMATIQUE)
    (part,) = backups.folder.glob("*.part")
    os.truncate(part, part.stat().st_size - 4096)
    with pytest.raises(ErreurStockage):
        pending.verify()

    backups.release()
    info = backups.write(Reason.AUTOMATIQUE).verify()
    os.truncate(info.path, info.size - 4096)

    assert not backups.list()[0].valid
    assert backups.changed()
    assert backups.state().last is None


def test_what_a_killed_program_left_is_cleared(backups):
    backups.write(Reason.AUTOMATIQUE).verify()
    left = backups.folder / "000000009 2027-03-12 14h32 automatique.cpom.part"
    left.write_bytes(b"half")

    backups.write(Reason.AUTOMATIQUE).verify()

    assert not left.exists()


def test_before_much_is_deleted_a_pinned_backup_is_made(workspace, backups):
    ids = [workspace.run(AddActeur(famille=Famille.SOCIAL, nom=f"n{n}")).result for n in range(10)]
    workspace.run(DeleteActeurs(ids=ids[:1]))
    assert backups.list() == ()

    workspace.run(DeleteActeurs(ids=[*ids[1:], 1]))

    (info,) = backups.list()
    assert (info.reason, info.pinned) == (Reason.SUPPRESSION, True)
    assert raw(info.path, "SELECT count(*) FROM acteurs WHERE nom GLOB 'n[0-9]'") == [(9,)]


def test_a_folder_that_cannot_be_written_stops_nothing_and_is_told(workspace, backups, root):
    root.write_bytes(b"a file where the folder should be")
    with pytest.raises(ErreurStockage) as refused:
        workspace.back_up()
    workspace.run(DeleteActeurs(ids=list(range(1, 12))))

    assert "Votre dossier, lui, est enregistré" in refused.value.sentence
    assert "interrompues depuis 14:32" in backups.state().sentence
    root.unlink()
    assert workspace.back_up()
    assert backups.state().failing_since is None


def test_a_full_disk_is_told_for_what_it_is(backups, monkeypatch):
    def full(_part):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "start_part", full)
    with pytest.raises(DisquePlein) as refused:
        backups.write(Reason.AUTOMATIQUE)

    assert refused.value.code == "sauvegarde-disque-plein"


def test_a_dossier_only_read_has_no_backups(dossier, root):
    before = state_of(dossier.parent)
    with opened(dossier, backups=root, read_only=True) as reader:
        assert reader.backups is None
        assert not reader.back_up()

    assert state_of(dossier.parent) == before
    assert not root.exists()


def test_older_backups_are_thinned_by_their_order(workspace, backups, hour):
    for number in range(12):
        rename(workspace, f"n{number}")
        workspace.back_up()
        hour.moment += timedelta(hours=1)
    hour.moment += timedelta(days=5)
    rename(workspace, "dernier")
    workspace.back_up()

    assert [info.sequence for info in backups.list()] == [13, 12, 11, 10, 9]


def test_nothing_is_thinned_while_held(workspace, backups, hour):
    backups.hold()
    for number in range(12):
        rename(workspace, f"n{number}")
        workspace.back_up()
        hour.moment += timedelta(days=1 if number > 9 else 0)
    hour.moment += timedelta(days=5)
    assert backups.prune() == ()
    assert len(backups.list()) == 12

    backups.release()

    assert len(backups.prune()) > 0


def test_the_newest_valid_backup_is_copied_elsewhere_and_checked(workspace, backups, tmp_path):
    key = tmp_path / "clé"
    key.mkdir()
    assert "Aucune sauvegarde" in backups.state().sentence
    workspace.back_up()
    assert backups.state().attention

    copied = backups.copy_to(key)

    assert copied.path.is_relative_to(key)
    assert check_copy(copied.path) == check_copy(backups.list()[0].path)
    assert backups.copy_to(key) == copied
    assert backups.state().second_last == frozen_clock().replace(tzinfo=None)
    assert "copié ailleurs" in backups.state().sentence


def test_a_copy_elsewhere_that_was_damaged_is_noticed_or_made_again(workspace, backups, tmp_path):
    workspace.back_up()
    copied = backups.copy_to(tmp_path)
    os.truncate(copied.path, 4096)
    assert check_copy(backups.copy_to(tmp_path).path)

    patched(copied.path, 9000, b"\x00" * 4000)
    with pytest.raises(ErreurStockage):
        backups.copy_to(tmp_path)


def test_a_support_that_is_not_there_is_told(workspace, backups, tmp_path):
    with pytest.raises(ErreurStockage, match="pas encore"):
        backups.copy_to(tmp_path)
    workspace.back_up()
    gone = tmp_path / "fichier"
    gone.write_bytes(b"")

    with pytest.raises(ErreurStockage) as refused:
        backups.copy_to(gone)

    assert refused.value.code.startswith("copie")
    assert backups.state().second_last is None


def test_another_file_in_the_folder_is_left_alone(workspace, backups):
    workspace.back_up()
    hers = backups.folder / "notes.txt"
    hers.write_bytes(b"hers")
    odd = backups.folder / "000000002 2027-02-31 14h32.cpom"
    shutil.copy(backups.list()[0].path, odd)

    assert len(backups.list()) == 1
    backups.prune()
    assert hers.exists()
    assert odd.exists()


def test_a_hostile_identity_names_no_other_folder(tmp_path):
    assert folder_name("0f8fad5b-d9cb-469f-a165-70867728950e").startswith("0f8f")
    for hostile in ("../../x", "", "C:\\x", "a" * 300, "con\x00"):
        name = folder_name(hostile)
        assert (tmp_path / name).parent == tmp_path
        assert len(name) == 32


def test_a_missing_folder_holds_no_backup(tmp_path):
    assert backups_in(tmp_path / "nulle part") == ()


def test_writing_to_a_dossier_only_read_is_refused(dossier, root, tmp_path):
    with opened(dossier, read_only=True) as reader, pytest.raises(LectureSeule):
        reader._storage.write_copy(tmp_path / "x")
