"""Protect, change, take away: the dossier and its backups follow, nothing plain is left."""

from __future__ import annotations

import pytest

from cpom_desktop.bootstrap import backups_folder, lieux, restorer, save_copy
from cpom_desktop.errors import DossierProtege, DossierVerrouille, ErreurCpom
from cpom_desktop.services.backups import Reason
from cpom_desktop.services.operations import AddActeur
from cpom_desktop.services.protection import Secret
from cpom_desktop.services.unfinished import notes_folder
from db.connection import sqlite3
from db.keys import is_protected, unlock
from tests.outils.dossiers import every_row, frozen_clock, opened, raw
from tests.outils.dossiers_hostiles import super_journal
from tests.outils.proteges import CANARY, OTHER, PASSWORD, opened_with, protect

pytestmark = pytest.mark.usefixtures("quick_key")


@pytest.fixture
def kept(dossier):
    """Return a plain dossier that holds the canary, and its three backups."""
    with opened(dossier) as workspace:
        workspace.run(AddActeur(famille="social", nom=CANARY))
        for title in ("un", "deux", "trois"):
            workspace.backups.write(Reason.VERSION, title=title).verify()
    return dossier


def backups_of():
    return sorted(backups_folder().glob("*/*.cpom"))


def plain_files(folder):
    """Return the files of a folder, and of the backups, that hold the canary in clear."""
    told = [CANARY.encode(), CANARY.encode("utf-16-le")]
    return [
        path
        for root in (folder, backups_folder())
        for path in root.rglob("*")
        if path.is_file() and any(text in path.read_bytes() for text in told)
    ]


def test_protecting_protects_the_backups_too(kept, tmp_path):
    assert len(plain_files(tmp_path)) == 4  # the witness: dossier and backups

    done = protect(kept)

    assert (done.backups, done.left) == (3, ())
    assert plain_files(tmp_path) == []
    assert all(is_protected(path) for path in (kept, *backups_of()))
    assert not [*tmp_path.rglob("*.part*")]


def test_each_backup_still_opens_and_is_what_it_was(kept):
    protect(kept)

    with opened_with(kept):
        for info in restorer(clock=frozen_clock).backups_of(kept):
            assert info.valid
            found = restorer(clock=frozen_clock).look(info.path)
            assert CANARY in {acteur.nom for acteur in found.acteurs}


def test_changing_the_password_leaves_the_former_one_useless(kept):
    protect(kept)
    before = {path: path.read_bytes()[:16] for path in (kept, *backups_of())}

    done = protect(kept, OTHER, former=PASSWORD)

    assert (done.backups, done.left) == (3, ())
    for path in (kept, *backups_of()):
        assert path.read_bytes()[:16] != before[path]
        with pytest.raises(DossierProtege):
            unlock(path, Secret(PASSWORD))
        unlock(path, Secret(OTHER)).release()


def test_a_wrong_present_password_changes_nothing(kept):
    protect(kept)
    before = {path: path.read_bytes() for path in (kept, *backups_of())}

    with pytest.raises(DossierProtege):
        protect(kept, OTHER, former="Pas celui-là 12 !")

    assert {path: path.read_bytes() for path in before} == before


def test_taking_it_away_gives_a_plain_dossier_back(kept):
    rows = every_row(kept)
    protect(kept)

    done = protect(kept, "", former=PASSWORD)

    assert (done.backups, done.left) == (3, ())
    found = every_row(kept)
    assert {table: sorted(lines, key=repr) for table, lines in found.items()} == {
        table: sorted(lines, key=repr) for table, lines in rows.items()
    }
    with opened(kept) as workspace:
        assert workspace.key is None


def test_a_backup_that_does_not_read_is_told_and_left(kept):
    bad = backups_of()[1]
    data = bad.read_bytes()
    bad.write_bytes(data[:9000])

    done = protect(kept)

    assert done.left == (bad,)
    assert bad.read_bytes() == data[:9000]


