"""A figure as a spreadsheet shows it: its unit beside it, « n.c. », a dash, an error of Excel.

Source: reliability §7.2, rows 23 to 41, and §7.5, row 101.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from cpom_desktop.domain.donnees import Unite
from cpom_desktop.domain.saisie.nombres import LIMIT, parse_decimal
from cpom_desktop.domain.saisie.textes import compact_input
from cpom_desktop.errors import RegleInvalide

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_DECIMALS = 6
"""Decimals kept of what is neither money nor a count of people."""
_SIGNS: Mapping[Unite, Mapping[str, int]] = {
    Unite.EUROS: {"€": 1, "k€": 1_000, "m€": 1_000_000, "eur": 1, "euro": 1, "euros": 1},
    Unite.POUR_CENT: {"%": 1},
    Unite.ETP: {"etp": 1},
    Unite.JOURS: {"j": 1, "jour": 1, "jours": 1, "journées": 1},
    Unite.PLACES: {"place": 1, "places": 1, "lit": 1, "lits": 1},
    Unite.PERSONNES: {
        "personne": 1,
        "personnes": 1,
        "résident": 1,
        "résidents": 1,
        "agent": 1,
        "agents": 1,
    },
    Unite.POINTS: {"pt": 1, "pts": 1, "point": 1, "points": 1},
    Unite.ANNEES: {"an": 1, "ans": 1, "année": 1, "années": 1},
    Unite.KWH: {"kwh": 1, "mwh": 1_000},
    Unite.KWH_M2: {"kwh/m²": 1, "kwh/m2": 1},
    Unite.M2: {"m²": 1, "m2": 1},
}
"""What may follow a number, and by how much it is multiplied."""
_WHOLE = frozenset({Unite.PLACES, Unite.PERSONNES})
"""What has no halves."""
_UNKNOWN = re.compile(
    r"n\.? ?c\.?|n/c|n\.? ?d\.?|n\.? ?a\.?|n/a|non (?:connue?|communiquée?|disponible)|inconnue?",
    re.IGNORECASE,
)
_NOTHING = frozenset({"", "-", "\N{EN DASH}", "\N{EM DASH}", "\N{MINUS SIGN}"})
_ZERO = re.compile(r"[-\u2013\u2014\u2212] ?€")
"""How the accounting format of a spreadsheet writes nought."""
_ERROR = re.compile(r"#[A-ZÉ/0-9]+[!?]?", re.IGNORECASE)
_UNIT = re.compile(r"^([^a-z€%]*[0-9][0-9 .,]*) ?(k€|m€|(?:kwh/)?m2|[a-zé€%²][a-zé²/ ]*)$")
_SHIELDED = re.compile(r"'(?=[=+\-@])")


def is_nothing(text: str) -> bool:
    """Tell whether a cell says nothing: it is empty, or a dash."""
    return _compact(text) in _NOTHING


def parse_chiffre(text: str, unite: Unite) -> Decimal | None:
    """Return the figure that a cell shows; None for « n.c. », known not to be known.

    Raises:
        RegleInvalide: as `parse_decimal`; `cellule-formule`, `cellule-erreur`,
            `cellule-etroite`, `unite-autre`, `montant-limite`, `nombre-entier`, `etp-negatif`,
            `taux-negatif`.
    """
    plain = _SHIELDED.sub("", compact_input(text))
    _refuse_spreadsheet(plain)
    if _UNKNOWN.fullmatch(plain):
        return None
    if unite is Unite.EUROS and _ZERO.fullmatch(plain):
        return Decimal(0)
    number = _kept(_number(plain, unite), unite)
    _refuse_unlikely(number, unite)
    return number


def _compact(text: str) -> str:
    """Return a short input with plain single spaces; as it is when its digits are not ours."""
    try:
        return compact_input(text)
    except RegleInvalide:
        return text.strip()


def _refuse_spreadsheet(text: str) -> None:
    """Refuse what a spreadsheet shows in place of a number."""
    if text.startswith("="):
        raise RegleInvalide("cellule-formule", saisie=text)
    if text and not text.strip("#"):
        raise RegleInvalide("cellule-etroite")
    if _ERROR.fullmatch(text):
        raise RegleInvalide("cellule-erreur", saisie=text)


def _number(text: str, unite: Unite) -> Decimal:
    """Return the number before its unit; an accountant's parentheses are a minus sign."""
    if text.startswith("(") and text.endswith(")"):
        text = f"-{text[1:-1].strip()}"
    factor = 1
    if found := _UNIT.fullmatch(text.lower()):
        signs = _SIGNS.get(unite, {})
        if found[2].strip() not in signs:
            raise RegleInvalide("unite-autre", saisie=found[2].strip())
        text, factor = text[: found.end(1)], signs[found[2].strip()]
    try:
        return parse_decimal(text) * factor
    except RegleInvalide as error:
        if error.code == "nombre-limite" and unite is Unite.EUROS:
            raise RegleInvalide("montant-limite") from error
        raise


def _kept(number: Decimal, unite: Unite) -> Decimal:
    if abs(number) > LIMIT:
        raise RegleInvalide("montant-limite" if unite is Unite.EUROS else "nombre-limite")
    places = 2 if unite is Unite.EUROS else MOST_DECIMALS
    if _decimals(number) > places:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    plain = number.normalize()
    return plain if _decimals(plain) >= 0 else plain.quantize(Decimal(1))


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return -exponent


def _refuse_unlikely(number: Decimal, unite: Unite) -> None:
    if unite in _WHOLE and number != number.to_integral_value():
        raise RegleInvalide("nombre-entier")
    if number < 0 and unite is Unite.ETP:
        raise RegleInvalide("etp-negatif")
    if number < 0 and unite is Unite.POUR_CENT:
        raise RegleInvalide("taux-negatif")
