"""The one model of every table: rows of records, columns told by small functions.

An edited cell becomes an operation and waits for the refresh: the model never keeps a value of
its own. Several cells typed or pasted at once are one step to undo.
"""

from __future__ import annotations

import html
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractProxyModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import EMPTY, _, format_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cpom_desktop.services.operations import Operation
    from ui.session import Session

Row = TypeVar("Row")
AnyIndex = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole + 1
"""Data role of the value by which a column sorts."""
COPY_ROLE = Qt.ItemDataRole.UserRole + 2
"""Data role of the text given to a spreadsheet: empty rather than « – », figures ungrouped."""
_ROOT = QModelIndex()


@dataclass(frozen=True, kw_only=True)
class Column(Generic[Row]):
    """One column.

    Attributes:
        key: stable name, also that of a remembered width.
        value: what the row holds; the column sorts by it.
        show: value → words on screen; None gives plain text, « – » when empty.
        edit: value → text put in the editor; the words on screen when None.
        parse: text typed or pasted → value; may raise `RegleInvalide`.
        write: row and new value → operation; None when the column may only be read.
        choices: value, words pairs of a column chosen from a list rather than typed.
        none_label: words of the empty choice; None when one must be chosen.
        tooltip: row → sentence; the whole text when None, since it may be shortened.
        width: pixels at 100 %.
        roles: more Qt data roles (pill, icon, colour) by number.
    """

    key: str
    header: str
    value: Callable[[Row], object]
    show: Callable[[Any], str] | None = None
    edit: Callable[[Any], str] | None = None
    parse: Callable[[str], object] | None = None
    write: Callable[[Row, Any], Operation] | None = None
    choices: Callable[[], Sequence[tuple[object, str]]] | None = None
    none_label: str | None = None
    tooltip: Callable[[Row], str] | None = None
    align_right: bool = False
    width: int = 120
    roles: Mapping[int, Callable[[Row], object]] = field(default_factory=dict)

    def text(self, row: Row) -> str:
        """Return the words of a cell."""
        value = self.value(row)
        if self.show is not None:
            return self.show(value)
        if self.choices is not None:
            return next((words for known, words in self.choices() if known == value), EMPTY)
        return EMPTY if value is None or value == "" else str(value)

    def typed(self, row: Row) -> str:
        """Return the text that the editor of a cell opens with."""
        value = self.value(row)
        if self.edit is not None:
            return self.edit(value)
        return "" if value is None or value == "" else self.text(row)

    def copied(self, row: Row) -> str:
        """Return the text of a cell for a spreadsheet."""
        value = self.value(row)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return format_number(value).replace("\u00a0", "")
        return "" if value is None or value == "" else self.text(row)

    def read(self, typed: object) -> object:
        """Return the value of what was typed, pasted or chosen.

        Raises:
            RegleInvalide: when it can be none.
        """
        if self.parse is not None and isinstance(typed, str):
            return self.parse(typed)
        if self.choices is not None:
            from ui.models.choosing import read_choice  # noqa: PLC0415 - it sorts, from here

            return read_choice(self.choices(), typed, self.none_label)
        return typed


