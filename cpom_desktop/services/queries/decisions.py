"""What meetings decided and what became of it: states in words, late ones, in order of date."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.reunions import SETTLED, EtatDecision
from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.services.queries.reunion import meeting_days, reunion_name
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.reunions import Decision
    from cpom_desktop.services.snapshot import DossierSnapshot

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


class DecisionView(NamedTuple):
    """A decision where she follows it.

    Attributes:
        reunion: name of the meeting that took it; `reunion_jour` its day.
        responsable: who carries it, « – » when nobody does.
        etat: its state in words, lateness told (« En retard de 12 jours »).
        devenue: the task or the fiche action that it became, in words.
    """

    decision: Decision
    reunion: str
    reunion_jour: date | None
    responsable: str
    etat: str
    retard_jours: int
    devenue: str

    @property
    def close(self) -> bool:
        """Whether nobody waits for it any more."""
        return self.decision.etat in SETTLED


def decisions_followed(
    snapshot: DossierSnapshot, content: Content, today: date
) -> tuple[DecisionView, ...]:
    """Return every decision: those still open first, by date; those without a date last."""
    days = meeting_days(snapshot, content)
    reunions = {r.id: r for r in snapshot.reunions}
    found = (
        DecisionView(
            decision=d,
            reunion=reunion_name(snapshot, reunions[d.reunion_id]),
            reunion_jour=days[d.reunion_id],
            responsable=_who(snapshot, d),
            etat=state_words(d, today),
            retard_jours=days_late(d, today),
            devenue=became(snapshot, d),
        )
        for d in snapshot.decisions
        if d.reunion_id in reunions
    )
    return tuple(sorted(found, key=_order))


def _order(view: DecisionView) -> tuple[bool, bool, int, int, int]:
    due, held = view.decision.echeance, view.reunion_jour
    return (
        view.close,
        due is None,
        due.toordinal() if due else 0,
        held.toordinal() if held else 0,
        view.decision.numero,
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


def became(snapshot: DossierSnapshot, decision: Decision) -> str:
    """Return the task or the fiche action that a decision became; empty for none."""
    task = next((t for t in snapshot.tasks if t.id == decision.task_id), None)
    fiche = next((f for f in snapshot.fiches_action if f.id == decision.fiche_id), None)
    told = (
        _("Tâche : {titre}", titre=task.titre) if task else "",
        f"{fiche.repere} – {fiche.titre}" if fiche else "",
    )
    return "\n".join(part for part in told if part)


def _who(snapshot: DossierSnapshot, decision: Decision) -> str:
    acteur = snapshot.acteurs_by_id.get(decision.responsable_id or 0)
    return acteur.display_name if acteur else (decision.porteur or EMPTY)
