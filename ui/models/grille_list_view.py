"""The list of the criteria: how it is painted, and what its keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter

from cpom_desktop.i18n import _
from ui.kit.row_paint import (
    draw_text,
    paint_heading,
    paint_icon,
    paint_middle_pill,
    paint_pair,
    small_font,
    text_font,
)
from ui.kit.segmented import digit_of
from ui.models.grille_list import CritereRole, CritereRow, CriteresModel, ThemeRow
from ui.models.painted_list import ColumnName, ColumnNames, CursorList, Index, RowDelegate
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

SIDE = 12
MARK, NATURE, PROOFS, STATE = 70, 92, 64, 122
LEAST_TITLE = 240
"""Pixels at 100 % that a title keeps: below, the columns go away one after the other."""
RATING = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_N, Qt.Key.Key_R})


class Columns(NamedTuple):
    """Where the columns of a row stand; those that lack room are empty."""

    mark: QRect
    title: QRect
    nature: QRect
    proofs: QRect
    state: QRect


def columns_of(rect: QRect) -> Columns:
    """Return the columns of a row, from its room."""
    inner = rect.adjusted(px(SIDE), 0, -px(SIDE), 0)
    widths = {"nature": px(NATURE), "proofs": px(PROOFS), "state": px(STATE)}
    for name in ("proofs", "nature", "state"):
        if inner.width() - px(MARK) - sum(widths.values()) >= px(LEAST_TITLE):
            break
        widths[name] = 0
    mark = QRect(inner.left(), inner.top(), px(MARK), inner.height())
    after = inner.left() + inner.width() - sum(widths.values())
    title = QRect(mark.right(), inner.top(), max(after - mark.right() - px(8), 0), inner.height())
    rooms, left = [], after
    for name in ("nature", "proofs", "state"):
        room = max(widths[name] - px(6), 0)
        rooms.append(QRect(left, inner.top(), room, inner.height()))
        left += widths[name]
    return Columns(mark, title, *rooms)


def column_names(rect: QRect) -> list[ColumnName]:
    """Return the names of the columns."""
    names = (_("Cote"), _("Critère et constat"), _("Plutôt"), _("Preuves"), _("Où il en est"))
    return [ColumnName(*pair) for pair in zip(columns_of(rect), names, strict=True)]


class CriteresDelegate(RowDelegate):
    """Paints themes on `surface-2`, and criteria on two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one line for a heading, two for a criterion."""
        small = QFontMetrics(small_font(strong=True)).height()
        if isinstance(index.data(CritereRole.ROW), ThemeRow):
            return QSize(option.rect.width(), small + px(8))
        return QSize(
            option.rect.width(), QFontMetrics(text_font(strong=True)).height() + small + px(10)
        )

    def paint_heading(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint the name of a theme."""
        room = rect.adjusted(px(SIDE), 0, -px(SIDE), 0)
        paint_heading(painter, rect, room, index.data(CritereRole.ROW).label, "")

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint a criterion."""
        del chosen
        theme, columns = current_theme(), columns_of(rect)
        row: CritereRow = index.data(CritereRole.ROW)
        line = row.line
        painter.setFont(text_font(strong=True))
        painter.setPen(theme.colour("texte" if line.cotation else "texte-3"))
        draw_text(painter, columns.mark, line.cotation or "–")
        paint_pair(painter, columns.title, line.titre, line.constat or _("Sans constat"))
        painter.setFont(small_font())
        painter.setPen(theme.colour("texte"))
        draw_text(painter, columns.nature, line.nature)
        if line.preuves and columns.proofs.width():
            paint_icon(painter, columns.proofs.left(), columns.proofs, "paperclip")
            painter.setPen(theme.colour("texte-2"))
            draw_text(painter, columns.proofs.adjusted(px(20), 0, 0, 0), str(line.preuves))
        if columns.state.width():
            paint_middle_pill(painter, columns.state.left(), columns.state, row.pill)


class CriteresView(CursorList):
    """The list itself; the keys that rate go up to the page, which rates the row chosen."""

    def __init__(self, model: CriteresModel, parent: QWidget | None = None) -> None:
        keys = _(
            "Les touches 1 à 4, N et R cotent le critère choisi, Suppr efface sa cotation, "
            "Entrée l'ouvre."
        )
        super().__init__(model, CritereRole.SLUG, _("Critères"), keys, parent=parent)
        self.setItemDelegate(CriteresDelegate(self))
        self.header = ColumnNames(self, column_names)
        self.doubleClicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys that rate to the page."""
        if digit_of(event) is not None or event.key() in RATING:
            event.ignore()
        else:
            super().keyPressEvent(event)
