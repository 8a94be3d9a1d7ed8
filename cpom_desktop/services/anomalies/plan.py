"""Rules about the rétroplanning: it fits, nothing is late, everyone knows what is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.tasks import CLOSED
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.anomalies.regles import Gravite, Registre, Releve, some, together
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.queries.plan_alertes import LEAST_WORKED
from cpom_desktop.services.queries.planning import TABLES as PLAN
from cpom_desktop.services.queries.planning import plan_view

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cpom_desktop.services.anomalies.regles import Ground
    from cpom_desktop.services.queries.plan_alertes import PlanAlert
    from cpom_desktop.services.queries.planning import PlanRow, PlanView

REGISTRE = Registre()
PAGE = "retroplanning"
TARGET = "dossier.date_signature"
TABLES = (*PLAN, "packs_integres")


def _view(ground: Ground) -> PlanView | None:
    """Return the plan; None when it cannot be dated, which its own rule tells."""
    try:
        return plan_view(ground.snapshot, ground.content, ground.today)
    except RegleInvalide:
        return None


def _rows(ground: Ground) -> tuple[PlanRow, ...]:
    view = _view(ground)
    return view.rows if view else ()


def _about_plan(objet: str, phrase: str, que_faire: str, champ: str = TARGET) -> Releve:
    return Releve(
        objet=objet,
        phrase=phrase,
        que_faire=que_faire,
        page=PAGE,
        champ=champ,
        ou=_("Rétroplanning"),
    )


@REGISTRE.regle(
    "plan-sans-date",
    Gravite.A_VERIFIER,
    stage=1,
    titre="Le rétroplanning a une date visée, et se calcule",
    pourquoi="Sans date visée, aucune tâche ni réunion n'a de date.",
    tables=TABLES,
)
def plan_sans_date(ground: Ground) -> Iterator[Releve]:
    """Find that the plan has nothing to be computed back from, or turns in circles."""
    if ground.snapshot.dossier.date_signature is None:
        told = _("Le rétroplanning n'a pas de date visée.")
        yield _about_plan("plan.cible", told, _("Donnez la date de signature visée."))
        return
    try:
        plan_view(ground.snapshot, ground.content, ground.today)
    except RegleInvalide as error:
        yield _about_plan("plan.dates", sentence(error), _("Corrigez les liens du plan."), "")


@REGISTRE.regle(
    "plan-ne-tient-pas",
    Gravite.BLOQUANT,
    stage=1,
    titre="Le rétroplanning tient avant la date visée",
    pourquoi="Une date de signature hors d'atteinte se découvre trop tard en COPIL.",
    tables=TABLES,
)
def plan_ne_tient_pas(ground: Ground) -> Iterator[Releve]:
    """Find that the work left does not fit before the target."""
    view = _view(ground)
    if view is not None and view.manque is not None:
        told = _("Le plan ne tient pas. {marge}", marge=view.marge)
        todo = _("Ouvrez les solutions proposées : reculer la date, chevaucher, raccourcir.")
        yield _about_plan("plan.marge", told.rstrip(".") + ".", todo)


@REGISTRE.regle(
    "date-visee-douteuse",
    Gravite.A_VERIFIER,
    stage=1,
    titre="La date visée est à venir, et proche",
    pourquoi="Toutes les dates du plan en découlent.",
    tables=TABLES,
)
def date_visee_douteuse(ground: Ground) -> Iterator[Releve]:
    """Find a target that is past, or very far."""
    for alert in _alerts(ground):
        if not alert.task_id:
            yield _about_plan("plan.cible", alert.texte, _("Vérifiez la date visée."))


@REGISTRE.regle(
    "plan-a-verifier",
    Gravite.A_VERIFIER,
    stage=1,
    titre="Aucune date fixée à la main ne contredit le plan",
    pourquoi="Une tâche qui commence avant la fin de ce qu'elle attend ne sera pas tenue.",
    tables=TABLES,
)
def plan_a_verifier(ground: Ground) -> Iterator[Releve]:
    """Find what the plan itself asks to look at, task by task."""
    ranks = [row.task_id for row in _rows(ground)]
    for alert in _alerts(ground):
        if alert.task_id:
            yield Releve(
                objet=f"tasks.{alert.task_id}.{alert.genre}",
                phrase=alert.texte,
                que_faire=_("Déplacez la tâche, ou ce qu'elle attend."),
                page=PAGE,
                champ=f"tasks.{alert.task_id}",
                ou=_("Rétroplanning, tâche {n}", n=ranks.index(alert.task_id) + 1),
            )


def _alerts(ground: Ground) -> Sequence[PlanAlert]:
    view = _view(ground)
    return view.alertes if view else ()


def _late(ground: Ground, *, critical: bool) -> list[PlanRow]:
    """Return the late tasks that the target waits for, or the others."""
    view = _view(ground)
    return [row for row in view.late_rows if _is_tight(row) is critical] if view else []


def _late_together(late: Sequence[PlanRow], told: str, que_faire: str) -> Releve:
    objet = together("tasks", (row.task_id for row in late))
    return _about_plan(objet, told, que_faire, f"tasks.{late[0].task_id}")


def _is_tight(row: PlanRow) -> bool:
    """Tell whether a task may hardly slip any more before it moves the target."""
    dated = row.scheduled
    return dated is not None and (dated.critical or dated.marge_ouvres < LEAST_WORKED)


@REGISTRE.regle(
    "tache-critique-en-retard",
    Gravite.A_VERIFIER,
    stage=1,
    titre="Aucune tâche dont dépend la date visée n'est en retard",
    pourquoi="Son retard réduit la marge du plan, puis recule la date visée d'autant.",
    tables=TABLES,
)
def tache_critique_en_retard(ground: Ground) -> Iterator[Releve]:
    """Find the late tasks that the target waits for, told together."""
    late = _late(ground, critical=True)
    if late:
        told = ngettext(
            "{n} tâche critique est en retard : {titres}.",
            "{n} tâches critiques sont en retard : {titres}.",
            len(late),
            titres=some([row.titre for row in late]),
        )
        todo = _("Terminez-les, ou dites comment rattraper le retard.")
        yield _late_together(late, told, todo)


@REGISTRE.regle(
    "tache-en-retard",
    Gravite.A_VERIFIER,
    stage=1,
    titre="Aucune tâche du rétroplanning n'est en retard",
    pourquoi="Un plan qui n'est pas à jour ne convainc plus personne au COPIL.",
    tables=TABLES,
)
def tache_en_retard(ground: Ground) -> Iterator[Releve]:
    """Find the other late tasks, told together."""
    late = _late(ground, critical=False)
    if late:
        told = ngettext(
            "{n} tâche est en retard : {titres}.",
            "{n} tâches sont en retard : {titres}.",
            len(late),
            titres=some([row.titre for row in late]),
        )
        todo = _("Dites ce qui est fait, ou déplacez ce qui ne l'est pas.")
        yield _late_together(late, told, todo)


@REGISTRE.regle(
    "tache-sans-responsable",
    Gravite.CONSEIL,
    stage=1,
    titre="Chaque tâche du rétroplanning a un responsable",
    pourquoi="Une tâche sans personne n'est rappelée à personne.",
    tables=("tasks",),
)
def tache_sans_responsable(ground: Ground) -> Iterator[Releve]:
    """Find the open tasks for which nobody answers, told together."""
    tasks = ground.snapshot.tasks
    alone = [task for task in tasks if task.etat not in CLOSED and task.acteur_id is None]
    if alone:
        told = ngettext(
            "{n} tâche n'a pas de responsable : {titres}.",
            "{n} tâches n'ont pas de responsable : {titres}.",
            len(alone),
            titres=some([task.titre for task in alone]),
        )
        yield _about_plan(
            together("tasks", (task.id for task in alone)),
            told,
            _("Donnez un responsable à chacune."),
            f"tasks.{alone[0].id}.acteur_id",
        )
