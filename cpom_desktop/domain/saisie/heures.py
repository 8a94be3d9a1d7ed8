"""Hours of the day and lengths of time as they are typed: « 14 h 30 », « 2h30 », « 45 min »."""

from __future__ import annotations

import re

from cpom_desktop.domain.saisie.textes import compact_input
from cpom_desktop.errors import RegleInvalide

LONGEST = 1440
"""Minutes of a day."""


def parse_hour(text: str) -> str:
    """Return an hour as « 14:30 », empty for an empty text.

    Raises:
        RegleInvalide: `heure`; `heure-hors-bornes`, no hour of a day (row 21).
    """
    compact = compact_input(text).replace(" ", "").casefold()
    if not compact:
        return ""
    found = re.fullmatch(r"([0-9]{1,2})(?:[h:.]?([0-9]{2})|[h:]?)(?:min)?", compact)
    if found is None:
        raise RegleInvalide("heure")
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour > 23 or minute > 59:
        raise RegleInvalide("heure-hors-bornes")
    return f"{hour:02}:{minute:02}"


def parse_minutes(text: str) -> int | None:
    """Return a length of time in minutes; a number alone is minutes; None for an empty text.

    Raises:
        RegleInvalide: `minutes`, no length of time within a day.
    """
    compact = compact_input(text).replace(" ", "").casefold()
    if not compact:
        return None
    hours = re.fullmatch(r"([0-9]{1,2})(?:h|:)([0-9]{2})?(?:min)?", compact)
    plain = re.fullmatch(r"([0-9]{1,4})(?:min|mn|m|')?", compact)
    if hours and int(hours[2] or 0) < 60:
        minutes = int(hours[1]) * 60 + int(hours[2] or 0)
    elif plain:
        minutes = int(plain[1])
    else:
        raise RegleInvalide("minutes")
    if not 1 <= minutes <= LONGEST:
        raise RegleInvalide("minutes")
    return minutes
