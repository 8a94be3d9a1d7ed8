"""« Corbeille »: what was deleted, what it was, and putting it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, format_date, format_time, ngettext
from cpom_desktop.services.ports import HistoryScope
from cpom_desktop.services.queries.corbeille import KINDS, deleted
from cpom_desktop.services.queries.designations import Designations
from cpom_desktop.services.queries.historique import day_words
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.cards import Card, Rule
from ui.kit.labels import SafeLabel
from ui.kit.states import EmptyState, Strip
from ui.models.lines import Heading, Line, LinesModel
from ui.models.lines_view import LinesView
from ui.pages.historique.panel import SidePanel
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cpom_desktop.services.queries.corbeille import Deleted
    from ui.models.lines import Row
    from ui.session import Session

SCOPE = HistoryScope(tuple(KINDS), deleting=True)
MOST_STEPS = 2000
"""Steps that deleted something: beyond, only the newest are listed."""


class CorbeilleTab(QWidget):
    """The list of what was deleted and the panel of the one chosen.

    Signals:
        restore_asked: the `Deleted` to put back.
        seen_asked: the `Deleted` that is back, to be seen on its page.
    """

    restore_asked = Signal(object)
    seen_asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._items: tuple[Deleted, ...] = ()
        self._back: Deleted | None = None
        self.model = LinesModel(self)
        self.view = LinesView(self.model, _("Éléments supprimés, les derniers d'abord"))
        self.panel = CorbeillePanel(read_only=session.read_only)
        self._build()
        self.view.chosen.connect(self._on_chosen)
        self.view.acted.connect(self._on_acted)
        self.panel.restore_asked.connect(self.restore_asked)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(12))
        self.told = Strip("succes")
        see = SecondaryButton(_("Voir dans sa page")).set_dense()
        see.clicked.connect(self._on_see)
        self.told.add_button(see)
        self.told.hide()
        outer.addWidget(self.told)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(px(12))
        card = Card(flush=True)
        self._stack = QStackedWidget()
        self.nothing = EmptyState(
            "trash-2",
            _("La corbeille est vide"),
            _("Ce que vous supprimez y reste au moins 90 jours, avec ses liens."),
        )
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.nothing)
        card.add(self._stack, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(16), px(6), px(16), px(6))
        self.count = SafeLabel("", "caption-2", wrap=True)
        foot.addWidget(self.count)
        card.add(foot)
        self._columns.addWidget(card, 1)
        self._columns.addWidget(self.panel)
        outer.addLayout(self._columns, 1)

    def reload(self) -> None:
        """Read again what was deleted and is not back."""
        workspace = self._session.workspace
        words = Designations(workspace.snapshot, workspace.content, workspace.history.last_known)
        self._items = deleted(workspace.history.steps(SCOPE, limit=MOST_STEPS), words)
        current = self.view.current()
        self.model.show_rows(_lines(self._items, workspace.clock_time().date()))
        self.view.choose(self.model.index_of(current.id if current else None))
        if self.view.current() is None and self._items:
            self.view.choose(self.model.index_of(self._items[0].key))
        line = self.view.current()
        self._on_chosen(line.id if line else None)
        self._stack.setCurrentWidget(self.view if self._items else self.nothing)
        kept = ngettext(
            "{n} élément, gardé au moins 90 jours.",
            "{n} éléments, gardés au moins 90 jours chacun.",
            len(self._items),
        )
        self.count.setText(kept if self._items else "")

    def show_row(self, table: str, record_id: int) -> None:
        """Choose what was deleted, the last time it was."""
        found = (i for i in self._items if (i.table, i.record_id) == (table, record_id))
        if item := next(found, None):
            self.view.choose(self.model.index_of(item.key))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, item: Deleted, sentence: str) -> None:
        """Say what is back."""
        self._back = item
        self.told.set_text(sentence)
        self.told.show()
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def hush(self) -> None:
        """Say no longer what is back: she is elsewhere."""
        self.told.hide()

    def _item(self, key: object) -> Deleted | None:
        return next((item for item in self._items if item.key == key), None)

    def _on_chosen(self, key: object) -> None:
        self.panel.show_item(self._item(key))

    def _on_acted(self, key: object) -> None:
        item = self._item(key)
        if item is not None and not self._session.read_only:
            self.restore_asked.emit(item)

    def _on_see(self) -> None:
        if self._back is not None:
            self.seen_asked.emit(self._back)

    def swap(self) -> None:
        """Go from the list to the panel and back."""
        if self.view.hasFocus() and self.panel.buttons:
            self.panel.buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fit(self, *, beside: bool) -> None:
        """Put the panel beside the list, or under it."""
        side, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(side if beside else under)
        self.panel.fit(beside=beside)


class CorbeillePanel(SidePanel):
    """What a deleted thing was.

    Signals:
        restore_asked: the `Deleted` to put back.
    """

    restore_asked = Signal(object)

    def __init__(self, *, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(_("Élément supprimé"), parent)
        self._read_only = read_only
        self.show_item(None)

    def show_item(self, item: Deleted | None) -> None:
        """Show what it was; nothing yet when None."""
        column = self.begin()
        if item is None:
            told = _("Choisissez un élément pour voir ce qu'il était.")
            column.addWidget(SafeLabel(told, "small-2", wrap=True))
        else:
            self._fill(column, item)
        self.end(column)

    def _fill(self, column: QVBoxLayout, item: Deleted) -> None:
        column.addWidget(SafeLabel(item.name, "strong", wrap=True))
        column.addWidget(SafeLabel(_deleted_when(item), "caption-2", wrap=True))
        for told in _with_it(item):
            column.addWidget(SafeLabel(told, "small", wrap=True))
        if not self._read_only:
            button = PrimaryButton(_("Restaurer"), icon_name="archive-restore")
            name = _("Restaurer {nom}", nom=item.name)
            self.add_button(column, button, name, partial(self.restore_asked.emit, item))
        column.addWidget(Rule())
        for title, words in item.values:
            self.add_value(column, title, words)


def _with_it(item: Deleted) -> Sequence[str]:
    """Return what was deleted with it, and what named it."""
    told = []
    if item.hanging:
        told.append(_("Supprimé avec : {quoi}.", quoi=item.hanging))
    if item.links:
        told.append(_("Liens à remettre : {quoi}.", quoi=item.links))
    return told


def _deleted_when(item: Deleted) -> str:
    return _(
        "{quoi}, le {jour} à {heure}",
        quoi=item.what,
        jour=format_date(item.moment.date()),
        heure=format_time(item.moment),
    )


def _lines(items: Sequence[Deleted], today: date) -> list[Row]:
    rows: list[Row] = []
    day = None
    for item in items:
        if item.moment.date() != day:
            day = item.moment.date()
            rows.append(Heading(day_words(day, today)))
        second = ", ".join(filter(None, (item.what, item.hanging)))
        rows.append(
            Line(id=item.key, first=item.name, second=second, lead=format_time(item.moment))
        )
    return rows
