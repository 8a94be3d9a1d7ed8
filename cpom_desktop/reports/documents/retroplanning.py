"""Part « Rétroplanning »: the plan as a calendar, on one landscape page if it is legible.

The life of the contract has a page of its own. What a picture shows, its replacement text says
too, task by task.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cpom_desktop.charts.gantt_page import Room, gantt_pages
from cpom_desktop.charts.gantt_scale import text_width
from cpom_desktop.domain.dossiers_nommes import Paper
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.reports.blocks import Block, Callout, Figure, Heading, PageBreak, Paragraph
from cpom_desktop.services.queries.gantt import gantt_layers
from cpom_desktop.services.queries.plan_references import slippage
from cpom_desktop.services.queries.planning import plan_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cpom_desktop.charts.gantt_columns import PrintedRow
    from cpom_desktop.charts.gantt_page import GanttPage
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.planning import PlanRow, PlanView

FRAMES = {Paper.A4: (267.0, 180.0), Paper.A3: (390.0, 267.0)}
"""Room between the margins of a landscape page, in millimetres."""
AFTER = timedelta(days=31)
"""Shown after the contract, for the mark of its last days to stand inside the picture."""
BODY_MM = 10 * 25.4 / 72
_HEAD_MM, _LINE_MM = 13.6, 4.95
"""Height of a title with the room around it, and of a line of text."""


def retroplanning_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the part: the calendar of the preparation, then that of the contract's life."""
    view = plan_view(edition.snapshot, edition.content, edition.now.date())
    before, after = split_view(view, edition)
    title = Heading(_("Rétroplanning"))
    if not view.rows:
        return (title, Paragraph(_("Aucune tâche n'est encore saisie.")))
    if view.target is None:
        return (title, _undated())
    return (*_calendar(title, _lead(view, edition), before, edition), *_life(after, edition))


def split_view(view: PlanView, edition: Edition) -> tuple[PlanView, PlanView]:
    """Return the plan of what prepares the target, then that of the contract's life."""
    anchored = {task.id for task in edition.snapshot.tasks if task.ancre is not None}
    rows: tuple[list[PlanRow], list[PlanRow]] = ([], [])
    for row in view.rows:
        rows[row.task_id in anchored].append(row)
    return view._replace(rows=tuple(rows[0])), view._replace(rows=tuple(rows[1]))


def _undated() -> Block:
    return Callout(
        _("Dates à venir"),
        _("Les dates seront calculées à rebours dès que la date visée sera connue."),
    )


def _lead(view: PlanView, edition: Edition) -> str:
    """Return what the plan says in a few sentences."""
    ahead = (view.target - view.today).days if view.target else 0
    aim = _("{label} : {jour}", label=view.target_label, jour=format_date(view.target, "full"))
    left = ngettext(", dans {n} jour", ", dans {n} jours", ahead)
    critical = sum(r.scheduled is not None and r.scheduled.critical for r in view.rows)
    facts = (
        f"{aim}{left if ahead > 0 else ''}",
        view.marge.removesuffix("."),
        late_words(view),
        ngettext("Chemin critique : {n} tâche", "Chemin critique : {n} tâches", critical),
        _compared(view, edition).removesuffix("."),
    )
    return " ".join(f"{fact}." for fact in facts if fact)


def late_words(view: PlanView) -> str:
    """Return how many tasks are late, in words; nothing when none is."""
    late = len(view.late_rows)
    told = "{n} tâche est en retard au {jour}", "{n} tâches sont en retard au {jour}"
    return ngettext(*told, late, jour=format_date(view.today)) if late else ""


def _compared(view: PlanView, edition: Edition) -> str:
    found = slippage(edition.snapshot, edition.content, view.today)
    moved = found is not None and any(line.jours for line in found.lignes)
    return found.resume if found is not None and moved else ""


def _calendar(
    title: Heading, lead: str, view: PlanView, edition: Edition, until: date | None = None
) -> Iterable[Block]:
    """Yield the calendar: one page, or several with their number and their phases."""
    large = edition.options.paper is Paper.A3
    room = _room(edition, lead)
    layers = gantt_layers(edition.snapshot, edition.content, view)
    pages = gantt_pages(view, room, layers=layers, until=until)
    if not pages:
        return
    for rank, page in enumerate(pages, start=1):
        yield PageBreak(landscape=True, large=large)
        yield title if rank == 1 else Heading(_page_title(rank, pages), 2)
        if rank == 1:
            yield Paragraph(lead)
        yield Figure(page.scene, _alt(page, rank, len(pages)))


def _room(edition: Edition, lead: str) -> Room:
    """Return the room that is left to a picture under its title and its text."""
    width, height = FRAMES[edition.options.paper]
    lines = -(-int(text_width(lead, BODY_MM)) // int(width))
    taken = _HEAD_MM + lines * _LINE_MM
    text_mm = 3.6 if edition.options.paper is Paper.A3 else 3.0
    return Room(width, height - taken, text_mm)


def _page_title(rank: int, pages: Sequence[GanttPage]) -> str:
    """Return the title of a page after the first: its phases, and its number."""
    return _(
        "Rétroplanning ({n} sur {total}) : {phases}",
        n=rank,
        total=len(pages),
        phases=", ".join(pages[rank - 1].phases),
    )


def _life(view: PlanView, edition: Edition) -> Iterable[Block]:
    """Yield the calendar of the five years of the contract."""
    lead = _(
        "Ces tâches se comptent depuis la signature, la prise d'effet ou la fin du contrat. Les "
        "échéances légales de chaque année figurent dans l'échéancier."
    )
    title = Heading(_("La vie du contrat"), 2)
    end = edition.snapshot.dossier.date_fin
    yield from _calendar(title, lead, view, edition, end + AFTER if end else None)


def _alt(page: GanttPage, rank: int, total: int) -> str:
    """Return the words that stand for a picture: its tasks, one after the other."""
    dated = [row for row in page.rows if row.scheduled is not None]
    told = _(
        "Calendrier {n} sur {total} : {taches}.",
        n=rank,
        total=total,
        taches=ngettext("{n} tâche dessinée", "{n} tâches dessinées", len(dated)),
    )
    return " ".join((told, *(_spoken(row) for row in dated)))


def _spoken(row: PrintedRow) -> str:
    assert row.scheduled is not None
    end = format_date(row.scheduled.fin)
    title = row.titre if len(row.titre) <= 90 else f"{row.titre[:89]}…"
    if row.jalon:
        return _("{titre} : {fin}, {etat}.", titre=title, fin=end, etat=row.etat.lower())
    return _(
        "{titre} : du {debut} au {fin}, {etat}.",
        titre=title,
        debut=format_date(row.scheduled.debut),
        fin=end,
        etat=row.etat.lower(),
    )
