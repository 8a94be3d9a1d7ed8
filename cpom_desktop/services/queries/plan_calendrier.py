"""The calendar that the plan of a dossier follows: its rules, and what closes days to meetings."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.calendrier import GroupeFeries, MotifFermeture
from cpom_desktop.domain.calendrier_du_plan import (
    CalendarRules,
    PeriodeFermee,
    WorkCalendar,
    calendar_of,
)
from cpom_desktop.domain.dossier import ZoneScolaire
from cpom_desktop.i18n import _, format_date

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.territoires import SchoolBreak
    from cpom_desktop.domain.calendrier_du_plan import JourFerme
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = ("dossier", "etablissement", "fermetures")

WORDS = {
    MotifFermeture.WEEK_END: "week-end",
    MotifFermeture.FERIE: "jour férié",
    MotifFermeture.FERMETURE: "fermeture",
    MotifFermeture.VACANCES: "vacances scolaires",
    MotifFermeture.ETE: "été, du 15 juillet au 31 août",
    MotifFermeture.FIN_ANNEE: "fin d'année, du 20 décembre au 4 janvier",
    MotifFermeture.PONT: "pont",
}
"""Why a day is closed, in a few words."""


class ClosedSpan(NamedTuple):
    """Days in a row on which no meeting is held, first and last included."""

    premier: date
    dernier: date
    libelle: str
    motif: MotifFermeture


def holiday_group(snapshot: DossierSnapshot, content: Content) -> GroupeFeries:
    """Return the public holidays of the establishment's département; mainland by default."""
    found = content.territoires.departements.get(snapshot.etablissement.departement)
    return GroupeFeries(found.jours_feries) if found else GroupeFeries.METROPOLE


def plan_calendar(snapshot: DossierSnapshot, content: Content) -> WorkCalendar:
    """Return the calendar of a dossier: holidays, her closures, what she keeps meetings off."""
    dossier = snapshot.dossier
    periods = [
        PeriodeFermee(f.debut, f.fin, f.libelle, travail=f.travail) for f in snapshot.fermetures
    ]
    if dossier.eviter_vacances:
        periods += [
            PeriodeFermee(b.first, b.last, b.label, MotifFermeture.VACANCES)
            for b in school_breaks(snapshot, content)
        ]
    return calendar_of(
        CalendarRules(
            groupe=holiday_group(snapshot, content),
            periodes=tuple(periods),
            ete=dossier.eviter_ete,
            fin_annee=dossier.eviter_fin_annee,
            ponts=dossier.eviter_ponts,
            reporter=dossier.reporter_reunions,
        )
    )


def school_breaks(snapshot: DossierSnapshot, content: Content) -> tuple[SchoolBreak, ...]:
    """Return the school breaks of her zone; none where the calendar is a local one."""
    zone = snapshot.etablissement.zone_scolaire
    return () if zone in {None, ZoneScolaire.AUTRE} else content.school_breaks(zone)


def school_horizon(snapshot: DossierSnapshot, content: Content, last: date | None) -> str:
    """Return what is to be known of the school breaks, for a plan that ends on a day.

    Nothing is said of a plan within the official calendar.
    """
    zone = snapshot.etablissement.zone_scolaire
    if zone is None:
        return _("Choisissez la zone des vacances scolaires dans « Établissement et périmètre ».")
    if zone is ZoneScolaire.AUTRE:
        return _(
            "La Corse et l'outre-mer ont leur propre calendrier scolaire : ajoutez les vacances "
            "parmi vos fermetures."
        )
    horizon = content.vacances.horizon
    if last is None or last <= horizon:
        return ""
    return _(
        "Vacances scolaires : calendrier officiel jusqu'au {jour}. Au-delà, ajoutez-les parmi vos "
        "fermetures dès qu'elles paraissent.",
        jour=format_date(horizon),
    )


def closed_label(closed: JourFerme) -> str:
    """Return what a day is, in a few words: « 14 juillet, Fête nationale »."""
    return closed.libelle or _(WORDS[closed.motif])


def closed_spans(calendar: WorkCalendar, first: date, last: date) -> tuple[ClosedSpan, ...]:
    """Return the periods closed to meetings between two days, week-ends and holidays left out.

    Days next to each other with the same reason make one span, over a week-end too.
    """
    alone = {MotifFermeture.WEEK_END, MotifFermeture.FERIE}
    spans: list[ClosedSpan] = []
    day, bridge = first, False
    while day <= last:
        closed = calendar.closed(day)
        if closed is None:
            bridge = False
        elif closed.motif not in alone:
            span = ClosedSpan(day, day, closed_label(closed), closed.motif)
            if bridge and spans[-1][2:] == span[2:]:
                spans[-1] = spans[-1]._replace(dernier=day)
            else:
                spans.append(span)
            bridge = True
        day += timedelta(days=1)
    return tuple(spans)
