"""A moment as she would say it: today, yesterday, else the day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_date, format_time

if TYPE_CHECKING:
    from datetime import datetime


def when(moment: datetime, now: datetime) -> str:
    """Return « Aujourd'hui à 14:32 », « Hier à 18:05 », « Le 5 mars à 18:00 »."""
    hour = format_time(moment)
    if moment.date() == now.date():
        return _("Aujourd'hui à {h}", h=hour)
    if moment.date() == now.date() - timedelta(days=1):
        return _("Hier à {h}", h=hour)
    style = "short" if moment.year == now.year else "medium"
    return _("Le {jour} à {h}", jour=format_date(moment.date(), style), h=hour)
