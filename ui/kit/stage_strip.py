"""The strip of the six stages: a bar, a name, the next date or what blocks, a state in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cpom_desktop.i18n import _
from ui.kit.bars import paint_bar
from ui.kit.buttons import paint_ring
from ui.kit.labels import set_tooltip
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.queries.tableau_de_bord import StageView

_PAD = 8
_BAR = 8
_ICON = 14


class StageColumn(QAbstractButton):
    """One stage of the strip; pressed, it opens the stage."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: StageView | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_stage(self, view: StageView) -> None:
        """Show another state of the stage."""
        self.view = view
        self.setAccessibleName(
            _(
                "Étape {n}, {titre} : {etat}",
                n=view.stage.number,
                titre=view.stage.title,
                etat=view.etat,
            )
        )
        self.setAccessibleDescription(view.next_step)
        set_tooltip(self, "\n".join(t for t in (_(view.stage.title), view.next_step) if t))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room that the name takes, and the height of the bar and three lines."""
        metrics = QFontMetrics(body_font(px(15), semibold=True))
        width = metrics.horizontalAdvance(self._title()) + 2 * px(_PAD) + 2
        return QSize(width, px(_BAR + 3 * _PAD) + 3 * metrics.height())

    def _line(self) -> int:
        return QFontMetrics(body_font(px(15), semibold=True)).height()

    def _title(self) -> str:
        view = self.view
        return f"{view.stage.number}. {_(view.stage.title)}" if view else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press it too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the bar, the words."""
        if self.view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, rect = current_theme(), QRectF(self.rect())
        if self.view.is_current or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("primaire-doux"))
            painter.drawRoundedRect(rect, 4, 4)
        self._paint_bar(painter, rect)
        self._paint_words(painter, rect.adjusted(px(_PAD), px(_BAR + 2 * _PAD), -px(_PAD), 0))
        if self.hasFocus():
            paint_ring(painter, rect.adjusted(1, 1, -1, -1), radius=4)
        painter.end()

    def _paint_bar(self, painter: QPainter, rect: QRectF) -> None:
        assert self.view is not None
        bar = QRectF(px(_PAD), px(_PAD), rect.width() - 2 * px(_PAD), px(_BAR))
        paint_bar(painter, bar, self.view.share, "surface" if self.view.is_current else "creux")

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        assert self.view is not None
        theme, line = current_theme(), self._line()
        started = self.view.share > 0
        rows = (
            (self._title(), "texte", 15, True),
            (self.view.next_step, "texte-2", 14, False),
            (self.view.etat, "texte" if started else "texte-2", 14, started),
        )
        for rank, (text, role, size, strong) in enumerate(rows):
            row = QRectF(box.left(), box.top() + rank * line, box.width(), line)
            if rank == len(rows) - 1:
                side = px(_ICON)
                spot = QPointF(row.left(), row.top() + (line - side) / 2)
                painter.drawPixmap(spot, pixmap(self._icon(), role, _ICON))
                row.setLeft(row.left() + side + px(4))
            font = body_font(px(size), semibold=strong)
            painter.setFont(font)
            painter.setPen(theme.colour(role))
            shown = QFontMetrics(font).elidedText(
                text, Qt.TextElideMode.ElideRight, int(row.width())
            )
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, shown)

    def _icon(self) -> str:
        assert self.view is not None
        if self.view.share >= 1:
            return "circle-check"
        return "clock" if self.view.share else "circle-dashed"


class StageStrip(QWidget):
    """The six stages side by side, on several rows where the window is narrow.

    Signals:
        chosen: slug of the page and key of the field that a stage leads to.
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns: list[StageColumn] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_stages(self, views: Sequence[StageView]) -> None:
        """Show every stage."""
        while len(self.columns) < len(views):
            column = StageColumn(self)
            column.clicked.connect(self._on_clicked)
            self.columns.append(column)
        for column, view in zip(self.columns, views, strict=True):
            column.show_stage(view)
        self._place()

    def _rows(self, width: int) -> list[list[StageColumn]]:
        """Return the columns of each row: as many as keep their names whole, equal rows."""
        for rows in (1, 2, 3):
            length = max(1, -(-len(self.columns) // rows))
            found = [
                self.columns[start : start + length]
                for start in range(0, len(self.columns), length)
            ]
            if all(self._wanted(row) <= width for row in found):
                return found
        return [[column] for column in self.columns]

    def _wanted(self, row: Sequence[StageColumn]) -> int:
        return sum(column.sizeHint().width() for column in row)

    def _place(self) -> None:
        """Give each column the room of its name, and an equal share of what is left."""
        top = 0
        for row in self._rows(self.width()):
            spare = max(self.width() - self._wanted(row), 0) // len(row)
            left, height = 0, row[0].sizeHint().height()
            for column in row:
                width = min(column.sizeHint().width() + spare, self.width())
                column.setGeometry(left, top, width, height)
                column.show()
                left += width
            top += height
        self.setFixedHeight(top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the columns again."""
        super().resizeEvent(event)
        self._place()

    def _on_clicked(self) -> None:
        column = self.sender()
        if isinstance(column, StageColumn) and column.view is not None:
            self.chosen.emit(column.view.page, column.view.field)
