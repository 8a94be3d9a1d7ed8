"""What the plan answers of a task: its dates, and why they are those."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - dataclasses keep these annotations
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.domain.tasks import CLOSED, Task

if TYPE_CHECKING:
    from cpom_desktop.domain.calendrier_du_plan import JourFerme


class MotifDate(StrEnum):
    """What decides the end of a task."""

    CIBLE = "cible"
    LIMITE = "limite"
    SUIVANTE = "suivante"
    AU_PLUS_TOT = "au_plus_tot"
    PREMIER_JOUR = "premier_jour"
    EPINGLEE = "epinglee"
    TERMINEE = "terminee"
    ANCREE = "ancree"


@dataclass(frozen=True, slots=True)
class Raison:
    """Where the end of a task comes from; `services` words it.

    Attributes:
        autre_id: the task that decides: the one that waits (`suivante`), or the one waited for
            (`au_plus_tot`).
        jour: the end of that task that decides, as it was reckoned.
        ferme: the closed day off which it moved, and why that day is closed.
        origine_id: the meeting, further on, whose own move brings this end forward.
    """

    motif: MotifDate
    autre_id: int | None = None
    jour: date | None = None
    ferme: JourFerme | None = None
    origine_id: int | None = None


@dataclass(frozen=True, slots=True)
class Contrat:
    """Dates of the contract from which the tasks of its life are counted, where known."""

    effet: date | None = None
    fin: date | None = None


@dataclass(frozen=True, slots=True)
class ScheduledTask:
    """Dates of one task: the planned ones, the bounds around them, and how they came.

    The planned dates (`debut`, `fin`) do not depend on today; the early ones and the forecast
    do. A finish is the day it is over: exclusive of the next start.

    Attributes:
        marge_jours: calendar days by which its start may slip; negative when the plan does not
            fit.
        marge_ouvres: the same in worked days.
        shifted_from: the closed day that it was moved off.
        debut_prevu, fin_prevue: when it will be done as things stand; the planned dates when
            nothing is late (None: not reckoned).
        tendue: on the longest chain, although the whole plan has some margin.
    """

    task: Task
    debut: date
    fin: date
    debut_au_plus_tot: date
    debut_au_plus_tard: date
    fin_au_plus_tard: date
    marge_jours: int
    shifted_from: date | None = None
    marge_ouvres: int = 0
    fin_au_plus_tot: date | None = None
    debut_prevu: date | None = None
    fin_prevue: date | None = None
    tendue: bool = False
    raison: Raison = Raison(MotifDate.CIBLE)

    @property
    def critical(self) -> bool:
        """Tell whether it is on the critical path: a delay moves the target, or soon will."""
        return self.task.etat not in CLOSED and (self.marge_jours <= 0 or self.tendue)

    @property
    def retard_prevu(self) -> int:
        """Days by which it should end after its planned finish, 0 when it should not."""
        return (self.fin_prevue - self.fin).days if self.fin_prevue else 0
