"""What a meeting shows on the screen of the room: a slide a point, from the data of the dossier.

Its point decides what a slide shows: what the last meeting decided, the strengths and weaknesses
of the diagnosis, where the plan stands, the fiches actions; else its document and its notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.diagnostic import NatureConstat
from cpom_desktop.domain.tasks import CLOSED
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import EMPTY, _, capitalise, format_date, format_number, ngettext
from cpom_desktop.services.queries.decisions import days_late, state_words
from cpom_desktop.services.queries.diagnostic import findings, themes, total_score
from cpom_desktop.services.queries.fiches_action import fiches
from cpom_desktop.services.queries.planning import plan_view
from cpom_desktop.services.queries.recherche.folding import fold
from cpom_desktop.services.queries.reunion import (
    TABLES as MEETING_TABLES,
)
from cpom_desktop.services.queries.reunion import decisions_of, reunion_document, reunion_name
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.queries.diagnostic import ConstatView
    from cpom_desktop.services.queries.planning import PlanRow
    from cpom_desktop.services.queries.reunion import PointView, ReunionDocument
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (*MEETING_TABLES, "constats", "criteres_propres", "axes", "objectifs", "indicateurs")
BEFORE = ("compte rendu", "precedent", "suites")
"""Folded words of a title that call for what the last meeting decided."""
WEAK, STRONG, DIAGNOSIS = "faiblesse", "force", "diagnostic"
PLAN = ("retroplanning", "calendrier", "planning", "echeancier", "suite", "prochain")
ACTIONS = ("fiche", "action", "objectif")
ONE_LINE = 90
"""Letters of a finding that hold in one line or so."""
COMING = 8
"""Milestones of the plan that are shown, the next ones first."""


class SlideLine(NamedTuple):
    """A line of a slide: what it says, in small under it, and what stands at its right.

    `late` is told in the words of `valeur` too.
    """

    titre: str
    sous_titre: str = ""
    valeur: str = ""
    late: bool = False


class Slide(NamedTuple):
    """A point of the agenda as the room sees it.

    Attributes:
        point_id: the point, whose decisions are written.
        nature: what is asked of the members, in a word.
        duree_minutes: the time given; None when it is not said.
        lines: what it shows, in order.
        texts: paragraphs, when nothing else is known of it.
        note: a sentence under the lines.
    """

    point_id: int
    numero: int
    titre: str
    nature: str
    rapporteur: str
    duree_minutes: int | None
    traite: bool
    lines: tuple[SlideLine, ...] = ()
    texts: tuple[str, ...] = ()
    note: str = ""


class Presentation(NamedTuple):
    """A whole meeting on the screen of the room."""

    reunion_id: int
    nom: str
    jour: date | None
    slides: tuple[Slide, ...]


def presentation(
    snapshot: DossierSnapshot, content: Content, today: date, reunion_id: int
) -> Presentation | None:
    """Return a meeting as slides, or None when no meeting has this id."""
    view = reunion_document(snapshot, content, reunion_id)
    if view is None:
        return None
    room = _Room(snapshot, content, today, view)
    slides = tuple(_slide(line, room) for line in view.points)
    return Presentation(reunion_id, view.nom, view.jour, slides)


class _Room(NamedTuple):
    """What the slides are made from."""

    snapshot: DossierSnapshot
    content: Content
    today: date
    view: ReunionDocument


class _Shown(NamedTuple):
    """What a slide shows: lines, else a paragraph; and the sentence under them."""

    lines: tuple[SlideLine, ...]
    note: str = ""
    text: str = ""


def _slide(line: PointView, room: _Room) -> Slide:
    shown = _matter(line, room)
    point = line.point
    texts: tuple[str, ...] = ()
    if not shown.lines:
        document = _("Document : {nom}", nom=point.document) if point.document else ""
        texts = tuple(t for t in (shown.text, document, point.notes.strip()) if t)
    return Slide(
        point_id=point.id,
        numero=line.numero,
        titre=point.titre,
        nature=word(point.nature),
        rapporteur=line.rapporteur,
        duree_minutes=point.duree_minutes,
        traite=point.traite,
        lines=shown.lines,
        texts=texts,
        note=shown.note,
    )


def _matter(line: PointView, room: _Room) -> _Shown:
    """Return what the title of a point calls for; nothing when it calls for nothing known."""
    title = fold(line.point.titre)
    if any(words in title for words in BEFORE):
        return _before(room)
    if WEAK in title or STRONG in title or DIAGNOSIS in title:
        return _diagnosis(title, room)
    if any(words in title for words in PLAN):
        return _plan(room)
    if any(words in title for words in ACTIONS):
        return _fiches(room)
    return _Shown(())


def _before(room: _Room) -> _Shown:
    """Return what the meeting before decided, with its state."""
    before = room.view.precedente
    if before is None:
        return _Shown(())
    known = room.snapshot.acteurs_by_id
    lines = []
    for decision in decisions_of(room.snapshot, before.id):
        who = known.get(decision.responsable_id or 0)
        due = format_date(decision.echeance, "medium") if decision.echeance else ""
        told = (who.display_name if who else decision.porteur, due)
        lines.append(
            SlideLine(
                decision.texte,
                ", ".join(part for part in told if part),
                state_words(decision, room.today),
                days_late(decision, room.today) > 0,
            )
        )
    name = reunion_name(room.snapshot, before)
    none = "" if lines else _("Aucune décision n'y a été consignée.")
    return _Shown(tuple(lines), _("Décisions de la réunion précédente : {nom}.", nom=name), none)


def _diagnosis(title: str, room: _Room) -> _Shown:
    """Return strengths, weaknesses, or both, as the title names them."""
    natures = [
        nature
        for nature, asked in (
            (NatureConstat.FORCE, STRONG in title or WEAK not in title),
            (NatureConstat.FAIBLESSE, WEAK in title or STRONG not in title),
        )
        if asked
    ]
    names = {t.slug: t.titre for t in room.content.grille.themes}
    lines = tuple(
        _finding(view, names.get(view.critere.theme, ""), word(nature) if natures[1:] else "")
        for nature in natures
        for view in findings(room.snapshot, room.content, nature)
    )
    total = total_score(themes(room.snapshot, room.content))
    note = _(
        "{notes} critères cotés sur {total}.",
        notes=format_number(total.notes),
        total=format_number(total.criteres),
    )
    return _Shown(lines, note)


def _finding(view: ConstatView, theme: str, nature: str) -> SlideLine:
    """Return a finding: its first sentence large when it is long, the rest under it."""
    told = capitalise(view.sentence)
    head, stop, rest = told.partition(". ")
    if len(told) <= ONE_LINE or not stop:
        return SlideLine(told, theme, nature)
    return SlideLine(f"{head}.", " – ".join(part for part in (rest, theme) if part), nature)


def _plan(room: _Room) -> _Shown:
    """Return what is late, then the next milestones and meetings, and the margin in words."""
    try:
        plan = plan_view(room.snapshot, room.content, room.today)
    except RegleInvalide:
        return _Shown(())
    states = {task.id: task.etat for task in room.snapshot.tasks}
    late = [row for row in plan.late_rows if states[row.task_id] not in CLOSED]
    coming = [
        row
        for row in plan.rows
        if (row.jalon or row.reunion)
        and row.scheduled is not None
        and row.scheduled.fin >= room.today
        and states[row.task_id] not in CLOSED
    ]
    coming.sort(key=_day)
    return _Shown(tuple(_plan_line(row) for row in (*late, *coming[:COMING])), plan.marge)


def _day(row: PlanRow) -> date:
    assert row.scheduled is not None
    return row.scheduled.fin


def _plan_line(row: PlanRow) -> SlideLine:
    day = format_date(_day(row), "medium")
    late = ngettext("{n} jour de retard", "{n} jours de retard", row.retard_jours)
    who = "" if row.responsable == EMPTY else row.responsable
    under = ", ".join(part for part in (row.phase, who) if part)
    if not row.retard_jours:
        return SlideLine(row.titre, under, day)
    return SlideLine(row.titre, under, _("{jour}, {retard}", jour=day, retard=late), late=True)


def _fiches(room: _Room) -> _Shown:
    """Return the fiches actions with who answers for each."""
    known = room.snapshot.acteurs_by_id
    lines = []
    for view in fiches(room.snapshot):
        who = known.get(view.fiche.responsable_id or 0)
        axe = view.place.axe.libelle if view.place.axe else ""
        told = (axe, who.display_name if who else "")
        lines.append(
            SlideLine(
                f"{view.fiche.repere} – {view.fiche.titre}",
                ", ".join(part for part in told if part),
                word(view.fiche.statut),
            )
        )
    return _Shown(tuple(lines))
