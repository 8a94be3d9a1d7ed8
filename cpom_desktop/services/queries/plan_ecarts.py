"""What moved since a plan of reference was taken, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.i18n import _, format_date, ngettext

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.domain.planification import PlanReference
    from cpom_desktop.services.queries.planning import PlanView
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = ("plans_reference", "plans_reference_taches")


class Ecart(NamedTuple):
    """A task whose end is another day than in the plan of reference.

    Attributes:
        avant, apres: its end then, and today.
        jours: days later, negative when sooner.
    """

    task_id: int
    titre: str
    avant: date
    apres: date
    jours: int


class PlanCompared(NamedTuple):
    """A plan of reference, and what is otherwise today.

    Attributes:
        ends: end of each task in the reference, by id, those gone since left out.
        ecarts: tasks of today that moved, in their order.
        retirees: titles of the tasks that are gone.
        texte: the whole in one sentence.
    """

    reference: PlanReference
    ends: dict[int, date]
    ecarts: tuple[Ecart, ...]
    retirees: tuple[str, ...]
    texte: str


def compared_with_last(snapshot: DossierSnapshot, view: PlanView) -> PlanCompared | None:
    """Return today's plan beside the last plan of reference; None when there is none."""
    if not snapshot.plans_reference:
        return None
    last = max(snapshot.plans_reference, key=lambda plan: (plan.quand, plan.id))
    kept = [line for line in snapshot.plans_reference_taches if line.reference_id == last.id]
    present = {row.task_id for row in view.rows}
    ends = {line.task_id: line.fin for line in kept if line.task_id in present}
    moved = tuple(
        Ecart(row.task_id, row.titre, ends[row.task_id], row.scheduled.fin, days)
        for row in view.rows
        if row.scheduled is not None
        and row.task_id in ends
        and (days := (row.scheduled.fin - ends[row.task_id]).days)
    )
    gone = tuple(line.titre for line in kept if line.task_id not in present)
    return PlanCompared(last, ends, moved, gone, _sentence(last, moved))


def _sentence(reference: PlanReference, moved: tuple[Ecart, ...]) -> str:
    since = _("Depuis « {nom} » ({jour})", nom=reference.nom, jour=format_date(reference.quand))
    later = [e.jours for e in moved if e.jours > 0]
    sooner = len(moved) - len(later)
    if not moved:
        return _("{depuis}, aucune date n'a changé.", depuis=since)
    parts = []
    if later:
        parts.append(
            ngettext("{n} échéance a reculé", "{n} échéances ont reculé", len(later))
            + ngettext(", de {n} jour au plus", ", de {n} jours au plus", max(later))
        )
    if sooner:
        parts.append(ngettext("{n} a avancé", "{n} ont avancé", sooner))
    return _("{depuis}, {faits}.", depuis=since, faits=_(" ; ").join(parts))
