"""What `relations.toml` says of the demonstration: instances, meetings, exchanges, documents."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.controles import Controle, Rubrique
from cpom_desktop.domain.instances import Instance, InstanceMembre
from cpom_desktop.domain.pieces import Piece
from cpom_desktop.domain.raci import RaciActivite
from cpom_desktop.domain.reunions import EtatReunion, Presence, Reunion, ReunionPresence
from cpom_desktop.domain.tasks import Task
from cpom_desktop.services import operations as ops

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cpom_desktop.services.operations.base import Operation
    from cpom_desktop.services.ports import Records


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the file holds: an unknown key is a fault."""


class MembreLu(_Part, frozen=True):
    """Someone more who sits in an instance, or what a seat of the kit lacks; people by slug."""

    instance: str
    acteur: str
    qualite: str = ""
    suppleant: str = ""
    voix: bool = True


class LienTaches(_Part, frozen=True):
    """An activity of the matrix and the tasks it is done by, by slug."""

    activite: str
    taches: tuple[str, ...]


class ReunionLue(_Part, frozen=True):
    """A meeting with all that hangs from it.

    Attributes:
        champs: of `update_reunion`, the title and the day with them.
        points: fields of `add_point` and `update_point`; `rapporteur` by slug.
        presences: of those convened by the instance, by slug.
        decisions: fields of `add_decision`; `responsable` by slug, `point` by its number.
        etats: the states it went through, each with its day.
    """

    instance: str
    titre: str
    tache: str = ""
    champs: dict[str, Any] = {}
    points: tuple[dict[str, Any], ...] = ()
    presences: dict[str, Presence] = {}
    decisions: tuple[dict[str, Any], ...] = ()
    etats: dict[EtatReunion, date] = {}


class EchangeLu(_Part, frozen=True):
    """An exchange, with whom by slug; `bordereau`: it has a numbered sending slip.

    `reunion` is the title of the meeting that it is about, `noms` are people of no structure.
    """

    champs: dict[str, Any]
    avec: tuple[str, ...] = ()
    noms: tuple[str, ...] = ()
    reunion: str = ""
    suite_faite_le: date | None = None
    envois: tuple[dict[str, Any], ...] = ()
    bordereau: bool = False
    clos_le: date | None = None


class FichierJoint(_Part, frozen=True):
    """A file of text attached to a document to gather, named by its slug."""

    piece: str
    nom: str
    texte: str


class Relations(_Part, frozen=True):
    """Everything of `relations.toml`; rows copied from the kit are named by their slug."""

    instances: dict[str, dict[str, Any]]
    membres: tuple[MembreLu, ...]
    interlocuteurs: tuple[dict[str, Any], ...]
    raci_taches: tuple[LienTaches, ...]
    reunions: tuple[ReunionLue, ...]
    echanges: tuple[EchangeLu, ...]
    pieces: dict[str, dict[str, Any]]
    fichiers: tuple[FichierJoint, ...]
    controles: dict[str, dict[str, Any]]
    rubriques: dict[str, dict[str, Any]]


class Filling(NamedTuple):
    """What the filling lends: the rows, how to run, to make an operation and to find an id."""

    records: Records
    run: Callable[[Operation], int]
    make: Callable[[type[Operation], str, Mapping[str, Any]], Operation]
    id_of: Callable[[type[Any], str], int]


PEOPLE = {
    "president": "president_id",
    "secretaire": "secretaire_id",
    "suppleant": "suppleant_id",
    "detenteur": "detenteur_id",
    "rapporteur": "rapporteur_id",
    "responsable": "responsable_id",
    "acteur": "acteur_id",
}
"""Key of the file, the slug of a stakeholder → the field that names it."""
POINT_SAID = frozenset({"notes", "traite"})
"""Fields of a point that are written once the meeting is held."""


