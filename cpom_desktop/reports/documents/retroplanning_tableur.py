"""The plan as a workbook: every task with all that is known of it, then meetings' lead times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, format_date, format_time_in_document
from cpom_desktop.reports.sheets import Sheet, SheetColumn
from cpom_desktop.services.queries.agenda import plan_events
from cpom_desktop.services.queries.etablissement import dossier_name
from cpom_desktop.services.queries.plan_references import slippage
from cpom_desktop.services.queries.planning import plan_view
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from cpom_desktop.domain.tasks import Task
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.reports.sheets import Value
    from cpom_desktop.services.queries.plan_references import Slip
    from cpom_desktop.services.queries.planning import PlanRow, PlanView


def plan_sheets(edition: Edition) -> tuple[Sheet, ...]:
    """Return the sheets of the plan; the last one tells what was edited, and when."""
    view = plan_view(edition.snapshot, edition.content, edition.now.date())
    return (_tasks(edition, view), _meetings(edition), about_sheet(edition, *_reading(view)))


def _tasks(edition: Edition, view: PlanView) -> Sheet:
    tasks = {task.id: task for task in edition.snapshot.tasks}
    waited: dict[int, list[str]] = {}
    for before, after in view.links:
        waited.setdefault(after, []).append(tasks[before].titre)
    compared = slippage(edition.snapshot, edition.content, view.today)
    kept = {line.task_id: line for line in compared.lignes} if compared else {}
    rows = tuple(
        (
            rank,
            *_what(row, tasks[row.task_id]),
            *_dates(row),
            *_course(row, tasks[row.task_id]),
            " ; ".join(waited.get(row.task_id, ())),
            *_compared(kept.get(row.task_id)),
            *_told(row, tasks[row.task_id]),
        )
        for rank, row in enumerate(view.rows, start=1)
    )
    return Sheet(_("Rétroplanning"), _columns(), rows)


def _columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(_("N°"), "number", 5),
        SheetColumn(_("Tâche ou jalon"), "text", 48),
        SheetColumn(_("Phase"), "text", 16),
        SheetColumn(_("Nature"), "text", 10),
        SheetColumn(_("Responsable"), "text", 22),
        SheetColumn(_("Durée"), "number", 8),
        SheetColumn(_("Durée comptée en"), "text", 17),
        SheetColumn(_("Début"), "day", 12),
        SheetColumn(_("Échéance"), "day", 12),
        SheetColumn(_("Fin prévue"), "day", 12),
        SheetColumn(_("Début au plus tôt"), "day", 12),
        SheetColumn(_("Début au plus tard"), "day", 12),
        SheetColumn(_("Fin au plus tard"), "day", 12),
        SheetColumn(_("Marge (jours)"), "number", 9),
        SheetColumn(_("Marge (jours ouvrés)"), "number", 9),
        SheetColumn(_("Chemin critique"), "text", 10),
        SheetColumn(_("État"), "text", 12),
        SheetColumn(_("Avancement (%)"), "number", 12),
        SheetColumn(_("Retard (jours)"), "number", 9),
        SheetColumn(_("Date fixée"), "day", 12),
        SheetColumn(_("Commencée le"), "day", 12),
        SheetColumn(_("Terminée le"), "day", 12),
        SheetColumn(_("Attend la fin de"), "long", 40),
        SheetColumn(_("Échéance de référence"), "day", 12),
        SheetColumn(_("Écart à la référence (jours)"), "gap", 13),
        SheetColumn(_("Livrable"), "long", 30),
        SheetColumn(_("D'où vient la date"), "long", 50),
    )


def _what(row: PlanRow, task: Task) -> tuple[Value, ...]:
    kind = _("Réunion") if task.reunion else _("Jalon") if task.jalon else _("Tâche")
    who = row.responsable if row.responsable != EMPTY else ""
    return row.titre, row.phase, kind, who, task.duree_jours, word(task.unite)


def _dates(row: PlanRow) -> tuple[Value, ...]:
    dated = row.scheduled
    if dated is None:
        return (None,) * 9
    return (
        dated.debut,
        dated.fin,
        dated.fin_prevue,
        dated.debut_au_plus_tot,
        dated.debut_au_plus_tard,
        dated.fin_au_plus_tard,
        dated.marge_jours,
        dated.marge_ouvres,
        _("Oui") if dated.critical else _("Non"),
    )


def _course(row: PlanRow, task: Task) -> tuple[Value, ...]:
    return (
        row.etat,
        task.avancement,
        row.retard_jours or None,
        task.date_epinglee,
        task.debut_reel,
        task.fin_reelle,
    )


def _compared(slip: Slip | None) -> tuple[Value, ...]:
    """Return the end of a task in the last plan of reference, and the days since."""
    if slip is None or slip.fin is None:
        return None, None
    return slip.fin, slip.jours


def _told(row: PlanRow, task: Task) -> tuple[Value, ...]:
    return task.livrable, row.explication


def _meetings(edition: Edition) -> Sheet:
    columns = (
        SheetColumn(_("Quoi"), "text", 70),
        SheetColumn(_("Date"), "day", 12),
        SheetColumn(_("Nature"), "text", 18),
        SheetColumn(_("Explication"), "long", 70),
    )
    events = plan_events(edition.snapshot, edition.content, edition.now.date())
    return Sheet(
        _("Réunions et délais"), columns, tuple((e.title, e.day, e.kind, e.text) for e in events)
    )


def about_sheet(edition: Edition, *facts: tuple[str, str]) -> Sheet:
    """Return the sheet that tells which dossier was edited, when, and some facts."""
    columns = (SheetColumn(_("Information"), "text", 30), SheetColumn(_("Valeur"), "long", 80))
    day, hour = format_date(edition.now.date()), format_time_in_document(edition.now)
    rows = (
        (_("Dossier"), dossier_name(edition.snapshot)),
        (_("Édité le"), _("{jour} à {heure}", jour=day, heure=hour)),
        *facts,
        (
            _("À savoir"),
            _("Les dates sont calculées par CPOM Desktop : ce tableur ne change pas le dossier."),
        ),
    )
    return Sheet(_("À propos"), columns, rows)


def _reading(view: PlanView) -> tuple[tuple[str, str], ...]:
    """Return what the plan aims at, its margin, and how its dates are read."""
    return (
        (view.target_label, format_date(view.target, "full")),
        (_("Marge"), view.marge or EMPTY),
        (
            _("Comment lire les dates"),
            _(
                "L'échéance est la fin de la tâche : une tâche de cinq jours qui finit un lundi "
                "commence le mercredi précédent."
            ),
        ),
    )
