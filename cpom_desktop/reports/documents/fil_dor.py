"""Document « Fil d'or » (design D12): each thread on one line, the broken ones first."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cpom_desktop.charts.fil_dor import Case, Feuille, Rang, fil_dor_pages
from cpom_desktop.charts.gantt_scale import text_width
from cpom_desktop.i18n import NBSP, NNBSP, _, capitalise, ngettext
from cpom_desktop.reports.blocks import Block, Figure, Heading, PageBreak, Paragraph
from cpom_desktop.reports.documents.retroplanning_tableur import about_sheet
from cpom_desktop.reports.sheets import Sheet, SheetColumn
from cpom_desktop.services.queries.fil_dor import Maillon
from cpom_desktop.services.queries.fil_dor_lu import a_reparer, fil_dor_lu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.reports.sheets import Value
    from cpom_desktop.services.queries.fil_dor_lu import FilDorLu, FilLu, MaillonLu

TITLE = "Fil d'or du CPOM"
FRAME_MM = (267.0, 180.0)
"""Room between the margins of a landscape page."""
BODY_MM = 10 * 25.4 / 72
_HEAD_MM, _LINE_MM, _SMALL_MM, _AROUND_MM = 13.6, 4.95, 3.75, 6.5
"""Height of a title with the room around it, of a line of text, of a small one; room around."""
MOST_NOTES = 6
"""Small lines that a picture leaves room for; more of them go to the next page."""
_WIDTHS = (44, 30, 44, 40, 46, 40)
"""Widths in the workbook, in characters."""


def fil_dor_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the sheet: the broken threads, the whole ones, what nobody retained."""
    lu = _read(edition)
    title = Heading(_(TITLE))
    if lu.est_vide:
        empty = Paragraph(_("Aucun axe, aucune fiche action ni aucune faiblesse n'est écrite."))
        return (PageBreak(landscape=True), title, empty)
    lead = _lead(lu)
    notes = (*_not_retained(lu), _legend())
    others = _room((), notes)
    pages = fil_dor_pages(_names(lu), _rangs(lu, edition), _room((lead,), notes), others)
    blocks: list[Block] = [PageBreak(landscape=True), title, Paragraph(lead)]
    for rank, page in enumerate(pages, start=1):
        if rank > 1:
            suite = _("Fil d'or ({n} sur {total})", n=rank, total=len(pages))
            blocks += [PageBreak(landscape=True), Heading(suite, 2)]
        blocks.append(Figure(page.scene, _alt(page, lu)))
    return (*blocks, *(Paragraph(note, small=True) for note in notes))


def fil_dor_sheets(edition: Edition) -> tuple[Sheet, ...]:
    """Return the workbook: a line a thread, the columns of the sheet, and the amount."""
    lu = _read(edition)
    names = _names(lu)
    columns = (
        SheetColumn(_("Fil"), "text", 18),
        *(SheetColumn(name, "long", width) for name, width in zip(names, _WIDTHS, strict=True)),
        SheetColumn(_("Coût en €"), "figure", 14),
        SheetColumn(_("Ce qui manque"), "long", 40),
    )
    rows = (
        *(_line(fil, _("rompu")) for fil in lu.rompus),
        *(_line(fil, _("faiblesse non retenue")) for fil in lu.non_retenues),
        *(_line(fil, _("complet")) for fil in lu.complets),
    )
    return (Sheet(_("Fil d'or"), columns, rows), about_sheet(edition))


def _read(edition: Edition) -> FilDorLu:
    return fil_dor_lu(edition.snapshot, edition.content)


def _names(lu: FilDorLu) -> tuple[str, ...]:
    """Return the names of the columns, the years of the contract in the last one."""
    years = lu.annees
    means = _("Moyens {debut}–{fin}", debut=str(years[0]), fin=str(years[-1])) if years else ""
    return (
        _("Constat du diagnostic"),
        _("Axe"),
        _("Objectif"),
        _("Fiche action (responsable)"),
        _("Indicateur"),
        means or _("Moyens"),
    )


def _lead(lu: FilDorLu) -> str:
    """Return « Du constat aux moyens. 8 fils : 5 complets pour 391 427 €, 3 rompus. … »."""
    whole, broken = len(lu.complets), len(lu.rompus)
    told = [
        _(
            "Du constat aux moyens. {fils}{espace}: {complets}, {rompus}.",
            fils=ngettext("{n} fil", "{n} fils", whole + broken),
            espace=NBSP,
            complets=_whole(lu),
            rompus=ngettext("{n} rompu", "{n} rompus", broken),
        )
    ]
    if lu.axes:
        axes = ", ".join(f"{axe.numero} {axe.libelle}" for axe in lu.axes)
        told.append(_("Axes : {axes}.", axes=axes))
    return " ".join(told)


