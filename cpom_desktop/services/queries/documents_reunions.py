"""Which meeting a document is about, and how ready the documents of a meeting are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.domain.reunions import SETTLED, EtatReunion, Presence
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.documents import DocumentState, DocumentStatus, Subject
from cpom_desktop.services.queries.decisions import decisions_followed
from cpom_desktop.services.queries.recherche.folding import fold
from cpom_desktop.services.queries.reunion import (
    ReunionDocument,
    instance_of,
    last_held,
    next_reunion,
    reunion_document,
    reunion_line,
    reunion_name,
    reunions_in_order,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.domain.reunions import Reunion
    from cpom_desktop.services.snapshot import DossierSnapshot

NO_REUNION = "aucune réunion n'est saisie"


def reunions_to_come(
    snapshot: DossierSnapshot, content: Content, _today: date
) -> tuple[Subject, ...]:
    """Return every meeting by day; usual: the next to hold, else the last."""
    return _subjects(snapshot, content, next_reunion(snapshot, content))


def reunions_held(
    snapshot: DossierSnapshot, content: Content, _today: date
) -> tuple[Subject, ...]:
    """Return every meeting by day; usual: the last that was held, else the first."""
    return _subjects(snapshot, content, last_held(snapshot, content))


def reunion_key(snapshot: DossierSnapshot, reunion: Reunion) -> str:
    """Return what names a meeting in a slug: « copil-2 », « reunion-14 » without a number.

    Of two meetings of the same name and number, the second keeps its id.
    """
    name = _key(snapshot, reunion)
    twins = [r for r in snapshot.reunions if _key(snapshot, r) == name]
    return name if min(r.id for r in twins) == reunion.id else f"reunion-{reunion.id}"


def _key(snapshot: DossierSnapshot, reunion: Reunion) -> str:
    instance = instance_of(snapshot, reunion)
    if instance is None or reunion.numero is None:
        return f"reunion-{reunion.id}"
    return f"{_plain(instance.display_name) or 'reunion'}-{reunion.numero}"


def meeting_key(snapshot: DossierSnapshot, slug: str, numero: int) -> str:
    """Return what will name the meeting of an instance of the kit; nothing without an instance.

    With no number: the last of its meetings that has one, nothing while there is none.
    """
    instance = next((i for i in snapshot.instances if slug and i.slug == slug), None)
    if instance is None:
        return ""
    mine = [r for r in snapshot.reunions if r.instance_id == instance.id]
    wanted = numero or max((r.numero or 0 for r in mine), default=0)
    found = next((r for r in mine if r.numero == wanted), None)
    if found is not None:
        return reunion_key(snapshot, found)
    return f"{_plain(instance.display_name) or 'reunion'}-{numero}" if numero else ""


def meeting_words(snapshot: DossierSnapshot, key: str) -> str:
    """Return how a meeting that is not typed is told: « copil-3 » → « COPIL n° 3 »."""
    name, _dash, numero = key.rpartition("-")
    for instance in snapshot.instances:
        if numero.isdigit() and _plain(instance.display_name) == name:
            return _("{instance} n° {n}", instance=instance.display_name, n=numero)
    return key


def _plain(name: str) -> str:
    """Return a name as a slug: letters and figures, without accents."""
    return "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())


def _subjects(
    snapshot: DossierSnapshot, content: Content, usual: Reunion | None
) -> tuple[Subject, ...]:
    return tuple(
        Subject(
            key=reunion_key(snapshot, reunion),
            id=reunion.id,
            title=reunion_name(snapshot, reunion),
            told=reunion_line(snapshot, content, reunion),
            usual=reunion is usual,
        )
        for reunion in reunions_in_order(snapshot, content)
    )


def minutes_mention(snapshot: DossierSnapshot, reunion_id: int) -> Mention:
    """Return what minutes carry: « PROJET » until the meeting is closed or they are approved."""
    reunion = next((r for r in snapshot.reunions if r.id == reunion_id), None)
    final = reunion is not None and (reunion.etat is EtatReunion.CLOSE or reunion.validee_le)
    return Mention.AUCUNE if final else Mention.PROJET


def convocation_status(
    snapshot: DossierSnapshot, content: Content, _today: date, reunion_id: int
) -> DocumentStatus:
    """Return how ready the letters of a meeting are: one for each of those convened."""
    view = reunion_document(snapshot, content, reunion_id)
    if view is None:
        return _nothing()
    if not view.presences:
        return DocumentStatus(DocumentState.VIDE, (_("personne n'est convoqué"),))
    lost = [p.nom for p in view.presences if _needs_address(snapshot, p.acteur_id)]
    told = _counted(len(lost), "{n} adresse à compléter", "{n} adresses à compléter")
    return _status((*_place(view), *_agenda(view), *told))


def _needs_address(snapshot: DossierSnapshot, acteur_id: int | None) -> bool:
    acteur = snapshot.acteurs_by_id.get(acteur_id or 0)
    return acteur is None or lacks_address(acteur)


def lacks_address(acteur: Acteur) -> bool:
    """Tell whether a letter to a stakeholder needs an address that nobody typed.

    Those of the house are handed theirs.
    """
    return not acteur.interne and not acteur.adresse.strip()


def ordre_du_jour_status(
    snapshot: DossierSnapshot, content: Content, _today: date, reunion_id: int
) -> DocumentStatus:
    """Return how ready the agenda of a meeting is."""
    view = reunion_document(snapshot, content, reunion_id)
    return _nothing() if view is None else _status((*_place(view), *_agenda(view)))


def emargement_status(
    snapshot: DossierSnapshot, content: Content, _today: date, reunion_id: int
) -> DocumentStatus:
    """Return how ready the sheet to sign is."""
    view = reunion_document(snapshot, content, reunion_id)
    return _nothing() if view is None else _status((*_place(view), *_people(view)))


def compte_rendu_status(
    snapshot: DossierSnapshot, content: Content, _today: date, reunion_id: int
) -> DocumentStatus:
    """Return how ready the minutes are: what each point still lacks, who came."""
    view = reunion_document(snapshot, content, reunion_id)
    if view is None:
        return _nothing()
    if not (view.decisions or any(line.point.notes.strip() for line in view.points)):
        told = _("rien n'a encore été noté pour {reunion}", reunion=view.nom)
        return DocumentStatus(DocumentState.VIDE, (told,))
    silent = sum(not line.point.notes.strip() for line in view.points)
    waited = sum(p.presence is Presence.ATTENDU for p in view.presences)
    lacks = (
        *_counted(silent, "{n} point sans notes", "{n} points sans notes"),
        *_counted(waited, "{n} présence à dire", "{n} présences à dire"),
        *_carriers(view),
    )
    return _status((*_place(view), *_people(view), *lacks))


def releve_status(
    snapshot: DossierSnapshot, content: Content, _today: date, reunion_id: int
) -> DocumentStatus:
    """Return how ready the list of the decisions of a meeting is."""
    view = reunion_document(snapshot, content, reunion_id)
    if view is None:
        return _nothing()
    if not view.decisions:
        told = _("aucune décision n'est consignée pour {reunion}", reunion=view.nom)
        return DocumentStatus(DocumentState.VIDE, (told,))
    return _status((*_place(view), *_carriers(view)))


def suivi_decisions_status(
    snapshot: DossierSnapshot, content: Content, today: date
) -> DocumentStatus:
    """Return how ready the list of every decision is: late ones are told."""
    found = decisions_followed(snapshot, content, today)
    if not found:
        return DocumentStatus(DocumentState.VIDE, (_("aucune décision n'est consignée"),))
    late = sum(bool(view.retard_jours) for view in found)
    return _status(_counted(late, "{n} décision en retard", "{n} décisions en retard"))


def _nothing() -> DocumentStatus:
    return DocumentStatus(DocumentState.VIDE, (_("cette réunion n'existe plus"),))


def _place(view: ReunionDocument) -> Iterable[str]:
    """Yield what her guests would ask: the day, the hour, the place."""
    reunion = view.reunion
    if view.jour is None:
        yield _("la date est à fixer")
    if not reunion.heure:
        yield _("l'heure est à saisir")
    if not (reunion.lieu or reunion.visio):
        yield _("le lieu est à saisir")


def _agenda(view: ReunionDocument) -> Iterable[str]:
    if not view.points:
        yield _("l'ordre du jour est vide")
    if view.depassement_minutes:
        yield _("l'ordre du jour dépasse le créneau")


def _people(view: ReunionDocument) -> Iterable[str]:
    if not view.presences:
        yield _("personne n'est convoqué")


def _carriers(view: ReunionDocument) -> tuple[str, ...]:
    alone = sum(
        d.responsable_id is None and not d.porteur and d.etat not in SETTLED
        for d in view.decisions
    )
    return _counted(alone, "{n} décision sans responsable", "{n} décisions sans responsable")


def _status(lacks: Iterable[str]) -> DocumentStatus:
    missing = tuple(lacks)
    state = DocumentState.INCOMPLET if missing else DocumentState.COMPLET
    return DocumentStatus(state, missing)


def _counted(count: int, singular: str, plural: str) -> tuple[str, ...]:
    return (ngettext(singular, plural, count),) if count else ()
