"""A list of tasks copied from a spreadsheet, read into rows to add; every fault at once."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.saisie import clean_line, parse_date, parse_duration
from cpom_desktop.domain.tasks import UniteDuree
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.operations.plan_lots import LigneTache
from cpom_desktop.services.operations.planning import check_task
from cpom_desktop.services.queries.plan_calendrier import plan_calendar
from cpom_desktop.services.queries.planning import phases_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.calendrier_du_plan import WorkCalendar
    from cpom_desktop.services.snapshot import DossierSnapshot

COLUMNS = ("titre", "duree", "responsable", "debut", "fin", "phase")
"""Columns of a list without a header, in order."""

HEADERS: Mapping[str, str] = {
    "tache": "titre",
    "taches": "titre",
    "titre": "titre",
    "intitule": "titre",
    "jalon": "titre",
    "tache ou jalon": "titre",
    "duree": "duree",
    "duree (jours)": "duree",
    "jours": "duree",
    "responsable": "responsable",
    "qui": "responsable",
    "debut": "debut",
    "fin": "fin",
    "echeance": "fin",
    "date": "fin",
    "phase": "phase",
    "etape": "phase",
}
"""What a column may be called, without accents or capitals."""

_WORKED = re.compile(r"\s*(?:jours?|j)?\s*ouvrés?\s*$", re.IGNORECASE)


class PastedTasks(NamedTuple):
    """What a list says.

    Attributes:
        lignes: the rows to add (`AddTasks`), those at fault left out.
        fautes: (number of the line in what was copied, sentence), every fault of every line.
        ignorees: headers of columns that mean nothing here.
    """

    lignes: tuple[LigneTache, ...]
    fautes: tuple[tuple[int, str], ...]
    ignorees: tuple[str, ...]


class _Reader(NamedTuple):
    phases: Mapping[str, str]
    people: Mapping[str, list[int]]
    calendar: WorkCalendar
    today: date


def read_tasks(snapshot: DossierSnapshot, content: Content, today: date, text: str) -> PastedTasks:
    """Return what a text copied from a spreadsheet says: tabs between cells, one task a line.

    A first line that names its columns tells their order. A person is known by name, function
    or structure; a duration may be in worked days (« 10 jours ouvrés »); an end is fixed, and
    with a start it gives the duration.
    """
    lines = [(n, line.split("\t")) for n, line in enumerate(text.splitlines(), start=1)]
    lines = [(n, cells) for n, cells in lines if any(cell.strip() for cell in cells)]
    columns, ignored = _columns(lines[0][1]) if lines else (COLUMNS, ())
    if columns is not COLUMNS:
        lines = lines[1:]
    calendar = plan_calendar(snapshot, content)
    reader = _Reader(_phase_names(snapshot, content), _people(snapshot), calendar, today)
    rows: list[LigneTache] = []
    faults: list[tuple[int, str]] = []
    for number, cells in lines:
        found, wrong = _row(dict(zip(columns, map(str.strip, cells), strict=False)), reader)
        faults += [(number, fault) for fault in wrong]
        if found is not None:
            rows.append(found)
    return PastedTasks(tuple(rows), tuple(faults), ignored)


def _columns(cells: Sequence[str]) -> tuple[Sequence[str], tuple[str, ...]]:
    """Return the columns that a first line names, and what it names that means nothing."""
    named = [HEADERS.get(_fold(cell), "") for cell in cells]
    if "titre" not in named:
        return COLUMNS, ()
    ignored = [cell.strip() for cell, name in zip(cells, named, strict=True) if not name]
    return tuple(named), tuple(cell for cell in ignored if cell)


def _row(cells: Mapping[str, str], reader: _Reader) -> tuple[LigneTache | None, list[str]]:
    """Return the row that some cells make, or None and all that is wrong with them."""
    faults: list[str] = []
    values: dict[str, object] = {}
    for read in (_title, _duration, _dates, _person, _phase):
        try:
            values |= read(cells, reader)
        except RegleInvalide as error:
            faults.append(sentence(error))
    return (None, faults) if faults else (LigneTache(**values), [])  # type: ignore[arg-type]


def _title(cells: Mapping[str, str], reader: _Reader) -> dict[str, object]:
    del reader
    title = clean_line(cells.get("titre", ""))
    if not title:
        raise RegleInvalide("nom-vide")
    return {"titre": title}


def _duration(cells: Mapping[str, str], reader: _Reader) -> dict[str, object]:
    del reader
    text = cells.get("duree", "")
    if not text:
        return {}
    worked = _WORKED.search(text)
    days = parse_duration(text[: worked.start()] if worked else text)
    check_task({"duree_jours": days})
    return {
        "duree_jours": days,
        "unite": UniteDuree.OUVRES if worked else UniteDuree.CALENDAIRES,
    }


def _dates(cells: Mapping[str, str], reader: _Reader) -> dict[str, object]:
    """Return the end that a list fixes, and the duration when both ends are given."""
    start, end = (
        parse_date(cells[name], reader.today) if cells.get(name) else None
        for name in ("debut", "fin")
    )
    if start is None:
        return {"date_epinglee": end} if end else {}
    if end is None:
        return _from_start(start, _duration(cells, reader), reader)
    if end < start:
        raise RegleInvalide("fin-avant-debut", debut=start, fin=end)
    values: dict[str, object] = {"date_epinglee": end}
    if not cells.get("duree"):
        values["duree_jours"] = max(1, (end - start).days)
        check_task(values)
    return values


def _from_start(start: date, length: Mapping[str, object], reader: _Reader) -> dict[str, object]:
    """Return the end of a task whose start alone is given; five days long if nothing is said."""
    days, unite = length.get("duree_jours", 5), length.get("unite")
    assert isinstance(days, int)
    if unite is UniteDuree.OUVRES:
        return {
            "date_epinglee": start.fromordinal(reader.calendar.finish_of(start.toordinal(), days))
        }
    return {"date_epinglee": start + timedelta(days=days)}


def _person(cells: Mapping[str, str], reader: _Reader) -> dict[str, object]:
    name = cells.get("responsable", "")
    if not name:
        return {}
    found = reader.people.get(_fold(name), [])
    if len(found) == 1:
        return {"acteur_id": found[0]}
    if found:
        raise RegleInvalide("responsable-ambigu", nom=clean_line(name))
    raise RegleInvalide("responsable-inconnu", nom=clean_line(name))


def _phase(cells: Mapping[str, str], reader: _Reader) -> dict[str, object]:
    name = cells.get("phase", "")
    if not name:
        return {}
    slug = reader.phases.get(_fold(name))
    if slug is None:
        raise RegleInvalide("phase-inconnue", phase=clean_line(name))
    return {"phase": slug}


def _phase_names(snapshot: DossierSnapshot, content: Content) -> dict[str, str]:
    phases = phases_of(snapshot, content)
    names = {_fold(_(label)): slug for slug, label in phases.items()}
    return {**{_fold(slug): slug for slug in phases}, **names}


def _people(snapshot: DossierSnapshot) -> dict[str, list[int]]:
    people: dict[str, list[int]] = {}
    for acteur in snapshot.acteurs:
        for name in {_fold(n) for n in (acteur.nom, acteur.fonction, acteur.structure) if n}:
            people.setdefault(name, []).append(acteur.id)
    return people


def _fold(text: str) -> str:
    """Return a text without accents, capitals or useless spaces."""
    plain = unicodedata.normalize("NFD", " ".join(text.split()).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'")
