"""The documents to gather as a workbook: one line a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.reports.documents.retroplanning_tableur import about_sheet
from cpom_desktop.reports.sheets import Sheet, SheetColumn
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.pieces import STATUS_WORDS, pieces
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.reports.sheets import Value
    from cpom_desktop.services.queries.pieces import LignePiece


def pieces_sheets(edition: Edition) -> tuple[Sheet, ...]:
    """Return the sheets: the documents, then what was edited, and when."""
    found = pieces(edition.snapshot, edition.content, edition.now.date())
    columns = (
        SheetColumn(_("Famille"), "text", 22),
        SheetColumn(_("Pièce"), "long", 46),
        SheetColumn(_("État"), "text", 16),
        SheetColumn(label("pieces", "version_du"), "day", 14),
        SheetColumn(label("pieces", "valable_jusqu_au"), "day", 16),
        SheetColumn(label("pieces", "periode"), "text", 22),
        SheetColumn(label("pieces", "emplacement"), "long", 36),
        SheetColumn(label("pieces", "detenteur_id"), "text", 28),
        SheetColumn(label("pieces", "demandee_le"), "day", 14),
        SheetColumn(label("pieces", "attendue_le"), "day", 14),
        SheetColumn(label("pieces", "themes"), "text", 12),
        SheetColumn(_("Fichiers joints"), "number", 10),
        SheetColumn(label("pieces", "donnees_personnelles"), "text", 12),
        SheetColumn(label("pieces", "motif"), "long", 30),
        SheetColumn(label("pieces", "note"), "long", 40),
    )
    rows = tuple(_row(line, edition) for line in found.lignes)
    return (Sheet(_("Pièces"), columns, rows), about_sheet(edition))


def _row(line: LignePiece, edition: Edition) -> tuple[Value, ...]:
    piece = line.piece
    acteur = edition.snapshot.acteurs_by_id.get(piece.detenteur_id or 0)
    return (
        word(piece.type),
        piece.titre,
        _(STATUS_WORDS[line.statut]),
        piece.version_du,
        line.jusqu_au,
        piece.periode,
        piece.emplacement,
        (acteur.nom or acteur.display_name) if acteur else piece.emetteur,
        piece.demandee_le,
        piece.attendue_le,
        line.themes,
        line.fichiers,
        _("oui") if piece.donnees_personnelles else _("non"),
        piece.motif,
        piece.note,
    )
