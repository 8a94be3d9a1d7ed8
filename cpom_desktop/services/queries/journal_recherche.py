"""The search in the journal: in memory, accents, capitals and œ told apart no more."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from cpom_desktop.i18n import format_date
from cpom_desktop.services.queries.journal_mots import forme_words
from cpom_desktop.services.queries.recherche.folding import fold, query_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cpom_desktop.services.queries.journal import LigneEchange


class Seeker:
    """Finds lines by their words; what a line says is folded once, as long as it says the same."""

    def __init__(self) -> None:
        self._folded: dict[str, tuple[LigneEchange, str]] = {}

    def prepare(self, lines: Iterable[LigneEchange], most: int) -> bool:
        """Fold some of the lines that never were, before she types; tell whether any is left."""
        left = (line for line in lines if line.cle not in self._folded)
        for line in islice(left, most):
            self._text(line)
        return next(left, None) is not None

    def matching(self, lines: Sequence[LigneEchange], typed: str) -> tuple[LigneEchange, ...]:
        """Return the lines that hold every word typed, be it in the middle of another."""
        words = query_words(typed)
        if not words:
            return tuple(lines)
        return tuple(line for line in lines if _holds(self._text(line), words))

    def _text(self, line: LigneEchange) -> str:
        known = self._folded.get(line.cle)
        if known is not None and (known[0] is line or known[0] == line):
            return known[1]
        text = fold(_said(line))
        self._folded[line.cle] = (line, text)
        return text


def _holds(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


def _said(line: LigneEchange) -> str:
    """Return everything that a line is found by, its date in words too."""
    parts = (
        line.objet,
        line.texte if line.texte != line.objet else "",
        line.structures,
        line.personnes,
        *line.noms,
        line.suite_quoi,
        forme_words(line),
        format_date(line.jour),
    )
    return "\n".join(parts)
