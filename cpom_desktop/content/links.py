"""What strict reading cannot see: names that point nowhere, cycles, cells, dates.

Faults are French sentences with the file's theme, for the project's own check and the self-test.
"""

from __future__ import annotations

from collections import Counter
from graphlib import CycleError, TopologicalSorter
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from cpom_desktop.content.links_donnees import check_donnees
from cpom_desktop.content.links_grille import check_grille
from cpom_desktop.content.links_objectifs import check_objectifs
from cpom_desktop.content.links_relations import check_relations, duplicates, unknown
from cpom_desktop.content.packs import ADDED_LATER
from cpom_desktop.content.schema import Fait
from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.dossier import Piste, ZoneScolaire
from cpom_desktop.domain.raci import Sens
from cpom_desktop.domain.regles_echeances import GenreRegle
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from msgspec import Struct

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema import ActiviteModele, Plan, TachePlan


def check_links(content: Content) -> tuple[str, ...]:
    """Return every fault of the packs, in French; none when they hold together.

    Raises:
        PackInvalide: a file does not read at all.
    """
    content.load_everything()
    checks = (
        _check_facts,
        _check_plans,
        _check_pistes,
        _check_raci,
        _check_acteurs,
        _check_pages,
        _check_grille,
        _check_echeances,
        check_relations,
        check_donnees,
        check_objectifs,
        _check_territoires,
        _check_vacances,
    )
    return tuple(chain.from_iterable(check(content) for check in checks))


def facts_of(content: Content) -> Iterator[Fait]:
    """Yield every fact that the packs hold, nested ones included; not what they borrow."""
    roots: tuple[Struct, ...] = (
        content.retroplanning,
        content.raci,
        content.acteurs,
        content.glossaire,
        content.connaissances,
        content.avis,
        *(getattr(content, theme) for theme in ADDED_LATER if theme not in content.borrowed),
        *content.territory_files,
        content.vacances,
    )
    for root in roots:
        yield from facts_in(root)


def facts_in(entry: Struct) -> Iterator[Fait]:
    """Yield a fact and those that it holds."""
    if isinstance(entry, Fait):
        yield entry
    for name in entry.__struct_fields__:
        value = getattr(entry, name)
        for item in value if isinstance(value, tuple) else (value,):
            if hasattr(item, "__struct_fields__"):
                yield from facts_in(item)


def _check_facts(content: Content) -> Iterator[str]:
    keys = [source.cle for file in content.source_files for source in file.sources]
    yield from duplicates("sources", keys)
    latest = max(pack.date for pack in content.packs)
    for fact in facts_of(content):
        where = type(fact).__name__ + " " + str(getattr(fact, "slug", getattr(fact, "page", "")))
        yield from unknown("sources", where, [fact.source], keys)
        if fact.verifie_le > latest:
            yield _("« {where} » : vérifié après la date du contenu", where=where)


def _check_plans(content: Content) -> Iterator[str]:
    plans = content.retroplanning.plans
    yield from duplicates("rétroplanning", (plan.slug for plan in plans))
    essential = {acteur.slug for acteur in content.acteurs.acteurs if acteur.essentiel}
    for plan in plans:
        yield from _check_plan(plan, essential)


def _check_plan(plan: Plan, acteurs: set[str]) -> Iterator[str]:
    theme = f"rétroplanning {plan.slug}"
    slugs = [task.slug for task in (*plan.taches, *plan.vie_du_contrat)]
    phases = [phase.slug for phase in plan.phases]
    yield from duplicates(theme, slugs)
    yield from duplicates(theme, phases)
    for task in (*plan.taches, *plan.vie_du_contrat):
        yield from unknown(theme, task.slug, task.apres, slugs)
        yield from unknown(theme, task.slug, [task.phase], phases)
        yield from unknown(theme, task.slug, [task.acteur], acteurs)
    for task in plan.vie_du_contrat:
        if task.ancre is None:
            yield _("{theme}, « {slug} » : l'ancre manque", theme=theme, slug=task.slug)
    yield from _check_order(theme, plan.taches)


def _check_order(theme: str, tasks: Iterable[TachePlan]) -> Iterator[str]:
    try:
        TopologicalSorter({task.slug: task.apres for task in tasks}).prepare()
    except CycleError as error:
        loop = " → ".join(error.args[1])
        yield _("{theme} : des tâches s'attendent en rond ({loop})", theme=theme, loop=loop)


def _check_pistes(content: Content) -> Iterator[str]:
    served = Counter(piste for plan in content.retroplanning.plans for piste in plan.pistes)
    plan_of = {piste: p.slug for p in content.retroplanning.plans for piste in p.pistes}
    told = {piste.slug: piste.plan for piste in content.avis.pistes}
    yield from duplicates("pistes", (piste.slug for piste in content.avis.pistes))
    for piste in Piste:
        if served[piste] != 1:
            yield _("piste « {piste} » : un plan et un seul est attendu", piste=piste)
        if piste not in told:
            yield _("avis : la piste « {piste} » n'est pas décrite", piste=piste)
        elif told[piste] != plan_of.get(piste):
            yield _("avis : la piste « {piste} » nomme un autre plan", piste=piste)


