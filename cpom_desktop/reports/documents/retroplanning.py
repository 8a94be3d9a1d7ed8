"""Part « Rétroplanning »: the table of tasks, then the Gantt on landscape pages."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from cpom_desktop.charts.gantt_page import gantt_pages
from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    Callout,
    Cell,
    Column,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.services.queries.planning import plan_view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.charts.scene import Scene
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.planning import PlanRow, PlanView


def retroplanning_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the part: what the plan says in words, its table, its pictures."""
    view = plan_view(edition.snapshot, edition.content, edition.now.date())
    title = Heading(_("Rétroplanning"))
    if not view.rows:
        return (title, Paragraph(_("Aucune tâche n'est encore saisie.")))
    return (title, *_summary(view), _table(view), *_pictures(view))


def _summary(view: PlanView) -> tuple[Block, ...]:
    if view.target is None:
        return (
            Callout(
                _("Dates à venir"),
                _("Les dates seront calculées à rebours dès que la date visée sera connue."),
            ),
        )
    lead = _(
        "{label} : {jour}. Les dates sont calculées à rebours, d'après le kit ANAP.",
        label=view.target_label,
        jour=format_date(view.target, "full"),
    )
    margin = f"{view.marge.removesuffix('.')}." if view.marge else ""
    late = len(view.late_rows)
    if late == 0:
        return (Paragraph(f"{lead} {margin}".strip()),)
    told = ngettext(
        "{n} tâche est en retard au {jour}.",
        "{n} tâches sont en retard au {jour}.",
        late,
        jour=format_date(view.today),
    )
    return (Paragraph(lead), Callout(_("À vérifier"), f"{margin} {told}".strip(), "attention"))


def _table(view: PlanView) -> Table:
    columns = (
        Column(_("Tâche ou jalon"), 4.6),
        Column(_("Responsable"), 1.9),
        Column(_("Début"), 1.65, "right"),
        Column(_("Échéance"), 1.65, "right"),
        Column(_("Marge"), 1.15, "right"),
        Column(_("État"), 1.2),
    )
    return Table(columns, tuple(_rows(view)))


def _rows(view: PlanView) -> Iterable[Row]:
    for phase, rows in groupby(view.rows, key=attrgetter("phase")):
        yield Row((Cell(phase, bold=True),), "group")
        for row in rows:
            yield _row(row)


def _row(row: PlanRow) -> Row:
    dated = row.scheduled
    days = dated.marge_jours if dated else 0
    return Row(
        (
            Cell(row.titre, bold=row.jalon),
            Cell(row.responsable),
            Cell(format_date(dated.debut, "medium") if dated else EMPTY),
            Cell(format_date(dated.fin, "medium") if dated else EMPTY, bold=row.jalon),
            Cell(ngettext("{n} jour", "{n} jours", days) if dated else EMPTY),
            Cell(row.etat),
        )
    )


def _pictures(view: PlanView) -> Iterable[Block]:
    scenes = gantt_pages(view)
    for number, scene in enumerate(scenes, start=1):
        yield PageBreak(landscape=True)
        yield Heading(_picture_title(number, len(scenes)), 2)
        yield Figure(scene, _alt(view, scene, number, len(scenes)))


def _picture_title(number: int, total: int) -> str:
    if total == 1:
        return _("Calendrier du rétroplanning")
    return _("Calendrier du rétroplanning ({n} sur {total})", n=number, total=total)


def _alt(view: PlanView, scene: Scene, number: int, total: int) -> str:
    """Return the sentence that stands for a picture; the table before it holds every date."""
    refs = {item.ref for item in scene.items if getattr(item, "ref", "")}
    return _(
        "Diagramme de Gantt {n} sur {total} : {taches}, du {debut} au {fin}. Les mêmes dates "
        "figurent dans le tableau qui précède.",
        n=number,
        total=total,
        taches=ngettext("{n} tâche dessinée", "{n} tâches dessinées", len(refs)),
        debut=format_date(view.first_day),
        fin=format_date(view.last_day),
    )
