"""Texts made clean: composed letters, no control or reversing character, a known length.

Source: reliability §7.3, rows 46 to 60 and 120.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.errors import RegleInvalide

if TYPE_CHECKING:
    from collections.abc import Mapping

LINE_LIMIT = 200
TEXT_LIMIT = 200_000

_HALVES = "[\ud800-\udfff]"
_CONTROLS = "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
_UNSEEN = "[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]"
_NEWLINES = "\r\n|[\r\u0085\u2028\u2029]"
_BLANK_RUNS = "[ ]*[\n\t][ \n\t]*"
_REMOVED = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, newline and tab apart
    "\u200b\u2060\ufeff"  # spaces of no width
    "\u202a-\u202e\u2066-\u2069]"  # overrides of the reading direction
)
_NON_ASCII_DIGITS = r"(?![0-9])\d"


def clean_line(text: str, limit: int = LINE_LIMIT) -> str:
    """Return one clean line: newlines and tabs become a space, ends are stripped.

    Raises:
        RegleInvalide: `ligne-trop-longue` above `limit` characters (`saisis`, `limite`).
    """
    return _line(text, limit, "ligne-trop-longue")


def clean_name(text: str, limit: int = LINE_LIMIT) -> str:
    """Return a clean line that may not be empty.

    Raises:
        RegleInvalide: `nom-vide`; `nom-trop-long` (`saisis`, `limite`).
    """
    name = _line(text, limit, "nom-trop-long")
    if not name:
        raise RegleInvalide("nom-vide")
    return name


def clean_text(text: str, limit: int = TEXT_LIMIT) -> str:
    """Return a clean text of several lines, ends stripped.

    Raises:
        RegleInvalide: `texte-trop-long` above `limit` characters (`saisis`, `limite`).
    """
    cleaned = _cleaned(text).strip()
    _check_length(cleaned, limit, "texte-trop-long")
    return cleaned


def check_paste(length: int, limit: int) -> None:
    """Refuse what would not go whole into a field: nothing of it is taken (row 120).

    Raises:
        RegleInvalide: `collage-trop-long` (`saisis`, `limite`).
    """
    if length > limit:
        raise RegleInvalide("collage-trop-long", saisis=length, limite=limit)


class Retouche(StrEnum):
    """What making a text clean changed in it (rows 56 and 58 to 60)."""

    CONTROLES = "caracteres-de-controle"
    INVISIBLES = "caracteres-invisibles"
    ILLISIBLES = "caracteres-illisibles"
    LIGNES = "retours-a-la-ligne"


def retouches(text: str, *, one_line: bool) -> Mapping[Retouche, int]:
    """Return what is changed in a typed text to make it clean, and how many times."""
    without_pairs = re.sub("[\ud800-\udbff][\udc00-\udfff]", "", text)
    ends = len(re.findall(_NEWLINES, text.strip())) + text.strip().count("\n")
    found = {
        Retouche.ILLISIBLES: len(re.findall(_HALVES, without_pairs)),
        Retouche.CONTROLES: len(re.findall(_CONTROLS, text)),
        Retouche.INVISIBLES: len(re.findall(_UNSEEN, text)),
        Retouche.LIGNES: ends - text.strip().count("\r\n") if one_line else 0,
    }
    return {kind: count for kind, count in found.items() if count}


def compact_input(text: str) -> str:
    """Return a short input (date, number) with plain single spaces, for a reader.

    Raises:
        RegleInvalide: `chiffres-autres` when it holds digits other than 0 to 9.
    """
    if re.search(_NON_ASCII_DIGITS, text):
        raise RegleInvalide("chiffres-autres")
    return " ".join(_cleaned(text).split())


def _line(text: str, limit: int, code: str) -> str:
    line = re.sub(_BLANK_RUNS, " ", _cleaned(text)).strip()
    _check_length(line, limit, code)
    return line


def _cleaned(text: str) -> str:
    without_halves = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize(
        "NFC", re.sub(_REMOVED, "", re.sub(_NEWLINES, "\n", without_halves))
    )


def _check_length(text: str, limit: int, code: str) -> None:
    if len(text) > limit:
        raise RegleInvalide(code, saisis=len(text), limite=limit)
