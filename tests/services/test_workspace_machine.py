"""Random public operations over a workspace, against a model of its undo stack."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cpom_desktop.bootstrap import open_workspace
from cpom_desktop.domain.dossier import Piste
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services import operations as ops
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.operations.version import RestoreVersion, tables_of
from cpom_desktop.services.snapshot import RECORDS, SINGLE, DossierSnapshot
from cpom_desktop.services.workspace import Workspace
from db import connection
from db.creation import create_dossier
from tests.outils.dossiers import frozen_clock
from tests.outils.fiches import add_fiche
from tests.outils.operations_au_hasard import FAMILIES


class Entry(NamedTuple):
    """One undo step of the model: its token, the state before it and after it."""

    token: str
    before: DossierSnapshot
    after: DossierSnapshot


def differing(before, after):
    """Return the rows that differ between two snapshots, as `Changes` names them."""
    found = {}
    for table in RECORDS:
        old, new = getattr(before, table), getattr(after, table)
        rows = [{r.id: r for r in ((s,) if table in SINGLE else s)} for s in (old, new)]
        ids = {i for i in rows[0].keys() | rows[1].keys() if rows[0].get(i) != rows[1].get(i)}
        if ids:
            found[table] = ids
    return found


class WorkspaceMachine(RuleBasedStateMachine):
    """Runs, refuses, undoes, redoes, reopens; a model keeps every state."""

    @initialize()
    def start(self):
        """Start a dossier of the shortest track."""
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "essai.cpom"
        self.workspace = Workspace(create_dossier(self.path, frozen_clock), frozen_clock)
        self.workspace.run(ops.StartDossier(nom="EHPAD Les Saules"))
        self.workspace.run(ops.UpdateDossier(piste=Piste.DIALOGUE_GESTION))
        self.workspace.run(ops.PrepareDossier())
        add_fiche(self.workspace)
        self.workspace.forget_undo()
        self.done, self.undone = [], []

    def teardown(self):
        """Undo everything: the first state comes back."""
        if hasattr(self, "workspace"):
            first = self.done[0].before if self.done else self.workspace.snapshot
            while self.workspace.undo():
                pass
            assert self.fresh() == first
            self.workspace.close()
            shutil.rmtree(self.folder)

    def fresh(self):
        """Return the dossier read anew from its file."""
        return DossierSnapshot().refreshed(RECORDS, self.workspace._storage.load)

    @rule(data=st.data(), token=st.sampled_from(["", "", "", "champ-a", "champ-b"]))
    def run(self, data, token):
        """Run any operation, on rows that are there or not, in or out of bounds."""
        family = data.draw(st.sampled_from(FAMILIES))
        self.apply(data.draw(family(self.workspace.snapshot)), token)

    @rule(text=st.sampled_from(["", "A", "An"]), token=st.sampled_from(["champ-a", "champ-b"]))
    def type_in_a_field(self, text, token):
        """Type and erase in one field: often back where it began."""
        self.apply(ops.UpdateEtablissement(commune=text), token)

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def go_back_to_a_version(self, data):
        """Going back as a whole gives exactly what was, whatever came and went since."""
        target = data.draw(st.sampled_from([entry.before for entry in self.done]))
        self.apply(RestoreVersion(nom="Version 1", tables=tables_of(target)), "")
        assert self.fresh() == target

    def apply(self, operation, token):
        """Run an operation; its changes are what differs, a refusal leaves everything."""
        before = self.workspace.snapshot
        try:
            outcome = self.workspace.run(operation, merge=token)
        except RegleInvalide as error:
            assert sentence(error)  # noqa: PT017 - a refusal is as right as an acceptance
            assert self.fresh() == before
            return
        after = self.fresh()
        assert outcome.changes.tables == differing(before, after)
        if outcome.changes:
            self.note(token, before, after)

    def note(self, token, before, after):
        """Keep a step in the model, in that of the same visit if it goes on."""
        goes_on = token and not self.undone and self.done and self.done[-1].token == token
        if goes_on:
            before = self.done.pop().before
        if not goes_on or before != after:
            self.done.append(Entry(token, before, after))
        self.undone = []

    @precondition(lambda self: self.done)
    @rule()
    def undo(self):
        """Undo: the state before the step, and `Changes` names what differs."""
        entry = self.done.pop()
        self.undone.append(entry)
        outcome = self.workspace.undo()
        assert self.fresh() == entry.before
        assert outcome.changes.tables == differing(entry.after, entry.before)

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self):
        """Redo: the state after the step."""
        entry = self.undone.pop()
        self.done.append(entry)
        outcome = self.workspace.redo()
        assert self.fresh() == entry.after
        assert outcome.changes.tables == differing(entry.before, entry.after)

    @rule()
    def reopen(self):
        """Close and open again: the same dossier, the same undo."""
        before, titles = self.workspace.snapshot, self.workspace.undo_titles()
        self.workspace.close()
        assert [p.name for p in self.folder.iterdir()] == ["essai.cpom"]
        self.workspace = open_workspace(self.path, clock=frozen_clock)
        assert self.workspace.snapshot == before
        assert self.workspace.undo_titles() == titles

    @invariant()
    def the_snapshot_is_the_file(self):
        """What screens read is what the file holds."""
        if hasattr(self, "workspace"):
            assert self.workspace.snapshot == self.fresh()

    @invariant()
    def undo_is_offered_as_the_model_says(self):
        """A title for undo and redo, exactly when there is something."""
        if hasattr(self, "workspace"):
            offered = tuple(map(bool, self.workspace.undo_titles()))
            assert offered == (bool(self.done), bool(self.undone))

    @invariant()
    def no_link_is_left_hanging(self):
        """Cascades took what pointed at a deleted row."""
        if hasattr(self, "workspace"):
            database = self.workspace._storage._connection
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.slow
def test_random_operations_keep_every_promise_of_the_workspace(monkeypatch, count):
    """Durability is proved elsewhere (tests/surete); here the disk is not waited for.

    A failure is not shrunk: that would take minutes.
    """
    pragmas = tuple(
        ("synchronous", "OFF", 0) if name == "synchronous" else (name, value, expected)
        for name, value, expected in connection.PRAGMAS
    )
    monkeypatch.setattr(connection, "PRAGMAS", pragmas)
    from hypothesis.stateful import run_state_machine_as_test

    phases = {*Phase} - {Phase.shrink, Phase.explain}
    run_state_machine_as_test(
        WorkspaceMachine,
        settings=settings(max_examples=count(300), stateful_step_count=40, phases=phases),
    )
