"""How strong a password is, by the rule of the CNIL for a password alone, and what it lacks.

Eighty bits: twelve characters of four kinds, fourteen of three kinds, or a phrase of seven
words. What is guessed first counts for nothing: repetitions, runs, keyboards, common words.
Source: CNIL, délibération n° 2022-100 du 21 juillet 2022.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

SHORTEST = {4: 12, 3: 14}
"""Kinds of characters → the least length."""
WORDS = 7
LONG_WORDS, LONG = 5, 4
"""Of these words, those that are no mere « le », « de », « un », and their least letters."""
MOST_KINDS = 4
RUN = 4
"""Characters that follow each other in an order that everyone knows."""
ORDERS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "&é\"'(-è_çà)=",
    "!@#$%^&*()",
)
COMMON = (
    "motdepasse",
    "password",
    "passe",
    "bonjour",
    "soleil",
    "secret",
    "admin",
    "bienvenue",
    "jetaime",
    "doudou",
    "chouchou",
    "loulou",
    "iloveyou",
    "welcome",
    "ehpad",
    "cpom",
    "directeur",
    "directrice",
    "direction",
    "residence",
    "france",
    "janvier",
    "fevrier",
    "octobre",
    "novembre",
    "decembre",
)
"""Words that are tried first; each counts for one character."""


class Kind(StrEnum):
    """A kind of character."""

    MINUSCULE = "minuscule"
    MAJUSCULE = "majuscule"
    CHIFFRE = "chiffre"
    SIGNE = "signe"


@dataclass(frozen=True, slots=True)
class Strength:
    """What a password is worth.

    Attributes:
        enough: it has the level of the CNIL.
        length: characters that count.
        words: words that count, when it is a phrase.
        missing: kinds of characters that it has none of.
        guessable: part of it counts for nothing: a run, a repetition, a common word.
    """

    enough: bool
    length: int
    words: int
    missing: tuple[Kind, ...]
    guessable: bool


def strength(password: str, *, known: tuple[str, ...] = ()) -> Strength:
    """Return what a password is worth.

    Args:
        password: as it is typed.
        known: what whoever tries knows already, such as the name of the dossier.
    """
    password = unicodedata.normalize("NFC", password)  # an accent apart is no sign of its own
    reduced = _reduced(password, known)
    found = frozenset(_kind(sign) for sign in reduced)
    words = _words(password, known)
    least = SHORTEST.get(len(found))
    return Strength(
        enough=words >= WORDS or (least is not None and len(reduced) >= least),
        length=len(reduced),
        words=words,
        missing=tuple(kind for kind in Kind if kind not in found),
        guessable=len(reduced) < len(password.strip()),
    )


def least_length(result: Strength) -> int:
    """Return how many characters would do, of the kinds it has or of three at the least."""
    kinds = max(3, MOST_KINDS - len(result.missing))
    return SHORTEST[kinds]


def _kind(sign: str) -> Kind:
    if sign.isdigit():
        return Kind.CHIFFRE
    if sign.isalpha():
        return Kind.MAJUSCULE if sign != sign.lower() else Kind.MINUSCULE
    return Kind.SIGNE


def _words(password: str, known: tuple[str, ...]) -> int:
    """Return how many different words a phrase has; one of little words has none."""
    found = {_plain(word) for word in re.split(r"[^\w]+|_", password)}
    given = {_plain(word) for text in known for word in text.split()}
    worth = [word for word in found - given if word.isalpha() and not _is_run(word)]
    return len(worth) if sum(len(word) >= LONG for word in worth) >= LONG_WORDS else 0


def _is_run(word: str) -> bool:
    return len(set(word)) == 1 or (len(word) >= RUN and any(word in order for order in ORDERS))


def _reduced(password: str, known: tuple[str, ...]) -> str:
    """Return a password without what is guessed: each such part is left one character."""
    text = password.strip()
    for word in sorted((*COMMON, *_parts(known)), key=len, reverse=True):
        text = _without(text, _plain(word))
    return _without_runs(text)


def _parts(known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for text in known for word in text.split() if len(word) >= RUN)


def _without(text: str, word: str) -> str:
    plain = "".join(_plain(sign) or sign for sign in text)
    if len(plain) != len(text):
        return text
    while (place := plain.find(word)) >= 0:
        text = text[: place + 1] + text[place + len(word) :]
        plain = plain[:place] + "\0" + plain[place + len(word) :]
    return text


def _without_runs(text: str) -> str:
    """Leave one character of each repetition and of each known order, either way."""
    kept: list[str] = []
    place = 0
    while place < len(text):
        kept.append(text[place])
        place += _run(text[place:].lower())
    return "".join(kept)


def _run(text: str) -> int:
    """Return how many characters at the beginning of a text are one guess."""
    same = len(text) - len(text.lstrip(text[0]))
    if same >= RUN - 1:
        return same
    longest = 1
    for order in (*ORDERS, *(order[::-1] for order in ORDERS)):
        size = longest + 1
        while size <= len(text) and text[:size] in order:
            longest, size = size, size + 1
    return longest if longest >= RUN else 1


def _plain(text: str) -> str:
    """Return a text in lower case, without accents."""
    folded = unicodedata.normalize("NFD", text.lower())
    return "".join(sign for sign in folded if not unicodedata.combining(sign))
