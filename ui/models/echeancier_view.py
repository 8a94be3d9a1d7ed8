"""The list of the échéancier: how it is painted, and what its keys do."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cpom_desktop.i18n import _
from ui.kit.pills import Pill, paint_pill, pill_size
from ui.kit.restyle import Restyled
from ui.models.echeancier import EcheanceRole, EcheancierModel, HeadingRow, LineRow
from ui.models.grouped import paint_caret, paint_ground
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
SIDE = 14
DAY = 96
CONFIDENCE = 138
DELAY = 84
ICON_ONLY = 30
LEAST_WORDS = 250
"""Pixels at 100 % under which the confidence is told by its icon alone."""


class Columns(NamedTuple):
    """Where the columns of a row stand."""

    day: QRect
    words: QRect
    confidence: QRect
    delay: QRect
    icon_only: bool


def columns_of(rect: QRect) -> Columns:
    """Return the columns of a row, from its room."""
    inner = rect.adjusted(px(SIDE), 0, -px(SIDE), 0)
    icon_only = inner.width() - px(DAY + CONFIDENCE + DELAY) < px(LEAST_WORDS)
    confidence = px(ICON_ONLY if icon_only else CONFIDENCE)
    delay = px(DELAY)
    day = QRect(inner.left(), inner.top(), px(DAY), inner.height())
    words = inner.width() - px(DAY) - confidence - delay
    left = inner.left() + px(DAY)
    return Columns(
        day,
        QRect(left, inner.top(), max(words - px(8), 0), inner.height()),
        QRect(left + words, inner.top(), confidence, inner.height()),
        QRect(left + words + confidence, inner.top(), delay, inner.height()),
        icon_only,
    )


def _font(*, strong: bool = False) -> QFont:
    return body_font(px(14), semibold=strong)


def _small(*, strong: bool = False) -> QFont:
    return body_font(px(13), semibold=strong)


def _draw(painter: QPainter, room: QRect, text: str, side: Qt.AlignmentFlag = LEFT) -> None:
    """Draw one line of text, shortened to its room."""
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room.width(), 0))
    painter.drawText(room, side, shown)


class EcheancierHeader(QWidget):
    """The names of the columns, over the list; screen readers hear whole rows instead."""

    def __init__(self, view: EcheancierView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view

    def sizeHint(self) -> QSize:
        """Return 30 pixels of height at 100 %."""
        return QSize(px(200), max(px(30), QFontMetrics(_small()).height() + px(8)))

    def minimumSizeHint(self) -> QSize:
        """Never lower than one line."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the names where the columns stand."""
        theme, painter = current_theme(), QPainter(self)
        width = self._view.viewport().width()
        columns = columns_of(QRect(0, 0, width, self.height()))
        painter.setFont(_small(strong=True))
        painter.setPen(theme.colour("texte-2"))
        _draw(painter, columns.day, _("Échéance"))
        _draw(painter, columns.words, _("Quoi, et pourquoi cette date"))
        if not columns.icon_only:
            _draw(painter, columns.confidence, _("Confiance"))
        _draw(painter, columns.delay, _("Délai"), RIGHT)
        painter.setPen(theme.colour("bordure"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()


class EcheancierDelegate(QStyledItemDelegate):
    """Paints headings on `surface-2`, and dates in four columns."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one line for a heading, two for a date, from the fonts."""
        width = option.rect.width()
        if isinstance(index.data(EcheanceRole.ROW), HeadingRow):
            return QSize(width, QFontMetrics(_small(strong=True)).height() + px(6))
        lines = QFontMetrics(_font(strong=True)).height() + QFontMetrics(_small()).height()
        return QSize(width, lines + px(2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        painter.save()
        row = index.data(EcheanceRole.ROW)
        if isinstance(row, HeadingRow):
            self._paint_heading(painter, option.rect, row)
        elif isinstance(row, LineRow):
            paint_ground(painter, option)
            self._paint_line(painter, columns_of(option.rect), row)
        painter.setPen(current_theme().colour("bordure"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if isinstance(row, LineRow):
            paint_caret(painter, option)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, row: HeadingRow) -> None:
        theme = current_theme()
        painter.fillRect(rect, theme.colour("surface-2"))
        room = rect.adjusted(px(SIDE), 0, -px(SIDE), 0)
        painter.setPen(theme.colour("texte"))
        painter.setFont(_small(strong=True))
        _draw(painter, room, row.label)
        taken = painter.fontMetrics().horizontalAdvance(row.label) + px(6)
        painter.setFont(_small())
        painter.setPen(theme.colour("texte-2"))
        _draw(painter, room.adjusted(taken, 0, 0, 0), row.note)

    def _paint_line(self, painter: QPainter, columns: Columns, row: LineRow) -> None:
        theme = current_theme()
        ink = theme.colour("texte-2" if row.closed else "texte")
        painter.setPen(ink)
        painter.setFont(_font(strong=not row.closed))
        _draw(painter, columns.day, row.day)
        self._paint_words(painter, columns.words, row)
        self._paint_confidence(painter, columns, row)
        self._paint_delay(painter, columns.delay, row)

    def _paint_words(self, painter: QPainter, room: QRect, row: LineRow) -> None:
        theme = current_theme()
        painter.setFont(_font(strong=not row.closed))
        first = painter.fontMetrics().height()
        second = QFontMetrics(_small()).height()
        top = room.top() + (room.height() - first - second) // 2
        painter.setPen(theme.colour("texte-2" if row.closed else "texte"))
        _draw(painter, QRect(room.left(), top, room.width(), first), row.first)
        painter.setFont(_small())
        painter.setPen(theme.colour("texte-2"))
        _draw(painter, QRect(room.left(), top + first, room.width(), second), row.second)

    def _paint_confidence(self, painter: QPainter, columns: Columns, row: LineRow) -> None:
        room = columns.confidence
        top = room.top() + (room.height() - px(16)) // 2
        painter.drawPixmap(room.left(), top, pixmap(row.icon, row.ink, 16))
        if columns.icon_only:
            return
        plain = row.ink == "texte-2"
        painter.setFont(_small(strong=not plain))
        painter.setPen(current_theme().colour(row.ink))
        _draw(painter, room.adjusted(px(20), 0, 0, 0), row.confidence)

    def _paint_delay(self, painter: QPainter, room: QRect, row: LineRow) -> None:
        if row.late:
            pill = Pill("en-retard", row.delay)
            size = pill_size(pill)
            left = max(room.right() - size.width(), room.left() - px(20))
            paint_pill(
                painter,
                QPoint(left, room.top() + (room.height() - size.height()) // 2),
                pill,
            )
            return
        painter.setFont(_font())
        painter.setPen(current_theme().colour("texte-2"))
        _draw(painter, room, row.delay, RIGHT)


class EcheancierView(Restyled, QListView):
    """The list itself.

    Signals:
        chosen: key of the line now under the cursor of the list.
        opened: Entrée or a double click: go to the panel.
        done_asked: Espace: done, or to be done again.
        delete_asked: Suppr: delete this reminder.
    """

    chosen = Signal(str)
    opened = Signal()
    done_asked = Signal()
    delete_asked = Signal()

    def __init__(self, model: EcheancierModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._rows = model
        self.setItemDelegate(EcheancierDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Échéances, par période"))
        self.setAccessibleDescription(
            _("Entrée ouvre le détail, Espace marque comme fait, Suppr supprime un rappel.")
        )
        self.header = EcheancierHeader(self)
        self._telling = True
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_double_click)

    def choose(self, cle: str) -> None:
        """Put the cursor of the list on a line, without telling."""
        index = self._rows.index_of(cle)
        if not index.isValid():
            return
        self._telling = False
        self.setCurrentIndex(index)
        self._telling = True
        self.show_line(index)

    def show_line(self, index: QModelIndex) -> None:
        """Scroll to a line, and to its heading when it is the first under it."""
        above = index.siblingAtRow(index.row() - 1)
        if above.isValid() and isinstance(above.data(EcheanceRole.ROW), HeadingRow):
            self.scrollTo(above)
        self.scrollTo(index)

    def restyle(self) -> None:
        """Measure the rows again for the present text scale."""
        self.scheduleDelayedItemsLayout()
        self.header.updateGeometry()
        self.header.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the names of the columns over them."""
        super().resizeEvent(event)
        self.header.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Entrée, Espace and Suppr; leave the rest to Qt."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2:
                self.opened.emit()
            case Qt.Key.Key_Space:
                self.done_asked.emit()
            case Qt.Key.Key_Delete:
                self.delete_asked.emit()
            case _:
                super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go to the first line on Home: the very first row is a heading."""
        if action is QAbstractItemView.CursorAction.MoveHome:
            keys = self._rows.keys()
            return self._rows.index_of(keys[0]) if keys else QModelIndex()
        return super().moveCursor(action, modifiers)

    def _on_current(self, index: QModelIndex, _previous: QModelIndex) -> None:
        cle = index.data(EcheanceRole.CLE)
        if self._telling and isinstance(cle, str):
            self.chosen.emit(cle)

    def _on_double_click(self, _index: QModelIndex) -> None:
        self.opened.emit()
