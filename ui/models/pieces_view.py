"""The list of the documents to gather: how it is painted, and what its keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
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

from cpom_desktop.domain.pieces import EtatPiece
from cpom_desktop.i18n import _
from ui.kit.pills import paint_pill, pill_size
from ui.kit.restyle import Restyled
from ui.kit.row_paint import paint_caret, paint_ground
from ui.models.pieces import FamilyRow, PieceRole, PieceRow, PiecesModel
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
SIDE = 12
STATUS, VERSION, VALID, HOLDER, THEMES = 124, 92, 78, 92, 52
LEAST_TITLE = 210
"""Pixels at 100 % that a title keeps: below, the last columns go away, one after the other."""
KEYS: Mapping[int, EtatPiece] = {
    Qt.Key.Key_O: EtatPiece.DISPONIBLE,
    Qt.Key.Key_D: EtatPiece.DEMANDEE,
    Qt.Key.Key_N: EtatPiece.MANQUANTE,
    Qt.Key.Key_S: EtatPiece.SANS_OBJET,
}
"""Oui, Demandé, Non, Sans objet."""


class Columns(NamedTuple):
    """Where the columns of a row stand; those that lack room are empty."""

    title: QRect
    status: QRect
    version: QRect
    valid: QRect
    holder: QRect
    themes: QRect


def columns_of(rect: QRect) -> Columns:
    """Return the columns of a row, from its room."""
    inner = rect.adjusted(px(SIDE), 0, -px(SIDE), 0)
    widths = {"status": px(STATUS), "version": px(VERSION), "valid": px(VALID)}
    widths |= {"holder": px(HOLDER), "themes": px(THEMES)}
    for name in ("themes", "valid", "version", "holder"):
        if inner.width() - sum(widths.values()) >= px(LEAST_TITLE):
            break
        widths[name] = 0
    left = inner.left() + max(inner.width() - sum(widths.values()), 0)
    title = QRect(inner.left(), inner.top(), max(left - inner.left() - px(8), 0), inner.height())
    rooms = []
    for name in ("status", "version", "valid", "holder", "themes"):
        room = max(widths[name] - px(6), 0)
        rooms.append(QRect(left, inner.top(), room, inner.height()))
        left += widths[name]
    return Columns(title, *rooms)


def _font(*, strong: bool = False) -> QFont:
    return body_font(px(14), semibold=strong)


def _small(*, strong: bool = False) -> QFont:
    return body_font(px(13), semibold=strong)


def _draw(painter: QPainter, room: QRect, text: str) -> None:
    """Draw one line of text, shortened to its room; nothing where there is none."""
    if room.width() <= 0:
        return
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, LEFT, shown)


class PiecesHeader(QWidget):
    """The names of the columns, over the list; screen readers hear whole rows instead."""

    def __init__(self, view: PiecesView, parent: QWidget | None = None) -> None:
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
        columns = columns_of(QRect(0, 0, self._view.viewport().width(), self.height()))
        painter.setFont(_small(strong=True))
        painter.setPen(theme.colour("texte-2"))
        names = (
            _("Pièce"),
            _("Je l'ai ?"),
            _("Version du"),
            _("Valable"),
            _("Chez qui"),
            _("Thèmes"),
        )
        for room, name in zip(columns, names, strict=True):
            _draw(painter, room, name)
        painter.setPen(theme.colour("bordure"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()


class PiecesDelegate(QStyledItemDelegate):
    """Paints families on `surface-2`, and documents in columns."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one line, from the fonts."""
        heading = isinstance(index.data(PieceRole.ROW), FamilyRow)
        metrics = QFontMetrics(_small(strong=True) if heading else _font(strong=True))
        return QSize(option.rect.width(), metrics.height() + px(5 if heading else 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        painter.save()
        row = index.data(PieceRole.ROW)
        if isinstance(row, FamilyRow):
            self._paint_family(painter, option.rect, row)
        elif isinstance(row, PieceRow):
            chosen = paint_ground(painter, option)
            self._paint_row(painter, columns_of(option.rect), row, chosen=chosen)
        painter.setPen(current_theme().colour("bordure"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if isinstance(row, PieceRow):
            paint_caret(painter, option)
        painter.restore()

    def _paint_family(self, painter: QPainter, rect: QRect, row: FamilyRow) -> None:
        theme = current_theme()
        painter.fillRect(rect, theme.colour("surface-2"))
        painter.setPen(theme.colour("texte-2"))
        painter.setFont(_small(strong=True))
        _draw(painter, rect.adjusted(px(SIDE), 0, -px(SIDE), 0), row.label)

    def _paint_row(
        self, painter: QPainter, columns: Columns, row: PieceRow, *, chosen: bool
    ) -> None:
        theme = current_theme()
        painter.setPen(theme.colour("texte-2" if row.closed else "texte"))
        painter.setFont(_font(strong=chosen))
        title = columns.title
        if row.joint:
            side = px(16)
            top = title.top() + (title.height() - side) // 2
            painter.drawPixmap(title.right() - side, top, pixmap("paperclip", "texte-2", 16))
            title = title.adjusted(0, 0, -side - px(6), 0)
        _draw(painter, title, row.titre)
        size = pill_size(row.pill)
        top = columns.status.top() + (columns.status.height() - size.height()) // 2
        paint_pill(painter, QPoint(columns.status.left(), top), row.pill)
        painter.setFont(_font())
        painter.setPen(theme.colour("texte-2" if row.closed else "texte"))
        _draw(painter, columns.version, row.version)
        painter.setPen(theme.colour("texte-2"))
        _draw(painter, columns.valid, row.valable)
        _draw(painter, columns.holder, row.chez)
        _draw(painter, columns.themes, row.themes)


class PiecesView(Restyled, QListView):
    """The list itself: several rows may be chosen.

    Signals:
        chosen: the rows chosen are others.
        opened: Entrée or a double click: go to the panel.
        state_asked: O, D, N or S: an `EtatPiece` for the rows chosen.
        delete_asked: Suppr.
        pasted: a text to add as a list of titles.
    """

    chosen = Signal()
    opened = Signal()
    state_asked = Signal(object)
    delete_asked = Signal()
    pasted = Signal(str)

    def __init__(self, model: PiecesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._rows = model
        self._telling = True
        self.setItemDelegate(PiecesDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Pièces à réunir, par famille"))
        self.setAccessibleDescription(
            _(
                "O : oui, D : demandée, N : non, S : sans objet. Entrée ouvre le détail, Suppr "
                "supprime, Ctrl+V ajoute une liste de titres."
            )
        )
        self.header = PiecesHeader(self)
        self.selectionModel().selectionChanged.connect(self._on_chosen)
        self.doubleClicked.connect(self._on_double_click)

    # --- the rows chosen

    def selected(self) -> list[int]:
        """Return the ids of the rows chosen, in the order of the list."""
        chosen = {index.data(PieceRole.ID) for index in self.selectedIndexes()}
        return [piece_id for piece_id in self._rows.ids() if piece_id in chosen]

    def current(self) -> int:
        """Return the id of the row that has the caret of the list; 0 when none has."""
        found = self.currentIndex().data(PieceRole.ID)
        return found if isinstance(found, int) else 0

    def choose(self, ids: Sequence[int]) -> None:
        """Choose rows, the caret on the first, without telling."""
        self._telling = False
        model = self.selectionModel()
        places = [index for i in ids if (index := self._rows.index_of(i)).isValid()]
        if places:
            flags = model.SelectionFlag
            model.setCurrentIndex(places[0], flags.ClearAndSelect)
            for index in places[1:]:
                model.select(index, flags.Select)
            self.show_row(places[0])
        else:
            model.clear()
        self._telling = True

    def show_row(self, index: QModelIndex) -> None:
        """Scroll to a row, and to its heading when it is the first under it."""
        above = index.siblingAtRow(index.row() - 1)
        if above.isValid() and isinstance(above.data(PieceRole.ROW), FamilyRow):
            self.scrollTo(above)
        self.scrollTo(index)

    # --- Qt

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
        """Take the keys of the list; leave the rest to Qt."""
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        }
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif plain and event.key() in KEYS:
            self.state_asked.emit(KEYS[event.key()])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Copy the rows chosen as a spreadsheet takes them."""
        rows = [self._rows.index_of(i).data(PieceRole.ROW) for i in self.selected()]
        if rows:
            text = "\n".join("\t".join(row.cells) for row in rows)
            QGuiApplication.clipboard().setText(text)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go to the first document on Home: the very first row is a heading."""
        if action is QAbstractItemView.CursorAction.MoveHome:
            ids = self._rows.ids()
            return self._rows.index_of(ids[0]) if ids else QModelIndex()
        return super().moveCursor(action, modifiers)

    def _on_chosen(self) -> None:
        if self._telling:
            self.chosen.emit()

    def _on_double_click(self, _index: QModelIndex) -> None:
        self.opened.emit()
