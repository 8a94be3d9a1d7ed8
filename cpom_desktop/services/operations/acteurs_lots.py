"""Operations on several stakeholders at once: a file of contacts, two that are one."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import msgspec

from cpom_desktop.domain.acteurs import Acteur, Civilite, Famille
from cpom_desktop.domain.echanges import EchangePersonne, Interlocuteur
from cpom_desktop.domain.instances import InstanceMembre
from cpom_desktop.domain.reunions import ReunionPresence
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations.acteurs import checked_acteur
from cpom_desktop.services.operations.base import Context, Operation, cleaned, next_place
from cpom_desktop.services.references import REFERENCES
from cpom_desktop.services.snapshot import RECORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cpom_desktop.services.ports import Records
    from cpom_desktop.services.snapshot import Record

MOST_LINES = 2000
"""People that one file may bring."""
OWN = frozenset({"id", "ordre", "nom", "civilite", "depuis"})
"""Fields of the one kept that the other never fills: a name goes with its dates."""
ONCE = {
    ReunionPresence: "reunion_id",
    EchangePersonne: "echange_id",
    InstanceMembre: "instance_id",
}
"""Rows that name somebody once in something."""


class LigneActeur(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Someone of a file: to add, or to complete where the dossier knows them.

    Attributes:
        complete_id: the stakeholder whose empty fields it fills; None adds another.
    """

    complete_id: int | None = None
    famille: Famille = Famille.INSTITUTIONNELS
    civilite: Civilite | None = None
    nom: str = ""
    structure: str = ""
    service: str = ""
    fonction: str = ""
    telephone: str = ""
    courriel: str = ""
    adresse: str = ""
    relation: str = ""


class AddActeurs(Operation, frozen=True):
    """Add or complete the stakeholders of a file, in one step; answers the ids, in order."""

    lignes: list[LigneActeur]

    def title(self) -> str:
        """Return its title."""
        return ngettext("importer {n} acteur", "importer {n} acteurs", len(self.lignes))

    def apply(self, records: Records, context: Context) -> list[int]:
        """Insert or complete them.

        Raises:
            RegleInvalide: `trop-d-acteurs`; what a field refuses, and then nothing is written.
        """
        if len(self.lignes) > MOST_LINES:
            raise RegleInvalide("trop-d-acteurs", limite=MOST_LINES)
        place = next_place(records.all(Acteur))
        return [_take(records, line, place + rank) for rank, line in enumerate(self.lignes)]


def _take(records: Records, line: LigneActeur, place: int) -> int:
    values = {name: getattr(line, name) for name in line.__struct_fields__}
    complete_id = values.pop("complete_id")
    values = checked_acteur(cleaned("acteurs", values))
    if complete_id is None:
        return records.insert(Acteur(id=0, ordre=place, **values))  # type: ignore[arg-type]
    known = records.get(Acteur, complete_id)
    del values["famille"]  # she chose it already
    lacking = {name: value for name, value in values.items() if value and not getattr(known, name)}
    if lacking:
        records.update(Acteur, complete_id, lacking)
    return known.id


class MergeActeurs(Operation, frozen=True):
    """Make one of two stakeholders: all that names the other names the one kept.

    What the one kept does not say is taken from the other. Where their names differ, that of the
    other is kept as someone who spoke before. Past exchanges and presences keep their names.
    """

    garde_id: int
    autre_id: int

    def title(self) -> str:
        """Return its title."""
        return _("fusionner deux acteurs")

    def apply(self, records: Records, context: Context) -> None:
        """Move what names the other, complete the one kept, delete the other.

        Raises:
            RegleInvalide: `fusion-soi-meme`, they are one already.
        """
        if self.garde_id == self.autre_id:
            raise RegleInvalide("fusion-soi-meme")
        kept, other = records.get(Acteur, self.garde_id), records.get(Acteur, self.autre_id)
        for table, links in REFERENCES.items():
            named = [field for field, link in links.items() if link.table == "acteurs"]
            rows: tuple[Record, ...] = records.all(RECORDS[table]) if named else ()
            for row in rows:
                _rename(records, row, named, kept.id, other.id)
        _keep_name(records, kept, other)
        if lacking := _lacking(kept, other):
            records.update(Acteur, kept.id, lacking)
        records.delete(Acteur, [other.id])


def _rename(records: Records, row: Record, fields: Sequence[str], kept: int, other: int) -> None:
    """Have a row that names the other name the one kept."""
    values = {field: kept for field in fields if getattr(row, field) == other}
    if values and not _is_there(records, row, kept, other):
        records.update(type(row), row.id, _not_oneself(row, values))


def _is_there(records: Records, row: object, kept: int, other: int) -> bool:
    """Tell whether the one kept is already in what names somebody once."""
    field = ONCE.get(type(row))
    if field is None or getattr(row, "acteur_id", None) != other:
        return False
    within = getattr(row, field)
    return any(
        getattr(r, field) == within and getattr(r, "acteur_id", None) == kept
        for r in records.all(type(row))
    )


def _not_oneself(row: object, values: Mapping[str, object]) -> Mapping[str, object]:
    """Return the values without a deputy who would replace himself."""
    after = {"acteur_id": getattr(row, "acteur_id", None), **values}
    deputy = after.get("suppleant_id", getattr(row, "suppleant_id", None))
    if deputy is not None and deputy == after["acteur_id"]:
        return {**values, "suppleant_id": None}
    return values


def _keep_name(records: Records, kept: Acteur, other: Acteur) -> None:
    """Write down who spoke for the other, where somebody else speaks for the one kept."""
    if not other.nom:
        return
    if not kept.nom:
        taken = {"nom": other.nom, "civilite": other.civilite, "depuis": other.depuis}
        records.update(Acteur, kept.id, taken)
    elif other.nom.casefold() != kept.nom.casefold():
        values = {
            name: getattr(other, name)
            for name in ("nom", "fonction", "telephone", "courriel", "depuis")
        }
        records.insert(Interlocuteur(id=0, acteur_id=kept.id, jusqu_au=None, **values))


def _lacking(kept: Acteur, other: Acteur) -> dict[str, object]:
    """Return what the other says and the one kept does not."""
    named_otherwise = bool(kept.nom and other.nom and kept.nom.casefold() != other.nom.casefold())
    left = {"telephone", "courriel", "fonction"} if named_otherwise else set()
    names = [f.name for f in fields(Acteur) if f.name not in OWN | left]
    return {
        name: value
        for name in names
        if (value := getattr(other, name)) and not getattr(kept, name)
    }
