"""Dates as a French hand writes them. Source: reliability §7.1, rows 1 to 10 and 15.

`QDate` is not used: it reads 1/1/26 as 1926 (architecture, known traps).
"""

from __future__ import annotations

import re
import unicodedata
from calendar import isleap, monthrange
from datetime import date, timedelta

from cpom_desktop.domain.saisie.textes import compact_input
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import MONTHS

FIRST_YEAR, LAST_YEAR = 2000, 2100
_DAY_MONTH_YEAR = r"([0-9]{1,2}) ?([/.\- ]) ?([0-9]{1,2}) ?\2 ?([0-9]+)"
_YEAR_MONTH_DAY = r"([0-9]{4,}) ?([/.\-]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,2})"
_DAY_MONTH = r"([0-9]{1,2}) ?[/.\-] ?([0-9]{1,2})"
_IN_WORDS = r"(?:[a-z]+[.,]* )?([0-9]{1,2})(?:er)? ([a-z]+)\.?(?: ([0-9]+))?"
_MONTH_ONLY = r"([a-z]+)\.? ([0-9]+)"
_MONTH_IN_FIGURES = r"([0-9]{1,2}) ?[/.\-] ?([0-9]{4})"
_QUARTER = r"(?:t([1-4])|([1-4])(?:er|e|eme)? ?(?:t|trim|trimestre))\.? ([0-9]{4})"
_LATER = r"\+ ?([0-9]+) ?([a-z]+)\.?"
_UNITS = {
    "j": "j", "jour": "j", "jours": "j",
    "s": "s", "sem": "s", "semaine": "s", "semaines": "s",
    "m": "m", "mois": "m",
    "a": "a", "an": "a", "ans": "a",
}  # fmt: skip


def parse_date(text: str, today: date) -> date:
    """Return the day that a French hand wrote.

    Takes 15/12/2027, 15-12-27, 15.12.2027, 2027-12-15, « 15 décembre 2027 », « mer. 15 déc.
    2027 », « 1er mai 2027 », and +10 j, +2 s, +3 m, +1 an after `today`. The name of the day
    is not compared with the date: she may have changed the number alone.

    Raises:
        RegleInvalide: `date-vide`, `date-inexistante`, `jour-inexistant`, `annee-courte`,
            `mois-inexistant`, `jour-manquant`, `jour-manquant-trimestre`, `annee-manquante`,
            `annee-hors-bornes`, `date-incomprise`, `chiffres-autres`.
    """
    plain = compact_input(text)
    if not plain:
        raise RegleInvalide("date-vide")
    folded = _fold(plain)
    return _from_figures(folded, today) or _from_words(folded, today)


def _from_figures(text: str, today: date) -> date | None:
    if found := re.fullmatch(_DAY_MONTH_YEAR, text):
        return _checked(found[1], found[3], found[4])
    if found := re.fullmatch(_YEAR_MONTH_DAY, text):
        return _checked(found[4], found[3], found[1])
    if found := re.fullmatch(_DAY_MONTH, text):
        raise _without_year(int(found[1]), int(found[2]), today)
    if found := re.fullmatch(_MONTH_IN_FIGURES, text):
        raise _without_day(int(found[1]), found[2])
    if found := re.fullmatch(_LATER, text):
        return _later(found[1], found[2], today)
    return None


def _from_words(text: str, today: date) -> date:
    if found := re.fullmatch(_QUARTER, text):
        raise _quarter_refused(int(found[1] or found[2]), found[3])
    if found := re.fullmatch(_IN_WORDS, text):
        month = _month_number(found[2])
        if found[3] is None:
            raise _without_year(int(found[1]), month, today)
        return _checked(found[1], str(month), found[3])
    if found := re.fullmatch(_MONTH_ONLY, text):
        raise _without_day(_month_number(found[1]), found[2])
    raise RegleInvalide("date-incomprise")


def _checked(day_text: str, month_text: str, year_text: str) -> date:
    day, month = int(day_text), int(month_text)
    year = _year(year_text)
    if day == 0 or month == 0:
        raise RegleInvalide("date-inexistante")
    if month > 12:
        raise _month_refused(day, month, year)
    last = monthrange(year, month)[1]
    if day <= last:
        return date(year, month, day)
    if (day, month) == (29, 2) and not isleap(year):
        raise RegleInvalide("annee-courte", annee=str(year))
    name = MONTHS[month - 1]
    raise RegleInvalide(
        "jour-inexistant", jour=day, mois=name, mois_majuscule=name.capitalize(), jours=last
    )


def _year(text: str) -> int:
    if text == "0000":
        raise RegleInvalide("date-inexistante")
    year = int(text) + 2000 if len(text) == 2 else int(text[:6])
    if len(text) > 4 or not FIRST_YEAR <= year <= LAST_YEAR:
        raise RegleInvalide("annee-hors-bornes", premiere=str(FIRST_YEAR), derniere=str(LAST_YEAR))
    return year


def _month_refused(day: int, month: int, year: int) -> RegleInvalide:
    """Word a thirteenth month; the example swaps day and month when that makes a date."""
    if day > 12 or month > monthrange(year, day)[1]:
        return RegleInvalide("date-inexistante")
    return RegleInvalide("mois-inexistant", mois=month, exemple=_shown(date(year, day, month)))


def _without_day(month: int, year_text: str) -> RegleInvalide:
    year = _year(year_text)
    if not 1 <= month <= 12:
        return RegleInvalide("date-inexistante")
    last = date(year, month, monthrange(year, month)[1])
    return RegleInvalide("jour-manquant", exemple=_shown(last))


def _without_year(day: int, month: int, today: date) -> RegleInvalide:
    """Word a missing year; the example is the next time that day comes, when it does."""
    for year in (today.year, today.year + 1):
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            wanted = date(year, month, day)
            if wanted >= today:
                return RegleInvalide("annee-manquante", exemple=_shown(wanted))
    return RegleInvalide("date-inexistante")


def _quarter_refused(quarter: int, year_text: str) -> RegleInvalide:
    year = _year(year_text)
    first = date(year, 3 * quarter - 2, 1)
    last = date(year, 3 * quarter, monthrange(year, 3 * quarter)[1])
    return RegleInvalide(
        "jour-manquant-trimestre",
        trimestre="1er" if quarter == 1 else f"{quarter}e",
        annee=year_text,
        debut=f"{first:%d/%m}",
        fin=_shown(last),
    )


def _later(count_text: str, unit_text: str, today: date) -> date:
    unit = _UNITS.get(unit_text)
    if unit is None:
        raise RegleInvalide("date-incomprise")
    count = int(count_text.lstrip("0")[:7] or "0")
    days = {"j": count, "s": 7 * count}.get(unit)
    if days is not None:
        target = today.toordinal() + days
        year = date.fromordinal(target).year if target <= date.max.toordinal() else date.max.year
        _year(str(year))
        return today + timedelta(days=days)
    return _months_later(today, count * (12 if unit == "a" else 1))


def _months_later(today: date, months: int) -> date:
    years, month = divmod(today.month - 1 + months, 12)
    year = _year(str(today.year + years))
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _month_number(word: str) -> int:
    """Return 1 to 12 from a month's name or its first letters, three at least."""
    ranks = [i for i, name in enumerate(MONTHS, 1) if _fold(name).startswith(word)]
    if len(word) < 3 or len(ranks) != 1:
        raise RegleInvalide("date-incomprise")
    return ranks[0]


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"
