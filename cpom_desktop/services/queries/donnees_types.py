"""What the figures come to, as values for screens and pages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from cpom_desktop.content.schema import Confiance
    from cpom_desktop.domain.donnees import Calcul, Polarite, Unite
    from cpom_desktop.domain.valeurs import Valeur


class EtatIndicateur(StrEnum):
    """How far an indicator is."""

    COMPLET = "complet"
    A_SAISIR = "a_saisir"
    A_VERIFIER = "a_verifier"
    NON_CALCULABLE = "non_calculable"


class Lecture(StrEnum):
    """How a value reads beside what is known of it."""

    DANS_LA_NORME = "dans_la_norme"
    A_EXPLIQUER = "a_expliquer"
    ATYPIQUE = "atypique"
    SANS_REPERE = "sans_repere"


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt about a figure; asked, never imposed.

    Attributes:
        donnee, annee: the figure.
        texte: the question, « 11,3 ETP en 2026, contre 21 en 2025 : est-ce exact ? ».
        suite: what it would mean, or how far it changed.
    """

    donnee: str
    annee: int
    texte: str
    suite: str = ""


@dataclass(frozen=True, slots=True)
class RepereLu:
    """A reference value: always with its year, its field and its source."""

    valeur: Decimal
    texte: str
    annee: int
    champ: str
    source: str
    confiance: Confiance | None = None
    repere_id: int | None = None


@dataclass(frozen=True, slots=True)
class DonneeLue:
    """A figure that is typed, and its values by year.

    Attributes:
        ou: where it is found.
        valeurs: year → what was typed, « n.c. » included; absent when nothing was.
        questions: every doubt about it, the oldest year first.
    """

    slug: str
    libelle: str
    unite: Unite
    decimales: int
    ou: str
    facultatif: bool
    valeurs: Mapping[int, Valeur]
    questions: tuple[Question, ...] = ()

    def inconnue(self, annee: int) -> bool:
        """Tell whether it is known not to be known in a year."""
        row = self.valeurs.get(annee)
        return row is not None and row.valeur is None


@dataclass(frozen=True, slots=True)
class IndicateurAnnee:
    """An indicator in one year.

    Attributes:
        calcul: exact, with what was divided by what.
        texte: the value with its unit, « 11,04 % »; « – » when there is none.
        court: the same where its column says the unit, « 66,79 ».
        detail: the calculation with her numbers, « 2 260 ÷ 20 476,5 = 11,04 % ».
    """

    annee: int
    calcul: Calcul
    texte: str
    court: str
    detail: str
    questions: tuple[Question, ...] = ()

    @property
    def valeur(self) -> Decimal | None:
        """Its exact value."""
        return self.calcul.valeur


@dataclass(frozen=True, slots=True)
class IndicateurLu:
    """An indicator with everything that founds it.

    Attributes:
        donnees: the figures that are typed for it.
        annees: year → its value, in the order of years.
        reperes: hers first, then those of the pack, the latest first.
        propre_id: it is hers.
    """

    slug: str
    libelle: str
    groupe: str
    unite: Unite
    decimales: int
    polarite: Polarite
    formule_mots: str
    remarque: str
    source: str
    confiance: Confiance | None
    donnees: tuple[DonneeLue, ...]
    annees: Mapping[int, IndicateurAnnee]
    reperes: tuple[RepereLu, ...]
    propre_id: int | None = None

    @property
    def derniere(self) -> IndicateurAnnee | None:
        """The last year that has a value."""
        known = [found for found in self.annees.values() if found.valeur is not None]
        return known[-1] if known else None

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every doubt about its figures, the latest year first."""
        years = tuple(self.annees.values())[::-1]
        return tuple(question for year in years for question in year.questions)

    @property
    def etat(self) -> EtatIndicateur:
        """How far it is: a doubt first, then what lacks in the last year."""
        if self.questions:
            return EtatIndicateur.A_VERIFIER
        last = tuple(self.annees.values())[-1]
        if last.valeur is not None:
            return EtatIndicateur.COMPLET
        if last.calcul.denominateur_nul or self.inconnu(last.annee):
            return EtatIndicateur.NON_CALCULABLE
        return EtatIndicateur.A_SAISIR

    def inconnu(self, annee: int) -> bool:
        """Tell whether a figure that it needs is known not to be known in a year."""
        needed = frozenset(self.annees[annee].calcul.manquants)
        return any(figure.inconnue(annee) for figure in self.donnees if figure.slug in needed)


@dataclass(frozen=True, slots=True)
class GroupeLu:
    """A group of indicators, in the order of the pack, hers at the end.

    Attributes:
        donnees: every figure that is typed in the group, each once.
    """

    slug: str
    libelle: str
    indicateurs: tuple[IndicateurLu, ...]
    donnees: tuple[DonneeLue, ...] = ()


@dataclass(frozen=True, slots=True)
class DonneesVue:
    """Every indicator, by group.

    Attributes:
        annees: years of the columns, the oldest first.
        attendues, saisies: figures expected and typed for the last year.
        mention: what the pack says of its formulas.
        anterieures: whether figures are kept of years before those of the columns.
    """

    annees: tuple[int, ...]
    groupes: tuple[GroupeLu, ...]
    attendues: int
    saisies: int
    mention: str
    anterieures: bool = False

    @property
    def indicateurs(self) -> tuple[IndicateurLu, ...]:
        """Every indicator, group by group."""
        return tuple(found for groupe in self.groupes for found in groupe.indicateurs)

    def indicateur(self, slug: str) -> IndicateurLu | None:
        """Return an indicator, or None."""
        return next((found for found in self.indicateurs if found.slug == slug), None)

    def donnee(self, slug: str) -> DonneeLue | None:
        """Return a figure, or None."""
        figures = (figure for groupe in self.groupes for figure in groupe.donnees)
        return next((figure for figure in figures if figure.slug == slug), None)

    def uses_of(self, donnee: str) -> tuple[IndicateurLu, ...]:
        """Return the indicators that a figure is used by."""
        return tuple(i for i in self.indicateurs if any(f.slug == donnee for f in i.donnees))

    @property
    def a_verifier(self) -> tuple[IndicateurLu, ...]:
        """Those about which something is asked."""
        return tuple(i for i in self.indicateurs if i.etat is EtatIndicateur.A_VERIFIER)
