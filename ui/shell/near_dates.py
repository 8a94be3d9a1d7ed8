"""How many dates are late or near, beside « Échéancier »: counted after the first paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from cpom_desktop.i18n import ngettext
from ui.session import touched

if TYPE_CHECKING:
    from cpom_desktop.services.changes import Changes
    from ui.session import Session
    from ui.shell.sidebar import Sidebar

SLUG = "echeancier"
FIRST_PAUSE_MS = 250
"""Before what is counted of a dossier just opened: the window is painted and answers first."""


class NearDates(QObject):
    """Counts again after each change that may move a date; several changes count once."""

    def __init__(self, session: Session, sidebar: Sidebar, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._sidebar = session, sidebar
        self._waits = False
        session.changed.connect(self._on_changed)
        self._later(FIRST_PAUSE_MS)

    def _on_changed(self, changes: Changes, _force: bool) -> None:  # noqa: FBT001 - a slot
        from cpom_desktop.services.queries.echeancier import TABLES  # noqa: PLC0415 - once seen

        if touched(changes, *TABLES):
            self._later()

    def _later(self, pause_ms: int = 0) -> None:
        if not self._waits:
            self._waits = True
            QTimer.singleShot(pause_ms, self, self.count)

    def count(self) -> None:
        """Show how many dates are late or come within seven days."""
        from cpom_desktop.services.queries.echeancier import echeancier  # noqa: PLC0415 - once seen

        self._waits = False
        workspace = self._session.workspace
        found = echeancier(workspace.snapshot, workspace.content, workspace.today)
        late, soon = len(found.late), len(found.soon)
        words = [ngettext("{n} date en retard", "{n} dates en retard", late)] if late else []
        if soon:
            near = ("{n} date dans les sept jours", "{n} dates dans les sept jours")
            words.append(ngettext(*near, soon))
        self._sidebar.show_count(SLUG, late + soon, ", ".join(words))
