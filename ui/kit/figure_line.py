"""A figure in one line: its name, its years, its course, its reference; a press opens it.

Where room lacks, the years go under the name, on as many lines as needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import KitButton, paint_ring
from ui.kit.labels import set_tooltip
from ui.kit.row_paint import two_lines
from ui.kit.sparkline import paint_sparkline, sparkline_size
from ui.theme.fonts import body_font
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from cpom_desktop.services.queries.chiffres import Chiffre

NAME, YEAR, REFERENCE = 162, 74, 138
"""Widths wanted, in pixels at 100 %."""
ROW, HEAD = 46, 24
PAD = 10
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Cell(NamedTuple):
    """Two lines of text and where they stand; `strong` puts the second forward."""

    rect: QRect
    above: str
    below: str
    strong: bool = False


class FigureLine(KitButton):
    """One figure beside a criterion; nothing is typed in it.

    Signals:
        opened: the slug of its indicator.
    """

    opened = Signal(str)

    def __init__(self, chiffre: Chiffre, parent: QWidget | None = None) -> None:
        super().__init__("", "text", parent=parent)
        self._chiffre = chiffre
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._on_clicked)
        self.show_figure(chiffre)

    @property
    def chiffre(self) -> Chiffre:
        """What it shows."""
        return self._chiffre

    def show_figure(self, chiffre: Chiffre) -> None:
        """Show another figure, or the same with other values."""
        self._chiffre = chiffre
        self.setAccessibleName(chiffre.dit)
        self.setAccessibleDescription(chiffre.detail)
        set_tooltip(self, f"{chiffre.detail}\n{_('Ouvrir dans la page Données')}")
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Tell Qt that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of its lines in `width`."""
        if self._is_wide(width):
            return px(ROW)
        lines = -(-len(self._chiffre.annees) // self._per_line(width))
        return px(HEAD) + lines * px(ROW) + px(ROW)

    def sizeHint(self) -> QSize:
        """Ask for the height at the present width."""
        width = max(self.width(), px(NAME))
        return QSize(px(NAME), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Shrink as far as needed."""
        return QSize(px(YEAR), px(ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame, the cells, the course and the ring."""
        painter, theme = QPainter(self), current_theme()
        frame = self.rect().adjusted(1, 1, -2, -2)
        hovered = self.underMouse() or self.isDown()
        painter.setPen(QPen(theme.colour("bordure-forte" if hovered else "bordure"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(frame, px(4), px(4))
        wide = self._is_wide(self.width())
        self._paint_name(painter, wide=wide)
        cells = self._cells(wide=wide)
        for cell in cells:
            _paint_cell(painter, cell)
        self._paint_course(painter, wide=wide)
        if self._ring and self.hasFocus():
            paint_ring(painter, self.rect().adjusted(1, 1, -1, -1).toRectF())
        painter.end()

    def _is_wide(self, width: int) -> bool:
        return width >= px(NAME) + self._after_name()

    def _after_name(self) -> int:
        """Return the room of what stands after the name, in one line."""
        return len(self._chiffre.annees) * px(YEAR) + self._course_room() + px(REFERENCE)

    @staticmethod
    def _course_room() -> int:
        return sparkline_size().width() + 2 * px(PAD)

    @staticmethod
    def _per_line(width: int) -> int:
        return max(1, width // px(YEAR))

    def _paint_name(self, painter: QPainter, *, wide: bool) -> None:
        width = self.width() - self._after_name() if wide else self.width()
        room = QRect(px(PAD), 0, width - 2 * px(PAD), px(ROW if wide else HEAD))
        if wide:
            lines = self._name_lines(width - px(PAD) - px(4))
            _paint_cell(
                painter,
                Cell(QRect(0, 0, width, px(ROW)), *lines),
                name=True,
            )
            return
        _draw(painter, room, self._chiffre.titre, _font(13, semibold=True), "texte")

    def _cells(self, *, wide: bool) -> list[Cell]:
        years = self._chiffre.annees
        if wide:
            left, step, per_line, top = (
                self.width() - self._after_name(),
                px(YEAR),
                len(years) or 1,
                0,
            )
        else:
            per_line = min(self._per_line(self.width()), len(years) or 1)
            left, step, top = 0, self.width() // per_line, px(HEAD)
        found = []
        brief = self._is_brief(step)
        for rank, year in enumerate(years):
            line, column = divmod(rank, per_line)
            rect = QRect(left + column * step, top + line * px(ROW), step, px(ROW))
            value = year.court if brief else year.texte
            found.append(Cell(rect, str(year.annee), value, year.sure))
        value = self._chiffre.repere_court if brief else self._chiffre.repere
        reference = (self._chiffre.repere_titre or _("Repère"), value or _("aucun"))
        place = QRect(self.width() - px(REFERENCE), 0, px(REFERENCE), px(ROW))
        if not wide:
            left = self._course_room()
            place = QRect(left, self.height() - px(ROW), self.width() - left, px(ROW))
        found.append(Cell(place, *reference, bool(self._chiffre.repere)))
        return found

    def _name_lines(self, room: int) -> tuple[str, str, bool]:
        """Return the name over its formula; a long name has both lines, unless it hides a unit."""
        formula, titre = self._formula(px(YEAR)), self._chiffre.titre
        lines = two_lines(titre, QFontMetrics(_font(13, semibold=True)), room)
        if len(lines) < 2 or formula != self._chiffre.formule or not formula:
            return titre, formula, False
        return lines[0], lines[1], True

    def _is_brief(self, width: int) -> bool:
        """Tell whether a value lacks room for its unit, which then stands beside the name."""
        metrics = QFontMetrics(_font(14, semibold=True))
        room = width - px(PAD) - px(4)
        return bool(self._chiffre.unite) and any(
            metrics.horizontalAdvance(year.texte) > room for year in self._chiffre.annees
        )

    def _formula(self, step: int) -> str:
        """Return what stands under the name: the formula, the unit first where values lack it."""
        said = self._is_brief(step) or not self._chiffre.formule
        told = (self._chiffre.unite if said else "", self._chiffre.formule)
        return " · ".join(part for part in told if part)

    def _paint_course(self, painter: QPainter, *, wide: bool) -> None:
        size = sparkline_size()
        left = self.width() - px(REFERENCE) - self._course_room() if wide else 0
        top = 0 if wide else self.height() - px(ROW)
        if wide:
            _edge(painter, QRect(left, top, 1, px(ROW)))
        inside = top + (px(ROW) - size.height()) // 2
        paint_sparkline(painter, left + px(PAD), inside, self._chiffre.valeurs)

    def _on_clicked(self) -> None:
        self.opened.emit(self._chiffre.slug)


def _paint_cell(painter: QPainter, cell: Cell, *, name: bool = False) -> None:
    """Paint a cell: a small line above, the value below; a name is the other way round."""
    if not name:
        _edge(painter, cell.rect)
    room = cell.rect.adjusted(px(PAD), px(4), -px(4), -px(4))
    half = room.height() // 2
    above = QRect(room.left(), room.top(), room.width(), half)
    below = QRect(room.left(), room.top() + half, room.width(), half)
    caption = _font(12, semibold=False)
    if name:
        strong = _font(13, semibold=True)
        below_looks = (strong, "texte") if cell.strong else (caption, "texte-2")
        _draw(painter, above, cell.above, strong, "texte")
        _draw(painter, below, cell.below, *below_looks)
        return
    _draw(painter, above, cell.above, caption, "texte-2")
    _draw(painter, below, cell.below, _font(14, semibold=cell.strong), "texte")


def _edge(painter: QPainter, rect: QRect) -> None:
    if rect.left() <= 0:
        return
    painter.setPen(QPen(current_theme().colour("bordure"), 1))
    painter.drawLine(rect.left(), rect.top() + 1, rect.left(), rect.bottom() - 1)


def _draw(painter: QPainter, room: QRect, text: str, font: QFont, role: str) -> None:
    painter.setFont(font)
    painter.setPen(current_theme().colour(role))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _LEFT, shown)


def _font(size: int, *, semibold: bool) -> QFont:
    return body_font(px(size), semibold=semibold)
