"""The history of the dossier, step by step, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.i18n import _, capitalise, format_date, format_number, ngettext
from cpom_desktop.services.parcours import PAGES
from cpom_desktop.services.ports import HistoryScope
from cpom_desktop.services.queries.designations import field_label
from cpom_desktop.services.queries.differences import Kind, differences, page_of, tables_of
from cpom_desktop.services.snapshot import RECORDS, SINGLE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from cpom_desktop.services.ports import HistoryRow, HistoryStep
    from cpom_desktop.services.queries.designations import Designations
    from cpom_desktop.services.queries.differences import Difference
    from cpom_desktop.services.snapshot import DossierSnapshot

EVERYTHING = HistoryScope()
MOST_ROWS = 400
"""Rows of a step that are told one by one; the others are counted."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A step of the history as a line of its list.

    Attributes:
        sentence: what was done, in words.
        page: title of the page it concerns, or of the first of several.
        differences: what it changed, at most `MOST_ROWS` rows of it.
        more: rows beyond.
    """

    id: int
    moment: datetime
    title: str
    sentence: str
    page: str
    undone: bool
    differences: tuple[Difference, ...]
    more: int = 0

    @property
    def text(self) -> str:
        """All that a search looks through."""
        told = (each.sentence for each in self.differences)
        return " ".join((self.title, self.sentence, self.page, *told))


def entry_of(step: HistoryStep, words: Designations, scope: HistoryScope = EVERYTHING) -> Entry:
    """Return a step in words: only what it did within `scope`."""
    rows = [row for row in step.rows if _is_within(row, scope)]
    shown = rows[:MOST_ROWS]
    every = sorted(differences(shown, words), key=_whole_first)
    found = tuple(each for each in every if not scope.field or each.field in {"", scope.field})
    return Entry(
        step.id,
        step.moment,
        capitalise(step.title),
        step_sentence(step.title, found),
        _(PAGES[found[0].page].title) if found else "",
        step.undone,
        found,
        len(rows) - len(shown),
    )


def _is_within(row: HistoryRow, scope: HistoryScope) -> bool:
    wanted = not scope.tables or row.table in scope.tables
    held = row.after or row.before or {}
    same = all(held.get(name) == value for name, value in scope.values)
    return wanted and same and scope.record_id in {None, row.record_id}


def _whole_first(difference: Difference) -> bool:
    return difference.kind is Kind.MODIFICATION


def step_sentence(title: str, found: Sequence[Difference]) -> str:
    """Return a step in one sentence: its only change, the fields of one row, or what it did."""
    if len(found) == 1:
        return found[0].sentence
    if not found:
        return capitalise(title)
    rows = {(each.table, each.record_id) for each in found}
    whole = [each for each in found if each.kind is not Kind.MODIFICATION]
    if len(rows) == 1:
        labels = [each.label.removeprefix(f"{found[0].name}, ") for each in found]
        return _("{nom} : {champs}.", nom=found[0].name, champs=", ".join(labels))
    if whole and sum(each.table == whole[0].table for each in whole) == 1:
        others = len(found) - 1
        more = ngettext("{n} autre changement.", "{n} autres changements.", others)
        return f"{whole[0].sentence.removesuffix('.')}, {more}"
    return f"{capitalise(title)}{_(' : ')}{counts(found)}."


def counts(found: Sequence[Difference]) -> str:
    """Return « 4 ajouts, 5 modifications, 1 retrait », those that there are."""
    words = {
        Kind.AJOUT: ("{n} ajout", "{n} ajouts"),
        Kind.MODIFICATION: ("{n} modification", "{n} modifications"),
        Kind.RETRAIT: ("{n} retrait", "{n} retraits"),
    }
    number = {kind: sum(each.kind is kind for each in found) for kind in Kind}
    return ", ".join(ngettext(*words[kind], number[kind]) for kind in Kind if number[kind])


def day_words(day: date, today: date) -> str:
    """Return the title of a day: « Aujourd'hui », « Hier », « Jeudi 4 mars 2027 »."""
    if day == today:
        return _("Aujourd'hui")
    if (today - day).days == 1:
        return _("Hier")
    return capitalise(format_date(day, "full"))


def history_pages() -> tuple[tuple[str, str], ...]:
    """Return the slug and title of the pages whose history may be asked for, in their order."""
    shown = {page_of(table) for table in RECORDS}
    return tuple((slug, _(info.title)) for slug, info in PAGES.items() if slug in shown)


def tables_of_page(page: str) -> tuple[str, ...]:
    """Return the tables of a page; none for every page."""
    return tables_of(page) if page else ()


def row_of_key(snapshot: DossierSnapshot, table: str, place: str) -> tuple[int, str]:
    """Return the row and the field of the key of a field, its table left out.

    A row is named by its number, by what it is about (« absenteisme.cotation »), or not at all
    where there is one only; one that is not there yet has the number 0.
    """
    row, _dot, field = place.rpartition(".")
    if row.isdigit() or place.isdigit():
        return (int(row), field) if row else (int(place), "")
    if table in SINGLE:
        return 1, field
    names = ("critere", "type", "cle")
    rows, about = getattr(snapshot, table), row or place
    named = (r.id for r in rows if about in {str(getattr(r, name, "")) for name in names})
    return next(named, 0), field if row else ""


class Subject(NamedTuple):
    """What the history is asked of: a row, one of its fields, or what has no row of its own."""

    name: str
    scope: HistoryScope


def subject_of_key(words: Designations, snapshot: DossierSnapshot, key: str) -> Subject:
    """Return what the key of a field is about, as the history looks for it.

    A cell of the matrix is « raci_cases.activité.rôle », a target « indicateurs.n.cible_année », a
    figure « valeurs.donnée.année »: their rows come and go with what they hold. A column that is
    no field stands for its row.
    """
    table, _dot, place = key.partition(".")
    first, _dot, last = place.partition(".")
    if table == "raci_cases" and first.isdigit() and last.isdigit():
        activite, role = int(first), int(last)
        name = f"{words.name_of('raci_activites', activite)}, {words.name_of('raci_roles', role)}"
        held = (("activite_id", activite), ("role_id", role))
        return Subject(name, HistoryScope((table,), values=held))
    year = last.removeprefix("cible_")
    if table == "indicateurs" and first.isdigit() and last != year and year.isdigit():
        name = _("{nom}, cible {annee}", nom=words.name_of(table, int(first)), annee=year)
        held = (("indicateur_id", int(first)), ("annee", int(year)))
        return Subject(name, HistoryScope(("cibles_indicateurs",), values=held))
    if table == "valeurs" and (year := last.partition(".")[0]).isdigit():
        return _figure(words, first, int(year))
    row, field = row_of_key(snapshot, table, place)
    told = field_label(table, field)
    name = words.name_of(table, row) if row else ""
    scope = HistoryScope((table,), row, field if told else "")
    return Subject(", ".join(filter(None, (name, told))), scope)


def _figure(words: Designations, donnee: str, annee: int) -> Subject:
    name = words.name("valeurs", {"donnee": donnee, "annee": annee})
    return Subject(name, HistoryScope(("valeurs",), values=(("donnee", donnee), ("annee", annee))))


def hidden_rows(more: int) -> str:
    """Return what is said of the rows that are not told one by one."""
    return ngettext("et {n} autre ligne", "et {n} autres lignes", more) if more else ""


def told_count(count: int, *, whole: bool) -> str:
    """Return « 30 modifications » , or « plus de 30 modifications » while more are unread."""
    if whole:
        return ngettext("{n} modification", "{n} modifications", count)
    return _("{n} modifications lues", n=format_number(count))
