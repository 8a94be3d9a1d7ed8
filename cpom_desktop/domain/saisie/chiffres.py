"""A figure of the diagnosis as she types or pastes it: a number in its unit, « n.c. », nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.donnees import Unite
from cpom_desktop.domain.saisie.nombres import (
    parse_decimal,
    parse_etp,
    parse_integer,
    parse_montant,
    parse_taux,
    split_unit,
)
from cpom_desktop.domain.saisie.textes import compact_input

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

NOTHING = frozenset({"", "-", "–", "—"})
"""What an empty cell is written as."""
UNKNOWN = frozenset({"nc", "n.c", "n.c.", "n. c.", "n/c", "non connu", "non connue", "inconnu"})
"""What says that the figure is known not to be known."""
_WHOLE = frozenset({Unite.PLACES, Unite.PERSONNES})
"""What has no halves."""
_WORDS: Mapping[Unite, tuple[str, ...]] = {
    Unite.JOURS: ("jours", "jour", "j"),
    Unite.PLACES: ("places", "place"),
    Unite.PERSONNES: ("personnes", "personne", "résidents", "agents"),
    Unite.POINTS: ("points", "point", "pts"),
    Unite.ANNEES: ("ans", "an", "années"),
    Unite.KWH: ("kwh",),
    Unite.KWH_M2: ("kwh/m²", "kwh/m2"),
    Unite.M2: ("m²", "m2"),
}
"""Unit → how it may be written after the number."""


def is_nothing(text: str) -> bool:
    """Tell whether a cell says nothing: it is empty, or a dash."""
    return text.strip() in NOTHING


def parse_chiffre(text: str, unite: Unite) -> Decimal | None:
    """Return the figure of a cell; None for « n.c. », known not to be known.

    Args:
        text: a number with or without its unit, or « n.c. ».
        unite: what it counts.
    Raises:
        RegleInvalide: as `parse_decimal`, and `montant-limite`, `taux-negatif`, `etp-negatif`,
            `nombre-entier`.
    """
    if compact_input(text).lower() in UNKNOWN:
        return None
    return _number(text, unite)


def _number(text: str, unite: Unite) -> Decimal:
    match unite:
        case Unite.EUROS:
            return parse_montant(text)
        case Unite.POUR_CENT:
            return parse_taux(text)
        case Unite.ETP:
            return parse_etp(text)
    number = split_unit(text, _WORDS.get(unite, ()))[0]
    if unite in _WHOLE:
        parse_integer(number)
    return parse_decimal(number)
