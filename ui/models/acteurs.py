"""The stakeholders as a list: families, and under each its people and structures."""

from __future__ import annotations

import html
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cpom_desktop.domain.acteurs import StatutContrat
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.acteurs_filtres import name_is_missing
from cpom_desktop.services.queries.words import word
from ui.models.grouped import GroupedModel

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from cpom_desktop.content.schema import FamilleModele
    from cpom_desktop.domain.acteurs import Acteur


class ActeurRole(IntEnum):
    """What a row tells beside its first line."""

    ID = Qt.ItemDataRole.UserRole + 1
    SECOND = Qt.ItemDataRole.UserRole + 2
    ALERT = Qt.ItemDataRole.UserRole + 3
    ICON = Qt.ItemDataRole.UserRole + 4
    COUNT = Qt.ItemDataRole.UserRole + 5


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A header: label, icon, and how many stakeholders the family has, shown or not."""

    label: str
    icon: str
    count: int


@dataclass(frozen=True, slots=True)
class ActeurRow:
    """A stakeholder: two lines, and whether a name is expected and missing."""

    id: int
    first: str
    second: str
    alert: bool
    family: str


Row = FamilyRow | ActeurRow


def title_of(acteur: Acteur) -> str:
    """Return what a stakeholder is called, even before anything was typed."""
    return acteur.display_name or _("À compléter")


def second_line(acteur: Acteur) -> str:
    """Return what comes under the name: function, structure, part in the contract."""
    title = title_of(acteur)
    about = [part for part in (acteur.fonction, acteur.structure) if part and part != title]
    signs = acteur.statut_contrat is StatutContrat.SIGNATAIRE
    status = [word(acteur.statut_contrat).lower()] if signs else []
    if name_is_missing(acteur):
        return ", ".join([*status, _("nom à compléter"), *about])
    return ", ".join([*about, *status]) or acteur.relation


def fold(text: str) -> str:
    """Return a text without accents, capitals nor curly apostrophes, for searching."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("’", "'"))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return plain.replace("œ", "oe").replace("æ", "ae")


def matches(acteur: Acteur, search: str, also: str = "") -> bool:
    """Tell whether every word searched is somewhere in a stakeholder, or in `also`."""
    parts = (
        acteur.nom,
        acteur.fonction,
        acteur.structure,
        acteur.service,
        acteur.relation,
        acteur.courriel,
        acteur.telephone,
        acteur.adresse,
        acteur.attentes,
        also,
    )
    text = fold(" ".join(parts))
    return all(wanted in text for wanted in fold(search).split())


def rows_of(
    acteurs: Sequence[Acteur],
    families: Sequence[FamilleModele],
    search: str = "",
    *,
    only: Container[int] | None = None,
    alike: Container[int] = (),
    also: Mapping[int, str] = MappingProxyType({}),
) -> list[Row]:
    """Return the rows: families in the order of the pack, those without a match left out.

    Args:
        acteurs: the stakeholders to show.
        families: those of the pack.
        search: words that must all be there.
        only: ids of those that the filter shows; None shows all.
        alike: ids of those who seem to be there twice.
        also: other words under which each is found, by id.
    """
    rows: list[Row] = []
    for family in families:
        members = [a for a in acteurs if a.famille is family.slug]
        shown = [a for a in members if only is None or a.id in only]
        found = [a for a in shown if matches(a, search, also.get(a.id, ""))]
        if found:
            rows.append(FamilyRow(family.libelle, family.icone, len(members)))
            rows += [_row(a, family.libelle, twice=a.id in alike) for a in found]
    return rows


def _row(acteur: Acteur, family: str, *, twice: bool) -> ActeurRow:
    alert = name_is_missing(acteur) or twice
    second = second_line(acteur)
    if twice:
        second = ", ".join(t for t in (_("doublon possible"), second) if t)
    return ActeurRow(acteur.id, title_of(acteur), second, alert, family)


class ActeursModel(GroupedModel[Row]):
    """The list; families are its headings."""

    def ids(self) -> list[int]:
        """Return the stakeholders shown, in order."""
        return [row.id for row in self._rows if isinstance(row, ActeurRow)]

    def is_heading(self, row: Row) -> bool:
        """Tell whether a row is a family."""
        return isinstance(row, FamilyRow)

    def identity(self, row: Row) -> object:
        """Return the id of a stakeholder, the name of a family."""
        return row.id if isinstance(row, ActeurRow) else row.label

    def row_data(self, row: Row, role: int) -> object:
        """Return what a row shows or says."""
        return _family_data(row, role) if isinstance(row, FamilyRow) else _acteur_data(row, role)


def _family_data(row: FamilyRow, role: int) -> object:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return row.label
        case Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.label}, {row.count}"
        case ActeurRole.ICON:
            return row.icon
        case ActeurRole.COUNT:
            return row.count
    return None


def _acteur_data(row: ActeurRow, role: int) -> object:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return row.first
        case Qt.ItemDataRole.ToolTipRole:
            return f"<qt>{html.escape(row.first)}<br>{html.escape(row.second)}</qt>"
        case Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.first, row.second, row.family) if part)
        case ActeurRole.ID:
            return row.id
        case ActeurRole.SECOND:
            return row.second
        case ActeurRole.ALERT:
            return row.alert
    return None
