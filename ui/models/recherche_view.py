"""How the rows of the search are painted, and the list that shows them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.recherche.folding import excerpt, spans
from ui.kit.restyle import Restyled
from ui.models.recherche import FoundModel, FoundRole, FoundRow, Sort, row_place
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

    Index = QModelIndex | QPersistentModelIndex

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
_ELIDED = Qt.TextElideMode.ElideRight
SIDE, TEXT, ICON = 16, 47, 18
"""Margin of a row, beginning of its words, side of its icon, in pixels at 100 %."""
_TITLE_SHARE, _ASIDE_SHARE = 0.5, 0.32
"""Most of the line that a title takes before what it holds, and that a value takes."""


@lru_cache(maxsize=16)
def _face(pixel_size: int, semibold: bool) -> tuple[QFont, QFontMetrics]:  # noqa: FBT001 - a key
    font = body_font(pixel_size, semibold=semibold)
    return font, QFontMetrics(font)


def _font(pixels: int, *, semibold: bool = False) -> QFont:
    return _face(px(pixels), semibold)[0]


def _metrics(pixels: int, *, semibold: bool = False) -> QFontMetrics:
    return _face(px(pixels), semibold)[1]


def _height(pixels: int) -> int:
    return _metrics(pixels, semibold=True).height()


class FoundDelegate(QStyledItemDelegate):
    """Paints headings, results on two lines with their words lit, sentences."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row: a sentence takes the lines it needs."""
        row: FoundRow = index.data(FoundRole.ROW)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        match row.sort:
            case Sort.HEADING:
                height = _height(13) + px(7)
            case Sort.HIT:
                height = _height(15) + _height(13) + px(8)
            case Sort.SENTENCE:
                room = QRect(0, 0, width - px(2 * SIDE), 0)
                metrics = _metrics(15)
                height = metrics.boundingRect(room, _WRAPPED, row.words).height() + px(20)
            case _:
                height = _height(15) + px(16)
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: FoundRow = index.data(FoundRole.ROW)
        painter.save()
        match row.sort:
            case Sort.HEADING:
                _paint_heading(painter, option.rect, row)
            case Sort.SENTENCE:
                side = px(SIDE)
                painter.setFont(_font(15))
                painter.setPen(current_theme().colour("texte-2"))
                painter.drawText(option.rect.adjusted(side, px(10), -side, 0), _WRAPPED, row.words)
            case _:
                _paint_choice(painter, option, row)
        painter.restore()


def _paint_heading(painter: QPainter, rect: QRect, row: FoundRow) -> None:
    theme, side = current_theme(), px(SIDE)
    painter.fillRect(rect, theme.colour("surface-2"))
    painter.setPen(theme.colour("bordure"))
    painter.drawLine(rect.topLeft(), rect.topRight())
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    painter.setPen(theme.colour("texte-2"))
    painter.setFont(_font(13, semibold=True))
    painter.drawText(rect.adjusted(side, 0, -side, 0), _LEFT, row.words)
    painter.drawText(rect.adjusted(side, 0, -side, 0), _RIGHT, row.aside)


def _paint_choice(painter: QPainter, option: QStyleOptionViewItem, row: FoundRow) -> None:
    theme, rect = current_theme(), option.rect
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    over = bool(option.state & QStyle.StateFlag.State_MouseOver)
    if chosen or over:
        painter.fillRect(rect, theme.colour("primaire-doux" if chosen else "surface-2"))
    right = rect.right() - px(SIDE)
    if chosen:
        painter.fillRect(
            QRect(rect.left(), rect.top(), px(3), rect.height()), theme.colour("primaire")
        )
        right = _paint_key(painter, rect, right) - px(12)
    if row.sort is Sort.MORE:
        painter.setFont(_font(14, semibold=True))
        painter.setPen(theme.colour("lien"))
        painter.drawText(rect.adjusted(px(TEXT), 0, 0, 0), _LEFT, row.words)
        return
    name = row.hit.entry.icon if row.hit is not None else row.icon
    spot = rect.left() + px(SIDE), rect.center().y() - px(ICON) // 2 + 1
    painter.drawPixmap(*spot, pixmap(name, "texte-2", ICON))
    right = _paint_aside(painter, rect, right, row.aside)
    room = QRect(rect.left() + px(TEXT), rect.top(), right - rect.left() - px(TEXT), rect.height())
    if row.hit is None:
        _paint_words(painter, room, row.words, ())
    else:
        _paint_hit(painter, room, row)


