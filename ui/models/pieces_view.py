"""The list of the documents to gather: how it is painted, and what its keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView

from cpom_desktop.domain.pieces import EtatPiece
from cpom_desktop.i18n import _
from ui.kit.row_paint import (
    draw_text,
    paint_icon,
    paint_middle_pill,
    small_font,
    text_font,
)
from ui.models.painted_list import ColumnName, ColumnNames, Index, PaintedList, RowDelegate
from ui.models.pieces import FamilyRow, PieceRole, PieceRow, PiecesModel
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

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


def column_names(rect: QRect) -> list[ColumnName]:
    """Return the names of the columns."""
    names = (
        _("Pièce"),
        _("Je l'ai ?"),
        _("Version du"),
        _("Valable"),
        _("Chez qui"),
        _("Thèmes"),
    )
    return [ColumnName(*pair) for pair in zip(columns_of(rect), names, strict=True)]


class PiecesDelegate(RowDelegate):
    """Paints families on `surface-2`, and documents in columns."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one line, from the fonts."""
        heading = isinstance(index.data(PieceRole.ROW), FamilyRow)
        metrics = QFontMetrics(small_font(strong=True) if heading else text_font(strong=True))
        return QSize(option.rect.width(), metrics.height() + px(5 if heading else 14))

    def paint_heading(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint the name of a family."""
        theme = current_theme()
        painter.fillRect(rect, theme.colour("surface-2"))
        painter.setPen(theme.colour("texte-2"))
        painter.setFont(small_font(strong=True))
        label = index.data(PieceRole.ROW).label
        draw_text(painter, rect.adjusted(px(SIDE), 0, -px(SIDE), 0), label)

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint a document."""
        theme, columns = current_theme(), columns_of(rect)
        row: PieceRow = index.data(PieceRole.ROW)
        ink = theme.colour("texte-2" if row.closed else "texte")
        painter.setPen(ink)
        painter.setFont(text_font(strong=chosen))
        title = columns.title
        if row.joint:
            paint_icon(painter, title.right() - px(16), title, "paperclip")
            title = title.adjusted(0, 0, -px(16) - px(6), 0)
        draw_text(painter, title, row.titre)
        paint_middle_pill(painter, columns.status.left(), columns.status, row.pill)
        painter.setFont(text_font())
        painter.setPen(ink)
        draw_text(painter, columns.version, row.version)
        painter.setPen(theme.colour("texte-2"))
        draw_text(painter, columns.valid, row.valable)
        draw_text(painter, columns.holder, row.chez)
        draw_text(painter, columns.themes, row.themes)


class PiecesView(PaintedList):
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
        name = _("Pièces à réunir, par famille")
        keys = _(
            "O : oui, D : demandée, N : non, S : sans objet. Entrée ouvre le détail, Suppr "
            "supprime, Ctrl+V ajoute une liste de titres."
        )
        super().__init__(model, name, keys, parent=parent)
        self._rows = model
        self._telling = True
        self.setItemDelegate(PiecesDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.header = ColumnNames(self, column_names)
        self.selectionModel().selectionChanged.connect(self._on_chosen)
        self.doubleClicked.connect(self.opened)

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
            self.setCurrentIndex(places[0])
            for index in places[1:]:
                model.select(index, flags.Select)
            self.show_row(places[0])
        else:
            model.clear()
        self._telling = True

    # --- Qt

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

    def _on_chosen(self) -> None:
        if self._telling:
            self.chosen.emit()
