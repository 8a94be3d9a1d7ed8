"""When the figures of the last year are expected: the day the plan gives to the task that asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.tasks import CLOSED
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.queries.planning import dated_tasks

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot

TASK = "tableau-bord-performance"
"""The task of the kit that takes the figures of the year from the « tableau de bord »."""
TABLES = ("tasks", "task_links", "dossier", "fermetures", "delais_reunion")
"""Tables that the day depends on."""


def attendues_le(snapshot: DossierSnapshot, content: Content) -> date | None:
    """Return the day by which the figures are expected; None when the dossier knows none."""
    asked = {t.id for t in snapshot.tasks if t.slug == TASK and t.etat not in CLOSED}
    if not asked:
        return None
    try:
        dated = dated_tasks(snapshot, content)
    except RegleInvalide:
        return None
    return next((dated[i].fin for i in asked if i in dated), None)
