"""Why each date of the plan is what it is, each in one French sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.calendrier import MotifFermeture
from cpom_desktop.domain.planning_types import Contrat, MotifDate
from cpom_desktop.domain.tasks import CLOSED, Ancre, EtatTache, Task, UniteDuree
from cpom_desktop.i18n import MONTHS, _, format_date, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cpom_desktop.domain.calendrier_du_plan import JourFerme, WorkCalendar
    from cpom_desktop.domain.planning_types import ScheduledTask

FEW_NAMED = 3
"""Public holidays named in a sentence; beyond, they are counted."""


class PlanBook(NamedTuple):
    """What the sentences need beside a task: the others, the calendar, the dates aimed at."""

    dated: Mapping[int, ScheduledTask]
    calendar: WorkCalendar
    target: date | None
    contrat: Contrat


def explain(dated: ScheduledTask | None, book: PlanBook) -> str:
    """Return in one sentence where the end of a task comes from."""
    if dated is None:
        return _("Pas de date tant que la date visée n'est pas connue.")
    words = _cause(dated, book) + _moved(dated) + _carried(dated, book) + _late(dated)
    return _("{fin} : {cause}.", fin=format_date(dated.fin), cause=words)


def duration_words(days: int, unite: UniteDuree) -> str:
    """Return a duration: « 10 jours », « 10 jours ouvrés »."""
    if unite is UniteDuree.OUVRES:
        return ngettext("{n} jour ouvré", "{n} jours ouvrés", days)
    return ngettext("{n} jour", "{n} jours", days)


def margin_words(dated: ScheduledTask | None) -> str:
    """Return the slack of a task in a few words; nothing for one that is closed or undated."""
    if dated is None or dated.task.etat in CLOSED:
        return ""
    if dated.marge_jours < 0:
        return ngettext("il manque {n} jour", "il manque {n} jours", -dated.marge_jours)
    if not dated.marge_ouvres:
        return _("sans marge")
    return ngettext("{n} jour ouvré de marge", "{n} jours ouvrés de marge", dated.marge_ouvres)


def closed_words(closed: JourFerme) -> str:
    """Return why a day is closed, as the end of a sentence: « le 14 juillet étant férié »."""
    day = day_month(closed.jour)
    match closed.motif:
        case MotifFermeture.WEEK_END:
            name = format_date(closed.jour, "full").split()[0]
            return _("le {jour} étant un {nom}", jour=day, nom=name)
        case MotifFermeture.FERIE:
            return _("le {jour} étant férié", jour=day)
        case MotifFermeture.FERMETURE:
            named = _(" (« {nom} »)", nom=closed.libelle) if closed.libelle else ""
            return _("le {jour} étant un jour de fermeture", jour=day) + named
        case MotifFermeture.VACANCES:
            return _("le {jour} étant dans les vacances scolaires", jour=day)
        case MotifFermeture.ETE:
            return _("le {jour} étant entre le 15 juillet et le 31 août", jour=day)
        case MotifFermeture.FIN_ANNEE:
            return _("le {jour} étant entre le 20 décembre et le 4 janvier", jour=day)
        case MotifFermeture.PONT:
            return _("le {jour} étant un pont", jour=day)


def day_month(day: date) -> str:
    """Return a day without its year: « 1er mai »."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]}"


def _cause(dated: ScheduledTask, book: PlanBook) -> str:
    reason = dated.raison
    other = book.dated.get(reason.autre_id or 0)
    match reason.motif:
        case MotifDate.TERMINEE:
            return _("terminée ce jour-là")
        case MotifDate.EPINGLEE:
            return _("date que vous avez fixée")
        case MotifDate.ANCREE:
            return _anchored(dated.task, book)
        case MotifDate.LIMITE:
            return ngettext(
                "au plus tard {n} jour avant la date visée ({jour})",
                "au plus tard {n} jours avant la date visée ({jour})",
                dated.task.limite_jours or 0,
                jour=format_date(book.target),
            )
        case MotifDate.SUIVANTE:
            return _before(dated, other, book) if other else _("pour ne pas retarder la suite")
        case MotifDate.AU_PLUS_TOT | MotifDate.PREMIER_JOUR:
            return _as_soon(dated, other)
        case MotifDate.CIBLE:
            return _("c'est la date visée") if dated.shifted_from is None else _("date visée")


