"""A dossier of an older format: brought to ours, its former state kept, or read in memory."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from cpom_desktop.errors import ErreurStockage
from cpom_desktop.services.backups import Reason
from db import whitelist
from db.beside import beside
from db.connection import connect, sqlite3
from db.former import make_former
from db.migrations import MIGRATIONS, SCHEMA_VERSION
from db.store import open_dossier
from tests.outils.dossiers import every_row, frozen_clock, opened, raw, state_of

KEPT = "Les Saules – avant mise à jour (format 1)"


@pytest.fixture
def former(tmp_path):
    path = tmp_path / "Les Saules.cpom"
    make_former(path, 1, "EHPAD Les Saules")
    return path


def kept_in(root):
    (path,) = root.glob("*/*.cpom")
    return path


def version(path):
    return raw(path, "PRAGMA user_version")[0][0]


def test_an_older_dossier_opens_in_our_format_and_its_former_state_is_backed_up(former, tmp_path):
    before = every_row(former)

    with opened(former, backups=tmp_path / "sauvegardes") as workspace:
        assert workspace.snapshot.etablissement.nom == "EHPAD Les Saules"
        (info,) = workspace.backups.list()
        assert (info.reason, info.pinned, info.valid) == (Reason.MISE_A_JOUR, True, True)
        assert workspace.backups.changed()

    kept = kept_in(tmp_path / "sauvegardes")
    assert kept == info.path
    assert [path.name for path in former.parent.glob("*.cpom")] == [former.name]
    assert version(former) == SCHEMA_VERSION
    assert version(kept) == 1
    assert every_row(kept) == before


def test_where_no_backup_can_be_written_the_former_state_stays_beside(former, tmp_path):
    before, place = every_row(former), tmp_path / "un fichier"
    place.write_bytes(b"")
    first = former.with_name(f"{KEPT}.cpom")
    first.write_bytes(b"hers")

    with opened(former, backups=place):
        assert every_row(first.with_name(f"{KEPT} 2.cpom")) == before

    assert first.read_bytes() == b"hers"
    assert former.with_name(f"{KEPT} 2.cpom").exists()


def test_what_was_done_under_an_older_format_is_no_longer_undone(former):
    raw(
        former,
        "INSERT INTO journal_etapes (quand, titre, operation) VALUES ('2027', 'x', 'y')",
    )

    with opened(former) as workspace:
        assert workspace.undo() is None


def test_an_older_dossier_only_read_is_not_touched(former):
    before = state_of(former.parent)

    with opened(former, read_only=True) as workspace:
        assert workspace.snapshot.fiches_action == ()
        assert workspace.snapshot.etablissement.nom == "EHPAD Les Saules"

    assert state_of(former.parent) == before


def test_without_a_sound_copy_nothing_is_migrated(former, monkeypatch):
    before = state_of(former.parent)

    def broken(_connection):
        return ("page 3 is never used",)

    monkeypatch.setattr(whitelist, "check_integrity", broken)
    with pytest.raises(ErreurStockage):
        open_dossier(former, frozen_clock)

    assert state_of(former.parent) == before


def cut_update(path, *, torn):
    """Leave a file as a kill does while the last pages of its update are written."""
    before = path.read_bytes()
    connection = connect(path, write=True)
    connection.execute("PRAGMA synchronous=OFF")  # the journal says its length at once
    connection.execute("BEGIN IMMEDIATE")
    MIGRATIONS[1].migrate(Database(connection))
    connection.execute("PRAGMA user_version=2")
    hot = beside(path, "-journal").read_bytes()
    connection.execute("COMMIT")
    connection.close()
    after = path.read_bytes()
    page = int.from_bytes(after[16:18], "big")
    path.write_bytes(after[:page] + before[page:] if torn else after)
    beside(path, "-journal").write_bytes(hot)


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("torn", [False, True])
def test_an_update_cut_as_it_was_written_is_undone_and_done_again(
    former, tmp_path, torn, read_only
):
    """Its header already says the next format: once its journal is played back, it does not."""
    before = every_row(former)
    cut_update(former, torn=torn)

    with opened(former, backups=tmp_path / "s", read_only=read_only) as workspace:
        assert workspace.snapshot.etablissement.nom == "EHPAD Les Saules"

    if read_only:
        assert (version(former), every_row(former)) == (1, before)
    else:
        assert version(former) == SCHEMA_VERSION
        assert every_row(kept_in(tmp_path / "s")) == before
    assert list(former.parent.glob("*.ecarte")) == []


def test_ten_updates_that_fail_keep_one_copy_of_the_former_state(former, tmp_path, monkeypatch):
    """D22: the copies of failed tries do not push one another out, nor the others."""
    before, root = every_row(former), tmp_path / "sauvegardes"

    def fails(*_arguments, **_options):
        raise sqlite3.OperationalError("no such table: reunions")

    kept = set()
    with monkeypatch.context() as patched:
        patched.setattr("db.upgrade.migrate", fails)
        for _try in range(10):
            with pytest.raises(ErreurStockage), opened(former, backups=root):
                pass
            kept.add((kept_in(root), kept_in(root).read_bytes()))

    assert len(kept) == 1
    assert every_row(kept_in(root)) == every_row(former) == before
    with opened(former, backups=root) as workspace:
        assert [info.path for info in workspace.backups.list()] == [kept_in(root)]


def test_a_copy_of_another_state_is_no_copy_of_this_one(former, tmp_path, monkeypatch):
    root = tmp_path / "sauvegardes"

    def fails(*_arguments, **_options):
        raise sqlite3.OperationalError("no such table: reunions")

    with monkeypatch.context() as patched:
        patched.setattr("db.upgrade.migrate", fails)
        with pytest.raises(ErreurStockage), opened(former, backups=root):
            pass
    raw(former, "UPDATE etablissement SET commune = 'Ailleurs'")
    with opened(former, backups=root):
        pass

    assert len(list(root.glob("*/*.cpom"))) == 2
