"""Several choices among a few: a chip each, on or off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.flow import Chip, FlowLayout
from ui.kit.restyle import set_state
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.kit.fields import FieldState


class ChipsField(QWidget):
    """Chips of (value, label) pairs; its value is a text, the values chosen between commas.

    Args:
        accessible_name: spoken name of the group.
        choices: values with the words shown, in order.
    """

    entered = Signal()
    edited = Signal()
    left = Signal()
    flush_requested = Signal()

    def __init__(
        self,
        accessible_name: str,
        choices: Sequence[tuple[object, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self.chips: dict[str, Chip] = {}
        layout = FlowLayout(self, spacing=px(4))
        for value, words in choices:
            chip = Chip(words)
            chip.clicked.connect(self._on_clicked)
            chip.installEventFilter(self)
            layout.addWidget(chip)
            self.chips[str(value)] = chip
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for first in list(self.chips.values())[:1]:
            self.setFocusProxy(first)

    def value(self) -> object:
        """Return the values chosen, in order, between commas."""
        return ",".join(value for value, chip in self.chips.items() if chip.isChecked())

    def set_value(self, value: object) -> None:
        """Choose values, without telling that it was edited."""
        chosen = str(value or "").split(",")
        for known, chip in self.chips.items():
            chip.setChecked(known in chosen)

    def set_state(self, state: FieldState) -> None:
        """Show an error or a lock."""
        for chip in self.chips.values():
            set_state(chip, "etat", state)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - mirrors Qt's setter
        """Keep the chips as they are, whatever is pressed."""
        for chip in self.chips.values():
            chip.setEnabled(not read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the caret comes to a chip, and when it goes."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        elif event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _on_clicked(self) -> None:
        self.edited.emit()
