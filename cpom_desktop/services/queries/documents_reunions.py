"""Which meeting a document is about, and how ready the documents of a meeting are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.documents import DocumentState, DocumentStatus, Subject
from cpom_desktop.services.queries.recherche.folding import fold
from cpom_desktop.services.queries.reunion import (
    ReunionView,
    instance_of,
    next_reunion,
    reunion_line,
    reunion_name,
    reunion_view,
    reunions_in_order,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.reunions import Reunion
    from cpom_desktop.services.snapshot import DossierSnapshot

NO_REUNION = "aucune réunion n'est saisie"


def reunions_to_come(
    snapshot: DossierSnapshot, content: Content, today: date
) -> tuple[Subject, ...]:
    """Return every meeting by day; usual: the next to hold, else the last."""
    return _subjects(snapshot, content, today, next_reunion(snapshot, content, today))


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


def _plain(name: str) -> str:
    """Return a name as a slug: letters and figures, without accents."""
    return "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())


def _subjects(
    snapshot: DossierSnapshot, content: Content, today: date, usual: Reunion | None
) -> tuple[Subject, ...]:
    return tuple(
        Subject(
            key=reunion_key(snapshot, reunion),
            id=reunion.id,
            title=reunion_name(snapshot, reunion),
            told=reunion_line(snapshot, content, today, reunion),
            usual=reunion is usual,
        )
        for reunion in reunions_in_order(snapshot, content, today)
    )


def ordre_du_jour_status(
    snapshot: DossierSnapshot, content: Content, today: date, reunion_id: int
) -> DocumentStatus:
    """Return how ready the agenda of a meeting is."""
    view = reunion_view(snapshot, content, today, reunion_id)
    return _nothing() if view is None else _status((*_place(view), *_agenda(view)))


def emargement_status(
    snapshot: DossierSnapshot, content: Content, today: date, reunion_id: int
) -> DocumentStatus:
    """Return how ready the sheet to sign is."""
    view = reunion_view(snapshot, content, today, reunion_id)
    return _nothing() if view is None else _status((*_place(view), *_people(view)))


def _nothing() -> DocumentStatus:
    return DocumentStatus(DocumentState.VIDE, (_("cette réunion n'existe plus"),))


def _place(view: ReunionView) -> Iterable[str]:
    """Yield what her guests would ask: the day, the hour, the place."""
    reunion = view.reunion
    if view.jour is None:
        yield _("la date est à fixer")
    if not reunion.heure:
        yield _("l'heure est à saisir")
    if not (reunion.lieu or reunion.visio):
        yield _("le lieu est à saisir")


def _agenda(view: ReunionView) -> Iterable[str]:
    if not view.points:
        yield _("l'ordre du jour est vide")
    if view.depassement_minutes:
        yield _("l'ordre du jour dépasse le créneau")


def _people(view: ReunionView) -> Iterable[str]:
    if not view.presences:
        yield _("personne n'est convoqué")


def _status(lacks: Iterable[str]) -> DocumentStatus:
    missing = tuple(lacks)
    state = DocumentState.INCOMPLET if missing else DocumentState.COMPLET
    return DocumentStatus(state, missing)
