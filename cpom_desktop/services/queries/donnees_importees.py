"""A file of figures: what each of its cells becomes, which rows are of no figure known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.saisie import clean_line, clean_text, parse_date
from cpom_desktop.domain.saisie.chiffres import is_nothing
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.documents import no_checkpoint
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.queries.correspondances import remembered
from cpom_desktop.services.queries.donnees_colonnes import (
    Colonne,
    figure_columns,
    head_row,
    is_relative,
)
from cpom_desktop.services.queries.donnees_noms import Names, name_key
from cpom_desktop.services.queries.donnees_recues import (
    RIEN,
    Dits,
    Reading,
    Recu,
    left_row,
    refused,
    told_twice,
    twice,
    unknown_words,
    year_in,
)
from cpom_desktop.services.tableaux import nothing_under

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.queries.correspondances import Colonnes
    from cpom_desktop.services.queries.donnees_recues import CelluleLue
    from cpom_desktop.services.snapshot import DossierSnapshot
    from cpom_desktop.services.tableaux import FileTable

    Row = Sequence[str]

THOUSANDS = re.compile(r"\b[kK] ?€|\b[kK][eE]uros?\b|milliers d.euros", re.IGNORECASE)
CHECK_EVERY = 500
"""Lines between two looks at whether she still wants it."""


class Inconnue(NamedTuple):
    """A row that is of no figure known: its line, its name, the figure that is close or none."""

    ligne: int
    libelle: str
    proche: str = ""


@dataclass(frozen=True, slots=True)
class FichierLu:
    """A file of figures, read: its cells, and the rows to be said by hand."""

    recu: Recu
    inconnues: tuple[Inconnue, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """The dossier that a file is for.

    Attributes:
        proches: take rows whose name is close, to be confirmed.
        checkpoint: called now and then; may stop by raising.
    """

    snapshot: DossierSnapshot
    content: Content
    today: date
    proches: bool = True
    checkpoint: Callable[[], None] = no_checkpoint


@dataclass(frozen=True, slots=True)
class Regles:
    """How a file is read.

    Attributes:
        columns: what each column is.
        lignes: name of a row as compared → slug of its figure; empty: left aside.
        today: the day.
        proches: take rows whose name is close, to be confirmed.
        checkpoint: called now and then; may stop by raising.
    """

    columns: Colonnes
    lignes: Mapping[str, str]
    today: date
    checkpoint: Callable[[], None]
    proches: bool = True


def figures_of_file(
    table: FileTable, place: Place, lignes: Mapping[str, str], columns: Colonnes | None = None
) -> tuple[Colonnes, FichierLu]:
    """Return how the columns of a file are understood, and the file read so.

    Args:
        table: the file.
        place: the dossier that it is for.
        lignes: names of rows that she said, over those that are remembered.
        columns: what she said of its columns; None to find it out.
    """
    reading = Reading(place.snapshot, place.content)
    heads = heads_of(table, place.today)
    kept = remembered(place.snapshot, "donnees", heads)
    said = {**kept.lignes, **lignes}
    if columns is None:
        names = Names(reading.figures, said)
        columns = figure_columns(table, kept, names, place.today)
    rules = Regles(columns, said, place.today, place.checkpoint, place.proches)
    return columns, read_figures(table, rules, reading)


def heads_of(table: FileTable, today: date) -> Row:
    """Return the heads of a file of figures, empty where it has none."""
    head = head_row(table.rows, today)
    return table.rows[head] if head >= 0 else ("",) * len(table.rows[0])


def read_figures(table: FileTable, rules: Regles, reading: Reading) -> FichierLu:
    """Return what a file of figures becomes.

    Args:
        table: the file.
        rules: how its columns and rows are understood.
        reading: the figures of the dossier.
    """
    roles = rules.columns.roles
    if found := twice([int(role) if role and role.isdigit() else 0 for role in roles]):
        return FichierLu(Recu(bloque=told_twice(found)))
    if reason := nothing_under(table.rows, rules.columns.head) or _lacking(roles):
        return FichierLu(Recu(bloque=reason))
    return _Read(table, rules, reading).whole()


def _lacking(roles: Sequence[str | None]) -> str:
    """Return what must be said of the columns before anything is read."""
    if Colonne.DONNEE not in roles and Colonne.CODE not in roles:
        return _("Dites quelle colonne nomme les données.")
    if any(role and role.isdigit() for role in roles):
        return ""
    if Colonne.VALEUR not in roles:
        return _("Dites quelles colonnes portent les valeurs, et de quelle année.")
    return "" if Colonne.ANNEE in roles else _("Dites quelle colonne porte l'année.")


class _Read:
    """Reads a file row by row."""

    def __init__(self, table: FileTable, rules: Regles, reading: Reading) -> None:
        self._table, self._rules, self._reading = table, rules, reading
        self._names = Names(reading.figures, rules.lignes)
        self._aside = {key for key, slug in rules.lignes.items() if not slug}
        roles = rules.columns.roles
        self._years = [(n, int(role)) for n, role in enumerate(roles) if role and role.isdigit()]
        self._at = {role: roles.index(role) for role in Colonne if role in roles}
        self.cells: list[CelluleLue] = []
        self.left: list[CelluleLue] = []
        self.unknown: dict[str, Inconnue] = {}
        self.empty = 0

    def whole(self) -> FichierLu:
        """Return the file, read."""
        first = self._rules.columns.head + 1
        for place in range(first, len(self._table.rows)):
            if place % CHECK_EVERY == 0:
                self._rules.checkpoint()
            self._read(self._table.numbers[place], self._table.rows[place])
        notes = (*self._table.notes, *self._notes())
        recu = Recu(tuple(self.cells), tuple(self.left), notes, vides=self.empty)
        return FichierLu(recu, tuple(self.unknown.values()))

    def _cell(self, row: Row, role: Colonne) -> str:
        place = self._at.get(role, -1)
        return row[place].strip() if place >= 0 else ""

    def _read(self, ligne: int, row: Row) -> None:
        values = self._values(row)
        if not any(not is_nothing(text) for _year, text in values):
            self.empty += len(values) if self._exact(row) else 0
            return
        label = self._cell(row, Colonne.DONNEE) or self._cell(row, Colonne.CODE)
        if name_key(label) in self._aside:
            return
        slug, near = self._slug(row)
        if not slug:
            self._refuse_row(ligne, label)
            return
        self._take(ligne, slug, row, near=near)

    def _values(self, row: Row) -> list[tuple[str, str]]:
        """Return the year as written and the value of each cell that may hold one."""
        if self._years:
            return [(str(year), row[place]) for place, year in self._years]
        return [(self._cell(row, Colonne.ANNEE), self._cell(row, Colonne.VALEUR))]

    def _slug(self, row: Row) -> tuple[str, bool]:
        """Return the figure of a row, and whether only its name is close."""
        found = self._exact(row)
        if found or not self._rules.proches:
            return found, False
        return self._names.near(self._cell(row, Colonne.DONNEE)), True

    def _exact(self, row: Row) -> str:
        code, label = self._cell(row, Colonne.CODE), self._cell(row, Colonne.DONNEE)
        return self._names.exact(code) or self._names.exact(label)

    def _refuse_row(self, ligne: int, label: str) -> None:
        if label:
            self.unknown.setdefault(name_key(label), Inconnue(ligne, label))
        self.left.append(left_row(ligne, label[:80], unknown_words(label)))

    def _take(self, ligne: int, slug: str, row: Row, *, near: bool) -> None:
        if near:
            label = self._cell(row, Colonne.DONNEE)
            self.unknown.setdefault(name_key(label), Inconnue(ligne, label, slug))
        try:
            said = self._said(row)
        except RegleInvalide as error:
            told = _("source ou date : {raison}", raison=sentence(error))
            self.left.append(left_row(ligne, self._reading.figures[slug], told))
            said = RIEN
        cells = (self._one(ligne, slug, cell, said, near=near) for cell in self._values(row))
        made = [cell for cell in cells if cell is not None]
        if self._years:
            last = max((cell.annee for cell in made), default=0)
            made = [cell if cell.annee == last else self._reading.spared(cell) for cell in made]
        self.cells += made

    def _one(
        self, ligne: int, slug: str, cell: tuple[str, str], said: Dits, *, near: bool
    ) -> CelluleLue | None:
        written, text = cell
        if is_nothing(text):
            self.empty += 1
            return None
        year = year_in(written)
        if not year:
            told = _("« {saisie} » n'est pas une année.", saisie=written[:40])
            return refused(ligne, _("année"), told, self._reading.figures[slug])
        return self._reading.cell(ligne, (slug, year), text, said, near=near)

    def _said(self, row: Row) -> Dits:
        """Return what a row says beside its values; what is empty says nothing."""
        source, day = self._cell(row, Colonne.SOURCE), self._cell(row, Colonne.DATE)
        comment = self._cell(row, Colonne.COMMENTAIRE)
        return Dits(
            clean_line(source) if source else None,
            parse_date(day, self._rules.today) if day else None,
            clean_text(comment) if comment else None,
        )

    def _notes(self) -> Iterator[str]:
        heads = self._table.rows[self._rules.columns.head] if self._rules.columns.head >= 0 else ()
        for head, role in zip(heads, self._rules.columns.roles, strict=False):
            if role and role.isdigit() and is_relative(head):
                yield _("« {nom} » est compris comme {annee}.", nom=head, annee=role)
        if line := self._line_in_thousands():
            yield _("« k€ » est écrit ligne {n} : les montants sont lus en euros, vérifiez-les.",
                    n=line)  # fmt: skip
        if self.empty:
            yield ngettext(
                "{n} case vide est laissée telle quelle.",
                "{n} cases vides sont laissées telles quelles.",
                self.empty,
            )

    def _line_in_thousands(self) -> int:
        """Return the first line whose words, not its values, speak of thousands of euros; or 0."""
        roles = self._rules.columns.roles
        silent = [place for place, role in enumerate(roles) if role in {None, Colonne.DONNEE}]
        heads = range(self._rules.columns.head + 1)
        for place, row in enumerate(self._table.rows):
            cells = row if place in heads else [row[n] for n in silent]
            if any(THOUSANDS.search(cell) for cell in cells):
                return self._table.numbers[place]
        return 0
