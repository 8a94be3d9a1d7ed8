"""What to look at in the plan, in sentences: never blocking."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.tasks import CLOSED
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.plan_explications import closed_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cpom_desktop.domain.planning_types import ScheduledTask
    from cpom_desktop.services.queries.plan_explications import PlanBook
    from cpom_desktop.services.snapshot import DossierSnapshot

LEAST_WORKED = 5
"""Worked days that a step keeps before its meeting (numbers §5.4, proposed)."""
FAR_YEARS = 10
CUTS = "coupes-gmp-pmp"
"""Slug of the task that has the GMP and the PMP assessed."""


class PlanAlert(NamedTuple):
    """Something to look at: the task (0: the date aimed at), what kind, the sentence."""

    task_id: int
    genre: str
    texte: str


def plan_alerts(snapshot: DossierSnapshot, book: PlanBook, today: date) -> tuple[PlanAlert, ...]:
    """Return what to look at, the date aimed at first, then in the order of the plan."""
    if book.target is None:
        return ()
    waited = _waited(snapshot, book)
    return (
        *_about_target(book.target, today),
        *(
            alert
            for dated in book.dated.values()
            if dated.task.etat not in CLOSED
            for alert in (
                *_short_step(dated, book, waited, today),
                *_pinned(dated, book, waited),
                *_cuts(dated, snapshot),
            )
        ),
    )


def _waited(snapshot: DossierSnapshot, book: PlanBook) -> Mapping[int, list[ScheduledTask]]:
    waited: dict[int, list[ScheduledTask]] = {}
    for link in snapshot.task_links:
        if link.predecessor_id in book.dated:
            waited.setdefault(link.task_id, []).append(book.dated[link.predecessor_id])
    return waited


def _about_target(target: date, today: date) -> Iterator[PlanAlert]:
    if target < today:
        yield PlanAlert(
            0,
            "cible-passee",
            ngettext(
                "La date visée ({jour}) est passée depuis {n} jour.",
                "La date visée ({jour}) est passée depuis {n} jours.",
                (today - target).days,
                jour=format_date(target),
            ),
        )
    elif target.year - today.year >= FAR_YEARS:
        yield PlanAlert(
            0,
            "cible-lointaine",
            _(
                "La date visée ({jour}) est dans {n} ans. Vérifiez l'année.",
                jour=format_date(target),
                n=target.year - today.year,
            ),
        )


def _short_step(
    dated: ScheduledTask, book: PlanBook, waited: Mapping[int, list[ScheduledTask]], today: date
) -> Iterator[PlanAlert]:
    """Tell of a meeting whose move leaves its step less than five worked days."""
    if dated.shifted_from is None or dated.raison.ferme is None or dated.fin < today:
        return
    previous = _previous(dated, waited)
    moved = max([today, *(p.fin for p in previous)])
    unmoved = max([today, *(p.shifted_from or p.fin for p in previous)])
    left = book.calendar.worked_days(moved, dated.fin)
    if left < LEAST_WORKED <= book.calendar.worked_days(unmoved, dated.shifted_from):
        yield PlanAlert(
            dated.task.id,
            "etape-courte",
            ngettext(
                "« {titre} » est avancée au {jour} ({ferme}) : il reste {n} jour ouvré avant.",
                "« {titre} » est avancée au {jour} ({ferme}) : il reste {n} jours ouvrés avant.",
                left,
                titre=dated.task.titre,
                jour=format_date(dated.fin),
                ferme=closed_words(dated.raison.ferme),
            ),
        )


def _previous(
    dated: ScheduledTask, waited: Mapping[int, list[ScheduledTask]]
) -> list[ScheduledTask]:
    """Return the milestones that come before a task, no other between."""
    found: list[ScheduledTask] = []
    seen: set[int] = set()
    stack = list(waited.get(dated.task.id, ()))
    while stack:
        before = stack.pop()
        if before.task.id in seen:
            continue
        seen.add(before.task.id)
        if before.task.jalon or before.task.reunion:
            found.append(before)
        else:
            stack += waited.get(before.task.id, ())
    return found


def _pinned(
    dated: ScheduledTask, book: PlanBook, waited: Mapping[int, list[ScheduledTask]]
) -> Iterator[PlanAlert]:
    """Tell of a date fixed by hand before the end of what it waits for, or on a closed day."""
    task = dated.task
    if task.date_epinglee is None:
        return
    last = max(waited.get(task.id, ()), key=_forecast, default=None)
    if last is not None and last.task.etat not in CLOSED and _forecast(last) > dated.debut:
        yield PlanAlert(
            task.id,
            "avant-la-fin",
            ngettext(
                "« {titre} » commence {n} jour avant la fin de « {attendue} ».",
                "« {titre} » commence {n} jours avant la fin de « {attendue} ».",
                (_forecast(last) - dated.debut).days,
                titre=task.titre,
                attendue=last.task.titre,
            ),
        )
    closed = book.calendar.closed(dated.fin)
    if closed is not None and task.reunion:
        yield PlanAlert(
            task.id,
            "reunion-jour-ferme",
            _(
                "« {titre} » est fixée au {jour}, {ferme}.",
                titre=task.titre,
                jour=format_date(dated.fin),
                ferme=closed_words(closed),
            ),
        )


def _forecast(dated: ScheduledTask) -> date:
    return dated.fin_prevue or dated.fin


def _cuts(dated: ScheduledTask, snapshot: DossierSnapshot) -> Iterator[PlanAlert]:
    """Tell of a GMP and a PMP that come too late to count (kit §1.3, secondary source)."""
    effect = snapshot.dossier.date_effet
    if dated.task.slug != CUTS or effect is None:
        return
    limit = date(effect.year - 1, 6, 30)
    if _forecast(dated) > limit:
        yield PlanAlert(
            dated.task.id,
            "coupes-tardives",
            _(
                "« {titre} » se termine le {jour} : le GMP et le PMP sont à faire valider avant "
                "le {limite} pour compter l'année d'effet.",
                titre=dated.task.titre,
                jour=format_date(_forecast(dated)),
                limite=format_date(limit),
            ),
        )
