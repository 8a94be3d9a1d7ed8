"""What is due around each meeting: convocation, papers, minutes, with what she says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.planification import DelaiReunion, lead_day
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.planning import plan_book

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.echeances import Echeance
    from cpom_desktop.domain.planning import ScheduledTask
    from cpom_desktop.services.queries.plan_explications import PlanBook
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (
    "dossier",
    "etablissement",
    "tasks",
    "task_links",
    "fermetures",
    "delais_reunion",
    "echeances",
)


class LeadTime(NamedTuple):
    """Something due around a meeting.

    Attributes:
        cle: what an `Echeance` that tells of it is kept under (`SetEcheance`).
        jour: when it is due: the day she chose, else the one that is computed.
        jour_calcule: the computed one.
        retard_jours: days past it, 0 when it is done or not yet due.
        explication: where the day comes from, in one sentence.
    """

    cle: str
    task_id: int
    reunion: str
    jour_reunion: date
    libelle: str
    jour: date
    jour_calcule: date
    fait_le: date | None
    sans_objet: bool
    retard_jours: int
    explication: str
    note: str
    acteur_id: int | None


def lead_times(
    snapshot: DossierSnapshot, content: Content, today: date, book: PlanBook | None = None
) -> tuple[LeadTime, ...]:
    """Return what is due around the meetings, by day.

    A meeting that was held keeps what comes after it, and what she said something of.

    Args:
        snapshot: the dossier.
        content: its packs.
        today: the day on which it is read.
        book: the plan already dated, by who has it; only its meetings are told of.
    Raises:
        RegleInvalide: `cycle`; `plan-trop-long`.
    """
    book = book or plan_book(snapshot, content, today)
    told = {e.cle: e for e in snapshot.echeances if e.cle}
    found = [
        lead
        for dated in book.dated.values()
        if dated.task.reunion and dated.task.etat is not EtatTache.SANS_OBJET
        for lead in _around(dated, snapshot, book, told, today)
    ]
    return tuple(sorted(found, key=lambda lead: (lead.jour, lead.cle)))


def lead_key(task_id: int, delai: DelaiReunion) -> str:
    """Return under which key an `Echeance` tells of a lead time of a meeting."""
    return f"reunion:{task_id}:{delai.slug or delai.id}"


def _around(
    dated: ScheduledTask,
    snapshot: DossierSnapshot,
    book: PlanBook,
    told: dict[str, Echeance],
    today: date,
) -> Iterator[LeadTime]:
    meeting = dated.fin  # the day the plan shows, whatever is late before it
    held = dated.task.etat is EtatTache.FAIT
    for delai in snapshot.delais_reunion:
        key = lead_key(dated.task.id, delai)
        said = told.get(key)
        if not delai.actif or (held and delai.jours < 0 and said is None):
            continue
        computed = lead_day(meeting, delai.jours, book.calendar)
        day = said.jour if said and said.jour else computed
        over = bool(said and (said.fait_le or said.sans_objet))
        yield LeadTime(
            cle=key,
            task_id=dated.task.id,
            reunion=dated.task.titre,
            jour_reunion=meeting,
            libelle=delai.libelle,
            jour=day,
            jour_calcule=computed,
            fait_le=said.fait_le if said else None,
            sans_objet=bool(said and said.sans_objet),
            retard_jours=0 if over else max(0, (today - day).days),
            explication=_why(delai, dated, meeting, computed, said),
            note=said.note if said else "",
            acteur_id=(said.acteur_id if said else None) or dated.task.acteur_id,
        )


def _why(
    delai: DelaiReunion,
    dated: ScheduledTask,
    meeting: date,
    computed: date,
    said: Echeance | None,
) -> str:
    if said is not None and said.jour is not None:
        motif = _(" ({motif})", motif=said.motif) if said.motif else ""
        return _("{jour} : date que vous avez choisie", jour=format_date(said.jour)) + f"{motif}."
    where = _("« {titre} » ({jour})", titre=dated.task.titre, jour=format_date(meeting))
    if not delai.jours:
        return _("{jour} : le jour de {ou}.", jour=format_date(computed), ou=where)
    before = delai.jours < 0
    words = ngettext(
        "{n} jour avant {ou}" if before else "{n} jour après {ou}",
        "{n} jours avant {ou}" if before else "{n} jours après {ou}",
        abs(delai.jours),
        ou=where,
    )
    moved = abs((computed - meeting).days) - abs(delai.jours)
    if moved:
        words += _(", au jour ouvré précédent") if before else _(", au jour ouvré suivant")
    return _("{jour} : {mots}.", jour=format_date(computed), mots=words)
