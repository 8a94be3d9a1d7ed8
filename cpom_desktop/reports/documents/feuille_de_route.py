"""Document « Feuille de route »: at most six priorities, on one page to be shown and discussed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
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
from cpom_desktop.reports.documents.abrege import fitted
from cpom_desktop.services.queries.etablissement import contract_name
from cpom_desktop.services.queries.synthese import synthese_vue
from cpom_desktop.services.queries.synthese_chiffres import Chiffres

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cpom_desktop.domain.fiches_action import FicheAction
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.synthese_types import ConstatLu

TITLE = "Feuille de route du diagnostic"
FINDING_EMS = 150.0
FIGURE_EMS = 75.0
EXPECTED_EMS = 95.0
NAME_EMS = 40.0
"""Widths of what a line tells: six of them stand on one page."""


def feuille_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the page: each priority, its figure, what is expected, who and when."""
    view = synthese_vue(edition.snapshot, edition.content, edition.now.date())
    return (
        PageBreak(landscape=True, form=_(TITLE)),
        Heading(_(TITLE)),
        Paragraph(_lead(view.feuille_de_route, edition)),
        *((_table(view.feuille_de_route, edition),) if view.feuille_de_route else ()),
    )


def no_priority() -> str:
    """Return what stands for an empty feuille de route."""
    return _("Aucune priorité n'est encore retenue : choisissez-en six au plus dans la synthèse.")


def _lead(route: Sequence[ConstatLu], edition: Edition) -> str:
    if not route:
        return no_priority()
    return _(
        "{priorites} pour le {contrat}, au {jour}, dans l'ordre retenu.",
        priorites=ngettext("{n} priorité", "{n} priorités", len(route)),
        contrat=contract_name(edition.snapshot),
        jour=format_date(edition.now.date()),
    )


def _table(route: Sequence[ConstatLu], edition: Edition) -> Table:
    columns = (
        Column(_("N°"), 0.4, "center"),
        Column(_("Constat"), 3.2),
        Column(_("Chiffre, source") if edition.options.sources else _("Chiffre"), 2.2),
        Column(_("Ce qui est attendu"), 2.4),
        Column(_("Qui"), 1.4),
        Column(_("Quand"), 1.0),
    )
    chiffres = Chiffres(edition.snapshot, edition.content, edition.now.date())
    rows = (_row(number, lu, edition, chiffres) for number, lu in enumerate(route, start=1))
    return Table(columns, tuple(rows))


def _row(number: int, lu: ConstatLu, edition: Edition, chiffres: Chiffres) -> Row:
    fiches = answering(lu, edition)
    finding = f"{lu.lettre}. {lu.titre}\n{lu.phrase}" if lu.constat.texte else lu.titre
    texts = (
        str(number),
        "\n".join(fitted(line, FINDING_EMS) for line in finding.split("\n", 1)),
        _figures(lu, chiffres, edition),
        _expected(fiches),
        fitted(who(lu, fiches, edition), NAME_EMS),
        _when(lu, fiches, edition),
    )
    return Row(tuple(Cell(text) for text in texts))


def answering(lu: ConstatLu, edition: Edition) -> tuple[FicheAction, ...]:
    """Return the fiches that answer a finding."""
    return tuple(f for f in edition.snapshot.fiches_action if f.repere in lu.fiches)


def _figures(lu: ConstatLu, chiffres: Chiffres, edition: Edition) -> str:
    """Return the first figure of a finding with its source, or « – »."""
    told, sources = chiffres.first(lu.constat)
    shown = sources and edition.options.sources
    source = _("Source : {nom}", nom=", ".join(sources)) if shown else ""
    lines = (fitted(text, FIGURE_EMS) for text in (*told, source) if text)
    return "\n".join(lines) or EMPTY


def _expected(fiches: Sequence[FicheAction]) -> str:
    """Return what each fiche that answers is to achieve, or that it is to be defined."""
    if not fiches:
        return _("À définir : aucune fiche action n'y répond encore.")
    told = (f"{f.repere} : {f.resultats_attendus or f.titre}" for f in fiches)
    room = EXPECTED_EMS / len(fiches)
    return "\n".join(fitted(_(text), max(room, NAME_EMS)) for text in list(told)[:3])


def who(lu: ConstatLu, fiches: Sequence[FicheAction], edition: Edition) -> str:
    """Return who answers for the fiches, else who verifies the finding, else « – »."""
    ids = [fiche.responsable_id for fiche in fiches] or [lu.constat.acteur_id]
    known = edition.snapshot.acteurs_by_id
    names = dict.fromkeys(known[i].display_name for i in ids if i and i in known)
    return ", ".join(names) or EMPTY


def _when(lu: ConstatLu, fiches: Sequence[FicheAction], edition: Edition) -> str:
    """Return when the last step of the fiches ends, else when the finding is due, else « – »."""
    day = last_day(fiches, edition) or lu.constat.echeance
    return format_date(day, "month_short") if day else EMPTY


def last_day(fiches: Sequence[FicheAction], edition: Edition) -> date | None:
    """Return when the last step of fiches ends, or None."""
    ids = {fiche.id for fiche in fiches}
    ends = [e.fin for e in edition.snapshot.etapes if e.fiche_id in ids and e.fin]
    return max(ends, default=None)
