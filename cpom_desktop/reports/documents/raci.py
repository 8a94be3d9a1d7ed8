"""Part « Matrice RACI »: one landscape table with its legend, legible in black and white."""

from __future__ import annotations

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
    from collections.abc import Iterable, Mapping

    from cpom_desktop.domain.dossier import LectureRaci
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


def raci_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the part, on landscape pages of its own."""
    view = raci_view(edition.snapshot, edition.content)
    title = Heading(_("Matrice des responsabilités (RACI)"))
    if not view.activites:
        return (PageBreak(landscape=True), title,
                Paragraph(_("Aucune activité n'est encore saisie.")))
    return (
        PageBreak(landscape=True),
        title,
        _table(view),
        Legend(_legend(view.lecture)),
        Paragraph(reading_note(view.lecture), small=True),
        *_findings(view),
    )


def badge(meanings: Iterable[Sens], lecture: LectureRaci) -> Badge:
    """Return the marks of a cell: shape tells the meaning, letters follow the reading."""
    held = [sens for sens in ORDER if sens in set(meanings)]
    return Badge(
        letters="".join(LETTERS[lecture][sens] for sens in held),
        shapes=tuple(SHAPES[sens] for sens in held),
        spoken=_(" et ").join(word(sens) for sens in held),
    )


def _table(view: RaciView) -> Table:
    columns = (
        Column(_("Activité"), 8.5),
        *(Column(v.role.abrege or v.role.libelle, 1.0, "center") for v in view.roles),
    )
    return Table(columns, (*_rows(view), _load(view)), dense=True)


def _rows(view: RaciView) -> Iterable[Row]:
    for phase, lines in view.phases:
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
