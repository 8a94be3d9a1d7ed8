"""Operations on the shared diagnosis."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.diagnostic import (
    PRIORITIES,
    Constat,
    Cotation,
    CriterePropre,
    NatureConstat,
    PositionAutorite,
)
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Operation,
    check_bounds,
    given,
    update_given,
)

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records


class UpdateConstat(Operation, frozen=True):
    """Answer a criterion of the grid, whose row is made at its first answer."""

    critere: str
    cotation: Cotation | UnsetType | None = UNSET
    motif: str | UnsetType = UNSET
    texte: str | UnsetType = UNSET
    preuve: str | UnsetType = UNSET
    nature: NatureConstat | UnsetType | None = UNSET
    priorite: int | UnsetType | None = UNSET
    a_verifier: bool | UnsetType = UNSET
    position_ars: PositionAutorite | UnsetType | None = UNSET
    note_ars: str | UnsetType = UNSET
    position_departement: PositionAutorite | UnsetType | None = UNSET
    note_departement: str | UnsetType = UNSET
    importance: int | UnsetType | None = UNSET
    faisabilite: int | UnsetType | None = UNSET
    date_preuve: date | UnsetType | None = UNSET
    echeance: date | UnsetType | None = UNSET
    acteur_id: int | UnsetType | None = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("constats", given(self, "critere"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given.

        Raises:
            RegleInvalide: `critere-inconnu`, `priorite`.
        """
        if isinstance(self.priorite, int) and self.priorite not in PRIORITIES:
            raise RegleInvalide("priorite", limite=PRIORITIES[-1])
        values = given(self, "critere")
        check_bounds(values, 1, 3, "importance", "faisabilite")
        update_given(records, "constats", constat_of(records, context, self.critere), values)


def constat_of(records: Records, context: Context, critere: str) -> int:
    """Return the id of the answer to a criterion, made if it lacks.

    Raises:
        RegleInvalide: `critere-inconnu`.
    """
    row = next((c for c in records.all(Constat) if c.critere == critere), None)
    require_critere(records, context, critere)
    return row.id if row else records.insert(Constat(id=0, critere=critere))


def require_critere(records: Records, context: Context, critere: str) -> None:
    """Refuse a criterion that is neither of the grid of this dossier nor hers.

    Raises:
        RegleInvalide: `critere-inconnu`.
    """
    if context.content.grille.critere(critere) is not None:
        return
    if all(critere != own.slug for own in records.all(CriterePropre)):
        raise RegleInvalide("critere-inconnu", critere=critere)
