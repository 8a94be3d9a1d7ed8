"""When the rules of the échéancier fall.

An occurrence is one date of one rule (`errd:2026`). Rules are in numbers §4 (EC01–EC26) and
kit §1.3.b; the pack holds them as data. A date is never moved off a closed day (numbers §4, the
texts say nothing of it): the last working day before is told beside it.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cpom_desktop.domain.dossier import add_years
from cpom_desktop.domain.regles_echeances import (
    DatesContrat,
    GenreRegle,
    Portee,
    RegleEcheance,
    counted,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from cpom_desktop.domain.echeances import Echeance

KEPT_DAYS = 90
"""Days during which a rule's date that is past is still told, when nothing was said of it."""
LAST_YEARS = 5
"""Years ahead when the contract has no end yet."""
QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One date that a rule gives.

    Attributes:
        suffixe: which one it is: a year, a quarter (`2028-t1`), an anchor, a rank.
        exercice: the year it is about, when it is about one.
        jour: by the rule; None while what it counts from is not known.
        ouvre_le: first day on which it may be done, when the rule gives a window.
        base: the date it is counted from.
    """

    regle: str
    suffixe: str
    jour: date | None
    exercice: int | None = None
    ouvre_le: date | None = None
    base: date | None = None

    @property
    def cle(self) -> str:
        """Return its key: the rule and which one."""
        return f"{self.regle}:{self.suffixe}"


@dataclass(frozen=True, slots=True)
class _Frame:
    """What every rule reads: the contract, the days told, what she said, what is found so far."""

    dates: DatesContrat
    today: date
    first: date
    last: date
    said: Mapping[str, Echeance]
    found: dict[str, Occurrence]

    def settled(self, cle: str) -> date | None:
        """Return the date that holds for a deadline: done, said, or that of its rule."""
        told, occurrence = self.said.get(cle), self.found.get(cle)
        if told and (told.fait_le or told.jour):
            return told.fait_le or told.jour
        return occurrence.jour if occurrence else None


def occurrences(
    rules: Iterable[RegleEcheance],
    dates: DatesContrat,
    today: date,
    said: Mapping[str, Echeance],
) -> tuple[Occurrence, ...]:
    """Return the deadlines of these rules, in the order of the rules.

    Kept: those of the last `KEPT_DAYS` days (since she began, if that is later) and to come;
    those of which she said something.

    Args:
        rules: a rule comes after the one it follows.
        dates: what they count from.
        today: the dossier's day.
        said: what she said, by key.
    """
    first = max(today - timedelta(days=KEPT_DAYS), dates.debut_demarche or date.min)
    frame = _Frame(dates, today, first, horizon(dates, today), said, {})
    for rule in rules:
        for found in _GENRES[rule.genre](rule, frame):
            frame.found[found.cle] = found
    return tuple(found for found in frame.found.values() if _is_told(found, frame))


def horizon(dates: DatesContrat, today: date) -> date:
    """Return the last day told: the end of the contract, at least a year away."""
    end = dates.fin or add_years(today, LAST_YEARS)
    return max(end, add_years(today, 1))


def last_open_day(day: date, is_working_day: Callable[[date], bool]) -> date | None:
    """Return the last working day before a date that is none; None when the date is one."""
    if is_working_day(day):
        return None
    before = day
    while not is_working_day(before):
        before -= timedelta(days=1)
    return before


def _is_told(found: Occurrence, frame: _Frame) -> bool:
    if found.cle in frame.said or found.jour is None:
        return True
    return frame.first <= found.jour <= frame.last


def _years(rule: RegleEcheance, frame: _Frame) -> range:
    """Return the years to look at: those around the days told, back to what she spoke of."""
    first = min([frame.today.year - 2, *_told_years(rule, frame)])
    return range(first, frame.last.year + 3)


def _told_years(rule: RegleEcheance, frame: _Frame) -> set[int]:
    """Return the years of which she said something for a rule."""
    suffixes = (cle.partition(":")[2] for cle in frame.said if cle.startswith(f"{rule.slug}:"))
    return {int(year) for suffix in suffixes if _is_year(year := suffix.partition("-")[0])}


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdecimal() and text >= "2000"


def _of_exercices(rule: RegleEcheance, frame: _Frame) -> Iterator[Occurrence]:
    for year in _years(rule, frame):
        bound = _day(year + rule.decalage_annees, rule.mois, rule.jour)
        if not _in_scope(rule, bound, year, frame.dates):
            continue
        base = frame.settled(f"{rule.apres}:{year}") if rule.apres else None
        early = counted(base, 0, rule.decalage_jours) if base else bound
        yield Occurrence(
            regle=rule.slug,
            suffixe=str(year),
            jour=min(bound, early),
            exercice=year,
            base=base,
        )


def _of_quarters(rule: RegleEcheance, frame: _Frame) -> Iterator[Occurrence]:
    for year in _years(rule, frame):
        for number, end in enumerate(QUARTER_ENDS, start=1):
            day = date(year, *end)
            if _in_scope(rule, day, year, frame.dates):
                yield Occurrence(
                    regle=rule.slug, suffixe=f"{year}-t{number}", jour=day, exercice=year
                )


def _of_contract(rule: RegleEcheance, frame: _Frame) -> Iterator[Occurrence]:
    known = frame.dates.by_anchor
    for ancre in rule.ancres:
        base = known[ancre]
        if base is None:
            continue
        opening = rule.ouverture_mois
        yield Occurrence(
            regle=rule.slug,
            suffixe=ancre,
            jour=counted(base, rule.decalage_mois, rule.decalage_jours),
            ouvre_le=None if opening is None else counted(base, opening),
            base=base,
        )


def _of_another(rule: RegleEcheance, frame: _Frame) -> Iterator[Occurrence]:
    for other in [found for found in frame.found.values() if found.regle == rule.apres]:
        told = frame.said.get(other.cle)
        if rule.apres_fait and (told is None or told.fait_le is None):
            continue
        base = frame.settled(other.cle)
        if base is None:
            continue
        yield Occurrence(
            regle=rule.slug,
            suffixe=other.suffixe,
            jour=counted(base, rule.decalage_mois, rule.decalage_jours),
            exercice=other.exercice,
            base=base,
        )


def _of_periods(rule: RegleEcheance, frame: _Frame) -> Iterator[Occurrence]:
    """Yield one undated until she gives its date; then the next ones follow from it."""
    rank, by_rule = 1, None
    while by_rule is None or by_rule <= frame.last:
        found = Occurrence(regle=rule.slug, suffixe=str(rank), jour=by_rule)
        yield found
        told = frame.said.get(found.cle)
        settled = (told.jour or told.fait_le) if told else None
        base = settled or by_rule
        if base is None:
            return
        rank, by_rule = rank + 1, add_years(base, rule.annees)


def _on_demand(rule: RegleEcheance, frame: _Frame) -> Iterator[Occurrence]:
    """Yield that of this year, undated, and those of which she said something."""
    for year in sorted(_told_years(rule, frame) | {frame.today.year}):
        yield Occurrence(regle=rule.slug, suffixe=str(year), jour=None, exercice=year)


def _on_a_day(rule: RegleEcheance, frame: _Frame) -> Iterator[Occurrence]:  # noqa: ARG001 - one shape for every kind
    yield Occurrence(regle=rule.slug, suffixe="1", jour=rule.le)


_GENRES: Mapping[GenreRegle, Callable[[RegleEcheance, _Frame], Iterator[Occurrence]]] = {
    GenreRegle.EXERCICE: _of_exercices,
    GenreRegle.TRIMESTRE: _of_quarters,
    GenreRegle.CONTRAT: _of_contract,
    GenreRegle.SUITE: _of_another,
    GenreRegle.PERIODE: _of_periods,
    GenreRegle.DEMANDE: _on_demand,
    GenreRegle.DATE: _on_a_day,
}


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _in_scope(rule: RegleEcheance, day: date, year: int, dates: DatesContrat) -> bool:
    if rule.portee is Portee.AVANT_SIGNATURE:
        return dates.signature is not None and day <= dates.signature
    if rule.portee is Portee.CONTRAT:
        if dates.effet is None or dates.fin is None:
            return False
        return dates.effet.year <= year <= dates.fin.year
    return True
