"""How the tree of objectives is painted: its cells, and the label that follows the pointer."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from ui.kit.cells import AnyIndex, CellDelegate
from ui.models.arbre import COST, ECHEANCE, RESPONSABLE, STATE, TITLE
from ui.theme.fonts import body_font
from ui.theme.theme import current_theme, px

ROW = 32
LABEL = 240
"""Widest words that follow the pointer, in pixels at 100 %."""


class ArbreDelegate(CellDelegate):
    """Paints a cell; words go on over the empty cells at their right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint a cell that says something: the row has its ground already."""
        if index.column() == TITLE or index.data():
            super().paint(painter, self._spilled(option, index), index)

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Leave the ground of the row chosen to the row: Qt would shade it."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_Selected
        option.backgroundBrush = QBrush()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        """Type over all the room of the words."""
        super().updateEditorGeometry(editor, self._spilled(option, index), index)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Give every row the same height, from the font."""
        words = QFontMetrics(body_font(px(14))).height() + px(10)
        return QSize(super().sizeHint(option, index).width(), max(px(ROW), words))

    def _spilled(self, option: QStyleOptionViewItem, index: AnyIndex) -> QStyleOptionViewItem:
        wide, view = QStyleOptionViewItem(option), self.parent()
        if index.column() != TITLE or not isinstance(view, QTreeView):
            return wide
        for column in (RESPONSABLE, ECHEANCE, COST, STATE):
            if index.sibling(index.row(), column).data():
                break
            wide.rect.setRight(wide.rect.right() + view.columnWidth(column))
        return wide

    def _in_current_row(self, index: AnyIndex) -> bool:
        view = self.parent()
        if not isinstance(view, QAbstractItemView):
            return False
        current = view.currentIndex()
        return (current.row(), current.parent()) == (index.row(), index.parent())


def carried_label(words: str) -> QPixmap:
    """Return words on their ground, as they follow the pointer."""
    theme, font = current_theme(), body_font(px(13), semibold=True)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, px(LABEL))
    size = QSize(metrics.horizontalAdvance(shown) + px(16), metrics.height() + px(8))
    picture = QPixmap(size)
    picture.fill(theme.colour("selection"))
    painter = QPainter(picture)
    painter.setFont(font)
    painter.setPen(theme.colour("texte"))
    painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, shown)
    painter.end()
    return picture
