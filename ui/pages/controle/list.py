"""The chips, the stage, and the list of points with the one chosen told whole under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.anomalies.vue import (
    ALL_STAGES,
    Part,
    chosen,
    count,
    held,
    stage_names,
)
from ui.kit.cards import Card
from ui.kit.combo import ChoiceField
from ui.kit.filter_chips import ChoiceChips
from ui.kit.flow import FlowLayout
from ui.kit.labels import SafeLabel
from ui.models.controle import ControleModel, anomaly_row, held_row
from ui.models.controle_view import ControleView
from ui.pages.controle.panel import PointPanel
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.anomalies.controle import Anomalie, Controle

NAMES: Mapping[Part, str] = {
    Part.TOUS: "Tous ({n})",
    Part.BLOQUANTS: "Bloquants ({n})",
    Part.A_VERIFIER: "À vérifier ({n})",
    Part.CONSEILS: "Conseils ({n})",
    Part.IGNORES: "Ignorés ({n})",
    Part.TENUS: "Tenus ({n})",
}
NOTHING: Mapping[Part, str] = {
    Part.TOUS: "Rien à corriger ici.",
    Part.BLOQUANTS: "Aucun point bloquant.",
    Part.A_VERIFIER: "Rien à vérifier.",
    Part.CONSEILS: "Aucun conseil.",
    Part.IGNORES: "Aucun point n'est ignoré.",
    Part.TENUS: "Aucun contrôle n'est tenu ici.",
}
LEAST_LIST, ROOMY = 190, 760


class PartChips(ChoiceChips[Part]):
    """The parts with their counts; exactly one is chosen.

    Signals:
        chosen: a `Part`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Part, _("Points montrés"), parent)
        self.part = Part.TOUS
        row = FlowLayout(self, spacing=px(8))
        self.place(row)

    def show_counts(self, counts: Mapping[Part, int]) -> None:
        """Show how many lines each part has."""
        for part in self.chips:
            told = ngettext("{n} ligne", "{n} lignes", counts[part])
            name = _(NAMES[part]).partition(" (")[0]
            words = _(NAMES[part], n=counts[part])
            self.show_chip(part, words, f"{name}, {told}", chosen=part is self.part)
        self.updateGeometry()

    def choose(self, choice: Part) -> None:
        """Choose a part, and tell."""
        self.part = choice
        self.chosen.emit(choice)


class ControleList(QWidget):
    """Chooses what is shown, and shows it.

    Signals:
        filtered: another part or another stage: the lines are others.
    """

    filtered = Signal()

    def __init__(self, *, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: dict[str, Anomalie] = {}
        self.chips = PartChips()
        self.stage = ChoiceField(_("Étape"), stage_names(), none_label=None)
        self.stage.set_value(ALL_STAGES)
        self.model = ControleModel(self)
        self.view = ControleView(self.model)
        self.panel = PointPanel(read_only=read_only)
        self.nothing = SafeLabel("", "small-2", wrap=True)
        self._lay_out()
        self.chips.chosen.connect(self._on_filter)
        self.stage.edited.connect(self._on_filter)
        self.view.chosen.connect(self._on_chosen)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        top = self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.setSpacing(px(8))
        top.addWidget(self.chips, 1)
        stage = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        stage.setSpacing(px(6))
        label = SafeLabel(_("Étape"), "small-2")
        label.setBuddy(self.stage)
        stage.addWidget(label)
        stage.addWidget(self.stage)
        self.stage.setMinimumWidth(px(200))
        top.addLayout(stage)
        top.setAlignment(stage, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        card = Card(flush=True)
        card.add(self.view.header)
        card.add(self.view, 1)
        self.nothing.setContentsMargins(px(16), px(12), px(16), px(12))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.add(self.nothing, 1)
        card.add(self.panel)
        self.view.setMinimumHeight(px(LEAST_LIST))
        column.addWidget(card, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the stage under the chips where room lacks."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        roomy = self.width() >= px(ROOMY)
        self._top.setDirection(directions.LeftToRight if roomy else directions.TopToBottom)

    def show_controle(self, found: Controle) -> None:
        """Show the points again; the one chosen stays, or the first takes its place."""
        before, current = self.model.keys(), self.current_key()
        part, stage = self.chips.part, self._stage()
        self.chips.show_counts({each: count(found, each, stage) for each in Part})
        points = chosen(found, part, stage)
        self._points = {point.cle: point for point in points}
        rules = held(found, stage) if part is Part.TENUS else ()
        rows = [*map(anomaly_row, points), *map(held_row, rules)]
        if self.model.show_rows(rows):
            self.view.choose(_next(current, before, self.model.keys()))
        self.view.name_words(held=part is Part.TENUS)
        self.view.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.nothing.setText(_(NOTHING[part]))
        self._on_chosen()

    def current(self) -> Anomalie | None:
        """Return the point chosen."""
        return self._points.get(self.current_key())

    def current_key(self) -> str:
        """Return the key of the line chosen."""
        keys, place = self.model.keys(), self.view.currentIndex().row()
        return keys[place] if 0 <= place < len(keys) else ""

    def reveal(self, cle: str) -> bool:
        """Choose a point, every part and every stage shown when they hide it."""
        if not self.model.index_of(cle).isValid():
            self.stage.set_value(ALL_STAGES)
            self.chips.choose(Part.TOUS)
        self.view.choose(cle)
        self._on_chosen()
        return self.current_key() == cle

    def _stage(self) -> int:
        value = self.stage.value()
        return value if isinstance(value, int) else ALL_STAGES

    def _on_chosen(self) -> None:
        self.panel.show_point(self.current())

    def _on_filter(self) -> None:
        self.filtered.emit()


def _next(current: str, before: list[str], keys: list[str]) -> str:
    """Return the line chosen, else the first one after it that is left, else the last before."""
    place = before.index(current) if current in before else 0
    left = [key for key in (*before[place:], *reversed(before[:place])) if key in keys]
    return next(iter([*left, *keys]), "")
