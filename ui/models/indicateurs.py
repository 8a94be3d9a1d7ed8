"""The list of the indicators: the number of each, its name, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from cpom_desktop.i18n import _, ngettext
from ui.kit.row_paint import LEFT, draw_text, paint_icon, small_font, text_font
from ui.models.base import plain_tooltip
from ui.models.grouped import GroupedModel
from ui.models.painted_list import CursorList, Index, RowDelegate
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from cpom_desktop.services.queries.indicateurs import IndicateurSuivi

SIDE, MARK, ICON = 12, 40, 24
BAR = 14
"""Room of the bar that scrolls: rows are measured before it is there."""
MOST_LINES = 2
"""Lines of a name; the tooltip tells it whole."""


class IndicateurRole(IntEnum):
    """What a row holds beside its text."""

    ROW = Qt.ItemDataRole.UserRole + 1
    ID = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class IndicateurRow:
    """One indicator: number of its objective, name, and how far it is in an icon and words."""

    id: int
    numero: str
    libelle: str
    icon: str
    ink: str
    etat: str


def row_of(suivi: IndicateurSuivi) -> IndicateurRow:
    """Return the row of an indicator: without a fiche first, then what lacks."""
    icon, ink, etat = "circle-check", "succes", _("Complet")
    if not suivi.fiches:
        icon, ink, etat = "unlink", "attention", _("Sans fiche")
    elif suivi.manques:
        icon, ink = "circle-dashed", "texte-2"
        etat = ngettext("{n} point manque", "{n} points manquent", len(suivi.manques))
    one = suivi.indicateur
    return IndicateurRow(one.id, suivi.numero, one.libelle, icon, ink, etat)


class IndicateursModel(GroupedModel[IndicateurRow]):
    """The rows of the list; none is a heading."""

    def is_heading(self, row: IndicateurRow) -> bool:
        """Tell that every row may be chosen."""
        del row
        return False

    def identity(self, row: IndicateurRow) -> object:
        """Return the indicator."""
        return row.id

    def ids(self) -> list[int]:
        """Return the indicators shown, in order."""
        return [row.id for row in self._rows]

    def row_data(self, row: IndicateurRow, role: int) -> object:
        """Return what a row shows or says."""
        match role:
            case IndicateurRole.ROW:
                return row
            case IndicateurRole.ID:
                return row.id
            case Qt.ItemDataRole.DisplayRole:
                return row.libelle
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(f"{row.libelle}\n{row.etat}")
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(filter(None, (row.numero, row.libelle, row.etat)))
        return None


class IndicateursDelegate(RowDelegate):
    """Paints the number, the name on two lines at most, the state under it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the name and of the state, from the fonts."""
        row: IndicateurRow = index.data(IndicateurRole.ROW)
        room = option.rect.width() - px(2 * SIDE + MARK + ICON + BAR)
        metrics = QFontMetrics(text_font(strong=True))
        lines = 1 if metrics.horizontalAdvance(row.libelle) <= room else MOST_LINES
        height = lines * metrics.height() + QFontMetrics(small_font()).height() + px(9)
        return QSize(option.rect.width(), height)

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint an indicator."""
        row: IndicateurRow = index.data(IndicateurRole.ROW)
        theme, small = current_theme(), small_font()
        inner = rect.adjusted(px(SIDE), px(4), -px(SIDE), -px(4))
        below = QFontMetrics(small).height()
        words = inner.adjusted(px(MARK), 0, -px(ICON), -below)
        painter.setFont(text_font())
        painter.setPen(theme.colour("texte-2"))
        line = QFontMetrics(text_font()).height()
        draw_text(painter, QRect(inner.left(), inner.top(), px(MARK - 6), line), row.numero)
        painter.setFont(text_font(strong=chosen))
        painter.setPen(theme.colour("texte"))
        _paint_name(painter, words, row.libelle)
        painter.setFont(small)
        painter.setPen(theme.colour("texte-2"))
        told = QRect(words.left(), words.bottom() + 1, words.width() + px(ICON), below)
        draw_text(painter, told, row.etat)
        paint_icon(painter, inner.right() - px(16), inner, row.icon, row.ink)


def _paint_name(painter: QPainter, room: QRect, name: str) -> None:
    """Paint a name on its lines, the last one shortened."""
    metrics = painter.fontMetrics()
    if metrics.horizontalAdvance(name) <= room.width():
        draw_text(painter, room, name)
        return
    first = _first_line(metrics, name, room.width())
    height = metrics.height()
    draw_text(painter, QRect(room.left(), room.top(), room.width(), height), first, LEFT)
    rest = QRect(room.left(), room.top() + height, room.width(), height)
    draw_text(painter, rest, name[len(first) :].strip(), LEFT)


def _first_line(metrics: QFontMetrics, name: str, width: int) -> str:
    """Return the words that hold on a line; what holds of the first one when it is too long."""
    taken = ""
    for word in name.split(" "):
        longer = f"{taken} {word}" if taken else word
        if metrics.horizontalAdvance(longer) > width:
            break
        taken = longer
    if taken:
        return taken
    kept = name
    while len(kept) > 1 and metrics.horizontalAdvance(kept) > width:
        kept = kept[:-1]
    return kept


class IndicateursView(CursorList):
    """The list itself."""

    def __init__(self, model: IndicateursModel, parent: QWidget | None = None) -> None:
        keys = _("Entrée ouvre la fiche de l'indicateur choisi, Suppr la supprime.")
        super().__init__(model, IndicateurRole.ID, _("Indicateurs"), keys, parent=parent)
        self._rows = model
        self.setItemDelegate(IndicateursDelegate(self))
        self.doubleClicked.connect(self.opened)

    def choose(self, indicateur_id: int) -> None:
        """Put the cursor of the list on an indicator, without telling."""
        self.put_cursor(self._rows.index_of(indicateur_id))
