"""The documents of a dossier that she composes: a list in her order, moved by keys or mouse."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.documents import STATE_WORDS, PartStatus
from ui.kit.row_paint import draw_text, paint_icon, paint_pair, small_font, text_font
from ui.models.base import plain_tooltip
from ui.models.documents import STATE_LOOKS
from ui.models.grouped import AnyIndex, GroupedModel
from ui.models.painted_list import CursorList, Index, RowDelegate
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from cpom_desktop.services.documents import DocumentStatus

ABSENT = ("circle-help", "attention")
"""Icon and colour of a part whose document does not exist."""
MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PartRole(IntEnum):
    """What a row gives beside its title."""

    SLUG = Qt.ItemDataRole.UserRole + 1
    PART = Qt.ItemDataRole.UserRole + 2


def look_of(part: PartStatus) -> tuple[str, str]:
    """Return the icon and the colour of a part."""
    return ABSENT if part.missing else STATE_LOOKS[part.status.state]


def part_words(part: PartStatus) -> str:
    """Return what a part lacks, in a few words; nothing for one that is ready."""
    if part.missing:
        return _("Absent : laissé de côté")
    reasons = ", ".join(part.status.reasons)
    if part.status.needless:
        return _("Sans objet : {raison}", raison=reasons)
    return reasons or (_("Document interne") if part.internal else "")


def spoken_words(part: PartStatus, status: DocumentStatus) -> str:
    """Return a part as a screen reader says it."""
    state = "" if part.missing else _(STATE_WORDS[status.state])
    return ", ".join(words for words in (part.titre, state, part_words(part)) if words)


class PartsModel(GroupedModel[PartStatus]):
    """The parts, in order; a row may be carried to another place."""

    def is_heading(self, row: PartStatus) -> bool:
        """No row is a heading."""
        del row
        return False

    def identity(self, row: PartStatus) -> object:
        """Return the name of its document."""
        return row.slug

    def parts(self) -> list[PartStatus]:
        """Return the parts, in order."""
        return list(self._rows)

    def slugs(self) -> list[str]:
        """Return the names of their documents, in order."""
        return [part.slug for part in self._rows]

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let a row be carried, and put between two others."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """Move, never copy."""
        return Qt.DropAction.MoveAction

    def row_data(self, row: PartStatus, role: int) -> object:
        """Return what a row shows or says."""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.titre
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken_words(row, row.status)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(spoken_words(row, row.status))
            case PartRole.SLUG:
                return row.slug
            case PartRole.PART:
                return row
        return None


class PartsDelegate(RowDelegate):
    """Paints the rank of a part, its state, its title over what it lacks."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of two lines where something is told, else of one."""
        height = QFontMetrics(text_font(strong=True)).height()
        part = index.data(PartRole.PART)
        if isinstance(part, PartStatus) and part_words(part):
            height += QFontMetrics(small_font()).height()
        return QSize(option.rect.width(), max(height + px(12), px(34)))

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint one part."""
        part = index.data(PartRole.PART)
        if not isinstance(part, PartStatus):
            return
        painter.setFont(small_font())
        painter.setPen(current_theme().colour("texte-2"))
        rank = QRect(rect.left() + px(6), rect.top(), px(22), rect.height())
        draw_text(painter, rank, str(index.row() + 1), Qt.AlignmentFlag.AlignCenter)
        paint_icon(painter, rect.left() + px(32), rect, *look_of(part))
        room = rect.adjusted(px(54), 0, -px(8), 0)
        paint_pair(painter, room, part.titre, part_words(part), quiet=not (part.printed or chosen))


class PartsView(CursorList):
    """The list: Alt+Haut and Alt+Bas move a part, Suppr takes it out, the mouse carries it.

    Signals:
        moved: the rank of a part, and the rank that it is put at.
    """

    moved = Signal(int, int)

    def __init__(self, model: PartsModel, parent: QWidget | None = None) -> None:
        super().__init__(
            model,
            PartRole.SLUG,
            _("Documents du dossier, dans l'ordre"),
            _("Alt+Haut et Alt+Bas déplacent le document, Suppr le retire du dossier."),
            parent=parent,
        )
        self.setItemDelegate(PartsDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def allow_moves(self, *, allowed: bool) -> None:
        """Let the mouse carry rows, in a dossier that is written in."""
        self.setDragEnabled(allowed)
        self.setAcceptDrops(allowed)
        self.setDropIndicatorShown(allowed)
        mode = QAbstractItemView.DragDropMode
        self.setDragDropMode(mode.InternalMove if allowed else mode.NoDragDrop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the part that has the caret in sight: it may be chosen before there is room."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the part that has the caret on Alt and an arrow."""
        step = MOVES.get(Qt.Key(event.key()))
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if step is not None and keys == Qt.KeyboardModifier.AltModifier:
            self.move_current(step)
            return
        super().keyPressEvent(event)

    def move_current(self, step: int) -> None:
        """Ask for the part that has the caret one place higher (-1) or lower (1)."""
        row = self.currentIndex().row()
        if row >= 0 and 0 <= row + step < self.model().rowCount():
            self.moved.emit(row, row + step)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move; the row itself follows the dossier."""
        row = self.currentIndex().row()
        target = self._place_at(event.position().toPoint().y())
        self.setState(QAbstractItemView.State.NoState)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.viewport().update()
        wanted = target - (target > row)
        if event.source() is self and row >= 0 and wanted != row:
            self.moved.emit(row, wanted)

    def _place_at(self, y: int) -> int:
        """Return before which row something dropped at this height is put."""
        model = self.model()
        for row in range(model.rowCount()):
            if y < self.visualRect(model.index(row, 0)).center().y():
                return row
        return model.rowCount()


def current_slug(index: QModelIndex) -> str:
    """Return the name of the document of a row; nothing for no row."""
    return str(index.data(PartRole.SLUG) or "")
