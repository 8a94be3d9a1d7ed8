"""The rows of the search: headings, what was found, the way to the rest, what may be tried."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.recherche.entries import GROUP_WORDS
from ui.models.grouped import GroupedModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cpom_desktop.services.queries.recherche.entries import Group
    from cpom_desktop.services.queries.recherche.index import Family, Hit, Results


class Sort(StrEnum):
    """What a row is."""

    HEADING = "titre"
    HIT = "resultat"
    MORE = "suite"
    QUERY = "recherche"
    SENTENCE = "phrase"


class FoundRole(IntEnum):
    """What a row holds beside its text: the row itself, for what paints it."""

    ROW = Qt.ItemDataRole.UserRole


class FoundRow(NamedTuple):
    """A row of the list.

    Attributes:
        words: what is read on it.
        aside: what stands at the right.
        hit: what was found.
        group: the family that « Voir les autres » shows alone.
        icon: of a query that may be tried.
    """

    sort: Sort
    words: str
    aside: str = ""
    hit: Hit | None = None
    group: Group | None = None
    icon: str = ""

    @property
    def is_choice(self) -> bool:
        """Whether Entrée does something on it."""
        return self.sort not in {Sort.HEADING, Sort.SENTENCE}


class FoundModel(GroupedModel[FoundRow]):
    """What was found, under the names of families."""

    def is_heading(self, row: FoundRow) -> bool:
        """Tell whether a row is only read."""
        return not row.is_choice

    def identity(self, row: FoundRow) -> object:
        """Return the row: a list of results is made anew at each letter."""
        return row

    def row_data(self, row: FoundRow, role: int) -> object:
        """Return what a row shows or says."""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.words
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(row)
            case FoundRole.ROW:
                return row
            case _:
                return None


def spoken(row: FoundRow) -> str:
    """Return what a screen reader says of a row."""
    if row.hit is None:
        return ", ".join(filter(None, (row.words, row.aside)))
    entry, passage = row.hit.entry, row.hit.passage
    found = passage.text if passage is not None else ""
    return ", ".join(filter(None, (entry.title, found, row_place(row.hit), entry.aside)))


def row_place(hit: Hit) -> str:
    """Return where a result is, down to the field that answered."""
    label = hit.passage.label if hit.passage is not None else ""
    return ", ".join(filter(None, (hit.entry.place, label)))


def result_rows(results: Results, group: Group | None) -> list[FoundRow]:
    """Return the rows of what was found; the families that have more say how many."""
    return [row for family in results.families for row in _family_rows(family, group)]


def _family_rows(family: Family, group: Group | None) -> Iterable[FoundRow]:
    short, long = (_(words) for words in GROUP_WORDS[family.group])
    yield FoundRow(Sort.HEADING, long, str(family.total))
    for hit in family.hits:
        yield FoundRow(Sort.HIT, hit.entry.title, hit.entry.aside, hit)
    left = family.total - len(family.hits)
    if left and group is None:
        words = ngettext("Voir {n} autre", "Voir les {n} autres", left)
        yield FoundRow(Sort.MORE, f"{words} ({short})", group=family.group)
    elif left:
        told = _("Seuls les {n} premiers sont montrés : un mot de plus les départage.")
        yield FoundRow(Sort.SENTENCE, told.format(n=len(family.hits)))


def query_rows(recent: Sequence[str], examples: Sequence[tuple[str, str]]) -> list[FoundRow]:
    """Return what may be tried before anything is typed: her last searches, then examples."""
    rows: list[FoundRow] = []
    if recent:
        rows.append(FoundRow(Sort.HEADING, _("Recherches récentes")))
        rows += [FoundRow(Sort.QUERY, query, icon="history") for query in recent]
    rows.append(FoundRow(Sort.HEADING, _("Par exemple")))
    rows += [FoundRow(Sort.QUERY, query, what, icon="search") for query, what in examples]
    return rows


def nothing_rows(query: str, elsewhere: int) -> list[FoundRow]:
    """Return what to try where nothing was found."""
    shown = query if len(query) <= _SHOWN else f"{query[:_SHOWN].rstrip()}…"
    rows = [FoundRow(Sort.SENTENCE, _("Rien ne répond à « {mots} ».", mots=shown))]
    if elsewhere:
        words = ngettext(
            "Voir {n} résultat dans les autres familles",
            "Voir les {n} résultats des autres familles",
            elsewhere,
        )
        rows.append(FoundRow(Sort.MORE, words))
    else:
        rows.append(FoundRow(Sort.SENTENCE, _(_TRY)))
    return rows


_SHOWN = 40
_TRY = (
    "Essayez moins de mots, ou le début d'un mot : « absent » trouve « absentéisme ». Ce qui a "
    "été supprimé est dans la corbeille, page « Versions et historique »."
)
