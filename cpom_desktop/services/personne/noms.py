"""How a person is found in a text, whatever its accents, its case and the order of the names.

What is sure (the whole name, an address, a telephone) is told apart from what may be another
person: the family name alone, initials. Texts are read by `recherche.folding`, letter by letter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.services.queries.recherche.folding import fold, fold_ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CIVILITIES = (
    "docteur|professeur|maitre|monsieur|madame|mademoiselle|mesdames|messieurs|mmes|mlle|mme|mr|mm"
    "|dr|pr|me|m"
)
_TITLES = frozenset(_CIVILITIES.split("|"))
_PARTICLES = frozenset({"de", "du", "des", "d", "la", "le", "les", "van", "von", "der", "den"})
_WORDS = re.compile(r"[^\W_]+")
_BEFORE = r"(?<![^\W_])"
_AFTER = r"(?![^\W_])"
_GAP = r"[\W_]{0,3}"
_COUNTRY = r"(?:\+ ?33[\W_]{0,3}(?:\(0\) ?)?|0033[\W_]?|0)"
_ESCAPE = r"\\[bfnrt]"
"""A line break, a tabulation, as JSON writes them."""
FEWEST_DIGITS = 6
"""Of a telephone, without its country."""
PIECE, OVERLAP = 100_000, 1000
"""Letters read at once, and those that two pieces share: no name is cut."""
SHORTEST = 2
"""Letters below which a word is not looked for alone."""


class Trouvaille(StrEnum):
    """What was found of a person."""

    NOM_COMPLET = "nom_complet"
    COURRIEL = "courriel"
    TELEPHONE = "telephone"
    NOM_SEUL = "nom_seul"
    INITIALES = "initiales"

    @property
    def sure(self) -> bool:
        """Whether it can be nobody else, but somebody of the same whole name."""
        return self not in {Trouvaille.NOM_SEUL, Trouvaille.INITIALES}


class Mention(NamedTuple):
    """A person in a text, from `start` to `end` excluded."""

    start: int
    end: int
    quoi: Trouvaille


@dataclass(frozen=True)
class Identite:
    """Who is looked for.

    Attributes:
        prenom, famille: as she writes them; the family name alone is enough.
        courriels, telephones: that nobody else of the dossier has.
    """

    prenom: str
    famille: str
    courriels: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()

    @property
    def nom(self) -> str:
        """Both names."""
        return f"{self.prenom} {self.famille}".strip()

    @cached_property
    def _patterns(self) -> tuple[tuple[Trouvaille, re.Pattern[str]], ...]:
        return tuple((kind, re.compile(text)) for kind, text in _patterns(self) if text)

    @cached_property
    def _rough(self) -> tuple[tuple[str, ...], tuple[re.Pattern[str], ...]]:
        """What a text that names them holds one of, looked for in a whole row at once."""
        words = [fold(mail) for mail in self.courriels]
        words += [max(found, key=len) for found in (_words(self.famille),) if found]
        return tuple(words), tuple(map(re.compile, _rough_patterns(self)))

    def may_be_in(self, text: str) -> bool:
        """Tell quickly whether a text, or rows as JSON, may name them; none is missed.

        A long one is read by pieces: the worker that reads it lets the window live between two.
        """
        words, patterns = self._rough
        for start in range(0, len(text) or 1, PIECE - OVERLAP):
            folded = fold(text[start : start + PIECE])
            if any(word in folded for word in words) or any(p.search(folded) for p in patterns):
                return True
        return False

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return where a text names them, in order, none over another."""
        if not self.may_be_in(text):
            return ()
        folded = fold(text)
        found = [(k, m) for k, pattern in self._patterns for m in pattern.finditer(folded)]
        ends = fold_ends(text) if found else []
        taken: list[Mention] = []
        for kind, match in found:
            if match.end() == match.start():
                continue
            start = bisect_right(ends, match.start())
            end = _whole_letter(text, bisect_right(ends, match.end() - 1) + 1)
            if kind is Trouvaille.INITIALES and not _capitals(text[start:end]):
                continue
            if all(end <= other.start or start >= other.end for other in taken):
                taken.append(Mention(start, end, kind))
        return tuple(sorted(taken))


def identity(nom: str, courriel: str = "", telephone: str = "") -> Identite:
    """Return a person from a name as it is typed: « Dr Paul GARNIER », « Claire Morel ».

    The first word is the first name, unless others are in capitals.
    """
    words = [word for word in nom.split() if fold(word).strip(".") not in _TITLES]
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    if len(words) < 2:
        first, family = [], words
    elif capitals and len(capitals) < len(words):
        first = [word for word in words if word not in capitals and fold(word) not in _PARTICLES]
        family = [word for word in words if word not in first]
    else:
        first, family = words[:1], words[1:]
    return Identite(
        " ".join(first),
        " ".join(family),
        (courriel.strip(),) if courriel.strip() else (),
        (telephone.strip(),) if telephone.strip() else (),
    )


