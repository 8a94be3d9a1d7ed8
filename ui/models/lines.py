"""A list of lines under headings: history, corbeille, versions, comparison."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.models.base import plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.kit.pills import Pill

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class LineRole(IntEnum):
    """What an index gives beside its words."""

    ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, and a few words at its right."""

    label: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line.

    Attributes:
        id: its identity.
        first: its words, on two lines at most.
        second: smaller words under them.
        lead: a few words before them (an hour).
        icon: before them too.
        pill: what it is, before them.
        badge: a letter in a disc, at the right.
        action: icon of what a click at the right or Entrée does.
        muted: no longer true (an undone step).
    """

    id: object
    first: str
    second: str = ""
    lead: str = ""
    icon: str = ""
    pill: Pill | None = None
    badge: str = ""
    action: str = ""
    muted: bool = False


Row = Heading | Line


class LinesModel(QAbstractListModel):
    """The list; headings are neither selectable nor enabled, so that the arrows skip them.

    Args:
        more: asked for more lines when the last one is seen; None when all are there.
    """

    def __init__(
        self, parent: QObject | None = None, *, more: Callable[[], None] | None = None
    ) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._more = more
        self._whole = more is None

    def show_rows(self, rows: Sequence[Row], *, whole: bool = True) -> None:
        """Show other rows; `whole`: there are no more to ask for."""
        self._whole = whole or self._more is None
        if [_identity(row) for row in rows] == [_identity(row) for row in self._rows]:
            self._rows = list(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def append(self, rows: Sequence[Row], *, whole: bool) -> None:
        """Add rows at the end."""
        self._whole = whole
        if rows:
            first = len(self._rows)
            self.beginInsertRows(_NOWHERE, first, first + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def lines(self) -> list[Line]:
        """Return the lines, in order."""
        return [row for row in self._rows if isinstance(row, Line)]

    def headings(self) -> list[Heading]:
        """Return the headings, in order."""
        return [row for row in self._rows if isinstance(row, Heading)]

    def index_of(self, line_id: object) -> QModelIndex:
        """Return where a line is; an invalid index when it is not shown."""
        for rank, row in enumerate(self._rows):
            if isinstance(row, Line) and row.id == line_id:
                return self.index(rank)
        return QModelIndex()

    def canFetchMore(self, parent: AnyIndex) -> bool:
        """Tell whether there are more lines to ask for."""
        return not parent.isValid() and not self._whole

    def fetchMore(self, parent: AnyIndex) -> None:
        """Ask for more lines."""
        if self._more is not None and self.canFetchMore(parent):
            self._more()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let lines be chosen, and headings only be read."""
        if not index.isValid() or isinstance(self._rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        leaf = Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | leaf

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows or says."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == LineRole.ROW:
            return row
        if isinstance(row, Heading):
            return row.label if role == Qt.ItemDataRole.DisplayRole else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.first
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip("\n".join(filter(None, (row.first, row.second))))
            case Qt.ItemDataRole.AccessibleTextRole:
                pill = row.pill.word if row.pill else ""
                told = (row.badge, row.lead, pill, row.first, row.second)
                return ", ".join(filter(None, told))
        return None


def _identity(row: Row) -> object:
    return (row.id,) if isinstance(row, Line) else row.label
