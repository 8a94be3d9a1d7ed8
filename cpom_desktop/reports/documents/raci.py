"""Part « Matrice RACI »: one landscape table with its legend, legible in black and white."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Literal

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
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpom_desktop.domain.dossier import LectureRaci
    from cpom_desktop.domain.raci import RaciActivite
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.raci import RaciView

Shape = Literal["solid", "thick", "thin", "bare"]
SHAPES: Mapping[Sens, Shape] = {
    Sens.RESPONSABLE: "solid",
    Sens.REALISATEUR: "thick",
    Sens.CONSULTE: "thin",
    Sens.INFORME: "bare",
}
FINDINGS_PRINTED = 8
LINES_A_PAGE = 33
"""Lines of text of the matrix on a landscape page, those of the phases counted (measured)."""
FEWEST_LINES = 6
TITLE_LETTERS = 64
ROLE_LETTERS = 9
"""Letters on one line of the first column, and of the heading of a role (measured)."""
TITLE = "Matrice des responsabilités (RACI)"
Phase = tuple[str, tuple["RaciActivite", ...]]


def raci_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the part, on landscape pages of its own, each with the legend."""
    view = raci_view(edition.snapshot, edition.content)
    if not view.activites:
        return (
            PageBreak(landscape=True),
            Heading(_(TITLE)),
            Paragraph(_("Aucune activité n'est encore saisie.")),
        )
    pages = _pages(view)
    blocks: list[Block] = []
    for number, phases in enumerate(pages, start=1):
        last = number == len(pages)
        blocks += [PageBreak(landscape=True), _heading(number)]
        blocks += [_table(view, phases, total=last), raci_legend(view.lecture)]
        blocks.append(Paragraph(reading_note(view.lecture), small=True))
    return (*blocks, *_findings(view))


def _heading(number: int) -> Heading:
    """Return the title of a page: a chapter, then its continuation."""
    if number == 1:
        return Heading(_(TITLE))
    return Heading(_("{titre}, suite", titre=_(TITLE)), 2)


def _pages(view: RaciView) -> list[list[Phase]]:
    """Share the phases between pages, whole ones as far as they fit."""
    pages: list[list[Phase]] = [[]]
    full = room = _room(view)
    for phase, lines in view.phases:
        for part in _parts(lines, full - 1):
            height = 1 + sum(_height(line) for line in part)
            if pages[-1] and height > room:
                pages.append([])
                room = full
            pages[-1].append((phase, part))
            room -= height
    return pages


def _room(view: RaciView) -> int:
    """Return how many lines of text a page holds under the headings of the roles."""
    names = (v.role.abrege or v.role.libelle for v in view.roles)
    headings = max((len(wrap(name, ROLE_LETTERS)) for name in names), default=1)
    return max(FEWEST_LINES, LINES_A_PAGE + 1 - max(1, headings))


def _height(line: RaciActivite) -> int:
    return max(1, len(wrap(line.titre, TITLE_LETTERS)))


def _parts(lines: Sequence[RaciActivite], limit: int) -> Iterable[tuple[RaciActivite, ...]]:
    """Cut the lines of a phase in runs that fit on a page."""
    run: list[RaciActivite] = []
    for line in lines:
        if run and sum(map(_height, run)) + _height(line) > limit:
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


def _table(view: RaciView, phases: Sequence[Phase], *, total: bool) -> Table:
    columns = (
        Column(_("Activité"), 8.5),
        *(Column(v.role.abrege or v.role.libelle, 1.0, "center") for v in view.roles),
    )
    rows = tuple(_rows(view, phases))
    return Table(columns, (*rows, _load(view)) if total else rows, dense=True)


def _rows(view: RaciView, phases: Sequence[Phase]) -> Iterable[Row]:
    for phase, lines in phases:
        yield Row((Cell(phase, bold=True),), "group")
        for line in lines:
            cells = (view.cells.get((line.id, v.role.id), frozenset()) for v in view.roles)
            marks = (Cell(badge(held, view.lecture) if held else "") for held in cells)
            yield Row((Cell(line.titre), *marks))


def _load(view: RaciView) -> Row:
    letter = LETTERS[view.lecture]
    title = _("Nombre de {r} / de {a}", r=letter[Sens.RESPONSABLE], a=letter[Sens.REALISATEUR])
    counts = (Cell(f"{r} / {a}") for r, a in (v.load for v in view.roles))
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
