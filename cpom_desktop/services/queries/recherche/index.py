"""The index: every word of every kind of thing, in memory, built by turns and kept by table.

A word answers by its beginning, words in any order. A part of the index is one kind; it falls
when one of its tables is in `Changes` and is built again when the search is next opened.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import count
from typing import TYPE_CHECKING

from cpom_desktop.services.parcours import MENU, PAGES, stage_of
from cpom_desktop.services.queries.recherche.entries import Group
from cpom_desktop.services.queries.recherche.folding import (
    begun,
    fold,
    is_near,
    joined_numbers,
    query_words,
    telling,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.queries.recherche.entries import Entry, Kind, Matter, Passage

TITLE, VALUE, HELP = 3, 2, 1
"""What a word is worth where it is found."""
_SHIFT, _MASK = 2, 3
_WHOLE_WORD, _AT_START, _WHOLE_TITLE, _SAME_STAGE = 2, 3, 6, 1
_BIAS: Mapping[Group, int] = {Group.PAGES: 2, Group.AIDE: -5}
"""What a family is worth more or less: a page is gone to, help comes after what it is about."""
_SHORTEST_NEAR = 4
"""Letters under which a word is never corrected."""
_NEAREST = 8
"""Known words that one word may be corrected into, in each part."""
SHOWN = 5
"""Results of each family when all are shown."""
MOST = 200
"""Results of one family when it is shown alone."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that answers.

    Attributes:
        passage: the text that answered, when it is not the title alone.
        marks: folded beginnings of words to highlight.
    """

    entry: Entry
    passage: Passage | None
    marks: tuple[str, ...]

    @property
    def field(self) -> str:
        """Key of the field to go to."""
        return (self.passage.field if self.passage else "") or self.entry.field


@dataclass(frozen=True, slots=True)
class Family:
    """The results of one family, the best first; `total` counts those left out too."""

    group: Group
    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What answers a query.

    Attributes:
        families: those that have results, the one that holds the best first.
        elsewhere: how many answer outside the family that was asked for.
        near: nothing answers as typed: these differ by one letter.
        whole: every part of the index was searched.
    """

    families: tuple[Family, ...] = ()
    elsewhere: int = 0
    near: bool = False
    whole: bool = True

    @property
    def total(self) -> int:
        """How many answer, those left out included."""
        return sum(family.total for family in self.families)


class Part:
    """The words of one kind of thing."""

    __slots__ = ("_known", "_postings", "_titles", "entries", "stages")

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.stages: list[int] = []
        self._titles: list[str] = []
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        self._known: list[str] = []

    def add(self, entry: Entry) -> None:
        """Take the words of an entry."""
        number = len(self.entries)
        self.entries.append(entry)
        self.stages.append(stage_of(entry.page))
        title = fold(entry.title)
        self._titles.append(title)
        weights: dict[str, int] = dict.fromkeys(words_of(entry.help), HELP)
        for passage in entry.passages:
            weights |= dict.fromkeys(words_of(passage.text), VALUE)
        weights |= dict.fromkeys(words_of(title), TITLE)
        for word, weight in weights.items():
            self._postings[word].append(number << _SHIFT | weight)

    def close(self) -> None:
        """Sort the words, once all entries are there."""
        self._known = sorted(self._postings)

    def starting_with(self, word: str) -> Sequence[str]:
        """Return the known words that begin by a word."""
        first = bisect_left(self._known, word)
        after = word[:-1] + chr(ord(word[-1]) + 1)
        return self._known[first : bisect_left(self._known, after, lo=first)]

    def near(self, word: str) -> tuple[str, ...]:
        """Return the known words that begin almost by a word."""
        half = len(word) // 2
        begin, end = word[:half], word[half:]
        same_end = (
            known
            for known in self._known
            if known.startswith(end, half)
            or known.startswith(end, half - 1)
            or known.startswith(end, half + 1)
        )
        tried = (*self.starting_with(begin), *same_end)
        found = dict.fromkeys(known for known in tried if is_near(word, known))
        return tuple(sorted(found, key=len)[:_NEAREST])

    def scores(self, choices: Sequence[Sequence[str]]) -> Mapping[int, int]:
        """Return the entries that answer every word, and what each is worth.

        Args:
            choices: for each word looked for, itself or what it is corrected into.
        """
        found: dict[int, int] | None = None
        for words in choices:
            gained = self._gained(words)
            if found is None:
                found = gained
            else:
                found = {n: found[n] + worth for n, worth in gained.items() if n in found}
            if not found:
                return {}
        return found or {}

    def _gained(self, words: Sequence[str]) -> dict[int, int]:
        gained: dict[int, int] = {}
        for word in words:
            for known in self.starting_with(word):
                bonus = _WHOLE_WORD if known == word else 0
                for posting in self._postings[known]:
                    number = posting >> _SHIFT
                    worth = (posting & _MASK) * 4 + bonus
                    if worth > gained.get(number, 0):
                        gained[number] = worth
        return gained

    def rank(self, number: int, worth: int, query: str, stage: int) -> int:
        """Return what an entry is worth once its whole title and its stage are looked at."""
        title = self._titles[number]
        if title.startswith(query):
            worth += _WHOLE_TITLE if title == query else _AT_START
        return worth + (_SAME_STAGE if stage and self.stages[number] == stage else 0)