def _before(dated: ScheduledTask, other: ScheduledTask, book: PlanBook) -> str:
    """Return « 10 jours ouvrés avant la fin de « X » (26 mars 2027), le 29 mars étant férié »."""
    task, end = other.task, dated.raison.jour or other.fin
    if task.etat is EtatTache.SANS_OBJET:
        return _("avant « {titre} », sans objet", titre=task.titre)
    if task.duree_jours == 1 and task.unite is UniteDuree.CALENDAIRES:
        return _("la veille de « {titre} » ({jour})", titre=task.titre, jour=format_date(end))
    words = _(
        "{duree} avant la fin de « {titre} » ({jour})",
        duree=duration_words(task.duree_jours, task.unite),
        titre=task.titre,
        jour=format_date(end),
    )
    if task.unite is not UniteDuree.OUVRES:
        return words
    closed = book.calendar.holidays_between(dated.shifted_from or dated.fin, end)
    return f"{words}, {_holidays(closed)}" if closed else words


def _holidays(closed: Sequence[JourFerme]) -> str:
    if len(closed) == 1:
        return closed_words(closed[0])
    if len(closed) <= FEW_NAMED and all(c.motif is MotifFermeture.FERIE for c in closed):
        days = [day_month(c.jour) for c in closed]
        first = ", ".join(days[:-1])
        return _("les {premiers} et {dernier} étant fériés", premiers=first, dernier=days[-1])
    return ngettext("{n} jour étant fermé", "{n} jours étant fermés", len(closed))


def _as_soon(dated: ScheduledTask, other: ScheduledTask | None) -> str:
    task = dated.task
    if task.etat is EtatTache.SANS_OBJET:
        return _("sans objet, elle ne prend pas de temps")
    if other is None:
        return _(
            "au plus tôt, {duree} après le premier jour ({jour})",
            duree=duration_words(task.duree_jours, task.unite),
            jour=format_date(dated.debut),
        )
    return _(
        "au plus tôt, {duree} après la fin de « {titre} » ({jour})",
        duree=duration_words(task.duree_jours, task.unite),
        titre=other.task.titre,
        jour=format_date(dated.raison.jour or other.fin),
    )


def _anchored(task: Task, book: PlanBook) -> str:
    """Return « 34 mois après la date d'effet (1er janvier 2028) »."""
    months, days = task.decalage_mois, task.decalage_jours
    parts = []
    if months:
        parts.append(ngettext("{n} mois", "{n} mois", abs(months)))
    if days:
        parts.append(ngettext("{n} jour", "{n} jours", abs(days)))
    base = _anchor_words(task, book)
    if not parts:
        return _("le jour même de {base}", base=base)
    delay = _(" et ").join(parts)
    if (months or days) < 0:
        return _("{delai} avant {base}", delai=delay, base=base)
    return _("{delai} après {base}", delai=delay, base=base)


def _anchor_words(task: Task, book: PlanBook) -> str:
    contrat = book.contrat
    waiting = format_date(book.target)
    match task.ancre:
        case Ancre.EFFET if contrat.effet is None:
            return _("la signature ({jour}), en attendant la date d'effet", jour=waiting)
        case Ancre.EFFET:
            return _("la date d'effet ({jour})", jour=format_date(contrat.effet))
        case Ancre.FIN_CONTRAT if contrat.fin is None:
            return _("la fin du contrat, comptée depuis la signature ({jour})", jour=waiting)
        case Ancre.FIN_CONTRAT:
            return _("la fin du contrat ({jour})", jour=format_date(contrat.fin))
        case _:
            return _("la signature ({jour})", jour=waiting)


def _moved(dated: ScheduledTask) -> str:
    closed = dated.raison.ferme
    if closed is None:
        return ""
    what = _("réunion avancée") if dated.task.reunion else _("jalon avancé")
    return _(" ; {quoi}, {ferme}", quoi=what, ferme=closed_words(closed))


def _carried(dated: ScheduledTask, book: PlanBook) -> str:
    """Return which meeting, further on, brings this end forward by its own move."""
    origin = book.dated.get(dated.raison.origine_id or 0)
    if origin is None:
        return ""
    if origin.task.id == dated.raison.autre_id:
        return _(", avancée pour éviter un jour fermé")
    return _(
        " ; « {titre} » passe au {jour} pour éviter un jour fermé",
        titre=origin.task.titre,
        jour=format_date(origin.fin),
    )


def _late(dated: ScheduledTask) -> str:
    if not dated.retard_prevu:
        return ""
    return ngettext(
        " ; fin prévue le {jour}, {n} jour plus tard",
        " ; fin prévue le {jour}, {n} jours plus tard",
        dated.retard_prevu,
        jour=format_date(dated.fin_prevue),
    )
