"""What meetings decided and what became of it: states in words, late ones, in order of date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.reunions import SETTLED, EtatDecision
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.domain.reunions import Decision

TABLES = (
    "dossier",
    "etablissement",
    "acteurs",
    "tasks",
    "task_links",
    "fermetures",
    "fiches_action",
    "instances",
    "reunions",
    "decisions",
)


def days_late(decision: Decision, today: date) -> int:
    """Return by how many days a decision still open is past its date; 0 when it is not."""
    if decision.echeance is None or decision.etat in SETTLED:
        return 0
    return max(0, (today - decision.echeance).days)


def state_words(decision: Decision, today: date) -> str:
    """Return where a decision stands: « En retard de 12 jours », « Faite le 3 mars 2027 »."""
    late = days_late(decision, today)
    if late:
        return ngettext("En retard de {n} jour", "En retard de {n} jours", late)
    if decision.etat is EtatDecision.FAITE and decision.fait_le:
        return _("Faite le {jour}", jour=format_date(decision.fait_le, "medium"))
    return word(decision.etat)
