"""Which axis is looked at: « Tout | Axe 1 | Axe 2 », a list where they are many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.combo import ChoiceField
from ui.kit.labels import set_tooltip
from ui.kit.list_panel_page import LARGE
from ui.kit.restyle import Restyled
from ui.kit.segmented import SegmentedChoice
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.queries.fil_dor_lu import NomAxe

MOST = 5
"""Axes that segments have room for; a list beyond, and at a large text scale."""
LIST_WIDTH = 190


class AxeChoice(Restyled, QWidget):
    """Chooses an axis; 0 means all of them.

    Signals:
        chosen: id of the axis.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._axes: tuple[NomAxe, ...] = ()
        self._value = 0
        self.field: SegmentedChoice | ChoiceField | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._shown: object = None

    def value(self) -> int:
        """Return the axis looked at, 0 for all."""
        return self._value

    def show_axes(self, axes: Sequence[NomAxe]) -> None:
        """Offer other axes; the one looked at stays if it is there."""
        self._axes = tuple(axes)
        if self._value not in {axe.id for axe in self._axes}:
            self._value = 0
        self._build()

    def set_value(self, value: int) -> None:
        """Look at an axis without telling."""
        self._value = value
        if self.field is not None:
            self.field.set_value(value)

    def restyle(self) -> None:
        """Choose again between segments and a list, for the present text scale."""
        self._build()

    def _build(self) -> None:
        listed = len(self._axes) > MOST or current_theme().scale >= LARGE
        if self._shown == (listed, self._axes):
            return
        self._shown = (listed, self._axes)
        self.setVisible(bool(self._axes))
        if self.field is not None:
            self._row.removeWidget(self.field)
            self.field.hide()
            self.field.deleteLater()
        self.field = self._list() if listed else self._segments()
        self.field.set_value(self._value)
        self._row.addWidget(self.field)

    def _segments(self) -> SegmentedChoice:
        words = [(axe.id, _("Axe {n}", n=axe.numero)) for axe in self._axes]
        field = SegmentedChoice(_("Fils montrés"), [(0, _("Tout")), *words])
        for part, axe in zip(field.parts[1:], self._axes, strict=True):
            part.setAccessibleDescription(axe.libelle)
            set_tooltip(part, axe.libelle)
        field.chosen.connect(self._on_chosen)
        return field

    def _list(self) -> ChoiceField:
        words = [
            (axe.id, _("Axe {n} · {nom}", n=axe.numero, nom=axe.libelle)) for axe in self._axes
        ]
        field = ChoiceField(_("Fils montrés"), [(0, _("Tous les axes")), *words], none_label=None)
        field.setFixedWidth(px(LIST_WIDTH))
        field.edited.connect(self._on_edited)
        return field

    def _on_edited(self) -> None:
        if isinstance(self.field, ChoiceField):
            self._on_chosen(self.field.value())

    def _on_chosen(self, value: object) -> None:
        self._value = value if isinstance(value, int) else 0
        self.chosen.emit(self._value)
