"""The establishment as the agent sees it, as values for the page and the printed sheet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.services.queries.donnees_types import Lecture

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from cpom_desktop.domain.valeurs import Explication
    from cpom_desktop.services.queries.donnees_types import IndicateurAnnee, IndicateurLu

SIGNES = 350
"""Signs of an explanation beyond which the verso may overflow."""


class Tendance(StrEnum):
    """Where a value went since the year before."""

    HAUSSE = "hausse"
    BAISSE = "baisse"
    STABLE = "stable"


@dataclass(frozen=True, slots=True)
class Reference:
    """What a value is read beside.

    Attributes:
        texte: « 95 % »; `mot` says what it is in a word: « seuil », « borne » or its year.
        phrase: the same at length, with its field.
        source: where it was read, and how far it is to be trusted.
    """

    texte: str
    mot: str
    phrase: str
    source: str

    @property
    def court(self) -> str:
        """Return « 95 % (seuil) »."""
        return f"{self.texte} ({self.mot})"


@dataclass(frozen=True, slots=True)
class LigneArs:
    """An indicator the agent looks at.

    Attributes:
        intitule: its name, with its unit where neither name nor values say it.
        annees: its values, the oldest year first.
        lecture: how its last value reads; None when that value is not known.
        motif: why, in words; empty when there is nothing to say.
        numero: its rank among the points, from 1; 0 when it is not one.
        ciblage: the State crosses it to choose whom it inspects.
        question: what the agent will ask: in her words, else in those of the pack.
        explication: her answer, if a word of it exists.
        action: what she proposes, in words: a fiche, or what she wrote.
    """

    indicateur: IndicateurLu
    intitule: str
    annees: tuple[IndicateurAnnee, ...]
    tendance: Tendance | None
    reference: Reference | None
    lecture: Lecture | None
    motif: str
    ciblage: bool
    question: str
    explication: Explication | None
    action: str
    numero: int = 0

    @property
    def slug(self) -> str:
        """Name of its indicator."""
        return self.indicateur.slug

    @property
    def derniere(self) -> IndicateurAnnee:
        """The year that is read."""
        return self.annees[-1]

    @property
    def valeurs(self) -> tuple[Decimal | None, ...]:
        """Its values, exact, the oldest first."""
        return tuple(annee.valeur for annee in self.annees)

    @property
    def is_signalee(self) -> bool:
        """Whether the agent will ask about it."""
        return self.lecture in {Lecture.ATYPIQUE, Lecture.A_EXPLIQUER}

    @property
    def is_non_calculable(self) -> bool:
        """Whether everything is typed and yet no value comes: « n.c. », a divisor of zero."""
        year = self.derniere
        zero = year.calcul.denominateur_nul
        return self.lecture is None and (zero or self.indicateur.inconnu(year.annee))

    @property
    def texte(self) -> str:
        """Her explanation; empty when none is written."""
        return self.explication.texte if self.explication else ""

    @property
    def preuve(self) -> str:
        """What supports her answer."""
        return self.explication.preuve if self.explication else ""

    @property
    def is_prete(self) -> bool:
        """Whether her explanation is written."""
        return bool(self.texte.strip())

    @property
    def is_point(self) -> bool:
        """Whether it is answered on the verso: asked about, or explained all the same."""
        return self.is_signalee or self.is_prete


@dataclass(frozen=True, slots=True)
class DomaineArs:
    """A domain of the sheet and its indicators, in the order of the pack."""

    slug: str
    libelle: str
    lignes: tuple[LigneArs, ...]


@dataclass(frozen=True, slots=True)
class FaitArs:
    """A fact the agent knows and that no figure says: its date, or None when it lacks.

    Attributes:
        repere: the criterion of the grid where it is typed, « DG-F12 ».
    """

    libelle: str
    le: date | None
    repere: str


@dataclass(frozen=True, slots=True)
class IdentiteArs:
    """Who the establishment is; a part that is not typed is empty.

    Attributes:
        finess: « 99 000 002 8 ».
        places: « 84 HP + 2 HT + 6 AJ », as authorised.
        precisions: « dont PASA 12, aide sociale totale, 82 places installées ».
        tarif: status and tariff.
        autorisation: until when.
        cpom: the contract in force, and until when it runs.
    """

    nom: str
    finess: str
    places: str
    precisions: str
    statut: str
    tarif: str
    autorisation: str
    cpom: str


@dataclass(frozen=True, slots=True)
class VueArs:
    """The whole sheet.

    Attributes:
        annees: the three years shown; the last one is read.
        en_cours: a later year, begun but not whole; None when there is none.
        faits: dates of the last evaluation and of the last inspection.
    """

    identite: IdentiteArs
    annees: tuple[int, ...]
    en_cours: int | None
    domaines: tuple[DomaineArs, ...]
    faits: tuple[FaitArs, ...]

    @property
    def lignes(self) -> tuple[LigneArs, ...]:
        """Every line, in the order of the recto."""
        return tuple(ligne for domaine in self.domaines for ligne in domaine.lignes)

    @property
    def points(self) -> tuple[LigneArs, ...]:
        """The lines that the verso answers, in the order of the recto."""
        return tuple(ligne for ligne in self.lignes if ligne.is_point)

    @property
    def pretes(self) -> int:
        """Points whose explanation is written."""
        return sum(point.is_prete for point in self.points)

    @property
    def is_vide(self) -> bool:
        """Whether no value is known at all."""
        return all(ligne.lecture is None for ligne in self.lignes)

    def compte(self, lecture: Lecture | None) -> int:
        """Return how many lines read so."""
        return sum(ligne.lecture is lecture for ligne in self.lignes)

    def ligne(self, slug: str) -> LigneArs | None:
        """Return a line by the name of its indicator, or None."""
        return next((ligne for ligne in self.lignes if ligne.slug == slug), None)
