"""The parts of the presentation: its sizes, a line of a slide, the points and the time below.

Sizes are those of a screen of 1920 × 1080 pixels, where no text is under 20; another screen has
them in proportion. The text scale of the settings is not added: everything is large already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop.i18n import _
from ui.kit.labels import SafeLabel
from ui.kit.restyle import set_state
from ui.kit.scrolling import show_instead
from ui.theme.fonts import body_font
from ui.theme.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.queries.presentation import Slide, SlideLine

WIDE, HIGH = 1920, 1080
SMALLEST = 20
"""Size of the smallest text, on a screen of 1920 × 1080."""
SIZES = {
    "head": 27,
    "title": 52,
    "day": 27,
    "clock": 34,
    "line": 35,
    "under": 26,
    "value": 29,
    "text": 32,
    "note": 24,
    "decision": 28,
    "hint": 22,
    "time": 24,
    "key": SMALLEST,
    "key-told": SMALLEST,
}
"""Sizes of the texts by the place where they stand."""
STRONG = frozenset({"title", "clock", "line", "number"})
PILL_GAP, PILL_SIDE = 8, 14
CURRENT_SHARE = 0.36
"""Part of the width that the current point may take."""
NUMBER_PILL = 44
"""Width of a number alone."""
LEAST_PILL = 120
"""Under this width, a point beside the current one is a number alone."""


def unit_of(size: QSize) -> float:
    """Return by how much the sizes of the design are multiplied in a window of this size."""
    return max(0.4, min(size.width() / WIDE, size.height() / HIGH))


def style_of(unit: float) -> str:
    """Return the style sheet of the presentation, in the colours of the theme."""
    theme = current_theme()

    def px(size: float) -> int:
        return max(1, round(size * unit))

    faces = "\n".join(
        f'QLabel[place="{place}"] {{ font-size: {px(size)}px; '
        f"font-weight: {600 if place in STRONG else 400}; color: {_ink(place)}; }}"
        for place, size in SIZES.items()
    )
    return f"""
    QWidget[place="room"] {{ background-color: {theme.hex("surface")}; }}
    QWidget[place="strip"] {{ background-color: {theme.hex("lateral")}; }}
    QScrollArea, QWidget[place="lines"] {{ background: transparent; border: 0; }}
    QFrame[place="row"] {{ border: 0; border-bottom: {px(2)}px solid {theme.hex("bordure")};
        border-radius: {px(8)}px; }}
    QFrame[place="row"][current="true"] {{ background-color: {theme.hex("selection")}; }}
    QFrame[place="box"] {{ border: {px(2)}px solid {theme.hex("bordure-forte")};
        border-radius: {px(8)}px; background-color: {theme.hex("surface")}; }}
    QFrame[place="box"][current="true"] {{ border-color: {theme.hex("focus")}; }}
    QLineEdit {{ border: 0; margin: 0; padding: 0; min-height: 0; background: transparent;
        font-size: {px(SIZES["decision"])}px; color: {theme.hex("texte")}; }}
    {faces}
    QLabel[place="late"] {{ font-size: {px(SIZES["value"])}px; font-weight: 600;
        color: {theme.hex("erreur")}; }}
    QLabel[place="strong"] {{ font-size: {px(SIZES["decision"])}px; font-weight: 600;
        color: {theme.hex("texte")}; }}
    QLabel[place="number"] {{ font-size: {px(28)}px; font-weight: 600;
        color: {theme.hex("primaire")}; border: {px(3)}px solid {theme.hex("primaire")};
        border-radius: {px(58) // 2 + px(3)}px; min-width: {px(58)}px; max-width: {px(58)}px;
        min-height: {px(58)}px; max-height: {px(58)}px; }}
    QFrame[current="true"] QLabel[place="number"] {{
        background-color: {theme.hex("primaire")}; color: {theme.hex("sur-primaire")}; }}
    QLabel[place="key"] {{ border: 1px solid {theme.hex("lateral-texte-2")};
        border-radius: {px(6)}px; padding: {px(3)}px {px(8)}px; }}
    """


def _ink(place: str) -> str:
    """Return the colour of the texts of a place."""
    theme = current_theme()
    if place in {"time", "key", "key-told"}:
        return theme.hex("lateral-texte")
    return theme.hex("texte-2" if place in {"head", "day", "under", "note", "hint"} else "texte")


def placed(text: str, place: str, *, wrap: bool = False) -> SafeLabel:
    """Return a text in the size of its place."""
    label = SafeLabel(text, wrap=wrap)
    label.setProperty("place", place)
    return label


class Lines(QScrollArea):
    """The lines of a slide; it leaves the keys to the window, which moves from one to another."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows: list[Row] = []
        self.current = 0
        self._shown: tuple[object, ...] = ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key to the window."""
        event.ignore()

    def show_slide(self, lines: Sequence[SlideLine], texts: Sequence[str], unit: float) -> None:
        """Show other lines, or paragraphs where there is no line.

        The same again is left as it is, the pointer where it was.
        """
        asked = (tuple(lines), tuple(texts), unit)
        if asked == self._shown:
            return
        self._shown, self.current = asked, 0
        inside = QWidget()
        inside.setProperty("place", "lines")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.rows = [Row(rank, line, unit) for rank, line in enumerate(lines, start=1)]
        for row in self.rows:
            column.addWidget(row)
        for text in texts:
            column.addWidget(placed(text, "text", wrap=True))
            column.addSpacing(round(16 * unit))
        column.addStretch(1)
        self._mark()  # before the lines are dressed: they are dressed once
        show_instead(self, inside)

    def move_by(self, step: int) -> None:
        """Point at another line, and bring it in sight; scroll where there is no line."""
        if not self.rows:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + step * bar.singleStep() * 3)
            return
        self.current = min(max(self.current + step, 0), len(self.rows) - 1)
        self._mark()
        self.rows[self.current].setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(self.rows[self.current], 0, 0)

    def _mark(self) -> None:
        for rank, row in enumerate(self.rows):
            set_state(row, "current", "true" if rank == self.current else "false")
            row.set_current(current=rank == self.current)


class Row(QFrame):
    """A line of a slide: its number, what it says, and what stands at its right."""

    def __init__(self, number: int, line: SlideLine, unit: float) -> None:
        super().__init__()
        self.setProperty("place", "row")
        told = (line.titre, line.sous_titre, line.valeur)
        self.setAccessibleName(", ".join(part for part in told if part))
        self._number = placed(str(number), "number")
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(round(side * unit) for side in (32, 14, 32, 14)))
        row.setSpacing(round(36 * unit))
        row.addWidget(self._number)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(placed(line.titre, "line", wrap=True))
        if line.sous_titre:
            words.addWidget(placed(line.sous_titre, "under", wrap=True))
        row.addLayout(words, 3)
        if line.valeur:
            value = placed(line.valeur, "late" if line.late else "value", wrap=True)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(value, 1)

    def set_current(self, *, current: bool) -> None:
        """Fill or empty the disc of the number."""
        set_state(self._number, "current", "true" if current else "false")


class Points(QWidget):
    """The agenda at the foot of the screen: what is done, where we are, what is to come.

    Signals:
        chosen: rank of the point that was clicked.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._slides: tuple[Slide, ...] = ()
        self._current = 0
        self._unit = 1.0
        self._pills: list[QRect] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_points(self, slides: tuple[Slide, ...], current: int, unit: float) -> None:
        """Show the agenda, and which point is on the screen."""
        self._slides, self._current, self._unit = slides, current, unit
        if slides:
            told = _("Point {n} sur {total}", n=current + 1, total=len(slides))
            self.setAccessibleName(told)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of a pill with room around it."""
        return QSize(round(400 * self._unit), round(88 * self._unit))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the point under the mouse."""
        for rank, pill in enumerate(self._pills):
            if pill.contains(event.position().toPoint()):
                self.chosen.emit(rank)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the points, the current one on the colour of the landmark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = max(1, round(SIZES["time"] * self._unit))
        fonts = body_font(size), body_font(size, semibold=True)
        words = [self._words(rank) for rank in range(len(self._slides))]
        self._pills = self._places([QFontMetrics(fonts[1]).horizontalAdvance(w) for w in words])
        for rank, (pill, told) in enumerate(zip(self._pills, words, strict=True)):
            if pill.isValid():
                self._paint_pill(painter, pill, told, rank, fonts[rank == self._current])
        painter.end()

    def _words(self, rank: int) -> str:
        slide = self._slides[rank]
        done = slide.traite or rank < self._current
        mark = "✓" if done and rank != self._current else str(slide.numero)
        return f"{mark}  {slide.titre}"

    def _places(self, naturals: list[int]) -> list[QRect]:
        """Return where each point stands: whole if all hold, else shortened around the current.

        Of a long agenda only the points near the current one are shown.
        """
        gap, side = round(PILL_GAP * self._unit), round(PILL_SIDE * self._unit)
        wanted = [natural + 2 * side for natural in naturals]
        shown = self._near(round(NUMBER_PILL * self._unit) + gap)
        room = self.width() - gap * max(0, len(shown) - 1)
        widths = {rank: wanted[rank] for rank in shown}
        if sum(widths.values()) > room and widths:
            mine = min(wanted[self._current], round(room * CURRENT_SHARE))
            share = (room - mine) // max(1, len(shown) - 1)
            widths = {rank: min(width, share) for rank, width in widths.items()}
            widths[self._current] = mine
        height = round(56 * self._unit)
        top, left = (self.height() - height) // 2, 0
        places = [QRect()] * len(wanted)
        for rank, width in widths.items():
            places[rank] = QRect(left, top, width, height)
            left += width + gap
        return places

    def _near(self, least: int) -> range:
        """Return the ranks of the points that hold, the current one about the middle."""
        count = len(self._slides)
        fits = max(2, int(self.width() * (1 - CURRENT_SHARE)) // max(1, least))
        first = min(max(0, self._current - fits // 2), max(0, count - fits))
        return range(first, min(count, first + fits))

    def _paint_pill(
        self, painter: QPainter, pill: QRect, told: str, rank: int, font: object
    ) -> None:
        theme = current_theme()
        painter.setFont(font)  # type: ignore[arg-type] # a QFont, chosen from a pair
        ink = "lateral-texte" if rank < self._current else "lateral-texte-2"
        if rank == self._current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("repere"))
            painter.drawRoundedRect(QRectF(pill), pill.height() / 2, pill.height() / 2)
            ink = "sur-repere"
        side = round(PILL_SIDE * self._unit)
        alone = pill.width() < round(LEAST_PILL * self._unit) and rank != self._current
        room = pill if alone else pill.adjusted(side, 0, -side, 0)
        metrics = painter.fontMetrics()
        text = told.split("  ", maxsplit=1)[0] if alone else told
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(theme.colour(ink))
        align = Qt.AlignmentFlag.AlignCenter if alone else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, align | Qt.AlignmentFlag.AlignVCenter, shown)


class TimeBar(QWidget):
    """The time spent on the point, on the time given."""

    def __init__(self) -> None:
        super().__init__()
        self._share, self._unit = 0.0, 1.0

    def show_share(self, share: float, unit: float) -> None:
        """Show a share of the time, from 0 to 1; the words beside it say the same."""
        self._share, self._unit = min(max(share, 0.0), 1.0), unit
        self.setFixedSize(round(150 * unit), round(8 * unit))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, then what is spent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        theme, whole = current_theme(), QRectF(self.rect())
        spent = QRectF(whole.topLeft(), whole.size())
        spent.setWidth(whole.width() * self._share)
        for rect, role in ((whole, "lateral-filet"), (spent, "repere")):
            painter.setBrush(theme.colour(role))
            painter.drawRoundedRect(rect, 3, 3)
        painter.end()