class SearchIndex:
    """The parts of the index, and what answers in them.

    Args:
        kinds: what may be found, in the order in which equals are shown.
    """

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self._kinds = tuple(kinds)
        self._parts: dict[Kind, Part] = {}

    @property
    def is_whole(self) -> bool:
        """Whether every part is built."""
        return len(self._parts) == len(self._kinds)

    @property
    def size(self) -> int:
        """How many things may be found."""
        return sum(len(part.entries) for part in self._parts.values())

    def drop(self, changes: Changes | None) -> None:
        """Forget the parts whose tables changed; None means all of them."""
        if changes is None:
            self._parts.clear()
            return
        self.drop_tables(*changes.tables)

    def drop_tables(self, *tables: str) -> None:
        """Forget the parts that are read from some tables."""
        for kind in self._kinds:
            if any(table in tables for table in kind.tables):
                self._parts.pop(kind, None)

    def build(self, matter: Matter) -> Iterator[None]:
        """Build the parts that lack, one entry a turn; what falls meanwhile is left out."""
        for kind in self._kinds:
            if kind in self._parts:
                continue
            part = Part()
            for entry in kind.entries(matter):
                if entry is not None and (entry.page in (*PAGES, MENU) or entry.reading):
                    part.add(entry)
                yield
            part.close()
            self._parts[kind] = part
            yield

    def build_whole(self, matter: Matter) -> None:
        """Build at once all that lacks."""
        for _turn in self.build(matter):
            pass

    def search(self, query: str, *, group: Group | None = None, stage: int = 0) -> Results:
        """Return what answers a query.

        Args:
            query: words or beginnings of words, in any order.
            group: the only family to show.
            stage: the stage where she is, shown first among equals.
        """
        words, whole = telling(query_words(query)), joined_numbers(query)
        asked = Asked(
            fold(query).strip(), (*words, *(n for n in whole if n not in words)), group, stage
        )
        found = self._found([(word,) for word in words])
        if whole != words:
            more = self._found([(word,) for word in whole])
            found = {kind: {**more[kind], **found[kind]} for kind in found}
        if any(found.values()) or not words:
            return self._results(self._preferred(found, begun(query)), asked)
        choices = [self._correction(word) for word in words]
        marks = tuple(word for choice in choices for word in choice)
        return self._results(self._found(choices), replace(asked, marks=marks, near=True))

    def _preferred(
        self, found: dict[Kind, Mapping[int, int]], word: str
    ) -> dict[Kind, Mapping[int, int]]:
        """Return the same entries, those that have a word beginning so worth more."""
        if not word:
            return found
        more = self._found([(word,)])
        return {
            kind: {n: worth + more[kind].get(n, 0) for n, worth in hits.items()}
            for kind, hits in found.items()
        }

    def _found(self, choices: Sequence[Sequence[str]]) -> dict[Kind, Mapping[int, int]]:
        return {kind: part.scores(choices) for kind, part in self._parts.items()}

    def _correction(self, word: str) -> tuple[str, ...]:
        """Return a word if it is known, else those that differ by one letter."""
        parts = self._parts.values()
        if len(word) < _SHORTEST_NEAR or any(part.starting_with(word) for part in parts):
            return (word,)
        near = dict.fromkeys(known for part in parts for known in part.near(word))
        return tuple(near) or (word,)

    def _results(self, found: Mapping[Kind, Mapping[int, int]], asked: Asked) -> Results:
        ranked: defaultdict[Group, list[_Ranked]] = defaultdict(list)
        elsewhere, order = 0, count()
        for kind in self._kinds:
            part, hits = self._parts.get(kind), found.get(kind, {})
            if part is None or (asked.group is not None and kind.group is not asked.group):
                elsewhere += len(hits)
                continue
            family, bias = ranked[kind.group], _BIAS.get(kind.group, 0)
            for number in sorted(hits):
                worth = part.rank(number, hits[number], asked.query, asked.stage) + bias
                family.append((-worth, next(order), part.entries[number]))
        limit = SHOWN if asked.group is None else MOST
        best = sorted((min(family), group, family) for group, family in ranked.items() if family)
        return Results(
            families=tuple(_family(group, family, asked, limit) for _b, group, family in best),
            elsewhere=elsewhere,
            near=asked.near and bool(best),
            whole=self.is_whole,
        )


_Ranked = tuple[int, int, "Entry"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query: its folded text, what to highlight, and what is preferred."""

    query: str
    marks: tuple[str, ...]
    group: Group | None
    stage: int
    near: bool = False


def _family(group: Group, found: Sequence[_Ranked], asked: Asked, limit: int) -> Family:
    best = nsmallest(limit, found)
    return Family(group, len(found), tuple(_hit(entry, asked.marks) for _w, _o, entry in best))


def _hit(entry: Entry, marks: tuple[str, ...]) -> Hit:
    """Return an entry with the passage that tells most of what its title does not."""
    left = _untold(entry.title, marks)
    scored = [
        (len(left) - len(_untold(passage.text, left)), -rank)
        for rank, passage in enumerate(entry.passages if left else ())
    ]
    most, rank = max(scored, default=(0, 0))
    return Hit(entry, entry.passages[-rank] if most else None, marks)


def _untold(text: str, marks: Sequence[str]) -> list[str]:
    """Return the marks that begin no word of a text."""
    words = words_of(text)
    return [mark for mark in marks if not any(word.startswith(mark) for word in words)]
