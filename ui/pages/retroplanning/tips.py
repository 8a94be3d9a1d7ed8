"""What is told of a day of the plan when the mouse stays on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import capitalise, format_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cpom_desktop.services.queries.planning import PlanView


def day_words(view: PlanView, day: date) -> str:
    """Return a day and why it is not like others; nothing for one like others."""
    reasons = list(_reasons(view, day))
    if not reasons:
        return ""
    return "\n".join((format_date(day, "full"), *map(capitalise, reasons)))


def _reasons(view: PlanView, day: date) -> Iterator[str]:
    if day in view.holidays:
        yield view.holidays[day]
    yield from (b.label for b in view.breaks if b.first <= day <= b.last)
    yield from (c.libelle for c in view.closed if c.premier <= day <= c.dernier)
