"""Hours of the day as they are typed: « 14h », « 14 h 30 », « 9:05 »."""

from __future__ import annotations

import re

from cpom_desktop.domain.saisie.textes import compact_input
from cpom_desktop.errors import RegleInvalide


def parse_hour(text: str) -> str:
    """Return an hour as « 14:30 », empty for an empty text.

    Raises:
        RegleInvalide: `heure`, no hour of a day.
    """
    compact = compact_input(text).replace(" ", "").casefold()
    if not compact:
        return ""
    found = re.fullmatch(r"([0-9]{1,2})(?:[h:.]?([0-9]{2})|[h:]?)(?:min)?", compact)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise RegleInvalide("heure")
    return f"{hour:02}:{minute:02}"
