"""Who has a dossier open, in words: since when, with the day when it is not today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cpom_desktop.i18n import NBSP, _, format_date

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Holder


def since_words(holder: Holder, today: date) -> str:
    """Return « 14 h 02 », or « le 11 mars 2027 à 14 h 02 » of another day."""
    hour = holder.depuis[-5:].replace(":", f"{NBSP}h{NBSP}")
    try:
        day = date.fromisoformat(holder.depuis[:10])
    except ValueError:
        return hour
    return hour if day == today else _("le {jour} à {h}", jour=format_date(day), h=hour)
