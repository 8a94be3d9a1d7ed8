"""Page « Versions et historique ». Pictures 27 and 19."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.designations import Designations
from ui.kit.page import Page
from ui.kit.segmented import SegmentedChoice
from ui.pages.historique.journal import JournalTab
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.changes import Changes, Outcome
    from cpom_desktop.services.operations import Operation
    from ui.session import Session

JOURNAL = "historique"
BESIDE = 760
"""Width from which a list and its panel stand side by side, in pixels at 100 %."""


class HistoriquePage(Page):
    """What changed and when, and the way back to it."""

    slug = "historique"
    wide = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.tabs = SegmentedChoice(_("Ce que la page montre"), [(JOURNAL, _("Historique"))])
        self.journal = JournalTab(session)
        self._stack = QStackedWidget()
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._stack.addWidget(self.journal)
        row = QHBoxLayout()
        row.addWidget(self.tabs)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self._stack, 1)
        self.tabs.set_value(JOURNAL)
        self.journal.restore_asked.connect(self._on_restore)
        swap = QShortcut(QKeySequence("Ctrl+Tab"), self)
        swap.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        swap.activated.connect(self.journal.swap)

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Read the history again: whatever changed is in it."""
        del changes, force
        self.journal.reload()

    def focus_field(self, key: str) -> bool:
        """Show the history of « historique.acteurs.12.telephone », or the list alone.

        The row may be left out: « historique.etablissement.nom » is its only one.
        """
        page, _dot, rest = key.partition(".")
        if page != self.slug:
            return False
        table, _dot, rest = rest.partition(".")
        number, _dot, field = rest.partition(".")
        if number and not number.isdigit():
            number, field = "1", number
        if number:
            self._show_object(table, int(number), field)
        self.journal.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _show_object(self, table: str, record_id: int, field: str) -> None:
        known = self._session.workspace.history.last_known
        words = Designations(self._session.snapshot, self._session.content, known)
        self.journal.show_object(table, record_id, field, name=words.name_of(table, record_id))

    def current_field(self) -> str:
        """Return the tab shown."""
        return f"{self.slug}."

    def leave_dossier(self) -> None:
        """Stop looking through the history."""
        self.journal.stop()

    # --- acting

    def _on_restore(self, operation: Operation) -> None:
        if self._run(operation) is not None:
            self.journal.show_newest()

    def _run(self, operation: Operation) -> Outcome | None:
        try:
            return self._session.run(operation)
        except RegleInvalide as error:
            self._session.refused.emit(self._session.sentence(error))
            return None

    # --- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the tabs for the room they are given."""
        super().resizeEvent(event)
        beside = self.width() >= px(BESIDE)
        self._stack.setMinimumHeight(px(300 if beside else 560))
        self.journal.fit(beside=beside)
