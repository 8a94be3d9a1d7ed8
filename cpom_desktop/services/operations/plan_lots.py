"""Operations on many tasks at once: paste, copy, move, the life of the contract."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.dossier import Dossier, Piste
from cpom_desktop.domain.saisie.textes import LINE_LIMIT
from cpom_desktop.domain.tasks import EtatTache, Task, TaskLink, UniteDuree
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.operations.base import Context, Operation, cleaned, require_text
from cpom_desktop.services.operations.planning import (
    check_phase,
    check_task,
    life_anchor,
    other_phase,
)
from cpom_desktop.services.templates import life_tasks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.ports import Records

MOST_ROWS = 1000
"""Rows of one paste."""


class LigneTache(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A task to add, as a row of a list.

    Attributes:
        phase: its slug; empty for that of the operation.
        date_epinglee: its end, when the list fixes it.
    """

    titre: str
    phase: str = ""
    duree_jours: int = 5
    unite: UniteDuree = UniteDuree.CALENDAIRES
    acteur_id: int | None = None
    date_epinglee: date | None = None
    livrable: str = ""


class AddTasks(Operation, frozen=True):
    """Add a list of tasks, each after the last of its phase; answers their ids.

    `phase` is that of the rows that say none.
    """

    phase: str
    lignes: list[LigneTache]

    def title(self) -> str:
        """Return its title."""
        return ngettext("ajouter une tâche", "ajouter {n} tâches", len(self.lignes))

    def apply(self, records: Records, context: Context) -> list[int]:
        """Insert them all, or none.

        Raises:
            RegleInvalide: `lignes-refusees`; `values["lignes"]` holds every (row from 1,
                sentence) at once. `trop-de-lignes`.
        """
        if len(self.lignes) > MOST_ROWS:
            raise RegleInvalide("trop-de-lignes", limite=MOST_ROWS)
        acteurs = {acteur.id for acteur in records.all(Acteur)}
        faults: list[tuple[int, str]] = []
        tasks = []
        for rank, row in enumerate(self.lignes, start=1):
            try:
                tasks.append(_task_of(row, self.phase, context, acteurs))
            except RegleInvalide as error:
                faults.append((rank, sentence(error)))
        if faults:
            raise refused_rows(faults)
        return _insert_in_phases(records, tasks)


def refused_rows(faults: Sequence[tuple[int, str]]) -> RegleInvalide:
    """Return the refusal of a list, every row named with its fault."""
    lines = [_("Ligne {rang} : {faute}", rang=rank, faute=fault) for rank, fault in faults]
    head = ngettext(
        "{n} ligne est à corriger ; rien n'a été ajouté.",
        "{n} lignes sont à corriger ; rien n'a été ajouté.",
        len(faults),
    )
    return RegleInvalide("lignes-refusees", "\n".join([head, *lines]), lignes=tuple(faults))


def _task_of(row: LigneTache, phase: str, context: Context, acteurs: set[int]) -> Task:
    """Return the record of a row. Raises `RegleInvalide` for the first thing wrong with it."""
    require_text(row.titre, "nom-vide")
    slug = row.phase or phase
    check_phase(slug, context)
    values = cleaned("tasks", {f: getattr(row, f) for f in row.__struct_fields__ if f != "phase"})
    values |= life_anchor(Task(id=0, phase=slug, **values))  # type: ignore[arg-type]
    check_task(values)
    if row.acteur_id is not None and row.acteur_id not in acteurs:
        raise RegleInvalide("introuvable")
    return Task(id=0, phase=slug, **values)  # type: ignore[arg-type]


class DuplicateTasks(Operation, frozen=True):
    """Copy tasks, each just after its original, with what it waits for; answers the new ids.

    A copy is to be done, free of the dates that she fixed; tasks copied together wait for each
    other as their originals do.
    """

    ids: list[int]

    def title(self) -> str:
        """Return its title."""
        return ngettext("dupliquer une tâche", "dupliquer {n} tâches", len(self.ids))

    def apply(self, records: Records, context: Context) -> list[int]:
        """Insert the copies. Raises `RegleInvalide` (`introuvable`)."""
        wanted = [records.get(Task, i) for i in dict.fromkeys(self.ids)]
        copies = {task.id: _copy(task) for task in wanted}
        placed = [
            each
            for task in _in_order(records)
            for each in (task, *([copies[task.id]] if task.id in copies else ()))
        ]
        made = _put(records, placed)
        ids = {task.id: made[task.id] for task in wanted}
        for link in records.all(TaskLink):
            if link.task_id in ids:
                before = ids.get(link.predecessor_id, link.predecessor_id)
                records.insert(TaskLink(id=0, task_id=ids[link.task_id], predecessor_id=before))
        return [ids[task.id] for task in wanted]


