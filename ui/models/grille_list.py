"""The criteria of the grid as a list: one row a criterion, under its theme when several show."""

from __future__ import annotations

import html
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.grille import theme_title
from cpom_desktop.services.queries.grille_liste import EtatCritere, LigneCritere
from ui.kit.pills import Pill
from ui.models.grouped import GroupedModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ui.kit.pills import PillKind

STATES: Mapping[EtatCritere, tuple[PillKind, str]] = {
    EtatCritere.A_COTER: ("a-faire", "À coter"),
    EtatCritere.A_RECHERCHER: ("en-cours", "À rechercher"),
    EtatCritere.A_VERIFIER: ("a-verifier", "À vérifier"),
    EtatCritere.SANS_MOTIF: ("a-saisir", "Motif à dire"),
    EtatCritere.NON_CONCERNE: ("neutre", "Non concerné"),
    EtatCritere.COTE: ("fait", "Coté"),
}


class CritereRole(IntEnum):
    """What a row holds beside its text."""

    ROW = Qt.ItemDataRole.UserRole + 1
    SLUG = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """The heading of a theme."""

    label: str


@dataclass(frozen=True, slots=True)
class CritereRow:
    """One criterion, in words."""

    line: LigneCritere
    pill: Pill
    spoken: str


Row = ThemeRow | CritereRow


def rows_of(lines: Iterable[LigneCritere], *, headed: bool) -> list[Row]:
    """Return the rows of these lines, each under the heading of its theme when `headed`."""
    rows: list[Row] = []
    theme = ""
    for line in lines:
        if headed and line.place.theme.slug != theme:
            theme = line.place.theme.slug
            rows.append(ThemeRow(theme_title(line.place.theme)))
        rows.append(_row(line))
    return rows


def _row(line: LigneCritere) -> CritereRow:
    kind, words = STATES[line.etat]
    pill = Pill(kind, _(words))
    proofs = ngettext("{n} preuve", "{n} preuves", line.preuves) if line.preuves else ""
    parts = (line.titre, line.cotation_dite, line.constat, line.nature, proofs, pill.word)
    return CritereRow(line, pill, ", ".join(part for part in parts if part))


class CriteresModel(GroupedModel[Row]):
    """The rows of the list."""

    def is_heading(self, row: Row) -> bool:
        """Tell whether a row names a theme."""
        return isinstance(row, ThemeRow)

    def identity(self, row: Row) -> object:
        """Return the slug of a criterion, the name of a heading."""
        return row.label if isinstance(row, ThemeRow) else row.line.slug

    def row_data(self, row: Row, role: int) -> object:
        """Return what a row shows or says."""
        if role == CritereRole.ROW:
            return row
        if isinstance(row, ThemeRow):
            shown = {int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)}
            return row.label if role in shown else None
        told: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: row.line.titre,
            Qt.ItemDataRole.ToolTipRole: f"<qt>{html.escape(row.line.titre)}</qt>",
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
            CritereRole.SLUG: row.line.slug,
        }
        return told.get(role)

    def slugs(self) -> list[str]:
        """Return the criteria shown, in order."""
        return [row.line.slug for row in self._rows if isinstance(row, CritereRow)]
