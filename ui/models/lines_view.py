"""The list of lines under headings: how it is painted, and what its keys do."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.kit.pills import paint_pill, pill_size
from ui.kit.restyle import Restyled
from ui.models.lines import Heading, Line, LineRole, LinesModel
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
SIDE = 16
ACTION = 34
PILL = 78
"""Room of a pill, so that the words of every line begin under each other."""
MOST_LINES = 2


def _font(*, strong: bool = False) -> QFont:
    return body_font(px(14), semibold=strong)


def _small() -> QFont:
    return body_font(px(13))


class LinesDelegate(QStyledItemDelegate):
    """Paints headings on `surface-2`, and the line chosen on `selection` with a bar.

    Args:
        view: the list, whose width the words share.
        lead: width kept for the words before, in pixels at 100 %.
    """

    def __init__(self, view: LinesView, lead: int) -> None:
        super().__init__(view)
        self._view, self._lead = view, lead

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one line for a heading, one to three for a line, from the font."""
        row, width = index.data(LineRole.ROW), self._view.viewport().width()
        if isinstance(row, Heading):
            return QSize(width, QFontMetrics(_font(strong=True)).height() + px(8))
        metrics = QFontMetrics(_font(strong=True))
        room = self._words_room(row, QRect(0, 0, width, 100)).width()
        lines = 1 if metrics.horizontalAdvance(row.first) <= room else MOST_LINES
        height = lines * metrics.height()
        if row.second:
            height += QFontMetrics(_small()).height()
        return QSize(width, max(height + px(12), px(34)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        painter.save()
        row = index.data(LineRole.ROW)
        if isinstance(row, Heading):
            self._paint_heading(painter, option.rect, row)
        else:
            self._paint_line(painter, option, row)
        painter.setPen(current_theme().colour("bordure"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, row: Heading) -> None:
        theme = current_theme()
        painter.fillRect(rect, theme.colour("surface-2"))
        room = rect.adjusted(px(SIDE), 0, -px(SIDE), 0)
        painter.setPen(theme.colour("texte-2"))
        painter.setFont(_small())
        painter.drawText(room, RIGHT, row.note)
        taken = painter.fontMetrics().horizontalAdvance(row.note) + px(8)
        painter.setFont(body_font(px(13), semibold=True))
        _draw(painter, room.adjusted(0, 0, -taken, 0), row.label)

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, row: Line) -> None:
        theme, rect = current_theme(), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("selection" if chosen else "primaire-doux"))
        if chosen:
            bar = QRect(rect.left(), rect.top(), px(3), rect.height())
            painter.fillRect(bar, theme.colour("primaire"))
        self._paint_before(painter, rect, row)
        self._paint_after(painter, rect, row)
        self._paint_words(painter, self._words_room(row, rect), row, chosen=chosen)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _paint_before(self, painter: QPainter, rect: QRect, row: Line) -> None:
        left = rect.left() + px(SIDE)
        if row.lead:
            painter.setFont(_small())
            painter.setPen(current_theme().colour("texte-2"))
            painter.drawText(
                QRect(left, rect.top(), px(self._lead), rect.height()), LEFT, row.lead
            )
            left += px(self._lead)
        if row.icon:
            top = rect.top() + (rect.height() - px(16)) // 2
            painter.drawPixmap(left, top, pixmap(row.icon, "texte-2", 16))
        if row.pill is not None:
            top = rect.top() + (rect.height() - pill_size(row.pill).height()) // 2
            painter.setClipRect(rect)
            paint_pill(painter, QPoint(left, top), row.pill)

    def _paint_after(self, painter: QPainter, rect: QRect, row: Line) -> None:
        theme = current_theme()
        middle = rect.top() + rect.height() // 2
        if row.action:
            place = self.action_rect(rect)
            painter.drawPixmap(
                place.center() - QPoint(px(8), px(8)), pixmap(row.action, "lien", 16)
            )
        if row.badge:
            side = px(22)
            disc = QRect(rect.right() - px(SIDE) - side, middle - side // 2, side, side)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("primaire"))
            painter.drawEllipse(disc)
            painter.setPen(theme.colour("sur-primaire"))
            painter.setFont(body_font(px(13), semibold=True))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, row.badge)

    def _paint_words(self, painter: QPainter, room: QRect, row: Line, *, chosen: bool) -> None:
        theme = current_theme()
        second = QFontMetrics(_small()).height() if row.second else 0
        painter.setFont(_font(strong=chosen))
        painter.setPen(theme.colour("texte-2" if row.muted else "texte"))
        lines = _lines(row.first, painter.font(), room.width())
        height = painter.fontMetrics().height()
        top = room.top() + (room.height() - len(lines) * height - second) // 2
        for rank, words in enumerate(lines):
            _draw(painter, QRect(room.left(), top + rank * height, room.width(), height), words)
        if second:
            painter.setFont(_small())
            painter.setPen(theme.colour("texte-2"))
            below = QRect(room.left(), top + len(lines) * height, room.width(), second)
            _draw(painter, below, row.second)

    def _words_room(self, row: Line, rect: QRect) -> QRect:
        """Return the part of a row that its words have."""
        left = px(SIDE) + (px(self._lead) if row.lead else 0) + (px(26) if row.icon else 0)
        if row.pill is not None:
            left += max(pill_size(row.pill).width(), px(PILL)) + px(12)
        right = px(SIDE) + (px(ACTION) if row.action else 0) + (px(30) if row.badge else 0)
        return rect.adjusted(left, px(4), -right, -px(4))

    def action_rect(self, rect: QRect) -> QRect:
        """Return where a click acts, in a row that has an action."""
        return QRect(rect.right() - px(ACTION + 8), rect.top(), px(ACTION), rect.height())


def _lines(text: str, font: QFont, width: int) -> list[str]:
    """Return a text cut at its words into two lines at most; the last holds all that is left."""
    if QFontMetrics(font).horizontalAdvance(text) <= width:
        return [text]
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(width, 1))
    end = line.textLength()
    layout.endLayout()
    return [text[:end].rstrip(), text[end:].lstrip()] if end < len(text) else [text]


