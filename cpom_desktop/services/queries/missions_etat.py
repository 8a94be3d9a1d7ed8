"""How ready the missions are: who is not named, who has no part, what has no date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.acteurs import Acteur, Famille
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import EMPTY, _, ngettext
from cpom_desktop.services.documents import DocumentState, DocumentStatus, Subject
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.queries.missions import mission_of, missions, people_of_missions
from cpom_desktop.services.queries.personnes import persons

NOBODY = "personne n'est nommé dans le dossier"

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot


def missions_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the missions of everybody are."""
    try:
        found = missions(snapshot, content, today)
    except RegleInvalide as error:
        return DocumentStatus(DocumentState.A_CORRIGER, (sentence(error).rstrip("."),))
    if not found:
        return DocumentStatus(DocumentState.VIDE, (_("aucun rôle n'est saisi"),))
    unnamed = sum(mission.acteur_id is None for mission in found)
    undated = {line.titre for mission in found for line in mission.lignes if line.quand == EMPTY}
    reasons = (
        ngettext("{n} rôle sans titulaire", "{n} rôles sans titulaire", unnamed)
        if unnamed
        else "",
        ngettext("{n} activité sans date", "{n} activités sans date", len(undated))
        if undated
        else "",
    )
    told = tuple(reason for reason in reasons if reason)
    state = DocumentState.INCOMPLET if told else DocumentState.COMPLET
    return DocumentStatus(state, told)


def people(snapshot: DossierSnapshot, content: Content, today: date) -> tuple[Subject, ...]:
    """Return who may have a mission: those who hold a role, then everybody named.

    Not the authorities: what they have to do is not ours to write.
    """
    del content, today
    same = persons(snapshot)
    held = people_of_missions(snapshot)
    others = (a.id for a in snapshot.acteurs if may_have_mission(a) and same[a.id] == a.id)
    found = dict.fromkeys((*held, *others))
    return tuple(
        _subject(snapshot.acteurs_by_id[acteur_id], usual=rank == 0)
        for rank, acteur_id in enumerate(found)
    )


def may_have_mission(acteur: Acteur) -> bool:
    """Tell whether an acteur may have a mission: a person named, not of the authorities."""
    return bool(acteur.nom) and acteur.famille is not Famille.AUTORITES


def _subject(acteur: Acteur, *, usual: bool) -> Subject:
    name = acteur.display_name
    told = f"{name}, {acteur.fonction}" if acteur.fonction not in {"", name} else name
    return Subject(str(acteur.id), acteur.id, name, told, usual)


def mission_status(
    snapshot: DossierSnapshot, content: Content, today: date, acteur_id: int
) -> DocumentStatus:
    """Return how ready the mission of one person is."""
    try:
        found = mission_of(snapshot, content, today, acteur_id)
    except RegleInvalide as error:
        return DocumentStatus(DocumentState.A_CORRIGER, (sentence(error).rstrip("."),))
    if found is None:
        return DocumentStatus(DocumentState.VIDE, (_("cette personne n'est plus au dossier"),))
    if not found.lignes and not found.informe:
        return DocumentStatus(DocumentState.INCOMPLET, (_("aucun rôle dans la matrice"),))
    return DocumentStatus(DocumentState.COMPLET)


def atelier_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the workshop form is: whole, since it is there to be filled in."""
    del snapshot, content, today
    return DocumentStatus(DocumentState.COMPLET)