def _check_raci(content: Content) -> Iterator[str]:
    raci = content.raci
    roles = [role.slug for role in raci.roles]
    phases = [phase.slug for phase in raci.phases]
    plans = [plan.slug for plan in content.retroplanning.plans]
    tasks = [t.slug for p in content.retroplanning.plans for t in (*p.taches, *p.vie_du_contrat)]
    essential = {acteur.slug for acteur in content.acteurs.acteurs if acteur.essentiel}
    for names in (roles, phases, [activite.slug for activite in raci.activites]):
        yield from duplicates("raci", names)
    for role in raci.roles:
        yield from unknown("raci", role.slug, [role.acteur], essential)
    for activite in raci.activites:
        yield from unknown("raci", activite.slug, [activite.phase], phases)
        yield from unknown("raci", activite.slug, activite.plans, plans)
        yield from unknown("raci", activite.slug, activite.cases, roles)
        yield from unknown("raci", activite.slug, activite.taches, tasks)
        yield from _check_cells(activite)


def _check_cells(activite: ActiviteModele) -> Iterator[str]:
    held = Counter(sens for cell in activite.cells.values() for sens in cell)
    if held[Sens.RESPONSABLE] != 1:
        yield _(
            "raci, « {slug} » : un seul responsable est attendu, il y en a {n}",
            slug=activite.slug,
            n=held[Sens.RESPONSABLE],
        )
    if not held[Sens.REALISATEUR]:
        yield _("raci, « {slug} » : personne ne réalise", slug=activite.slug)


def _check_acteurs(content: Content) -> Iterator[str]:
    acteurs, familles = content.acteurs.acteurs, content.acteurs.familles
    yield from duplicates("acteurs", (acteur.slug for acteur in acteurs))
    yield from duplicates("acteurs", (famille.slug for famille in familles))
    missing = set(Famille) - {famille.slug for famille in familles}
    for famille in sorted(missing):
        yield _("acteurs : la famille « {famille} » manque", famille=famille)
    for acteur in acteurs:
        if not acteur.structure and not acteur.fonction:
            yield _("acteurs, « {slug} » : ni structure ni fonction", slug=acteur.slug)


def _check_pages(content: Content) -> Iterator[str]:
    yield from duplicates("connaissances", (guide.page for guide in content.connaissances.guides))
    yield from duplicates("glossaire", (terme.slug for terme in content.glossaire.termes))
    yield from duplicates("avis", (avis.slug for avis in content.avis.avis))


def _check_grille(content: Content) -> Iterator[str]:
    if "grille" not in content.borrowed:  # else the application's own, checked with it
        yield from check_grille(content.grille)


NEEDED: Mapping[GenreRegle, tuple[str, ...]] = {
    GenreRegle.EXERCICE: ("mois", "jour"),
    GenreRegle.TRIMESTRE: (),
    GenreRegle.CONTRAT: ("ancres",),
    GenreRegle.SUITE: ("apres",),
    GenreRegle.PERIODE: ("annees",),
    GenreRegle.DEMANDE: (),
    GenreRegle.DATE: ("le",),
}
"""What each kind of rule cannot do without."""


def _check_echeances(content: Content) -> Iterator[str]:
    if "echeances" in content.borrowed:  # the application's own, checked with the application
        return
    essential = {acteur.slug for acteur in content.acteurs.acteurs if acteur.essentiel}
    plans = content.retroplanning.plans
    tasks = {task.slug for plan in plans for task in (*plan.taches, *plan.vie_du_contrat)}
    before: list[str] = []
    yield from duplicates("échéances", (regle.slug for regle in content.echeances.regles))
    for regle in content.echeances.regles:
        yield from unknown("échéances", regle.slug, [regle.acteur], essential)
        yield from unknown("échéances", regle.slug, [regle.tache] if regle.tache else (), tasks)
        follows = regle.calcul.apres
        yield from unknown("échéances", regle.slug, [follows] if follows else (), before)
        for key in NEEDED[regle.calcul.genre]:
            if not getattr(regle.calcul, key):
                yield _("échéances, « {slug} » : « {key} » manque", slug=regle.slug, key=key)
        before.append(regle.slug)


def _check_territoires(content: Content) -> Iterator[str]:
    regions, departements, regimes = content.territory_files
    codes = [departement.code for departement in departements.departements]
    known = [region.code for region in regions.regions]
    yield from duplicates("régions", known)
    yield from duplicates("départements", codes)
    for departement in departements.departements:
        yield from unknown("départements", departement.code, [departement.region], known)
    if sum(regime.par_defaut for regime in regimes.regimes) != 1:
        yield _("régimes : un seul régime par défaut est attendu")
    for regime in regimes.regimes:
        yield from unknown("régimes", regime.slug, regime.departements, codes)
        yield from duplicates("régimes", regime.departements)
        if regime.debut and regime.fin and regime.debut > regime.fin:
            yield _("régimes, « {slug} » : la fin précède le début", slug=regime.slug)


def _check_vacances(content: Content) -> Iterator[str]:
    file = content.vacances
    for found in file.vacances:
        if not file.debut <= found.premier <= found.dernier <= file.horizon:
            yield _("vacances, « {label} » : dates hors d'ordre", label=found.libelle)
    for zone in ZoneScolaire:
        for before, after in pairwise(content.school_breaks(zone)):
            if after.first <= before.last:
                yield _("vacances, « {label} » : chevauche les précédentes", label=after.label)
