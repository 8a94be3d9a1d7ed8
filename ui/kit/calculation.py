"""The calculation of an indicator with her numbers, in a box: its formula, then year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ui.kit.labels import SafeLabel
from ui.kit.restyle import Restyled
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.queries.donnees_detail import LigneCalcul


class Calculation(Restyled, QFrame):
    """A box: the formula in words, then a line a year."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "encart")
        self._outer = QVBoxLayout(self)
        self.words = SafeLabel("", "small-2", wrap=True)
        self._outer.addWidget(self.words)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._outer.addLayout(self._grid)
        self._lines: list[tuple[SafeLabel, SafeLabel]] = []
        self.restyle()

    def show_calculation(self, words: str, lines: Sequence[LigneCalcul]) -> None:
        """Show a formula and its years; the labels of before serve again."""
        self.words.setText(words)
        self.words.setVisible(bool(words))
        while len(self._lines) < len(lines):
            self._add_line()
        for rank, (year, numbers) in enumerate(self._lines):
            seen = rank < len(lines)
            year.setVisible(seen)
            numbers.setVisible(seen)
            if seen:
                line = lines[rank]
                year.setText(str(line.annee))
                numbers.setText(f"{line.calcul}{line.valeur}")
                numbers.set_role("warning" if line.asked else "small")
        self.setVisible(bool(words or lines))

    def told(self) -> list[str]:
        """Return what is written, line by line."""
        shown = (pair for pair in self._lines if not pair[0].isHidden())
        return [f"{year.text()} {numbers.text()}" for year, numbers in shown]

    def _add_line(self) -> None:
        rank = len(self._lines)
        year, numbers = SafeLabel("", "label"), SafeLabel("", "small", wrap=True)
        self._grid.addWidget(year, rank, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(numbers, rank, 1)
        self._lines.append((year, numbers))

    def restyle(self) -> None:
        """Set the margins for the present text scale."""
        self._outer.setContentsMargins(px(12), px(8), px(12), px(8))
        self._outer.setSpacing(px(6))
        self._grid.setHorizontalSpacing(px(10))
        self._grid.setVerticalSpacing(px(4))
