"""Parts « Feuilles de route »: what each person leads and carries out, a page a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.errors import RapportImpossible
from cpom_desktop.i18n import EMPTY, NBSP, _, format_date, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.services.queries.feuilles_personnes import NOTHING, feuille_de, feuilles
from cpom_desktop.services.queries.fiches_action import format_euros
from cpom_desktop.services.queries.plan_actions import is_late
from cpom_desktop.services.queries.plan_actions_lignes import ETATS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.feuilles_personnes import EtapeAMener, Feuille

DENSE_FROM = 8
"""Lines from which a table is set closer."""


def feuilles_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the part: who has what, then a page a person."""
    found = feuilles(edition.snapshot, edition.now.date())
    title = Heading(_("Feuilles de route par personne"))
    if not found:
        told = _(NOTHING)
        return (title, Paragraph(f"{told[:1].upper()}{told[1:]}."))
    pages = (block for sheet in found for block in _form(sheet, edition))
    return (title, *_overview(found), *pages)


def feuille_blocks(edition: Edition, acteur_id: int) -> tuple[Block, ...]:
    """Return the page of one person.

    Raises:
        RapportImpossible: nobody of this number has a part in the plan.
    """
    found = feuille_de(edition.snapshot, edition.now.date(), acteur_id)
    if found is None:
        raise RapportImpossible(
            "personne-inconnue",
            _("Aucune personne du numéro {numero} n'a d'action.", numero=acteur_id),
            remedy=_("Nommez-la responsable d'une fiche ou d'une étape."),
        )
    return _form(found, edition)


def _overview(found: Iterable[Feuille]) -> tuple[Block, ...]:
    columns = (
        Column(_("Personne"), 2.4),
        Column(_("Fonction"), 2.4),
        Column(_("Fiches pilotées"), 1.2, "right"),
        Column(_("Étapes à mener"), 1.2, "right"),
        Column(_("Prochaine échéance"), 1.6),
    )
    rows = tuple(_overview_row(sheet) for sheet in found)
    lead = ngettext(
        "{n} feuille suit : remettez-la à la personne.",
        "{n} feuilles suivent : remettez à chacun la sienne.",
        len(rows),
    )
    return (Paragraph(lead), Table(columns, rows, dense=True))


def _overview_row(sheet: Feuille) -> Row:
    left = [line.etape.fin for line in sheet.etapes if line.etape.avancement < 100]
    ends = [day for day in left if day]
    texts = (
        sheet.acteur.display_name,
        sheet.acteur.fonction or EMPTY,
        str(len(sheet.menees)),
        str(len(sheet.etapes)),
        format_date(min(ends), "medium") if ends else EMPTY,
    )
    return Row(tuple(Cell(text) for text in texts))


def _form(sheet: Feuille, edition: Edition) -> tuple[Block, ...]:
    """Return the sheet of a person on a page of its own."""
    name = _("Feuille de route : {nom}", nom=sheet.acteur.display_name)
    return (
        PageBreak(form=name),
        Heading(name, 2),
        Paragraph(_lead(sheet, edition.now.date())),
        *_led(sheet),
        *_steps(sheet, edition.now.date()),
    )


def _lead(sheet: Feuille, today: date) -> str:
    function = sheet.acteur.fonction
    late = sum(is_late(line.etape, today) for line in sheet.etapes)
    told = (
        f"{function}." if function and function != sheet.acteur.display_name else "",
        _("Votre part du plan d'actions au {jour}.", jour=format_date(today)),
        ngettext("{n} étape est en retard.", "{n} étapes sont en retard.", late) if late else "",
    )
    return " ".join(filter(None, told))


def _led(sheet: Feuille) -> Iterable[Block]:
    if not sheet.menees:
        return
    columns = (
        Column(_("Fiche"), 0.8),
        Column(_("Action que vous pilotez"), 3.6),
        Column(_("Début"), 1.4),
        Column(_("Fin"), 1.4),
        Column(_("État"), 1.2),
        Column(_("Coût"), 1.1, "right"),
    )
    rows = tuple(
        Row(
            tuple(
                Cell(text)
                for text in (
                    line.view.fiche.repere,
                    line.view.fiche.titre,
                    _day(line.debut),
                    _day(line.fin),
                    _(ETATS[line.etat]),
                    format_euros(line.view.cout_centimes),
                )
            )
        )
        for line in sheet.menees
    )
    yield Heading(_("Vos fiches"), 3)
    yield Table(columns, rows, dense=len(rows) > DENSE_FROM)


def _steps(sheet: Feuille, today: date) -> Iterable[Block]:
    yield Heading(_("Vos étapes, par date"), 3)
    if not sheet.etapes:
        yield Paragraph(_("Aucune étape ne vous est confiée pour l'instant."))
        return
    columns = (
        Column(_("Pour le"), 1.4),
        Column(_("Étape"), 3.4),
        Column(_("Fiche"), 0.8),
        Column(_("Début"), 1.4),
        Column(_("Ce que vous rendez"), 2.2),
        Column(_("Où on en est"), 1.2),
    )
    rows = tuple(_step(line, today) for line in sheet.etapes)
    yield Table(columns, rows, row_header=False, dense=len(rows) > DENSE_FROM)


def _step(line: EtapeAMener, today: date) -> Row:
    etape = line.etape
    state = _("En retard") if is_late(etape, today) else f"{etape.avancement}{NBSP}%"
    return Row((
        Cell(_day(etape.fin), bold=True),
        Cell(etape.libelle),
        Cell(line.ligne.view.fiche.repere),
        Cell(_day(etape.debut)),
        Cell(etape.livrable or EMPTY),
        Cell(state),
    ))  # fmt: skip


def _day(day: date | None) -> str:
    return format_date(day, "medium") if day else EMPTY
