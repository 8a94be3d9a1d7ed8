"""The comparison of two versions: sentences by page, and the way back to what was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations.restore import may_be_restored
from cpom_desktop.services.queries.comparaison import Comparison, compare
from cpom_desktop.services.queries.differences import KIND_WORDS, Kind
from cpom_desktop.services.snapshot import RECORDS
from ui.kit.cards import Card
from ui.kit.combo import ChoiceField
from ui.kit.labels import SafeLabel
from ui.kit.pills import Pill
from ui.kit.segmented import SegmentedChoice
from ui.kit.states import EmptyState
from ui.models.lines import Heading, Line, LinesModel
from ui.models.lines_view import LinesView
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from cpom_desktop.services.queries.comparaison import PageDifferences
    from cpom_desktop.services.queries.differences import Difference
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.pills import PillKind
    from ui.models.lines import Row
    from ui.session import Session

PILLS: Mapping[Kind, tuple[PillKind, str]] = {
    Kind.AJOUT: ("fait", "plus"),
    Kind.MODIFICATION: ("en-cours", "pencil"),
    Kind.RETRAIT: ("bloquant", "minus"),
}
"""Kind of difference → colour and icon of its pill; its word says it too."""


class CompareCard(Card):
    """What changed from one version to another.

    Signals:
        back_asked: the `Difference` to go back upon.
    """

    back_asked = Signal(object)

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, goes_back: bool = True
    ) -> None:
        super().__init__(_("Comparaison"), flush=True, parent=parent)
        self._session, self._goes_back = session, goes_back
        self.comparison: Comparison | None = None
        self._beside = True
        self.model = LinesModel(self)
        self.view = LinesView(self.model, _("Différences, page par page"))
        if goes_back:
            told = _("Entrée revient à ce qui était dans la première version.")
            self.view.setAccessibleDescription(told)
        kinds = [
            (None, _("Tout")),
            (Kind.AJOUT, _("Ajouts")),
            (Kind.MODIFICATION, _("Modifications")),
            (Kind.RETRAIT, _("Retraits")),
        ]
        self.kinds = SegmentedChoice(_("Différences montrées"), kinds)
        self.kinds_list = ChoiceField(_("Différences montrées"), kinds, none_label=None)
        for choice in (self.kinds, self.kinds_list):
            choice.set_value(None)
        self._build()
        self.kinds.chosen.connect(self._on_kind)
        self.kinds_list.edited.connect(self._on_listed)
        self.view.acted.connect(self._on_acted)

    def _build(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(px(16), px(8), px(16), px(8))
        top.setSpacing(px(6))
        self.summary = SafeLabel("", "small-2", wrap=True)
        top.addWidget(self.summary)
        top.addWidget(self.kinds)
        top.addWidget(self.kinds_list)
        self.add(top)
        self._stack = QStackedWidget()
        self.nothing = EmptyState(
            "git-compare", _("Aucune différence"), _("Ces deux versions disent la même chose.")
        )
        self.unread = EmptyState("history", _("Choisissez deux versions"), "")
        for widget in (self.view, self.nothing, self.unread):
            self._stack.addWidget(widget)
        self.add(self._stack, 1)
        self._offer_kinds(offered=False)

    def show_sides(
        self,
        before: tuple[str, DossierSnapshot] | None,
        after: tuple[str, DossierSnapshot] | None,
        days: int = 0,
        tables: Container[str] = RECORDS,
    ) -> None:
        """Compare two states, each with its name; `days` between them, `tables` compared."""
        self._offer_kinds(offered=False)
        if before is None or after is None:
            self.comparison = None
            self.set_title(_("Comparaison"))
            told = _("Cochez-en deux dans la liste, avec la souris ou la touche Espace.")
            self.summary.setText("")
            self.unread.text.setText(told)
            self._stack.setCurrentWidget(self.unread)
            return
        pages = compare(before[1], after[1], self._session.content, tables)
        self.comparison = Comparison(before[0], after[0], days, pages)
        self.set_title(self.comparison.title)
        self.summary.setText(self.comparison.summary)
        self._offer_kinds(offered=True)
        self._show()

    def fit(self, *, beside: bool) -> None:
        """Offer the kinds side by side, or in a list where room lacks."""
        self._beside = beside
        self._offer_kinds(offered=bool(self._pages()))

    def _offer_kinds(self, *, offered: bool) -> None:
        self.kinds.setVisible(offered and self._beside)
        self.kinds_list.setVisible(offered and not self._beside)

    def _on_kind(self) -> None:
        self.kinds_list.set_value(self.kinds.value())
        self._show()

    def _on_listed(self) -> None:
        self.kinds.set_value(self.kinds_list.value())
        self._show()

    def differences(self) -> tuple[Difference, ...]:
        """Return every difference, whatever the kind shown."""
        return self.comparison.differences if self.comparison is not None else ()

    def _pages(self) -> tuple[PageDifferences, ...]:
        return self.comparison.pages if self.comparison is not None else ()

    def _show(self) -> None:
        kind = self.kinds.value()
        rows: list[Row] = []
        for page in self._pages():
            shown = [each for each in page.differences if kind in {None, each.kind}]
            if shown:
                told = ngettext("{n} différence", "{n} différences", len(shown))
                rows.append(Heading(page.titre, told))
                rows += [self._line(each) for each in shown]
        self.model.show_rows(rows)
        if self.view.current() is None and rows:
            self.view.setCurrentIndex(self.model.index(1))
        self._stack.setCurrentWidget(self.view if rows else self.nothing)

    def _line(self, difference: Difference) -> Line:
        colour, icon = PILLS[difference.kind]
        return Line(
            id=(difference.table, difference.record_id, difference.field, difference.sentence),
            first=difference.sentence,
            pill=Pill(colour, _(KIND_WORDS[difference.kind]), icon),
            action="undo-2" if self._may_go_back(difference) else "",
        )

    def _may_go_back(self, difference: Difference) -> bool:
        if self._session.read_only or not self._goes_back:
            return False
        if difference.field:
            return may_be_restored(difference.table, difference.field)
        return difference.kind is Kind.RETRAIT

    def _on_acted(self, key: object) -> None:
        found = (
            each
            for each in self.differences()
            if (each.table, each.record_id, each.field, each.sentence) == key
        )
        difference = next(found, None)
        if difference is not None and self._may_go_back(difference):
            self.back_asked.emit(difference)
