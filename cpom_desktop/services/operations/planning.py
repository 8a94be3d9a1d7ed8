"""Operations on the rétroplanning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.planning import order_tasks
from cpom_desktop.domain.tasks import (
    LIFE_PHASE,
    Ancre,
    EtatTache,
    ModePlanification,
    Task,
    TaskLink,
    UniteDuree,
)
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
    Operation,
    cleaned,
    given,
    make_room,
    require_phase,
    require_text,
    update_given,
)
from cpom_desktop.services.operations.plans_reference import keep_plan_of_copil

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cpom_desktop.content.schema import PhasePlan
    from cpom_desktop.services.ports import Records

LONGEST_TASK = 3650
"""Days: ten years."""


class AddTask(Operation, frozen=True):
    """Add a task after the last one of its phase; answers its id."""

    phase: str
    titre: str
    duree_jours: int = 5
    unite: UniteDuree = UniteDuree.CALENDAIRES
    mode: ModePlanification = ModePlanification.AU_PLUS_TARD
    jalon: bool = False
    reunion: bool = False
    ancre: Ancre | None = None
    decalage_mois: int = 0
    decalage_jours: int = 0
    acteur_id: int | None = None
    livrable: str = ""
    predecesseurs: list[int] = []  # noqa: RUF012 - msgspec copies an empty default

    def title(self) -> str:
        """Return its title."""
        return _("ajouter une tâche")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it, and what it waits for."""
        require_text(self.titre)
        check_phase(self.phase, context)
        values = cleaned("tasks", given(self, "predecesseurs")) | life_anchor(self)
        _check_task(records, values)
        place = make_room(records, Task, self.phase)
        task_id = records.insert(Task(id=0, ordre=place, **values))  # type: ignore[arg-type]
        for predecessor in sorted(set(self.predecesseurs)):
            _link(records, task_id, predecessor)
        return task_id


class LikeTask(Protocol):
    """What tells where a task counts its date from."""

    @property
    def phase(self) -> str:
        """Slug of its phase."""

    @property
    def ancre(self) -> Ancre | None:
        """What it is counted from, if it is a task of the life of the contract."""

    @property
    def duree_jours(self) -> int:
        """Its days."""


def life_anchor(task: LikeTask) -> dict[str, object]:
    """Return from what a task is counted in the life of the contract, while she has not said.

    It begins on the day of the signature; elsewhere nothing is implied.
    """
    if task.phase != LIFE_PHASE or task.ancre is not None:
        return {}
    return {"ancre": Ancre.SIGNATURE, "decalage_jours": task.duree_jours}


def other_phase(task: Task, phase: str) -> dict[str, object]:
    """Return what follows for a task from a change of phase: its anchor, in or out of the life."""
    if phase == task.phase:
        return {}
    if task.phase == LIFE_PHASE:
        return {"ancre": None, "decalage_mois": 0, "decalage_jours": 0}
    return life_anchor(replace(task, phase=phase))


