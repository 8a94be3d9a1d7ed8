"""The left of the page: filters, the list, what its boxes mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.domain.controles import ListeControle
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.controles import Filtre
from cpom_desktop.services.queries.controles_types import Coche
from ui.kit.cards import Card
from ui.kit.filter_chips import ChoiceChips
from ui.kit.flow import FlowLayout
from ui.kit.labels import SafeLabel
from ui.models.controles import ControlesModel, rows_of
from ui.models.controles_paint import TickMark
from ui.models.controles_view import ControlesView
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.services.queries.controles import CheckList

NAMES: Mapping[Filtre, str] = {
    Filtre.TOUT: "Tout ({n})",
    Filtre.PROCHES: "Récents et à venir ({n})",
    Filtre.A_FAIRE: "À faire ({n})",
    Filtre.SEULS: "Cochés seuls ({n})",
}
OF_LAUNCH = frozenset({Filtre.TOUT, Filtre.A_FAIRE})
"""The dossier answers nothing of the launch meeting, whose points have no day."""


class FilterChips(ChoiceChips[Filtre]):
    """The filters with their counts; exactly one is chosen.

    Signals:
        chosen: a `Filtre`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Filtre, _("Points montrés"), parent)
        self.filtre = Filtre.TOUT
        self.place(FlowLayout(self))

    def show_counts(self, found: CheckList) -> None:
        """Show how many points each filter has."""
        launch = found.liste is ListeControle.LANCEMENT
        if launch and self.filtre not in OF_LAUNCH:
            self.filtre = Filtre.TOUT
        for filtre, chip in self.chips.items():
            count = found.count(filtre)
            chip.setVisible(not launch or filtre in OF_LAUNCH)
            told = ngettext("{n} point", "{n} points", count)
            name = _(NAMES[filtre]).partition(" (")[0]
            spoken = _("{nom}, {n}", nom=name, n=told)
            words = _(NAMES[filtre], n=count)
            self.show_chip(filtre, words, spoken, chosen=filtre is self.filtre)

    def choose(self, choice: Filtre) -> None:
        """Choose a filter, and tell."""
        self.filtre = choice
        self.chosen.emit(choice)


class Legend(QWidget):
    """What the boxes of the list mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout(self)
        for coche, words in (
            (Coche.DOSSIER, _("coché par le dossier, se décoche seul si la donnée disparaît")),
            (Coche.MAIN, _("coché par vous")),
            (Coche.PARTIEL, _("fait en partie")),
        ):
            row.addWidget(self._entry(coche, words))

    def _entry(self, coche: Coche, words: str) -> QWidget:
        entry = QWidget()
        line = QHBoxLayout(entry)
        line.setContentsMargins(0, 0, px(14), 0)
        line.setSpacing(px(6))
        line.addWidget(TickMark(coche))
        line.addWidget(SafeLabel(words, "small-2"))
        return entry


class CheckListList(QWidget):
    """Chooses what is shown, and shows it.

    Signals:
        chosen: id of the point now under the cursor.
        filtered: another filter: the points are others.
    """

    chosen = Signal(int)
    filtered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: CheckList | None = None
        self.chips = FilterChips()
        self.model = ControlesModel(self)
        self.view = ControlesView(self.model)
        self.legend = Legend()
        self.nothing = SafeLabel("", "small-2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.chips)
        card = Card(flush=True)
        card.add(self.view.header)
        card.add(self.view, 1)
        self.nothing.setContentsMargins(px(14), px(12), px(14), px(12))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.add(self.nothing, 1)
        column.addWidget(card, 1)
        column.addWidget(self.legend)
        self.chips.chosen.connect(self._on_filter)
        self.view.chosen.connect(self.chosen)

    def hasHeightForWidth(self) -> bool:
        """Tell that no width asks for a height: chips that wrap would make the page scroll."""
        return False

    def show_list(self, found: CheckList, current: int) -> None:
        """Show the points again; `current` stays under the cursor when it is still shown."""
        self._found = found
        self.chips.show_counts(found)
        rows = rows_of(found.chosen(self.chips.filtre), found.today)
        if self.model.show_rows(rows):
            self.view.choose(current)
        self.view.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.nothing.setText(_("Aucun point ne répond à ce filtre."))
        self.legend.setVisible(found.liste is ListeControle.CPOM)

    def shown(self) -> list[int]:
        """Return the ids of the points shown, in order."""
        return self.model.ids()

    def reveal(self, point_id: int) -> None:
        """Show everything when the filter hides a point."""
        if point_id not in self.shown():
            self.chips.choose(Filtre.TOUT)

    def _on_filter(self) -> None:
        if self._found is not None:
            self.filtered.emit()
