"""A dossier of an older format: brought to ours, its former state kept, or read in memory."""

from __future__ import annotations

import pytest

from cpom_desktop.errors import ErreurStockage
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


def version(path):
    return raw(path, "PRAGMA user_version")[0][0]


def test_an_older_dossier_opens_in_our_format_and_its_former_state_stays_beside(former):
    before = every_row(former)

    with opened(former) as workspace:
        assert workspace.snapshot.etablissement.nom == "EHPAD Les Saules"

    kept = former.with_name(f"{KEPT}.cpom")
    assert version(former) == SCHEMA_VERSION
    assert version(kept) == 1
    assert every_row(kept) == before


def test_a_second_copy_never_takes_the_place_of_the_first(former):
    first = former.with_name(f"{KEPT}.cpom")
    first.write_bytes(b"hers")

    with opened(former):
        pass

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
