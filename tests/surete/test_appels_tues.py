"""Killed at each system call of an edit, a migration, a backup, a restore, an export (D02, A.3).

Calls are counted from the moment the operation begins; each one in turn is the last. Short form:
a few of each kind; long form: every one of them, of eight kinds.
"""

from __future__ import annotations

import lzma
import random
import shutil
import sys

import pytest

from cpom_desktop.bootstrap import restorer
from cpom_desktop.reports.maker import Documents
from cpom_desktop.services import operations as ops
from cpom_desktop.services.backups import Reason
from cpom_desktop.services.documents import DocumentFormat, DocumentOptions
from cpom_desktop.services.unfinished import notes_folder, remove_left
from db.backup_names import backups_in
from db.copies import check_copy
from db.migrations import SCHEMA_VERSION
from db.provenance import NOTE as PATHS_OF_BACKUPS
from tests.outils.appels_systeme import calls_of, killed_at, moments, needs_strace
from tests.outils.dossiers import copy_tilleuls, every_row, frozen_clock, opened, raw
from tests.outils.sources import ROOT
from tests.outils.transactions import check_rows_are_as_the_journal_left_them

pytestmark = [pytest.mark.slow, needs_strace]
NEW, OLD = "Villeneuve", "Ici"
EDITS = 3
SHORT = 4
"""Kills of one operation in the short form."""


class Place:
    """A folder of its own for one kill: a dossier, its backups, what is exported."""

    def __init__(self, folder):
        self.root, self._kept = folder, folder.with_name("modèle")
        self.folder, self.backups = folder / "dossiers", folder / "sauvegardes"
        self.path = self.folder / "Les Tilleuls.cpom"

    def keep(self):
        """Keep it as it is, for `as_before`: backups know a dossier by its path."""
        shutil.copytree(self.root, self._kept)

    def as_before(self):
        """Put it back as it was kept."""
        shutil.rmtree(self.root)
        shutil.copytree(self._kept, self.root)

    def opened(self, **options):
        return opened(self.path, backups=self.backups, **options)

    def left(self):
        """Return what a work that was cut left: all that is no dossier, export or note of ours."""
        files = (path for path in self.root.rglob("*") if path.is_file())
        return [
            path
            for path in files
            if path.name.startswith(".") or path.suffix not in {".cpom", ".pdf", ".xlsx"}
            if path.name != PATHS_OF_BACKUPS
        ]


@pytest.fixture
def place(tmp_path):
    """Return a dossier with a history and a backup, closed."""
    found = Place(tmp_path / "lieu")
    found.folder.mkdir(parents=True)
    copy_tilleuls(found.folder)
    with found.opened() as workspace:
        workspace.run(ops.UpdateEtablissement(commune=OLD))
        workspace.backups.write(Reason.DEMANDE).verify()
        workspace.run(ops.UpdateActeur(id=1, nom="Ana"))
    return found


def commune(workspace):
    return workspace.snapshot.etablissement.commune


def kills(place, act, check, most):
    """Kill `act(place, tell)` at each call that is chosen, then `check(place, lines)`.

    Whatever the call, the next opening repairs, and nothing is left that stays.
    """

    def action(tell, wait):
        wait()
        act(place, tell)

    place.keep()
    act(place, lambda _line: None)  # what is imported late is imported now
    place.as_before()
    counted = calls_of(action, place.root.parent)
    chosen, killed = moments(counted, random.Random(20270312), most), 0
    for call, number in chosen:
        place.as_before()
        was, told = killed_at(action, call, number)
        killed += was
        try:
            check(told)
            remove_left()
            assert list(notes_folder().glob("*")) == []
            assert place.left() == []
        except BaseException:
            sys.stdout.write(f"killed at {call} {number}: {told}\n")
            raise
    sys.stdout.write(f"{killed} kills of {sum(counted.values())} calls: {dict(counted)}\n")
    assert killed > 0.9 * len(chosen)


@pytest.fixture
def most(pytestconfig):
    """Return how many calls of one operation are tried at most."""
    return sys.maxsize if pytestconfig.getoption("--long") else SHORT


# --- an edit


def edits(place, tell):
    with place.opened() as workspace:
        for number in range(EDITS):
            workspace.run(ops.UpdateEtablissement(commune=f"{NEW} {number}"))
            tell(f"saved {number}")


