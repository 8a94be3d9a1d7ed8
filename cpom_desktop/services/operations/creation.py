"""Operations that start a dossier: what the kit proposes is copied, then hers to change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cpom_desktop.content.links import check_links
from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.dossier import (
    Capacite,
    Dossier,
    Etablissement,
    PackIntegre,
    TypeCapacite,
)
from cpom_desktop.domain.planification import PROPOSED_DELAIS
from cpom_desktop.domain.raci import RaciActivite, RaciCase, RaciRole
from cpom_desktop.domain.tasks import Task, TaskLink
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.operations.base import Context, Operation, cleaned, require_text
from cpom_desktop.services.operations.raci_liens import LinkRaciTaches
from cpom_desktop.services.operations.reprise_kit import CopyFromKit, PartieKit
from cpom_desktop.services.templates import tasks_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.content.schema import Plan
    from cpom_desktop.services.ports import Records


class StartDossier(Operation, frozen=True):
    """Fill a new file: contract, establishment, places, packs, stakeholders of every dossier."""

    nom: str
    packs: dict[str, str] = {}  # noqa: RUF012 - msgspec copies an empty default

    def title(self) -> str:
        """Return its title."""
        return _("créer le dossier")

    def apply(self, records: Records, context: Context) -> None:
        """Write the first rows; a file is started once."""
        require_text(self.nom)
        if records.all(Dossier):
            raise RegleInvalide("dossier-deja-commence")
        records.insert(Dossier())
        records.insert(Etablissement(nom=str(cleaned("etablissement", {"nom": self.nom})["nom"])))
        for kind in TypeCapacite:
            records.insert(Capacite(id=0, type=kind))
        for delai in PROPOSED_DELAIS:
            records.insert(delai)
        for name, text in self.packs.items():
            pack, _slash, fichier = name.partition("/")
            records.insert(PackIntegre(id=0, pack=pack, fichier=fichier, texte=text))
        _copy_acteurs(records, context)


def _copy_acteurs(records: Records, context: Context) -> None:
    wanted = [model for model in context.content.acteurs.acteurs if model.essentiel]
    for place, model in enumerate(wanted, start=1):
        records.insert(
            Acteur(
                id=0,
                slug=model.slug,
                ordre=place,
                famille=model.famille,
                structure=model.structure,
                fonction=model.fonction,
                statut_contrat=model.statut_contrat,
                relation=model.relation,
            )
        )


class PrepareDossier(Operation, frozen=True):
    """End the assistant: copy the plan and the matrix that suit the track, and the kit's lists.

    A dossier that already has them keeps them, unless `remplacer` says otherwise.
    """

    remplacer: bool = False

    def title(self) -> str:
        """Return its title."""
        return _("préparer le rétroplanning et la matrice RACI")

    def apply(self, records: Records, context: Context) -> None:
        """Copy from the packs of the dossier.

        Raises:
            RegleInvalide: `piste-manquante` when she has not said what her situation is.
            PackInvalide: the packs of the file do not hold together.
        """
        piste = records.get(Dossier, 1).piste
        if piste is None:
            raise RegleInvalide("piste-manquante")
        if faults := check_links(context.content):
            raise context.content.invalid(faults)
        if self.remplacer:
            _empty(records)
        acteurs = {a.slug: a.id for a in records.all(Acteur) if a.slug}
        plan = context.content.plan_for(piste)
        planned, filled = bool(records.all(Task)), bool(records.all(RaciActivite))
        if not planned:
            _copy_plan(records, plan, acteurs)
        if not filled:
            _copy_raci(records, context, plan.slug, acteurs)
        if not (planned and filled):
            LinkRaciTaches().apply(records, context)
        CopyFromKit(parties=list(PartieKit)).apply(records, context)
        records.update(Dossier, 1, {"assistant_termine": True})


def _empty(records: Records) -> None:
    """Delete the plan and the matrix; their links and cells cascade."""
    records.delete(Task, [task.id for task in records.all(Task)])
    records.delete(RaciActivite, [line.id for line in records.all(RaciActivite)])
    records.delete(RaciRole, [role.id for role in records.all(RaciRole)])


def _copy_plan(records: Records, plan: Plan, acteurs: Mapping[str, int]) -> None:
    tasks, links = tasks_of(plan)
    holders = {model.slug: acteurs.get(model.acteur) for model in plan.taches}
    ids = {
        task.id: records.insert(replace(task, id=0, acteur_id=holders[task.slug]))
        for task in tasks
    }
    for link in links:
        records.insert(
            TaskLink(id=0, task_id=ids[link.task_id], predecessor_id=ids[link.predecessor_id])
        )


def _copy_raci(records: Records, context: Context, plan: str, acteurs: Mapping[str, int]) -> None:
    template = context.content.raci
    kept = {role.slug: role.id for role in records.all(RaciRole) if role.slug}
    roles = {
        model.slug: kept.get(model.slug)
        or records.insert(
            RaciRole(
                id=0,
                slug=model.slug,
                ordre=place,
                libelle=model.libelle,
                abrege=model.abrege,
                acteur_id=acteurs.get(model.acteur),
            )
        )
        for place, model in enumerate(template.roles, start=1)
    }
    for place, line in enumerate(template.for_plan(plan), start=1):
        activite_id = records.insert(
            RaciActivite(
                id=0,
                slug=line.slug,
                ordre=place,
                phase=line.phase,
                titre=line.titre,
                autorites_attendues=line.autorites_attendues,
            )
        )
        for role, meanings in line.cells.items():
            for sens in sorted(meanings):
                records.insert(
                    RaciCase(id=0, activite_id=activite_id, role_id=roles[role], sens=sens)
                )
