"""The meetings as a list: title, day, where each stands. Picture 14, at left."""

from __future__ import annotations

import html
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem, QWidget

from cpom_desktop.domain.reunions import EtatReunion
from cpom_desktop.i18n import _, format_date
from ui.kit.pills import Pill, paint_pill, pill_size, pill_text
from ui.kit.row_paint import LEFT, small_font, text_font
from ui.models.grouped import GroupedModel
from ui.models.painted_list import CursorList, Index, RowDelegate
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.services.queries.reunions import ReunionView

SIDE, TOP, GAP = 16, 8, 3
MOST_LINES = 2
"""Lines of a title; the tooltip tells the rest."""


class ReunionRole(IntEnum):
    """What a row holds beside its text."""

    ROW = Qt.ItemDataRole.UserRole + 1
    ID = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class ReunionRow:
    """One meeting, in words."""

    reunion_id: int
    title: str
    day: str
    pill: Pill


def rows_of(views: Iterable[ReunionView]) -> list[ReunionRow]:
    """Return the rows of meetings."""
    return [
        ReunionRow(
            view.reunion.id,
            view.reunion.titre,
            format_date(view.jour) if view.jour else _("Date à fixer"),
            state_pill(view),
        )
        for view in views
    ]


def state_pill(view: ReunionView) -> Pill:
    """Return where a meeting stands, and its minutes once it was held."""
    reunion = view.reunion
    if view.to_convene_again:
        return Pill("a-verifier", _("À convoquer de nouveau"))
    match reunion.etat:
        case EtatReunion.BROUILLON:
            return Pill("a-faire", _("À convoquer"))
        case EtatReunion.CONVOQUEE:
            return Pill("en-cours", _("Convoquée"), "send")
        case EtatReunion.TENUE:
            return Pill("en-cours", _("Compte rendu en cours"))
        case EtatReunion.CLOSE if reunion.diffusee_le is not None:
            return Pill("fait", _("Compte rendu envoyé"))
        case EtatReunion.CLOSE:
            return Pill("fait", _("Compte rendu clos"))


class ReunionsModel(GroupedModel[ReunionRow]):
    """The rows of the list; none is a heading."""

    def is_heading(self, row: ReunionRow) -> bool:
        """Tell that a row is a meeting."""
        del row
        return False

    def identity(self, row: ReunionRow) -> object:
        """Return the id of a meeting."""
        return row.reunion_id

    def row_data(self, row: ReunionRow, role: int) -> object:
        """Return what a row shows or says."""
        said = ", ".join((row.title, row.day, pill_text(row.pill)))
        told: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: row.title,
            Qt.ItemDataRole.ToolTipRole: f"<qt>{html.escape(row.title)}</qt>",
            Qt.ItemDataRole.AccessibleTextRole: said,
            ReunionRole.ROW: row,
            ReunionRole.ID: row.reunion_id,
        }
        return told.get(role)

    def ids(self) -> list[int]:
        """Return the meetings shown, in order."""
        return [row.reunion_id for row in self._rows]


class ReunionsDelegate(RowDelegate):
    """Paints a title on two lines at most, its day, then its pill."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the words and of the pill, from the fonts."""
        row = index.data(ReunionRole.ROW)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        heights = (
            _title_height(row.title, width - px(2 * SIDE)),
            QFontMetrics(small_font()).height(),
            pill_size(row.pill).height(),
        )
        return QSize(width, sum(heights) + px(2 * TOP + 2 * GAP))

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint one meeting."""
        del chosen
        row = index.data(ReunionRole.ROW)
        room = rect.adjusted(px(SIDE), px(TOP), -px(SIDE), 0)
        theme = current_theme()
        painter.setPen(theme.colour("texte"))
        painter.setFont(text_font(strong=True))
        height = _title_height(row.title, room.width())
        words = QRect(room.left(), room.top(), room.width(), height)
        painter.drawText(words, _WRAPPED, _shortened(row.title, room.width()))
        painter.setFont(small_font())
        painter.setPen(theme.colour("texte-2"))
        line = painter.fontMetrics().height()
        top = words.bottom() + 1 + px(GAP)
        painter.drawText(QRect(room.left(), top, room.width(), line), LEFT, row.day)
        paint_pill(painter, QPoint(room.left(), top + line + px(GAP)), row.pill)


_WRAPPED = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value


def _title_height(title: str, width: int) -> int:
    metrics = QFontMetrics(text_font(strong=True))
    wanted = metrics.boundingRect(QRect(0, 0, max(width, 1), 1 << 14), _WRAPPED, title).height()
    return min(wanted, MOST_LINES * metrics.lineSpacing())


def _shortened(title: str, width: int) -> str:
    """Return a title that ends in « … » when it would take more than its lines."""
    metrics = QFontMetrics(text_font(strong=True))
    room, most = QRect(0, 0, max(width, 1), 1 << 14), MOST_LINES * metrics.lineSpacing()
    shown = title
    while metrics.boundingRect(room, _WRAPPED, shown).height() > most and " " in shown:
        shown = f"{shown.rstrip('…').rpartition(' ')[0]}…"
    return shown


class ReunionsView(CursorList):
    """The list itself.

    Signals:
        chosen: id of the meeting now under the cursor.
        opened: Entrée or a double click: go to the panel.
        delete_asked: Suppr.
    """

    chosen = Signal(int)

    def __init__(self, model: ReunionsModel, parent: QWidget | None = None) -> None:
        keys = _("Entrée ouvre la réunion, Suppr la supprime.")
        super().__init__(model, ReunionRole.ID, _("Réunions"), keys, parent=parent)
        self._rows = model
        self.setItemDelegate(ReunionsDelegate(self))
        self.doubleClicked.connect(self.opened)

    def choose(self, reunion_id: int) -> None:
        """Put the cursor on a meeting, without telling."""
        self.put_cursor(self._rows.index_of(reunion_id))

    def event(self, event: QEvent) -> bool:
        """Lay the rows out again once polished: their heights follow the fonts."""
        if event.type() == QEvent.Type.Polish:
            self.scheduleDelayedItemsLayout()
        return super().event(event)
