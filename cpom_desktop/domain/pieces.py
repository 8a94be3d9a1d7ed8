"""The documents to gather before the diagnosis: where they are and whether they still hold.

Source: kit §1.9 (list second-hand and proposed).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cpom_desktop.domain.dossier import add_months

TRANSMIS = "transmis"
"""Use of the file that holds a document as it was sent."""


class TypePiece(StrEnum):
    """Families of sources (kit §1.9)."""

    TERRITOIRE = "territoire"
    STRATEGIE = "strategie"
    QUALITE = "qualite"
    SOINS = "soins"
    RH = "rh"
    FINANCES = "finances"
    PATRIMOINE = "patrimoine"
    CONTRAT = "contrat"
    SI = "si"


class Validite(StrEnum):
    """How long a version holds: while in force, so many months, or for an exercice."""

    EN_VIGUEUR = "en_vigueur"
    DUREE = "duree"
    EXERCICE = "exercice"


class EtatPiece(StrEnum):
    """What she says of it; « trop ancienne » is computed."""

    MANQUANTE = "manquante"
    DEMANDEE = "demandee"
    DISPONIBLE = "disponible"
    SANS_OBJET = "sans_objet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A document to gather.

    Attributes:
        themes: letters of the themes of the grid that it serves, « A,L »; empty for all.
        emetteur: who makes it.
        validite_mois: for `duree`, months after `version_du`.
        validite_exercice: for `exercice`, years before the present one (0: this year, 1: the
            last one).
        valable_jusqu_au: last day it holds, as she knows it; before any rule.
        version_du: date of the version in hand; `periode`: what it covers, in words.
        detenteur_id: who has it, or can give it.
        emplacement: where it is: a path, a binder, a shelf; a text never opened.
        demandee_le, attendue_le: when it was asked for, and by when it should come.
        motif: why it does not concern the dossier.
        donnees_personnelles: it holds names: it does not leave the house.
    """

    id: int
    slug: str = ""
    ordre: int = 0
    titre: str
    type: TypePiece
    themes: str = ""
    emetteur: str = ""
    validite: Validite = Validite.EN_VIGUEUR
    validite_mois: int | None = None
    validite_exercice: int = 1
    valable_jusqu_au: date | None = None
    etat: EtatPiece = EtatPiece.MANQUANTE
    version_du: date | None = None
    periode: str = ""
    detenteur_id: int | None = None
    emplacement: str = ""
    demandee_le: date | None = None
    attendue_le: date | None = None
    motif: str = ""
    donnees_personnelles: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fichier:
    """A file attached inside the dossier; its bytes are kept apart, by their SHA-256.

    Attributes:
        nom: its name as shown, cleaned.
        empreinte: SHA-256 of its bytes, in hexadecimal.
        taille: bytes.
        piece_id, echange_id, reunion_id: what it is attached to; one of them.
        usage: « logo » for that of the establishment, attached to nothing else; `TRANSMIS` for
            what was sent, kept with the exchange that tells it.
    """

    id: int
    nom: str
    empreinte: str
    taille: int
    ajoute_le: date
    piece_id: int | None = None
    echange_id: int | None = None
    reunion_id: int | None = None
    critere: str = ""
    usage: str = ""


def valid_until(piece: Piece) -> date | None:
    """Return the last day a version holds: hers, else by its date and rule; None without end.

    An exercice that is `validite_exercice` years old holds until the end of the year after: the
    accounts of 2026 serve all through 2027.
    """
    if piece.valable_jusqu_au or piece.version_du is None:
        return piece.valable_jusqu_au
    match piece.validite:
        case Validite.DUREE if piece.validite_mois:
            return add_months(piece.version_du, piece.validite_mois)
        case Validite.EXERCICE:
            return date(piece.version_du.year + piece.validite_exercice, 12, 31)
        case _:
            return None


def is_outdated(piece: Piece, today: date) -> bool:
    """Tell whether the version in hand is too old."""
    last = valid_until(piece)
    return piece.etat is EtatPiece.DISPONIBLE and last is not None and last < today
