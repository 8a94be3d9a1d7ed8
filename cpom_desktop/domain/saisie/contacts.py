"""Telephone numbers and e-mail addresses. Source: reliability §7.3, rows 53, 65 and 66."""

from __future__ import annotations

import re

from cpom_desktop.domain.saisie.textes import compact_input
from cpom_desktop.errors import RegleInvalide

_PHONE_SIGNS = r"[0-9 ./\-()]+"
_SHORT_NUMBER = r"1[0-9]|1[0-9]{2}|[13][0-9]{3}|11[68][0-9]{3}"
_OPTIONAL_ZERO = r"\( ?0 ?\)"
_EMAIL = r"[^\s@<>,;:\"()\[\]\\]+@((?:[\w](?:[\w-]*[\w])?\.)+[^\W\d_]{2,})"
_EMAIL_LIMIT = 254


def parse_phone(text: str) -> str:
    """Return a telephone number in groups (01 23 45 67 89, +33 1 23 45 67 89), or nothing.

    A foreign number keeps its digits after its country's; a service number (15, 3977,
    116 117) stays as it is.

    Raises:
        RegleInvalide: `telephone-caracteres`, `telephone-court` and `telephone-long`
            (`attendus`, `saisis`).
    """
    plain = re.sub(_OPTIONAL_ZERO, " ", compact_input(text)).strip()
    if not plain:
        return ""
    international = plain.startswith(("+", "00"))
    body = plain.removeprefix("+") if plain.startswith("+") else plain
    if not re.fullmatch(_PHONE_SIGNS, body):
        raise RegleInvalide("telephone-caracteres")
    digits = re.sub("[^0-9]", "", body)
    if international:
        return _international(digits if plain.startswith("+") else digits[2:])
    return digits if re.fullmatch(_SHORT_NUMBER, digits) else _national(digits)


def _national(digits: str) -> str:
    _check_count(digits, 10, 10)
    return " ".join(digits[i : i + 2] for i in range(0, 10, 2))


def _international(digits: str) -> str:
    if digits.startswith("33"):
        number = digits[2:].removeprefix("0")
        _check_count(number, 9, 9)
        pairs = " ".join(number[i : i + 2] for i in range(1, 9, 2))
        return f"+33 {number[0]} {pairs}"
    _check_count(digits, 8, 15)
    return f"+{digits}"


def _check_count(digits: str, least: int, most: int) -> None:
    if len(digits) < least:
        raise RegleInvalide("telephone-court", attendus=least, saisis=len(digits))
    if len(digits) > most:
        raise RegleInvalide("telephone-long", attendus=most, saisis=len(digits))


def parse_email(text: str) -> str:
    """Return an e-mail address, its domain in small letters, or nothing when empty.

    Raises:
        RegleInvalide: `courriel-incomplet`.
    """
    address = compact_input(text)
    if not address:
        return ""
    found = re.fullmatch(_EMAIL, address)
    if found is None or len(address) > _EMAIL_LIMIT:
        raise RegleInvalide("courriel-incomplet")
    name = address[: found.start(1)]
    return name + found[1].lower()
