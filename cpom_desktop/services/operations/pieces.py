"""Operations on the documents to gather."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.pieces import EtatPiece, Piece, TypePiece, Validite
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
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
MOST_AT_ONCE = 200
"""Documents that a list adds at once."""


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
        if self.etat is EtatPiece.DEMANDEE:
            values = {**_asked_again(records.get(Piece, self.id), context), **values}
        update_given(records, "pieces", self.id, values)


class DeletePieces(Deletion, frozen=True):
    """Delete documents from the list, with the files attached to them."""

    kind = Piece
    words = ("supprimer une pièce", "supprimer {n} pièces")


class AddPieces(Operation, frozen=True):
    """Add a list of titles as documents to gather, in one step; answers their ids."""

    titres: list[str]
    type: TypePiece

    def title(self) -> str:
        """Return its title."""
        return ngettext("ajouter une pièce", "ajouter {n} pièces", len(self.titres))

    def apply(self, records: Records, context: Context) -> list[int]:
        """Insert them in their order, missing.

        Raises:
            RegleInvalide: `nom-vide`; `trop-de-pieces` (`limite`).
        """
        if len(self.titres) > MOST_AT_ONCE:
            raise RegleInvalide("trop-de-pieces", limite=MOST_AT_ONCE)
        return [
            AddPiece(titre=titre, type=self.type).apply(records, context) for titre in self.titres
        ]


class SetPieces(Operation, frozen=True):
    """Say where several documents stand, in one step."""

    ids: list[int]
    etat: EtatPiece
    motif: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        words = {
            EtatPiece.DISPONIBLE: ("noter une pièce disponible", "noter {n} pièces disponibles"),
            EtatPiece.DEMANDEE: ("noter une pièce demandée", "noter {n} pièces demandées"),
            EtatPiece.MANQUANTE: ("noter une pièce manquante", "noter {n} pièces manquantes"),
            EtatPiece.SANS_OBJET: ("noter une pièce sans objet", "noter {n} pièces sans objet"),
        }
        return ngettext(*words[self.etat], len(self.ids))

    def apply(self, records: Records, context: Context) -> None:
        """Write it; a document asked for again is asked for today.

        The reason why it did not concern the dossier goes with what it was the reason of.
        """
        values = given(self, "ids")
        if self.etat is not EtatPiece.SANS_OBJET:
            values.setdefault("motif", "")
        for piece_id in self.ids:
            piece = records.get(Piece, piece_id)
            dates = _asked_again(piece, context) if self.etat is EtatPiece.DEMANDEE else {}
            if self.etat is not piece.etat or self.motif is not UNSET:
                update_given(records, "pieces", piece_id, {**values, **dates})


class AskPieces(Operation, frozen=True):
    """Ask one person for several documents, in one step."""

    ids: list[int]
    detenteur_id: int | None = None
    demandee_le: date | UnsetType = UNSET
    attendue_le: date | UnsetType | None = UNSET

    def title(self) -> str:
        """Return its title."""
        return ngettext("demander une pièce", "demander {n} pièces", len(self.ids))

    def apply(self, records: Records, context: Context) -> None:
        """Write who is asked, when, and by when it should come.

        Raises:
            RegleInvalide: `introuvable`; `attendue-avant`, expected before it was asked for.
        """
        asked = context.today if self.demandee_le is UNSET else self.demandee_le
        if isinstance(self.attendue_le, date) and self.attendue_le < asked:
            raise RegleInvalide("attendue-avant")
        values = {**given(self, "ids"), "etat": EtatPiece.DEMANDEE, "demandee_le": asked}
        check_names(records, values, detenteur_id=Acteur)
        for piece_id in self.ids:
            records.get(Piece, piece_id)
            update_given(records, "pieces", piece_id, values)


def _asked_again(piece: Piece, context: Context) -> dict[str, object]:
    """Return the dates of a request that begins; those of one under way stay."""
    if piece.etat is EtatPiece.DEMANDEE and piece.demandee_le:
        return {}
    over = piece.attendue_le is not None and piece.attendue_le < context.today
    dates: dict[str, object] = {"demandee_le": context.today}
    return {**dates, "attendue_le": None} if over else dates
