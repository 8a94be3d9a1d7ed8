"""One adjustment of the whole plan: date aimed at, durations and links, as one step."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING

import msgspec
from msgspec import UNSET, UnsetType

from cpom_desktop.domain.dossier import Dossier
from cpom_desktop.domain.planning import order_tasks
from cpom_desktop.domain.tasks import Task, TaskLink
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.operations.base import Context, Operation, cleaned
from cpom_desktop.services.operations.planning import check_task

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records


class Lien(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A task, and one that it waits for."""

    task_id: int
    predecessor_id: int


class AdjustPlan(Operation, frozen=True):
    """Change what makes the plan fit, all at once: a proposal that she chose.

    Attributes:
        cible: the date aimed at.
        durees: task → days.
        limites: task → days before the target by which it must be over; null frees it.
        liens_retires, liens_ajoutes: what no longer waits, and what now waits, for what.
    """

    cible: date | UnsetType = UNSET
    durees: dict[int, int] = {}  # noqa: RUF012 - msgspec copies an empty default
    limites: dict[int, int | None] = {}  # noqa: RUF012 - the same
    liens_retires: list[Lien] = []  # noqa: RUF012 - the same
    liens_ajoutes: list[Lien] = []  # noqa: RUF012 - the same

    def title(self) -> str:
        """Return its title: what it changes most."""
        if self.liens_retires or self.liens_ajoutes:
            return _("faire se chevaucher des phases")
        if self.durees:
            return ngettext("raccourcir une tâche", "raccourcir {n} tâches", len(self.durees))
        if self.cible is not UNSET:
            return _("déplacer la date visée au {jour}", jour=format_date(self.cible))
        return _("ajuster le rétroplanning")

    def apply(self, records: Records, context: Context) -> None:
        """Write it all, or nothing.

        Raises:
            RegleInvalide: `duree`, `limite-jours`, `introuvable`, `cycle`, `dependance-soi-meme`.
        """
        if self.cible is not UNSET:
            records.update(Dossier, 1, cleaned("dossier", {"date_signature": self.cible}))
        for task_id, days in self.durees.items():
            check_task({"duree_jours": days})
            records.update(Task, task_id, {"duree_jours": days})
        for task_id, limit in self.limites.items():
            check_task({"limite_jours": limit})
            records.update(Task, task_id, {"limite_jours": limit})
        self._link(records)

    def _link(self, records: Records) -> None:
        known = {(li.task_id, li.predecessor_id): li.id for li in records.all(TaskLink)}
        gone = [(li.task_id, li.predecessor_id) for li in self.liens_retires]
        records.delete(TaskLink, [known[pair] for pair in gone if pair in known])
        for link in self.liens_ajoutes:
            pair = link.task_id, link.predecessor_id
            if link.task_id == link.predecessor_id:
                raise RegleInvalide("dependance-soi-meme")
            if pair not in known or pair in gone:
                records.get(Task, link.task_id)
                records.get(Task, link.predecessor_id)
                records.insert(TaskLink(id=0, task_id=pair[0], predecessor_id=pair[1]))
        order_tasks(records.all(Task), records.all(TaskLink))
