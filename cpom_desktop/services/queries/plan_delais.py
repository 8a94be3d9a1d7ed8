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
    from cpom_desktop.domain.reunions import Reunion
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
    "instances",
    "reunions",
)
CONVOCATION, COMPTE_RENDU = "convocation", "compte_rendu"
"""Slugs of the lead times that a meeting tells done by its own dates."""


class LeadTime(NamedTuple):
    """Something due around a meeting.

    Attributes:
        cle: what an `Echeance` that tells of it is kept under (`SetEcheance`).
        jour: when it is due: the day she chose, else the one that is computed.
        jour_calcule: the computed one.
        jours: days after the meeting; negative before it.
        reunion_id: the meeting of the dossier that the milestone is held in, 0 without one.
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
    jours: int = 0
    reunion_id: int = 0


def lead_times(
    snapshot: DossierSnapshot, content: Content, today: date, book: PlanBook | None = None
) -> tuple[LeadTime, ...]:
    """Return what is due around the meetings, by day.

    A meeting that was held keeps what comes after it, and what she said something of. One that
    is prepared in the dossier has its own day, the delays of its instance, and tells by itself
    that its convocation or its minutes were sent.

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
    reunion = next((r for r in snapshot.reunions if r.task_id == dated.task.id), None)
    own = reunion.jour if reunion else None
    meeting = own or dated.fin  # the day the plan shows, whatever is late before it
    held = dated.task.etat is EtatTache.FAIT
    for delai in snapshot.delais_reunion:
        key = lead_key(dated.task.id, delai)
        said = told.get(key)
        sent = _sent(delai, reunion)
        if not delai.actif or (held and delai.jours < 0 and said is None):
            continue
        days = _days(delai, reunion, snapshot)
        computed = lead_day(meeting, days, book.calendar)
        day = said.jour if said and said.jour else computed
        done = said.fait_le if said and said.fait_le else sent
        over = bool(done or (said and said.sans_objet))
        yield LeadTime(
            cle=key,
            task_id=dated.task.id,
            reunion=dated.task.titre,
            jour_reunion=meeting,
            libelle=delai.libelle,
            jour=day,
            jour_calcule=computed,
            fait_le=done,
            sans_objet=bool(said and said.sans_objet),
            retard_jours=0 if over else max(0, (today - day).days),
            explication=_why(days, dated, meeting, computed, said),
            note=said.note if said else "",
            acteur_id=(said.acteur_id if said else None) or dated.task.acteur_id,
            jours=days,
            reunion_id=reunion.id if reunion else 0,
        )


def _sent(delai: DelaiReunion, reunion: Reunion | None) -> date | None:
    """Return the day on which a meeting says that this was done, None when it does not."""
    if reunion is None:
        return None
    days = {CONVOCATION: reunion.convoquee_le, COMPTE_RENDU: reunion.diffusee_le}
    return days.get(delai.slug)


def _days(delai: DelaiReunion, reunion: Reunion | None, snapshot: DossierSnapshot) -> int:
    """Return how many days after a meeting something is due: its instance says it first."""
    wanted = reunion.instance_id if reunion else None
    instance = next((i for i in snapshot.instances if i.id == wanted), None)
    if instance is None:
        return delai.jours
    own = {
        CONVOCATION: instance.delai_convocation,
        "pieces": instance.delai_dossier,
        COMPTE_RENDU: instance.delai_compte_rendu,
    }.get(delai.slug)
    if own is None:
        return delai.jours
    return own if delai.slug == COMPTE_RENDU else -own


def _why(
    days: int,
    dated: ScheduledTask,
    meeting: date,
    computed: date,
    said: Echeance | None,
) -> str:
    if said is not None and said.jour is not None:
        motif = _(" ({motif})", motif=said.motif) if said.motif else ""
        return _("{jour} : date que vous avez choisie", jour=format_date(said.jour)) + f"{motif}."
    where = _("« {titre} » ({jour})", titre=dated.task.titre, jour=format_date(meeting))
    if not days:
        return _("{jour} : le jour de {ou}.", jour=format_date(computed), ou=where)
    before = days < 0
    words = ngettext(
        "{n} jour avant {ou}" if before else "{n} jour après {ou}",
        "{n} jours avant {ou}" if before else "{n} jours après {ou}",
        abs(days),
        ou=where,
    )
    moved = abs((computed - meeting).days) - abs(days)
    if moved:
        words += _(", au jour ouvré précédent") if before else _(", au jour ouvré suivant")
    return _("{jour} : {mots}.", jour=format_date(computed), mots=words)
