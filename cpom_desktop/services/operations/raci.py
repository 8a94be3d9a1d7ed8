"""Operations on the RACI matrix."""

from __future__ import annotations

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
    Operation,
    cleaned,
    given,
    make_room,
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

    def title(self) -> str:
        """Return its title."""
        return update_title("raci_activites", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        if self.titre is not UNSET:
            require_text(self.titre)
        require_phase(self.phase, context.content.raci.phases)
        update_given(records, "raci_activites", self.id, given(self, "id"))


class DeleteRaciActivites(Operation, frozen=True):
    """Delete activities and their cells."""

    ids: list[int]

    def title(self) -> str:
        """Return its title."""
        return ngettext("supprimer une activité", "supprimer {n} activités", len(self.ids))

    def apply(self, records: Records, context: Context) -> None:
        """Delete them."""
        records.delete(RaciActivite, self.ids)


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


class UpdateRaciRole(Operation, frozen=True):
    """Change a role, or who holds it."""

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
        update_given(records, "raci_roles", self.id, given(self, "id"))
