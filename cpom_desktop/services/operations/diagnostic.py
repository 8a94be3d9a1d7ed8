"""Operations on the shared diagnosis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.diagnostic import (
    PRIORITIES,
    Constat,
    Cotation,
    NatureConstat,
    PositionAutorite,
)
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import Context, Operation, given, update_given

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

    def title(self) -> str:
        """Return its title."""
        return update_title("constats", given(self, "critere"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given.

        Raises:
            RegleInvalide: `critere-inconnu`, `priorite`.
        """
        require_critere(context, self.critere)
        if isinstance(self.priorite, int) and self.priorite not in PRIORITIES:
            raise RegleInvalide("priorite", limite=PRIORITIES[-1])
        row = next((c for c in records.all(Constat) if c.critere == self.critere), None)
        row_id = row.id if row else records.insert(Constat(id=0, critere=self.critere))
        update_given(records, "constats", row_id, given(self, "critere"))


def require_critere(context: Context, critere: str) -> None:
    """Refuse a criterion that the grid of this dossier does not have.

    Raises:
        RegleInvalide: `critere-inconnu`.
    """
    if all(critere != known.slug for known in context.content.grille.criteres):
        raise RegleInvalide("critere-inconnu", critere=critere)
