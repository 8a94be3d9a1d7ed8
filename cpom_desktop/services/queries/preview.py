"""Before the plan exists: when the work should begin for a date she types in the assistant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.planning import schedule_retroplanning
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.queries.plan_calendrier import plan_calendar
from cpom_desktop.services.templates import tasks_of

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot


def preview_margin(snapshot: DossierSnapshot, content: Content, today: date) -> tuple[str, bool]:
    """Return when to begin for the date aimed at, in words, and whether it is too late.

    Nothing is said until the track and the date are known.
    """
    dossier = snapshot.dossier
    if dossier.piste is None or dossier.date_signature is None:
        return "", False
    tasks, links = tasks_of(content.plan_for(dossier.piste))
    scheduled = schedule_retroplanning(
        tasks,
        links,
        dossier.date_signature,
        calendar=plan_calendar(snapshot, content),
    )
    first = min(s.debut_au_plus_tard for s in scheduled)
    if first < today:
        return (
            _(
                "Pour cette date, il aurait fallu commencer le {jour}. Vous pouvez la garder : le "
                "rétroplanning dira quoi resserrer.",
                jour=format_date(first),
            ),
            True,
        )
    return _(
        "Pour cette date, le travail commence au plus tard le {jour}.", jour=format_date(first)
    ), False
