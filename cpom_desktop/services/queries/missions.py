"""What each person has to do: from the matrix, the tasks linked to it, meetings and documents.

One person who holds two roles has one mission. The authorities have none: theirs is not ours to
write. Position, influence and interest are not read here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.pieces import EtatPiece, is_outdated
from cpom_desktop.domain.planification import is_copil
from cpom_desktop.domain.raci import Sens, meanings_of, roles_by_holder
from cpom_desktop.domain.reunions import EtatReunion
from cpom_desktop.domain.tasks import CLOSED
from cpom_desktop.i18n import EMPTY, NBSP, NNBSP, _, format_date
from cpom_desktop.services.queries.once import once
from cpom_desktop.services.queries.personnes import persons
from cpom_desktop.services.queries.planning import plan_view
from cpom_desktop.services.queries.raci import roles_of_persons
from cpom_desktop.services.queries.raci_taches import (
    span,
    span_words,
    state_of,
    tasks_of_activities,
    who_answers,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.raci import RaciActivite, RaciRole
    from cpom_desktop.domain.reunions import Reunion
    from cpom_desktop.services.queries.planning import PlanRow
    from cpom_desktop.services.snapshot import DossierSnapshot

LEADER = "ref"
"""Slug of the role to whom questions go: the référent CPOM."""
HEAD = "dir"
COPIL = "copil"
TOLD = 2
"""Deliverables told of one activity."""
_LAST = "9999"


class MissionLine(NamedTuple):
    """An activity, or a task of the plan given to the person outside the matrix.

    Attributes:
        quand: its dates in words; `debut` sorts by them.
        sens: what the person is to it; empty for a task outside the matrix.
        responsable: who answers for it.
        livrable: what is given back.
    """

    quand: str
    titre: str
    sens: frozenset[Sens]
    responsable: str
    livrable: str
    etat: str
    debut: str = _LAST


class MissionMeeting(NamedTuple):
    """A meeting to come where the person is expected."""

    quand: str
    titre: str
    lieu: str
    jour: str = _LAST


class MissionPiece(NamedTuple):
    """A document that the person is asked for, why, and by when."""

    titre: str
    raison: str
    pour_le: str


class Mission(NamedTuple):
    """The mission of one person, or of a role that nobody holds yet.

    Attributes:
        acteur_id: None for a role that nobody holds.
        nom: the person, else the role.
        fonction: functions and roles, in words.
        lignes: what the person answers for, does, or is consulted on, by date.
        informe: titles of what they only hear of.
        contact: to whom questions go.
        visa: the head of the house, who signs too; empty when it is the person.
    """

    acteur_id: int | None
    nom: str
    fonction: str
    roles: tuple[str, ...]
    lignes: tuple[MissionLine, ...]
    informe: tuple[str, ...]
    reunions: tuple[MissionMeeting, ...]
    pieces: tuple[MissionPiece, ...]
    contact: str
    visa: tuple[str, str]

    def count(self, sens: Sens) -> int:
        """Return how many activities the person is this to."""
        if sens is Sens.INFORME:
            return len(self.informe)
        return sum(sens in line.sens for line in self.lignes)


@once
def missions(snapshot: DossierSnapshot, content: Content, today: date) -> tuple[Mission, ...]:
    """Return the mission of each person of the matrix, in the order of their roles.

    Raises:
        RegleInvalide: the plan cannot be dated.
    """
    groups = roles_by_holder(roles_of_persons(snapshot))
    return tuple(
        _mission(snapshot, content, today, held)
        for held in groups
        if not _is_authority(snapshot, held)
    )


def people_of_missions(snapshot: DossierSnapshot) -> tuple[int, ...]:
    """Return the acteurs of the house who hold a role, each person once."""
    groups = roles_by_holder(roles_of_persons(snapshot))
    return tuple(
        held[0].acteur_id
        for held in groups
        if held[0].acteur_id is not None and not _is_authority(snapshot, held)
    )


def mission_of(
    snapshot: DossierSnapshot, content: Content, today: date, acteur_id: int
) -> Mission | None:
    """Return the mission of one person, roles or not; None when they are not in the dossier."""
    same = persons(snapshot)
    person = same.get(acteur_id)
    if person is None:
        return None
    held = tuple(r for r in roles_of_persons(snapshot) if r.acteur_id == person)
    return _mission(snapshot, content, today, held, person)


def _is_authority(snapshot: DossierSnapshot, held: Sequence[RaciRole]) -> bool:
    acteur = snapshot.acteurs_by_id.get(held[0].acteur_id or 0)
    if acteur is not None:
        return acteur.famille is Famille.AUTORITES
    return held[0].slug in {"ars", "cd"}


def _mission(
    snapshot: DossierSnapshot,
    content: Content,
    today: date,
    held: Sequence[RaciRole],
    person: int | None = None,
) -> Mission:
    person = person or (held[0].acteur_id if held else None)
    ids = frozenset(i for i, first in persons(snapshot).items() if first == person)
    tasks = tasks_of_activities(snapshot, content, today)
    parts = [
        (line, meanings_of(held, line.id, snapshot.cells)) for line in snapshot.raci_activites
    ]
    lines = [
        _line(snapshot, today, (line, sens), tasks.get(line.id, ()))
        for line, sens in parts
        if sens and sens != {Sens.INFORME}
    ]
    covered = {row.task_id for line, sens in parts if sens for row in tasks.get(line.id, ())}
    given = _given(snapshot, content, today, ids) if ids else ()
    lines += [_task_line(snapshot, today, row) for row in given if row.task_id not in covered]
    return Mission(
        acteur_id=person,
        nom=_name(snapshot, held, person),
        fonction=_function(snapshot, held, ids),
        roles=tuple(role.libelle for role in held),
        lignes=tuple(sorted(lines, key=lambda line: line.debut)),
        informe=tuple(line.titre for line, sens in parts if sens == {Sens.INFORME}),
        reunions=_meetings(snapshot, content, today, ids),
        pieces=_pieces(snapshot, today, ids),
        contact=_contact(snapshot, ids),
        visa=_head(snapshot, ids),
    )


def _name(snapshot: DossierSnapshot, held: Sequence[RaciRole], person: int | None) -> str:
    acteur = snapshot.acteurs_by_id.get(person or 0)
    if acteur is not None and acteur.nom:
        return acteur.nom
    return held[0].libelle if held else (acteur.display_name if acteur else "")


def _function(snapshot: DossierSnapshot, held: Sequence[RaciRole], ids: frozenset[int]) -> str:
    named = [a for a in snapshot.acteurs if a.id in ids]
    functions = [a.fonction for a in named if a.fonction] or [a.structure for a in named if a.nom]
    words = functions or [role.libelle for role in held]
    return ", ".join(dict.fromkeys(words))


def _line(
    snapshot: DossierSnapshot,
    today: date,
    part: tuple[RaciActivite, frozenset[Sens]],
    rows: Sequence[PlanRow],
) -> MissionLine:
    activite, sens = part
    deliverables = {task.id: task.livrable for task in snapshot.tasks}
    given = (deliverables.get(row.task_id, "") for row in rows)
    back = f"{NNBSP}; ".join(list(dict.fromkeys(text for text in given if text))[:TOLD])
    return MissionLine(
        span_words(rows, today),
        activite.titre,
        sens,
        who_answers(snapshot, activite.id),
        _("Votre avis") if Sens.CONSULTE in sens else back,
        state_of(rows),
        _first_day(rows),
    )


def _task_line(snapshot: DossierSnapshot, today: date, row: PlanRow) -> MissionLine:
    livrable = next((t.livrable for t in snapshot.tasks if t.id == row.task_id), "")
    return MissionLine(
        span_words((row,), today),
        row.titre,
        frozenset(),
        row.responsable,
        livrable,
        row.etat,
        _first_day((row,)),
    )


def _first_day(rows: Sequence[PlanRow]) -> str:
    days = span(rows)
    return days[0].isoformat() if days else _LAST


def _given(
    snapshot: DossierSnapshot, content: Content, today: date, ids: frozenset[int]
) -> Iterable[PlanRow]:
    """Return the tasks of the plan given to a person, those that are closed left out."""
    closed = {task.id for task in snapshot.tasks if task.etat in CLOSED}
    rows = plan_view(snapshot, content, today).rows
    return [row for row in rows if row.acteur_id in ids and row.task_id not in closed]


def _meetings(
    snapshot: DossierSnapshot, content: Content, today: date, ids: frozenset[int]
) -> tuple[MissionMeeting, ...]:
    expected = _expected(snapshot, ids)
    found = [*_planned(snapshot, content, today, ids)]
    for reunion in snapshot.reunions:
        day = _day(reunion, snapshot, content, today)
        over = reunion.etat in {EtatReunion.TENUE, EtatReunion.CLOSE}
        if reunion.id in expected and not over and (day is None or day >= today):
            hour = reunion.heure.replace(":", f"{NBSP}h{NBSP}")
            found.append(_meeting(day, hour, reunion.titre, reunion.lieu))
    return tuple(sorted(found, key=lambda meeting: meeting.jour))


def _meeting(day: date | None, hour: str, titre: str, lieu: str) -> MissionMeeting:
    when = format_date(day, "medium") if day else _("À fixer")
    quand = ", ".join(filter(None, (when, hour)))
    return MissionMeeting(quand, titre, lieu or EMPTY, day.isoformat() if day else _LAST)


def _planned(
    snapshot: DossierSnapshot, content: Content, today: date, ids: frozenset[int]
) -> Iterable[MissionMeeting]:
    """Yield the COPIL of the plan that have no draft yet, for who sits there."""
    copil = {i.id for i in snapshot.instances if i.slug == COPIL}
    sits = any(m.instance_id in copil and m.acteur_id in ids for m in snapshot.instances_membres)
    drafted = {reunion.task_id for reunion in snapshot.reunions}
    wanted = {task.id for task in snapshot.tasks if is_copil(task) and task.id not in drafted}
    for row in plan_view(snapshot, content, today).rows if sits else ():
        day = row.scheduled.fin if row.scheduled else None
        if row.task_id in wanted and (day is None or day >= today):
            yield _meeting(day, "", row.titre, "")


def _expected(snapshot: DossierSnapshot, ids: frozenset[int]) -> frozenset[int]:
    """Return the meetings where a person is convened, or sits once they are convened."""
    convened = {p.reunion_id for p in snapshot.reunions_presences}
    mine = {p.reunion_id for p in snapshot.reunions_presences if p.acteur_id in ids}
    sits = {m.instance_id for m in snapshot.instances_membres if m.acteur_id in ids}
    coming = {r.id for r in snapshot.reunions if r.instance_id in sits and r.id not in convened}
    return frozenset(mine | coming)


def _day(
    reunion: Reunion, snapshot: DossierSnapshot, content: Content, today: date
) -> date | None:
    if reunion.jour is not None or reunion.task_id is None:
        return reunion.jour
    rows = plan_view(snapshot, content, today).rows
    row = next((row for row in rows if row.task_id == reunion.task_id), None)
    return row.scheduled.fin if row is not None and row.scheduled is not None else None


def _pieces(
    snapshot: DossierSnapshot, today: date, ids: frozenset[int]
) -> tuple[MissionPiece, ...]:
    words: Mapping[EtatPiece, str] = {
        EtatPiece.MANQUANTE: _("À fournir"),
        EtatPiece.DEMANDEE: _("Demandée"),
    }
    found = []
    for piece in snapshot.pieces:
        old = is_outdated(piece, today)
        if piece.detenteur_id not in ids or not (old or piece.etat in words):
            continue
        reason = _("Trop ancienne : à mettre à jour") if old else words[piece.etat]
        by = format_date(piece.attendue_le, "medium")
        found.append(MissionPiece(piece.titre, reason, by))
    return tuple(found)


def _contact(snapshot: DossierSnapshot, ids: frozenset[int]) -> str:
    """Return who answers questions, with the telephone: the référent, else the head."""
    for slug in (LEADER, HEAD):
        role = next((r for r in snapshot.raci_roles if r.slug == slug), None)
        acteur = snapshot.acteurs_by_id.get(role.acteur_id or 0) if role else None
        if role is not None and acteur is not None and acteur.nom and acteur.id not in ids:
            return ", ".join(filter(None, (acteur.nom, role.libelle, acteur.telephone)))
    return ""


def _head(snapshot: DossierSnapshot, ids: frozenset[int]) -> tuple[str, str]:
    role = next((r for r in snapshot.raci_roles if r.slug == HEAD), None)
    acteur = snapshot.acteurs_by_id.get(role.acteur_id or 0) if role else None
    if role is None or (acteur is not None and acteur.id in ids):
        return "", ""
    return (acteur.nom if acteur else ""), role.libelle
