"""The columns at the left of the printed Gantt, as wide as what they hold asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cpom_desktop.charts.gantt import RowLike
from cpom_desktop.charts.gantt_scale import GAP_MM, text_width
from cpom_desktop.charts.scene import Anchor, Polyline, Primitive, Rect, Text
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.i18n import EMPTY, _, format_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cpom_desktop.charts.gantt_scale import GanttLayout

MOST_SHARE = 0.56
"""Part of the page that the columns take at most; long titles are cut beyond."""
_LEADING = 1.12
_PHASE_MM = 7.5
_WHO_MM = 30.0
_TITLE_MM = 40.0
"""Least room of a title."""


class PrintedRow(RowLike, Protocol):
    """A line of the plan with the words of its columns."""

    @property
    def rank(self) -> int:
        """Number of its phase."""

    @property
    def phase(self) -> str:
        """Name of its phase."""

    @property
    def responsable(self) -> str:
        """Who answers for it."""

    @property
    def etat(self) -> str:
        """Word of its state."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its title, where its words start or end, and their room."""

    title: str
    x: float
    room: float
    anchor: Anchor = "start"


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a page.

    Attributes:
        width_mm: of all of them.
        text_mm: size of their words.
        years: whether a date tells its year.
    """

    columns: tuple[_Column, ...]
    width_mm: float
    text_mm: float
    years: bool

    def items(self, rows: Sequence[PrintedRow], layout: GanttLayout) -> Iterator[Primitive]:
        """Return the headers and the words of some rows, and the lines between them."""
        yield Rect(0, 0, self.width_mm, layout.header_mm, "entete")
        for column in self.columns:
            y = layout.header_mm * 0.68
            yield Text(column.x, y, column.title, "texte", self.text_mm, column.anchor, bold=True)
        for index, row in enumerate(rows):
            top = layout.header_mm + index * layout.row_height_mm
            yield Polyline(((0, top), (self.width_mm, top)), "ligne")
            yield from self._row(row, top + layout.row_height_mm / 2, layout.row_height_mm)

    def _row(self, row: PrintedRow, y: float, height: float) -> Iterator[Primitive]:
        step = self.text_mm * _LEADING
        most = 2 if height >= 2 * step else 1
        bold = (False, row.jalon, False, True, True)
        for column, text, strong in zip(self.columns, _cells(row, years=self.years), bold,
                                        strict=True):  # fmt: skip
            lines = wrapped(text, column.room, self.text_mm, bold=strong, most=most)
            for rank, line in enumerate(lines):
                middle = y + (rank - (len(lines) - 1) / 2) * step
                yield Text(
                    column.x, middle, line, "texte", self.text_mm, column.anchor, bold=strong
                )


def columns_of(
    rows: Sequence[PrintedRow], page_mm: float, text_mm: float, *, lines: int, years: bool
) -> Columns:
    """Return the columns that suit some rows.

    Args:
        rows: what they will hold, on every page of the plan.
        page_mm: width of the page.
        text_mm: size of the words.
        lines: how many a title may take.
        years: whether dates tell their year.
    """
    heads = [_("Échéance"), *(_end(row, years=years) for row in rows)]
    date_mm = _widest(heads, text_mm, bold=True)
    who = min(max(_widest([row.responsable for row in rows], text_mm), 17), _WHO_MM)
    state = max(_widest([_state(row) for row in rows], text_mm, bold=True), 10)
    others = _PHASE_MM + who + date_mm + state + 5 * GAP_MM
    titles = max((text_width(row.titre, text_mm, bold=row.jalon) for row in rows), default=0)
    wanted = titles / lines * (1.15 if lines > 1 else 1.0)
    title = max(min(wanted, page_mm * MOST_SHARE - others), _TITLE_MM)
    at_who = _PHASE_MM + title + GAP_MM
    end = at_who + who + GAP_MM + date_mm + GAP_MM
    columns = (
        _Column(_("Ét."), _PHASE_MM / 2, _PHASE_MM, "middle"),
        _Column(_("Tâche ou jalon"), _PHASE_MM, title),
        _Column(_("Responsable"), at_who, who),
        _Column(_("Échéance"), end, date_mm + GAP_MM, "end"),
        _Column(_("État"), end + 1.5 * GAP_MM, state),
    )
    return Columns(columns, end + state + 2.5 * GAP_MM, text_mm, years)


def _widest(texts: Sequence[str], size: float, *, bold: bool = False) -> float:
    return max((text_width(text, size, bold=bold) for text in texts), default=0)


def _cells(row: PrintedRow, *, years: bool) -> tuple[str, ...]:
    return (
        str(row.rank),
        row.titre,
        row.responsable,
        _end(row, years=years),
        _state(row),
    )


def _end(row: PrintedRow, *, years: bool) -> str:
    if row.scheduled is None:
        return EMPTY
    return format_date(row.scheduled.fin, "medium" if years else "short")


def _state(row: PrintedRow) -> str:
    """Return the state with the sign before it, so that it is seen before it is read."""
    return f"{_mark(row)} {row.etat}".strip()


def _mark(row: PrintedRow) -> str:
    if row.scheduled is None:
        return ""
    if row.retard_jours:
        return "▲"
    marks = {EtatTache.FAIT: "✓", EtatTache.EN_COURS: "●", EtatTache.SANS_OBJET: "–"}
    return marks.get(row.scheduled.task.etat, "○")


def wrapped(
    text: str, room: float, size: float, *, bold: bool = False, most: int = 2
) -> list[str]:
    """Return a text in lines of `room` millimetres, `most` of them, the rest told by « … »."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size, bold=bold) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [_shortened(line, room, size, bold=bold) for line in lines]


def _shortened(text: str, room: float, size: float, *, bold: bool) -> str:
    if text_width(text, size, bold=bold) <= room:
        return text
    while text and text_width(f"{text}…", size, bold=bold) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