def test_a_backup_of_another_password_is_told_and_left(kept, tmp_path):
    protect(kept)
    former = backups_of()[0]
    aside = former.read_bytes()
    protect(kept, OTHER, former=PASSWORD)
    former.write_bytes(aside)

    done = protect(kept, PASSWORD, former=OTHER)

    assert done.left == (former,)
    unlock(former, Secret(PASSWORD)).release()


def test_copies_beside_that_stay_plain_are_told(kept):
    beside = kept.with_name(f"{kept.stem} (avant restauration 2027-03-12 14h32).cpom")
    beside.write_bytes(kept.read_bytes())

    assert protect(kept).left == (beside,)


def test_backups_on_another_support_follow(kept, tmp_path):
    key = tmp_path / "cle"
    key.mkdir()
    with opened(kept) as workspace:
        workspace.backups.copy_to(key)
    assert len(plain_files(tmp_path)) == 5

    assert protect(kept).backups == 4

    assert plain_files(tmp_path) == []


def test_a_support_that_is_not_there_is_told_and_its_copies_follow_at_the_next(kept, tmp_path):
    key, away = tmp_path / "cle", tmp_path / "dans le tiroir"
    key.mkdir()
    with opened(kept) as workspace:
        workspace.backups.copy_to(key)
    key.rename(away)

    assert protect(kept).support == key

    away.rename(key)
    assert len(plain_files(tmp_path)) == 1  # the witness: it waits in a drawer as it was
    with opened_with(kept) as workspace:
        workspace.run(AddActeur(famille="social", nom="Un autre"))
        workspace.backups.write(Reason.AUTOMATIQUE).verify()
        workspace.backups.copy_to(key)
    assert plain_files(tmp_path) == []
    assert protect(kept, OTHER, former=PASSWORD).support is None


def test_backups_made_before_the_dossier_was_renamed_follow(kept, tmp_path):
    key = tmp_path / "cle"
    key.mkdir()
    with opened(kept) as workspace:
        workspace.backups.copy_to(key)
    renamed = kept.rename(kept.with_name("Autre nom.cpom"))

    assert protect(renamed).backups == 4

    assert plain_files(tmp_path) == []


def test_backups_of_another_file_that_is_there_are_left_to_it(kept, tmp_path):
    other = kept.with_name("Recopié à la main.cpom")
    other.write_bytes(kept.read_bytes())
    with opened(other) as workspace:
        workspace.run(AddActeur(famille="social", nom="Un autre"))
        workspace.backups.write(Reason.DEMANDE).verify()

    assert protect(kept).backups == 3

    assert sum(not is_protected(path) for path in backups_of()) == 1


def test_the_original_of_a_working_copy_is_told(kept, tmp_path):
    places = lieux(clock=frozen_clock)
    (tmp_path / "ici").mkdir()
    link = places.work_on_copy(kept, tmp_path / "ici")

    done = protect(link.copie)

    assert done.original == kept
    assert not is_protected(kept)


def test_a_backup_that_a_foreign_hand_changed_is_left_and_nothing_of_it_runs(kept):
    bad, trap = backups_of()[:2]
    raw(bad, "CREATE VIEW etrange AS SELECT nom FROM acteurs")
    super_journal(trap)
    hers = trap.with_name("hers.txt")
    before = bad.read_bytes(), trap.read_bytes()

    done = protect(kept)

    assert set(done.left) == {bad, trap}
    assert (bad.read_bytes(), trap.read_bytes()) == before
    assert hers.read_text() == "à elle"


def test_a_backup_for_which_memory_lacks_is_told_once_the_dossier_is_changed(kept, monkeypatch):
    import db.conversion

    whole, done = db.conversion.export_whole, []

    def lacking(*arguments):
        done.append(arguments)
        if len(done) > 1:
            raise MemoryError
        whole(*arguments)

    monkeypatch.setattr(db.conversion, "export_whole", lacking)

    assert len(protect(kept).left) == 3
    assert is_protected(kept)


