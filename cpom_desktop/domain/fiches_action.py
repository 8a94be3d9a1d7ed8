"""The fiche action, all its ANAP fields (kit §1.10): origins, steps, versions, what it answers.

Its means and their costs are in `domain.moyens`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - storage reads the annotations
from enum import StrEnum


class StatutFiche(StrEnum):
    """Where a fiche stands; « validée » once the COPIL agreed to it."""

    BROUILLON = "brouillon"
    PROPOSEE = "proposee"
    VALIDEE_COPIL = "validee_copil"
    EN_COURS = "en_cours"
    TERMINEE = "terminee"
    ABANDONNEE = "abandonnee"


class Origine(StrEnum):
    """The approach that a fiche comes from (kit §1.11); a fiche may have several."""

    CPOM = "cpom"
    EVALUATION_HAS = "evaluation_has"
    AUTOEVALUATION = "autoevaluation"
    PROJET_ETABLISSEMENT = "projet_etablissement"
    INSPECTION = "inspection"
    EVENEMENT_INDESIRABLE = "evenement_indesirable"
    RECLAMATION = "reclamation"
    COMMISSION_SECURITE = "commission_securite"
    DUERP = "duerp"
    TRAVAUX = "travaux"
    AUTRE = "autre"


class Priorite(StrEnum):
    """How urgent a fiche is."""

    HAUTE = "haute"
    MOYENNE = "moyenne"
    BASSE = "basse"


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheAction:
    """One fiche action.

    Attributes:
        numero: its lasting number, shown « FA-01 ».
        objectif_id: the objective it carries out.
        responsable_id, suppleant_id: acteurs.
        impact, effort: 1 (low) to 3 (high); None when not decided.
        justification_cout: why it costs nothing, when it does.
        modele: its objective in the library it was drafted from.
        a_adapter: drafted from the library and not yet made hers.
    """

    id: int
    numero: int
    titre: str
    objectif_id: int | None = None
    statut: StatutFiche = StatutFiche.BROUILLON
    priorite: Priorite | None = None
    version: str = "0.1"
    redigee_le: date | None = None
    responsable_id: int | None = None
    suppleant_id: int | None = None
    acteurs_mobilises: str = ""
    demarches_liees: str = ""
    etat_des_lieux: str = ""
    resultats_attendus: str = ""
    modalites_suivi: str = ""
    risques: str = ""
    conditions_reussite: str = ""
    validee_par: str = ""
    validee_le: date | None = None
    impact: int | None = None
    effort: int | None = None
    justification_cout: str = ""
    modele: str = ""
    a_adapter: bool = False

    @property
    def repere(self) -> str:
        """Return « FA-01 »."""
        return repere(self.numero)


def repere(numero: int) -> str:
    """Return the name of a fiche after its number: « FA-01 »."""
    return f"FA-{numero:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Etape:
    """A step of a fiche; `avancement` is a percentage."""

    id: int
    fiche_id: int
    ordre: int = 0
    libelle: str
    responsable_id: int | None = None
    debut: date | None = None
    fin: date | None = None
    livrable: str = ""
    avancement: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheIndicateur:
    """An indicator that follows a fiche; several fiches may share one."""

    id: int
    fiche_id: int
    indicateur_id: int
    ordre: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheConstat:
    """A criterion of the diagnosis that a fiche answers."""

    id: int
    fiche_id: int
    critere: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheOrigine:
    """An approach that a fiche comes from, and where in it (« critère 2.1.4 »)."""

    id: int
    fiche_id: int
    origine: Origine
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheVersion:
    """What a fiche was said to be one day: presented, agreed to, by whom.

    Attributes:
        reunion_id: the meeting that saw it.
    """

    id: int
    fiche_id: int
    version: str
    jour: date
    statut: StatutFiche
    par: str = ""
    reunion_id: int | None = None
    note: str = ""
