"""What every document of a meeting opens with: its title, its day, place and people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.reunions import Presence
from cpom_desktop.domain.tenue_reunions import attendance
from cpom_desktop.errors import RapportImpossible
from cpom_desktop.i18n import EMPTY, _, ngettext
from cpom_desktop.reports.blocks import Block, Heading, KeyValues, Paragraph
from cpom_desktop.services.queries.reunion import (
    instance_of,
    reunion_document,
    subject_words,
    when_words,
)
from cpom_desktop.services.queries.tournures import full_name, presence_words

if TYPE_CHECKING:
    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.domain.reunions import Decision, ReunionPresence
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.reunion import ReunionDocument


def reunion_of(edition: Edition, reunion_id: int) -> ReunionDocument:
    """Return the meeting that a document is about.

    Raises:
        RapportImpossible: no meeting has this id.
    """
    view = reunion_document(edition.snapshot, edition.content, reunion_id)
    if view is None:
        raise RapportImpossible(
            "reunion-inconnue",
            _("Cette réunion n'existe pas."),
            remedy=_("Choisissez une réunion de la liste."),
        )
    return view


def heading_blocks(title: str, view: ReunionDocument, edition: Edition) -> tuple[Block, ...]:
    """Return the title of a document, under it what the meeting is, then when and where."""
    told = subject_words(view)
    lead = (Paragraph(told),) if told else ()
    return Heading(title), *lead, KeyValues(place_rows(view, edition))


def place_rows(view: ReunionDocument, edition: Edition) -> tuple[tuple[str, str], ...]:
    """Return the labels of a meeting: date, place, video call if any, who chairs it."""
    reunion = view.reunion
    video = ((_("Visioconférence"), reunion.visio),) if reunion.visio else ()
    return (
        (_("Date"), when_words(view)),
        (_("Lieu"), reunion.lieu or (EMPTY if reunion.visio else "")),
        *video,
        (_("Présidence"), chair(view, edition)),
    )


def chair(view: ReunionDocument, edition: Edition) -> str:
    """Return who chairs the meeting: « Henri Vasseur, président de l'association »."""
    found = acteur_of(view.instance.president_id if view.instance else None, edition)
    return person_words(found) if found else ""


def acteur_of(acteur_id: int | None, edition: Edition) -> Acteur | None:
    """Return a stakeholder by id, or None."""
    return edition.snapshot.acteurs_by_id.get(acteur_id or 0)


def person_words(acteur: Acteur) -> str:
    """Return a name and its function: « Monsieur Henri Vasseur, président de l'association »."""
    name = full_name(acteur)
    role = acteur.fonction if acteur.nom else ""
    return f"{name}, {role[:1].lower()}{role[1:]}" if role else name


def structure_of(presence: ReunionPresence, edition: Edition) -> str:
    """Return for whom a participant comes; the house for her own people."""
    acteur = acteur_of(presence.acteur_id, edition)
    if acteur is None:
        return ""
    if acteur.structure:
        return acteur.structure
    house = edition.snapshot.etablissement
    return house.nom if acteur.interne else ""


def presence_told(presence: ReunionPresence, edition: Edition) -> str:
    """Return « Présente », « Excusé », « Représentée par Jean Petit »."""
    acteur = acteur_of(presence.acteur_id, edition)
    told = presence_words(presence.presence, acteur)
    if presence.presence is Presence.REPRESENTE and presence.represente_par:
        return _("{presence} par {nom}", presence=told, nom=presence.represente_par)
    return told


def who_carries(decision: Decision, edition: Edition) -> str:
    """Return who carries a decision: a stakeholder, else words, else « – »."""
    acteur = acteur_of(decision.responsable_id, edition)
    return acteur.display_name if acteur else (decision.porteur or EMPTY)


def quorum_words(view: ReunionDocument) -> str:
    """Return what the quorum asks for and whether it is reached; empty without any rule."""
    quorum = view.instance.quorum if view.instance else None
    if quorum is None:
        return ""
    asked = ngettext("{n} membre ayant voix", "{n} membres ayant voix", quorum)
    if not view.tenue:
        return asked
    count = attendance(view.presences).votes
    reached = _("atteint") if count >= quorum else _("non atteint")
    return _(
        "{demande} ; présents ou représentés : {n}, {fin}", demande=asked, n=count, fin=reached
    )


def name_in_sentence(view: ReunionDocument, edition: Edition) -> str:
    """Return the meeting at length: « comité de pilotage (COPIL) n° 2 », else its name."""
    instance = instance_of(edition.snapshot, view.reunion)
    if instance is None or view.reunion.numero is None:
        return view.nom
    name = f"{instance.nom[:1].lower()}{instance.nom[1:]}"
    if instance.abrege and instance.abrege != instance.nom:
        name = f"{name} ({instance.abrege})"
    return _("{instance} n° {numero}", instance=name, numero=view.reunion.numero)
