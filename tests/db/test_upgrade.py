"""A dossier of an older format: brought to ours, its former state kept, or read in memory."""

from __future__ import annotations

import pytest

from cpom_desktop.errors import ErreurStockage
from cpom_desktop.services.backups import Reason
from db import whitelist
from db.former import make_former
from db.migrations import SCHEMA_VERSION
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
