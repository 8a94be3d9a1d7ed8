"""Documents « Pièces à réunir »: what is left to obtain, then everything; one sheet a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.pieces import EtatPiece
from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.services.queries.pieces import (
    STATUS_WORDS,
    Statut,
    by_person,
    families,
    pieces,
    progress_words,
    to_obtain,
)
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.pieces import LignePiece, Pieces

TO_GET, THERE, OUT = "☐", "☑", "–"
NAMES = "*"
"""After the title of what holds names."""


def pieces_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the list: what is left to obtain, then everything, by family."""
    found = pieces(edition.snapshot, edition.content, edition.now.date())
    title = Heading(_("Pièces à réunir"))
    if not found.lignes:
        nothing = _("Aucune pièce n'est dans la liste.")
        return (PageBreak(landscape=True), title, Paragraph(nothing))
    told, rest = progress_words(found)
    return (
        PageBreak(landscape=True),
        title,
        Paragraph(f"{told} {rest}."),
        *_left(found, edition),
        PageBreak(landscape=True),
        Heading(_("Toutes les pièces"), 2),
        _whole(found),
        *_notes(found, edition),
    )


def _left(found: Pieces, edition: Edition) -> tuple[Block, ...]:
    """Return what is missing, expected or too old: the first page says it alone."""
    lines = to_obtain(found)
    heading = Heading(_("Ce qu'il reste à obtenir"), 2)
    if not lines:
        return (heading, Paragraph(_("Rien : chaque pièce est là et vaut encore.")))
    columns = (
        Column(_("Reçue"), 0.6, "center"),
        Column(_("Pièce"), 3.4),
        Column(_("État"), 1.1),
        Column(_("Auprès de"), 1.9),
        Column(_("Demandée le"), 1.1),
        Column(_("Attendue le"), 1.1),
        Column(_("À noter"), 2.2),
    )
    people = edition.snapshot.acteurs_by_id
    rows = tuple(
        Row(
            (
                Cell(TO_GET),
                Cell(_title(line), bold=True),
                Cell(_status(line)),
                Cell(_person(line, people)),
                Cell(format_date(line.piece.demandee_le, "medium") if _asked(line) else EMPTY),
                Cell(format_date(line.piece.attendue_le, "medium") if _asked(line) else EMPTY),
                Cell(_remark(line)),
            )
        )
        for line in lines
    )
    return (heading, Table(columns, rows, row_header=False, dense=True))


def _whole(found: Pieces) -> Table:
    columns = (
        Column(_("Là"), 0.5, "center"),
        Column(_("Pièce"), 3.2),
        Column(_("État"), 1.1),
        Column(_("Version"), 1.1),
        Column(_("Valable"), 0.9),
        Column(_("Où est-elle"), 2.4),
        Column(_("Chez qui"), 1.4),
        Column(_("Thèmes"), 0.8),
    )
    return Table(columns, tuple(_rows(found)), row_header=False, dense=True)


def _rows(found: Pieces) -> Iterator[Row]:
    for family, lines in families(found.lignes):
        yield Row((Cell(word(family), bold=True),), "group")
        for line in lines:
            yield Row(
                (
                    Cell(_tick(line)),
                    Cell(_title(line)),
                    Cell(_status(line)),
                    Cell(line.version),
                    Cell(line.valable),
                    Cell(_place(line)),
                    Cell(line.chez),
                    Cell(line.themes),
                )
            )


def _notes(found: Pieces, edition: Edition) -> Iterator[Block]:
    if any(line.piece.donnees_personnelles for line in found.lignes):
        told = _("{signe} Contient des noms : à garder dans l'établissement.", signe=NAMES)
        yield Paragraph(told, small=True)
    yield Paragraph(edition.content.pieces.mention, small=True)


def _tick(line: LignePiece) -> str:
    if line.statut is Statut.SANS_OBJET:
        return OUT
    return THERE if line.statut is Statut.DISPONIBLE else TO_GET


def _title(line: LignePiece) -> str:
    return line.piece.titre + (NAMES if line.piece.donnees_personnelles else "")


def _status(line: LignePiece) -> str:
    return _("En retard") if line.late else _(STATUS_WORDS[line.statut])


def _asked(line: LignePiece) -> bool:
    return line.piece.etat is EtatPiece.DEMANDEE


def _place(line: LignePiece) -> str:
    """Return where it is; why it does not concern the dossier."""
    if line.statut is Statut.SANS_OBJET:
        return line.piece.motif or EMPTY
    parts = [line.piece.emplacement] if line.piece.emplacement else []
    if line.fichiers:
        parts.append(
            ngettext("{n} fichier joint au dossier", "{n} fichiers joints", line.fichiers)
        )
    return ", ".join(parts) or EMPTY


def _remark(line: LignePiece) -> str:
    if line.statut is Statut.TROP_ANCIENNE and line.jusqu_au:
        return _("valable jusqu'au {jour}", jour=format_date(line.jusqu_au))
    return line.piece.periode or EMPTY


def _person(line: LignePiece, people: Mapping[int, Acteur]) -> str:
    acteur = people.get(line.piece.detenteur_id or 0)
    return (acteur.nom or acteur.display_name) if acteur else line.piece.emetteur or EMPTY


# --- one sheet a person


def demandees_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return one page a person: what is expected of them, with a box to tick."""
    found = pieces(edition.snapshot, edition.content, edition.now.date())
    groups = by_person(to_obtain(found))
    if not groups:
        return (
            Heading(_("Pièces demandées")),
            Paragraph(_("Aucune pièce n'est à obtenir de quelqu'un.")),
        )
    blocks: list[Block] = []
    for holder, lines in groups:
        blocks += [*([PageBreak()] if blocks else []), *_sheet(holder, lines, edition)]
    return tuple(blocks)


def _sheet(holder: int, lines: Sequence[LignePiece], edition: Edition) -> tuple[Block, ...]:
    acteur = edition.snapshot.acteurs_by_id.get(holder)
    name = (acteur.nom or acteur.display_name) if acteur else _("une personne à désigner")
    contact = acteur and " · ".join(p for p in (acteur.telephone, acteur.courriel) if p)
    rows = tuple(
        Row(
            (
                Cell(TO_GET),
                Cell(_title(line), bold=True),
                Cell(line.piece.periode or EMPTY),
                Cell(format_date(line.piece.attendue_le, "medium") if _asked(line) else EMPTY),
                Cell(_status(line)),
            )
        )
        for line in lines
    )
    columns = (
        Column(_("Remise"), 0.7, "center"),
        Column(_("Pièce"), 3.6),
        Column(_("Période"), 1.6),
        Column(_("Pour le"), 1.2),
        Column(_("État"), 1.2),
    )
    about = [(_("Fonction"), acteur.fonction)] if acteur and acteur.fonction else []
    about += [(_("Contact"), contact)] if contact else []
    return (
        Heading(_("Pièces demandées à {nom}", nom=name)),
        *([KeyValues(tuple(about))] if about else []),
        Paragraph(
            ngettext(
                "{n} pièce attendue pour préparer le CPOM.",
                "{n} pièces attendues pour préparer le CPOM.",
                len(lines),
            )
        ),
        Table(columns, rows, row_header=False, row_mm=9),
    )
