"""The foot of the plan: what each year costs under its years, the total, the marks in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.charts.couts_annees import couts_scene
from cpom_desktop.i18n import NBSP, _, format_number
from cpom_desktop.services.queries.fiches_action import format_euros
from cpom_desktop.services.queries.plan_actions_couts import note_annees
from ui.kit.gantt_legend import Legend
from ui.kit.labels import SafeLabel, set_tooltip
from ui.kit.restyle import Restyled
from ui.kit.scene_painter import PreparedScene
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.charts.gantt_scale import GanttLayout
    from cpom_desktop.services.queries.plan_actions import CoutsPlan

HEIGHT, WITH_KEYS = 66, 800


class YearBars(Restyled, QWidget):
    """The bars of the years, at the abscissas of the Gantt above."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Coût de chaque année"))
        self._scene: PreparedScene | None = None
        self.restyle()

    def restyle(self) -> None:
        """Take the height of the present text scale."""
        self.setFixedHeight(px(HEIGHT))

    def show_costs(self, costs: CoutsPlan, layout: GanttLayout, scale: float) -> None:
        """Show the costs of the years of a Gantt; words say the same."""
        told = {
            year: (centimes, (format_euros(centimes), _brief(centimes)))
            for year, centimes in costs.par_annee.items()
        }
        self._scene = PreparedScene(couts_scene(told, layout, px(HEIGHT) / scale), scale)
        self.setAccessibleDescription(years_words(costs))
        set_tooltip(self, years_words(costs))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars."""
        if self._scene is not None:
            painter = QPainter(self)
            self._scene.paint(painter, QRectF(self.rect()))
            painter.end()


class CostFoot(Restyled, QFrame):
    """The total at the left, the years at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "pied")
        self.label = SafeLabel(_("Coût par année"), "strong")
        self.note = SafeLabel("", "caption-2", wrap=True)
        self.total = SafeLabel("", "strong")
        self.bars = YearBars()
        self._left = QWidget()
        row = QHBoxLayout(self._left)
        row.setContentsMargins(px(13), px(4), px(13), px(4))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.label)
        words.addWidget(self.note)
        words.addStretch(1)
        row.addLayout(words, 1)
        row.addWidget(self.total, 0, Qt.AlignmentFlag.AlignVCenter)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._left)
        outer.addWidget(self.bars, 1)

    def fit(self, left: int) -> None:
        """Give the words the width of the table above."""
        self._left.setFixedWidth(left)

    def restyle(self) -> None:
        """Keep to the height of the bars."""
        self.setFixedHeight(px(HEIGHT) + 1)

    def show_costs(self, costs: CoutsPlan, first: int, last: int) -> None:
        """Show the total, and what the years shown do not bear."""
        self.total.setText(format_euros(costs.total))
        told = note_annees(costs, first, last)
        self.note.setText(told or _("repris dans le tableau des coûts"))


class LegendLine(QFrame):
    """What the marks mean, and the keys that move a line."""

    def __init__(self, *, read_only: bool) -> None:
        super().__init__()
        self.setProperty("role", "pied")
        self.legend = Legend()
        keys = "" if read_only else _("Alt+← et Alt+→ : un trimestre plus tôt ou plus tard")
        self.keys = SafeLabel(keys, "caption-2")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(13), px(4), px(13), px(4))
        row.addWidget(self.legend, 1)
        row.addWidget(self.keys, 0, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the line to the marks where room lacks: the table tells the keys too."""
        super().resizeEvent(event)
        self.keys.setVisible(self.width() >= px(WITH_KEYS))


def years_words(costs: CoutsPlan) -> str:
    """Return « 2028 : 112 027 €, 2029 : 116 100 € »."""
    return ", ".join(f"{year} : {format_euros(n)}" for year, n in costs.par_annee.items())


def _brief(centimes: int) -> str:
    return f"{format_number(centimes / 100_000, 0)}{NBSP}k€"
