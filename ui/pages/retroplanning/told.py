"""What the page says quietly: how many dates moved, why there is no line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.services.queries.planning import PlanView


def moved_words(before: PlanView | None, after: PlanView) -> str:
    """Return how many dates differ between two views of the plan, nothing when none does."""
    old = _ends(before) if before else {}
    moved = sum(1 for i, day in _ends(after).items() if i in old and old[i] != day)
    return ngettext("{n} date a changé", "{n} dates ont changé", moved) if moved else ""


def nothing_words(*, whole: bool) -> tuple[str, str]:
    """Return why no line is shown: none exists, or none is what is asked."""
    if whole:
        return (
            _("Aucune tâche pour l'instant"),
            _("Ajoutez une tâche : son échéance se calcule à rebours depuis la date visée."),
        )
    return (
        _("Aucune tâche ne répond à votre demande"),
        _("Changez les filtres, ou choisissez « Tout afficher »."),
    )


def _ends(view: PlanView) -> dict[int, date | None]:
    return {r.task_id: r.scheduled.fin if r.scheduled else None for r in view.rows}
