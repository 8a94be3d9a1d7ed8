"""The means of a fiche action: what they cost each year, and who pays.

Money is in whole cents. A recurring cost is paid each year from its first to its last.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class CategorieMoyen(StrEnum):
    """What a mean is made of."""

    HUMAIN = "humain"
    MATERIEL = "materiel"
    FORMATION = "formation"
    EXTERNE = "externe"


class SectionTarifaire(StrEnum):
    """Which part of the tariff bears a cost; care and dependence are one where they merged."""

    HEBERGEMENT = "hebergement"
    DEPENDANCE = "dependance"
    SOINS = "soins"
    SOINS_AUTONOMIE = "soins_autonomie"


class UniteCout(StrEnum):
    """What a quantity counts: full-time posts for a year, hours, or things."""

    ETP = "etp"
    HEURES = "heures"
    UNITES = "unites"


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
class Moyen:
    """A mean and what it costs.

    Attributes:
        section: who bears it; None when not said.
        quantite, unite, cout_unitaire_centimes: how the amount is reckoned (0,20 ETP at 46 500 €
            a year); the amount is then theirs.
        montant_centimes: each year for a recurring cost, once for the others; None when the
            mean is not costed, or is by quantity.
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
    section: SectionTarifaire | None = None
    quantite: Decimal | None = None
    unite: UniteCout | None = None
    cout_unitaire_centimes: int | None = None

    @property
    def montant(self) -> int | None:
        """What it costs a year, or once, in cents, half up; None when it is not costed."""
        if self.quantite is None or self.cout_unitaire_centimes is None:
            return self.montant_centimes
        exact = self.quantite * self.cout_unitaire_centimes
        return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))

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
        return (self.montant or 0) * self.annees


@dataclass(frozen=True, slots=True, kw_only=True)
class Financement:
    """Who pays how much, in all, in cents.

    Attributes:
        montant_centimes, montant_obtenu_centimes: asked, and granted; None when not known.
        premiere_annee, derniere_annee: when it is paid, in equal parts.
    """

    id: int
    fiche_id: int
    ordre: int = 0
    source: SourceFinancement
    precision: str = ""
    montant_centimes: int | None = None
    etat: EtatFinancement = EtatFinancement.DEMANDE
    montant_obtenu_centimes: int | None = None
    premiere_annee: int | None = None
    derniere_annee: int | None = None


def total_cost(moyens: Iterable[Moyen]) -> int:
    """Return what means cost in all, in cents."""
    return sum(moyen.total_centimes for moyen in moyens)


def total_funding(financements: Iterable[Financement]) -> int:
    """Return what fundings bring in all, in cents."""
    return sum(financement.montant_centimes or 0 for financement in financements)


def total_granted(financements: Iterable[Financement]) -> int:
    """Return what fundings were granted in all, in cents."""
    return sum(financement.montant_obtenu_centimes or 0 for financement in financements)


def cost_by_year(moyens: Iterable[Moyen]) -> Mapping[int, int]:
    """Return what means cost each year, in cents, in the order of years; undated ones left out."""
    years: Counter[int] = Counter()
    for moyen in moyens:
        amount = moyen.montant
        if moyen.premiere_annee is not None and amount:
            for year in range(moyen.premiere_annee, moyen.premiere_annee + moyen.annees):
                years[year] += amount
    return dict(sorted(years.items()))
