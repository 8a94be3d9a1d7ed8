"""The two letters under which a stakeholder stands on the map, on screen and on paper."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cpom_desktop.i18n import capitalise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.domain.acteurs import Acteur

SMALL_WORDS = frozenset(
    {"à", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou", "pour"}
)


def initials_of(acteur: Acteur) -> str:
    """Return two letters: of the surname, or of the first two words of a structure.

    « Philippe Caron » gives Ca, « Conseil de la vie sociale » CV, « Équipes » Éq.
    """
    if acteur.nom:
        return capitalise(acteur.nom.split()[-1][:2].lower())
    cleaned = "".join(c if c.isalnum() else " " for c in acteur.display_name)
    words = [w for w in cleaned.split() if w.lower() not in SMALL_WORDS]
    if len(words) >= 2:
        return words[0][0].upper() + words[1][0].upper()
    return capitalise(words[0][:2]) if words else "?"


def distinct_initials(acteurs: Iterable[Acteur]) -> dict[int, str]:
    """Return initials by id; those that come again take a number (Ca, Ca2)."""
    seen: Counter[str] = Counter()
    result: dict[int, str] = {}
    for acteur in acteurs:
        letters = initials_of(acteur)
        seen[letters] += 1
        result[acteur.id] = letters if seen[letters] == 1 else f"{letters}{seen[letters]}"
    return result
