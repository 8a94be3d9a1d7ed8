"""The threads as rows: the broken ones under their heading, then the whole ones.

A thread takes one row of six links, or several rows where the window is narrow.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from cpom_desktop.i18n import NBSP, _
from cpom_desktop.services.queries.fil_dor import Maillon
from cpom_desktop.services.queries.fil_dor_mots import NOMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cpom_desktop.services.queries.fil_dor_lu import FilDorLu, FilLu, MaillonLu
    from ui.kit.cells import AnyIndex

LINKS = tuple(Maillon)
ICONS = {
    Maillon.CONSTAT: "list-checks",
    Maillon.AXE: "flag",
    Maillon.OBJECTIF: "target",
    Maillon.FICHE: "file-text",
    Maillon.INDICATEUR: "gauge",
    Maillon.MOYENS: "euro",
}
"""Icon of each link, beside its name."""
FOLD = "non-retenues"
"""What the row that unfolds the other weaknesses is known by."""
_NOWHERE = QModelIndex()


class FilRole(IntEnum):
    """What a cell holds beside its words."""

    ROW = Qt.ItemDataRole.UserRole + 1
    LINK = Qt.ItemDataRole.UserRole + 2


class Bloc(Enum):
    """Which card a row is in."""

    ROMPUS = "rompus"
    COMPLETS = "complets"


@dataclass(frozen=True, slots=True)
class HeadRow:
    """The heading of a card: its count, and a few words."""

    bloc: Bloc
    label: str
    note: str
    last: bool = False


@dataclass(frozen=True, slots=True)
class FoldRow:
    """The row that shows or hides the weaknesses that nobody retained."""

    label: str
    note: str
    unfolded: bool
    last: bool = False


@dataclass(frozen=True, slots=True)
class GapRow:
    """Nothing, between two cards."""


@dataclass(frozen=True, slots=True)
class LineRow:
    """A thread, or a part of it where the window is narrow; `place` says which one it is."""

    fil: FilLu
    part: int
    bloc: Bloc
    place: str
    last: bool = False


Row = HeadRow | FoldRow | GapRow | LineRow


class FilDorModel(QAbstractTableModel):
    """The rows shown; `per_line` links stand on each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self.per_line = len(LINKS)
        self.unfolded = False

    # --- what is shown

    def show_fils(self, lu: FilDorLu, avant: str, hors_axe: str, *, per_line: int) -> None:
        """Show threads.

        Args:
            lu: what is shown.
            avant: by when the broken ones are mended.
            hors_axe: what an axis looked at alone leaves out; empty when nothing.
            per_line: 6, or fewer where the window is narrow.
        """
        self.beginResetModel()
        self.per_line = per_line
        self.rows = list(self._rows(lu, avant, hors_axe))
        self.endResetModel()

    def _rows(self, lu: FilDorLu, avant: str, hors_axe: str) -> Iterator[Row]:
        broken = bool(lu.rompus or lu.non_retenues)
        if broken or hors_axe:
            note = ". ".join(filter(None, (avant if lu.rompus else "", hors_axe)))
            yield HeadRow(Bloc.ROMPUS, lu.titre_rompus(), note, last=not broken)
            closed = bool(lu.non_retenues)
            yield from self._lines(lu.rompus, Bloc.ROMPUS, closes=not closed)
            yield from self._fold(lu)
            yield GapRow()
        note = _("{total}, financement indiqué pour chaque fiche", total=lu.total())
        told = note if lu.complets else _("un fil est complet du constat jusqu'aux moyens")
        yield HeadRow(Bloc.COMPLETS, lu.titre_complets(), told, last=not lu.complets)
        yield from self._lines(lu.complets, Bloc.COMPLETS)

    def _fold(self, lu: FilDorLu) -> Iterator[Row]:
        if not lu.non_retenues:
            return
        note = _("elles ne fondent aucun objectif et ne sont pas dans la feuille de route")
        yield FoldRow(lu.titre_non_retenues(), note, self.unfolded, last=not self.unfolded)
        if self.unfolded:
            yield from self._lines(lu.non_retenues, Bloc.ROMPUS)

    def _lines(
        self, fils: Iterable[FilLu], bloc: Bloc, *, closes: bool = True
    ) -> Iterator[LineRow]:
        known = tuple(fils)
        parts = len(LINKS) // self.per_line
        words = _("Fil rompu {n} sur {total}") if bloc is Bloc.ROMPUS else ""
        for rank, fil in enumerate(known, start=1):
            said = words or _("Fil complet {n} sur {total}")
            place = said.format(n=rank, total=len(known))
            for part in range(parts):
                last = closes and rank == len(known) and part == parts - 1
                yield LineRow(fil, part, bloc, place, last)

    # --- finding

    def stops(self) -> list[int]:
        """Return the rows that may be gone to: the first of each thread, and the fold."""
        return [
            rank
            for rank, row in enumerate(self.rows)
            if isinstance(row, FoldRow) or (isinstance(row, LineRow) and row.part == 0)
        ]

    def place_of(self, index: AnyIndex) -> tuple[str, int]:
        """Return what a cell is known by: its thread, and the rank of its link."""
        if not index.isValid():
            return "", 0
        row = self.rows[index.row()]
        if isinstance(row, LineRow):
            return row.fil.cle, row.part * self.per_line + index.column()
        return (FOLD if isinstance(row, FoldRow) else ""), 0

    def index_of(self, cle: str, link: int = 0) -> QModelIndex:
        """Return where a link of a thread is shown; an invalid index when it is not."""
        part, column = divmod(link, self.per_line)
        for rank, row in enumerate(self.rows):
            if isinstance(row, FoldRow) and cle == FOLD:
                return self.index(rank, 0)
            if isinstance(row, LineRow) and row.fil.cle == cle and row.part == part:
                return self.index(rank, column)
        return QModelIndex()

    def maillon(self, index: AnyIndex) -> MaillonLu | None:
        """Return the link shown in a cell; None in a heading."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if not isinstance(row, LineRow):
            return None
        return row.fil.maillons[row.part * self.per_line + index.column()]

    # --- Qt

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many links stand on a row."""
        return 0 if parent.isValid() else self.per_line

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let links and the fold be chosen; headings are only read."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        row = self.rows[index.row()]
        if isinstance(row, LineRow) or (isinstance(row, FoldRow) and index.column() == 0):
            leaf = Qt.ItemFlag.ItemNeverHasChildren
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | leaf
        return Qt.ItemFlag.NoItemFlags

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the name of a link, over its column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return _(NOMS[LINKS[section]]) if self.per_line == len(LINKS) else ""

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows or says."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == FilRole.ROW:
            return row
        if isinstance(row, LineRow):
            return self._link_data(row, index, role)
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if isinstance(row, GapRow) or index.column() or role not in texts:
            return None
        return f"{row.label}{NBSP}: {row.note}" if row.note else row.label

    def _link_data(self, row: LineRow, index: AnyIndex, role: int) -> object:
        link = row.fil.maillons[row.part * self.per_line + index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return link.titre
            case Qt.ItemDataRole.AccessibleTextRole:
                return link.mots
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return row.place
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(link)
            case FilRole.LINK:
                return link
        return None


def tooltip(link: MaillonLu) -> str:
    """Return all that a link says, a thing a line."""
    lines = [*(link.long or (link.titre,)), link.action or (link.suite if link.manque else "")]
    return f"<qt>{'<br>'.join(html.escape(line) for line in lines if line)}</qt>"
