"""The left of the page: periods, filters, and the list of dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.echeancier import Periode
from ui.kit.cards import Card
from ui.kit.fields import CheckBox
from ui.kit.filter_chips import ChoiceChips
from ui.kit.labels import SafeLabel
from ui.models.echeancier import EcheancierModel, rows_of
from ui.models.echeancier_view import EcheancierView
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.queries.echeancier import Echeancier

NAMES: Mapping[Periode, str] = {
    Periode.SEPT: "7 jours ({n})",
    Periode.TRENTE: "30 jours ({n})",
    Periode.QUATRE_VINGT_DIX: "90 jours ({n})",
    Periode.TOUT: "Tout ({n})",
}


class PeriodChips(ChoiceChips[Periode]):
    """The periods with their counts; exactly one is chosen.

    Signals:
        chosen: a `Periode`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Periode, _("Période"), parent)
        self.periode = Periode.TOUT
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(2))
        self.place(row)

    def show_counts(self, counts: Mapping[Periode, int]) -> None:
        """Show how many dates fall within each period."""
        for periode in self.chips:
            count = counts[periode]
            told = ngettext("{n} échéance", "{n} échéances", count)
            name = _(NAMES[periode]).partition(" (")[0]
            spoken = _("Période {nom}, {n}", nom=name, n=told)
            words = _(NAMES[periode], n=count)
            self.show_chip(periode, words, spoken, chosen=periode is self.periode)

    def choose(self, choice: Periode) -> None:
        """Choose a period, and tell."""
        self.periode = choice
        self.chosen.emit(choice)


class EcheancierList(QWidget):
    """Chooses what is shown, and shows it.

    Signals:
        chosen: key of the line now under the cursor.
        filtered: another period or another filter: the lines are others.
    """

    chosen = Signal(str)
    filtered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Echeancier | None = None
        self.chips = PeriodChips()
        self.legales = CheckBox(_("Obligations légales"))
        self.dossier = CheckBox(_("Votre dossier"))
        self.model = EcheancierModel(self)
        self.view = EcheancierView(self.model)
        self.nothing = SafeLabel("", "small-2", wrap=True)
        self._lay_out()
        self.chips.chosen.connect(self._on_filter)
        for box in (self.legales, self.dossier):
            box.setChecked(True)
            box.edited.connect(self._on_filter)
        self.view.chosen.connect(self.chosen)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self._boxes = QWidget()
        row = QHBoxLayout(self._boxes)
        row.setContentsMargins(px(3), 0, 0, 0)
        row.setSpacing(px(18))
        row.addWidget(self.legales)
        row.addWidget(self.dossier)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(px(6))
        self._top.addWidget(self.chips)
        self._top.addStretch(1)
        self._top.addWidget(self._boxes)
        column.addLayout(self._top)
        card = Card(flush=True)
        card.add(self.view.header)
        card.add(self.view, 1)
        self.nothing.setContentsMargins(px(14), px(12), px(14), px(12))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.add(self.nothing, 1)
        column.addWidget(card, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the filters under the periods when room lacks."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = self.chips.sizeHint().width() + self._boxes.sizeHint().width() + px(12)
        directions = QBoxLayout.Direction
        roomy = wanted <= self.width()
        self._top.setDirection(directions.LeftToRight if roomy else directions.TopToBottom)
        side = Qt.AlignmentFlag.AlignRight if roomy else Qt.AlignmentFlag.AlignLeft
        self._top.setAlignment(self._boxes, side | Qt.AlignmentFlag.AlignVCenter)
        self._top.setAlignment(self.chips, Qt.AlignmentFlag.AlignLeft)

    def show_echeancier(self, found: Echeancier, current: str) -> None:
        """Show the dates again; `current` stays under the cursor when it is still shown."""
        self._found = found
        flags = self._flags()
        self.chips.show_counts({p: found.count(p, **flags) for p in Periode})
        self._fit()
        rows = rows_of(found.chosen(self.chips.periode, **flags), found.today)
        if self.model.show_rows(rows):
            self.view.choose(current)
        self.view.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.nothing.setText(self._why_nothing())

    def shown(self) -> list[str]:
        """Return the keys of the lines shown, in order."""
        return self.model.keys()

    def choose(self, cle: str) -> None:
        """Put the cursor on a line, if it is shown."""
        self.view.choose(cle)

    def reveal(self, cle: str) -> None:
        """Show every period and every filter when they hide a line."""
        if cle in self.shown():
            return
        self.legales.setChecked(True)
        self.dossier.setChecked(True)
        self.chips.choose(Periode.TOUT)

    def _flags(self) -> dict[str, bool]:
        return {"legales": self.legales.isChecked(), "dossier": self.dossier.isChecked()}

    def _why_nothing(self) -> str:
        if not any(self._flags().values()):
            return _("Cochez « Obligations légales » ou « Votre dossier » pour voir des dates.")
        return _("Rien n'est attendu sur cette période.")

    def _on_filter(self) -> None:
        if self._found is not None:
            self.filtered.emit()
