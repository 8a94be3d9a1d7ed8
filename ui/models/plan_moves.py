"""What a change of the plan moves: each date before and after, milestones first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.planning import plan_view
from ui.models.base import COPY_ROLE, Column, TableModel
from ui.theme.fonts import body_font
from ui.theme.icons import icon
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QFont

    from cpom_desktop.services.queries.planning import PlanRow, PlanView
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.session import Session


@dataclass(frozen=True, slots=True)
class Moved:
    """A task whose end is another day.

    Attributes:
        late: it should be over already, and was not so before.
    """

    task_id: int
    titre: str
    jalon: bool
    before: date | None
    after: date | None
    late: bool = False


def previewed(session: Session, **changes: object) -> PlanView:
    """Return the plan as it would be, some fields of the dossier being others.

    Raises:
        RegleInvalide: the plan cannot be dated so.
    """
    would_be = with_dossier(session.snapshot, **changes)
    return plan_view(would_be, session.content, session.workspace.today)


def with_dossier(snapshot: DossierSnapshot, **changes: object) -> DossierSnapshot:
    """Return a snapshot, some fields of its dossier being others."""
    return replace(snapshot, dossier=replace(snapshot.dossier, **changes))  # type: ignore[arg-type]


def moves_between(before: PlanView, after: PlanView) -> list[Moved]:
    """Return what moves from one view of the plan to another, milestones first, in its order."""
    old = {row.task_id: row for row in before.rows}
    moved = [
        Moved(row.task_id, row.titre, row.jalon, _end(old[row.task_id]), _end(row),
              bool(row.retard_jours) and not old[row.task_id].retard_jours)
        for row in after.rows
        if row.task_id in old and _end(old[row.task_id]) != _end(row)
    ]  # fmt: skip
    return sorted(moved, key=lambda line: not line.jalon)


def moves_sentence(moves: Sequence[Moved]) -> str:
    """Return how many dates change, milestones told apart."""
    milestones = sum(1 for line in moves if line.jalon)
    if not moves:
        return _("Aucune date ne change.")
    told = ngettext("{n} date change", "{n} dates changent", len(moves))
    if not milestones:
        return f"{told}."
    return ngettext(
        "{dates}, dont {n} jalon.", "{dates}, dont {n} jalons.", milestones, dates=told
    )


def _end(row: PlanRow) -> date | None:
    return row.scheduled.fin if row.scheduled else None


class MovesModel(TableModel[Moved]):
    """The dates that change, only read."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, _columns(), _task_id, parent=parent)


def _columns() -> list[Column[Moved]]:
    decoration, font = Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.FontRole
    return [
        Column(key="titre", header=_("Tâche ou jalon"), value=_title, width=300,
               roles={decoration: _mark, font: _title_font,
                      Qt.ItemDataRole.AccessibleTextRole: _spoken}),
        Column(key="avant", header=_("Avant"), value=_before, show=_day, align_right=True,
               width=110, roles={COPY_ROLE: _copied_before}),
        Column(key="apres", header=_("Après"), value=_after, show=_day, align_right=True,
               width=110, roles={font: _strong, COPY_ROLE: _copied_after}),
    ]  # fmt: skip


def _task_id(line: Moved) -> object:
    return line.task_id


def _title(line: Moved) -> object:
    return line.titre


def _spoken(line: Moved) -> object:
    late = _(", en retard") if line.late else ""
    return (_("Jalon : {titre}", titre=line.titre) if line.jalon else line.titre) + late


def _mark(line: Moved) -> object:
    if line.late:
        return icon("alarm-clock", "erreur", 14)
    return icon("flag", "texte", 14) if line.jalon else None


def _before(line: Moved) -> object:
    return line.before


def _after(line: Moved) -> object:
    return line.after


def _day(day: date | None) -> str:
    return format_date(day, "medium")


def _copied_before(line: Moved) -> object:
    return f"{line.before:%d/%m/%Y}" if line.before else ""


def _copied_after(line: Moved) -> object:
    return f"{line.after:%d/%m/%Y}" if line.after else ""


def _title_font(line: Moved) -> QFont | None:
    return _strong(line) if line.jalon else None


def _strong(_line: Moved) -> QFont:
    return body_font(px(14), semibold=True)
