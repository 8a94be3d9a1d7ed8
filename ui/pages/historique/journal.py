"""« Historique »: every change of the dossier, the newest first, sought and filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop.i18n import _
from cpom_desktop.services.ports import HistoryScope
from cpom_desktop.services.queries.historique import (
    Subject,
    history_pages,
    tables_of_page,
    told_count,
)
from ui.kit.buttons import TextButton
from ui.kit.cards import Card
from ui.kit.combo import ChoiceField
from ui.kit.labels import ElidedLabel, SafeLabel
from ui.kit.search_field import SearchField
from ui.kit.states import EmptyState
from ui.models.lines import LinesModel
from ui.models.lines_view import LinesView
from ui.pages.historique.detail import DetailPanel
from ui.pages.historique.steps import Steps, lines_of
from ui.theme.theme import px

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.services.queries.differences import Difference
    from cpom_desktop.services.queries.historique import Entry
    from ui.session import Session

ENOUGH = 40
"""Lines found before she is left to go down herself."""


class JournalTab(QWidget):
    """The list of steps and the panel of the one chosen.

    Signals:
        restore_asked: the operation to run.
        corbeille_asked: a row deleted, to be shown in the corbeille.
    """

    restore_asked = Signal(object)
    corbeille_asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: list[Entry] = []
        self._object: HistoryScope | None = None
        self.steps = Steps(session)
        self.model = LinesModel(self, more=self._read_on)
        self.view = LinesView(self.model, _("Modifications, les plus récentes d'abord"))
        self.detail = DetailPanel(self.steps, read_only=session.read_only)
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.timeout.connect(self._read_on)
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.search = SearchField(
            _("Rechercher dans l'historique"), _("Rechercher : un nom, une valeur, un champ…")
        )
        self.pages = ChoiceField(
            _("Page dont on veut l'historique"),
            [("", _("Toutes les pages")), *history_pages()],
            none_label=None,
        )
        self.pages.set_value("")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(px(12))
        self._columns.addWidget(self._card(), 1)
        self._columns.addWidget(self.detail)

    def _card(self) -> Card:
        card = Card(flush=True)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setContentsMargins(px(10), px(8), px(10), px(8))
        self._top.setSpacing(px(8))
        self._top.addWidget(self.search, 3)
        self._top.addWidget(self.pages, 2)
        card.add(self._top)
        card.add(self._object_bar())
        self._stack = QStackedWidget()
        self.nothing = EmptyState(
            "history",
            _("Aucune modification pour l'instant"),
            _("Chaque changement du dossier s'inscrit ici, avec sa valeur d'avant."),
        )
        self.unknown = EmptyState(
            "search",
            _("Aucune modification ne correspond"),
            _("Essayez un autre mot, ou toutes les pages."),
        )
        for widget in (self.view, self.nothing, self.unknown):
            self._stack.addWidget(widget)
        card.add(self._stack, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(16), px(6), px(16), px(6))
        self.count = SafeLabel("", "caption-2", wrap=True)
        foot.addWidget(self.count)
        card.add(foot)
        return card

    def _object_bar(self) -> QWidget:
        """Return the line that says whose history alone is shown, and the way back to all."""
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(px(16), 0, px(10), px(4))
        self.object_label = ElidedLabel("", "label")
        self.whole_button = TextButton(_("Voir tout l'historique"), icon_name="x").set_dense()
        row.addWidget(self.object_label, 1)
        row.addWidget(self.whole_button)
        self._bar.hide()
        return self._bar

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_filter)
        self.pages.edited.connect(self.reload)
        self.view.chosen.connect(self._on_chosen)
        self.whole_button.clicked.connect(self._on_whole)
        self.detail.restore_asked.connect(self.restore_asked)
        self.detail.scope_asked.connect(self._on_scope)
        self.detail.corbeille_asked.connect(self.corbeille_asked)

    # --- reading

    def reload(self) -> None:
        """Read again from the newest step; the one chosen stays, or the newest is."""
        current = self.view.current()
        self.steps.restart(self._scope())
        self._show(current.id if current else None)

    def _scope(self) -> HistoryScope:
        if self._object is not None:
            return self._object
        return HistoryScope(tables_of_page(str(self.pages.value() or "")))

    def show_newest(self) -> None:
        """Put the caret on what has just been done."""
        self.view.setCurrentIndex(self.model.index_of(self._shown[0].id if self._shown else None))
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_filter(self) -> None:
        self._show(None)

    def _show(self, chosen: object) -> None:
        self._shown = self.steps.matching(self.search.text())
        if not self.steps.entries and not self.steps.whole:
            self.steps.read_on()
            self._shown = self.steps.matching(self.search.text())
        self.model.show_rows(lines_of(self._shown, self._today()), whole=self.steps.whole)
        index = self.model.index_of(chosen)
        if not index.isValid() and self._shown:
            index = self.model.index_of(self._shown[0].id)
        if index.isValid():
            self.view.choose(index)
            self._on_chosen(self._line_id())
        else:
            self.detail.show_entry(None)
        self._settle()

    def _line_id(self) -> object:
        line = self.view.current()
        return line.id if line else None

    def _today(self) -> date:
        return self._session.workspace.clock_time().date()

    def _read_on(self) -> None:
        """Read the next steps, and show those that match."""
        first, had = len(self.steps.entries), bool(self._shown)
        self.steps.read_on()
        found = self.steps.matching(self.search.text(), first)
        day = self._shown[-1].moment.date() if self._shown else None
        self._shown += found
        self.model.append(lines_of(found, self._today(), day), whole=self.steps.whole)
        if found and not had:
            self.view.choose(self.model.index_of(found[0].id))
        self._settle()

    def _settle(self) -> None:
        """Say how many were found; look further while a search found too few."""
        looking = not self.steps.whole and len(self._shown) < ENOUGH
        if looking:
            self._looking.start(0)
        asked = self.search.text().strip() or self.pages.value() or self._object
        empty = self.unknown if asked else self.nothing
        self._stack.setCurrentWidget(self.view if self._shown or looking else empty)
        told = told_count(len(self._shown), whole=self.steps.whole)
        self.count.setText(_("Recherche dans les plus anciennes…") if looking else told)

    def stop(self) -> None:
        """Look no further: the page is left."""
        self._looking.stop()

    # --- choosing

    def _on_chosen(self, step_id: object) -> None:
        entry = next((entry for entry in self._shown if entry.id == step_id), None)
        self.detail.show_entry(entry)

    def _on_scope(self, difference: Difference) -> None:
        scope = HistoryScope((difference.table,), difference.record_id)
        self.show_subject(Subject(difference.name, scope))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_subject(self, subject: Subject) -> None:
        """Show the history of one row, or of one of its fields, alone."""
        self._object = subject.scope
        told = _("Historique de {nom}", nom=subject.name)
        self.object_label.set_whole_text(told)
        self._bar.show()
        self.search.clear()
        self.reload()

    def _on_whole(self) -> None:
        self._object = None
        self._bar.hide()
        self.reload()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def swap(self) -> None:
        """Go from the list to the panel and back."""
        if self.view.hasFocus() and self.detail.buttons:
            self.detail.buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- room

    def fit(self, *, beside: bool) -> None:
        """Put the panel beside the list, or under it."""
        side, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(side if beside else under)
        self._top.setDirection(side if beside else under)
        self.detail.fit(beside=beside)
