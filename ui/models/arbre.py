"""The tree of objectives as a model: rows that fold, words that are typed in place."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.gestes_arbre import poser
from cpom_desktop.services.operations import UpdateAxe, UpdateObjectif
from cpom_desktop.services.queries.arbre import ACTIONS, AXES, OBJECTIFS, Arbre, EtatNoeud, Noeud
from cpom_desktop.services.queries.fiches_action import format_euros
from ui.kit.cells import PILL_ROLE
from ui.kit.pills import Pill, pill_text
from ui.models.base import plain_tooltip
from ui.models.part_section import run_told
from ui.theme.fonts import body_font
from ui.theme.icons import icon
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cpom_desktop.services.operations import Operation
    from ui.session import Session

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
TITLE, RESPONSABLE, ECHEANCE, COST, STATE = range(5)
"""Columns, from left to right."""
MOVED = frozenset({AXES, OBJECTIFS, ACTIONS})
"""Tables of the rows that may be moved."""
RENAMED = frozenset({AXES, OBJECTIFS})
_ICONS: Mapping[str, tuple[str, str]] = {
    AXES: ("flag", "primaire"),
    OBJECTIFS: ("target", "primaire"),
    ACTIONS: ("file-text", "texte-2"),
    "indicateurs": ("gauge", "texte-2"),
    "sans": ("unlink", "texte-2"),
}


def etat_pill(etat: EtatNoeud) -> Pill:
    """Return what is left to do of a row, as a pill."""
    match etat:
        case EtatNoeud.COMPLET:
            return Pill("fait", _("Complète"))
        case EtatNoeud.A_COMPLETER:
            return Pill("a-verifier", _("À compléter"))
        case EtatNoeud.A_REDIGER:
            return Pill("a-faire", _("À rédiger"))
        case EtatNoeud.A_ADAPTER:
            return Pill("a-verifier", _("À adapter"))
        case EtatNoeud.ABANDONNEE:
            return Pill("neutre", _("Abandonnée"), "x")


class _Place(NamedTuple):
    """A row: what it holds, the rank of the row over it (-1 at the top), its place under it."""

    noeud: Noeud
    above: int
    row: int
    children: tuple[int, ...]


class ArbreModel(QAbstractItemModel):
    """The rows; an axis and an objective are renamed in place."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._places: list[_Place] = []
        self._tops: tuple[int, ...] = ()
        self.arbre = Arbre((), 0, 0, 0, 0)
        self.mime = f"application/x-cpom-arbre-{os.getpid()}-{id(self)}"

    def show_tree(self, arbre: Arbre) -> None:
        """Show a tree; rows that stay where they are keep what is typed in them."""
        places: list[_Place] = []
        tops = _flatten(arbre.racines, -1, places)
        self.arbre = arbre
        if _shape(places) == _shape(self._places):
            self._places, self._tops = places, tops
            for place in range(len(places)):
                self.dataChanged.emit(self._index(place), self._index(place, STATE))
            return
        self.beginResetModel()
        self._places, self._tops = places, tops
        self.endResetModel()

    # --- where rows are

    def index_of(self, cle: str) -> QModelIndex:
        """Return where a row is, by its key or that of what it is."""
        noeud = self.arbre.noeud(cle)
        keys = [place.noeud.cle for place in self._places]
        known = noeud is not None and noeud.cle in keys
        return self._index(keys.index(noeud.cle)) if noeud and known else QModelIndex()

    def noeud_at(self, index: AnyIndex) -> Noeud | None:
        """Return what a row holds; None for no row."""
        return self._places[index.internalId()].noeud if index.isValid() else None

    def indexes(self) -> Iterator[QModelIndex]:
        """Yield the rows, from top to bottom."""
        return (self._index(place) for place in range(len(self._places)))

    def _index(self, place: int, column: int = TITLE) -> QModelIndex:
        return self.createIndex(self._places[place].row, column, place)

    def index(self, row: int, column: int, parent: AnyIndex = _NOWHERE) -> QModelIndex:
        """Return the cell of a row under another."""
        rows = self._children(parent)
        if not (0 <= row < len(rows) and 0 <= column <= STATE):
            return QModelIndex()
        return self.createIndex(row, column, rows[row])

    def parent(self, index: AnyIndex = _NOWHERE) -> Any:  # noqa: ANN401 - Qt has two of them
        """Return the row over a row."""
        if not index.isValid():
            return QModelIndex()
        above = self._places[index.internalId()].above
        return self._index(above) if above >= 0 else QModelIndex()

    def _children(self, parent: AnyIndex) -> tuple[int, ...]:
        if not parent.isValid():
            return self._tops
        return self._places[parent.internalId()].children if parent.column() == TITLE else ()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many rows are right under a row."""
        return len(self._children(parent))

    def columnCount(self, _parent: AnyIndex = _NOWHERE) -> int:
        """Return how many columns there are."""
        return STATE + 1

    # --- what is shown

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the name of a column, figures to the right."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _headers()[section]
        return _align(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows or says."""
        noeud = self.noeud_at(index)
        if noeud is None:
            return None
        column = index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _words(noeud, column)
            case Qt.ItemDataRole.EditRole if column == TITLE:
                return noeud.libelle
            case Qt.ItemDataRole.ToolTipRole if column == TITLE:
                return plain_tooltip(noeud.mots)
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(noeud) if column == TITLE else _words(noeud, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _align(column)
        return self._look(noeud, column, role)

    def _look(self, noeud: Noeud, column: int, role: int) -> object:
        top = noeud.table in {AXES, "sans"}
        quiet = column in {RESPONSABLE, ECHEANCE} or noeud.table == "indicateurs"
        if role == PILL_ROLE and column == STATE and noeud.etat is not None:
            return etat_pill(noeud.etat)
        match role:
            case Qt.ItemDataRole.BackgroundRole if top:
                return current_theme().colour("surface-2")
            case Qt.ItemDataRole.ForegroundRole if quiet:
                return current_theme().colour("texte-2")
            case Qt.ItemDataRole.FontRole if top and column == TITLE:
                return body_font(px(14), semibold=True)
            case Qt.ItemDataRole.DecorationRole if column == TITLE:
                return icon(*_ICONS[noeud.table], 16)
        return None

    # --- what may be done

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let axes and objectives be renamed, and rows be moved."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        noeud = self.noeud_at(index)
        if noeud is None:
            return Qt.ItemFlag.ItemIsDropEnabled
        if self._session.read_only:
            return flags
        if noeud.table in MOVED:
            flags |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
        if noeud.table in RENAMED and index.column() == TITLE:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(
        self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Rename a row; what is refused is told over the page."""
        noeud = self.noeud_at(index)
        if noeud is None or role != Qt.ItemDataRole.EditRole or value == noeud.libelle:
            return False
        run_told(self._session, _rename(noeud, str(value)))
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        """Move rows, and nothing else."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return what a row becomes on its way: nothing that another tree takes."""
        return [self.mime]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return a row on its way."""
        data = QMimeData()
        noeud = next((self.noeud_at(index) for index in indexes), None)
        if noeud is not None:
            data.setData(self.mime, noeud.cle.encode())
        return data

    def carried(self, data: QMimeData) -> Noeud | None:
        """Return the row on its way; None for anything else."""
        if not data.hasFormat(self.mime):
            return None
        return self.arbre.noeud(bytes(data.data(self.mime).data()).decode())

    def canDropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: AnyIndex
    ) -> bool:
        """Tell whether a row may be put there."""
        noeud = self.carried(data)
        if noeud is None:
            return False
        above = self.noeud_at(parent)
        rows = above.enfants if above else self.arbre.racines
        return poser(self.arbre, noeud, above, row if row >= 0 else len(rows)) is not None


def _flatten(rows: Sequence[Noeud], above: int, places: list[_Place]) -> tuple[int, ...]:
    """Add rows and those under them to the places; return where the first ones are."""
    found = []
    for row, noeud in enumerate(rows):
        place = len(places)
        found.append(place)
        places.append(_Place(noeud, above, row, ()))
        places[place] = _Place(noeud, above, row, _flatten(noeud.enfants, place, places))
    return tuple(found)


def _shape(places: Sequence[_Place]) -> list[tuple[str, int]]:
    return [(place.noeud.cle, place.above) for place in places]


def _headers() -> tuple[str, ...]:
    return (_("Intitulé"), _("Responsable"), _("Échéance"), _("Coût"), _("État"))


def _align(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == COST else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _words(noeud: Noeud, column: int) -> str:
    match column:
        case 0:
            return noeud.mots
        case 1:
            return noeud.responsable
        case 2:
            return format_date(noeud.echeance, "month_short") if noeud.echeance else ""
        case 3:
            return "" if noeud.cout_centimes is None else format_euros(noeud.cout_centimes)
        case _:
            return pill_text(etat_pill(noeud.etat)) if noeud.etat else ""


def _spoken(noeud: Noeud) -> str:
    """Return a whole row as screen readers say it."""
    return ", ".join(filter(None, (_words(noeud, column) for column in range(STATE + 1))))


def _rename(noeud: Noeud, libelle: str) -> Operation:
    make = UpdateAxe if noeud.table == AXES else UpdateObjectif
    return make(id=noeud.id, libelle=libelle)
