"""The shared diagnosis: what she answers to each criterion, and what a theme comes to.

Scale and scores: kit §3.1 (scale after HAS, wording proposed). « Non concerné » leaves both the
mean and the count; « à rechercher » stays to be rated.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - rows are read by these annotations
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PRIORITIES = (1, 2, 3)
"""1 is the most urgent (kit §3)."""
OWN_CRITERE = "propre-"
"""Begins the slug of a criterion of hers, before its id."""
MOST_PRIORITIES = 6
"""Findings that the feuille de route may hold."""


class Cotation(StrEnum):
    """The rating of a criterion; what the first four are worth depends on its scale."""

    ABSENT = "absent"
    PARTIEL = "partiel"
    EN_PLACE = "en_place"
    MAITRISE = "maitrise"
    NON_CONCERNE = "non_concerne"
    A_RECHERCHER = "a_rechercher"


class NatureConstat(StrEnum):
    """What a finding of the diagnosis is to the establishment."""

    FORCE = "force"
    FAIBLESSE = "faiblesse"
    OPPORTUNITE = "opportunite"
    MENACE = "menace"


class PositionAutorite(StrEnum):
    """Where an authority stands on a finding; not known when absent."""

    PARTAGEE = "partagee"
    NUANCEE = "nuancee"
    CONTESTEE = "contestee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Constat:
    """What she answers to one criterion of the grid.

    Attributes:
        critere: slug of the criterion in the pack; one answer each.
        motif: why the criterion does not concern the establishment.
        preuve: the document or the figure that supports the finding, and where it is.
        priorite: 1 (first) to 3; None when not decided.
        a_verifier: she wants it checked before anything is sent.
        importance, faisabilite: 1 (low) to 3 (high); None when not decided.
        rang: its place in the feuille de route, from 1; None when it is not in it.
        date_preuve, echeance: of the document or the fact, and when it is to be done again.
        acteur_id: who verifies.
    """

    id: int
    critere: str
    cotation: Cotation | None = None
    motif: str = ""
    texte: str = ""
    preuve: str = ""
    nature: NatureConstat | None = None
    priorite: int | None = None
    a_verifier: bool = False
    position_ars: PositionAutorite | None = None
    note_ars: str = ""
    position_departement: PositionAutorite | None = None
    note_departement: str = ""
    importance: int | None = None
    faisabilite: int | None = None
    rang: int | None = None
    date_preuve: date | None = None
    echeance: date | None = None
    acteur_id: int | None = None

    @property
    def is_answered(self) -> bool:
        """Tell whether the criterion is rated, or set aside as not concerned."""
        return self.cotation not in {None, Cotation.A_RECHERCHER}


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterePropre:
    """A criterion of hers, beside those of the pack; its answer is a `Constat` like theirs."""

    id: int
    ordre: int = 0
    theme: str
    titre: str
    question: str = ""
    preuve: str = ""

    @property
    def slug(self) -> str:
        """Its name among the criteria."""
        return f"{OWN_CRITERE}{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstatIndicateur:
    """An indicator shown beside a criterion, or (`retire`) one of the pack that is not."""

    id: int
    critere: str
    indicateur: str
    retire: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstatPiece:
    """A gathered document that proves a finding."""

    id: int
    critere: str
    piece_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthese:
    """A text of the synthesis in her words.

    Attributes:
        cle: which text (`forces`, `faiblesses`, `opportunites`, `contraintes`, `introduction`).
        base: the draft she started from: what the answers say since is told beside it.
    """

    id: int
    cle: str
    texte: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CotationHas:
    """A criterion of the HAS evaluation, as imported from her self-evaluation.

    Attributes:
        code: « 1.1.1 ».
        theme: code of the HAS theme it belongs to (`H1`…), which links it to the grid.
        cotation: 1 to 4; None when not concerned or not rated.
        imperatif: a criterion of the « impératif » level: below 4 it calls for an action.
    """

    id: int
    ordre: int = 0
    code: str
    libelle: str = ""
    theme: str = ""
    cotation: int | None = None
    imperatif: bool = False
    commentaire: str = ""


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """How far a theme is, and its mean.

    Attributes:
        criteres: how many criteria the theme has.
        notes: how many have a mark.
        non_concernes: how many are set aside.
        moyenne: mean of the marks, one decimal, half up; None when there is none.
    """

    criteres: int
    notes: int
    non_concernes: int
    moyenne: Decimal | None

    @property
    def answered(self) -> int:
        """How many criteria are answered."""
        return self.notes + self.non_concernes

    @property
    def is_complete(self) -> bool:
        """Tell whether every criterion is answered."""
        return self.answered == self.criteres


def constats_by_critere(constats: Iterable[Constat]) -> Mapping[str, Constat]:
    """Return the findings by slug of criterion."""
    return {constat.critere: constat for constat in constats}


def theme_score(
    criteres: Sequence[str], constats: Mapping[str, Constat], notes: Mapping[str, Decimal]
) -> ThemeScore:
    """Return the score of a theme (kit §3.1: mean of the rated criteria).

    Args:
        criteres: slugs of the criteria of the theme.
        constats: the findings by slug of criterion.
        notes: the marks by slug of criterion (`cotations.notes_of`).
    """
    found = [constats[slug] for slug in criteres if slug in constats]
    marks = [notes[constat.critere] for constat in found if constat.critere in notes]
    aside = sum(constat.cotation is Cotation.NON_CONCERNE for constat in found)
    return ThemeScore(len(criteres), len(marks), aside, mean(marks))


def mean(notes: Sequence[Decimal]) -> Decimal | None:
    """Return the mean of marks, one decimal, half up; None when there is none."""
    if not notes:
        return None
    return (sum(notes, Decimal()) / len(notes)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def of_nature(
    constats: Iterable[Constat], nature: NatureConstat, notes: Mapping[str, Decimal]
) -> tuple[Constat, ...]:
    """Return the findings of one nature, the most urgent first, then the lowest mark."""

    def urgency(constat: Constat) -> tuple[int, Decimal, str]:
        last = len(PRIORITIES) + 1
        return constat.priorite or last, notes.get(constat.critere, UNMARKED), constat.critere

    return tuple(sorted((c for c in constats if c.nature is nature), key=urgency))


UNMARKED = Decimal(5)
"""Where a finding without a mark comes: after the best one."""
