"""Operations on the RACI matrix."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
from msgspec import UNSET, UnsetType

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.raci import (
    RaciActivite,
    RaciCase,
    RaciRole,
    RaciTache,
    Sens,
    combines,
)
from cpom_desktop.domain.tasks import Task
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
    Operation,
    cleaned,
    given,
    make_room,
    next_place,
    require_phase,
    require_text,
    update_given,
)

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records


class CellValue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one cell becomes: its meanings, none to empty it."""

    activite_id: int
    role_id: int
    sens: list[Sens]


class SetRaciCells(Operation, frozen=True):
    """Fill or empty cells, in one step."""

    cells: list[CellValue]

    def title(self) -> str:
        """Return its title."""
        return ngettext("modifier une case RACI", "modifier {n} cases RACI", len(self.cells))

    def apply(self, records: Records, context: Context) -> None:
        """Write only the meanings that change.

        Raises:
            RegleInvalide: `raci-exclusif`, consulted or informed and something else.
        """
        if not all(combines(frozenset(cell.sens)) for cell in self.cells):
            raise RegleInvalide("raci-exclusif")
        rows = {(c.activite_id, c.role_id, c.sens): c.id for c in records.all(RaciCase)}
        for cell in self.cells:
            records.get(RaciActivite, cell.activite_id)
            records.get(RaciRole, cell.role_id)
            for sens in Sens:
                key = (cell.activite_id, cell.role_id, sens)
                if sens in cell.sens and key not in rows:
                    rows[key] = records.insert(
                        RaciCase(id=0, activite_id=key[0], role_id=key[1], sens=sens)
                    )
                elif sens not in cell.sens and key in rows:
                    records.delete(RaciCase, [rows.pop(key)])


class AddRaciActivite(Operation, frozen=True):
    """Add an activity after the last one of its phase; answers its id."""

    phase: str
    titre: str
    autorites_attendues: bool = False

    def title(self) -> str:
        """Return its title."""
        return _("ajouter une activité")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it, empty."""
        require_text(self.titre)
        require_phase(self.phase, context.content.raci.phases)
        place = make_room(records, RaciActivite, self.phase)
        values = cleaned("raci_activites", given(self))
        return records.insert(RaciActivite(id=0, ordre=place, **values))  # type: ignore[arg-type]


class UpdateRaciActivite(Operation, frozen=True):
    """Change an activity."""

    id: int
    phase: str | UnsetType = UNSET
    titre: str | UnsetType = UNSET
    autorites_attendues: bool | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("raci_activites", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        if self.titre is not UNSET:
            require_text(self.titre)
        require_phase(self.phase, context.content.raci.phases)
        update_given(records, "raci_activites", self.id, given(self, "id"))


class DeleteRaciActivites(Deletion, frozen=True):
    """Delete activities and their cells."""

    kind = RaciActivite
    words = ("supprimer une activité", "supprimer {n} activités")


class SetRaciTaches(Operation, frozen=True):
    """Say by which tasks of the plan an activity is done, in place of those it had."""

    activite_id: int
    taches: list[int]

    def title(self) -> str:
        """Return its title."""
        return _("lier l'activité à ses tâches")

    def apply(self, records: Records, context: Context) -> None:
        """Replace the links; those that stay keep their rows."""
        records.get(RaciActivite, self.activite_id)
        rows = [li for li in records.all(RaciTache) if li.activite_id == self.activite_id]
        kept = {link.task_id: link.id for link in rows}
        wanted = dict.fromkeys(self.taches)
        records.delete(RaciTache, [i for task, i in kept.items() if task not in wanted])
        for task_id in wanted:
            if task_id not in kept:
                records.get(Task, task_id)
                records.insert(RaciTache(id=0, activite_id=self.activite_id, task_id=task_id))


class MoveRaciActivites(Operation, frozen=True):
    """Put activities elsewhere, in the order given: before `avant`, or at the end.

    They take the phase of `avant`, unless `phase` says another: they then end that phase.
    """

    ids: list[int]
    avant: int | None = None
    phase: str = ""

    def title(self) -> str:
        """Return its title."""
        return ngettext("déplacer une activité", "déplacer {n} activités", len(self.ids))

    def apply(self, records: Records, context: Context) -> None:
        """Write the places that change, and the phase.

        Raises:
            RegleInvalide: `introuvable`, `phase-inconnue`.
        """
        wanted = list(dict.fromkeys(self.ids))
        moved = [records.get(RaciActivite, i) for i in wanted]
        rest = [line for line in records.all(RaciActivite) if line.id not in wanted]
        anchor = None if self.avant is None else records.get(RaciActivite, self.avant)
        phase = self.phase or (anchor.phase if anchor else "")
        if phase:
            require_phase(phase, context.content.raci.phases)
        same = [rank for rank, line in enumerate(rest, start=1) if line.phase == phase]
        place = max(same, default=len(rest))
        if anchor is not None and anchor.phase == phase and anchor in rest:
            place = rest.index(anchor)
        placed = [replace(line, phase=phase or line.phase) for line in moved]
        _put_lines(records, [*rest[:place], *placed, *rest[place:]])


def _put_lines(records: Records, placed: list[RaciActivite]) -> None:
    stored = {line.id: line for line in records.all(RaciActivite)}
    for place, line in enumerate(placed, start=1):
        before = stored[line.id]
        changed = {"ordre": place, "phase": line.phase}
        values = {name: new for name, new in changed.items() if getattr(before, name) != new}
        if values:
            records.update(RaciActivite, line.id, values)


class AddRaciRole(Operation, frozen=True):
    """Add a role after the last one; answers its id."""

    libelle: str
    abrege: str = ""
    acteur_id: int | None = None

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un rôle")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it: it has no part in any activity yet."""
        del context
        require_text(self.libelle)
        if self.acteur_id is not None:
            records.get(Acteur, self.acteur_id)
        values = cleaned("raci_roles", given(self))
        place = next_place(records.all(RaciRole))
        return records.insert(RaciRole(id=0, ordre=place, **values))  # type: ignore[arg-type]


