"""What the picture of the plan lays over it: the plan of reference, days around the meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.charts.gantt_scale import GanttLayers, GanttLead
from cpom_desktop.domain.planning import Contrat
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.queries.plan_calendrier import plan_calendar
from cpom_desktop.services.queries.plan_delais import lead_times
from cpom_desktop.services.queries.plan_explications import PlanBook
from cpom_desktop.services.queries.plan_references import references

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.queries.planning import PlanView
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (
    "plans_reference",
    "plans_reference_taches",
    "delais_reunion",
    "echeances",
    "instances",
    "reunions",
)
"""Beside those of the plan itself."""

NO_REFERENCE = 0
"""Asks for no plan of reference."""


def gantt_layers(
    snapshot: DossierSnapshot,
    content: Content,
    view: PlanView,
    *,
    reference_id: int | None = None,
) -> GanttLayers:
    """Return what is laid over a plan already read, for the lines that it has.

    Args:
        snapshot: the dossier.
        content: its packs.
        view: the plan, whole or filtered.
        reference_id: the plan of reference to show; the newest when left out, none for 0.
    """
    return GanttLayers(
        horizon=content.vacances.horizon,
        life_end=snapshot.dossier.date_fin,
        references=_references(snapshot, reference_id),
        leads=_leads(snapshot, content, view),
    )


def shown_reference(snapshot: DossierSnapshot, wanted: int | None) -> int:
    """Return the plan of reference that is laid when `wanted` is asked for, 0 for none."""
    found = (r.id for r in references(snapshot) if wanted in {None, r.id})
    return next(found, NO_REFERENCE)


def _references(snapshot: DossierSnapshot, wanted: int | None) -> Mapping[int, tuple[date, date]]:
    found = shown_reference(snapshot, wanted)
    kept = snapshot.plans_reference_taches
    return {line.task_id: (line.debut, line.fin) for line in kept if line.reference_id == found}


def _leads(
    snapshot: DossierSnapshot, content: Content, view: PlanView
) -> Mapping[int, tuple[GanttLead, ...]]:
    found: dict[int, tuple[GanttLead, ...]] = {}
    dossier = snapshot.dossier
    book = PlanBook(
        {row.task_id: row.scheduled for row in view.rows if row.scheduled},
        plan_calendar(snapshot, content),
        view.target,
        Contrat(dossier.date_effet, dossier.date_fin),
    )
    for lead in lead_times(snapshot, content, view.today, book):
        if not lead.sans_objet:
            told = _("fait le {jour}", jour=format_date(lead.fait_le)) if lead.fait_le else ""
            words = f"{lead.libelle} : {format_date(lead.jour)}"
            one = GanttLead(lead.jour, ", ".join(part for part in (words, told) if part))
            found[lead.task_id] = (*found.get(lead.task_id, ()), one)
    return found
