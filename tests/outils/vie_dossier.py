"""The life of a dossier, drawn at random and followed by a model, for `tests/surete`.

Edits, undo, redo, corbeille, named versions, backups, restores and their undoing, copies opened
beside, reopenings, a clock that jumps by years; the kills are added by the test.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from contextlib import closing
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cpom_desktop.bootstrap import open_workspace, restorer
from cpom_desktop.domain.dossier import Piste
from cpom_desktop.errors import DossierVerrouille, RegleInvalide
from cpom_desktop.services import operations as ops
from cpom_desktop.services.backups import Reason
from cpom_desktop.services.workspace import Workspace
from db.beside import beside, restore_mark
from db.creation import create_dossier
from db.lock import lock_path
from tests.outils.dossiers import frozen_clock
from tests.outils.fiches import add_fiche
from tests.outils.modele_dossier import Kept, State, bin_of, fresh
from tests.outils.operations_au_hasard import FAMILIES

JUMPS = (
    timedelta(minutes=3),
    timedelta(hours=7),
    timedelta(days=30),
    timedelta(days=-1),
    timedelta(days=400),
    timedelta(days=4000),
    timedelta(days=-4000),
)
SEEN = Counter()
"""What was done, over every run: a rule that never runs proves nothing."""


def home():
    """Return a folder in memory where there is one: a kill is not a power cut."""
    shared = Path("/dev/shm")
    return Path(tempfile.mkdtemp(dir=shared if shared.is_dir() else None))


@cache
def first_bytes():
    """Return a small dossier, with a plan, a matrix and a fiche; made once a run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "d.cpom"
        with closing(Workspace(create_dossier(path, frozen_clock), frozen_clock)) as workspace:
            workspace.run(ops.StartDossier(nom="EHPAD Les Saules"))
            workspace.run(ops.UpdateDossier(piste=Piste.DIALOGUE_GESTION))
            workspace.run(ops.PrepareDossier())
            add_fiche(workspace)
            workspace.forget_undo()
        return path.read_bytes()


