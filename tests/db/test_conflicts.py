"""The versions that a service leaves beside a dossier: told by name and identity, not touched."""

from __future__ import annotations

import os
import shutil

import pytest

from cpom_desktop.services.conflits import may_be_a_conflict
from cpom_desktop.services.operations import UpdateEtablissement
from db.conflicts import other_versions
from tests.outils.dossiers import copy_tilleuls, opened, patched, raw, state_of

NAMES = [
    "Les Tilleuls-PC-de-Marie",
    "Les Tilleuls-DESKTOP-4F7A2",
    "Les Tilleuls-PC-DIRECTION-2",
    "Les Tilleuls (copie en conflit de PC-de-Marie 2026-11-20)",
    "Les Tilleuls (Copie en conflit de Marie Durand 2026-11-20 (1))",
    "Les Tilleuls (PC-DE-MARIE's conflicted copy 2026-11-20)",
    "Les Tilleuls (conflicted copy 2026-11-20 101500)",
    "Les Tilleuls_conflict-20261120-101500",
    "Les Tilleuls.sync-conflict-20261120-101500-ABCDEFG",
    "Les Tilleuls (SFConflict marie@exemple.fr 2026-11-20-10-15-00)",
    "Les Tilleuls_PC-MARIE_nov.-20-101500-2026_Conflict",
    "Les Tilleuls (1)",
    "Les Tilleuls(2)",
]
NOT_THEM = [
    "Les Tilleuls",
    "Les Tilleuls 2",
    "Les Tilleuls-2027",
    "Les Tilleuls - Copie",
    "Les Tilleuls avenant",
    "Les Érables-PC-de-Marie",
    "Les Tilleuls (copie du 12 mars 2027 14h32)",
    "Les Tilleuls (copie de travail 2027-03-12 14h32)",
    "Les Tilleuls (avant restauration 2027-03-12 14h32)",
    "Les Tilleuls (avant remise en place 2027-03-12 14h32) 2",
    "Les Tilleuls (restauration annulée 2027-03-12 14h32)",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_a_service_gives_is_known(name):
    assert may_be_a_conflict("Les Tilleuls", name, synced=True)
    assert may_be_a_conflict(name, "Les Tilleuls", synced=True)


@pytest.mark.parametrize("name", NAMES)
def test_where_no_service_copies_only_a_name_that_says_conflict_is_one(name):
    says = "confli" in name.lower()

    assert may_be_a_conflict("Les Tilleuls", name, synced=False) == says


@pytest.mark.parametrize("name", NOT_THEM)
def test_her_own_names_and_ours_are_left_alone(name):
    assert not may_be_a_conflict("Les Tilleuls", name, synced=True)


@pytest.fixture
def dossier(tmp_path):
    return copy_tilleuls(tmp_path)


def uuid(path):
    return raw(path, "SELECT uuid FROM meta")[0][0]


def test_those_of_the_same_dossier_are_told_with_their_dates_and_left_as_they_are(dossier):
    copies = [dossier.with_name(f"{name}.cpom") for name in (NAMES[0], NAMES[8])]
    for copy in copies:
        shutil.copy(dossier, copy)
    with opened(copies[1]) as workspace:
        workspace.run(UpdateEtablissement(commune="Ailleurs"))
        saved = workspace.last_saved().replace(tzinfo=None)
    before = state_of(dossier.parent)

    found = other_versions(dossier, uuid(dossier), synced=True)

    assert {info.path for info in found} == set(copies)
    assert next(info for info in found if info.path == copies[1]).moment == saved
    assert state_of(dossier.parent) == before


def test_another_dossier_of_such_a_name_is_not_told(dossier, tmp_path):
    other = copy_tilleuls(tmp_path, f"{NAMES[0]}.cpom")
    raw(other, "UPDATE meta SET uuid = 'autre'", sealed=True)

    assert other_versions(dossier, uuid(dossier), synced=True) == ()


def test_what_does_not_read_or_is_no_dossier_is_not_told(dossier):
    (dossier.with_name(f"{NAMES[0]}.cpom")).write_bytes(b"pas un dossier")
    (dossier.with_name(f"{NAMES[1]}.cpom")).mkdir()
    damaged = dossier.with_name(f"{NAMES[2]}.cpom")
    shutil.copy(dossier, damaged)
    patched(damaged, 0, os.urandom(16))
    (dossier.with_name(f"{NAMES[3]}.cpom")).symlink_to(dossier)

    assert other_versions(dossier, uuid(dossier), synced=True) == ()


def test_a_folder_that_is_gone_says_nothing(tmp_path):
    assert other_versions(tmp_path / "parti" / "d.cpom", "x", synced=True) == ()


def test_those_of_an_original_that_is_gone_are_still_told(dossier):
    copy = dossier.with_name(f"{NAMES[0]}.cpom")
    dossier.rename(copy)

    (found,) = other_versions(dossier, uuid(copy), synced=True)

    assert found.path == copy
