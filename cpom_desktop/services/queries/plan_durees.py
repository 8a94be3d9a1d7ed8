"""Durations as she writes them, in the panel of a task or in a spreadsheet."""

from __future__ import annotations

import re

from cpom_desktop.domain.saisie import parse_integer
from cpom_desktop.domain.tasks import UniteDuree
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.queries.recherche.folding import fold

_DAYS = r"([^a-z]*?) ?(?:j|jour|jours)?\.?"
_WORKED = r"([^a-z]*?) ?(?:jo|j ?\.? ?o\.?|(?:j|jour|jours) ouvres?)"
_WEEKS = r"([^a-z]*?) ?(?:s|sem|semaines?)\.?"


def read_days(text: str) -> int:
    """Return a number of days, its unit left out.

    Raises:
        RegleInvalide: `duree-jours`.
    """
    return read_duration(text)[0]


def read_duration(text: str) -> tuple[int, UniteDuree | None]:
    """Return days and what they count: « 10 », « 10 j », « 10 jours ouvrés », « 2 semaines ».

    The unit is None when the text does not say it.

    Raises:
        RegleInvalide: `duree-jours`.
    """
    plain = " ".join(fold(text).split())
    if found := re.fullmatch(_WORKED, plain):
        return _count(found[1]), UniteDuree.OUVRES
    if found := re.fullmatch(_WEEKS, plain):
        return 7 * _count(found[1]), UniteDuree.CALENDAIRES
    found = re.fullmatch(_DAYS, plain)
    return _count(found[1] if found else plain), None


def _count(text: str) -> int:
    try:
        days = parse_integer(text)
    except RegleInvalide as error:
        raise RegleInvalide("duree-jours") from error
    if days < 1:
        raise RegleInvalide("duree-jours")
    return days
