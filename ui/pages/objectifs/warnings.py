"""What the rules say of the tree as a whole: calm, folded, with the source of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cpom_desktop.i18n import ngettext
from ui.kit.fold import Fold
from ui.kit.labels import SafeLabel
from ui.kit.scrolling import scrolled
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.queries.arbre_alertes import Alerte

MOST_HEIGHT = 150
"""Height of what is unfolded, in pixels at 100 %: it scrolls beyond."""


class Warnings(QFrame):
    """A line that unfolds: what to look at, what to do, on what it leans."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "pied")
        self.shown: tuple[Alerte, ...] = ()
        self.labels: list[SafeLabel] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(2), px(12), px(2))
        self.fold = Fold("")
        self._inner = inner = QWidget()
        self._lines = QVBoxLayout(inner)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(inner)
        self.fold.add(self._area)
        column.addWidget(self.fold)
        self.hide()

    def show_alertes(self, found: Sequence[Alerte]) -> None:
        """Show what is to be looked at; nothing hides the line."""
        self.setVisible(bool(found))
        if tuple(found) == self.shown:
            return
        self.shown = tuple(found)
        for label in self.labels:
            self._lines.removeWidget(label)
            label.hide()
            label.deleteLater()
        self.labels = []
        for alerte in self.shown:
            self._line(f"{alerte.phrase} {alerte.que_faire}", "small")
            if alerte.source:
                self._line(alerte.source, "caption-2")
        title = ngettext("{n} point à regarder", "{n} points à regarder", len(self.shown))
        self.fold.button.setText(title)
        self.fold.button.setAccessibleName(title)
        self.fold.set_summary(self.shown[0].phrase if self.shown else "")
        self._area.setMinimumHeight(min(px(MOST_HEIGHT), self._inner.sizeHint().height()))

    def _line(self, text: str, role: str) -> None:
        label = SafeLabel(text, "small" if role == "small" else "caption-2", wrap=True)
        self._lines.addWidget(label)
        self.labels.append(label)
