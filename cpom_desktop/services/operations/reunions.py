"""Operations on the meetings, their agenda and those who come."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.instances import Instance, InstanceMembre
from cpom_desktop.domain.reunions import (
    EtatReunion,
    NaturePoint,
    Presence,
    Reunion,
    ReunionPoint,
    ReunionPresence,
)
from cpom_desktop.domain.tasks import Task
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
    read_hour,
    require_text,
    update_given,
)

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records

LONGEST_MEETING, MOST_MEETINGS = 1440, 999
"""Minutes of a slot, and the largest number of a meeting."""


class AddReunion(Operation, frozen=True):
    """Add a meeting, its participants taken from the instance; answers its id.

    Its number follows that of the last meeting of the instance, unless one is given.
    """

    titre: str
    instance_id: int | None = None
    task_id: int | None = None
    numero: int | None = None
    objet: str = ""
    jour: date | None = None
    heure: str = ""
    duree_minutes: int | None = None
    lieu: str = ""
    visio: str = ""

    def title(self) -> str:
        """Return its title."""
        return _("ajouter une réunion")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it as a draft, and convene the members of the instance."""
        require_text(self.titre)
        values = read_hour(cleaned("reunions", given(self)))
        _check_reunion(records, values)
        if self.numero is None and self.instance_id is not None:
            values["numero"] = _next_number(records, self.instance_id)
        reunion_id = records.insert(Reunion(id=0, **values))  # type: ignore[arg-type]
        if self.instance_id is not None:
            convene_members(records, reunion_id, self.instance_id)
        return reunion_id


def _next_number(records: Records, instance_id: int) -> int:
    held = (r.numero or 0 for r in records.all(Reunion) if r.instance_id == instance_id)
    return max(held, default=0) + 1


def convene_members(records: Records, reunion_id: int, instance_id: int) -> None:
    """Add to a meeting the members of an instance who are not among its participants."""
    present = [p for p in records.all(ReunionPresence) if p.reunion_id == reunion_id]
    known, place = {p.acteur_id for p in present}, next_place(present)
    acteurs = {acteur.id: acteur for acteur in records.all(Acteur)}
    for membre in records.all(InstanceMembre):
        if membre.instance_id != instance_id or membre.acteur_id in known:
            continue
        acteur = acteurs[membre.acteur_id]
        records.insert(
            ReunionPresence(
                id=0,
                reunion_id=reunion_id,
                ordre=place,
                acteur_id=acteur.id,
                nom=acteur.display_name,
                qualite=membre.qualite or acteur.fonction,
                voix=membre.voix,
            )
        )
        place += 1


