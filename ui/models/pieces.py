"""The documents to gather as a list: a heading by family, and under each its documents."""

from __future__ import annotations

import html
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.queries.pieces import STATUS_WORDS, Statut, families
from cpom_desktop.services.queries.words import word
from ui.kit.pills import Pill
from ui.models.grouped import GroupedModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.services.queries.pieces import LignePiece
    from ui.kit.pills import PillKind

LOOKS: Mapping[Statut, tuple[PillKind, str]] = {
    Statut.DISPONIBLE: ("fait", "circle-check"),
    Statut.TROP_ANCIENNE: ("a-verifier", "triangle-alert"),
    Statut.DEMANDEE: ("en-cours", "clock"),
    Statut.MANQUANTE: ("bloquant", "octagon-x"),
    Statut.SANS_OBJET: ("neutre", "minus"),
}


class PieceRole(IntEnum):
    """What a row holds beside its text."""

    ROW = Qt.ItemDataRole.UserRole + 1
    ID = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """The heading of a family."""

    label: str


@dataclass(frozen=True, slots=True)
class PieceRow:
    """One document, in words."""

    id: int
    titre: str
    pill: Pill
    version: str
    valable: str
    chez: str
    themes: str
    joint: bool
    closed: bool
    spoken: str

    @property
    def cells(self) -> tuple[str, ...]:
        """Return its columns as a spreadsheet takes them."""
        status = self.pill.word
        return (self.titre, status, self.version, self.valable, self.chez, self.themes)


Row = FamilyRow | PieceRow


def rows_of(lines: Iterable[LignePiece]) -> list[Row]:
    """Return the rows of these documents, each under the heading of its family."""
    rows: list[Row] = []
    for family, group in families(lines):
        rows.append(FamilyRow(word(family)))
        rows += [_row(line) for line in group]
    return rows


def pill_of(line: LignePiece) -> Pill:
    """Return where a document stands as a pill; one that is late is told as such."""
    if line.late:
        return Pill("en-retard", _("En retard"))
    kind, icon = LOOKS[line.statut]
    return Pill(kind, _(STATUS_WORDS[line.statut]), icon)


def _row(line: LignePiece) -> PieceRow:
    pill = pill_of(line)
    expected = line.piece.attendue_le
    spoken = [line.piece.titre, pill.word, line.version, line.valable, line.chez]
    if line.statut is Statut.DEMANDEE and expected is not None:
        spoken.append(_("attendue le {jour}", jour=format_date(expected)))
    spoken.append(_("thèmes {lettres}", lettres=line.themes))
    return PieceRow(
        id=line.piece.id,
        titre=line.piece.titre,
        pill=pill,
        version=line.version,
        valable=line.valable,
        chez=line.chez,
        themes=line.themes,
        joint=line.fichiers > 0,
        closed=line.statut is Statut.SANS_OBJET,
        spoken=", ".join(spoken),
    )


class PiecesModel(GroupedModel[Row]):
    """The rows of the list."""

    def is_heading(self, row: Row) -> bool:
        """Tell whether a row names a family."""
        return isinstance(row, FamilyRow)

    def identity(self, row: Row) -> object:
        """Return the id of a document, the name of a heading."""
        return row.label if isinstance(row, FamilyRow) else row.id

    def row_data(self, row: Row, role: int) -> object:
        """Return what a row shows or says."""
        if role == PieceRole.ROW:
            return row
        if isinstance(row, FamilyRow):
            shown = {int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)}
            return row.label if role in shown else None
        told: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: row.titre,
            Qt.ItemDataRole.ToolTipRole: f"<qt>{html.escape(row.titre)}</qt>",
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
            PieceRole.ID: row.id,
        }
        return told.get(role)

    def ids(self) -> list[int]:
        """Return the ids of the documents shown, in order."""
        return [row.id for row in self._rows if isinstance(row, PieceRow)]
