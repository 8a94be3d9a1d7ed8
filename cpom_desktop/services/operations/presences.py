"""Operations on those who are convened to a meeting, and whether they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.reunions import Presence, Reunion, ReunionPresence
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
    Operation,
    check_names,
    cleaned,
    given,
    next_place,
    require_text,
    update_given,
)
from cpom_desktop.services.operations.reunions import convene_members

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records


class AddPresence(Operation, frozen=True):
    """Convene someone more: a stakeholder, or someone by name; answers the id."""

    reunion_id: int
    acteur_id: int | None = None
    nom: str = ""
    qualite: str = ""
    voix: bool = True
    presence: Presence = Presence.ATTENDU

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un participant")

    def apply(self, records: Records, context: Context) -> int:
        """Insert them, under the name they have today."""
        values = cleaned("reunions_presences", given(self))
        check_names(records, values, reunion_id=Reunion)
        if self.acteur_id is not None:
            acteur = records.get(Acteur, self.acteur_id)
            values["nom"] = values.get("nom") or acteur.display_name
            values["qualite"] = values.get("qualite") or acteur.fonction
        require_text(values.get("nom", ""))
        others = [p for p in records.all(ReunionPresence) if p.reunion_id == self.reunion_id]
        if self.acteur_id is not None and self.acteur_id in {p.acteur_id for p in others}:
            raise RegleInvalide("deja-participant")
        return records.insert(ReunionPresence(id=0, ordre=next_place(others), **values))  # type: ignore[arg-type]


class ConveneMembers(Operation, frozen=True):
    """Convene to a meeting the members of its instance who are not on its list."""

    id: int

    def title(self) -> str:
        """Return its title."""
        return _("convoquer les membres de l'instance")

    def apply(self, records: Records, context: Context) -> None:
        """Insert those who lack."""
        reunion = records.get(Reunion, self.id)
        if reunion.instance_id is not None:
            convene_members(records, self.id, reunion.instance_id)


class UpdatePresence(Operation, frozen=True):
    """Say whether a participant came, and who came instead."""

    id: int
    nom: str | UnsetType = UNSET
    qualite: str | UnsetType = UNSET
    voix: bool | UnsetType = UNSET
    presence: Presence | UnsetType = UNSET
    represente_par: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("reunions_presences", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        require_text(self.nom)
        update_given(records, "reunions_presences", self.id, given(self, "id"))


class DeletePresences(Deletion, frozen=True):
    """Take people off the list of a meeting."""

    kind = ReunionPresence
    words = ("retirer un participant", "retirer {n} participants")
