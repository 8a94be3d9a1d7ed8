"""Chips that choose what a list shows, each with its count; exactly one is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtWidgets import QWidget

from ui.kit.buttons import KitButton

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QLayout

Choice = TypeVar("Choice")


class ChoiceChips(QWidget, Generic[Choice]):
    """The chips of a list; a page says their words, and what a click chooses.

    Attributes:
        chips: each choice and its button, in order.
    """

    def __init__(self, choices: Iterable[Choice], name: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.chips: dict[Choice, KitButton] = {}
        for choice in choices:
            chip = KitButton("", "chip", parent=self)
            chip.setCheckable(True)
            chip.clicked.connect(self._on_clicked)
            self.chips[choice] = chip

    def place(self, row: QLayout) -> None:
        """Put the chips in a row, in order."""
        for chip in self.chips.values():
            row.addWidget(chip)

    def show_chip(self, choice: Choice, words: str, spoken: str, *, chosen: bool) -> None:
        """Write a chip; the one chosen has a tick too, so that colour is not alone."""
        chip = self.chips[choice]
        chip.setText(words)
        chip.setAccessibleName(spoken)
        chip.setChecked(chosen)
        chip.set_icon("check" if chosen else "", "texte")

    def choose(self, choice: Choice) -> None:
        """Choose what is shown, and tell."""
        raise AssertionError(choice)

    def on_chosen(self, choice: Choice) -> None:
        """Answer a click on a chip."""
        self.choose(choice)

    def _on_clicked(self) -> None:
        clicked = self.sender()
        for choice, chip in self.chips.items():
            if chip is clicked:
                self.on_chosen(choice)
                return
