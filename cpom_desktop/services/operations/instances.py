"""Operations on the instances of the procedure and on those who sit in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.instances import Confidentialite, Instance, InstanceMembre
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
    Operation,
    check_bounds,
    check_names,
    cleaned,
    given,
    next_place,
    require_text,
    update_given,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.services.ports import Records

MOST_MEMBERS, LONGEST_DELAY = 200, 365
"""Bounds of a quorum, and days of a delay."""


class AddInstance(Operation, frozen=True):
    """Add an instance after the others; answers its id."""

    nom: str
    abrege: str = ""
    objet: str = ""
    frequence: str = ""

    def title(self) -> str:
        """Return its title."""
        return _("ajouter une instance")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it, without members."""
        require_text(self.nom)
        values = cleaned("instances", given(self))
        place = next_place(records.all(Instance))
        return records.insert(Instance(id=0, ordre=place, **values))  # type: ignore[arg-type]


class UpdateInstance(Operation, frozen=True):
    """Change an instance."""

    id: int
    nom: str | UnsetType = UNSET
    abrege: str | UnsetType = UNSET
    objet: str | UnsetType = UNSET
    composition: str | UnsetType = UNSET
    phase: str | UnsetType = UNSET
    frequence: str | UnsetType = UNSET
    quorum: int | UnsetType | None = UNSET
    delai_convocation: int | UnsetType | None = UNSET
    delai_dossier: int | UnsetType | None = UNSET
    delai_compte_rendu: int | UnsetType | None = UNSET
    regle_validation: str | UnsetType = UNSET
    confidentialite: Confidentialite | UnsetType = UNSET
    president_id: int | UnsetType | None = UNSET
    secretaire_id: int | UnsetType | None = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("instances", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given.

        Raises:
            RegleInvalide: `nom-vide`, `nombre-trop-petit`, `nombre-trop-grand`.
        """
        require_text(self.nom)
        values = given(self, "id")
        check_names(records, values, president_id=Acteur, secretaire_id=Acteur)
        check_bounds(values, 1, MOST_MEMBERS, "quorum")
        delays = ("delai_convocation", "delai_dossier", "delai_compte_rendu")
        check_bounds(values, 0, LONGEST_DELAY, *delays)
        update_given(records, "instances", self.id, values)


class DeleteInstances(Deletion, frozen=True):
    """Delete instances and the places in them; their meetings stay, without one."""

    kind = Instance
    words = ("supprimer une instance", "supprimer {n} instances")


class AddMembre(Operation, frozen=True):
    """Seat a stakeholder in an instance, after the others; answers the id of the place."""

    instance_id: int
    acteur_id: int
    qualite: str = ""
    suppleant_id: int | None = None
    voix: bool = True

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un membre")

    def apply(self, records: Records, context: Context) -> int:
        """Insert the place.

        Raises:
            RegleInvalide: `deja-membre`; `suppleant-soi-meme`.
        """
        values = cleaned("instances_membres", given(self))
        _check_membre(records, values, self.acteur_id)
        seated = _seated(records, self.instance_id)
        if any(membre.acteur_id == self.acteur_id for membre in seated):
            raise RegleInvalide("deja-membre")
        return records.insert(InstanceMembre(id=0, ordre=next_place(seated), **values))  # type: ignore[arg-type]


class AddMembres(Operation, frozen=True):
    """Seat several stakeholders, those who sit already left out; answers the ids of the places."""

    instance_id: int
    acteurs: list[int]

    def title(self) -> str:
        """Return its title."""
        return ngettext("ajouter un membre", "ajouter {n} membres", len(self.acteurs))

    def apply(self, records: Records, context: Context) -> list[int]:
        """Insert the places, in the order given."""
        check_names(records, {"instance_id": self.instance_id}, instance_id=Instance)
        seated = _seated(records, self.instance_id)
        known, place, made = {m.acteur_id for m in seated}, next_place(seated), []
        for acteur_id in dict.fromkeys(self.acteurs):
            if acteur_id in known:
                continue
            check_names(records, {"acteur_id": acteur_id}, acteur_id=Acteur)
            made.append(
                records.insert(
                    InstanceMembre(
                        id=0, instance_id=self.instance_id, ordre=place, acteur_id=acteur_id
                    )
                )
            )
            place += 1
        return made


class UpdateMembre(Operation, frozen=True):
    """Change the place of someone in an instance."""

    id: int
    qualite: str | UnsetType = UNSET
    suppleant_id: int | UnsetType | None = UNSET
    voix: bool | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("instances_membres", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        values = given(self, "id")
        _check_membre(records, values, records.get(InstanceMembre, self.id).acteur_id)
        update_given(records, "instances_membres", self.id, values)


class MoveMembre(Operation, frozen=True):
    """Put a member before another of the instance, or at the end."""

    id: int
    avant: int | None = None

    def title(self) -> str:
        """Return its title."""
        return _("déplacer un membre")

    def apply(self, records: Records, context: Context) -> None:
        """Write the places that change.

        Raises:
            RegleInvalide: `introuvable`, the other does not sit in the same instance.
        """
        moved = records.get(InstanceMembre, self.id)
        rest = [m for m in _seated(records, moved.instance_id) if m.id != moved.id]
        ids = [membre.id for membre in rest]
        if self.avant is not None and self.avant not in ids:
            raise RegleInvalide("introuvable", table="instances_membres", id=self.avant)
        place = len(rest) if self.avant is None else ids.index(self.avant)
        for ordre, membre in enumerate([*rest[:place], moved, *rest[place:]], start=1):
            if membre.ordre != ordre:
                records.update(InstanceMembre, membre.id, {"ordre": ordre})


class DeleteMembres(Deletion, frozen=True):
    """Take people out of an instance; they stay among the stakeholders."""

    kind = InstanceMembre
    words = ("retirer un membre", "retirer {n} membres")


def _check_membre(records: Records, values: Mapping[str, object], acteur_id: int) -> None:
    check_names(records, values, instance_id=Instance, acteur_id=Acteur, suppleant_id=Acteur)
    if values.get("suppleant_id") == acteur_id:
        raise RegleInvalide("suppleant-soi-meme")


def _seated(records: Records, instance_id: int) -> list[InstanceMembre]:
    """Return who sits in an instance, in order."""
    return [m for m in records.all(InstanceMembre) if m.instance_id == instance_id]
