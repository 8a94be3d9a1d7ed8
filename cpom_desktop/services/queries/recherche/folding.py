"""How a text is read to be searched: accents, case, œ, apostrophes and spaces told apart no more.

Folding is done letter by letter, so that what is found can be shown in the text as it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LETTERS = {"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l"}
"""Letters that Unicode does not take apart."""
_STROKES = frozenset("'\u2018\u2019\u201b\u02bc\u2032`\u00b4")
"""Apostrophes, and what is typed for one."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Mn", "Me"})
"""Categories of what adds nothing to read: accents, controls, marks of direction."""
_WORDS = re.compile(r"[^\W_]+|[\u2190-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_SPLIT_NUMBERS = re.compile(r"\d+(?: \d+)+")
_LONGEST = 60
_HOLLOW = frozenset(
    {"a", "au", "aux", "avec", "c", "ce", "ces", "cet", "cette", "d", "dans", "de", "des", "du"}
    | {"elle", "en", "est", "et", "il", "ils", "j", "je", "l", "la", "le", "les", "leur", "ma"}
    | {"mes", "mon", "n", "ne", "nous", "on", "ou", "par", "pas", "pour", "qu", "que", "s", "sa"}
    | {"ses", "son", "sur", "un", "une", "vos", "votre", "y"}
)
"""Words that say nothing of what is looked for: « la fiche de Julien »."""


class _Folds(dict[int, str]):
    """Code of a character → what it is read as; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        """Fold a character met for the first time."""
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    """Return what one character is read as; folding it again changes nothing."""
    before, after = "", character
    while after != before:
        before = after
        after = "".join(map(_plain, unicodedata.normalize("NFKD", after).casefold()))
    return after


def _plain(character: str) -> str:
    if character in _STROKES:
        return "'"
    if character.isspace():
        return " "
    if unicodedata.category(character) in _UNSEEN:
        return ""
    return _LETTERS.get(character, character)


_FOLDS = _Folds()
_FAR = "\u2019œ\u202f…Œ\u2018"


_SEVERAL = 0xFF
"""Stands for a character of Latin-1 that is read as several, or as one outside of it; nothing is
read as the one that has this code."""


def _byte_of(code: int) -> int:
    """Return what a character of Latin-1 is read as, when it is one of Latin-1 too."""
    folded = _FOLDS[code]
    return ord(folded) if len(folded) == 1 and ord(folded) < _SEVERAL else _SEVERAL


@lru_cache(maxsize=1)
def _latin() -> tuple[bytes, bytes]:
    """Return what each character of Latin-1 is read as, and those that are read as nothing."""
    gone = bytes(code for code in range(256) if not _FOLDS[code])
    return bytes(map(_byte_of, range(256))), gone


def fold(text: str) -> str:
    """Return a text as it is searched: « L’Œuvre » is « l'oeuvre ».

    Letters of French are read twenty times faster than the others.
    """
    near = text if text.isascii() else _nearer(text)
    try:
        folded = near.encode("latin-1").translate(*_latin())
    except UnicodeEncodeError:
        return text.translate(_FOLDS)
    return text.translate(_FOLDS) if _SEVERAL in folded else folded.decode("latin-1")


def fold_ends(text: str) -> list[int]:
    """Return where what each letter of a text is read as ends in what `fold` returns."""
    return list(accumulate(map(len, map(_FOLDS.__getitem__, map(ord, text)))))


def _nearer(text: str) -> str:
    """Return a text without what French writes outside of Latin-1: what it is read as instead."""
    for character in _FAR:
        if character in text:
            text = text.replace(character, _FOLDS[ord(character)])
    return text


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded; a number cut by spaces is there whole too."""
    folded = fold(text)
    found = _WORDS.findall(folded)
    if any(word.isdecimal() for word in found):
        found += [whole.replace(" ", "") for whole in _SPLIT_NUMBERS.findall(folded)]
    return found


def query_words(query: str) -> tuple[str, ...]:
    """Return the different words that are looked for, in order."""
    return tuple(dict.fromkeys(_WORDS.findall(fold(query))))


def telling(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words that tell something, all of them where none does."""
    return tuple(word for word in words if word not in _HOLLOW) or tuple(words)


def begun(query: str) -> str:
    """Return the last word when it tells nothing yet and may be the beginning of another."""
    typed = query_words(query)
    if not typed or typed[-1] in telling(typed) or query[-1:].isspace():
        return ""
    return typed[-1]


def joined_numbers(query: str) -> tuple[str, ...]:
    """Return the same words, each number cut by spaces made whole: « 01 02 » is « 0102 »."""
    folded = fold(query)
    return telling(query_words(_SPLIT_NUMBERS.sub(_without_spaces, folded)))


def _without_spaces(found: re.Match[str]) -> str:
    return found.group().replace(" ", "")


class Span(NamedTuple):
    """A part of a text, from `start` to `end` excluded."""

    start: int
    end: int


def spans(text: str, marks: Sequence[str]) -> tuple[Span, ...]:
    """Return the parts of a text that answer: the beginnings of words that are in `marks`.

    Args:
        text: as it is shown.
        marks: folded beginnings of words.
    """
    if not marks:
        return ()
    places: list[int] = []
    parts: list[str] = []
    for place, character in enumerate(text):
        folded = _FOLDS[ord(character)]
        parts.append(folded)
        places += [place] * len(folded)
    found = (
        Span(places[start], places[end - 1] + 1)
        for start, end in _beginnings("".join(parts), marks)
    )
    return tuple(found)


def _beginnings(folded: str, marks: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Return where words begin by one of the marks, the longest one each."""
    longest_first = sorted(marks, key=len, reverse=True)
    for word in _WORDS.finditer(folded):
        mark = next((m for m in longest_first if word.group().startswith(m)), "")
        if mark:
            yield word.start(), word.start() + len(mark)


def excerpt(text: str, marks: Sequence[str], length: int = _LONGEST) -> str:
    """Return a text on one line, cut around the first word that answers."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    first = next(iter(spans(line, marks)), Span(0, 0))
    start = max(first.start - length // 3, 0)
    if start:
        cut = line.find(" ", start, first.start)
        start = cut + 1 if cut >= 0 else first.start
    end = start + length
    cut = line.rfind(" ", max(first.end, start + 1), end) if end < len(line) else -1
    end = cut if cut >= 0 else end
    shown = line[start:end].strip()
    if start:
        shown = f"…{shown.lstrip(' »:;,.)')}"
    return f"{shown}{'…' if end < len(line) else ''}"


def is_near(word: str, known: str) -> bool:
    """Tell whether a word is the beginning of a known one but for one letter.

    One letter is missing, is there too much, is another, or is exchanged with its neighbour.
    """
    place = _common(word, known)
    if place == len(word):
        return True
    rest, other = word[place:], known[place:]
    return (
        other.startswith(rest[1:])
        or other[1:].startswith(rest)
        or other[1:].startswith(rest[1:])
        or (len(rest) > 1 and other.startswith(rest[1] + rest[0] + rest[2:]))
    )


def _common(word: str, known: str) -> int:
    for place, (one, other) in enumerate(zip(word, known, strict=False)):
        if one != other:
            return place
    return min(len(word), len(known))
