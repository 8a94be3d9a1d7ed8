"""Linking the matrix to the plan, as the kit proposes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.raci import RaciActivite, RaciTache
from cpom_desktop.domain.tasks import Task
from cpom_desktop.i18n import _
from cpom_desktop.services.operations.base import Context, Operation

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records


class LinkRaciTaches(Operation, frozen=True):
    """Link each activity that has no task to those that the kit proposes; answers how many.

    What is linked already is left as it is.
    """

    def title(self) -> str:
        """Return its title."""
        return _("lier la matrice au rétroplanning")

    def apply(self, records: Records, context: Context) -> int:
        """Insert the links whose activity and task the dossier still has."""
        proposed = {model.slug: model.taches for model in context.content.raci.activites}
        tasks = {task.slug: task.id for task in records.all(Task) if task.slug}
        linked = {link.activite_id for link in records.all(RaciTache)}
        links = [
            RaciTache(id=0, activite_id=line.id, task_id=tasks[slug])
            for line in records.all(RaciActivite)
            if line.slug and line.id not in linked
            for slug in proposed.get(line.slug, ())
            if slug in tasks
        ]
        for link in links:
            records.insert(link)
        return len(links)
