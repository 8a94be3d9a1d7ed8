"""What surrounds the plan in the dossier: closures, lead times of meetings, plans of reference."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cpom_desktop.domain.calendrier_du_plan import WorkCalendar
    from cpom_desktop.domain.tasks import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Fermeture:
    """A period of hers on which no meeting is held (works, move, mourning…).

    Attributes:
        debut, fin: first and last day, both included.
        travail: nobody works either: its days count as not worked.
    """

    id: int
    libelle: str = ""
    debut: date
    fin: date
    travail: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DelaiReunion:
    """What is due so many days around every meeting (kit: J−21, J−15, J+8; to be adapted).

    Attributes:
        jours: calendar days after the meeting; negative before it.
        actif: whether the plan shows it.
    """

    id: int
    slug: str = ""
    ordre: int = 0
    libelle: str
    jours: int
    actif: bool = True


def is_copil(task: Task) -> bool:
    """Tell whether a task is a meeting of the COPIL: after it the plan is kept for reference.

    The meetings of the template are known by their slug, hers by their title.
    """
    if not (task.reunion or task.jalon):
        return False
    title = task.titre.casefold()
    named = re.search(r"\bcopil\b|comité de pilotage", title) is not None
    return named or task.slug.startswith("reunion-")


def lead_day(meeting: date, jours: int, calendar: WorkCalendar) -> date:
    """Return when what is due around a meeting falls: on a worked day, while milestones move.

    What comes before is due earlier rather than later; what comes after, on the next worked day.
    """
    day = meeting + timedelta(days=jours)
    if not jours or not calendar.rules.reporter:
        return day
    step = -1 if jours < 0 else 1
    return date.fromordinal(calendar.nearest(day.toordinal(), step=step, meeting=False))


PROPOSED_DELAIS = (
    DelaiReunion(id=0, slug="convocation", ordre=1, libelle="Envoyer la convocation", jours=-21),
    DelaiReunion(id=0, slug="pieces", ordre=2, libelle="Envoyer les pièces", jours=-15),
    DelaiReunion(id=0, slug="compte_rendu", ordre=3, libelle="Diffuser le compte rendu", jours=8),
)
"""Lead times that a new dossier is given. Source: product A7; numbers §5.4 (from memory)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReference:
    """The plan as it was one day, kept to compare with (« plan de référence »).

    Attributes:
        quand: the day it was taken.
        cible: the date aimed at then.
        automatique: taken by itself at a COPIL; `task_id` is the meeting.
    """

    id: int
    nom: str
    quand: date
    cible: date | None = None
    automatique: bool = False
    task_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReferenceTache:
    """The dates of a task in a plan of reference; the task may be gone since."""

    id: int
    reference_id: int
    task_id: int
    titre: str
    debut: date
    fin: date
