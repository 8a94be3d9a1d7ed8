"""Plans as the charts read them, without a dossier."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cpom_desktop.domain.planning import ScheduledTask

TODAY = date(2027, 3, 12)


@dataclass(frozen=True)
class PrintedRow:
    """A line of the plan with the words of its columns."""

    task_id: int
    titre: str = "Réunir les documents sources et dater leur version, sans rien oublier"
    jalon: bool = False
    scheduled: ScheduledTask | None = None
    retard_jours: int = 0
    rank: int = 1
    phase: str = "Cadrage"
    responsable: str = "Claire Morel"
    etat: str = "À faire"


@dataclass(frozen=True)
class PrintedView:
    """A plan of such lines."""

    rows: tuple
    links: tuple = ()
    breaks: tuple = ()
    holidays: dict = field(default_factory=dict)
    today: date = TODAY
    target: date | None = None
    closed: tuple = ()
