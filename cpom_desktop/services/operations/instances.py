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


class DeleteInstances(Operation, frozen=True):
    """Delete instances and the places in them; their meetings stay, without one."""

    ids: list[int]

    def title(self) -> str:
        """Return its title."""
        return ngettext("supprimer une instance", "supprimer {n} instances", len(self.ids))

    def apply(self, records: Records, context: Context) -> None:
        """Delete them."""
        records.delete(Instance, self.ids)


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
        seated = [m for m in records.all(InstanceMembre) if m.instance_id == self.instance_id]
        if any(membre.acteur_id == self.acteur_id for membre in seated):
            raise RegleInvalide("deja-membre")
        return records.insert(InstanceMembre(id=0, ordre=next_place(seated), **values))  # type: ignore[arg-type]


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


class DeleteMembres(Operation, frozen=True):
    """Take people out of an instance; they stay among the stakeholders."""

    ids: list[int]

    def title(self) -> str:
        """Return its title."""
        return ngettext("retirer un membre", "retirer {n} membres", len(self.ids))

    def apply(self, records: Records, context: Context) -> None:
        """Delete their places."""
        records.delete(InstanceMembre, self.ids)


def _check_membre(records: Records, values: Mapping[str, object], acteur_id: int) -> None:
    check_names(records, values, instance_id=Instance, acteur_id=Acteur, suppleant_id=Acteur)
    if values.get("suppleant_id") == acteur_id:
        raise RegleInvalide("suppleant-soi-meme")
