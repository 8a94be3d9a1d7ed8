"""What changed between two states of a dossier, in words: for a backup, for two versions.

Tables read: all. Both snapshots are of one dossier, so a row keeps its id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.parcours import PAGES
from cpom_desktop.services.ports import HistoryRow
from cpom_desktop.services.queries.designations import Designations, values_of
from cpom_desktop.services.queries.differences import Kind
from cpom_desktop.services.queries.differences import differences as differences_of
from cpom_desktop.services.snapshot import RECORDS, SINGLE

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.queries.designations import Values
    from cpom_desktop.services.queries.differences import Difference
    from cpom_desktop.services.snapshot import DossierSnapshot

COUNTED: Mapping[Kind, tuple[str, str]] = {
    Kind.AJOUT: ("{n} ajout", "{n} ajouts"),
    Kind.RETRAIT: ("{n} retrait", "{n} retraits"),
    Kind.MODIFICATION: ("{n} modification", "{n} modifications"),
}


class PageDifferences(NamedTuple):
    """The differences seen on one page."""

    page: str
    differences: tuple[Difference, ...]

    @property
    def titre(self) -> str:
        """Title of the page."""
        return _(PAGES[self.page].title)

    @property
    def summary(self) -> str:
        """« Acteurs : 2 ajouts, 1 retrait, 3 modifications »."""
        return _("{page} : {comptes}", page=self.titre, comptes=counts(self.differences))


class Comparison(NamedTuple):
    """What changed between two states: how each is called, days between them, by page."""

    before: str
    after: str
    days: int
    pages: tuple[PageDifferences, ...]

    @property
    def title(self) -> str:
        """« De « Version 3 » à « Version 4 » »."""
        return _("De « {avant} » à « {apres} »", avant=self.before, apres=self.after)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Every difference, in the order of the pages."""
        return tuple(each for page in self.pages for each in page.differences)

    @property
    def summary(self) -> str:
        """« 10 différences en 14 jours : 4 ajouts, 5 modifications, 1 retrait »."""
        found = self.differences
        number = ngettext("{n} différence", "{n} différences", len(found))
        within = ngettext(" en {n} jour", " en {n} jours", self.days) if self.days else ""
        detail = f"{_(' : ')}{counts(found)}" if found else ""
        return f"{number}{within}{detail}"


def compare(
    before: DossierSnapshot,
    after: DossierSnapshot,
    content: Content,
    tables: Container[str] = RECORDS,
) -> tuple[PageDifferences, ...]:
    """Return what changed from one state to the other, by page, in the order of pages.

    `tables`: those that are compared.
    """

    def known(table: str, record_id: int) -> Values | None:
        return _values(before, table).get(record_id)

    words = Designations(after, content, known)
    rows = (row for row in rows_between(before, after) if row.table in tables)
    found = _reference_texts_once(differences_of(rows, words))
    grouped = (
        PageDifferences(page, tuple(each for each in found if each.page == page)) for page in PAGES
    )
    return tuple(page for page in grouped if page.differences)


def _reference_texts_once(found: Iterable[Difference]) -> tuple[Difference, ...]:
    """Return the differences, that of the many files of the reference texts told once."""
    keys = ((each.sentence if each.table == "packs_integres" else each, each) for each in found)
    return tuple(dict(keys).values())


def rows_between(before: DossierSnapshot, after: DossierSnapshot) -> Iterator[HistoryRow]:
    """Yield the rows that are not the same in two states, as the history would give them."""
    for table in RECORDS:
        if getattr(before, table) == getattr(after, table):
            continue
        old, new = _values(before, table), _values(after, table)
        for rid in sorted(old.keys() | new.keys()):
            if old.get(rid) != new.get(rid):
                yield HistoryRow(table, rid, old.get(rid), new.get(rid))


def _values(snapshot: DossierSnapshot, table: str) -> Mapping[int, Values]:
    """Return the rows of a table by id."""
    found = getattr(snapshot, table)
    rows = (found,) if table in SINGLE else found
    return {row.id: values_of(row) for row in rows}


def counts(those: Iterable[Difference]) -> str:
    """Return « 2 ajouts, 1 retrait, 3 modifications », a thing counted once."""
    things = {(each.kind, each.table, each.record_id) for each in those}
    numbers = {kind: sum(thing[0] is kind for thing in things) for kind in COUNTED}
    return ", ".join(ngettext(*COUNTED[kind], n) for kind, n in numbers.items() if n)
