"""Days moved by months or by days; the last day of a month stays the last."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def shifted_day(day: date, *, mois: int = 0, jours: int = 0) -> date:
    """Return a day moved by months, then by days.

    The end of a month stays the end of a month, so that a quarter moved and moved back is the
    same one: 31 March, 30 June, 30 September.

    Raises:
        ValueError, OverflowError: no calendar goes that far.
    """
    months = day.year * 12 + day.month - 1 + mois
    year, month = divmod(months, 12)
    most = monthrange(year, month + 1)[1]
    at_end = mois and day.day == monthrange(day.year, day.month)[1]
    moved = date(year, month + 1, most if at_end else min(day.day, most))
    return moved + timedelta(days=jours)
