"""Operations on the documents to gather."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.pieces import EtatPiece, Piece, TypePiece, Validite
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Operation,
    check_bounds,
    check_names,
    cleaned,
    given,
    next_place,
    require_text,
    update_given,
)

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records

LONGEST_VALIDITY, OLDEST_EXERCICE = 600, 20
"""Months a version may hold, and years of an exercice."""


class AddPiece(Operation, frozen=True):
    """Add a document to gather, after the others; answers its id."""

    titre: str
    type: TypePiece
    emetteur: str = ""
    detenteur_id: int | None = None

    def title(self) -> str:
        """Return its title."""
        return _("ajouter une pièce")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it, missing."""
        require_text(self.titre)
        values = cleaned("pieces", given(self))
        check_names(records, values, detenteur_id=Acteur)
        return records.insert(Piece(id=0, ordre=next_place(records.all(Piece)), **values))  # type: ignore[arg-type]


class UpdatePiece(Operation, frozen=True):
    """Change a document, or say where it stands."""

    id: int
    titre: str | UnsetType = UNSET
    type: TypePiece | UnsetType = UNSET
    themes: str | UnsetType = UNSET
    emetteur: str | UnsetType = UNSET
    validite: Validite | UnsetType = UNSET
    validite_mois: int | UnsetType | None = UNSET
    validite_exercice: int | UnsetType = UNSET
    valable_jusqu_au: date | UnsetType | None = UNSET
    etat: EtatPiece | UnsetType = UNSET
    version_du: date | UnsetType | None = UNSET
    periode: str | UnsetType = UNSET
    detenteur_id: int | UnsetType | None = UNSET
    emplacement: str | UnsetType = UNSET
    demandee_le: date | UnsetType | None = UNSET
    attendue_le: date | UnsetType | None = UNSET
    motif: str | UnsetType = UNSET
    donnees_personnelles: bool | UnsetType = UNSET
    note: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("pieces", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given; a document that is asked for has a day."""
        require_text(self.titre)
        values = given(self, "id")
        check_names(records, values, detenteur_id=Acteur)
        check_bounds(values, 1, LONGEST_VALIDITY, "validite_mois")
        check_bounds(values, 0, OLDEST_EXERCICE, "validite_exercice")
        asked = records.get(Piece, self.id).demandee_le
        if self.etat is EtatPiece.DEMANDEE and asked is None:
            values.setdefault("demandee_le", context.today)
        update_given(records, "pieces", self.id, values)


class DeletePieces(Operation, frozen=True):
    """Delete documents from the list, with the files attached to them."""

    ids: list[int]

    def title(self) -> str:
        """Return its title."""
        return ngettext("supprimer une pièce", "supprimer {n} pièces", len(self.ids))

    def apply(self, records: Records, context: Context) -> None:
        """Delete them."""
        records.delete(Piece, self.ids)