class UpdateTask(Operation, frozen=True):
    """Change a task; finishing it dates its end today unless a date is given.

    A COPIL that was held leaves the plan of that day for reference.
    """

    id: int
    phase: str | UnsetType = UNSET
    titre: str | UnsetType = UNSET
    duree_jours: int | UnsetType = UNSET
    unite: UniteDuree | UnsetType = UNSET
    mode: ModePlanification | UnsetType = UNSET
    jalon: bool | UnsetType = UNSET
    reunion: bool | UnsetType = UNSET
    limite_jours: int | UnsetType | None = UNSET
    ancre: Ancre | UnsetType | None = UNSET
    decalage_mois: int | UnsetType = UNSET
    decalage_jours: int | UnsetType = UNSET
    acteur_id: int | UnsetType | None = UNSET
    livrable: str | UnsetType = UNSET
    etat: EtatTache | UnsetType = UNSET
    avancement: int | UnsetType = UNSET
    date_epinglee: date | UnsetType | None = UNSET
    debut_reel: date | UnsetType | None = UNSET
    fin_reelle: date | UnsetType | None = UNSET
    note: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("tasks", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given, and what follows from a change of state."""
        if self.titre is not UNSET:
            require_text(self.titre)
        check_phase(self.phase, context)
        _check_task(records, values := given(self, "id"))
        if self.etat is not UNSET:
            values |= _consequences(self.etat, values, context.today)
        before = records.get(Task, self.id)
        if self.phase is not UNSET:
            values = other_phase(before, self.phase) | values
        _check_span(before, values)
        update_given(records, "tasks", self.id, values)
        if self.etat is EtatTache.FAIT and before.etat is not EtatTache.FAIT:
            keep_plan_of_copil(records, context, self.id)


class DeleteTasks(Deletion, frozen=True):
    """Delete tasks; those which waited for them no longer do."""

    kind = Task
    words = ("supprimer une tâche", "supprimer {n} tâches")


class SetPredecessors(Operation, frozen=True):
    """Say which tasks a task waits for, in place of those it waited for."""

    task_id: int
    predecesseurs: list[int]

    def title(self) -> str:
        """Return its title."""
        return _("modifier les tâches attendues")

    def apply(self, records: Records, context: Context) -> None:
        """Replace its links; a cycle is refused and named."""
        records.get(Task, self.task_id)
        wanted = set(self.predecesseurs)
        kept = {
            li.predecessor_id: li.id for li in records.all(TaskLink) if li.task_id == self.task_id
        }
        records.delete(TaskLink, [i for p, i in kept.items() if p not in wanted])
        for predecessor in sorted(wanted - kept.keys()):
            _link(records, self.task_id, predecessor)
        order_tasks(records.all(Task), records.all(TaskLink))


def _link(records: Records, task_id: int, predecessor: int) -> None:
    if task_id == predecessor:
        raise RegleInvalide("dependance-soi-meme")
    records.get(Task, predecessor)
    records.insert(TaskLink(id=0, task_id=task_id, predecessor_id=predecessor))


def _phases(context: Context) -> Iterator[PhasePlan]:
    """Yield the phases of every plan: a dossier may change its track."""
    for plan in context.content.retroplanning.plans:
        yield from plan.phases


def _check_task(records: Records, values: dict[str, object]) -> None:
    check_task(values)
    if isinstance(acteur_id := values.get("acteur_id"), int):
        records.get(Acteur, acteur_id)


def check_phase(phase: object, context: Context) -> None:
    """Refuse a phase that no plan has. Raises `RegleInvalide` (`phase-inconnue`)."""
    require_phase(phase, _phases(context))


def check_task(values: Mapping[str, object]) -> None:
    """Refuse what no task can be.

    Raises:
        RegleInvalide: `duree`, `avancement`, `limite-jours`, `decalage`.
    """
    days = values.get("duree_jours", 1)
    if not isinstance(days, int) or not 1 <= days <= LONGEST_TASK:
        raise RegleInvalide("duree")
    progress = values.get("avancement", 0)
    if not isinstance(progress, int) or not 0 <= progress <= 100:
        raise RegleInvalide("avancement")
    limit = values.get("limite_jours")
    if isinstance(limit, int) and not 0 <= limit <= LONGEST_TASK:
        raise RegleInvalide("limite-jours")
    offset = (values.get("decalage_mois", 0), values.get("decalage_jours", 0))
    if any(isinstance(part, int) and abs(part) > LONGEST_TASK for part in offset):
        raise RegleInvalide("decalage")


def _check_span(before: Task, values: Mapping[str, object]) -> None:
    """Refuse an end before the start. Raises `RegleInvalide` (`fin-avant-debut`)."""
    if not {"debut_reel", "fin_reelle"} & values.keys():
        return
    start = values.get("debut_reel", before.debut_reel)
    end = values.get("fin_reelle", before.fin_reelle)
    if isinstance(start, date) and isinstance(end, date) and end < start:
        raise RegleInvalide("fin-avant-debut", debut=start, fin=end)


def _consequences(etat: EtatTache, values: dict[str, object], today: date) -> dict[str, object]:
    """Return what a new state says of progress and end, unless they are given too."""
    implied: dict[str, object] = {"fin_reelle": None}
    match etat:
        case EtatTache.FAIT:
            implied = {"fin_reelle": today, "avancement": 100}
        case EtatTache.A_FAIRE:
            implied |= {"avancement": 0, "debut_reel": None}
    return {name: value for name, value in implied.items() if name not in values}
