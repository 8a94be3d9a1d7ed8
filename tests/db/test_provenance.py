"""One dossier copied by hand is two files: each has its own backups, told apart."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta

import pytest

from cpom_desktop.bootstrap import restorer
from cpom_desktop.services.backups import Reason
from cpom_desktop.services.operations import UpdateEtablissement
from db.backup_names import backups_in, read_backup_name
from db.provenance import NOTE, mark_of, paths_in
from tests.db.test_backups import Clock
from tests.outils.dossiers import frozen_clock, opened, patched


@pytest.fixture
def root(tmp_path):
    return tmp_path / "sauvegardes"


@pytest.fixture
def copy(dossier):
    """Return a copy of the dossier, as made in the Explorer."""
    path = dossier.with_name("Les Tilleuls - Copie.cpom")
    shutil.copy(dossier, path)
    return path


@pytest.fixture
def two(dossier, copy, root):
    """Return both files open, each with its backups."""
    with opened(dossier, backups=root) as one, opened(copy, backups=root) as other:
        yield one, other


def edited(workspace, commune):
    """Change a dossier and back it up."""
    workspace.run(UpdateEtablissement(commune=commune))
    return workspace.backups.write(Reason.AUTOMATIQUE).verify()


def test_each_file_has_its_own_backups_in_one_folder(two):
    one, other = two
    mine, theirs = edited(one, "Ici"), edited(other, "Ailleurs")

    assert mine.path.parent == theirs.path.parent
    assert one.backups.list() == (mine,)
    assert other.backups.list() == (theirs,)
    assert mine.sequence != theirs.sequence
    assert not one.backups.changed()
    assert not other.backups.changed()


def test_the_list_to_restore_says_which_are_another_files(two, dossier, copy, root):
    mine, theirs = edited(two[0], "Ici"), edited(two[1], "Ailleurs")

    found = {info.path: info.origin for info in restorer(root).backups_of(dossier)}

    assert found == {mine.path: None, theirs.path: str(copy)}


def test_what_one_file_makes_never_has_the_others_copies_deleted(dossier, copy, root):
    hour = Clock()
    with opened(copy, backups=root, clock=hour) as other:
        kept = [edited(other, f"Ailleurs {n}").path for n in range(5)]
    hour.moment += timedelta(days=400)
    with opened(dossier, backups=root, clock=hour) as one:
        for n in range(30):
            edited(one, f"Ici {n}")
            hour.moment += timedelta(days=1)

    assert all(path.exists() for path in kept)


def test_a_backup_being_written_by_the_other_window_is_left_alone(two):
    one, other = two
    pending = one.backups.write(Reason.AUTOMATIQUE)

    edited(other, "Ailleurs")

    assert pending.verify().path.exists()


def test_a_part_that_nobody_ends_is_cleared_the_next_day(two, copy):
    one, other = two
    folder = edited(other, "Ailleurs").path.parent
    left = folder / f"000000009 2027-03-12 14h32 automatique #{mark_of(copy)}.cpom.part"
    left.write_bytes(b"half")
    edited(one, "Ici")
    assert left.exists()

    old = left.stat().st_mtime - 90_000
    os.utime(left, (old, old))
    edited(one, "Là")

    assert not left.exists()


def test_the_copy_on_a_key_is_of_the_file_it_was_asked_for(two, tmp_path):
    one, other = two
    key = tmp_path / "clé"
    mine = edited(one, "Ici")
    edited(other, "Ailleurs")

    copied = one.backups.copy_to(key)

    assert copied.path.name == mine.path.name
    assert one.backups.state().second_last is not None
    assert other.backups.state().second_last is None


def test_a_damaged_copy_finds_its_backups_by_its_path(two, dossier, copy, root):
    mine, theirs = edited(two[0], "Ici"), edited(two[1], "Ailleurs")
    two[1].close()
    patched(copy, 0, b"\0" * copy.stat().st_size)

    found = {info.path: info.origin for info in restorer(root).backups_of(copy)}

    assert found == {theirs.path: None, mine.path: str(dossier)}


def test_without_the_note_the_marks_still_tell_files_apart(two, dossier, root):
    mine, theirs = edited(two[0], "Ici"), edited(two[1], "Ailleurs")
    (mine.path.parent / NOTE).write_text("[]")

    found = {info.path: info.origin for info in restorer(root).backups_of(dossier)}

    assert found == {mine.path: None, theirs.path: ""}
    edited(two[0], "Là")
    assert paths_in(mine.path.parent) == {mark_of(dossier): str(dossier)}


def test_a_name_without_a_mark_is_read_and_belongs_to_every_file(two):
    one, other = two
    mine = edited(one, "Ici")
    bare = mine.path.with_name("000000099 2027-03-12 14h32 demande epinglee - Ancienne.cpom")
    mine.path.rename(bare)

    info = read_backup_name(bare)

    assert (info.source, info.title, info.pinned) == ("", "Ancienne", True)
    assert info.moment == frozen_clock().replace(tzinfo=None)
    assert one.backups.list() == other.backups.list() == (info,) == backups_in(bare.parent)
