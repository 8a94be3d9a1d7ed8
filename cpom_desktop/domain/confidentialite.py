"""Personal data: the register of the persons erased, and what she says of what she keeps.

An erased person is never named here: a number, a day, a reason and counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - rows are read by these annotations
from enum import StrEnum


class MotifEffacement(StrEnum):
    """Why a person was erased."""

    DEMANDE = "demande"
    CONSERVATION = "conservation"
    ERREUR = "erreur"
    AUTRE = "autre"


class Rubrique(StrEnum):
    """What she may say in her own words, or in months, of the personal data of the dossier."""

    RESPONSABLE = "responsable"
    DPO = "dpo"
    FINALITE = "finalite"
    BASE_LEGALE = "base_legale"
    PERSONNES = "personnes"
    DONNEES = "donnees"
    DESTINATAIRES = "destinataires"
    DUREES = "durees"
    MESURES = "mesures"
    SOUS_TRAITANTS = "sous_traitants"
    TRANSFERTS = "transferts"
    APRES_CONTRAT = "apres_contrat"
    SANS_ACTIVITE = "sans_activite"


MOIS = {Rubrique.APRES_CONTRAT: 12, Rubrique.SANS_ACTIVITE: 24}
"""Those that are a number of months → what we propose (reliability §3.3: proposed, no rule)."""
MOST_MONTHS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Effacement:
    """A person erased: « Personne effacée n° 12 ». What was done is counted, nobody is named.

    Attributes:
        fiches: rows whose contact data were emptied.
        textes: passages of the dossier that named the person.
        historique: rows of the history written again.
        versions: named versions written again.
        brouillons: refused texts written again.
        envois: files of documents sent that are no longer kept.
        fichiers: attached files left for her to look at.
        gardes: passages that she chose to leave.
        sauvegardes, sauvegardes_gardees: earlier backups deleted, and left.
    """

    id: int
    numero: int
    jour: date
    motif: MotifEffacement = MotifEffacement.DEMANDE
    fiches: int = 0
    textes: int = 0
    historique: int = 0
    versions: int = 0
    brouillons: int = 0
    envois: int = 0
    fichiers: int = 0
    gardes: int = 0
    sauvegardes: int = 0
    sauvegardes_gardees: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidentialite:
    """One answer of hers: the text of a heading (empty: ours), or a number of months."""

    id: int
    cle: Rubrique
    texte: str = ""
    nombre: int | None = None
