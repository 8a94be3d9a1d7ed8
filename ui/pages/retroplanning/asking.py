"""What the field of the date aimed at speaks to: a date that replaces another is asked about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cpom_desktop.services.operations import UpdateDossier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.errors import ErreurCpom
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.form import Draft
    from ui.session import Session

NEVER_MS = 86_400_000
"""A date is not taken at a pause: it is asked about, once she has finished typing it."""


class AskingSession(QObject):
    """What the field of the date speaks to: a date that replaces another is asked about first.

    Signals:
        asked: the date typed, which nothing has been done with yet.
    """

    asked = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.silent = False
        self.waits = False

    @property
    def snapshot(self) -> DossierSnapshot:
        """The dossier as it stands."""
        return self._session.snapshot

    @property
    def drafts(self) -> Mapping[str, Draft]:
        """The refused texts, by field."""
        return self._session.drafts

    @property
    def read_only(self) -> bool:
        """Whether nothing may be written."""
        return self._session.read_only

    def run(self, operation: Operation, *, merge: str = "") -> object:
        """Write the first date at once; ask about the next ones, and answer None meanwhile."""
        day = operation.date_signature if isinstance(operation, UpdateDossier) else None
        known = self.snapshot.dossier.date_signature is not None and self.snapshot.tasks
        if isinstance(day, date) and known and not self.silent:
            if not self.waits:  # the dialog takes the caret, and leaving the field asks again
                self.waits = True
                self.asked.emit(day)
            return None
        return self._session.run(operation, merge=merge)

    def keep_draft(self, key: str, raw: str, message: str) -> None:
        """Keep a refused text."""
        self._session.keep_draft(key, raw, message)

    def drop_draft(self, key: str) -> None:
        """Forget a refused text."""
        self._session.drop_draft(key)

    def sentence(self, error: ErreurCpom) -> str:
        """Return the French sentence of an error."""
        return self._session.sentence(error)
