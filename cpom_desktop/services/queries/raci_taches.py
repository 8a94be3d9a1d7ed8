"""The activities of the matrix and the tasks of the plan by which they are done, both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.raci import Sens
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.i18n import EMPTY, _, format_date
from cpom_desktop.services.queries.once import once
from cpom_desktop.services.queries.planning import plan_view
from cpom_desktop.services.queries.reunions_liens import Lien
from cpom_desktop.services.queries.words import LATE, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.raci import RaciRole
    from cpom_desktop.services.queries.planning import PlanRow
    from cpom_desktop.services.snapshot import DossierSnapshot


TABLES = ("raci_taches", "raci_activites", "raci_roles", "raci_cases")


class ActiviteDeTache(NamedTuple):
    """An activity that a task serves, and who answers for it (role and holder)."""

    activite_id: int
    titre: str
    responsable: str


@once
def tasks_of_activities(
    snapshot: DossierSnapshot, content: Content, today: date
) -> Mapping[int, tuple[PlanRow, ...]]:
    """Return the tasks of each activity, in the order of their dates then of the plan.

    Raises:
        RegleInvalide: the plan cannot be dated.
    """
    view = plan_view(snapshot, content, today)
    rank = {row.task_id: place for place, row in enumerate(view.rows)}
    rows = {row.task_id: row for row in view.rows}
    found: dict[int, list[PlanRow]] = {}
    for link in snapshot.raci_taches:
        if link.task_id in rows:
            found.setdefault(link.activite_id, []).append(rows[link.task_id])
    return {
        activite_id: tuple(sorted(tasks, key=lambda row: (_start(row), rank[row.task_id])))
        for activite_id, tasks in found.items()
    }


def activities_of_task(snapshot: DossierSnapshot, task_id: int) -> tuple[ActiviteDeTache, ...]:
    """Return the activities that a task serves, in the order of the matrix."""
    linked = {link.activite_id for link in snapshot.raci_taches if link.task_id == task_id}
    return tuple(
        ActiviteDeTache(line.id, line.titre, who_answers(snapshot, line.id))
        for line in snapshot.raci_activites
        if line.id in linked
    )


def matrix_links(snapshot: DossierSnapshot, task_id: int) -> tuple[Lien, ...]:
    """Return the activities of a task as links to their lines of the matrix."""
    return tuple(
        Lien(
            _("Matrice RACI : « {titre} », {qui} en répond", titre=a.titre, qui=a.responsable),
            f"raci_activites.{a.activite_id}",
            page="raci",
            icon="table",
        )
        for a in activities_of_task(snapshot, task_id)
    )


def who_answers(snapshot: DossierSnapshot, activite_id: int) -> str:
    """Return who answers for an activity: the person, else the role; « – » when nobody does."""
    found = [
        _holder(snapshot, role)
        for role in snapshot.raci_roles
        if Sens.RESPONSABLE in snapshot.cells.get((activite_id, role.id), ())
    ]
    return ", ".join(dict.fromkeys(found)) or EMPTY


def _holder(snapshot: DossierSnapshot, role: RaciRole) -> str:
    acteur = snapshot.acteurs_by_id.get(role.acteur_id or 0)
    return (acteur.nom if acteur else "") or role.libelle


def span(rows: Sequence[PlanRow]) -> tuple[date, date] | None:
    """Return the first and the last day of some tasks; None when none is dated."""
    dated = [row.scheduled for row in rows if row.scheduled is not None]
    if not dated:
        return None
    return min(d.debut for d in dated), max(d.fin for d in dated)


def span_words(rows: Sequence[PlanRow], today: date) -> str:
    """Return « 4 janv. – 12 mars », with the years that are not this one, or « – »."""
    days = span(rows)
    if days is None:
        return EMPTY
    first, last = (
        format_date(day, "short" if day.year == today.year else "medium") for day in days
    )
    return last if first == last else _("{debut} – {fin}", debut=first, fin=last)


def state_of(rows: Sequence[PlanRow]) -> str:
    """Return where an activity stands, by its tasks: late if one is, done when all are."""
    if not rows:
        return EMPTY
    words = {row.etat for row in rows}
    if any(row.retard_jours for row in rows):
        return _(LATE)
    begun = {word(EtatTache.EN_COURS), word(EtatTache.FAIT)}
    if len(words) > 1 and words & begun:
        return word(EtatTache.EN_COURS)
    return next(iter(words)) if len(words) == 1 else word(EtatTache.A_FAIRE)


def _start(row: PlanRow) -> tuple[bool, str]:
    dated = row.scheduled
    return (dated is None, dated.debut.isoformat() if dated else "")