class RelationsFilling:
    """Turns the file into operations, names into ids."""

    def __init__(self, filling: Filling) -> None:
        self._filling = filling

    def fill(self, relations: Relations) -> None:
        """Copy the kit, then run everything that the file says, in its order."""
        self._filling.run(ops.CopyFromKit(parties=list(ops.PartieKit)))
        self._instances(relations)
        for link in relations.raci_taches:
            tasks = [self._filling.id_of(Task, slug) for slug in link.taches]
            activite_id = self._filling.id_of(RaciActivite, link.activite)
            self._filling.run(ops.SetRaciTaches(activite_id=activite_id, taches=tasks))
        for reunion in relations.reunions:
            self._reunion(reunion)
        for echange in relations.echanges:
            self._echange(echange)
        self._update(ops.UpdatePiece, "pieces", Piece, relations.pieces)
        for fichier in relations.fichiers:
            read = ops.FichierLu(nom=fichier.nom, contenu=fichier.texte.encode())
            piece_id = self._filling.id_of(Piece, fichier.piece)
            self._filling.run(ops.AttachFichiers(fichiers=[read], piece_id=piece_id))
        self._update(ops.UpdateControle, "controles", Controle, relations.controles)
        self._update(ops.UpdateRubrique, "rubriques", Rubrique, relations.rubriques)

    def _instances(self, relations: Relations) -> None:
        self._update(ops.UpdateInstance, "instances", Instance, relations.instances)
        for membre in relations.membres:
            values = self._people({k: v for k, v in msgspec.structs.asdict(membre).items() if v})
            values["instance_id"] = self._filling.id_of(Instance, values.pop("instance"))
            self._seat({"voix": membre.voix, **values})
        for former in relations.interlocuteurs:
            self._run(ops.AddInterlocuteur, "interlocuteurs", self._people(former))

    def _seat(self, values: dict[str, Any]) -> None:
        """Seat someone more, or complete the seat that the kit gave them."""
        who = (values["instance_id"], values["acteur_id"])
        seats = self._filling.records.all(InstanceMembre)
        seat = next((m.id for m in seats if (m.instance_id, m.acteur_id) == who), 0)
        if not seat:
            self._run(ops.AddMembre, "membres", values)
            return
        rest = {k: v for k, v in values.items() if k not in {"instance_id", "acteur_id"}}
        self._run(ops.UpdateMembre, "membres", {"id": seat, **rest})

    def _reunion(self, lue: ReunionLue) -> None:
        instance_id = self._filling.id_of(Instance, lue.instance)
        task_id = self._filling.id_of(Task, lue.tache) if lue.tache else None
        reunion_id = self._filling.run(
            ops.AddReunion(titre=lue.titre, instance_id=instance_id, task_id=task_id)
        )
        self._run(ops.UpdateReunion, lue.titre, {**lue.champs, "id": reunion_id})
        points = [self._point(lue.titre, reunion_id, point) for point in lue.points]
        self._presences(lue, reunion_id)
        for decision in lue.decisions:
            values = self._people(decision)
            if place := values.pop("point", 0):
                values["point_id"] = points[place - 1]
            self._run(ops.AddDecision, lue.titre, {**values, "reunion_id": reunion_id})
        for etat, day in lue.etats.items():
            self._filling.run(ops.SetEtatReunion(id=reunion_id, etat=etat, le=day))

    def _point(self, titre: str, reunion_id: int, point: Mapping[str, Any]) -> int:
        values = self._people(point)
        later: dict[str, Any] = {k: values.pop(k) for k in POINT_SAID if k in values}
        point_id = self._run(ops.AddPoint, titre, {**values, "reunion_id": reunion_id})
        if later:
            self._run(ops.UpdatePoint, titre, {**later, "id": point_id})
        return point_id

    def _presences(self, lue: ReunionLue, reunion_id: int) -> None:
        rows = self._filling.records.all(ReunionPresence)
        convened = {row.acteur_id: row.id for row in rows if row.reunion_id == reunion_id}
        for slug, presence in lue.presences.items():
            place = convened[self._filling.id_of(Acteur, slug)]
            self._filling.run(ops.UpdatePresence(id=place, presence=presence))

    def _echange(self, lu: EchangeLu) -> None:
        people = [self._filling.id_of(Acteur, slug) for slug in lu.avec]
        titre = str(lu.champs.get("objet", "echanges"))
        who = {"personnes": people, "noms": list(lu.noms)}
        about = {"reunion_id": self._meeting(lu.reunion)} if lu.reunion else {}
        echange_id = self._run(ops.AddEchange, titre, {**lu.champs, **who, **about})
        if lu.clos_le:
            self._filling.run(ops.UpdateEchange(id=echange_id, clos_le=lu.clos_le))
        if lu.suite_faite_le:
            done = ops.UpdateEchange(id=echange_id, suite_faite_le=lu.suite_faite_le)
            self._filling.run(done)
        for envoi in lu.envois:
            self._run(ops.AddEnvoi, titre, {**envoi, "echange_id": echange_id})
        if lu.bordereau:
            self._filling.run(ops.NumberBordereau(echange_id=echange_id))

    def _meeting(self, titre: str) -> int:
        """Return the id of a meeting, by its title."""
        known = {row.titre: row.id for row in self._filling.records.all(Reunion)}
        return known[titre]

    def _update(
        self,
        kind: type[Operation],
        section: str,
        record: type[Any],
        rows: Mapping[str, Mapping[str, Any]],
    ) -> None:
        for slug, values in rows.items():
            found = {**self._people(values), "id": self._filling.id_of(record, slug)}
            self._run(kind, f"{section}.{slug}", found)

    def _people(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values with the people that they name by slug as ids."""
        found = dict(values)
        for key, field in PEOPLE.items():
            if isinstance(slug := found.pop(key, None), str):
                found[field] = self._filling.id_of(Acteur, slug)
        return found

    def _run(self, kind: type[Operation], place: str, values: Mapping[str, Any]) -> int:
        return self._filling.run(self._filling.make(kind, place, values))