class DossierLife(RuleBasedStateMachine):
    """One dossier, its backups, and every file that comes of it."""

    @initialize()
    def start(self):
        """Open a dossier, and back it up."""
        self.home = home()
        (self.home / "dossiers").mkdir()
        self.path = self.home / "dossiers" / "Les Saules.cpom"
        self.path.write_bytes(first_bytes())
        self.path.chmod(0o600)
        self.root = self.home / "sauvegardes"
        self.moment, self.number = frozen_clock(), 0
        self.clock = lambda: self.moment
        self.kept, self.others, self.asides = Kept(), {}, []
        self.workspace = self.opened(self.path)
        self.state = State(fresh(self.workspace))
        self.workspace.back_up()
        self.follow_backups()

    def opened(self, path, **options):
        return open_workspace(path, clock=self.clock, backups=self.root, **options)

    def restorer(self):
        return restorer(self.root, clock=self.clock)

    def follow_backups(self, state=None):
        self.kept.follow(self.workspace.backups.list(), state or self.state)

    def a_backup(self, data):
        return data.draw(st.sampled_from(sorted(self.kept.states)))

    def teardown(self):
        """Open every file that came of it, then undo all that was done in the dossier."""
        if not hasattr(self, "workspace"):
            return
        self.workspace.close()
        for path, state in (*self.others.items(), *self.kept.states.items()):
            self.check_copy(path, state)
        self.workspace = self.opened(self.path)
        first = self.state.done[0].before if self.state.done else self.state.snapshot
        while self.workspace.undo():
            pass
        assert fresh(self.workspace) == first
        self.workspace.close()
        shutil.rmtree(self.home)

    def check_copy(self, path, state):
        copy = self.opened(path, read_only=True)
        try:
            state.check(copy)
            for key in [*state.versions][-1:]:
                assert copy.read_version(key) == state.versions[key][1]
        finally:
            copy.close()

    # --- what she writes

    @rule(data=st.data(), token=st.sampled_from(["", "", "", "champ-a", "champ-b"]))
    def edit(self, data, token):
        """Run any operation; one that deletes much is backed up before."""
        family = data.draw(st.sampled_from(FAMILIES))
        self.run(data.draw(family(self.workspace.snapshot)), token)

    def run(self, operation, token=""):
        SEEN["edit"] += 1
        before = self.state.copy()
        try:
            outcome = self.workspace.run(operation, merge=token)
        except RegleInvalide:
            return None
        finally:
            self.follow_backups(before)
        if outcome.changes:
            self.state.note(fresh(self.workspace), token)
        return outcome

    @precondition(lambda self: self.state.done)
    @rule()
    def undo(self):
        """Undo: the state before the step."""
        entry = self.state.done.pop()
        self.state.undone.append(entry)
        assert self.workspace.undo()
        self.state.snapshot = entry.before

    @precondition(lambda self: self.state.undone)
    @rule()
    def redo(self):
        """Redo: the state after it."""
        entry = self.state.undone.pop()
        self.state.done.append(entry)
        assert self.workspace.redo()
        self.state.snapshot = entry.after

    # --- corbeille and versions

    @precondition(lambda self: self.state.snapshot.acteurs and self.state.snapshot.tasks)
    @rule(data=st.data())
    def delete_and_put_back(self, data):
        """What is put back at once is as it was, its links too; later, as far as it can."""
        known = self.state.snapshot
        kind, rows = data.draw(
            st.sampled_from(
                [
                    (ops.DeleteActeurs, known.acteurs),
                    (ops.DeleteTasks, known.tasks),
                    (ops.DeleteRaciActivites, known.raci_activites),
                    (ops.DeleteFichesAction, known.fiches_action),
                ]
            )
        )
        if not rows or self.run(kind(ids=[data.draw(st.sampled_from(rows)).id])) is None:
            return
        SEEN["corbeille"] += 1
        item = bin_of(self.workspace)[0]
        outcome = self.run(item.operation)
        assert outcome.result.left_out == 0
        assert self.state.snapshot == known

    @rule(data=st.data())
    def put_back_something(self, data):
        """Put back anything that was ever deleted here: it is there again, or a rule says why."""
        items = bin_of(self.workspace)
        if not items:
            return
        item = data.draw(st.sampled_from(items))
        if self.run(item.operation) is not None:
            SEEN["corbeille"] += 1
            rows = getattr(self.state.snapshot, item.table)
            assert item.record_id in {row.id for row in rows}

    @rule()
    def name_a_version(self):
        """Name what the dossier is now."""
        self.number += 1
        nom = f"Version {self.number}"
        key = self.workspace.keep_version(nom)
        self.state.versions[key] = (nom, self.state.snapshot)

    @precondition(lambda self: self.state.versions)
    @rule(data=st.data())
    def read_or_delete_a_version(self, data):
        """A version is what was named, until it is deleted."""
        key = data.draw(st.sampled_from(sorted(self.state.versions)))
        _nom, content = self.state.versions[key]
        assert self.workspace.read_version(key) == content
        if data.draw(st.booleans()):
            self.workspace.delete_version(key)
            del self.state.versions[key]

    # --- backups, restores, copies

    @rule(reason=st.sampled_from([None, Reason.DEMANDE, Reason.VERSION]))
    def back_up(self, reason):
        """A backup is written exactly when something differs from the newest."""
        written = self.workspace.back_up(reason)
        SEEN["backup"] += written
        self.follow_backups()
        newest = self.workspace.backups.list()[0].path
        assert self.kept.states[newest].snapshot == self.state.snapshot
        assert self.kept.states[newest].versions == self.state.versions

    @precondition(lambda self: self.kept.states)
    @rule()
    def copy_to_another_support(self):
        """The copy on a key is the newest backup."""
        copy = self.workspace.backups.copy_to(self.home / "clé").path
        newest = self.workspace.backups.list()[0].path
        assert copy.name == newest.name
        self.check_copy(copy, self.kept.states[newest])

    @precondition(lambda self: self.kept.states)
    @rule(data=st.data())
    def open_beside(self, data):
        """A backup opened beside is what it was, and the dossier is not touched."""
        backup = self.a_backup(data)
        copy = self.restorer().copy_beside(backup, self.path, self.moment)
        if copy in self.others:  # opened beside before, and left as it was
            assert self.others[copy].snapshot == self.kept.states[backup].snapshot
        self.others[copy] = self.kept.states[backup].copy()
        self.check_copy(copy, self.others[copy])
        SEEN["beside"] += 1

    @precondition(lambda self: self.kept.states)
    @rule(data=st.data())
    def restore(self, data):
        """Put any backup in the place of the dossier, which goes aside whole."""
        backup = self.a_backup(data)
        self.workspace.close()
        aside = self.restorer().restore(backup, self.path)
        self.workspace = self.opened(self.path)
        self.follow_restore(aside, self.kept.states[backup])
        SEEN["restore"] += 1

    def follow_restore(self, aside, state):
        before, self.state = self.state, state.copy()
        self.kept.held = True
        self.others[aside] = before
        self.asides.append(aside)
        self.follow_backups(before)

    @precondition(lambda self: self.asides)
    @rule()
    def undo_restore(self):
        """Undo a restore, whatever was done since: the file that was aside is back."""
        aside = self.asides.pop()
        self.workspace.close()
        away = self.restorer().undo(self.path, aside)
        self.workspace = self.opened(self.path)
        self.follow_way_back(aside, away)
        SEEN["restore undone"] += 1

    def follow_way_back(self, aside, away):
        self.others[away], self.state = self.state, self.others.pop(aside)

    @precondition(lambda self: self.kept.held)
    @rule()
    def say_it_is_the_right_one(self):
        """Backups may go again."""
        self.workspace.backups.release()
        self.kept.held = False

    # --- opening, closing, dying, time

    @rule()
    def reopen(self):
        """Close and open again."""
        self.workspace.close()
        assert not lock_path(self.path).exists()
        self.workspace = self.opened(self.path)
        assert not self.workspace.stopped

    @rule()
    def open_twice(self):
        """A second writer is refused; a second reader sees the same."""
        with pytest.raises(DossierVerrouille):
            self.opened(self.path)
        self.check_copy(self.path, self.state)

    @rule(jump=st.sampled_from(JUMPS))
    def clock_jumps(self, jump):
        """The clock of the computer goes forward or back."""
        if 1990 < (self.moment + jump).year < 2060:
            self.moment += jump

    # --- what always holds

    @invariant()
    def the_dossier_is_what_the_model_says(self):
        """Content, undo, redo, versions."""
        if hasattr(self, "workspace"):
            self.state.check(self.workspace)

    @invariant()
    def every_backup_is_known_and_the_newest_are_there(self):
        """And nothing else is left lying about."""
        if hasattr(self, "workspace"):
            self.follow_backups()
            found = {path for path in self.path.parent.iterdir() if path.name[0] != "."}
            empty = beside(self.path, "-journal")  # nothing in it: SQLite takes it up again
            assert found - {empty} == {self.path, *self.others}
            assert not restore_mark(self.path).exists()