def _paint_key(painter: QPainter, rect: QRect, right: int) -> int:
    """Paint the key cap « Entrée » at the right; return where it begins."""
    theme, words = current_theme(), _("Entrée")
    painter.setFont(_font(12))
    metrics = painter.fontMetrics()
    width, height = metrics.horizontalAdvance(words) + px(14), metrics.height() + px(4)
    cap = QRect(right - width, rect.center().y() - height // 2, width, height)
    painter.setPen(theme.colour("bordure"))
    painter.setBrush(theme.colour("surface-2"))
    painter.drawRoundedRect(cap, 4, 4)
    painter.setPen(theme.colour("texte-2"))
    painter.drawText(cap, _CENTRE, words)
    return cap.left()


def _paint_aside(painter: QPainter, rect: QRect, right: int, words: str) -> int:
    """Paint the value of a row; return where the words before it must end."""
    if not words:
        return right
    painter.setFont(_font(14))
    painter.setPen(current_theme().colour("texte-2"))
    most = round(rect.width() * _ASIDE_SHARE)
    shown = painter.fontMetrics().elidedText(words, _ELIDED, most)
    room = QRect(rect.left(), rect.top(), right - rect.left(), rect.height())
    painter.drawText(room, _RIGHT, shown)
    return right - painter.fontMetrics().horizontalAdvance(shown) - px(16)


def _paint_hit(painter: QPainter, room: QRect, row: FoundRow) -> None:
    """Paint what was found over where it is."""
    hit = row.hit
    assert hit is not None
    top = room.top() + px(4)
    line = QRect(room.left(), top, room.width(), _height(15))
    _paint_words(painter, line, found_words(row, line.width()), hit.marks)
    painter.setFont(_font(13))
    painter.setPen(current_theme().colour("texte-2"))
    below = QRect(room.left(), line.bottom() + 1, room.width(), _height(13))
    painter.drawText(
        below, _LEFT, painter.fontMetrics().elidedText(row_place(hit), _ELIDED, room.width())
    )


def found_words(row: FoundRow, width: int) -> str:
    """Return the title, then what answered in the text it heads, within a width in pixels."""
    hit = row.hit
    assert hit is not None
    title = " ".join(hit.entry.title.split())
    if hit.passage is None or hit.passage.text == hit.entry.aside:
        return title
    metrics = _metrics(15, semibold=True)
    title = metrics.elidedText(title, _ELIDED, round(width * _TITLE_SHARE))
    left = width - metrics.horizontalAdvance(f"{title} : «  »")
    letters = max(left // max(metrics.averageCharWidth(), 1), 12)
    text = excerpt(hit.passage.text, hit.marks, letters)
    quoted = text if "«" in text else _("« {texte} »", texte=text)
    return _("{titre} : {texte}", titre=title, texte=quoted)


def _paint_words(painter: QPainter, room: QRect, words: str, marks: Sequence[str]) -> None:
    """Paint a line of text, the words that answer in bold on their own ground."""
    theme, font = current_theme(), _font(15)
    shown = _metrics(15, semibold=bool(marks)).elidedText(words, _ELIDED, room.width())
    layout = QTextLayout(shown, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats(lit_ranges(shown, marks))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(room.width())
    layout.endLayout()
    painter.setPen(theme.colour("texte"))
    layout.draw(painter, QPointF(room.left(), room.top() + (room.height() - line.height()) / 2))


def lit_ranges(text: str, marks: Sequence[str]) -> list[QTextLayout.FormatRange]:
    """Return what to light in a text, counted as Qt counts: an emoji is two."""
    look = QTextCharFormat()
    look.setFont(_font(15, semibold=True))
    look.setBackground(current_theme().colour("selection"))
    ranges = []
    for start, end in spans(text, marks):
        lit = QTextLayout.FormatRange()
        lit.start = _units(text[:start])
        lit.length = _units(text[start:end])
        lit.format = look
        ranges.append(lit)
    return ranges


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class FoundList(Restyled, QListView):
    """The results: the caret stays in the words looked for, arrows come from there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found = FoundModel(self)
        self.setModel(self.found)
        self.setItemDelegate(FoundDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Résultats de la recherche"))

    def show_rows(self, rows: Sequence[FoundRow], *, choose_first: bool) -> None:
        """Show other rows, from the top, the first choice under the cursor if asked."""
        self.found.show_rows(rows)
        first = next((n for n, row in enumerate(rows) if row.is_choice), -1)
        if choose_first and first >= 0:
            self.setCurrentIndex(self.found.index(first))
        else:
            self.clearSelection()
            self.setCurrentIndex(self.rootIndex())
        self.scrollToTop()

    def current(self) -> FoundRow | None:
        """Return the row under the cursor."""
        index = self.currentIndex()
        row: FoundRow | None = index.data(FoundRole.ROW) if index.isValid() else None
        return row

    def step(self, by: int) -> None:
        """Move the cursor by so many choices, stopping at both ends; show its heading too."""
        ranks = [n for n in range(self.found.rowCount()) if self._is_choice(n)]
        if not ranks:
            return
        now = self.currentIndex().row()
        place = ranks.index(now) + by if now in ranks else 0 if by > 0 else len(ranks) - 1
        rank = ranks[min(max(place, 0), len(ranks) - 1)]
        self.setCurrentIndex(self.found.index(rank))
        if rank and not self._is_choice(rank - 1):
            self.scrollTo(self.found.index(rank - 1))
            self.scrollTo(self.found.index(rank))

    def page_length(self) -> int:
        """Return how many results a page down goes over."""
        return max(self.viewport().height() // (_height(15) + _height(13) + px(8)) - 1, 1)

    def restyle(self) -> None:
        """Measure the rows again for the present text scale."""
        self.scheduleDelayedItemsLayout()

    def _is_choice(self, rank: int) -> bool:
        row: FoundRow = self.found.index(rank).data(FoundRole.ROW)
        return row.is_choice