def test_an_edit_killed_at_each_call_is_whole_or_not_there(place, most):
    """No edit told is lost, at most one more is there; the next life edits and undoes."""
    states = [OLD, *(f"{NEW} {number}" for number in range(EDITS))]

    def check(told):
        saved = sum(line.startswith("saved") for line in told)
        with place.opened() as workspace:
            found = states.index(commune(workspace))
        assert found in {saved, saved + 1}
        check_rows_are_as_the_journal_left_them(place.path, 0)
        with place.opened() as workspace:
            workspace.run(ops.UpdateEtablissement(commune="Après"))
            assert workspace.undo()
            assert commune(workspace) == states[found]

    kills(place, edits, check, most)


# --- a migration


def former(place, version):
    """Put a real file of an earlier schema in the place; return its rows."""
    source = ROOT / "tests" / "anciens_dossiers" / f"schema-{version}.cpom.xz"
    place.path.write_bytes(lzma.decompress(source.read_bytes()))
    shutil.rmtree(place.backups)
    return every_row(place.path)


def migrates(place, tell):
    with place.opened():
        tell("opened")


def first_copy(place):
    """Return the copy that was made before the first migration, the oldest."""
    kept = [path for path in place.backups.rglob("*.cpom") if "avant-mise-a-jour" in path.name]
    return min(kept)


@pytest.mark.parametrize("version", [1, SCHEMA_VERSION - 1])
def test_a_migration_killed_at_each_call_keeps_the_former_state(place, tmp_path, most, version):
    before = former(place, version)
    shutil.copytree(place.root, tmp_path / "ancien")
    with place.opened():
        pass
    expected = every_row(place.path, history=False)
    shutil.rmtree(place.root)
    shutil.copytree(tmp_path / "ancien", place.root)

    def check(_told):
        with place.opened() as workspace:
            workspace.backups.write(Reason.DEMANDE).verify()
        assert every_row(place.path, history=False) == expected
        assert raw(place.path, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
        assert every_row(first_copy(place)) == before

    kills(place, migrates, check, most)


# --- a backup


def backs_up(place, tell):
    with place.opened() as workspace:
        for number in range(2):
            workspace.run(ops.UpdateEtablissement(commune=f"{NEW} {number}"))
            tell(f"backup {workspace.backups.write(Reason.DEMANDE).verify().path.name}")


def test_a_backup_killed_at_each_call_has_no_name_or_is_sound(place, most):
    """Every backup told is there, every one that has its name is sound, the former too."""

    def check(told):
        with place.opened() as workspace:
            assert commune(workspace) in {OLD, f"{NEW} 0", f"{NEW} 1"}
            names = {info.path.name for info in workspace.backups.list()}
            assert {line.split(" ", 1)[1] for line in told if line.startswith("backup")} < names
            for info in backups_in(workspace.backups.folder):
                check_copy(info.path)
            workspace.run(ops.UpdateEtablissement(commune="Après"))
            workspace.backups.write(Reason.AUTOMATIQUE).verify()

    kills(place, backs_up, check, most)


# --- a restore, and its undo


def restores(place, tell):
    service = restorer(place.backups, clock=frozen_clock)
    aside = service.restore(service.backups_of(place.path)[-1].path, place.path)
    tell("restored")
    service.undo(place.path, aside)
    tell("undone")


def test_a_restore_and_its_undo_killed_at_each_call_leave_one_whole_dossier(place, most):
    """The dossier is the one or the other, whole; what she had is never lost."""

    def check(told):
        with place.opened() as workspace:
            present = workspace.snapshot.acteurs[0].nom
            workspace.run(ops.UpdateEtablissement(commune="Après"))
            workspace.backups.write(Reason.AUTOMATIQUE).verify()
            workspace.backups.release()
        beside = [path for path in place.folder.glob("*.cpom") if path != place.path]
        for path in beside:
            check_copy(path)
        names = [raw(path, "SELECT nom FROM acteurs WHERE id = 1")[0][0] for path in beside]
        assert "Ana" in {present, *names}
        assert len(names) == ("restored" in told or present != "Ana" or bool(names))
        assert present == "Ana" if "undone" in told else True

    kills(place, restores, check, most)


# --- an export


@pytest.mark.parametrize("kind", [DocumentFormat.PDF, DocumentFormat.XLSX])
def test_an_export_killed_at_each_call_leaves_the_old_file_or_the_new_one(place, most, kind):
    options, target = DocumentOptions(format=kind), place.folder / f"exporté.{kind.value}"

    def exports(place, tell):
        with place.opened(read_only=True) as workspace:
            Documents().prepare(workspace, "acteurs", options).write(target)
        tell("written")

    exports(place, lambda _line: None)
    expected, old = target.read_bytes(), b"the former file" * 1000
    target.write_bytes(old)

    def check(told):
        found = target.read_bytes()
        assert found == expected or (found == old and "written" not in told)
        check_copy(place.path)

    kills(place, exports, check, most)
