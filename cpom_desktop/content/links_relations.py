"""The links of the packs of the relations: documents, check-lists, instances and agendas."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from cpom_desktop.domain.pieces import Validite
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema_relations import InstanceModele, OrdreDuJourModele


def check_relations(content: Content) -> Iterator[str]:
    """Yield the faults of the three packs; what is borrowed was checked with the application."""
    checks = {"pieces": _pieces, "controles": _controles, "comitologie": _comitologie}
    yield from chain.from_iterable(
        check(content) for theme, check in checks.items() if theme not in content.borrowed
    )


def _pieces(content: Content) -> Iterator[str]:
    pieces = content.pieces.pieces
    lettres = {theme.lettre for theme in content.grille_du_kit.themes}
    acteurs = _essential(content)
    yield from duplicates("pièces", (piece.slug for piece in pieces))
    yield from duplicates("pièces", (piece.repere for piece in pieces))
    for piece in pieces:
        yield from unknown("pièces", piece.slug, piece.themes, lettres)
        yield from unknown("pièces", piece.slug, _one(piece.detenteur), acteurs)
        if (piece.validite is Validite.DUREE) != (piece.validite_mois is not None):
            yield _(
                "pièces, « {slug} » : « duree » et « validite_mois » vont ensemble",
                slug=piece.slug,
            )


def _controles(content: Content) -> Iterator[str]:
    controles = content.controles
    etapes = [etape.slug for etape in controles.etapes]
    tasks = _tasks(content)
    yield from duplicates("check-lists", etapes)
    yield from duplicates("check-lists", (point.slug for point in controles.points))
    yield from duplicates("check-lists", (point.repere for point in controles.points))
    yield from duplicates("fiches", (fiche.slug for fiche in controles.fiches))
    for point in controles.points:
        yield from unknown("check-lists", point.slug, [point.etape], etapes)
        yield from unknown("check-lists", point.slug, _one(point.tache), tasks)
    for empty in sorted(set(etapes) - {point.etape for point in controles.points}):
        yield _("check-lists : l'étape « {etape} » n'a aucun point", etape=empty)
    for fiche in controles.fiches:
        yield from duplicates(
            f"fiche {fiche.slug}", (rubrique.slug for rubrique in fiche.rubriques)
        )


def _comitologie(content: Content) -> Iterator[str]:
    comitologie = content.comitologie
    slugs = [instance.slug for instance in comitologie.instances]
    acteurs = _essential(content)
    tasks = _tasks(content)
    agendas = comitologie.ordres_du_jour
    yield from duplicates("comitologie", slugs)
    yield from duplicates("ordres du jour", (agenda.slug for agenda in agendas))
    yield from duplicates("ordres du jour", chain.from_iterable(a.taches for a in agendas))
    for instance in comitologie.instances:
        yield from _instance(instance, acteurs)
    for agenda in agendas:
        yield from unknown("ordres du jour", agenda.slug, [agenda.instance], slugs)
        yield from unknown("ordres du jour", agenda.slug, agenda.taches, tasks)
        yield from _agenda(agenda, acteurs)


def _instance(instance: InstanceModele, acteurs: set[str]) -> Iterator[str]:
    membres = [membre.acteur for membre in instance.membres]
    seats = (*membres, *_one(instance.president), *_one(instance.secretaire))
    yield from unknown("comitologie", instance.slug, seats, acteurs)
    yield from duplicates(f"comitologie {instance.slug}", membres)
    if instance.quorum and instance.quorum > sum(membre.voix for membre in instance.membres):
        yield _("comitologie, « {slug} » : le quorum dépasse les voix", slug=instance.slug)


def _agenda(agenda: OrdreDuJourModele, acteurs: set[str]) -> Iterator[str]:
    reporters = [point.rapporteur for point in agenda.points if point.rapporteur]
    yield from unknown("ordres du jour", agenda.slug, reporters, acteurs)
    total = sum(point.duree_minutes for point in agenda.points)
    if total > agenda.duree_minutes:
        yield _(
            "ordres du jour, « {slug} » : {total} minutes pour {duree}",
            slug=agenda.slug,
            total=total,
            duree=agenda.duree_minutes,
        )


def _tasks(content: Content) -> set[str]:
    plans = content.retroplanning.plans
    return {task.slug for plan in plans for task in (*plan.taches, *plan.vie_du_contrat)}


def _essential(content: Content) -> set[str]:
    return {acteur.slug for acteur in content.acteurs.acteurs if acteur.essentiel}


def _one(name: str | None) -> tuple[str, ...]:
    return (name,) if name else ()


def duplicates(theme: str, names: Iterable[str]) -> Iterator[str]:
    """Yield a fault for each name written more than once."""
    for name, count in Counter(names).items():
        if count > 1:
            yield _("{theme} : « {name} » est écrit {n} fois", theme=theme, name=name, n=count)


def unknown(theme: str, where: str, names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """Yield a fault for each name that points nowhere."""
    for name in sorted(set(names) - set(known)):
        yield _(
            "{theme}, « {where} » : « {name} » n'existe pas", theme=theme, where=where, name=name
        )
