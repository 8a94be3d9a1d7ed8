"""Parts of the « Dossier de diagnostic partagé » (kit §6.2, DO12) beside those it shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.instances import Confidentialite
from cpom_desktop.domain.reunions import Presence
from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Heading,
    Pages,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.reports.documents.diagnostic import diagnostic_blocks, score_counts
from cpom_desktop.reports.documents.dossier_themes import (
    bilan_blocks,
    finances_blocks,
    territoire_blocks,
)
from cpom_desktop.reports.documents.feuille_de_route import answering, no_priority
from cpom_desktop.reports.documents.synthese import TITLE as SYNTHESE
from cpom_desktop.services.queries.diagnostic import themes, total_score
from cpom_desktop.services.queries.reunion import reunion_document, reunions_in_order
from cpom_desktop.services.queries.synthese import synthese_vue
from cpom_desktop.services.queries.synthese_textes import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cpom_desktop.domain.reunions import Reunion, ReunionPresence
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.reunion import ReunionDocument
    from cpom_desktop.services.queries.synthese_types import ConstatLu

CAME = frozenset({Presence.PRESENT, Presence.REPRESENTE})
MOST_HAS = 30
"""Lines of the HAS criteria to be mastered."""
BEST_HAS = 4


def methode_participants_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return how the diagnosis was made, with whom, and what is to be joined to it."""
    return (
        Heading(_("Méthode et participants")),
        Paragraph(_method(edition)),
        Heading(_("Réunions"), 2),
        *_meetings(edition),
        Heading(_("Évaluation HAS"), 2),
        *_has(edition),
        Callout(_("Parties à joindre"), _to_join(edition)),
    )


def _method(edition: Edition) -> str:
    views = themes(edition.snapshot, edition.content)
    return _(
        "Chaque critère de la grille est coté, argumenté et prouvé par l'établissement, puis "
        "discuté avec les autorités. La note d'un thème est la moyenne, de 1 à 4, de ses critères "
        "cotés ; ceux qui ne concernent pas l'établissement n'y entrent pas. La grille compte "
        "{themes}, {comptes}.",
        themes=ngettext("{n} thème", "{n} thèmes", len(views)),
        comptes=score_counts(total_score(views)),
    )


def _to_join(edition: Edition) -> str:
    contract = edition.snapshot.dossier.contrat_actuel or _("contrat précédent")
    return _(
        "- Bilan du {contrat} : il n'est pas dans le logiciel, joignez vos pages.\n"
        "- Attentes des résidents, des familles et des professionnels : joignez vos enquêtes.",
        contrat=contract,
    )


def _meetings(edition: Edition) -> Iterator[Block]:
    """Yield the meetings that are not kept within the house, and who came."""
    found = reunions_in_order(edition.snapshot, edition.content)
    shared = [r for r in found if not _is_internal(r, edition)]
    if not shared:
        yield Paragraph(_("Aucune réunion partagée n'est encore saisie."))
    else:
        columns = (
            Column(_("Réunion"), 1.6),
            Column(_("Date"), 1.6),
            Column(_("Participants"), 5.0),
        )
        rows = (_meeting(reunion, edition) for reunion in shared)
        yield Table(columns, tuple(row for row in rows if row), dense=True)
    if count := len(found) - len(shared):
        told = ngettext(
            "{n} réunion de travail interne à l'établissement n'est pas détaillée ici.",
            "{n} réunions de travail internes à l'établissement ne sont pas détaillées ici.",
            count,
        )
        yield Paragraph(told, small=True)


def _is_internal(reunion: Reunion, edition: Edition) -> bool:
    """Tell whether the documents of a meeting stay in the house (kit §6)."""
    instances = {i.id: i.confidentialite for i in edition.snapshot.instances}
    return instances.get(reunion.instance_id or 0) in {None, Confidentialite.INTERNE}