@dataclass(frozen=True, slots=True)
class Edit(Generic[Row]):
    """A cell and the value it is asked to take."""

    row: Row
    column: Column[Row]
    value: object


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows of a read model under columns.

    Args:
        session: runs the operations; says what is refused.
        columns: from left to right.
        row_id: identity of a row, by which the caret and the selection stay where they are.
        write_many: one operation for several edits; without it their operations run one after
            the other as a single step.
    """

    def __init__(
        self,
        session: Session,
        columns: Sequence[Column[Row]],
        row_id: Callable[[Row], object],
        *,
        write_many: Callable[[Sequence[Edit[Row]]], Operation] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._columns = tuple(columns)
        self._row_id = row_id
        self._write_many = write_many
        self._rows: list[Row] = []

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        """The columns, from left to right."""
        return self._columns

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows, from top to bottom."""
        return tuple(self._rows)

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Replace the columns; the caret and the selection are lost."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self.endResetModel()

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show the rows again: those that stay keep the caret, the selection, the scroll."""
        new = list(rows)
        before, after = ([self._row_id(row) for row in some] for some in (self._rows, new))
        head = _common(before, after)
        tail = _common(before[head:][::-1], after[head:][::-1])
        self._replace(head, len(before) - tail, new[head : len(after) - tail])
        for place, row in enumerate(new):
            if self._rows[place] != row:
                self._rows[place] = row
                last = self.index(place, max(self.columnCount() - 1, 0))
                self.dataChanged.emit(self.index(place, 0), last)

    def _replace(self, first: int, end: int, rows: list[Row]) -> None:
        if end > first:
            self.beginRemoveRows(_ROOT, first, end - 1)
            del self._rows[first:end]
            self.endRemoveRows()
        if rows:
            self.beginInsertRows(_ROOT, first, first + len(rows) - 1)
            self._rows[first:first] = rows
            self.endInsertRows()

    def row_at(self, index: AnyIndex) -> Row:
        """Return the row of an index of this model."""
        return self._rows[index.row()]

    def row_id_at(self, place: int) -> object:
        """Return the identity of the row at a place."""
        return self._row_id(self._rows[place])

    def place_of(self, row_id: object) -> int:
        """Return where a row is, −1 when it is not shown."""
        ids = [self._row_id(row) for row in self._rows]
        return ids.index(row_id) if row_id in ids else -1

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the title of a column and its alignment."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.header
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Tell whether a cell may be edited: never when the dossier may only be read."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        writable = self._columns[index.column()].write is not None
        if writable and not self.session.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, sorts by, is edited as or copied as."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role in column.roles:
            return column.roles[role](row)
        return self.cell(row, column, role)

    def cell(self, row: Row, column: Column[Row], role: int) -> object:
        """Return one kind of data of a cell; models of special tables complete it."""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.EditRole:
                return column.typed(row)
            case Qt.ItemDataRole.ToolTipRole:
                told = column.text(row) if column.tooltip is None else column.tooltip(row)
                return plain_tooltip(told)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case _ if role == SORT_ROLE:
                return column.value(row)
            case _ if role == COPY_ROLE:
                return column.copied(row)
        return None

    def setData(
        self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Run the operation of a typed cell; the refresh shows it."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        return self.write_texts([(self.index(index.row(), index.column()), value)])

    def write_texts(self, cells: Sequence[tuple[AnyIndex, object]]) -> bool:
        """Read what was typed or pasted in some cells, and write it all or not at all."""
        try:
            self.apply([self._edit(index, value) for index, value in cells])
        except RegleInvalide as error:
            self.session.refused.emit(self.session.sentence(error))
            return False
        return True

    def _edit(self, index: AnyIndex, value: object) -> Edit[Row]:
        column = self._columns[index.column()]
        if self.session.read_only:
            raise read_only_dossier()
        if not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            raise read_only_cell(column.header)
        return Edit(self._rows[index.row()], column, column.read(value))

    def apply(self, edits: Sequence[Edit[Row]]) -> None:
        """Write edits as one step; those that change nothing are left out.

        Raises:
            RegleInvalide: refused by a rule; the whole step is undone.
        """
        changed = [edit for edit in edits if edit.column.value(edit.row) != edit.value]
        if changed and self._write_many is not None:
            self.session.run(self._write_many(changed))
        elif changed:
            self.run_all([e.column.write(e.row, e.value) for e in changed if e.column.write])

    def run_all(self, operations: Sequence[Operation]) -> None:
        """Run operations as one step; the first that is refused undoes the others.

        Raises:
            RegleInvalide: refused by a rule.
        """
        token = f"collage:{uuid.uuid4().hex}" if len(operations) > 1 else ""
        written = False
        try:
            for operation in operations:
                outcome = self.session.run(operation, merge=token)
                written = written or bool(outcome is not None and outcome.changes)
        except RegleInvalide:
            if written:
                self.session.undo()
            raise


def paste_at(index: QModelIndex, texts: Sequence[Sequence[str]]) -> bool:
    """Write a block copied from a spreadsheet from `index` on, as one step, all or nothing.

    Args:
        index: the cell of the caret, in a `TableModel` or in a proxy over one.
        texts: lines of cells; what is beyond the table is refused.
    """
    shown = index.model()
    source, _first = to_source(shown, index)
    cells = []
    for down, line in enumerate(texts):
        for right, text in enumerate(line):
            cell = index.sibling(index.row() + down, index.column() + right)
            if not cell.isValid():
                source.session.refused.emit(too_wide(texts))
                return False
            cells.append((to_source(shown, cell)[1], text))
    return source.write_texts(cells)


def to_source(shown: QAbstractItemModel, index: AnyIndex) -> tuple[TableModel[Any], AnyIndex]:
    """Return the table behind what a view shows, and the index there."""
    while isinstance(shown, QAbstractProxyModel):
        index, shown = shown.mapToSource(index), shown.sourceModel()
    return cast("TableModel[Any]", shown), index


def to_tsv(indexes: Iterable[QModelIndex]) -> str:
    """Return selected cells as a spreadsheet takes them, holes left empty."""
    cells = {(i.row(), i.column()): _copied(i) for i in indexes}
    columns = sorted({column for _row, column in cells})
    rows = sorted({row for row, _column in cells})
    return "\n".join("\t".join(cells.get((row, c), "") for c in columns) for row in rows)


def from_tsv(text: str) -> list[list[str]]:
    """Return the cells of a text copied from a spreadsheet."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    return [line.split("\t") for line in lines]


def plain_tooltip(text: str) -> str:
    """Return a tooltip that shows `text` as it is; Qt would guess rich text from a « < »."""
    return f"<qt>{html.escape(text)}</qt>".replace("\n", "<br>") if text else ""


def too_wide(texts: Sequence[Sequence[str]]) -> str:
    """Return the sentence for a pasted block that goes out of the table."""
    return _(
        "Ce collage ({lignes} × {colonnes} cases) dépasse du tableau. Rien n'a été collé : "
        "placez-vous plus haut ou plus à gauche.",
        lignes=len(texts),
        colonnes=max((len(line) for line in texts), default=0),
    )


def read_only_cell(header: str) -> RegleInvalide:
    """Return the refusal of a cell that may only be read."""
    sentence = _("La colonne « {titre} » ne se modifie pas ici. Rien n'a changé.", titre=header)
    return RegleInvalide("colonne-en-lecture", sentence)


def read_only_dossier() -> RegleInvalide:
    """Return the refusal of any gesture in a dossier that may only be read."""
    return RegleInvalide(
        "lecture-seule", _("Ce dossier est ouvert en lecture seule : rien n'a changé.")
    )


def _copied(index: QModelIndex) -> str:
    text = str(index.data(COPY_ROLE) or "")
    return " ".join(text.replace("\t", " ").split("\n"))


def _common(some: Sequence[object], others: Sequence[object]) -> int:
    """Return how many first items two lists share."""
    pairs = zip(some, others, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(some), len(others)))


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.align_right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
