"""The plans kept for reference, and how far the plan has moved since: per task and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.tasks import CLOSED, EtatTache
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.planning import dated_tasks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.planification import PlanReference, PlanReferenceTache
    from cpom_desktop.domain.planning import ScheduledTask
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (
    "dossier",
    "etablissement",
    "tasks",
    "task_links",
    "fermetures",
    "plans_reference",
    "plans_reference_taches",
)


class ReferenceView(NamedTuple):
    """A plan kept for reference, the newest first; `libelle` is how it is called in a list."""

    id: int
    nom: str
    quand: date
    cible: date | None
    automatique: bool
    libelle: str
    taches: int


class Slip(NamedTuple):
    """How a task has moved since a plan of reference.

    Attributes:
        debut, fin: its dates then; None for a task added since.
        fin_actuelle: its end now: real, or foreseen when it is late; None when it is gone.
        jours: days later (earlier when negative); 0 for one that is added or gone.
        texte: the same in words (« 12 jours plus tard que… »).
    """

    task_id: int
    titre: str
    debut: date | None
    fin: date | None
    fin_actuelle: date | None
    jours: int
    texte: str


class SlippageView(NamedTuple):
    """The plan beside a plan of reference: each task, and one sentence for all."""

    reference: ReferenceView
    lignes: tuple[Slip, ...]
    resume: str


def references(snapshot: DossierSnapshot) -> tuple[ReferenceView, ...]:
    """Return the plans kept for reference, the newest first."""
    found = sorted(snapshot.plans_reference, key=lambda r: (r.quand, r.id), reverse=True)
    return tuple(_reference(r, snapshot.plans_reference_taches) for r in found)


def slippage(
    snapshot: DossierSnapshot, content: Content, today: date, reference_id: int | None = None
) -> SlippageView | None:
    """Return how the plan has moved since a plan of reference, the newest by default.

    None when there is no such plan.

    Raises:
        RegleInvalide: `cycle`; `plan-trop-long`.
    """
    found = [r for r in references(snapshot) if reference_id in {None, r.id}]
    if not found:
        return None
    reference = found[0]
    kept = [t for t in snapshot.plans_reference_taches if t.reference_id == reference.id]
    dated = dated_tasks(snapshot, content, today)
    lines = [_slip(line, dated.get(line.task_id), reference) for line in kept]
    known = {line.task_id for line in kept}
    lines += [_added(s, reference) for i, s in dated.items() if i not in known]
    return SlippageView(reference, tuple(lines), _summary(snapshot, reference, lines))


def _reference(found: PlanReference, lines: Sequence[PlanReferenceTache]) -> ReferenceView:
    count = sum(line.reference_id == found.id for line in lines)
    label = _("{nom}, {jour}", nom=found.nom, jour=format_date(found.quand))
    return ReferenceView(
        found.id, found.nom, found.quand, found.cible, found.automatique, label, count
    )


def _slip(line: PlanReferenceTache, dated: ScheduledTask | None, reference: ReferenceView) -> Slip:
    if dated is None:
        gone = _("retirée depuis « {nom} »", nom=reference.nom)
        return Slip(line.task_id, line.titre, line.debut, line.fin, None, 0, gone)
    now = (dated.fin_prevue or dated.fin) if dated.task.etat not in CLOSED else dated.fin
    out = dated.task.etat is EtatTache.SANS_OBJET
    days = 0 if out else (now - line.fin).days
    words = _("sans objet") if out else slip_words(days, reference.nom)
    return Slip(line.task_id, dated.task.titre, line.debut, line.fin, now, days, words)


def _added(dated: ScheduledTask, reference: ReferenceView) -> Slip:
    words = _("ajoutée depuis « {nom} »", nom=reference.nom)
    return Slip(dated.task.id, dated.task.titre, None, None, dated.fin, 0, words)


def slip_words(days: int, nom: str) -> str:
    """Return « 12 jours plus tard que le plan de référence « COPIL n° 1 » »."""
    if not days:
        return _("comme dans le plan de référence « {nom} »", nom=nom)
    return ngettext(
        "{n} jour plus {sens} que le plan de référence « {nom} »",
        "{n} jours plus {sens} que le plan de référence « {nom} »",
        abs(days),
        sens=_("tard") if days > 0 else _("tôt"),
        nom=nom,
    )


def _summary(snapshot: DossierSnapshot, reference: ReferenceView, lines: Sequence[Slip]) -> str:
    """Return how the whole plan has moved since, in one sentence."""
    later = [line for line in lines if line.jours > 0]
    earlier = [line for line in lines if line.jours < 0]
    parts = []
    if later:
        worst = max(line.jours for line in later)
        parts.append(
            ngettext(
                "{n} tâche plus tard (jusqu'à {pire} j)",
                "{n} tâches plus tard (jusqu'à {pire} j)",
                len(later),
                pire=worst,
            )
        )
    if earlier:
        parts.append(ngettext("{n} tâche plus tôt", "{n} tâches plus tôt", len(earlier)))
    added = sum(line.fin is None for line in lines)
    gone = sum(line.fin_actuelle is None for line in lines)
    if added:
        parts.append(ngettext("{n} tâche ajoutée", "{n} tâches ajoutées", added))
    if gone:
        parts.append(ngettext("{n} tâche retirée", "{n} tâches retirées", gone))
    told = ", ".join(parts) if parts else _("aucune date n'a bougé")
    return _(
        "Depuis « {nom} » ({jour}) : {faits}{cible}.",
        nom=reference.nom,
        jour=format_date(reference.quand),
        faits=told,
        cible=_target(snapshot.dossier.date_signature, reference.cible),
    )


def _target(now: date | None, then: date | None) -> str:
    if now is None or then is None or now == then:
        return ""
    return ngettext(
        " ; la date visée est passée au {jour}, {n} jour plus {sens}",
        " ; la date visée est passée au {jour}, {n} jours plus {sens}",
        abs((now - then).days),
        jour=format_date(now),
        sens=_("tard") if now > then else _("tôt"),
    )
