"""The instances as they are read: members, quorum, delays, meetings, what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.instances import (
    COPIL,
    AnomalieInstance,
    Instance,
    InstanceMembre,
    check_instance,
    voters,
)
from cpom_desktop.domain.planification import is_copil
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.planning import TABLES as DATED
from cpom_desktop.services.queries.planning import dated_tasks
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.domain.instances import ConstatInstance
    from cpom_desktop.domain.planning import ScheduledTask
    from cpom_desktop.domain.tasks import Task
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (
    *DATED,
    "instances",
    "instances_membres",
    "reunions",
    "delais_reunion",
    "packs_integres",
)
PLAN_DELAYS: Mapping[str, str] = {
    "delai_convocation": "convocation",
    "delai_dossier": "pieces",
    "delai_compte_rendu": "compte_rendu",
}
"""Field of an instance → slug of the delay of the plan that holds while it is empty."""


class MembreView(NamedTuple):
    """A seat: who, in what quality, for whom.

    Attributes:
        nom: the person, else the function, else the structure.
        qualite: told of the seat, else the function of the person.
        suppleant: name of who replaces them; empty when nobody does.
    """

    membre: InstanceMembre
    acteur: Acteur
    nom: str
    qualite: str
    structure: str
    suppleant: str


class FindingView(NamedTuple):
    """What is to be looked at, in a sentence, and the key of the field that mends it."""

    kind: AnomalieInstance
    texte: str
    champ: str


class SeanceView(NamedTuple):
    """A meeting of an instance: one of hers, or a milestone of the plan not prepared yet.

    Attributes:
        jour: None while nothing dates it.
        etat: where it stands, in a word.
        page, champ: where it opens.
    """

    titre: str
    jour: date | None
    etat: str
    page: str
    champ: str


class InstanceView(NamedTuple):
    """An instance with its members and what they call for."""

    instance: Instance
    membres: tuple[MembreView, ...]
    constats: tuple[FindingView, ...]
    president: str
    secretaire: str

    @property
    def votants(self) -> int:
        """How many members vote."""
        return voters([view.membre for view in self.membres])


def instance_views(snapshot: DossierSnapshot) -> tuple[InstanceView, ...]:
    """Return the instances, the COPIL first, then in their order."""
    instances = sorted(snapshot.instances, key=_after_copil)
    return tuple(_view(snapshot, instance) for instance in instances)


def _after_copil(instance: Instance) -> bool:
    return instance.slug != COPIL


def _view(snapshot: DossierSnapshot, instance: Instance) -> InstanceView:
    seated = [m for m in snapshot.instances_membres if m.instance_id == instance.id]
    found = check_instance(
        instance,
        seated,
        snapshot.acteurs_by_id,
        collectivite_signs=snapshot.etablissement.collectivite_signataire,
    )
    membres = tuple(_membre(snapshot, m) for m in seated if m.acteur_id in snapshot.acteurs_by_id)
    return InstanceView(
        instance,
        membres,
        tuple(_findings(snapshot, instance, seated, found)),
        _name(snapshot, instance.president_id),
        _name(snapshot, instance.secretaire_id),
    )


def _membre(snapshot: DossierSnapshot, membre: InstanceMembre) -> MembreView:
    acteur = snapshot.acteurs_by_id[membre.acteur_id]
    return MembreView(
        membre,
        acteur,
        acteur.display_name or _("À compléter"),
        membre.qualite or acteur.fonction,
        acteur.structure,
        _name(snapshot, membre.suppleant_id),
    )


def _name(snapshot: DossierSnapshot, acteur_id: int | None) -> str:
    acteur = snapshot.acteurs_by_id.get(acteur_id or 0)
    return acteur.display_name if acteur else ""


def _findings(
    snapshot: DossierSnapshot,
    instance: Instance,
    membres: Sequence[InstanceMembre],
    found: Sequence[ConstatInstance],
) -> Iterator[FindingView]:
    """Yield what is to be looked at; the people without a name are told together."""
    nameless = [c.acteur_id for c in found if c.kind is AnomalieInstance.SANS_NOM]
    for constat in found:
        if constat.kind is not AnomalieInstance.SANS_NOM:
            told, field = _told(snapshot, instance, membres, constat.kind)
            yield FindingView(constat.kind, told, f"instances.{instance.id}.{field}")
    if nameless:
        told = ngettext(
            "{n} membre n'a pas encore de nom : {qui}.",
            "{n} membres n'ont pas encore de nom : {qui}.",
            len(nameless),
            qui=", ".join(_name(snapshot, one) or _("à compléter") for one in nameless),
        )
        yield FindingView(AnomalieInstance.SANS_NOM, told, f"acteurs.{nameless[0]}.nom")


def _told(
    snapshot: DossierSnapshot,
    instance: Instance,
    membres: Sequence[InstanceMembre],
    kind: AnomalieInstance,
) -> tuple[str, str]:
    """Return the sentence of a finding, and the field that mends it."""
    match kind:
        case AnomalieInstance.SANS_ARS:
            return _("L'ARS n'a pas de membre dans le comité de pilotage."), "membres"
        case AnomalieInstance.SANS_COLLECTIVITE:
            who = snapshot.etablissement.collectivite or _("La collectivité")
            told = _("{qui} signe le contrat et n'a pas de membre dans le comité.", qui=_cap(who))
            return told, "membres"
        case AnomalieInstance.SANS_PRESIDENT:
            return _("La présidence n'est pas attribuée."), "president_id"
        case AnomalieInstance.QUORUM:
            return quorum_words(instance, voters(membres)), "quorum"
        case _:
            return _("Aucun membre n'est désigné."), "membres"


def _cap(words: str) -> str:
    return words[:1].upper() + words[1:]


def quorum_words(instance: Instance, votants: int) -> str:
    """Return whether the quorum can be reached by the members who vote; empty without one."""
    quorum = instance.quorum
    if quorum is None:
        return ""
    voting = ngettext("{n} membre vote", "{n} membres votent", votants)
    if quorum > votants:
        return _(
            "{quorum} présents sont demandés et {votants} : le quorum ne peut pas être atteint.",
            quorum=quorum,
            votants=voting,
        )
    return ngettext(
        "{n} présent suffit : {votants}.",
        "{n} présents suffisent : {votants}.",
        quorum,
        votants=voting,
    )


def members_words(view: InstanceView) -> str:
    """Return « 8 membres », « aucun membre »."""
    count = len(view.membres)
    return ngettext("{n} membre", "{n} membres", count) if count else _("aucun membre")


def plan_delay(snapshot: DossierSnapshot, field: str) -> int | None:
    """Return the days that the plan gives in place of an empty delay; None when it has none."""
    slug = PLAN_DELAYS[field]
    found = (d for d in snapshot.delais_reunion if d.slug == slug and d.actif)
    return next((abs(delai.jours) for delai in found), None)


def delay_words(snapshot: DossierSnapshot, instance: Instance, field: str) -> str:
    """Return « 15 jours », told as coming from the plan when the instance has none."""
    own = getattr(instance, field)
    days = plan_delay(snapshot, field) if own is None else own
    if days is None:
        return ""
    told = ngettext("{n} jour", "{n} jours", days)
    return told if own is not None else _("{jours} (plan)", jours=told)


def seances(
    snapshot: DossierSnapshot, content: Content, today: date, instance: Instance
) -> tuple[SeanceView, ...]:
    """Return the meetings of an instance by date, those of the plan that are not hers yet too."""
    try:
        dated = dated_tasks(snapshot, content, today)
    except RegleInvalide:
        dated = {}
    held = [r for r in snapshot.reunions if r.instance_id == instance.id]
    taken = {reunion.task_id for reunion in snapshot.reunions}
    found = [
        SeanceView(
            reunion.titre,
            reunion.jour or _day(dated, reunion.task_id),
            word(reunion.etat),
            "reunions",
            f"reunions.{reunion.id}",
        )
        for reunion in held
    ]
    found += [
        SeanceView(
            task.titre,
            _day(dated, task.id),
            word(task.etat),
            "retroplanning",
            f"tasks.{task.id}.titre",
        )
        for task in _planned(snapshot, content, instance)
        if task.id not in taken
    ]
    return tuple(sorted(found, key=_by_day))


def _day(dated: Mapping[int, ScheduledTask], task_id: int | None) -> date | None:
    found = dated.get(task_id or 0)
    return found.fin if found else None


def _planned(snapshot: DossierSnapshot, content: Content, instance: Instance) -> Iterator[Task]:
    """Yield the tasks of the plan that are meetings of an instance."""
    for task in snapshot.tasks:
        agenda = content.comitologie.agenda_for(task.slug) if task.slug else None
        if agenda is not None:
            if agenda.instance == instance.slug:
                yield task
        elif instance.slug == COPIL and task.reunion and is_copil(task):
            yield task


def _by_day(seance: SeanceView) -> tuple[bool, int, str]:
    jour = seance.jour
    return jour is None, jour.toordinal() if jour else 0, seance.titre
