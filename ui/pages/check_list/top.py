"""The top of the page: which sheet, and how far it is, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from cpom_desktop.domain.controles import ListeControle
from cpom_desktop.i18n import _
from ui.kit.bars import Bar
from ui.kit.labels import SafeLabel
from ui.kit.segmented import SegmentedChoice
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.queries.controles import CheckList

FICHE = "fiche"
"""Value of the third sheet, which is no list."""


class TopBar(QWidget):
    """The three sheets, and the progress of the one shown.

    Signals:
        chosen: a `ListeControle`, or `FICHE`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheets = SegmentedChoice(
            _("Feuille"),
            [
                (ListeControle.CPOM.value, _("CPOM")),
                (ListeControle.LANCEMENT.value, _("Réunion de lancement")),
                (FICHE, _("Fiche rôle du référent")),
            ],
            ticked=False,
        )
        self.sheets.set_value(ListeControle.CPOM.value)
        self.sheets.chosen.connect(self.chosen)
        self.headline = SafeLabel("", "strong")
        self.details = SafeLabel("", "small-2")
        self.bar = Bar(0)
        self.progress = QWidget()
        line = QHBoxLayout(self.progress)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(6))
        for widget in (self.headline, self.details, self.bar):
            line.addWidget(widget)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(8))
        self._row.addWidget(self.sheets)
        self._row.addStretch(1)
        self._row.addWidget(self.progress)

    def show_progress(self, found: CheckList) -> None:
        """Show how many points are done."""
        self.headline.setText(found.headline)
        self.details.setText(found.details)
        self.bar.share = found.done / max(found.concerned, 1)
        self.bar.update()
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the progress under the sheets when room lacks."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Arrange both for the room and the text scale."""
        self.bar.setFixedWidth(px(120))
        wanted = self.sheets.sizeHint().width() + self.progress.sizeHint().width() + px(16)
        roomy = self.progress.isHidden() or wanted <= self.width()
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if roomy else directions.TopToBottom)
        side = Qt.AlignmentFlag.AlignVCenter if roomy else Qt.AlignmentFlag.AlignLeft
        self._row.setAlignment(self.progress, side)