class MoveTasks(Operation, frozen=True):
    """Put tasks elsewhere in the plan, in the order given: before `avant`, or at the end.

    They take the phase of `avant`, unless `phase` says another: they then end that phase.
    """

    ids: list[int]
    avant: int | None = None
    phase: str = ""

    def title(self) -> str:
        """Return its title."""
        return ngettext("déplacer une tâche", "déplacer {n} tâches", len(self.ids))

    def apply(self, records: Records, context: Context) -> None:
        """Write the places that change, and the phase.

        Raises:
            RegleInvalide: `introuvable`, `phase-inconnue`.
        """
        wanted = list(dict.fromkeys(self.ids))
        moved = [records.get(Task, i) for i in wanted]
        rest = [task for task in _in_order(records) if task.id not in wanted]
        anchor = records.get(Task, self.avant) if self.avant is not None else None
        phase = self.phase or (anchor.phase if anchor else "")
        if phase:
            check_phase(phase, context)
        placed = [_moved(task, phase or task.phase) for task in moved]
        if anchor is not None and anchor.phase == phase and anchor in rest:
            place = rest.index(anchor)
        else:
            place = _end_of(rest, phase)
        _put(records, [*rest[:place], *placed, *rest[place:]])


class AddContractLife(Operation, frozen=True):
    """Copy from the pack the tasks that come after the signature; answers the ids of the new.

    Those that the dossier has already are left as they are.
    """

    def title(self) -> str:
        """Return its title."""
        return _("ajouter les tâches de la vie du contrat")

    def apply(self, records: Records, context: Context) -> list[int]:
        """Insert those that lack, at the end of the plan."""
        piste = records.get(Dossier, 1).piste or Piste.NOUVEAU_CPOM
        plan = context.content.plan_for(piste)
        known = {task.slug for task in records.all(Task) if task.slug}
        acteurs = {a.slug: a.id for a in records.all(Acteur) if a.slug}
        holders = {model.slug: acteurs.get(model.acteur) for model in plan.vie_du_contrat}
        tasks, links = life_tasks_of(plan)
        fresh = [
            replace(task, id=-task.id, acteur_id=holders[task.slug])
            for task in tasks
            if task.slug not in known
        ]
        ids = _put(records, [*_in_order(records), *fresh])
        for link in links:
            if link.task_id in ids and link.predecessor_id in ids:
                pair = ids[link.task_id], ids[link.predecessor_id]
                records.insert(TaskLink(id=0, task_id=pair[0], predecessor_id=pair[1]))
        return list(ids.values())


def _moved(task: Task, phase: str) -> Task:
    """Return a task in a phase; in the life of the contract it is counted from an anchor."""
    return replace(task, phase=phase, **other_phase(task, phase))  # type: ignore[arg-type]


def _copy(task: Task) -> Task:
    """Return the copy of a task, not begun, under the opposite of its id."""
    title = _("{titre} (copie)", titre=task.titre)
    return replace(
        task,
        id=-task.id,
        slug="",
        titre=title if len(title) <= LINE_LIMIT else task.titre,
        etat=EtatTache.A_FAIRE,
        avancement=0,
        date_epinglee=None,
        debut_reel=None,
        fin_reelle=None,
    )


def _insert_in_phases(records: Records, tasks: Sequence[Task]) -> list[int]:
    """Insert tasks each at the end of its phase; return their ids in the order given."""
    numbered = [replace(task, id=-rank) for rank, task in enumerate(tasks, start=1)]
    placed = _in_order(records)
    for phase in dict.fromkeys(task.phase for task in numbered):
        end = _end_of(placed, phase)
        placed[end:end] = [task for task in numbered if task.phase == phase]
    ids = _put(records, placed)
    return [ids[-task.id] for task in numbered]


def _in_order(records: Records) -> list[Task]:
    return list(records.all(Task))


def _end_of(placed: Sequence[Task], phase: str) -> int:
    """Return the place after the last task of a phase; the very end when it has none."""
    places = [place for place, task in enumerate(placed, start=1) if task.phase == phase]
    return max(places, default=len(placed))


def _put(records: Records, placed: Sequence[Task]) -> dict[int, int]:
    """Give tasks the places of a list; return the ids of the new, which come with negative ones.

    Only what changes is written: a thousand tasks stay a quick step.
    """
    stored = {task.id: task for task in records.all(Task)}
    ids: dict[int, int] = {}
    for place, task in enumerate(placed, start=1):
        before = stored.get(task.id)
        if before is None:
            ids[-task.id] = records.insert(replace(task, id=0, ordre=place))
            continue
        changed = {
            "ordre": place,
            "phase": task.phase,
            "ancre": task.ancre,
            "decalage_mois": task.decalage_mois,
            "decalage_jours": task.decalage_jours,
        }
        values = {name: new for name, new in changed.items() if getattr(before, name) != new}
        if values:
            records.update(Task, task.id, values)
    return ids
