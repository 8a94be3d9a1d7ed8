"""The dates that meetings put in the échéancier: what they decided, for when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.reunions import SETTLED, EtatDecision
from cpom_desktop.i18n import EMPTY, _
from cpom_desktop.services.queries.echeancier_types import EtatEcheance, Ligne, Origine
from cpom_desktop.services.queries.reunion import reunion_name
from cpom_desktop.services.queries.reunions_mots import holder_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cpom_desktop.domain.echeances import Echeance
    from cpom_desktop.domain.reunions import Decision
    from cpom_desktop.services.snapshot import DossierSnapshot

REMINDERS = (7,)
"""Reminders of a decision, until she says otherwise."""
DECISION = "decision:"
"""Opens the key of the line of a decision."""


def decision_lines(
    snapshot: DossierSnapshot, today: date, said: Mapping[str, Echeance]
) -> Iterator[Ligne]:
    """Yield the decisions that have a date; one that became a task is told by the plan."""
    names = {reunion.id: reunion_name(snapshot, reunion) for reunion in snapshot.reunions}
    for decision in snapshot.decisions:
        waited = decision.etat not in SETTLED or decision.etat is EtatDecision.FAITE
        if decision.echeance is None or decision.task_id is not None or not waited:
            continue
        kept = said.get(f"{DECISION}{decision.id}")
        yield _line(decision, names[decision.reunion_id], snapshot, today, kept)


def _line(
    decision: Decision,
    court: str,
    snapshot: DossierSnapshot,
    today: date,
    kept: Echeance | None,
) -> Ligne:
    words = _("Décision n° {n}, {reunion}", n=decision.numero, reunion=court)
    reminders = _days(kept.rappels) if kept and kept.rappels else REMINDERS
    return Ligne(
        cle=f"{DECISION}{decision.id}",
        origine=Origine.DOSSIER,
        titre=" ".join(decision.texte.split()),
        court=words,
        resume=words,
        etat=_state(decision, today),
        jour=decision.echeance,
        note=kept.note if kept else "",
        acteur_id=decision.responsable_id,
        qui=holder_words(decision, snapshot) or EMPTY,
        rappels=reminders,
        rappels_proposes=REMINDERS,
        fait_le=decision.fait_le if decision.etat is EtatDecision.FAITE else None,
        echeance_id=kept.id if kept else 0,
        explication=_("Date donnée par la réunion qui l'a décidé."),
        page="reunions",
        champ=f"decisions.{decision.id}.texte",
    )


def _state(decision: Decision, today: date) -> EtatEcheance:
    if decision.etat is EtatDecision.FAITE:
        return EtatEcheance.FAITE
    late = decision.echeance is not None and decision.echeance < today
    return EtatEcheance.EN_RETARD if late else EtatEcheance.A_FAIRE


def _days(text: str) -> tuple[int, ...]:
    return tuple(sorted({int(w) for w in text.split(",") if w.strip().isdecimal()}, reverse=True))
