"""FINESS, SIREN, SIRET and postal codes: what is doubtful in them, and how they are shown.

Nothing here refuses: a wrong key is a finding that she may keep (« J'assume »). The Luhn key of
a FINESS number is observed on public decrees, no text was found that states it (numbers §6.1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

NBSP = "\u00a0"
_SEPARATORS = r"[\s.\-_/\u200b\ufeff]+"
_DIGITS = r"[0-9]+"
_CORSICA = r"2[AB][0-9]+"
_LA_POSTE = "356000000"
_LA_POSTE_HEAD_OFFICE = "35600000000048"


class FindingCode(StrEnum):
    """What a check of an identifier may find."""

    FINESS_LONGUEUR = "finess-longueur"
    FINESS_CARACTERES = "finess-caracteres"
    FINESS_CLE = "finess-cle"
    SIREN_LONGUEUR = "siren-longueur"
    SIREN_CARACTERES = "siren-caracteres"
    SIREN_CLE = "siren-cle"
    SIRET_LONGUEUR = "siret-longueur"
    SIRET_CARACTERES = "siret-caracteres"
    SIRET_EST_SIREN = "siret-est-siren"
    SIRET_CLE = "siret-cle"
    CODE_POSTAL_LONGUEUR = "code-postal-longueur"
    CODE_POSTAL_CARACTERES = "code-postal-caracteres"


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt about an identifier.

    Attributes:
        code: what is doubtful; `services.messages_saisie` words it.
        saisis: characters typed, for a wrong length.
        cle: the last digit that would make the key right, when one digit can.
    """

    code: FindingCode
    saisis: int = 0
    cle: str = ""

    @property
    def values(self) -> dict[str, object]:
        """Return what the French sentence needs."""
        return {"saisis": self.saisis, "cle": self.cle}


def compact(text: str) -> str:
    """Return an identifier as it is stored: no space, dot or dash, capital letters."""
    return re.sub(_SEPARATORS, "", text).upper()


def luhn_ok(digits: str) -> bool:
    """Tell whether the last digit is the Luhn key of those before it (numbers §6.1)."""
    return _luhn_sum(digits) % 10 == 0


def expected_luhn_key(digits: str) -> str:
    """Return the key that completes `digits`, which come without it."""
    return str(-_luhn_sum(digits + "0") % 10)


def _luhn_sum(digits: str) -> int:
    total = 0
    for rank, character in enumerate(reversed(digits)):
        value = int(character) * (2 if rank % 2 else 1)
        total += value - 9 if value > 9 else value
    return total


def check_finess(text: str) -> tuple[Finding, ...]:
    """Return the doubts about a FINESS number; none when it is empty.

    A Corsican number (2A, 2B) has no key that we know of: only its shape is looked at.
    """
    number = compact(text)
    if not number:
        return ()
    if len(number) != 9:
        return (Finding(FindingCode.FINESS_LONGUEUR, len(number)),)
    if re.fullmatch(_CORSICA, number):
        return ()
    if not re.fullmatch(_DIGITS, number):
        return (Finding(FindingCode.FINESS_CARACTERES),)
    return _check_key(number, FindingCode.FINESS_CLE)


def check_siren(text: str) -> tuple[Finding, ...]:
    """Return the doubts about a SIREN number; none when it is empty."""
    number = compact(text)
    if not number:
        return ()
    if not re.fullmatch(_DIGITS, number):
        return (Finding(FindingCode.SIREN_CARACTERES),)
    if len(number) != 9:
        return (Finding(FindingCode.SIREN_LONGUEUR, len(number)),)
    return _check_key(number, FindingCode.SIREN_CLE)


def check_siret(text: str) -> tuple[Finding, ...]:
    """Return the doubts about a SIRET number; none when it is empty.

    The offices of La Poste, but its head office, add up to a multiple of 5 instead of having
    a Luhn key (numbers §6.1, checked against python-stdnum).
    """
    number = compact(text)
    if not number:
        return ()
    if not re.fullmatch(_DIGITS, number):
        return (Finding(FindingCode.SIRET_CARACTERES),)
    if len(number) == 9:
        return (Finding(FindingCode.SIRET_EST_SIREN, len(number)),)
    if len(number) != 14:
        return (Finding(FindingCode.SIRET_LONGUEUR, len(number)),)
    if not luhn_ok(number[:9]):
        return (Finding(FindingCode.SIRET_CLE),)
    if number.startswith(_LA_POSTE) and number != _LA_POSTE_HEAD_OFFICE:
        wrong = sum(int(digit) for digit in number) % 5
        return (Finding(FindingCode.SIRET_CLE),) if wrong else ()
    return _check_key(number, FindingCode.SIRET_CLE)


def check_code_postal(text: str) -> tuple[Finding, ...]:
    """Return the doubts about a postal code; none when it is empty."""
    code = compact(text)
    if not code:
        return ()
    if not re.fullmatch(_DIGITS, code):
        return (Finding(FindingCode.CODE_POSTAL_CARACTERES),)
    if len(code) != 5:
        return (Finding(FindingCode.CODE_POSTAL_LONGUEUR, len(code)),)
    return ()


def _check_key(number: str, code: FindingCode) -> tuple[Finding, ...]:
    if luhn_ok(number):
        return ()
    return (Finding(code, cle=expected_luhn_key(number[:-1])),)


def show_finess(text: str) -> str:
    """Return a FINESS number as 99 000 002 8; as typed when it has not nine characters."""
    return _grouped(text, (2, 3, 3, 1))


def show_siren(text: str) -> str:
    """Return a SIREN number as 123 456 782; as typed when it has not nine characters."""
    return _grouped(text, (3, 3, 3))


def show_siret(text: str) -> str:
    """Return a SIRET number as 123 456 782 00010; as typed when it has not fourteen."""
    return _grouped(text, (3, 3, 3, 5))


def _grouped(text: str, sizes: tuple[int, ...]) -> str:
    number = compact(text)
    if len(number) != sum(sizes):
        return text
    starts = [sum(sizes[:i]) for i in range(len(sizes))]
    return NBSP.join(number[s : s + size] for s, size in zip(starts, sizes, strict=True))
