"""The lines of the échéancier, from its springs: rules, meetings, plan, dossier, her reminders.

What she said of a computed date (an `Echeance` that has a `cle`) is laid over it: another date,
who, reminders, done, out of scope.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.dossier import Piste
from cpom_desktop.domain.occurrences import KEPT_DAYS, Occurrence, occurrences
from cpom_desktop.domain.regles_echeances import dates_of
from cpom_desktop.domain.tasks import CLOSED, EtatTache
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.echeancier_contacts import review_lines
from cpom_desktop.services.queries.echeancier_diagnostic import finding_lines
from cpom_desktop.services.queries.echeancier_dit import (
    days_of,
    name_of,
    reminders_said,
    state_of,
)
from cpom_desktop.services.queries.echeancier_dossier import dates_of_the_dossier
from cpom_desktop.services.queries.echeancier_journal import journal_lines
from cpom_desktop.services.queries.echeancier_reunions import decision_lines
from cpom_desktop.services.queries.echeancier_types import Ligne, Origine
from cpom_desktop.services.queries.plan_delais import lead_key, lead_times
from cpom_desktop.services.queries.planning import plan_view

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema_echeances import RegleModele
    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.domain.echeances import Echeance
    from cpom_desktop.domain.tasks import Task
    from cpom_desktop.services.queries.plan_delais import LeadTime
    from cpom_desktop.services.queries.planning import PlanRow
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (
    "dossier",
    "etablissement",
    "acteurs",
    "tasks",
    "task_links",
    "fermetures",
    "delais_reunion",
    "echeances",
    "pieces",
    "instances",
    "reunions",
    "decisions",
    "echanges",
    "echanges_personnes",
    "constats",
    "criteres_propres",
    "confidentialite",
    "instances_membres",
    "reunions_presences",
    "raci_roles",
    "packs_integres",
)

PLAN_REMINDERS = (7,)
"""Reminders of what comes from the plan, until she says otherwise."""


class Ground(NamedTuple):
    """What every line reads."""

    snapshot: DossierSnapshot
    content: Content
    today: date
    said: Mapping[str, Echeance]
    rows: tuple[PlanRow, ...]
    leads: tuple[LeadTime, ...]
    plan_error: RegleInvalide | None


def ground_of(snapshot: DossierSnapshot, content: Content, today: date) -> Ground:
    """Return what lines are made from; a plan that cannot be dated gives no line."""
    said = {row.cle: row for row in snapshot.echeances if row.cle}
    try:
        rows = plan_view(snapshot, content, today).rows
        leads = lead_times(snapshot, content, today)
    except RegleInvalide as error:
        return Ground(snapshot, content, today, said, (), (), error)
    return Ground(snapshot, content, today, said, rows, leads, None)


def lines_of(ground: Ground) -> Iterator[Ligne]:
    """Yield every line of a dossier, in no order."""
    rules = tuple(_rules(ground))
    same = {(line.tache_liee, line.jour) for line in rules if line.tache_liee}
    yield from rules
    for line in chain(_tasks(ground), _meetings(ground)):
        if (line.task_id, line.jour) not in same or line.origine is Origine.REUNION:
            yield line
    yield from dates_of_the_dossier(ground)
    yield from decision_lines(ground.snapshot, ground.today, ground.said)
    yield from journal_lines(ground)
    yield from finding_lines(ground)
    yield from review_lines(ground)
    yield from _reminders(ground)


# --- rules


def _rules(ground: Ground) -> Iterator[Ligne]:
    kept = [regle for regle in ground.content.echeances.regles if _concerns(regle, ground)]
    by_slug = {regle.slug: regle for regle in kept}
    found = occurrences(
        [regle.rule for regle in kept],
        dates_of(ground.snapshot.dossier, ground.snapshot.etablissement),
        ground.today,
        ground.said,
    )
    for occurrence in found:
        line = _rule_line(by_slug[occurrence.regle], occurrence, ground)
        past = line.jour is not None and line.jour < ground.today
        if not (line.information and past and occurrence.cle not in ground.said):
            yield line


def _concerns(regle: RegleModele, ground: Ground) -> bool:
    """Tell whether a rule is about this dossier; what is not known yet excludes nothing."""
    dossier, house = ground.snapshot.dossier, ground.snapshot.etablissement
    wanted: tuple[tuple[object, tuple[object, ...]], ...] = (
        (dossier.piste or Piste.NOUVEAU_CPOM, regle.pistes),
        (house.statut_juridique, regle.statuts),
        (house.regime_tarifaire, regle.regimes),
    )
    return all(not only or value in only for value, only in wanted)


def _rule_line(regle: RegleModele, occurrence: Occurrence, ground: Ground) -> Ligne:
    said = ground.said.get(occurrence.cle)
    task = _task_of(regle, occurrence, ground)
    done = _done(said, task)
    jour = (said.jour if said else None) or occurrence.jour
    acteur = _acteur(ground, said, regle.acteur)
    default = _proposed_reminders(regle, ground)
    year = str(occurrence.exercice or "")
    return Ligne(
        cle=occurrence.cle,
        origine=Origine.REGLE,
        titre=regle.titre.replace("{exercice}", year),
        court=regle.court.replace("{exercice}", year),
        resume=regle.resume.replace("{exercice}", year),
        etat=state_of(jour, done, said, ground.today, information=regle.information),
        jour=jour,
        jour_calcule=occurrence.jour,
        motif=said.motif if said else "",
        note=said.note if said else "",
        confiance=regle.confiance,
        legale=regle.legal,
        information=regle.information,
        acteur_id=acteur.id if acteur else None,
        qui=name_of(acteur),
        rappels=reminders_said(said, default),
        rappels_proposes=default,
        fait_le=done,
        echeance_id=said.id if said else 0,
        tache_liee=task.id if task else 0,
        regle=regle,
        occurrence=occurrence,
    )


def _proposed_reminders(regle: RegleModele, ground: Ground) -> tuple[int, ...]:
    """Return the reminders of a rule; a date of the authorities has none."""
    if regle.rappels is not None:
        return days_of(regle.rappels)
    return () if regle.information else days_of(ground.content.echeances.rappels)


def _task_of(regle: RegleModele, occurrence: Occurrence, ground: Ground) -> Task | None:
    """Return the task of the plan that does what a rule asks, counted from the same date."""
    if not regle.tache:
        return None
    for task in ground.snapshot.tasks:
        if task.slug == regle.tache and task.ancre == occurrence.suffixe:
            return task
    return None


def _done(said: Echeance | None, task: Task | None) -> date | None:
    if said and said.fait_le:
        return said.fait_le
    return task.fin_reelle if task and task.etat is EtatTache.FAIT else None


# --- the plan and its meetings


def _tasks(ground: Ground) -> Iterator[Ligne]:
    for row in ground.rows:
        if row.scheduled is None or row.scheduled.task.etat in CLOSED:
            continue
        task = row.scheduled.task
        said = ground.said.get(f"tache:{task.id}")
        acteur = ground.snapshot.acteurs_by_id.get(task.acteur_id or 0)
        end = row.scheduled.fin
        yield Ligne(
            cle=f"tache:{task.id}",
            origine=Origine.TACHE,
            titre=row.titre,
            resume=_plan_words(row, acteur),
            etat=state_of(end, None, None, ground.today, information=False),
            jour=end,
            acteur_id=task.acteur_id,
            qui=name_of(acteur),
            rappels=reminders_said(said, PLAN_REMINDERS),
            rappels_proposes=PLAN_REMINDERS,
            note=task.note,
            jalon=row.jalon,
            echeance_id=said.id if said else 0,
            task_id=task.id,
            explication=row.explication,
        )


def _plan_words(row: PlanRow, acteur: Acteur | None) -> str:
    kind = _("jalon du rétroplanning") if row.jalon else _("tâche du rétroplanning")
    return f"{kind}, {name_of(acteur)}" if acteur else kind


def _meetings(ground: Ground) -> Iterator[Ligne]:
    """Yield what is due around the meetings; what is long past and was not spoken of is left."""
    oldest = ground.today - timedelta(days=KEPT_DAYS)
    for lead in ground.leads:
        if lead.cle in ground.said or lead.jour >= oldest:
            yield _lead_time(lead, ground)


def _lead_time(lead: LeadTime, ground: Ground) -> Ligne:
    said = ground.said.get(lead.cle)
    delai = next(
        d for d in ground.snapshot.delais_reunion if lead_key(lead.task_id, d) == lead.cle
    )
    acteur = ground.snapshot.acteurs_by_id.get(lead.acteur_id or 0)
    return Ligne(
        cle=lead.cle,
        origine=Origine.REUNION,
        titre=_("{delai} : {reunion}", delai=lead.libelle, reunion=lead.reunion),
        court=lead.libelle,
        resume=_around(lead.jours, lead.jour_reunion, lead.jour_calcule),
        etat=state_of(lead.jour, lead.fait_le, said, ground.today, information=False),
        jour=lead.jour,
        jour_calcule=lead.jour_calcule,
        motif=said.motif if said else "",
        note=lead.note,
        acteur_id=acteur.id if acteur else None,
        qui=name_of(acteur),
        rappels=reminders_said(said, PLAN_REMINDERS),
        rappels_proposes=PLAN_REMINDERS,
        fait_le=lead.fait_le,
        echeance_id=said.id if said else 0,
        task_id=lead.task_id,
        delai=delai,
        explication=lead.explication,
        page="reunions" if lead.reunion_id else "",
        champ=f"reunions.{lead.reunion_id}.convoquee_le" if lead.reunion_id else "",
    )


def _around(days: int, meeting: date, computed: date) -> str:
    """Return how far from its meeting something is due, and whether a closed day moved it."""
    day = format_date(meeting)
    if days == 0:
        return _("le jour de la réunion, {jour}", jour=day)
    words = (
        ("{n} jour avant la réunion du {jour}", "{n} jours avant la réunion du {jour}")
        if days < 0
        else ("{n} jour après la réunion du {jour}", "{n} jours après la réunion du {jour}")
    )
    told = ngettext(*words, abs(days), jour=day)
    if computed == meeting + timedelta(days=days):
        return told
    return told + (_(", jour ouvré précédent") if days < 0 else _(", jour ouvré suivant"))


# --- hers


def _reminders(ground: Ground) -> Iterator[Ligne]:
    for own in ground.snapshot.echeances:
        if own.cle:
            continue
        acteur = ground.snapshot.acteurs_by_id.get(own.acteur_id or 0)
        yield Ligne(
            cle=f"rappel:{own.id}",
            origine=Origine.RAPPEL,
            titre=own.titre,
            resume=_own_words(own, acteur),
            etat=state_of(own.jour, own.fait_le, own, ground.today, information=False),
            jour=own.jour,
            motif=own.motif,
            note=own.note,
            acteur_id=own.acteur_id,
            qui=name_of(acteur),
            rappels=days_of(own.rappels),
            fait_le=own.fait_le,
            echeance_id=own.id,
        )


def _own_words(own: Echeance, acteur: Acteur | None) -> str:
    first_line = own.note.partition("\n")[0]
    words = first_line or _("rappel que vous avez ajouté")
    return f"{words}, {name_of(acteur)}" if acteur and not first_line else words


def _acteur(ground: Ground, said: Echeance | None, slug: str) -> Acteur | None:
    """Return who she named, else whom the rule proposes."""
    named = ground.snapshot.acteurs_by_id.get(said.acteur_id or 0) if said else None
    if named is not None or not slug:
        return named
    return next((a for a in ground.snapshot.acteurs if a.slug == slug), None)
