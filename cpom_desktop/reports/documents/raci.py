"""Part « Matrice RACI »: one landscape table with its legend, legible in black and white."""

from __future__ import annotations

from dataclasses import replace
from textwrap import wrap
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from cpom_desktop.domain.dossiers_nommes import Paper
from cpom_desktop.domain.raci import LETTERS, ORDER, Sens
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.reports.blocks import (
    Badge,
    Block,
    Callout,
    Cell,
    Column,
    Heading,
    Legend,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.services.queries.raci import legend, raci_view, reading_note
from cpom_desktop.services.queries.raci_lettres import role_name
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpom_desktop.domain.dossier import LectureRaci
    from cpom_desktop.domain.raci import RaciActivite
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.raci import RaciView, RoleView

Shape = Literal["solid", "thick", "thin", "bare"]
SHAPES: Mapping[Sens, Shape] = {
    Sens.RESPONSABLE: "solid",
    Sens.REALISATEUR: "thick",
    Sens.CONSULTE: "thin",
    Sens.INFORME: "bare",
}
FINDINGS_PRINTED = 8
TITLE = "Matrice des responsabilités (RACI)"
Phase = tuple[str, tuple["RaciActivite", ...]]


class Sheet(NamedTuple):
    """What a landscape page holds (measured).

    Attributes:
        roles: columns that stand side by side beside the titles.
        points: height left to the lines of a page that holds the whole matrix, its title, its
            legend and one line of headings taken off.
        lines: lines of text of a page among several.
        letters: those on one line of the first column.
    """

    roles: int
    points: float
    lines: int
    letters: int


SHEETS: Mapping[Paper, Sheet] = {
    Paper.A4: Sheet(14, 432.0, 33, 64),
    Paper.A3: Sheet(24, 678.0, 53, 80),
}
ROLE_LETTERS = 9
"""Letters on one line of the heading of a role (measured)."""
FEWEST_LINES = 6
CLOSE_PT, EASY_PT, HEADING_PT = 9.8, 12.2, 9.0
"""Least and greatest height of a line of a matrix on one page; of a line of its headings."""
POINT_MM = 25.4 / 72


def raci_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the part: the matrix on one landscape page if it is legible, else on several.

    Each page has the legend; roles that do not stand side by side go on other pages, with the
    titles again.
    """
    view = raci_view(edition.snapshot, edition.content)
    large = edition.options.paper is Paper.A3
    if not view.activites:
        return (
            PageBreak(landscape=True),
            Heading(_(TITLE)),
            Paragraph(_("Aucune activité n'est encore saisie.")),
        )
    sheet = SHEETS[edition.options.paper]
    bands = evenly(view.roles, sheet.roles)
    if len(bands) == 1 and (height := _line_height(view, sheet)) is not None:
        after = (PageBreak(landscape=True, large=large),) if view.findings else ()
        return (*_whole(view, height, large=large), *after, *_findings(view))
    return (*_several(view, bands, sheet, large=large), *_findings(view))


def _line_height(view: RaciView, sheet: Sheet) -> float | None:
    """Return the height of a line for the matrix to hold on one page; None when it cannot."""
    count = 1 + sum(1 + sum(_height(line, sheet) for line in lines) for _p, lines in view.phases)
    headings = max((len(wrap(role_name(v.role), ROLE_LETTERS)) for v in view.roles), default=1)
    height = (sheet.points - (headings - 1) * HEADING_PT) / count
    return min(height, EASY_PT) if height >= CLOSE_PT else None


def _whole(view: RaciView, height: float, *, large: bool) -> list[Block]:
    table = _table(view, view.phases, view.roles, total=True)
    packed = replace(table, dense=False, packed=True, row_mm=height * POINT_MM)
    return [
        PageBreak(landscape=True, large=large, form=_(TITLE)),
        Heading(_(TITLE)),
        packed,
        raci_legend(view.lecture),
        Paragraph(reading_note(view.lecture), small=True),
    ]


def _several(
    view: RaciView, bands: Sequence[Sequence[RoleView]], sheet: Sheet, *, large: bool
) -> list[Block]:
    pages, blocks = _pages(view, sheet), list[Block]()
    for number, phases in enumerate(pages, start=1):
        for band in bands:
            first = number == 1 and band is bands[0]
            blocks += [PageBreak(landscape=True, large=large), _heading(band, bands, first=first)]
            blocks += [_table(view, phases, band, total=number == len(pages))]
            blocks += [raci_legend(view.lecture)]
            blocks.append(Paragraph(reading_note(view.lecture), small=True))
    return blocks


T = TypeVar("T")


def evenly(records: Sequence[T], limit: int) -> list[Sequence[T]]:
    """Cut records in as few runs of nearly one length as a limit asks for."""
    count = max(1, -(-len(records) // limit))
    size = max(1, -(-len(records) // count))
    return [records[i : i + size] for i in range(0, max(len(records), 1), size)]


def _heading(
    band: Sequence[RoleView], bands: Sequence[Sequence[RoleView]], *, first: bool
) -> Heading:
    """Return the title of a page: a chapter, then its continuation, with its roles if cut."""
    names = ""
    if len(bands) > 1:
        ends = (role_name(band[0].role), role_name(band[-1].role))
        names = " " + _("(de {premier} à {dernier})", premier=ends[0], dernier=ends[1])
    if first:
        return Heading(_(TITLE) + names)
    return Heading(_("{titre}, suite", titre=_(TITLE)) + names, 2)


def _pages(view: RaciView, sheet: Sheet) -> list[list[Phase]]:
    """Share the phases between pages, whole ones as far as they fit."""
    pages: list[list[Phase]] = [[]]
    full = room = _room(view, sheet)
    for phase, lines in view.phases:
        for part in _parts(lines, full - 1, sheet):
            height = 1 + sum(_height(line, sheet) for line in part)
            if pages[-1] and height > room:
                pages.append([])
                room = full
            pages[-1].append((phase, part))
            room -= height
    return pages


def _room(view: RaciView, sheet: Sheet) -> int:
    """Return how many lines of text a page holds under the headings of the roles."""
    names = (role_name(v.role) for v in view.roles)
    headings = max((len(wrap(name, ROLE_LETTERS)) for name in names), default=1)
    return max(FEWEST_LINES, sheet.lines + 1 - max(1, headings))


def _height(line: RaciActivite, sheet: Sheet) -> int:
    return max(1, len(wrap(line.titre, sheet.letters)))


def _parts(
    lines: Sequence[RaciActivite], limit: int, sheet: Sheet
) -> Iterable[tuple[RaciActivite, ...]]:
    """Cut the lines of a phase in runs that fit on a page."""
    run: list[RaciActivite] = []
    for line in lines:
        taken = sum(_height(each, sheet) for each in run)
        if run and taken + _height(line, sheet) > limit:
            yield tuple(run)
            run = []
        run.append(line)
    yield tuple(run)


def badge(meanings: Iterable[Sens], lecture: LectureRaci) -> Badge:
    """Return the marks of a cell: shape tells the meaning, letters follow the reading."""
    held = [sens for sens in ORDER if sens in set(meanings)]
    return Badge(
        letters="".join(LETTERS[lecture][sens] for sens in held),
        shapes=tuple(SHAPES[sens] for sens in held),
        spoken=_(" et ").join(word(sens) for sens in held),
    )


def _table(
    view: RaciView, phases: Sequence[Phase], roles: Sequence[RoleView], *, total: bool
) -> Table:
    columns = (
        Column(_("Activité"), 8.5),
        *(Column(role_name(v.role), 1.0, "center") for v in roles),
    )
    rows = tuple(_rows(view, phases, roles))
    return Table(columns, (*rows, _load(view, roles)) if total else rows, dense=True)


def _rows(view: RaciView, phases: Sequence[Phase], roles: Sequence[RoleView]) -> Iterable[Row]:
    for phase, lines in phases:
        yield Row((Cell(phase, bold=True),), "group")
        for line in lines:
            cells = (view.cells.get((line.id, v.role.id), frozenset()) for v in roles)
            marks = (Cell(badge(held, view.lecture) if held else "") for held in cells)
            yield Row((Cell(line.titre), *marks))


def _load(view: RaciView, roles: Sequence[RoleView]) -> Row:
    letter = LETTERS[view.lecture]
    title = _("Nombre de {r} / de {a}", r=letter[Sens.RESPONSABLE], a=letter[Sens.REALISATEUR])
    counts = (Cell(f"{r} / {a}") for r, a in (v.load for v in roles))
    return Row((Cell(title), *counts), "total")


def raci_legend(lecture: LectureRaci) -> Legend:
    """Return what each letter means in this reading; printed beside every letter."""
    return Legend(_legend(lecture))


def _legend(lecture: LectureRaci) -> tuple[tuple[Badge, str], ...]:
    marks = [badge((sens,), lecture) for sens in ORDER]
    texts = [meaning for _letter, meaning in legend(lecture)]
    both = badge((Sens.RESPONSABLE, Sens.REALISATEUR), lecture)
    pairs = list(zip(marks, texts, strict=True))
    return (*pairs[:2], (both, _("responsable et acteur")), *pairs[2:])


def _findings(view: RaciView) -> tuple[Block, ...]:
    if not view.findings:
        return ()
    lines = [f"- {finding.texte}" for finding in view.findings[:FINDINGS_PRINTED]]
    rest = len(view.findings) - FINDINGS_PRINTED
    if rest > 0:
        lines.append(ngettext("- et {n} autre.", "- et {n} autres.", rest))
    return (Callout(_("À vérifier"), "\n".join(lines), "attention"),)