def replaced(
    text: str, mentions: Iterable[Mention], by: str, *, contact: str, longest: int = 0
) -> str:
    """Return a text with mentions replaced.

    Args:
        text: as it is.
        mentions: which ones.
        by: « Personne effacée n° 12 ».
        contact: what stands for an address or a telephone.
        longest: characters at most of what is returned; 0 for no limit.
    """
    result, place = [], 0
    for mention in sorted(mentions):
        named = mention.quoi not in {Trouvaille.COURRIEL, Trouvaille.TELEPHONE}
        result += [text[place : mention.start], by if named else contact]
        place = mention.end
    told = "".join((*result, text[place:]))
    if longest and len(told) > longest >= len(text):
        return f"{told[: longest - 1]}…"
    return told


def _patterns(who: Identite) -> Iterator[tuple[Trouvaille, str]]:
    """Yield what is looked for, the surest first: what it takes is not looked at again."""
    for mail in who.courriels:
        yield Trouvaille.COURRIEL, _BEFORE + re.escape(fold(mail)) + _AFTER
    first, family = _words(who.prenom), _words(who.famille)
    title = rf"(?:(?:{_CIVILITIES})\b[\W_]{{1,2}})?"
    if first and family:
        one, other = _GAP.join(map(re.escape, first)), _GAP.join(map(re.escape, family))
        either = f"(?:{one}{_GAP}{other}|{other}{_GAP}{one})"
        yield Trouvaille.NOM_COMPLET, _BEFORE + title + either + _AFTER
    for phone in who.telephones:
        yield Trouvaille.TELEPHONE, _digits(phone)
    if family:
        alone = _GAP.join(map(re.escape, family))
        letter = rf"(?:{re.escape(first[0][0])}{_GAP})?" if first else ""
        after = rf"(?:[ ,]{{1,2}}{re.escape(first[0][0])}\.)?" if first else ""
        yield Trouvaille.NOM_SEUL, _BEFORE + title + letter + alone + _AFTER + after
        strong = [word for word in family if word not in _PARTICLES and len(word) > SHORTEST]
        if len(family) > 1 and strong:
            words = "|".join(map(re.escape, strong))
            yield Trouvaille.NOM_SEUL, f"{_BEFORE}{title}(?:{words}){_AFTER}"
    for letters in _initials(who):
        yield Trouvaille.INITIALES, _BEFORE + r"\.?[ -]?".join(letters) + r"\.?" + _AFTER


def _rough_patterns(who: Identite) -> Iterator[str]:
    r"""Yield patterns of telephones and initials, in a text or in a row as JSON (« \n »).

    Each begins by the digit or the letter it looks for: so `re` finds it ten times faster.
    """
    for phone in who.telephones:
        if national := _national(phone):
            yield rf"(?:{_ESCAPE}|[\W_])?".join(national)
    for first, *rest in _initials(who):
        alone = rf"(?:(?<![^\W_]{first})|(?<={_ESCAPE}{first})|(?<=\\u[0-9a-f]{{4}}{first}))"
        gap = rf"\.?(?:{_ESCAPE}|[ -])?"
        yield first + alone + "".join(gap + letter for letter in rest) + _AFTER


def _initials(who: Identite) -> Iterator[tuple[str, ...]]:
    """Yield the letters of « C. M. » and « CM », of both names only."""
    first = _words(who.prenom)
    family = [word for word in _words(who.famille) if word not in _PARTICLES]
    if first and family:
        letters = [word[0] for word in first]
        for chosen in dict.fromkeys((tuple(letters), (letters[0],))):
            yield *chosen, family[0][0]


def _digits(phone: str) -> str:
    """Return a telephone as a pattern, however it is cut; nothing of what is too short."""
    national = r"[\W_]?".join(_national(phone))
    return rf"(?<!\d){_COUNTRY}?[\W_]?{national}(?!\d)" if national else ""


def _national(phone: str) -> str:
    """Return the digits of a telephone without its country; none of what is too short."""
    digits = re.sub(r"\D", "", phone)
    national = re.sub(r"^(?:0033|33(?=\d{9}$)|0)", "", digits)
    return national if len(national) >= FEWEST_DIGITS else ""


def _words(text: str) -> list[str]:
    return _WORDS.findall(fold(text))


def _whole_letter(text: str, end: int) -> int:
    """Return where the last letter ends, the accents that follow it included."""
    while end < len(text) and not fold(text[end]):
        end += 1
    return end


def _capitals(text: str) -> bool:
    return all(c.isupper() for c in text if c.isalpha())
