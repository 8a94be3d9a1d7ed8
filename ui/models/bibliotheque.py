"""The library of objectives as a list: one row an objective, under its axis unless ranked."""

from __future__ import annotations

import html
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cpom_desktop.i18n import _
from ui.kit.pills import Pill
from ui.models.grouped import GroupedModel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.services.queries.bibliotheque import LigneObjectif


class ObjectifRole(IntEnum):
    """What a row holds beside its text."""

    ROW = Qt.ItemDataRole.UserRole + 1
    SLUG = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class AxeRow:
    """The heading of an axis."""

    label: str


@dataclass(frozen=True, slots=True)
class ObjectifRow:
    """One objective, in words.

    Attributes:
        reason: why it is proposed, else its domain.
        pill: it was taken; None while it may be.
        required: the region asks for it.
    """

    slug: str
    label: str
    measure: str
    reason: str
    pill: Pill | None
    required: bool
    spoken: str


Row = AxeRow | ObjectifRow


def rows_of(lines: Iterable[LigneObjectif], *, headed: bool, reasons: bool) -> list[Row]:
    """Return the rows of these lines.

    Args:
        lines: in the order shown.
        headed: each under the heading of its axis.
        reasons: tell the weakness that each answers.
    """
    rows: list[Row] = []
    axe = ""
    for line in lines:
        if headed and line.axe != axe:
            axe = line.axe
            rows.append(AxeRow(axe))
        rows.append(_row(line, reasons=reasons))
    return rows


def _row(line: LigneObjectif, *, reasons: bool) -> ObjectifRow:
    measure = _("Indicateur : {nom}", nom=line.model.indicateur.libelle)
    required = _("obligatoire dans votre région") if line.model.obligatoire else ""
    told = [_("Domaine : {nom}", nom=line.domaine) if line.domaine else "", required]
    if reasons and line.faiblesse is not None:
        weak = line.faiblesse
        told = [_("Répond à {critere} ({dit})", critere=weak.titre, dit=weak.dit), required]
    reason = " · ".join(filter(None, told))
    pill = Pill("fait", _("Ajouté")) if line.pris else None
    state = pill.word if pill else _("à ajouter")
    spoken = ", ".join((line.model.libelle, state, measure, reason))
    return ObjectifRow(
        line.slug,
        line.model.libelle,
        measure,
        reason,
        pill,
        line.model.obligatoire,
        spoken,
    )


class BibliothequeModel(GroupedModel[Row]):
    """The rows of the list."""

    def is_heading(self, row: Row) -> bool:
        """Tell whether a row names an axis."""
        return isinstance(row, AxeRow)

    def identity(self, row: Row) -> object:
        """Return the slug of an objective, the name of a heading."""
        return row.label if isinstance(row, AxeRow) else row.slug

    def row_data(self, row: Row, role: int) -> object:
        """Return what a row shows or says."""
        if role == ObjectifRole.ROW:
            return row
        if isinstance(row, AxeRow):
            shown = {int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)}
            return row.label if role in shown else None
        told: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: row.label,
            Qt.ItemDataRole.ToolTipRole: _tooltip(row),
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
            ObjectifRole.SLUG: row.slug,
        }
        return told.get(role)

    def slugs(self) -> list[str]:
        """Return the objectives shown, in order."""
        return [row.slug for row in self._rows if isinstance(row, ObjectifRow)]


def _tooltip(row: ObjectifRow) -> str:
    lines = (row.label, row.measure, row.reason)
    return "<qt>{}</qt>".format("<br>".join(map(html.escape, lines)))
