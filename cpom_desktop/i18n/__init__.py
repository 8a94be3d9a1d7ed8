"""French on screen and on paper: sentences, typography, dates and numbers.

`_` marks a sentence that she reads. The source language is French, so it only sets the
typography (non-breaking spaces); a plural follows the French rule (0 and 1 are singular).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

NBSP = "\u00a0"
NNBSP = "\u202f"
EMPTY = "–"

# The names and patterns of CLDR for French; tested day by day against Babel, which a start
# of the window would wait 20 ms for.
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
_DATES = {
    "short": "{jour} {mois_court}",
    "day": "{jour} {mois}",
    "medium": "{jour} {mois_court} {an}",
    "long": "{jour} {mois} {an}",
    "full": "{nom} {jour} {mois} {an}",
    "field": "{nom_court} {jour} {mois} {an}",
    "month": "{mois} {an}",
    "month_short": "{mois_court} {an}",
}

_BEFORE_WIDE = re.compile(r"[ \u00a0\u202f]+(?=[:»%€])")
_BEFORE_THIN = re.compile(r"[ \u00a0\u202f]+(?=[;!?])")
_AFTER_OPENING = re.compile(r"(?<=«)[ \u00a0\u202f]+")
_NUMBER_UNIT = re.compile(r"(?<=[\d}]) (?=(?:places?|jours?|pages?|mois|ans?|h|m²)\b)")
_NUMERO = re.compile(r"(?<=[Nn]°) ")


@lru_cache(maxsize=4096)
def typeset(text: str) -> str:
    """Return `text` with French spaces: U+00A0 inside « », before : and units, thin before ;!?."""
    text = _BEFORE_WIDE.sub(NBSP, text)
    text = _BEFORE_THIN.sub(NNBSP, text)
    text = _AFTER_OPENING.sub(NBSP, text)
    text = _NUMBER_UNIT.sub(NBSP, text)
    return _NUMERO.sub(NBSP, text).replace("'", "’")


def _(text: str, **values: object) -> str:
    """Return the French sentence `text`, its `{names}` filled with `values`, typeset."""
    sentence = typeset(text)
    return sentence.format(**values) if values else sentence


def ngettext(singular: str, plural: str, n: float, **values: object) -> str:
    """Return the sentence for the count `n` (French rule: below two is singular)."""
    return _(singular if abs(n) < 2 else plural, n=format_number(n), **values)


def format_number(value: Decimal | float, decimals: int | None = None) -> str:
    """Return a number as 1 234,5 (U+00A0, U+2212), rounded half up to `decimals` places."""
    from decimal import ROUND_HALF_UP, Decimal  # noqa: PLC0415 - 5 ms, at first use

    number = Decimal(str(value))
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    sign, digits, exponent = number.as_tuple()
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    text = f"{abs(number):,.{places}f}".replace(",", NBSP).replace(".", ",")
    return f"\N{MINUS SIGN}{text}" if sign and any(digits) else text


def format_date(day: date | None, style: str = "long") -> str:
    """Return a day in French, the first being « 1er »; `EMPTY` when there is none.

    Args:
        day: the day.
        style: `short` 15 avr., `day` 15 avril, `medium` 15 avr. 2027, `long` 15 avril 2027,
            `full` jeudi 15 avril 2027, `field` jeu. 15 avril 2027, `month` avril 2027,
            `month_short` avr. 2027.
    """
    if day is None:
        return EMPTY
    name = _DAYS[day.weekday()]
    return _DATES[style].format(
        nom=name,
        nom_court=f"{name[:3]}.",
        jour="1er" if day.day == 1 else day.day,
        mois=MONTHS[day.month - 1],
        mois_court=SHORT_MONTHS[day.month - 1],
        an=day.year,
    )


def format_time(moment: datetime) -> str:
    """Return an hour for the screen: 14:32."""
    return f"{moment:%H:%M}"


def format_time_in_document(moment: datetime) -> str:
    """Return an hour for a printed page: 14 h 32."""
    return f"{moment:%H}{NBSP}h{NBSP}{moment:%M}"


def capitalise(text: str) -> str:
    """Return `text` with its first letter only made a capital."""
    return text[:1].upper() + text[1:]
