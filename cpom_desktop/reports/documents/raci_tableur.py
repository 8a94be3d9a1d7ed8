"""The matrix as a workbook: its letters, what each role carries, what the letters mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.raci import LETTERS, Sens
from cpom_desktop.i18n import _
from cpom_desktop.reports.documents.retroplanning_tableur import about_sheet
from cpom_desktop.reports.sheets import Sheet, SheetColumn
from cpom_desktop.services.queries.raci import legend, raci_view, reading_note
from cpom_desktop.services.queries.raci_lettres import corner

if TYPE_CHECKING:
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.raci import RaciView


def raci_sheets(edition: Edition) -> tuple[Sheet, ...]:
    """Return the sheets: a block copied from the first one, headers too, pastes back as it is."""
    view = raci_view(edition.snapshot, edition.content)
    facts = (*((letter, words) for letter, words in legend(view.lecture)),)
    note = (_("Lecture"), reading_note(view.lecture))
    return (_matrix(view), _loads(view), about_sheet(edition, *facts, note))


def _matrix(view: RaciView) -> Sheet:
    columns = (
        SheetColumn(_("Phase"), "text", 24),
        SheetColumn(corner(view.lecture), "text", 62),
        *(SheetColumn(shown.role.libelle, "text", 13) for shown in view.roles),
    )
    rows = tuple(
        (
            phase,
            line.titre,
            *(view.letters(line.id, shown.role.id) or None for shown in view.roles),
        )
        for phase, lines in view.phases
        for line in lines
    )
    return Sheet(_("Matrice RACI"), columns, rows)


def _loads(view: RaciView) -> Sheet:
    known = LETTERS[view.lecture]
    first, second = known[Sens.RESPONSABLE], known[Sens.REALISATEUR]
    columns = (
        SheetColumn(_("Rôle"), "text", 30),
        SheetColumn(_("Titulaire"), "text", 26),
        SheetColumn(_("Nombre de {lettre}", lettre=first), "number", 12),
        SheetColumn(_("Nombre de {lettre}", lettre=second), "number", 12),
        SheetColumn(_("{lettre} de la personne, tous rôles", lettre=first), "number", 20),
        SheetColumn(_("{lettre} de la personne, tous rôles", lettre=second), "number", 20),
    )
    rows = tuple(
        (shown.role.libelle, shown.titulaire or None, *shown.load, *shown.cumul)
        for shown in view.roles
    )
    return Sheet(_("Charge"), columns, rows)