def _meeting(reunion: Reunion, edition: Edition) -> Row | None:
    view = reunion_document(edition.snapshot, edition.content, reunion.id)
    if view is None:
        return None
    day = format_date(view.jour) if view.jour else _("à fixer")
    texts = (view.nom, day if view.tenue else _("{jour} (à venir)", jour=day), _people(view))
    return Row(tuple(Cell(text) for text in texts))


def _people(view: ReunionDocument) -> str:
    """Return who came, or who is expected."""
    shown = [p for p in view.presences if p.presence in CAME or not view.tenue]
    return "\n".join(_person(presence) for presence in shown) or EMPTY


def _person(presence: ReunionPresence) -> str:
    told = ", ".join(text for text in (presence.nom, presence.qualite) if text)
    if presence.presence is Presence.REPRESENTE and presence.represente_par:
        return _("{qui}, par {nom}", qui=told, nom=presence.represente_par)
    return told


def _has(edition: Edition) -> Iterator[Block]:
    """Yield the imperative criteria that are not mastered: they are never part of a mean."""
    rows = edition.snapshot.cotations_has
    if not rows:
        yield Paragraph(_("Aucune cotation de l'évaluation HAS n'est importée."))
        return
    low = [r for r in rows if r.imperatif and r.cotation and r.cotation < BEST_HAS]
    told = ngettext("{n} critère HAS importé", "{n} critères HAS importés", len(rows))
    left = ngettext(
        "{n} critère impératif coté sous 4", "{n} critères impératifs cotés sous 4", len(low)
    )
    yield Paragraph(_("{importes}, dont {bas}.", importes=told, bas=left))
    if low:
        names = (
            _("{code} {nom} : {n} sur 4", code=r.code, nom=r.libelle, n=r.cotation) for r in low
        )
        yield BulletList(tuple(names)[:MOST_HAS])


def grille_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the whole grid, as the annexe of the dossier."""
    return (Heading(_("Annexe : grille complète")), *diagnostic_blocks(edition)[1:])


def chapitres_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return finances, territory, ranked findings, and the themes proposed for the objectives."""
    view = synthese_vue(edition.snapshot, edition.content, edition.now.date())
    title, *rest = bilan_blocks(edition)
    where = _("Le radar et son tableau sont dans la synthèse.")
    name = _(SYNTHESE)
    return (
        *finances_blocks(edition),
        *territoire_blocks(edition),
        title,
        Pages(_("Radar et tableau des notes"), ((name, name),), where),
        *rest,
        Heading(_("Thèmes proposés pour les objectifs")),
        *_proposed(view.feuille_de_route, edition),
    )


def _proposed(route: Sequence[ConstatLu], edition: Edition) -> Iterable[Block]:
    """Yield the priorities, and the axis that each leads to where it is known."""
    if not route:
        yield Paragraph(no_priority())
        return
    columns = (
        Column(_("N°"), 0.5, "center"),
        Column(_("Priorité"), 4.6),
        Column(_("Thème"), 2.4),
        Column(_("Axe du contrat"), 2.4),
    )
    rows = tuple(_proposal(n, lu, edition) for n, lu in enumerate(route, start=1))
    yield Table(columns, rows, dense=True)


def _proposal(number: int, lu: ConstatLu, edition: Edition) -> Row:
    axes = ", ".join(_axes(lu, edition)) or _("à définir")
    texts = (str(number), shortened(lu.phrase), f"{lu.lettre}. {lu.theme}", axes)
    return Row(tuple(Cell(text) for text in texts))


def _axes(lu: ConstatLu, edition: Edition) -> Iterable[str]:
    """Return the axes of the fiches that answer a finding, each once."""
    snapshot = edition.snapshot
    of_objectif = {objectif.id: objectif.axe_id for objectif in snapshot.objectifs}
    names = {axe.id: axe.libelle for axe in snapshot.axes}
    found = (of_objectif.get(f.objectif_id or 0) for f in answering(lu, edition))
    return dict.fromkeys(names[axe] for axe in found if axe in names)
