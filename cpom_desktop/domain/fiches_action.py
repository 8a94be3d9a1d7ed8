"""The fiche action, all its ANAP fields (kit §1.10): steps, means and costs, funding.

Money is in whole cents. A recurring cost is paid each year from its first to its last.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - storage reads the annotations
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class StatutFiche(StrEnum):
    """Where a fiche stands; « validée » once the COPIL agreed to it."""

    BROUILLON = "brouillon"
    PROPOSEE = "proposee"
    VALIDEE_COPIL = "validee_copil"
    EN_COURS = "en_cours"
    TERMINEE = "terminee"
    ABANDONNEE = "abandonnee"


class Priorite(StrEnum):
    """How urgent a fiche is."""

    HAUTE = "haute"
    MOYENNE = "moyenne"
    BASSE = "basse"


class CategorieMoyen(StrEnum):
    """What a mean is made of."""

    HUMAIN = "humain"
    MATERIEL = "materiel"
    FORMATION = "formation"
    EXTERNE = "externe"


class NatureCout(StrEnum):
    """How a cost weighs: once for equipment, every year, or once in the running costs."""

    INVESTISSEMENT = "investissement"
    EXPLOITATION_RECURRENTE = "exploitation_recurrente"
    EXPLOITATION_PONCTUELLE = "exploitation_ponctuelle"


class SourceFinancement(StrEnum):
    """Who pays (kit §1.10)."""

    DOTATION = "dotation"
    COMPLEMENTAIRE_ARS = "complementaire_ars"
    CREDITS_NON_RECONDUCTIBLES = "credits_non_reconductibles"
    DEPARTEMENT = "departement"
    CARSAT = "carsat"
    OPCO = "opco"
    FONDS_PROPRES = "fonds_propres"
    REDEPLOIEMENT = "redeploiement"
    AUTRE = "autre"


class EtatFinancement(StrEnum):
    """Whether the money is there."""

    ACQUIS = "acquis"
    DEMANDE = "demande"


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheAction:
    """One fiche action.

    Attributes:
        numero: its lasting number, shown « FA-01 ».
        objectif_id: the objective it carries out.
        responsable_id, suppleant_id: acteurs.
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
class Moyen:
    """A mean and what it costs.

    Attributes:
        montant_centimes: each year for a recurring cost, once for the others; None when the
            mean is not costed.
        premiere_annee, derniere_annee: when it is paid; a cost paid once has its first year only.
    """

    id: int
    fiche_id: int
    ordre: int = 0
    libelle: str
    categorie: CategorieMoyen = CategorieMoyen.MATERIEL
    nature: NatureCout = NatureCout.EXPLOITATION_PONCTUELLE
    montant_centimes: int | None = None
    premiere_annee: int | None = None
    derniere_annee: int | None = None

    @property
    def annees(self) -> int:
        """How many times it is paid."""
        if self.nature is not NatureCout.EXPLOITATION_RECURRENTE:
            return 1
        if self.premiere_annee is None or self.derniere_annee is None:
            return 1
        return max(self.derniere_annee - self.premiere_annee + 1, 0)

    @property
    def total_centimes(self) -> int:
        """What it costs in all, in cents; 0 when not costed."""
        return (self.montant_centimes or 0) * self.annees


@dataclass(frozen=True, slots=True, kw_only=True)
class Financement:
    """Who pays how much, in all, in cents."""

    id: int
    fiche_id: int
    ordre: int = 0
    source: SourceFinancement
    precision: str = ""
    montant_centimes: int | None = None
    etat: EtatFinancement = EtatFinancement.DEMANDE


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


def total_cost(moyens: Iterable[Moyen]) -> int:
    """Return what means cost in all, in cents."""
    return sum(moyen.total_centimes for moyen in moyens)


def total_funding(financements: Iterable[Financement]) -> int:
    """Return what fundings bring in all, in cents."""
    return sum(financement.montant_centimes or 0 for financement in financements)


def cost_by_year(moyens: Iterable[Moyen]) -> Mapping[int, int]:
    """Return what means cost each year, in cents, in the order of years; undated ones left out."""
    years: Counter[int] = Counter()
    for moyen in moyens:
        if moyen.premiere_annee is not None and moyen.montant_centimes:
            for year in range(moyen.premiere_annee, moyen.premiere_annee + moyen.annees):
                years[year] += moyen.montant_centimes
    return dict(sorted(years.items()))
