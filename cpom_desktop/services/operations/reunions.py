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
    Reunion,
    ReunionPoint,
    ReunionPresence,
)
from cpom_desktop.domain.tasks import Task
from cpom_desktop.domain.tenue_reunions import previous_meeting
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
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
    read_hour,
    require_text,
    update_given,
)
from cpom_desktop.services.ordres_du_jour import points_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.content.schema_relations import OrdreDuJourModele
    from cpom_desktop.services.ports import Records

MOVING = ("jour", "heure", "lieu")
"""What a convocation tells: a change asks for another."""
LONGEST_MEETING, MOST_MEETINGS = 1440, 999
"""Minutes of a slot, and the largest number of a meeting."""


class AddReunion(Operation, frozen=True):
    """Add a meeting, its participants taken from the instance; answers its id.

    Its number follows that of the last meeting of the instance, unless one is given. `modele` is
    the slug of the agenda to copy; what it is devoted to and its slot come with it.
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
    modele: str = ""

    def title(self) -> str:
        """Return its title."""
        return _("ajouter une réunion")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it as a draft, convene the members of the instance, propose its agenda.

        Raises:
            RegleInvalide: `ordre-du-jour-inconnu`.
        """
        require_text(self.titre)
        model = _model_of(self.modele, context)
        values = read_hour(cleaned("reunions", given(self, "modele")))
        _check_reunion(records, values)
        if model is not None:
            values["objet"] = values["objet"] or model.objet
            values["duree_minutes"] = values["duree_minutes"] or model.duree_minutes
        if self.numero is None and self.instance_id is not None:
            values["numero"] = _next_number(records, self.instance_id)
        reunion_id = records.insert(Reunion(id=0, **values))  # type: ignore[arg-type]
        if self.instance_id is not None:
            convene_members(records, reunion_id, self.instance_id)
        _propose_agenda(records, reunion_id, model)
        return reunion_id


def _model_of(slug: str, context: Context) -> OrdreDuJourModele | None:
    if not slug:
        return None
    agendas = context.content.comitologie.ordres_du_jour
    model = next((agenda for agenda in agendas if agenda.slug == slug), None)
    if model is None:
        raise RegleInvalide("ordre-du-jour-inconnu", modele=slug)
    return model


def _propose_agenda(records: Records, reunion_id: int, model: OrdreDuJourModele | None) -> None:
    reunion = records.get(Reunion, reunion_id)
    before = previous_meeting(reunion, records.all(Reunion))
    acteurs = {acteur.slug: acteur.id for acteur in records.all(Acteur) if acteur.slug}
    for point in points_of(model, reunion_id, acteurs, follows=before is not None):
        records.insert(point)


def _next_number(records: Records, instance_id: int) -> int:
    held = (r.numero or 0 for r in records.all(Reunion) if r.instance_id == instance_id)
    return max(held, default=0) + 1


def convene_members(records: Records, reunion_id: int, instance_id: int) -> None:
    """Add to a meeting the members of an instance who are not among its participants.

    A person who sits in two functions is convened once, in the first of them.
    """
    present = [p for p in records.all(ReunionPresence) if p.reunion_id == reunion_id]
    known, place = {p.acteur_id for p in present}, next_place(present)
    names = {p.nom for p in present}
    acteurs = {acteur.id: acteur for acteur in records.all(Acteur)}
    for membre in records.all(InstanceMembre):
        if membre.instance_id != instance_id or membre.acteur_id in known:
            continue
        acteur = acteurs[membre.acteur_id]
        if acteur.nom and acteur.nom in names:
            continue
        names.add(acteur.nom)
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
    """Change a meeting; its state has its own operation.

    One that was convened and is moved has no convocation any more: another is to be sent.
    """

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
        if _moves(records.get(Reunion, self.id), values):
            values.setdefault("convoquee_le", None)
        update_given(records, "reunions", self.id, values)


def _moves(reunion: Reunion, values: Mapping[str, object]) -> bool:
    """Tell whether what is written brings elsewhere a meeting that people were convened to."""
    if reunion.etat is not EtatReunion.CONVOQUEE:
        return False
    return any(name in values and values[name] != getattr(reunion, name) for name in MOVING)


class SetEtatReunion(Operation, frozen=True):
    """Say where a meeting stands: convened, held, closed, or opened again.

    Attributes:
        le: the day it was done; today when not given.
        motif: why a closed meeting is opened again.
        jour: the day of a meeting that followed the plan until now.
    """

    id: int
    etat: EtatReunion
    le: date | None = None
    motif: str = ""
    jour: date | None = None

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
        if reunion.jour is None and self.jour is not None:
            values["jour"] = self.jour
        elif self.etat is not EtatReunion.BROUILLON and reunion.jour is None:
            raise RegleInvalide("reunion-sans-date")
        if reunion.etat is EtatReunion.CLOSE and self.etat is not EtatReunion.CLOSE:
            require_text(self.motif, "motif-vide")
            values |= {"rouverte_le": day, "motif_reouverture": self.motif}
        if self.etat is EtatReunion.BROUILLON:
            values["convoquee_le"] = None
        if self.etat is EtatReunion.CONVOQUEE and _may_be_convened(reunion):
            values["convoquee_le"] = day
        if self.etat is EtatReunion.CLOSE and reunion.redigee_le is None:
            values["redigee_le"] = day
        update_given(records, "reunions", self.id, values)


def _may_be_convened(reunion: Reunion) -> bool:
    """Tell whether a convocation sent now is the first, or the first since it was moved."""
    return reunion.etat is EtatReunion.BROUILLON or reunion.convoquee_le is None


class DeleteReunions(Deletion, frozen=True):
    """Delete meetings with their agenda, participants and decisions."""

    kind = Reunion
    words = ("supprimer une réunion", "supprimer {n} réunions")


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


class DeletePoints(Deletion, frozen=True):
    """Take points off the agenda; the decisions made of them stay."""

    kind = ReunionPoint
    words = ("supprimer un point", "supprimer {n} points")


def _check_reunion(records: Records, values: dict[str, object]) -> None:
    check_names(records, values, instance_id=Instance, task_id=Task)
    check_bounds(values, 1, LONGEST_MEETING, "duree_minutes")
    check_bounds(values, 1, MOST_MEETINGS, "numero")