def _whole(lu: FilDorLu) -> str:
    count = ngettext("{n} complet", "{n} complets", len(lu.complets))
    total = lu.total()
    return _("{compte} pour {total}", compte=count, total=total) if total else count


def _room(texts: Sequence[str], small: Sequence[str]) -> float:
    """Return the height left to the picture under the title and texts, over the small ones."""
    width, height = FRAME_MM
    lines = sum(int(text_width(text, BODY_MM) / width) + 1 for text in texts)
    notes = sum(int(text_width(text, BODY_MM * 0.8) / width) + 1 for text in small)
    kept = min(notes, MOST_NOTES) * _SMALL_MM
    return height - _HEAD_MM - _AROUND_MM - lines * _LINE_MM - kept


def _rangs(lu: FilDorLu, edition: Edition) -> Sequence[Rang]:
    found: list[Rang] = []
    if lu.rompus:
        before = a_reparer(edition.snapshot, edition.content, edition.now.date())
        found.append(Rang(section=capitalise(before)))
        found += [_rang(fil) for fil in lu.rompus]
    if lu.complets:
        found.append(Rang(section=_("Fils complets")))
        found += [_rang(fil) for fil in lu.complets]
    return found


def _rang(fil: FilLu) -> Rang:
    return Rang(tuple(_case(link) for link in fil.maillons))


def _case(link: MaillonLu) -> Case:
    match link.maillon:
        case Maillon.AXE:
            number = "–" if link.manque else link.titre.rpartition(NBSP)[2].rpartition(" ")[2]
            return Case(((number, True),), link.manque, centre=True)
        case Maillon.FICHE if not link.manque:
            return Case(((link.titre, True), (f"({link.suite})", False)))
        case Maillon.OBJECTIF if not link.manque:
            return Case(((link.titre, False),))
    if link.manque:
        return Case(((_lack(link), True),), manque=True)
    if link.maillon is Maillon.CONSTAT:
        return Case(((f"{link.titre} ({link.suite})", False),))
    return Case(((link.titre, link.maillon is Maillon.MOYENS), (link.suite, False)))


def _lack(link: MaillonLu) -> str:
    """Return what lacks: « Aucune fiche », « 84 000 € sans financement »."""
    return link.long[0] if link.long else link.titre


def _told(link: MaillonLu) -> str:
    if link.manque:
        return _lack(link)
    return f"{NNBSP}; ".join(link.long) or link.titre


def _alt(page: Feuille, lu: FilDorLu) -> str:
    """Return the words that stand for the picture: each thread, from the finding on."""
    by_cases = {_rang(fil).cases: fil for fil in (*lu.rompus, *lu.complets)}
    shown = [by_cases[rang.cases] for rang in page.rangs if rang.cases]
    return " ".join(_spoken(fil) for fil in shown)


def _spoken(fil: FilLu) -> str:
    kind = _("Fil rompu") if fil.rompu else _("Fil complet")
    links = ", ".join(f"{link.nom.lower()}{NBSP}: {_told(link)}" for link in fil.maillons)
    return f"{kind}. {capitalise(links)}."


def _not_retained(lu: FilDorLu) -> tuple[str, ...]:
    """Return the weaknesses that found nothing and that the feuille de route leaves out."""
    if not lu.non_retenues:
        return ()
    names = f"{NNBSP}; ".join(
        f"{fil.maillons[0].titre} ({fil.maillons[0].suite})" for fil in lu.non_retenues
    )
    return (_("{titre} : {noms}.", titre=lu.titre_non_retenues(), noms=names),)


def _legend() -> str:
    return _(
        "Cadre tireté : élément manquant. Trait plein : lien fait. Pointillé : lien à faire. Les "
        "fils rompus ne comptent pas dans le total."
    )


def _line(fil: FilLu, kind: str) -> tuple[Value, ...]:
    lacks = ", ".join(link.nom.lower() for link in fil.maillons if link.manque)
    means = fil.maillons[-1]
    cost = None if means.manque and not means.long else Decimal(fil.cout_centimes) / 100
    return (kind, *map(_told, fil.maillons), cost, lacks or None)