def test_nothing_is_noted_as_being_written_once_it_is(kept):
    protect(kept)

    assert list(notes_folder().glob("*")) == []


def test_backups_left_plain_by_a_kill_are_protected_by_the_next_one(kept):
    plain = backups_of()[0], backups_of()[0].read_bytes()
    protect(kept)
    plain[0].write_bytes(plain[1])

    with opened_with(kept) as workspace:
        workspace.run(AddActeur(famille="social", nom="Un autre"))
        workspace.backups.write(Reason.AUTOMATIQUE).verify()

    assert is_protected(plain[0])


def test_what_is_written_from_a_protected_dossier_is_protected(kept, tmp_path):
    protect(kept)
    key, elsewhere = tmp_path / "cle", tmp_path / "ailleurs"
    key.mkdir()
    elsewhere.mkdir()

    with opened_with(kept) as workspace:
        workspace.run(AddActeur(famille="social", nom=f"{CANARY}-2"))
        workspace.backups.write(Reason.AUTOMATIQUE).verify()
        workspace.backups.copy_to(key)
        save_copy(workspace, elsewhere / "Copie.cpom", clock=frozen_clock)
        workspace.keep_version(CANARY)
        made = restorer(clock=frozen_clock)
        newest = made.backups_of(kept)[0]
        copy = made.copy_beside(newest.path, kept, newest.moment)

    assert plain_files(tmp_path) == []
    with opened_with(copy, read_only=True) as found:
        assert f"{CANARY}-2" in {acteur.nom for acteur in found.snapshot.acteurs}
    with opened_with(elsewhere / "Copie.cpom") as found:
        assert found.key is not None


def test_a_copy_made_from_memory_is_protected_too(kept, tmp_path):
    protect(kept)
    with opened_with(kept) as workspace:
        assert workspace.snapshot.acteurs
        workspace.copy_to = _broken
        save_copy(workspace, tmp_path / "Copie.cpom", clock=frozen_clock)

    assert plain_files(tmp_path) == []
    with opened_with(tmp_path / "Copie.cpom") as found:
        assert CANARY in {acteur.nom for acteur in found.snapshot.acteurs}


def _broken(_target):
    from cpom_desktop.errors import ErreurStockage

    raise ErreurStockage("copie", "…")


def test_restoring_and_taking_it_back_keep_the_protection(kept, tmp_path):
    protect(kept)
    made = restorer(clock=frozen_clock)
    with opened_with(kept) as workspace:
        key = workspace.key.hold()
        workspace.run(AddActeur(famille="social", nom=f"{CANARY}-3"))
    newest = made.backups_of(kept)[0]

    aside = made.restore(newest.path, kept)
    with opened_with(kept) as workspace:
        assert f"{CANARY}-3" not in {acteur.nom for acteur in workspace.snapshot.acteurs}
    made.undo(kept, aside)
    with opened_with(kept) as workspace:
        assert f"{CANARY}-3" in {acteur.nom for acteur in workspace.snapshot.acteurs}

    key.release()
    assert plain_files(tmp_path) == []


def test_a_dossier_open_elsewhere_is_not_converted(kept):
    before = kept.read_bytes()

    with opened(kept), pytest.raises(DossierVerrouille):
        protect(kept)

    assert kept.read_bytes() == before


def test_a_full_disk_changes_nothing_and_is_told(kept, monkeypatch):
    import db.conversion

    def full(*_arguments):
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = 13
        raise error

    before = kept.read_bytes()
    monkeypatch.setattr(db.conversion, "export_whole", full)

    with pytest.raises(ErreurCpom) as refusal:
        protect(kept)

    assert refusal.value.code == "protection-disque-plein"
    assert "Votre dossier est comme avant" in refusal.value.sentence
    assert kept.read_bytes() == before
    assert not [*kept.parent.glob("*.part*")]