class UpdateReunion(Operation, frozen=True):
    """Change a meeting; its state has its own operation."""

    id: int
    instance_id: int | UnsetType | None = UNSET
    task_id: int | UnsetType | None = UNSET
    numero: int | UnsetType | None = UNSET
    titre: str | UnsetType = UNSET
    objet: str | UnsetType = UNSET
    jour: date | UnsetType | None = UNSET
    heure: str | UnsetType = UNSET
    duree_minutes: int | UnsetType | None = UNSET
    lieu: str | UnsetType = UNSET
    visio: str | UnsetType = UNSET
    convoquee_le: date | UnsetType | None = UNSET
    repondre_avant: date | UnsetType | None = UNSET
    redigee_le: date | UnsetType | None = UNSET
    validee_le: date | UnsetType | None = UNSET
    diffusee_le: date | UnsetType | None = UNSET
    prochaine: str | UnsetType = UNSET
    note: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("reunions", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        require_text(self.titre)
        values = read_hour(given(self, "id"))
        _check_reunion(records, values)
        update_given(records, "reunions", self.id, values)


class SetEtatReunion(Operation, frozen=True):
    """Say where a meeting stands: convened, held, closed, or opened again.

    Attributes:
        le: the day it was done; today when not given.
        motif: why a closed meeting is opened again.
    """

    id: int
    etat: EtatReunion
    le: date | None = None
    motif: str = ""

    def title(self) -> str:
        """Return its title."""
        titles = {
            EtatReunion.BROUILLON: _("remettre la réunion en brouillon"),
            EtatReunion.CONVOQUEE: _("convoquer la réunion"),
            EtatReunion.TENUE: _("rouvrir la réunion") if self.motif else _("tenir la réunion"),
            EtatReunion.CLOSE: _("clore la réunion"),
        }
        return titles[self.etat]

    def apply(self, records: Records, context: Context) -> None:
        """Write the state, and its day.

        Raises:
            RegleInvalide: `reunion-sans-date`, only a draft may have none; `motif-vide`, a
                closed meeting opened again without a reason.
        """
        reunion, day = records.get(Reunion, self.id), self.le or context.today
        values: dict[str, object] = {"etat": self.etat}
        if self.etat is not EtatReunion.BROUILLON and reunion.jour is None:
            raise RegleInvalide("reunion-sans-date")
        if reunion.etat is EtatReunion.CLOSE and self.etat is not EtatReunion.CLOSE:
            require_text(self.motif, "motif-vide")
            values |= {"rouverte_le": day, "motif_reouverture": self.motif}
        if self.etat is EtatReunion.CONVOQUEE and reunion.etat is EtatReunion.BROUILLON:
            values["convoquee_le"] = day
        if self.etat is EtatReunion.CLOSE and reunion.redigee_le is None:
            values["redigee_le"] = day
        update_given(records, "reunions", self.id, values)


class DeleteReunions(Operation, frozen=True):
    """Delete meetings with their agenda, participants and decisions."""

    ids: list[int]

    def title(self) -> str:
        """Return its title."""
        return ngettext("supprimer une réunion", "supprimer {n} réunions", len(self.ids))

    def apply(self, records: Records, context: Context) -> None:
        """Delete them."""
        records.delete(Reunion, self.ids)


class AddPoint(Operation, frozen=True):
    """Add a point at the end of the agenda; answers its id."""

    reunion_id: int
    titre: str
    rapporteur_id: int | None = None
    duree_minutes: int | None = None
    nature: NaturePoint = NaturePoint.INFORMATION
    document: str = ""

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un point à l'ordre du jour")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it."""
        require_text(self.titre)
        values = cleaned("reunions_points", given(self))
        check_names(records, values, reunion_id=Reunion, rapporteur_id=Acteur)
        check_bounds(values, 1, LONGEST_MEETING, "duree_minutes")
        place = next_place(p for p in records.all(ReunionPoint) if p.reunion_id == self.reunion_id)
        return records.insert(ReunionPoint(id=0, ordre=place, **values))  # type: ignore[arg-type]


class UpdatePoint(Operation, frozen=True):
    """Change a point, or write what was said of it."""

    id: int
    titre: str | UnsetType = UNSET
    rapporteur_id: int | UnsetType | None = UNSET
    duree_minutes: int | UnsetType | None = UNSET
    nature: NaturePoint | UnsetType = UNSET
    document: str | UnsetType = UNSET
    notes: str | UnsetType = UNSET
    traite: bool | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("reunions_points", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        require_text(self.titre)
        values = given(self, "id")
        check_names(records, values, rapporteur_id=Acteur)
        check_bounds(values, 1, LONGEST_MEETING, "duree_minutes")
        update_given(records, "reunions_points", self.id, values)


class MovePoint(Operation, frozen=True):
    """Put a point before another of its agenda, or at the end."""

    id: int
    avant: int | None = None

    def title(self) -> str:
        """Return its title."""
        return _("déplacer un point de l'ordre du jour")

    def apply(self, records: Records, context: Context) -> None:
        """Write the places that change.

        Raises:
            RegleInvalide: `introuvable`, the other is not of the same agenda.
        """
        moved = records.get(ReunionPoint, self.id)
        agenda = [p for p in records.all(ReunionPoint) if p.reunion_id == moved.reunion_id]
        rest = [point for point in agenda if point.id != moved.id]
        places = [point.id for point in rest]
        if self.avant is not None and self.avant not in places:
            raise RegleInvalide("introuvable", table="reunions_points", id=self.avant)
        place = len(rest) if self.avant is None else places.index(self.avant)
        for ordre, point in enumerate([*rest[:place], moved, *rest[place:]], start=1):
            if point.ordre != ordre:
                records.update(ReunionPoint, point.id, {"ordre": ordre})


class DeletePoints(Operation, frozen=True):
    """Take points off the agenda; the decisions made of them stay."""

    ids: list[int]

    def title(self) -> str:
        """Return its title."""
        return ngettext("supprimer un point", "supprimer {n} points", len(self.ids))

    def apply(self, records: Records, context: Context) -> None:
        """Delete them."""
        records.delete(ReunionPoint, self.ids)


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


class DeletePresences(Operation, frozen=True):
    """Take people off the list of a meeting."""

    ids: list[int]

    def title(self) -> str:
        """Return its title."""
        return ngettext("retirer un participant", "retirer {n} participants", len(self.ids))

    def apply(self, records: Records, context: Context) -> None:
        """Delete them."""
        records.delete(ReunionPresence, self.ids)


def _check_reunion(records: Records, values: dict[str, object]) -> None:
    check_names(records, values, instance_id=Instance, task_id=Task)
    check_bounds(values, 1, LONGEST_MEETING, "duree_minutes")
    check_bounds(values, 1, MOST_MEETINGS, "numero")
