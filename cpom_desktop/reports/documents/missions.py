"""Parts « Fiches mission » and « Fiche mission »: a page a person (design D9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.raci import LETTERS, Sens
from cpom_desktop.errors import RapportImpossible
from cpom_desktop.i18n import EMPTY, NNBSP, _, format_date, ngettext
from cpom_desktop.reports.blocks import (
    Badge,
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Fitted,
    Heading,
    Legend,
    PageBreak,
    Paragraph,
    Row,
    Signatures,
    Table,
)
from cpom_desktop.reports.documents.raci import badge
from cpom_desktop.services.queries.missions import mission_of, missions
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.domain.dossier import LectureRaci
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.missions import Mission, MissionLine

DENSE_FROM, DENSE_FEW = 10, 3
"""Lines from which the tables are set closer."""
PARTS: Mapping[frozenset[Sens], str] = {
    frozenset({Sens.RESPONSABLE}): "répond",
    frozenset({Sens.REALISATEUR}): "réalise",
    frozenset({Sens.RESPONSABLE, Sens.REALISATEUR}): "répond, réalise",
    frozenset({Sens.CONSULTE}): "avis avant",
}
"""What a person is to an activity, beside its letters."""


def missions_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the part: who has which part, then a page a person."""
    found = missions(edition.snapshot, edition.content, edition.now.date())
    title = Heading(_("Fiches mission"))
    if not found:
        return (title, Paragraph(_("Aucun rôle n'est encore saisi dans la matrice RACI.")))
    pages = (block for mission in found for block in _form(mission, edition))
    return (title, *_overview(found), *pages)


def mission_blocks(edition: Edition, acteur_id: int) -> tuple[Block, ...]:
    """Return the page of one person, even without any role.

    Raises:
        RapportImpossible: nobody has this number.
    """
    found = mission_of(edition.snapshot, edition.content, edition.now.date(), acteur_id)
    if found is None:
        raise RapportImpossible(
            "personne-inconnue",
            _("Aucun acteur du dossier n'a le numéro {numero}.", numero=acteur_id),
            remedy=_("Choisissez une personne page Acteurs."),
        )
    return _form(found, edition)


def _overview(found: Iterable[Mission]) -> tuple[Block, ...]:
    columns = (
        Column(_("Personne"), 2.4),
        Column(_("Rôles"), 3.0),
        Column(_("Répond de"), 0.9, "right"),
        Column(_("Réalise"), 0.9, "right"),
        Column(_("Avis"), 0.9, "right"),
        Column(_("Information"), 1.1, "right"),
        Column(_("Réunions"), 0.9, "right"),
    )
    rows = tuple(_overview_row(mission) for mission in found)
    lead = ngettext(
        "{n} fiche suit. Une fiche dit à une personne sa part du contrat : remettez-la-lui.",
        "{n} fiches suivent. Chacune dit à une personne sa part du contrat : remettez-la-lui.",
        len(rows),
    )
    return (Paragraph(lead), Table(columns, rows, dense=True))


def _overview_row(mission: Mission) -> Row:
    named = mission.nom if mission.acteur_id else _("À nommer ({role})", role=mission.nom)
    counts = (*(mission.count(sens) for sens in Sens), len(mission.reunions))
    texts = (named, ", ".join(mission.roles), *map(str, counts))
    return Row(tuple(Cell(text) for text in texts))


def _form(mission: Mission, edition: Edition) -> tuple[Block, ...]:
    """Return a mission on a page of its own."""
    name = _("Fiche mission : {nom}", nom=mission.nom)
    return (
        PageBreak(form=name),
        Heading(name, 2),
        Paragraph(_lead(mission, edition)),
        *_body(mission, edition),
        Heading(_("À retenir"), 3),
        Fitted((BulletList(_reminders(mission)),), (Paragraph(" ".join(_reminders(mission))),)),
        Signatures(_signers(mission)),
    )


def _lead(mission: Mission, edition: Edition) -> str:
    """Return who the person is, and what the sheet is for."""
    target = edition.snapshot.dossier.date_signature
    until = (
        _("Votre part du CPOM, dont la signature est visée le {jour}.", jour=format_date(target))
        if target
        else _("Votre part du CPOM.")
    )
    why = _("Il fixe les objectifs et les moyens de l'établissement, et se prépare à plusieurs.")
    who = mission.fonction if mission.fonction != mission.nom else ""
    return " ".join(filter(None, (f"{who}." if who else "", until, why)))


def _body(mission: Mission, edition: Edition) -> Iterable[Block]:
    if not mission.lignes and not mission.informe:
        yield Callout(
            _("Aucun rôle pour l'instant"),
            _("La matrice RACI ne donne à {nom} aucune part dans les activités.", nom=mission.nom),
        )
    else:
        yield Fitted((_figures(mission),), ())
        yield from _lines(mission, edition)
    yield from _meetings(mission)
    yield from _pieces(mission)


