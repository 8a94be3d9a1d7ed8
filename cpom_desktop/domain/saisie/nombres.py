"""Numbers as a French hand writes them. Source: reliability §7.2, rows 23 to 41, and row 20.

`QLocale` is not used: it refuses U+00A0 and takes `inf`, `nan` and 1e3 (architecture, traps).
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from cpom_desktop.domain.saisie.textes import compact_input
from cpom_desktop.errors import RegleInvalide

NBSP = "\u00a0"
LIMIT = Decimal("999999999.99")
"""Largest number taken, in absolute value (row 40)."""

_MONEY_UNITS = {"k€": 1_000, "m€": 1_000_000, "€": 1, "euros": 1, "euro": 1}
_PLAIN = r"([+-]?)([0-9]*)(?:[.,]([0-9]*))?"
_GROUPED = r"[+-]?[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]*)?"
_DOT_THOUSANDS = r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}"
_ENGLISH = r"([+-]?[0-9]{1,3}(?:,[0-9]{3})+)\.([0-9]+)"
_GERMAN = r"([+-]?[0-9]{1,3}(?:\.[0-9]{3})+),([0-9]+)"
_SPECIAL = r"(?i)[+-]?(?:inf|infinity|nan|0x[0-9a-f]+|[0-9.,]+e[+-]?[0-9]+)"


def parse_decimal(
    text: str,
    *,
    decimals: int | None = None,
    minimum: Decimal | None = None,
    maximum: Decimal | None = None,
) -> Decimal:
    """Return the number written: comma or one dot, groups of three, either minus sign.

    Args:
        text: what she typed; an empty text is refused.
        decimals: rounds half up to so many places; None keeps what she typed.
        minimum, maximum: bounds, included.
    Raises:
        RegleInvalide: `nombre-incompris`, `nombre-en-chiffres`, `nombre-ambigu`,
            `nombre-anglais`, `nombre-groupes`, `nombre-virgules`, `nombre-trop-petit`,
            `nombre-trop-grand`, `nombre-limite`, `chiffres-autres`.
    """
    number = _read(compact_input(text))
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if minimum is not None and number < minimum:
        raise RegleInvalide("nombre-trop-petit", minimum=minimum)
    if maximum is not None and number > maximum:
        raise RegleInvalide("nombre-trop-grand", maximum=maximum)
    return number


def parse_integer(text: str, *, minimum: int | None = None, maximum: int | None = None) -> int:
    """Return the whole number written.

    Raises:
        RegleInvalide: as `parse_decimal`, and `nombre-entier` when it has decimals,
            `nombre-entier-incompris` when it is no number.
    """
    try:
        number = parse_decimal(
            text,
            minimum=None if minimum is None else Decimal(minimum),
            maximum=None if maximum is None else Decimal(maximum),
        )
    except RegleInvalide as error:
        if error.code == "nombre-incompris":
            raise RegleInvalide("nombre-entier-incompris") from error
        raise
    if number != number.to_integral_value():
        raise RegleInvalide("nombre-entier")
    return int(number)


def parse_duration(text: str) -> int:
    """Return a duration in whole days, at least 1 (row 20); « jours » may follow.

    Raises:
        RegleInvalide: `duree-jours`.
    """
    try:
        return parse_integer(split_unit(text, ("jours", "jour", "j"))[0], minimum=1)
    except RegleInvalide as error:
        raise RegleInvalide("duree-jours") from error


def parse_montant(text: str) -> Decimal:
    """Return an amount in euros, to the cent (half up); €, k€ and M€ may follow.

    Raises:
        RegleInvalide: as `parse_decimal`, and `montant-limite`.
    """
    number_text, unit = split_unit(text, tuple(_MONEY_UNITS))
    try:
        number = parse_decimal(number_text) * _MONEY_UNITS.get(unit, 1)
        return _within_limit(number).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    except RegleInvalide as error:
        if error.code == "nombre-limite":
            raise RegleInvalide("montant-limite") from error
        raise


def parse_taux(text: str) -> Decimal:
    """Return a rate in percent, as typed (12,5 for « 12,5 % »); never negative.

    Raises:
        RegleInvalide: as `parse_decimal`, and `taux-negatif`.
    """
    number = parse_decimal(split_unit(text, ("%",))[0])
    if number < 0:
        raise RegleInvalide("taux-negatif")
    return number


def parse_etp(text: str) -> Decimal:
    """Return full-time equivalents (ETP); never negative.

    Raises:
        RegleInvalide: as `parse_decimal`, and `etp-negatif`.
    """
    number = parse_decimal(split_unit(text, ("etp",))[0])
    if number < 0:
        raise RegleInvalide("etp-negatif")
    return number


def _read(text: str) -> Decimal:
    text = text.replace("\N{MINUS SIGN}", "-")
    _refuse_other_notations(text)
    if " " in text:
        text = _without_groups(text)
    found = re.fullmatch(_PLAIN, text)
    if found is None or not (found[2] or found[3]):
        raise RegleInvalide("nombre-incompris")
    if len(found[2].lstrip("0")) > 15 or len(found[3] or "") > 15:
        raise RegleInvalide("nombre-limite")
    # + 0 makes « -0 » a plain zero
    decimals = f".{found[3]}" if found[3] else ""
    return _within_limit(Decimal(f"{found[1]}{found[2] or 0}{decimals}") + 0)


def _refuse_other_notations(text: str) -> None:
    """Refuse what a French hand does not mean, saying what to write instead."""
    if re.fullmatch(_SPECIAL, text):
        raise RegleInvalide("nombre-en-chiffres")
    if re.fullmatch(_DOT_THOUSANDS, text):
        grouped, decimal = text.replace(".", NBSP), text.replace(".", ",")
        raise RegleInvalide("nombre-ambigu", milliers=grouped, decimal=decimal)
    if found := re.fullmatch(_ENGLISH, text):
        raise RegleInvalide("nombre-anglais", exemple=f"{found[1].replace(',', NBSP)},{found[2]}")
    if found := re.fullmatch(_GERMAN, text):
        raise RegleInvalide("nombre-anglais", exemple=f"{found[1].replace('.', NBSP)},{found[2]}")
    if text.count(",") > 1:
        raise RegleInvalide("nombre-virgules")


def _without_groups(text: str) -> str:
    text = re.sub(r"^([+-]) (?=[0-9])", r"\1", text)
    if re.fullmatch(_GROUPED, text) or " " not in text:
        return text.replace(" ", "")
    spaced_digits = re.fullmatch(r"[+-]?[0-9][0-9 ]*(?:[.,][0-9 ]*)?", text)
    raise RegleInvalide("nombre-groupes" if spaced_digits else "nombre-incompris")


def _within_limit(number: Decimal) -> Decimal:
    if abs(number) > LIMIT:
        raise RegleInvalide("nombre-limite")
    return number


def split_unit(text: str, units: tuple[str, ...]) -> tuple[str, str]:
    """Return the number as text and the unit written after it, in small letters, if any."""
    plain = compact_input(text)
    unit = next((u for u in units if plain.lower().endswith(u)), "")
    return plain[: len(plain) - len(unit)].rstrip(), unit
