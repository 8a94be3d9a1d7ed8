"""What to do now: tasks and dates that are late or near, criteria left, fiches to complete."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.pieces import EtatPiece
from cpom_desktop.domain.tasks import CLOSED, EtatTache
from cpom_desktop.i18n import EMPTY, _, ngettext
from cpom_desktop.services.queries.controles import check_list
from cpom_desktop.services.queries.echeancier_types import Origine
from cpom_desktop.services.queries.fiches_action import fiches
from cpom_desktop.services.queries.pieces import Statut, pieces
from cpom_desktop.services.queries.synthese import synthese_vue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.queries.diagnostic import ThemeView
    from cpom_desktop.services.queries.echeancier import Echeancier
    from cpom_desktop.services.queries.planning import PlanView
    from cpom_desktop.services.snapshot import DossierSnapshot

GATHERED = frozenset({EtatPiece.DISPONIBLE, EtatPiece.DEMANDEE})
"""What tells that she began to gather the documents."""
AHEAD = timedelta(days=21)
"""How far ahead a task is « to do now »: its start, or its end, falls before."""


class Todo(NamedTuple):
    """One thing to do now; `retard_jours` is 0 when on time, `echeance` None when undated."""

    icon: str
    titre: str
    detail: str
    retard_jours: int
    echeance: date | None
    page: str
    field: str


def todos(
    snapshot: DossierSnapshot,
    content: Content,
    plan: PlanView,
    views: tuple[ThemeView, ...],
    dates: Echeancier,
) -> tuple[Todo, ...]:
    """Return what to do, the most urgent first; `views` are the themes of the diagnosis."""
    found = (
        *_tasks(plan),
        *_dates(dates),
        *_diagnostic(views),
        *_synthese(snapshot, content, plan.today),
        *_fiches(snapshot),
        *_pieces(snapshot, content, plan.today),
        *_controles(snapshot, content, plan.today),
    )
    return tuple(sorted(found, key=_urgency))


def _urgency(todo: Todo) -> tuple[int, date | None, str]:
    rank = 0 if todo.retard_jours else 1 if todo.echeance else 2
    return rank, todo.echeance, todo.titre


def _tasks(plan: PlanView) -> Iterator[Todo]:
    """Yield the late tasks, and those that are under way or start soon."""
    for row in plan.rows:
        if row.scheduled is None or row.scheduled.task.etat in CLOSED:
            continue
        soon = row.scheduled.debut <= plan.today + AHEAD
        if not (row.retard_jours or soon or row.scheduled.task.etat is EtatTache.EN_COURS):
            continue
        parts = (_("Rétroplanning"), row.phase, row.responsable)
        icon = "flag" if row.jalon else "calendar-days"
        yield Todo(
            icon,
            row.titre,
            " · ".join(part for part in parts if part != EMPTY),
            row.retard_jours,
            row.scheduled.fin,
            "retroplanning",
            f"tasks.{row.task_id}",
        )


def _dates(dates: Echeancier) -> Iterator[Todo]:
    """Yield the dates of the échéancier that are late or recalled; the tasks are told already."""
    for line in (*dates.late, *dates.reminded):
        if line.origine is Origine.TACHE:
            continue
        parts = (_("Échéancier"), line.resume, line.qui)
        late = line.jour is not None and line.jour < dates.today
        yield Todo(
            "calendar-clock",
            line.titre,
            " · ".join(part for part in parts if part != EMPTY),
            (dates.today - line.jour).days if late and line.jour else 0,
            line.jour,
            "echeancier",
            f"echeances.{line.cle}",
        )


def _diagnostic(views: tuple[ThemeView, ...]) -> Iterator[Todo]:
    """Yield the criteria left, once the diagnosis has begun."""
    unfinished = [view for view in views if not view.score.is_complete]
    left = sum(view.score.criteres - view.score.answered for view in unfinished)
    if not left:
        return
    letters = ", ".join(view.theme.lettre for view in unfinished)
    titre = ngettext(
        "Coter le dernier critère du diagnostic", "Coter les {n} derniers critères", left
    )
    yield Todo(
        "list-checks",
        titre,
        _("Étape 2 · Grille, thèmes {lettres}", lettres=letters),
        0,
        None,
        "grille",
        "",
    )


def _synthese(snapshot: DossierSnapshot, content: Content, today: date) -> Iterator[Todo]:
    """Yield in one line the texts of the synthesis that the answers no longer say alike."""
    if not any(row.base for row in snapshot.syntheses):
        return
    textes = synthese_vue(snapshot, content, today).textes.values()
    changed = [texte for texte in textes if texte.nuances]
    if changed:
        yield Todo(
            "file-text",
            ngettext(
                "Relire un texte de la synthèse", "Relire {n} textes de la synthèse", len(changed)
            ),
            _("Étape 2 · Synthèse · vos réponses ont changé depuis"),
            0,
            None,
            "synthese",
            f"syntheses.{changed[0].cle}.texte",
        )


def _fiches(snapshot: DossierSnapshot) -> Iterator[Todo]:
    for view in fiches(snapshot):
        if view.lacunes:
            yield Todo(
                "file-text",
                _("Compléter la fiche {repere}", repere=view.fiche.repere),
                ngettext(
                    "Étape 3 · {titre} · {n} point à compléter",
                    "Étape 3 · {titre} · {n} points à compléter",
                    len(view.lacunes),
                    titre=view.fiche.titre,
                ),
                0,
                None,
                "fiches-action",
                f"fiches_action.{view.fiche.id}",
            )


def _pieces(snapshot: DossierSnapshot, content: Content, today: date) -> Iterator[Todo]:
    """Yield in one line the documents that lack or are too old, once some were gathered."""
    found = pieces(snapshot, content, today)
    begun = any(line.piece.etat in GATHERED for line in found.lignes)
    missing, old = found.of(Statut.MANQUANTE), found.of(Statut.TROP_ANCIENNE)
    if not begun or not missing + old:
        return
    told = []
    if missing:
        told.append(ngettext("{n} pièce manquante", "{n} pièces manquantes", missing))
    if old:
        told.append(ngettext("{n} trop ancienne", "{n} trop anciennes", old))
    yield Todo(
        "folder",
        _("Réunir les pièces du diagnostic"),
        _("Étape 1 · {compte}", compte=", ".join(told)),
        0,
        None,
        "pieces",
        "",
    )


def _controles(snapshot: DossierSnapshot, content: Content, today: date) -> Iterator[Todo]:
    """Yield the points of the check-lists that she dated herself; the plan tells the others."""
    limit = today + AHEAD
    near = {c.id for c in snapshot.controles if c.echeance and c.echeance <= limit}
    for liste in {c.liste: None for c in snapshot.controles if c.id in near}:
        for point in check_list(snapshot, liste, content, today).points:
            if point.id not in near or not point.open or point.echeance is None:
                continue
            parts = (_("Check-list"), point.etape, point.qui)
            yield Todo(
                "list-checks",
                point.row.texte,
                " · ".join(part for part in parts if part != EMPTY),
                max((today - point.echeance).days, 0),
                point.echeance,
                "check-list",
                f"controles.{point.id}",
            )