def _figures(mission: Mission) -> Table:
    columns = tuple(
        Column(header, 1.0, "center")
        for header in (
            _("Dont vous répondez"),
            _("Que vous réalisez"),
            _("Où votre avis compte"),
            _("Réunions à venir"),
            _("Première date à venir"),
        )
    )
    ahead = [line for line in mission.lignes if line.etat != _("Fait") and line.quand != EMPTY]
    counts = (mission.count(s) for s in (Sens.RESPONSABLE, Sens.REALISATEUR, Sens.CONSULTE))
    texts = (
        *map(str, counts),
        str(len(mission.reunions)),
        ahead[0].quand.partition(" – ")[0] if ahead else EMPTY,
    )
    cells = tuple(Cell(text, bold=True) for text in texts)
    return Table(columns, (Row(cells),), row_header=False)


def _lines(mission: Mission, edition: Edition) -> Iterable[Block]:
    if mission.lignes:
        columns = (
            Column(_("Quand"), 2.0),
            Column(_("Activité"), 3.4),
            Column(_("Votre part"), 1.5),
            Column(_("Responsable"), 1.3),
            Column(_("Ce que vous rendez"), 2.2),
            Column(_("État"), 0.9),
        )
        rows = tuple(_row(line, mission, edition) for line in mission.lignes)
        yield Heading(_("Vos activités, dans l'ordre"), 3)
        yield Table(columns, rows, row_header=False, dense=len(rows) > DENSE_FROM)
        yield _legend(edition.snapshot.dossier.lecture_raci)
    if mission.informe:
        titles = f"{NNBSP}; ".join(mission.informe)
        told = _("Pour information, après coup : {quoi}.", quoi=titles)
        yield Paragraph(told, small=True)


def _legend(lecture: LectureRaci) -> Legend:
    """Return each letter with its meaning in a word: the word of each part stands beside it."""
    return Legend(tuple((badge((sens,), lecture), word(sens)) for sens in Sens))


def _row(line: MissionLine, mission: Mission, edition: Edition) -> Row:
    alone = line.responsable == mission.nom
    return Row(
        (
            Cell(line.quand, bold=True),
            Cell(line.titre),
            Cell(_part(line, edition)),
            Cell(_("Vous") if alone else line.responsable),
            Cell(line.livrable or EMPTY),
            Cell(line.etat),
        )
    )


def _part(line: MissionLine, edition: Edition) -> str | Badge:
    """Return the letters of the person's part and the word beside them."""
    if not line.sens:
        return _("tâche confiée")
    lecture = edition.snapshot.dossier.lecture_raci
    told = badge(line.sens, lecture)
    known = LETTERS[lecture]
    spoken = ", ".join(known[sens] for sens in Sens if sens in line.sens)
    words = _(PARTS.get(line.sens, ""))
    return Badge(told.letters, told.shapes, spoken, beside=words)


def _meetings(mission: Mission) -> Iterable[Block]:
    if not mission.reunions:
        return
    placed = any(meeting.lieu != EMPTY for meeting in mission.reunions)
    columns = [Column(_("Quand"), 1.6), Column(_("Réunion"), 4.0), Column(_("Lieu"), 2.4)]
    rows = [
        (Cell(meeting.quand, bold=True), Cell(meeting.titre), Cell(meeting.lieu))
        for meeting in mission.reunions
    ]
    width = 3 if placed else 2
    yield Heading(_("Vos réunions"), 3)
    yield Table(
        tuple(columns[:width]),
        tuple(Row(cells[:width]) for cells in rows),
        row_header=False,
        dense=len(rows) > DENSE_FEW,
    )


def _pieces(mission: Mission) -> Iterable[Block]:
    if not mission.pieces:
        return
    columns = (
        Column(_("Fait"), 0.6, "center"),
        Column(_("Pièce ou information"), 4.4),
        Column(_("Où on en est"), 2.2),
        Column(_("Pour le"), 1.4),
    )
    rows = tuple(
        Row((Cell("☐"), Cell(piece.titre), Cell(piece.raison), Cell(piece.pour_le)))
        for piece in mission.pieces
    )
    yield Heading(_("Ce qu'on attend de vous pour commencer"), 3)
    yield Table(columns, rows, row_header=False, dense=len(rows) > DENSE_FEW)


def _reminders(mission: Mission) -> tuple[str, ...]:
    told = []
    if mission.count(Sens.RESPONSABLE):
        told.append(
            _("Vous répondez du résultat, même de ce que d'autres réalisent : suivez les dates.")
        )
    if any(Sens.REALISATEUR in line.sens for line in mission.lignes):
        told.append(
            _("Quand vous réalisez, prévenez la personne responsable dès qu'une date glisse.")
        )
    told.append(_("Aucun nom de résident dans la grille ni dans les fiches : des nombres."))
    if mission.contact:
        told.append(_("Une question : {contact}.", contact=mission.contact))
    return tuple(told)


def _signers(mission: Mission) -> tuple[tuple[str, str], ...]:
    mine = (mission.nom, _("Prend connaissance de sa mission"))
    nom, role = mission.visa
    return (mine, (nom, _("{role}, visa", role=role))) if role else (mine,)
