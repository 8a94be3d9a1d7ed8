"""A block copied from a spreadsheet into the figures: what it changes, every cell refused.

A block with its own years and labels goes where they say; another goes from the caret on.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.saisie.chiffres import is_nothing
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.donnees_noms import Names
from cpom_desktop.services.queries.donnees_recues import (
    Reading,
    Recu,
    left_row,
    told_twice,
    twice,
    unknown_words,
    year_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.queries.donnees_recues import CelluleLue
    from cpom_desktop.services.snapshot import DossierSnapshot

    Texts = Sequence[Sequence[str]]

MOST_ROWS, MOST_COLUMNS, LONGEST = 2_000, 60, 2_000
LABEL_COLUMNS = 3
"""Where labels are looked for: a code or a chapter may stand before them."""


class Depart(NamedTuple):
    """The rows of the grid from the caret down, and its years from the caret on."""

    donnees: Sequence[str]
    annees: Sequence[int]


class _Block(NamedTuple):
    """A block and its heads.

    Attributes:
        head: number of its row of years, from 1; 0 when it has none.
        years: of each column, 0 for those that are none.
        labels: place of its column of labels; −1 when it has none.
    """

    texts: Texts
    head: int
    years: tuple[int, ...]
    labels: int


def cells_of(text: str) -> list[list[str]]:
    """Return the cells of a spreadsheet's clipboard, every line as long as the longest."""
    plain = text.replace("\0", "")
    try:
        reader = csv.reader(io.StringIO(plain, newline=""), delimiter="\t")
        rows = [[cell[:LONGEST] for cell in row[:MOST_COLUMNS]] for row in reader]
    except csv.Error:
        rows = [line[:LONGEST].split("\t")[:MOST_COLUMNS] for line in plain.splitlines()]
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows[:MOST_ROWS]]


def read_paste(text: str, depart: Depart, snapshot: DossierSnapshot, content: Content) -> Recu:
    """Return what a block becomes, from the caret on or where its own heads say.

    Args:
        text: of the clipboard.
        depart: where the caret is.
        snapshot: the dossier.
        content: its packs.
    """
    reading = Reading(snapshot, content)
    names = Names(reading.figures)
    block = _understood(cells_of(text), names)
    if found := twice(block.years):
        return Recu(bloque=told_twice(found))
    years, beyond = _years(block, depart)
    lines, unknown = _lines(block, depart, names)
    cells: list[CelluleLue] = []
    empty = 0
    for rank, slug in lines:
        row = block.texts[rank - 1]
        for place, year in years:
            made = reading.cell(rank, (slug, year), row[place])
            if made is None:
                empty += 1
            else:
                cells.append(made)
    return Recu(tuple(cells), tuple(unknown), tuple(_notes(block)), tuple(beyond), empty)


def _understood(texts: Texts, names: Names) -> _Block:
    head = next((n for n, row in enumerate(texts, 1) if any(map(str.strip, row))), 0)
    years = tuple(map(year_in, texts[head - 1])) if head else ()
    labels = _label_column(texts[head:] if any(years) else texts, names)
    first = texts[head - 1] if head else ()
    if not _is_head(first, years, labels) or (labels >= 0 and names.exact(first[labels])):
        return _Block(texts, 0, (), _label_column(texts, names))
    if labels < 0 and not years[0]:
        labels = _words_column(texts[head:])
    return _Block(texts, head, years, labels)


def _is_head(row: Sequence[str], years: Sequence[int], labels: int) -> bool:
    """Tell whether a row names years: several follow each other, or one stands over values."""
    found = [year for year in years if year]
    if not found:
        return False
    numbers = [cell for cell, year in zip(row, years, strict=True) if cell.strip() and not year]
    if any(cell.strip()[:1].isdigit() for cell in numbers):
        return False
    in_order = len(found) > 1 and max(found) - min(found) < MOST_COLUMNS
    return in_order or labels >= 0


def _label_column(rows: Texts, names: Names) -> int:
    """Return the column that names the most figures, −1 when none names any."""
    width = min(len(rows[0]), LABEL_COLUMNS) if rows else 0
    known = [sum(bool(names.exact(row[place])) for row in rows) for place in range(width)]
    best = max(known, default=0)
    return known.index(best) if best else -1


def _words_column(rows: Texts) -> int:
    """Return 0 when the first column holds words, −1 otherwise."""
    cells = [row[0].strip() for row in rows if row[0].strip()]
    words = sum(not any(c.isdigit() for c in cell) and not is_nothing(cell) for cell in cells)
    return 0 if cells and words * 2 > len(cells) else -1


def _years(block: _Block, depart: Depart) -> tuple[list[tuple[int, int]], list[str]]:
    """Return the place of each column that is of a year, and what is left of the others."""
    if block.head:
        columns = [(place, year) for place, year in enumerate(block.years) if year]
        return columns, list(_other_columns(block))
    first = block.labels + 1
    width = len(block.texts[0]) if block.texts else 0
    places = range(first, width)
    columns = list(zip(places, depart.annees, strict=False))
    beyond = len(places) - len(columns)
    if beyond <= 0:
        return columns, []
    told = ngettext(
        "{n} colonne dépasse des années affichées : elle est laissée.",
        "{n} colonnes dépassent des années affichées : elles sont laissées.",
        beyond,
    )
    return columns, [told]


def _other_columns(block: _Block) -> Iterator[str]:
    """Yield what is said of the columns that are neither labels nor years."""
    for place, year in enumerate(block.years):
        name = block.texts[block.head - 1][place].strip()
        if not year and place != block.labels and name and place > block.labels:
            yield _("La colonne « {nom} » n'est pas une année : elle est laissée.", nom=name[:60])


def _lines(
    block: _Block, depart: Depart, names: Names
) -> tuple[list[tuple[int, str]], list[CelluleLue]]:
    """Return the number of each row that is of a figure, and the others with their reason."""
    ranks = range(block.head + 1, len(block.texts) + 1)
    if block.labels < 0:
        lines = list(zip(ranks, depart.donnees, strict=False))
        filled = [r for r in ranks[len(lines) :] if any(map(str.strip, block.texts[r - 1]))]
        told = _("elle dépasse de la liste des données.")
        return lines, [left_row(rank, "", told) for rank in filled]
    lines, left = [], []
    for rank in ranks:
        row = block.texts[rank - 1]
        label = row[block.labels].strip()
        if slug := names.exact(label):
            lines.append((rank, slug))
        elif any(not is_nothing(cell) for cell in row[block.labels + 1 :]):
            left.append(left_row(rank, label[:80], unknown_words(label)))
    return lines, left


def _notes(block: _Block) -> Iterator[str]:
    if block.head:
        years = ", ".join(str(year) for year in block.years if year)
        yield _("Années lues dans le bloc : {annees}.", annees=years)
    if block.labels >= 0:
        yield _("Chaque ligne va à la donnée du même nom.")
