"""The list of documents: how it is painted, and who is chosen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cpom_desktop.i18n import NBSP, _
from ui.kit.restyle import Restyled
from ui.kit.row_paint import paint_caret, paint_ground
from ui.models.documents import STATE_LOOKS, DocumentRole, DocumentsModel
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DocumentsDelegate(QStyledItemDelegate):
    """Paints stages as small headings; a document with the icon of its state and its pages."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return 28 pixels for a stage and 34 for a document at 100 %, from the font."""
        stage = index.data(DocumentRole.SLUG) is None
        least, room = (px(28), px(8)) if stage else (px(34), px(14))
        line = QFontMetrics(body_font(px(15))).height()
        return QSize(option.rect.width(), max(least, line + room))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        painter.save()
        if index.data(DocumentRole.SLUG) is None:
            painter.setFont(body_font(px(13), semibold=True))
            painter.setPen(current_theme().colour("texte-2"))
            _draw(painter, option.rect.adjusted(px(16), px(4), -px(12), 0), str(index.data()))
        else:
            self._paint_document(painter, option, index)
        painter.restore()

    def _paint_document(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect, chosen = option.rect, paint_ground(painter, option)
        side = px(16)
        top = rect.top() + (rect.height() - side) // 2
        icon, role = STATE_LOOKS[index.data(DocumentRole.STATE)]
        painter.drawPixmap(rect.left() + px(16), top, pixmap(icon, role, 16))
        self._paint_words(painter, rect.adjusted(px(40), 0, -px(12), 0), index, chosen=chosen)
        paint_caret(painter, option)

    def _paint_words(self, painter: QPainter, room: QRect, index: Index, *, chosen: bool) -> None:
        theme = current_theme()
        pages = index.data(DocumentRole.PAGES)
        told = f"{pages}{NBSP}p." if pages else ""
        painter.setFont(body_font(px(13)))
        painter.setPen(theme.colour("texte-2"))
        painter.drawText(room, RIGHT, told)
        taken = painter.fontMetrics().horizontalAdvance(told) + px(6) if told else 0
        painter.setFont(body_font(px(15), semibold=chosen))
        painter.setPen(theme.colour("texte"))
        _draw(painter, room.adjusted(0, 0, -taken, 0), str(index.data()))


def _draw(painter: QPainter, room: QRect, text: str) -> None:
    """Draw one line of text, shortened to its room."""
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room.width(), 0))
    painter.drawText(room, LEFT, shown)


class DocumentsView(Restyled, QListView):
    """The list itself.

    Signals:
        chosen: slug of the document now under the cursor of the list.
        opened: slug of the one on which she pressed Entrée, or clicked twice.
        rename_asked, copy_asked, delete_asked: the same, for F2, Ctrl+D and Suppr.
    """

    chosen = Signal(str)
    opened = Signal(str)
    rename_asked = Signal(str)
    copy_asked = Signal(str)
    delete_asked = Signal(str)

    def __init__(self, model: DocumentsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(DocumentsDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Documents, par étape"))
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_double_click)

    def current_slug(self) -> str:
        """Return the document under the cursor of the list; nothing when there is none."""
        return str(self.currentIndex().data(DocumentRole.SLUG) or "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Entrée, F2, Ctrl+D and Suppr; leave the rest to Qt."""
        none, ctrl = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        signals = {
            (Qt.Key.Key_Return, none): self.opened,
            (Qt.Key.Key_Enter, none): self.opened,
            (Qt.Key.Key_F2, none): self.rename_asked,
            (Qt.Key.Key_D, ctrl): self.copy_asked,
            (Qt.Key.Key_Delete, none): self.delete_asked,
        }
        signal, slug = signals.get((Qt.Key(event.key()), keys)), self.current_slug()
        if signal is None:
            super().keyPressEvent(event)
        elif slug:
            signal.emit(slug)

    def _on_double_click(self, index: QModelIndex) -> None:
        slug = index.data(DocumentRole.SLUG)
        if slug is not None:
            self.opened.emit(slug)

    def choose(self, index: QModelIndex) -> None:
        """Put the cursor of the list on a document."""
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the document chosen in sight: it may be chosen before the list has its room."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def restyle(self) -> None:
        """Measure the rows again for the present text scale."""
        self.scheduleDelayedItemsLayout()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go to the first document on Home: the very first row is a stage."""
        if action is QAbstractItemView.CursorAction.MoveHome:
            model = self.model()
            rows = (model.index(row, 0) for row in range(model.rowCount()))
            first = (i for i in rows if i.data(DocumentRole.SLUG) is not None)
            return next(first, QModelIndex())
        return super().moveCursor(action, modifiers)

    def _on_current(self, index: QModelIndex, _previous: QModelIndex) -> None:
        slug = index.data(DocumentRole.SLUG)
        if slug is not None:
            self.chosen.emit(slug)
