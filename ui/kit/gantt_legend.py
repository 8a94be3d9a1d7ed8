"""What each mark of the Gantt means, in as many lines as the width asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cpom_desktop.charts.gantt_legend import HEIGHT_MM, WIDTH_MM, legend_marks
from cpom_desktop.charts.scene import Scene
from cpom_desktop.i18n import _
from ui.kit.flow import FlowLayout
from ui.kit.labels import SafeLabel, set_tooltip
from ui.kit.restyle import Restyled
from ui.kit.scene_painter import PreparedScene
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.charts.gantt_scale import GanttLayout, GanttPlan
    from cpom_desktop.charts.scene import Primitive

_PIXELS = 3.75


def _brief() -> Mapping[str, str]:
    """Return the short words of the marks whose words are long; the tooltip has them whole."""
    return {
        "barre-faite": _("Réalisé"),
        "reference": _("Référence"),
        "delai": _("Délai de réunion"),
        "vacances": _("Vacances"),
        "horizon": _("Fin des vacances officielles"),
    }


class Swatch(Restyled, QWidget):
    """One mark of the picture; the words beside it tell what it is."""

    def __init__(self, mark: Primitive, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = Scene(WIDTH_MM, HEIGHT_MM, (mark,))
        self.restyle()

    def restyle(self) -> None:
        """Take the size of the present text scale."""
        self.setFixedSize(px(WIDTH_MM * _PIXELS) + 2, px(HEIGHT_MM * _PIXELS) + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        painter = QPainter(self)
        painter.translate(1, 1)
        PreparedScene(self._scene, px(100) * _PIXELS / 100).paint(painter, QRectF(self.rect()))
        painter.end()


class Legend(QWidget):
    """Every mark that the picture shows, with its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._flow = FlowLayout(self, spacing=px(12), between=px(1))

    def show_marks(self, plan: GanttPlan, layout: GanttLayout) -> None:
        """Tell what a picture shows."""
        marks = legend_marks(plan, layout)
        words = tuple(words for _mark, words in marks)
        if words == self._words:
            return
        self._words = words
        while (old := self._flow.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for mark, told in marks:
            self._flow.addWidget(item := self._item(mark, told))
            item.show()
        self.updateGeometry()

    def _item(self, mark: Primitive, words: str) -> QWidget:
        item = QWidget()
        line = QHBoxLayout(item)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(5))
        line.addWidget(Swatch(mark))
        brief = _brief().get(mark.style, words)
        line.addWidget(SafeLabel(brief, "caption-2"))
        if brief != words:
            set_tooltip(item, words)
        return item