def _draw(painter: QPainter, room: QRect, text: str) -> None:
    """Draw one line of text, shortened to its room."""
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room.width(), 0))
    painter.drawText(room, LEFT, shown)


class LinesView(Restyled, QListView):
    """The list itself: Entrée or a click on the mark at the right acts, Espace ticks.

    Args:
        model: its rows.
        accessible_name: what it lists.
        lead: width of the words before each line, in pixels at 100 %.

    Signals:
        chosen: id of the line now under the cursor of the list.
        acted: id of the line to act upon.
        ticked: id of the line on which Espace was pressed.
        delete_requested: id of the line on which Suppr was pressed.
    """

    chosen = Signal(object)
    acted = Signal(object)
    ticked = Signal(object)
    delete_requested = Signal(object)

    def __init__(
        self,
        model: LinesModel,
        accessible_name: str,
        *,
        lead: int = 52,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._delegate = LinesDelegate(self, lead)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAccessibleName(accessible_name)
        self.selectionModel().currentChanged.connect(self._on_current)

    def choose(self, index: QModelIndex) -> None:
        """Put the cursor of the list on a line."""
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def current(self) -> Line | None:
        """Return the line under the cursor of the list."""
        row = self.currentIndex().data(LineRole.ROW)
        return row if isinstance(row, Line) else None

    def restyle(self) -> None:
        """Measure the rows again for the present text scale."""
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the rows again: another width, another number of lines."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Entrée, Espace and Suppr; leave the rest to Qt."""
        signals = {
            Qt.Key.Key_Return: self.acted,
            Qt.Key.Key_Enter: self.acted,
            Qt.Key.Key_Space: self.ticked,
            Qt.Key.Key_Delete: self.delete_requested,
        }
        line, signal = self.current(), signals.get(Qt.Key(event.key()))
        if signal is None:
            super().keyPressEvent(event)
        elif line is not None:
            signal.emit(line.id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Act on a click on the mark at the right."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = index.data(LineRole.ROW)
        if not isinstance(row, Line) or event.button() is not Qt.MouseButton.LeftButton:
            return
        place = self._delegate.action_rect(self.visualRect(index))
        if row.action and place.contains(event.position().toPoint()):
            self.acted.emit(row.id)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go to the first line on Home: the very first row may be a heading."""
        if action is QAbstractItemView.CursorAction.MoveHome:
            model = self.model()
            rows = (model.index(row, 0) for row in range(model.rowCount()))
            lines = (i for i in rows if isinstance(i.data(LineRole.ROW), Line))
            return next(lines, QModelIndex())
        return super().moveCursor(action, modifiers)

    def _on_current(self, index: QModelIndex, _previous: QModelIndex) -> None:
        row = index.data(LineRole.ROW)
        if isinstance(row, Line):
            self.chosen.emit(row.id)
