"""The list of the journal: how it is painted, and what its keys do."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cpom_desktop.i18n import _
from ui.kit.pills import paint_pill, pill_size
from ui.kit.restyle import Restyled
from ui.kit.row_paint import paint_caret, paint_ground
from ui.models.journal import EchangeRole, EchangeRow, JournalModel
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
SIDE, GAP = 14, 8
DAY, FORME, AVEC, JOINED, SUITE = 92, 118, 118, 22, 136
"""Widths of the columns, in pixels at 100 %; the subject takes the rest."""
LEAST_OBJET, LEAST_WITH = 190, 110
"""Pixels at 100 % under which the form is told by its icon alone, then with whom over the
subject."""
ICON_ONLY = 30


class Columns(NamedTuple):
    """Where the columns of a row stand; an empty one is not shown."""

    day: QRect
    forme: QRect
    avec: QRect
    objet: QRect
    joined: QRect
    suite: QRect


def columns_of(rect: QRect) -> Columns:
    """Return the columns of a row, from its room."""
    inner = rect.adjusted(px(SIDE), 0, -px(SIDE), 0)
    room = inner.width() * 100 // px(100)
    fixed = [DAY, FORME, AVEC, JOINED, SUITE]
    if room - sum(fixed) < LEAST_OBJET:
        fixed[1] = ICON_ONLY
    if room - sum(fixed) < LEAST_WITH:
        fixed[2] = fixed[3] = 0
    day, forme, avec, joined, suite = map(px, fixed)
    objet = max(inner.width() - day - forme - avec - joined - suite, 0)
    rects, left = [], inner.left()
    for width in (day, forme, avec, objet, joined, suite):
        rects.append(QRect(left, inner.top(), max(width - px(GAP), 0), inner.height()))
        left += width
    return Columns(*rects)


def _font(*, strong: bool = False) -> QFont:
    return body_font(px(14), semibold=strong)


def _small() -> QFont:
    return body_font(px(13))


def _draw(painter: QPainter, room: QRect, text: str) -> None:
    """Draw one line of text, shortened to its room."""
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room.width(), 0))
    painter.drawText(room, LEFT, shown)


class JournalHeader(QWidget):
    """The names of the columns, over the list; screen readers hear whole rows instead."""

    def __init__(self, view: JournalView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view

    def sizeHint(self) -> QSize:
        """Return 32 pixels of height at 100 %."""
        return QSize(px(200), max(px(32), QFontMetrics(_small()).height() + px(8)))

    def minimumSizeHint(self) -> QSize:
        """Never lower than one line."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the names where the columns stand."""
        theme, painter = current_theme(), QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface-2"))
        columns = columns_of(QRect(0, 0, self._view.viewport().width(), self.height()))
        painter.setFont(body_font(px(13), semibold=True))
        painter.setPen(theme.colour("texte-2"))
        _draw(painter, columns.day, _("Date"))
        if columns.forme.width() > px(ICON_ONLY):
            _draw(painter, columns.forme, _("Forme"))
        _draw(painter, columns.avec, _("Avec"))
        _draw(painter, columns.objet, _("Objet") if columns.avec.width() else _("Avec, objet"))
        _draw(painter, columns.suite, _("Suite"))
        painter.setPen(theme.colour("bordure"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()


class JournalDelegate(QStyledItemDelegate):
    """Paints an exchange on two lines; every row has the same height, so that none is measured."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return two lines, from the fonts."""
        lines = QFontMetrics(_font(strong=True)).height() + QFontMetrics(_font()).height()
        return QSize(option.rect.width(), lines + px(9))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = index.data(EchangeRole.ROW)
        if not isinstance(row, EchangeRow):
            return
        painter.save()
        paint_ground(painter, option)
        columns = columns_of(option.rect)
        self._paint_pair(painter, columns.day, row.day, row.hour)
        self._paint_forme(painter, columns, row)
        if columns.avec.width():
            self._paint_pair(painter, columns.avec, row.structures, row.personnes)
            self._paint_objet(painter, columns.objet, row.objet)
        else:
            self._paint_pair(painter, columns.objet, row.structures, row.objet)
        if row.joints and columns.joined.width():
            _paint_icon(painter, columns.joined, "paperclip")
        if row.pill is not None:
            size = pill_size(row.pill)
            top = columns.suite.top() + (columns.suite.height() - size.height()) // 2
            painter.setClipRect(option.rect)
            paint_pill(painter, QPoint(columns.suite.left(), top), row.pill)
            painter.setClipping(False)
        painter.setPen(current_theme().colour("bordure"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        paint_caret(painter, option)
        painter.restore()

    def _paint_pair(self, painter: QPainter, room: QRect, first: str, second: str) -> None:
        """Paint a strong line over a quiet one, or the first alone in the middle."""
        theme = current_theme()
        strong, quiet = _font(strong=True), _small()
        upper = QFontMetrics(strong).height()
        lower = QFontMetrics(quiet).height() if second else 0
        top = room.top() + (room.height() - upper - lower) // 2
        painter.setFont(strong)
        painter.setPen(theme.colour("texte"))
        _draw(painter, QRect(room.left(), top, room.width(), upper), first)
        painter.setFont(quiet)
        painter.setPen(theme.colour("texte-2"))
        _draw(painter, QRect(room.left(), top + upper, room.width(), lower), second)

    def _paint_forme(self, painter: QPainter, columns: Columns, row: EchangeRow) -> None:
        room = columns.forme
        _paint_icon(painter, room, row.icon)
        if room.width() > px(ICON_ONLY):
            painter.setFont(_font())
            painter.setPen(current_theme().colour("texte"))
            _draw(painter, room.adjusted(px(24), 0, 0, 0), row.forme)

    def _paint_objet(self, painter: QPainter, room: QRect, text: str) -> None:
        """Paint the subject on one line, or on two, the second one shortened."""
        painter.setFont(_font())
        painter.setPen(current_theme().colour("texte"))
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(text) <= room.width():
            _draw(painter, room, text)
            return
        first, rest = _broken(text, metrics, room.width())
        height = metrics.height()
        top = room.top() + (room.height() - 2 * height) // 2
        _draw(painter, QRect(room.left(), top, room.width(), height), first)
        _draw(painter, QRect(room.left(), top + height, room.width(), height), rest)


def _broken(text: str, metrics: QFontMetrics, width: int) -> tuple[str, str]:
    """Return what of a text fits on a first line, and the rest."""
    words = text.split(" ")
    kept = 1
    room = width - 2  # elision measures a little wider than this does
    while kept < len(words) and metrics.horizontalAdvance(" ".join(words[: kept + 1])) <= room:
        kept += 1
    return " ".join(words[:kept]), " ".join(words[kept:])


def _paint_icon(painter: QPainter, room: QRect, name: str) -> None:
    top = room.top() + (room.height() - px(16)) // 2
    painter.drawPixmap(room.left(), top, pixmap(name, "texte-2", 16))


class JournalView(Restyled, QListView):
    """The list itself.

    Signals:
        chosen: key of the line now under the cursor of the list.
        opened: Entrée or a click: open the exchange in the panel.
        delete_asked: Suppr: delete the exchange.
    """

    chosen = Signal(str)
    opened = Signal()
    delete_asked = Signal()

    def __init__(self, model: JournalModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._rows = model
        self.setItemDelegate(JournalDelegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Échanges, du plus récent au plus ancien"))
        self.setAccessibleDescription(
            _("Entrée ouvre l'échange, Suppr le supprime, Ctrl+Tab va au panneau.")
        )
        self.header = JournalHeader(self)
        self._telling = True
        self.selectionModel().currentChanged.connect(self._on_current)
        self.clicked.connect(self._on_clicked)

    def choose(self, cle: str) -> None:
        """Put the cursor of the list on a line, without telling."""
        index = self._rows.index_of(cle)
        if not index.isValid():
            return
        self._telling = False
        self.setCurrentIndex(index)
        self._telling = True
        self.scrollTo(index)

    def current(self) -> str:
        """Return the key of the line under the cursor, empty when there is none."""
        cle = self.currentIndex().data(EchangeRole.CLE)
        return cle if isinstance(cle, str) else ""

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
        """Take Entrée and Suppr; leave the rest to Qt."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2:
                self.opened.emit()
            case Qt.Key.Key_Delete:
                self.delete_asked.emit()
            case _:
                super().keyPressEvent(event)

    def _on_current(self, index: QModelIndex, _previous: QModelIndex) -> None:
        cle = index.data(EchangeRole.CLE)
        if self._telling and isinstance(cle, str):
            self.chosen.emit(cle)

    def _on_clicked(self, _index: QModelIndex) -> None:
        self.opened.emit()
