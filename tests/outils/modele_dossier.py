"""What a dossier must hold, kept in memory beside it by the state machine of `tests/surete`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from cpom_desktop.services.backups import NEVER_BELOW
from cpom_desktop.services.ports import HistoryScope
from cpom_desktop.services.queries.corbeille import KINDS, deleted
from cpom_desktop.services.queries.designations import Designations
from cpom_desktop.services.snapshot import RECORDS, DossierSnapshot

DELETIONS = HistoryScope(tuple(KINDS), deleting=True)


class Entry(NamedTuple):
    """One undo step: its token, the state before it and after it."""

    token: str
    before: DossierSnapshot
    after: DossierSnapshot


@dataclass
class State:
    """What one file holds: its content, what undo and redo would bring, its named versions."""

    snapshot: DossierSnapshot
    done: list[Entry] = field(default_factory=list)
    undone: list[Entry] = field(default_factory=list)
    versions: dict[int, tuple[str, DossierSnapshot]] = field(default_factory=dict)

    def copy(self):
        """Return the same state, to follow another file."""
        return State(self.snapshot, [*self.done], [*self.undone], {**self.versions})

    def note(self, after, token=""):
        """Follow a step that was run; one that goes on the visit of a field is the same step."""
        before = self.snapshot
        goes_on = token and not self.undone and self.done and self.done[-1].token == token
        if goes_on:
            before = self.done.pop().before
        if not goes_on or before != after:
            self.done.append(Entry(token, before, after))
        self.undone = []
        self.snapshot = after

    def with_commune(self, commune):
        """Return the content with another commune."""
        return replace(
            self.snapshot, etablissement=replace(self.snapshot.etablissement, commune=commune)
        )

    def check(self, workspace):
        """Check an open dossier against all of it."""
        assert fresh(workspace) == self.snapshot
        assert workspace.snapshot == self.snapshot
        assert tuple(map(bool, workspace.undo_titles())) == (bool(self.done), bool(self.undone))
        assert {info.id: info.nom for info in workspace.versions} == {
            key: nom for key, (nom, _content) in self.versions.items()
        }


class Kept:
    """The backups of a dossier: the state that each must hold."""

    def __init__(self):
        self.states, self.held = {}, False
        self._sequences = {}

    def follow(self, infos, state):
        """Note new backups as holding `state`; those that went were not to be kept.

        The newest are there whatever the clock says, and all of them while deletion is held.
        """
        for info in infos:
            if info.path not in self.states:
                self.states[info.path] = state.copy()
                self._sequences[info.path] = info.sequence
        present = {info.path for info in infos}
        assert all(info.valid for info in infos)
        assert [i.sequence for i in infos] == sorted({i.sequence for i in infos}, reverse=True)
        newest = sorted(self._sequences, key=self._sequences.get)[-NEVER_BELOW:]
        assert set(self.states if self.held else newest) <= present
        self.states = {path: self.states[path] for path in present}
        self._sequences = {path: self._sequences[path] for path in present}


def fresh(workspace):
    """Return the dossier read anew from its file."""
    return DossierSnapshot().refreshed(RECORDS, workspace._storage.load)


def bin_of(workspace):
    """Return what may be put back, the last deleted first."""
    words = Designations(workspace.snapshot, workspace.content, workspace.history.last_known)
    return deleted(workspace.history.steps(DELETIONS, limit=1000), words)
