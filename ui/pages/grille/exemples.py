"""The ready-made sentences of a theme: a menu of strengths, then of weaknesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from cpom_desktop.content.schema_grille import Nature
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

    from cpom_desktop.content.schema_grille import Exemple

_HEADINGS = {
    Nature.FORCE: "Forces souvent citées",
    Nature.FAIBLESSE: "Faiblesses souvent citées",
}


class ExemplesMenu(QMenu):
    """Nothing is taken before she chooses.

    Signals:
        chosen: the sentence.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Sequence[Exemple] = ()
        self.triggered.connect(self._on_triggered)

    def show_sentences(self, exemples: Sequence[Exemple]) -> None:
        """Offer the sentences of another theme."""
        if exemples == self._shown:
            return
        self._shown = exemples
        self.clear()
        for nature, heading in _HEADINGS.items():
            texts = [exemple.texte for exemple in exemples if exemple.nature is nature]
            if texts:
                self.addAction(_(heading)).setEnabled(False)
            for text in texts:
                self.addAction(text.replace("&", "&&")).setData(text)

    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))
