"""The échéancier as a workbook: every date with its rule, its text and what was said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _
from cpom_desktop.reports.documents.retroplanning_tableur import about_sheet
from cpom_desktop.reports.sheets import Sheet, SheetColumn
from cpom_desktop.services.queries.echeancier import echeancier
from cpom_desktop.services.queries.echeancier_mots import (
    confidence_of,
    how_found,
    kind_of,
    text_name,
)
from cpom_desktop.services.queries.echeancier_types import EtatEcheance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.reports.sheets import Value
    from cpom_desktop.services.queries.echeancier_types import Ligne

STATES: Mapping[EtatEcheance, str] = {
    EtatEcheance.A_SAISIR: "Date à saisir",
    EtatEcheance.A_FAIRE: "À faire",
    EtatEcheance.EN_RETARD: "En retard",
    EtatEcheance.FAITE: "Faite",
    EtatEcheance.SANS_OBJET: "Sans objet",
}


SOURCED = (5, 7)
"""From which column to which one stand the text of a rule and how it was read."""


def echeancier_sheets(edition: Edition) -> tuple[Sheet, ...]:
    """Return the sheets: the dates, then what was edited, and when."""
    lines = echeancier(edition.snapshot, edition.content, edition.now.date()).lignes
    columns: tuple[SheetColumn, ...] = (
        SheetColumn(_("Échéance"), "text", 50),
        SheetColumn(_("Date"), "day", 12),
        SheetColumn(_("État"), "text", 14),
        SheetColumn(_("Nature"), "text", 20),
        SheetColumn(_("Qui s'en charge"), "text", 22),
        SheetColumn(_("Texte"), "text", 26),
        SheetColumn(_("Vérification du texte"), "text", 22),
        SheetColumn(_("Date de la règle"), "day", 12),
        SheetColumn(_("Motif d'une autre date"), "long", 26),
        SheetColumn(_("Rappels (jours avant)"), "text", 12),
        SheetColumn(_("Faite le"), "day", 12),
        SheetColumn(_("D'où vient la date"), "long", 60),
    )
    rows = tuple(_row(line, edition) for line in lines)
    if not edition.options.sources:
        before, after = SOURCED
        columns = (*columns[:before], *columns[after:])
        rows = tuple((*row[:before], *row[after:]) for row in rows)
    return Sheet(_("Échéancier"), columns, rows), about_sheet(edition)


def _row(line: Ligne, edition: Edition) -> tuple[Value, ...]:
    return (
        line.titre,
        line.jour,
        _(STATES[line.etat]),
        kind_of(line),
        line.qui if line.qui != EMPTY else "",
        text_name(line) if line.regle else "",
        confidence_of(line) if line.regle else "",
        line.jour_calcule,
        line.motif,
        ", ".join(str(days) for days in line.rappels),
        line.fait_le,
        how_found(line, edition.snapshot, edition.content),
    )
