"""What the rules say of the tree as a whole: calm, folded, with the source of each."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpom_desktop.i18n import ngettext
from ui.kit.fold import Fold
from ui.kit.labels import SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.queries.arbre_alertes import Alerte
    from ui.kit.labels import LabelRole


class Warnings(QFrame):
    """A line that unfolds: what to look at, what to do, on what it leans."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "pied")
        self.shown: tuple[Alerte, ...] = ()
        self.labels: list[SafeLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(12), px(2), px(12), px(2))
        self.fold = Fold("")
        self._column.addWidget(self.fold)
        self.hide()

    @property
    def opened_height(self) -> int:
        """Return the room that it takes once unfolded, in pixels; 0 while it is folded."""
        if self.isHidden() or not self.fold.is_open:
            return 0
        return self._column.heightForWidth(max(self.width(), px(200)))

    def show_alertes(self, found: Sequence[Alerte]) -> None:
        """Show what is to be looked at; nothing hides the line."""
        self.setVisible(bool(found))
        if tuple(found) == self.shown:
            return
        self.shown = tuple(found)
        for label in self.labels:
            self.fold.body.removeWidget(label)
            label.hide()
            label.deleteLater()
        self.labels = []
        for (que_faire, source), alike in groupby(self.shown, _leans_on):
            self._line(" ".join(alerte.phrase for alerte in alike), "small")
            self._line(f"{que_faire} {source}".strip(), "caption-2")
        title = ngettext("{n} point à regarder", "{n} points à regarder", len(self.shown))
        self.fold.button.setText(title)
        self.fold.button.setAccessibleName(title)
        self.fold.set_summary(self.shown[0].phrase if self.shown else "")

    def _line(self, text: str, role: LabelRole) -> None:
        label = SafeLabel(text, role, wrap=True)
        self.fold.add(label)
        self.labels.append(label)


def _leans_on(alerte: Alerte) -> tuple[str, str]:
    """Return what is told once for those that follow each other."""
    return alerte.que_faire, alerte.source
