"""The RACI matrix as tables: one of lines and roles, one of what each role carries.

Every gesture (a letter on a selection, a paste, a fill down) is one `SetRaciCells`.
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt

from cpom_desktop.domain.dossier import LectureRaci
from cpom_desktop.domain.raci import (
    LETTERS,
    ORDER,
    RaciActivite,
    Sens,
    letters,
    toggle,
)
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.operations import CellValue, SetRaciCells, UpdateRaciActivite
from cpom_desktop.services.queries.raci_lettres import read_cell, role_name
from ui.kit.raci_delegate import (
    HOLDER_ROLE,
    PAINT_ROLE,
    PHASE_ROLE,
    RING_ROLE,
    SEVERE_ROLE,
    TILES_ROLE,
    Paint,
    Tile,
)
from ui.models.base import (
    Column,
    TableModel,
    plain_tooltip,
    read_only_dossier,
)
from ui.models.raci_lines import NOTHING, RaciLine, in_words, lines_of, short_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.raci import RaciView, RoleView
    from ui.models.base import AnyIndex
    from ui.session import Session

TITLE = "titre"
_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_WRITTEN = _READ | Qt.ItemFlag.ItemIsEditable
_PHASE = Paint(phase=True)
_SAID = Qt.ItemDataRole.AccessibleTextRole


class RaciModel(TableModel[RaciLine]):
    """Lines, phases and roles; letters in the reading of the dossier."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, (), _key, parent=parent)
        self.roles: tuple[RoleView, ...] = ()
        self.lecture = LectureRaci.KIT

    def show_view(self, view: RaciView) -> None:
        """Show the matrix again."""
        same = [r.role.id for r in self.roles] == [r.role.id for r in view.roles]
        heads = [(r.role, r.titulaire) for r in self.roles]
        reading_kept, self.lecture, self.roles = (
            view.lecture is self.lecture,
            view.lecture,
            view.roles,
        )
        if not same:
            self.set_columns(self._make_columns())
        elif heads != [(r.role, r.titulaire) for r in view.roles] or not reading_kept:
            self._columns = tuple(self._make_columns())
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.roles))
        self.set_rows(lines_of(view))
        if not reading_kept and self.rowCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _make_columns(self) -> list[Column[RaciLine]]:
        title = Column[RaciLine](
            key=TITLE,
            header=_("Activité"),
            value=_titre,
            parse=str.strip,
            write=_rename,
            tooltip=_line_tooltip,
        )
        return [title, *(self._role_column(view) for view in self.roles)]

    def _role_column(self, view: RoleView) -> Column[RaciLine]:
        role_id = view.role.id
        return Column(
            key=str(role_id),
            header=role_name(view.role),
            value=partial(_meanings, role_id=role_id),
            show=self._letters,
            parse=self._parse,
            write=partial(_set_cell, role_id=role_id),
            tooltip=partial(_cell_tooltip, view=view),
            roles={
                TILES_ROLE: partial(self._tiles, role_id=role_id),
                RING_ROLE: partial(_is_ringed, role_id=role_id),
                _SAID: partial(_said, view=view),
            },
        )

    def _letters(self, meanings: frozenset[Sens]) -> str:
        return letters(meanings, self.lecture)

    def _parse(self, text: str) -> frozenset[Sens]:
        return read_cell(text, self.lecture)

    def _tiles(self, line: RaciLine, role_id: int) -> tuple[Tile, ...]:
        return tiles_of(line.meanings(role_id), self.lecture)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return a role, who holds it, and both in words."""
        if orientation == Qt.Orientation.Horizontal and 0 < section <= len(self.roles):
            view = self.roles[section - 1]
            said = _("titulaire : {nom}", nom=view.titulaire or _("à nommer"))
            match role:
                case _ if role == HOLDER_ROLE:
                    return short_name(view.titulaire)
                case Qt.ItemDataRole.ToolTipRole:
                    help_ = _("Double-clic ou F2 : changer le nom de ce rôle, ou qui le tient.")
                    return plain_tooltip(f"{view.role.libelle}, {said}\n{help_}")
                case Qt.ItemDataRole.AccessibleTextRole:
                    return f"{view.role.libelle}, {said}"
        return super().headerData(section, orientation, role)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Leave the titles of phases out of the caret's way."""
        if not index.isValid() or self._rows[index.row()].activite is None:
            return Qt.ItemFlag.NoItemFlags
        return _READ if self.session.read_only else _WRITTEN

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Answer the painter first: it asks for each cell, at each repaint."""
        if role == PAINT_ROLE and index.isValid():
            return self._paint(self._rows[index.row()], index.column())
        return super().data(index, role)

    def _paint(self, line: RaciLine, column: int) -> Paint:
        if line.activite is None:
            return _PHASE
        if not 0 < column <= len(self.roles):
            return Paint(severe=bool(line.errors), linked=bool(line.taches))
        role_id = self.roles[column - 1].role.id
        meanings = line.cells.get(role_id, NOTHING)
        tiles = tiles_of(meanings, self.lecture) if meanings else ()
        return Paint(False, bool(line.errors), tiles, role_id in line.rings)

    def cell(self, row: RaciLine, column: Column[RaciLine], role: int) -> object:
        """Add what the painter needs to know of the line."""
        match role:
            case _ if role == PHASE_ROLE:
                return row.activite is None
            case _ if role == SEVERE_ROLE:
                return bool(row.errors)
            case _ if role == _SAID:
                return ". ".join((row.titre, *row.errors, *row.remarks, *_task_words(row)))
        if row.activite is None and column.key != TITLE:
            return None
        return super().cell(row, column, role)

    def toggle(self, indexes: Sequence[QModelIndex], sens: Sens) -> None:
        """Press the key of a meaning on cells: given to all, or taken from all that have it."""
        cells = self._cells(indexes)
        everywhere = all(sens in meanings for _key, meanings in cells)
        wanted = [c for c in cells if everywhere or sens not in c[1]]
        self._set([(key, toggle(meanings, sens)) for key, meanings in wanted])

    def empty(self, indexes: Sequence[QModelIndex]) -> None:
        """Empty cells."""
        self._set([(key, NOTHING) for key, meanings in self._cells(indexes) if meanings])

    def fill(self, indexes: Sequence[QModelIndex], *, down: bool) -> None:
        """Copy the first selected cell of each column down, or of each line to the right.

        With one line (one column) selected, the cell above (at the left) is copied.
        """
        groups: dict[int, list[QModelIndex]] = {}
        for index in indexes:
            if index.column() > 0 and self.rows[index.row()].activite is not None:
                groups.setdefault(index.column() if down else index.row(), []).append(index)
        wanted = []
        for group in groups.values():
            meanings = self._source(group, down=down)
            wanted += [(key, meanings) for key, now in self._cells(group) if now != meanings]
        self._set(wanted)

    def _source(self, group: Sequence[QModelIndex], *, down: bool) -> frozenset[Sens]:
        first = min(group, key=lambda index: (index.row(), index.column()))
        if len(group) > 1:
            return self.meanings_at(first)
        if down:
            return self._meanings_at(self._activity_above(first.row()), first.column())
        return self._meanings_at(first.row(), max(first.column() - 1, 1))

    def meanings_at(self, index: AnyIndex) -> frozenset[Sens]:
        """Return what a cell holds; nothing outside the roles."""
        return self._meanings_at(index.row(), index.column())

    def activites_at(self, indexes: Sequence[QModelIndex]) -> list[RaciActivite]:
        """Return the activities of selected cells, from top to bottom."""
        places = sorted({i.row() for i in indexes})
        return [found for p in places if (found := self.rows[p].activite) is not None]

    def _meanings_at(self, place: int, column: int) -> frozenset[Sens]:
        if not (0 <= place < self.rowCount() and 0 < column <= len(self.roles)):
            return NOTHING
        return self.rows[place].meanings(self.roles[column - 1].role.id)

    def _activity_above(self, place: int) -> int:
        above = [p for p in range(place) if self.rows[p].activite]
        return above[-1] if above else place

    def _cells(
        self, indexes: Sequence[QModelIndex]
    ) -> list[tuple[tuple[int, int], frozenset[Sens]]]:
        found = []
        for index in indexes:
            activite = self.row_at(index).activite
            if activite is not None and index.column() > 0:
                role_id = self.roles[index.column() - 1].role.id
                found.append(((activite.id, role_id), self.meanings_at(index)))
        return found

    def _set(self, cells: Sequence[tuple[tuple[int, int], frozenset[Sens]]]) -> None:
        try:
            if self.session.read_only:
                raise read_only_dossier()
            if cells:
                self.session.run(SetRaciCells(cells=[_value(*cell) for cell in cells]))
        except RegleInvalide as error:
            self.session.refused.emit(self.session.sentence(error))


@lru_cache(maxsize=64)
def tiles_of(meanings: frozenset[Sens], lecture: LectureRaci) -> tuple[Tile, ...]:
    """Return the letters of a cell, with what each means."""
    known = LETTERS[lecture]
    return tuple(Tile(sens, known[sens]) for sens in ORDER if sens in meanings)


def _key(line: RaciLine) -> object:
    return line.key


def _titre(line: RaciLine) -> str:
    return line.titre


def _rename(line: RaciLine, titre: str) -> Operation:
    assert line.activite is not None
    return UpdateRaciActivite(id=line.activite.id, titre=titre)


def _meanings(line: RaciLine, role_id: int) -> frozenset[Sens]:
    return line.meanings(role_id)


def _is_ringed(line: RaciLine, role_id: int) -> bool:
    return role_id in line.rings


def _set_cell(line: RaciLine, meanings: frozenset[Sens], role_id: int) -> Operation:
    assert line.activite is not None
    return SetRaciCells(cells=[_value((line.activite.id, role_id), meanings)])


def _value(key: tuple[int, int], meanings: frozenset[Sens]) -> CellValue:
    kept = [sens for sens in ORDER if sens in meanings]
    return CellValue(activite_id=key[0], role_id=key[1], sens=kept)


def _line_tooltip(line: RaciLine) -> str:
    return "\n".join((line.titre, *line.errors, *line.remarks, *_task_words(line)))


def _task_words(line: RaciLine) -> tuple[str, ...]:
    if not line.taches:
        return ()
    told = _("Tâches du rétroplanning (Ctrl+L) : {taches}.", taches=" ; ".join(line.taches))
    return (told,)


def _said(line: RaciLine, view: RoleView) -> str:
    if line.activite is None:
        return ""
    said = f"{line.titre}, {view.role.libelle}"
    return _("{case} : {sens}", case=said, sens=in_words(line.meanings(view.role.id)))


def _cell_tooltip(line: RaciLine, view: RoleView) -> str:
    fault = line.errors if view.role.id in line.rings else ()
    return "" if line.activite is None else "\n".join((_said(line, view), *fault))
