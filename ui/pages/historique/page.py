"""Page « Versions et historique ». Pictures 27 and 19."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.operations.corbeille import Restored
from cpom_desktop.services.queries.corbeille import restored_sentence
from cpom_desktop.services.queries.designations import Designations, known_fields
from cpom_desktop.services.queries.differences import page_of
from cpom_desktop.services.queries.historique import subject_of_key
from cpom_desktop.services.snapshot import RECORDS
from ui.kit.buttons import SecondaryButton
from ui.kit.page import Page
from ui.kit.segmented import SegmentedChoice
from ui.pages.historique.corbeille import CorbeilleTab
from ui.pages.historique.journal import JournalTab
from ui.pages.historique.versions import VersionsTab
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.changes import Changes, Outcome
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.corbeille import Deleted
    from cpom_desktop.services.queries.differences import Difference
    from ui.session import Session

JOURNAL = "historique"
CORBEILLE = "corbeille"
VERSIONS = "versions"
LONGEST_NAME = 24
BESIDE = 760
"""Width from which a list and its panel stand side by side, in pixels at 100 %."""


class _Tabs(QStackedWidget):
    """The tabs, as high as the page has room: their lists scroll by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def hasHeightForWidth(self) -> bool:
        """Tell that no width asks for a height: sentences that wrap would."""
        return False


class HistoriquePage(Page):
    """What changed and when, what was deleted, and the way back."""

    slug = "historique"
    wide = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stale = {CORBEILLE, VERSIONS}
        self.journal = JournalTab(session)
        self.corbeille = CorbeilleTab(session)
        self.versions = VersionsTab(session)
        self._tabs: dict[str, JournalTab | CorbeilleTab | VersionsTab] = {
            JOURNAL: self.journal,
            CORBEILLE: self.corbeille,
            VERSIONS: self.versions,
        }
        self._lay_out()
        self._connect()
        self._show_actions()

    def _lay_out(self) -> None:
        titles = [
            (JOURNAL, _("Historique")),
            (CORBEILLE, _("Corbeille")),
            (VERSIONS, _("Versions")),
        ]
        self.tabs = SegmentedChoice(_("Ce que la page montre"), titles)
        self.tabs.set_value(JOURNAL)
        self._stack = _Tabs()
        for tab in self._tabs.values():
            self._stack.addWidget(tab)
        row = QHBoxLayout()
        row.addWidget(self.tabs)
        row.addStretch(1)
        self.body.addLayout(row)
        self.print_button = SecondaryButton(_("Imprimer la comparaison"), icon_name="printer")
        self.revert_button = SecondaryButton("", icon_name="history")
        self.add_action(self.print_button)
        self.add_action(self.revert_button)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._on_tab)
        self.journal.restore_asked.connect(self._on_restore_value)
        self.journal.corbeille_asked.connect(self._on_corbeille)
        self.corbeille.restore_asked.connect(self._on_restore_deleted)
        self.corbeille.seen_asked.connect(self._on_seen)
        self.versions.restore_asked.connect(self._run)
        self.versions.restore_row_asked.connect(self._on_restore_row)
        self.versions.revert_asked.connect(self._run)
        self.versions.sides_changed.connect(self._show_actions)
        self.revert_button.clicked.connect(self.versions.ask_revert)
        self.print_button.clicked.connect(self._on_print)
        swap = QShortcut(QKeySequence("Ctrl+Tab"), self)
        swap.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        swap.activated.connect(self._on_swap)

    @property
    def shown(self) -> str:
        """The tab shown."""
        return str(self.tabs.value())

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Read the tab shown again: whatever changed is in it; the others, when shown."""
        del changes, force
        self._stale = set(self._tabs)
        self._refresh()

    def _refresh(self) -> None:
        if self.shown in self._stale:
            self._stale.discard(self.shown)
            self._tabs[self.shown].reload()

    def focus_field(self, key: str) -> bool:
        """Show a tab (« historique.corbeille »), or the history of one row or field.

        After the name of the page stands the key of the field where it is typed:
        « historique.acteurs.12.telephone », « historique.etablissement.nom ».
        """
        page, _dot, rest = key.partition(".")
        if page != self.slug:
            return False
        table = rest.partition(".")[0]
        self.show_tab(table if table in self._tabs else JOURNAL)
        if table in RECORDS:
            self._show_subject(rest)
        self._tabs[self.shown].view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _show_subject(self, key: str) -> None:
        known = self._session.workspace.history.last_known
        words = Designations(self._session.snapshot, self._session.content, known)
        self.journal.show_subject(subject_of_key(words, self._session.snapshot, key))

    def current_field(self) -> str:
        """Return the tab shown, so that she finds it again."""
        return f"{self.slug}.{self.shown}"

    def leave_dossier(self) -> None:
        """Stop looking through the history."""
        self.journal.stop()

    # --- tabs

    def show_tab(self, tab: str) -> None:
        """Show a tab, read again if the dossier changed meanwhile."""
        self.tabs.set_value(tab)
        self._on_tab(tab)

    def _on_tab(self, tab: object) -> None:
        self._stack.setCurrentWidget(self._tabs[str(tab)])
        self.corbeille.hush()
        self._refresh()
        self._show_actions()

    def _show_actions(self) -> None:
        """Offer what is done with the two versions compared, on their tab alone."""
        compared = self.shown == VERSIONS and self.versions.card.comparison is not None
        self.print_button.setVisible(compared)
        info = self.versions.reverting
        offered = self.shown == VERSIONS and info is not None and not self._session.read_only
        self.revert_button.setVisible(offered)
        if info is not None:
            whole = _("Revenir à la version « {nom} »…", nom=info.nom)
            short = info.nom if len(info.nom) <= LONGEST_NAME else f"{info.nom[:LONGEST_NAME]}…"
            self.revert_button.setText(_("Revenir à « {nom} »…", nom=short).replace("&", "&&"))
            self.revert_button.setAccessibleName(whole)
        self.fit_heading()

    def _on_print(self) -> None:
        if self.versions.card.comparison is not None:
            self.comparison_asked.emit(self.versions.card.comparison)

    def _on_swap(self) -> None:
        self._tabs[self.shown].swap()

    def _on_corbeille(self, difference: Difference) -> None:
        self.show_tab(CORBEILLE)
        self.corbeille.show_row(difference.table, difference.record_id)

    # --- acting

    def _on_restore_value(self, operation: Operation) -> None:
        if self._run(operation) is not None:
            self.journal.show_newest()

    def _on_restore_deleted(self, item: Deleted) -> None:
        outcome = self._run(item.operation)
        if outcome is not None and isinstance(outcome.result, Restored):
            self.corbeille.tell(item, restored_sentence(item, outcome.result))

    def _on_restore_row(self, item: Deleted) -> None:
        self._run(item.operation)

    def _on_seen(self, item: Deleted) -> None:
        field = next(iter(known_fields(item.table)), "")
        self.navigate.emit(page_of(item.table), f"{item.table}.{item.record_id}.{field}")

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
        for tab in self._tabs.values():
            tab.fit(beside=beside)
