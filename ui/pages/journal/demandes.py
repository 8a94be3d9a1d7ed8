"""« Clôt la demande du 22 février »: which open demand of these people an exchange answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.i18n import _, format_date
from ui.kit.fields import CheckBox
from ui.kit.labels import set_tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.domain.echanges import Echange

MOST = 3
"""Demands proposed at once, the newest first."""


class Demandes(QWidget):
    """One box a demand; an exchange answers one of them at most.

    Signals:
        chosen: id of the demand, None when none is.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._shown: tuple[Echange, ...] = ()
        self.boxes: list[CheckBox] = []
        self.hide()

    def show_demands(
        self, demands: Sequence[Echange], answered: object, *, read_only: bool
    ) -> None:
        """Propose these demands, the one that is answered ticked."""
        shown = tuple(demands[:MOST])
        if shown != self._shown:
            self._build(shown)
        for demand, box in zip(shown, self.boxes, strict=True):
            box.setChecked(demand.id == answered)
            box.set_read_only(read_only)
        self.setVisible(bool(shown))

    def _build(self, shown: tuple[Echange, ...]) -> None:
        for box in self.boxes:
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._shown = shown
        self.boxes = [self._box(demand) for demand in shown]

    def _box(self, demand: Echange) -> CheckBox:
        words = _("Clôt la demande du {jour}", jour=format_date(demand.jour, "day"))
        box = CheckBox(words)
        box.setAccessibleDescription(demand.objet)
        set_tooltip(box, demand.objet)
        box.edited.connect(self._on_edited)
        self._column.addWidget(box)
        return box

    def _on_edited(self) -> None:
        ticked = self.sender()
        answered = None
        for demand, box in zip(self._shown, self.boxes, strict=True):
            if box is not ticked:
                box.setChecked(False)
            elif box.isChecked():
                answered = demand.id
        self.chosen.emit(answered)
