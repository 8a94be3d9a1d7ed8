"""What could not be written yet: kept in memory, and tried again without any move of hers.

An operation that says a value is kept and tried again. One that adds or deletes waits only as
long as another program has the file for a moment; after that it is told as not done, for it would
surprise her minutes later, and only the file is tried.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from cpom_desktop.errors import DisquePlein, DossierVerrouille, RegleInvalide

if TYPE_CHECKING:
    from cpom_desktop.errors import ErreurCpom
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.ports import Draft
    from cpom_desktop.services.workspace import Workspace

PATIENT_MS = 2000
HASTY_MS = 60
"""How long one write waits for another program: less while she works, since it is tried again
by itself and the window must not freeze; more when the dossier closes."""
BUSY_MS: tuple[int, ...] = (200, 200, 400, 800, 1000)
"""Another program has the file: a moment is « Enregistrement… », longer is a failure."""
SAVING_AFTER = 2
"""Tries after which saving has lasted 400 ms."""
FULL_MS: tuple[int, ...] = (1000, 1500)
"""A full disk is looked at often: work goes on within two seconds of room coming back."""
OTHER_MS: tuple[int, ...] = (1000, 2000, 4000, 8000, 10_000)
SAYS_A_VALUE = ("update_", "set_", "assume_")


class Kept(NamedTuple):
    """An operation to try again; `token` names the visit to a field, if it is one."""

    operation: Operation
    token: str


class Unsaved(QObject):
    """The queue of what is not written, and the clock that tries it again.

    Signals:
        due: it is time to try again.
    """

    due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kept: list[Kept] = []
        self.drafts: dict[str, Draft | None] = {}
        self.failure: ErreurCpom | None = None
        self._tries = 0
        self._stopped = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.due)

    @property
    def waits(self) -> bool:
        """Whether something she typed is only here."""
        return bool(self.kept or self.drafts)

    @property
    def saving(self) -> bool:
        """Whether the file is only in use for a moment: it is still « being saved »."""
        return isinstance(self.failure, DossierVerrouille) and self._tries < len(BUSY_MS)

    @property
    def soon(self) -> bool:
        """Whether another program has the file, which is tried again by itself: no use now."""
        return isinstance(self.failure, DossierVerrouille) and self.timer.isActive()

    @property
    def told(self) -> bool:
        """Whether something is to be said of it: nothing is, of less than 400 ms."""
        return self.failure is not None and not (self.saving and self._tries < SAVING_AFTER)

    def keep(self, operation: Operation, token: str) -> bool:
        """Keep what one operation says; the last of one visit to a field is enough.

        One that adds or deletes is only kept while the file is in use for a moment; tell
        whether it is.
        """
        if not may_repeat(operation):
            if self.saving:
                self.kept.append(Kept(operation, token))
            return self.saving
        same = [k for k in self.kept if "." in token and k.token == token]
        self.kept = [k for k in self.kept if k not in same and k.operation != operation]
        self.kept.append(Kept(operation, token))
        return True

    def holds(self, operation: Operation) -> bool:
        """Tell whether an operation waits here."""
        return any(kept.operation is operation for kept in self.kept)

    def forget(self, operation: Operation) -> None:
        """Take out an operation that she gave up."""
        self.kept = [kept for kept in self.kept if kept.operation is not operation]

    def give_up(self) -> list[Operation]:
        """Take out what adds or deletes, once the file is in use for longer than a moment."""
        gone = [k.operation for k in self.kept if not may_repeat(k.operation)]
        if self.saving or not gone:
            return []
        self.kept = [k for k in self.kept if may_repeat(k.operation)]
        return gone

    def failed(self, error: ErreurCpom) -> None:
        """Note one more failure, and have it tried again later and later."""
        self._tries = self._tries + 1 if self.failure is not None else 0
        self.failure = error
        delays = OTHER_MS
        if isinstance(error, DisquePlein):
            delays = FULL_MS
        elif isinstance(error, DossierVerrouille):
            delays = (*BUSY_MS, *OTHER_MS)
        if not self._stopped:
            self.timer.start(delays[min(self._tries, len(delays) - 1)])

    def stop(self) -> None:
        """Try nothing more, whatever still fails: the dossier closes."""
        self._stopped = True
        self.timer.stop()

    def write_into(self, workspace: Workspace) -> None:
        """Write what is kept into a copy of the dossier; what a rule refuses is left out.

        Raises:
            ErreurStockage: the copy does not take it.
        """
        for operation, token in self.kept:
            with contextlib.suppress(RegleInvalide):
                workspace.run(operation, merge=token)
        for key, draft in self.drafts.items():
            if draft is None:
                workspace.drop_draft(key)
            else:
                workspace.keep_draft(key, draft.raw, draft.message)

    def written(self) -> None:
        """Note that the file takes what is written again."""
        self.failure = None
        self._tries = 0
        self.timer.stop()


def may_repeat(operation: Operation) -> bool:
    """Tell whether running an operation twice is the same as once: it says a value."""
    from cpom_desktop.services.operations import operation_name  # noqa: PLC0415 - with an edit

    return operation_name(operation).startswith(SAYS_A_VALUE)
