"""A list of tasks copied from a spreadsheet: what each row becomes, and every cell refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cpom_desktop.domain.saisie import parse_date
from cpom_desktop.domain.tasks import UniteDuree
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import EMPTY, _
from cpom_desktop.services.operations import LigneTache
from cpom_desktop.services.operations.planning import LONGEST_TASK
from cpom_desktop.services.queries.plan_durees import read_duration
from cpom_desktop.services.queries.recherche.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date


class Rubrique(StrEnum):
    """What a column of the list tells."""

    TITRE = "titre"
    DUREE = "duree"
    RESPONSABLE = "responsable"
    DEBUT = "debut"
    FIN = "fin"
    PHASE = "phase"


_HEADS: Mapping[Rubrique, frozenset[str]] = {
    Rubrique.TITRE: frozenset({"tache", "taches", "titre", "intitule", "libelle", "action",
                               "tache ou jalon", "nom", "nom de la tache", "jalon"}),
    Rubrique.DUREE: frozenset({"duree", "duree (jours)", "duree en jours", "jours", "nb jours",
                               "nombre de jours", "duree (j)"}),
    Rubrique.RESPONSABLE: frozenset({"responsable", "qui", "responsables", "porteur"}),
    Rubrique.DEBUT: frozenset({"debut", "date de debut", "du", "date debut", "commence le"}),
    Rubrique.FIN: frozenset({"fin", "date de fin", "au", "echeance", "date", "date fin",
                             "pour le", "date d'echeance", "date limite"}),
    Rubrique.PHASE: frozenset({"phase", "etape", "et.", "phases"}),
}  # fmt: skip
Name = TypeVar("Name")
_TIME = re.compile(r"[ T]00:00(:00)?$")


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that could not be taken: where it is (row from 1, as pasted), and why."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PastedTask:
    """What a row becomes; None of `ligne` when nothing can be made of it.

    Attributes:
        row: its number in what was pasted, from 1.
        responsable, phase: words to show.
    """

    row: int
    ligne: LigneTache | None
    titre: str = ""
    responsable: str = ""
    phase: str = ""
    faults: tuple[Fault, ...] = ()


class Known(NamedTuple):
    """What the words of the list may name.

    Attributes:
        acteurs, phases: words → id, slug; their words as shown are those of `phase_words`.
        default_phase: slug of the phase of the rows that say none.
        end_of: first day, duration and its unit → end.
    """

    acteurs: Mapping[str, int]
    phases: Mapping[str, str]
    phase_words: Mapping[str, str]
    default_phase: str
    today: date
    end_of: Callable[[date, int, UniteDuree], date]


@dataclass(frozen=True, slots=True)
class Pasted:
    """Everything that was pasted, read."""

    columns: tuple[Rubrique | None, ...]
    rows: tuple[PastedTask, ...] = ()
    headed: bool = False

    @property
    def tasks(self) -> list[LigneTache]:
        """The tasks to add, in the order of the list."""
        return [row.ligne for row in self.rows if row.ligne is not None]

    @property
    def faults(self) -> list[Fault]:
        """Every cell refused, from top to bottom."""
        return [fault for row in self.rows for fault in row.faults]


def read_list(texts: Sequence[Sequence[str]], known: Known) -> Pasted:
    """Return what a block of cells becomes; empty rows are left out."""
    rows = [[" ".join(cell.split()) for cell in line] for line in texts]
    head = _headed(rows[0]) if rows else None
    body = rows[1:] if head else rows
    columns = head or _guessed(body, known)
    first = 2 if head else 1
    read = tuple(
        _task(place, line, columns, known)
        for place, line in enumerate(body, start=first)
        if any(line)
    )
    return Pasted(columns, read, head is not None)


def _headed(line: Sequence[str]) -> tuple[Rubrique | None, ...] | None:
    """Return the columns that a first row names, None when it is not a row of headers."""
    named = tuple(
        next((kind for kind, words in _HEADS.items() if fold(cell).rstrip(" :") in words), None)
        for cell in line
    )
    return named if Rubrique.TITRE in named or len(set(named) - {None}) > 1 else None


def _guessed(body: Sequence[Sequence[str]], known: Known) -> tuple[Rubrique | None, ...]:
    """Return what each column seems to tell, by what most of its cells are."""
    width = max((len(line) for line in body), default=0)
    kinds: list[Rubrique | None] = []
    for place in range(width):
        cells = [line[place] for line in body if place < len(line) and line[place]]
        kinds.append(_kind(cells, kinds, known))
    if dates := [n for n, kind in enumerate(kinds) if kind is Rubrique.FIN][1:]:
        kinds[kinds.index(Rubrique.FIN)] = Rubrique.DEBUT
        for extra in dates[1:]:
            kinds[extra] = None
    return tuple(kinds)


def _kind(cells: Sequence[str], taken: Sequence[Rubrique | None], known: Known) -> Rubrique | None:
    def most(reads: Callable[[str], bool]) -> bool:
        return sum(map(reads, cells)) * 2 > len(cells)

    def is_date(cell: str) -> bool:
        return _reads(lambda: _day(cell, known.today))

    if most(is_date):
        return Rubrique.FIN
    guesses: tuple[tuple[Rubrique, Callable[[str], bool]], ...] = (
        (Rubrique.DUREE, lambda cell: _reads(lambda: read_duration(cell))),
        (Rubrique.PHASE, lambda cell: fold(cell) in known.phases),
        (Rubrique.RESPONSABLE, lambda cell: fold(cell) in known.acteurs),
        (Rubrique.TITRE, bool),
        (Rubrique.RESPONSABLE, bool),
    )
    return next((kind for kind, reads in guesses if kind not in taken and most(reads)), None)


def _reads(read: Callable[[], object]) -> bool:
    try:
        read()
    except RegleInvalide:
        return False
    return True


@dataclass(slots=True)
class _Row:
    """A row being read."""

    place: int
    cells: Mapping[Rubrique, str]
    known: Known
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, kind: Rubrique, sentence: str) -> None:
        self.faults.append(Fault(self.place, column_words(kind), sentence))

    def day(self, kind: Rubrique) -> date | None:
        """Return the day of a cell; None when it is empty or refused."""
        from cpom_desktop.services.messages import sentence  # noqa: PLC0415 - with a refusal

        if not (text := self.cells.get(kind, "")):
            return None
        try:
            return _day(text, self.known.today)
        except RegleInvalide as error:
            self.refuse(kind, sentence(error))
            return None

    def duration(self) -> tuple[int, UniteDuree | None] | None:
        """Return the days of the duration; None when it is empty or refused."""
        if not (text := self.cells.get(Rubrique.DUREE, "")):
            return None
        try:
            days, unit = read_duration(text)
        except RegleInvalide:
            days, unit = 0, None
        if not 1 <= days <= LONGEST_TASK:
            said = _("« {saisie} » n'est pas une durée, de 1 à 3 650 jours.", saisie=text)
            self.refuse(Rubrique.DUREE, said)
            return None
        return days, unit

    def named(self, kind: Rubrique, names: Mapping[str, Name]) -> Name | None:
        """Return what a cell names among `names`; None when it is empty or unknown."""
        text = self.cells.get(kind, "")
        if not text or text == EMPTY:
            return None
        found = names.get(fold(text))
        if found is None:
            self.refuse(kind, _unknown(kind, text))
        return found


def _task(
    place: int, line: Sequence[str], columns: Sequence[Rubrique | None], known: Known
) -> PastedTask:
    cells = {
        kind: cell for kind, cell in zip(columns, line, strict=False) if kind is not None and cell
    }
    row = _Row(place, cells, known)
    title = cells.get(Rubrique.TITRE, "")
    if not title:
        row.refuse(Rubrique.TITRE, _("Une tâche a un titre : cette ligne est laissée de côté."))
        return PastedTask(place, None, faults=tuple(row.faults))
    if len(title) > 200:
        row.refuse(Rubrique.TITRE, _("Le titre est limité à 200 caractères : il est coupé."))
        title = title[:200].rstrip()
    return _whole(row, title)


def _whole(row: _Row, title: str) -> PastedTask:
    known = row.known
    who = row.named(Rubrique.RESPONSABLE, known.acteurs)
    phase = row.named(Rubrique.PHASE, known.phases)
    slug = phase or known.default_phase
    days, unit, end = _dated(row)
    ligne = LigneTache(
        titre=title,
        phase=slug,
        duree_jours=days,
        unite=unit,
        acteur_id=who,
        date_epinglee=end,
    )
    words = row.cells.get(Rubrique.RESPONSABLE, "") if who else ""
    faults = tuple(row.faults)
    return PastedTask(row.place, ligne, title, words, known.phase_words.get(slug, slug), faults)


def _unknown(kind: Rubrique, text: str) -> str:
    if kind is Rubrique.PHASE:
        return _("« {saisie} » n'est pas une phase de ce plan.", saisie=text)
    return _("« {saisie} » n'est pas parmi vos acteurs.", saisie=text)


def _dated(row: _Row) -> tuple[int, UniteDuree, date | None]:
    """Return the duration of a row, its unit, and the end that its dates fix."""
    told = row.duration()
    start, end = row.day(Rubrique.DEBUT), row.day(Rubrique.FIN)
    if start and end and end < start:
        row.refuse(
            Rubrique.FIN,
            _("La fin ({fin}) précède le début ({debut}).",
              fin=f"{end:%d/%m/%Y}", debut=f"{start:%d/%m/%Y}"),
        )  # fmt: skip
        end = None
    days, unit = told or (5, None)
    if told is None and start and end:
        days = min(max((end - start).days, 1), LONGEST_TASK)
    counted = unit or UniteDuree.CALENDAIRES
    if end is None and start is not None:
        end = row.known.end_of(start, days, counted)
    return days, counted, end


def _day(text: str, today: date) -> date:
    return parse_date(_TIME.sub("", text), today)


def column_words(kind: Rubrique) -> str:
    """Return what a column of the list is called."""
    words = {
        Rubrique.TITRE: _("Tâche"),
        Rubrique.DUREE: _("Durée"),
        Rubrique.RESPONSABLE: _("Responsable"),
        Rubrique.DEBUT: _("Début"),
        Rubrique.FIN: _("Échéance"),
        Rubrique.PHASE: _("Phase"),
    }
    return words[kind]
