"""Operations on the documents to gather, and on the files attached."""

from __future__ import annotations

import re
from datetime import date  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.echanges import Echange
from cpom_desktop.domain.pieces import EtatPiece, Fichier, Piece, TypePiece, Validite
from cpom_desktop.domain.reunions import Reunion
from cpom_desktop.errors import RegleInvalide
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
    from collections.abc import Mapping

    from cpom_desktop.services.ports import Records

LONGEST_VALIDITY, OLDEST_EXERCICE = 600, 20
"""Months a version may hold, and years of an exercice."""
LARGEST_FILE = 20 * 1024 * 1024
"""Bytes of one attachment (reliability T12)."""
OWNERS = {"piece_id": Piece, "echange_id": Echange, "reunion_id": Reunion}


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


class AddFichier(Operation, frozen=True):
    """Attach a file whose bytes are kept already; answers its id.

    Attributes:
        empreinte: SHA-256 of the bytes, in hexadecimal.
        taille: bytes.
    """

    nom: str
    empreinte: str
    taille: int
    piece_id: int | None = None
    echange_id: int | None = None
    reunion_id: int | None = None

    def title(self) -> str:
        """Return its title."""
        return _("joindre un fichier")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it.

        Raises:
            RegleInvalide: `fichier-sans-attache`; `fichier-vide`, `fichier-trop-grand`;
                `fichier-empreinte`.
        """
        require_text(self.nom)
        values = cleaned("fichiers", given(self))
        check_names(records, values, **OWNERS)
        _check_file(values)
        return records.insert(Fichier(id=0, ajoute_le=context.today, **values))  # type: ignore[arg-type]


def _check_file(values: Mapping[str, object]) -> None:
    if sum(values.get(owner) is not None for owner in OWNERS) != 1:
        raise RegleInvalide("fichier-sans-attache")
    size = values["taille"]
    if not isinstance(size, int) or size < 1:
        raise RegleInvalide("fichier-vide")
    if size > LARGEST_FILE:
        raise RegleInvalide("fichier-trop-grand", limite=LARGEST_FILE // 1024**2)
    if not re.fullmatch(r"[0-9a-f]{64}", str(values["empreinte"])):
        raise RegleInvalide("fichier-empreinte")


class DeleteFichiers(Operation, frozen=True):
    """Detach files; their bytes stay as long as the history may bring them back."""

    ids: list[int]

    def title(self) -> str:
        """Return its title."""
        return ngettext("retirer un fichier joint", "retirer {n} fichiers joints", len(self.ids))

    def apply(self, records: Records, context: Context) -> None:
        """Delete them."""
        records.delete(Fichier, self.ids)
