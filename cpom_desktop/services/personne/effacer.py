"""A person erased, then a backup made without them, and the earlier ones deleted if she wishes."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.errors import ErreurStockage
from cpom_desktop.services.backups import Reason
from cpom_desktop.services.operations.effacement import NoteEffacement

if TYPE_CHECKING:
    from pathlib import Path

    from cpom_desktop.domain.confidentialite import Effacement
    from cpom_desktop.services.backups import BackupInfo
    from cpom_desktop.services.changes import Outcome
    from cpom_desktop.services.operations.effacement import ErasePersonne
    from cpom_desktop.services.workspace import Workspace


class Copies(NamedTuple):
    """The copies of the dossier that still hold what it held.

    Attributes:
        sauvegardes: on this computer, the newest first.
        ailleurs: the folder of the last copy on another support, empty without one.
        a_cote: files beside this one, put aside, copied from it or left by a service.
        original: what this one is a working copy of.
    """

    sauvegardes: tuple[BackupInfo, ...]
    ailleurs: str
    a_cote: tuple[BackupInfo, ...]
    original: Path | None


class Purge(NamedTuple):
    """What else goes once a person is erased.

    Attributes:
        sauvegardes: the earlier backups.
        a_cote: files beside the dossier.
    """

    sauvegardes: bool = False
    a_cote: tuple[BackupInfo, ...] = ()


def copies_of(workspace: Workspace) -> Copies:
    """Return what would still hold the name of somebody erased now."""
    backups = workspace.backups
    if backups is None:
        return Copies((), "", (), None)
    return Copies(backups.earlier(), backups.elsewhere(), backups.beside(), backups.original())


def erase(workspace: Workspace, operation: ErasePersonne, *, purge: bool) -> Outcome:
    """Erase a person; answer the outcome of the operation.

    Once it is done a backup is made, then the earlier ones are deleted when `purge`. A backup
    that fails deletes none: they are told as left.

    Raises:
        RegleInvalide, ErreurStockage: nothing was erased.
    """
    earlier = workspace.backups.earlier() if workspace.backups is not None else ()
    outcome = workspace.run(operation)
    workspace.forget_opened()  # a document that is forgotten may be open elsewhere
    gone = 0
    with contextlib.suppress(ErreurStockage):
        gone = _purged(workspace, earlier) if purge and earlier else 0
    note = NoteEffacement(id=_id(outcome), sauvegardes=gone, gardees=len(earlier) - gone)
    noted = workspace.run(note)
    workspace.forget_undo()
    return outcome._replace(changes=outcome.changes | noted.changes)


def forget_beside(workspace: Workspace, a_cote: tuple[BackupInfo, ...]) -> tuple[str, ...]:
    """Delete files beside the dossier; return the names of those that could not be."""
    if workspace.backups is None or not a_cote:
        return ()
    gone = frozenset(workspace.backups.forget(a_cote))
    return tuple(info.path.name for info in a_cote if info not in gone)


def _purged(workspace: Workspace, earlier: tuple[BackupInfo, ...]) -> int:
    """Make a backup of the dossier as it is now, then delete the earlier ones; say how many."""
    assert workspace.backups is not None
    workspace.backups.write(Reason.EFFACEMENT).verify()
    return len(workspace.backups.forget(earlier))


def _id(outcome: Outcome) -> int:
    assert isinstance(outcome.result, int)
    return outcome.result


def erased(workspace: Workspace, outcome: Outcome) -> Effacement:
    """Return the line of the register that an erasure left."""
    rows = {row.id: row for row in workspace.snapshot.effacements}
    return rows[_id(outcome)]