class DeleteRaciRoles(Operation, frozen=True):
    """Delete roles and their cells."""

    ids: list[int]

    def title(self) -> str:
        """Return its title."""
        return ngettext("supprimer un rôle", "supprimer {n} rôles", len(self.ids))

    def apply(self, records: Records, context: Context) -> None:
        """Delete them."""
        del context
        records.delete(RaciRole, self.ids)


class MoveRaciRoles(Operation, frozen=True):
    """Put roles elsewhere, in the order given: before `avant`, or after all."""

    ids: list[int]
    avant: int | None = None

    def title(self) -> str:
        """Return its title."""
        return ngettext("déplacer un rôle", "déplacer {n} rôles", len(self.ids))

    def apply(self, records: Records, context: Context) -> None:
        """Write the places that change.

        Raises:
            RegleInvalide: `introuvable`.
        """
        del context
        wanted = list(dict.fromkeys(self.ids))
        moved = [records.get(RaciRole, i) for i in wanted]
        rest = [role for role in records.all(RaciRole) if role.id not in wanted]
        anchor = None if self.avant is None else records.get(RaciRole, self.avant)
        place = rest.index(anchor) if anchor in rest else len(rest)
        for rank, role in enumerate([*rest[:place], *moved, *rest[place:]], start=1):
            if role.ordre != rank:
                records.update(RaciRole, role.id, {"ordre": rank})


class UpdateRaciRole(Operation, frozen=True):
    """Change a role, or who holds it.

    A role renamed without a new short name loses the former one: it told the old name.
    """

    id: int
    libelle: str | UnsetType = UNSET
    abrege: str | UnsetType = UNSET
    acteur_id: int | UnsetType | None = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("raci_roles", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        if self.libelle is not UNSET:
            require_text(self.libelle)
        if isinstance(self.acteur_id, int):
            records.get(Acteur, self.acteur_id)
        values = given(self, "id")
        if self.abrege is UNSET and values.get("libelle", "") not in {
            "",
            records.get(RaciRole, self.id).libelle,
        }:
            values["abrege"] = ""
        update_given(records, "raci_roles", self.id, values)
