"""A check-list as a list: a heading by group, and under each its points."""

from __future__ import annotations

import html
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cpom_desktop.domain.controles import EtatControle, ListeControle
from cpom_desktop.i18n import EMPTY, _, format_date
from cpom_desktop.services.parcours import PAGES
from cpom_desktop.services.queries.controles_types import Coche, PointLu
from ui.kit.pills import Pill
from ui.models.grouped import GroupedModel
from ui.models.lines import Heading

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cpom_desktop.services.queries.controles import GroupePoints


class ControleRole(IntEnum):
    """What a row holds beside its text."""

    ROW = Qt.ItemDataRole.UserRole + 1
    ID = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class PointRow:
    """One point, in words.

    Attributes:
        late: its day is over and it is not done.
        action: what the row offers at its right, « Pourquoi ? » or « Ouvrir »; empty for none.
        link: the action looks like a link: there is nothing left to fill.
    """

    point_id: int
    coche: Coche
    first: str
    second: str
    who: str
    day: str
    late: bool
    pill: Pill
    action: str
    link: bool
    spoken: str
    tooltip: str


Row = Heading | PointRow


def rows_of(groups: Iterable[GroupePoints], today: date) -> list[Row]:
    """Return the rows of these groups, each under its heading."""
    rows: list[Row] = []
    for group in groups:
        rows.append(Heading(group.titre, group.note))
        rows += [_row(point, today) for point in group.points]
    return rows


def _row(point: PointLu, today: date) -> PointRow:
    pill, action = pill_of(point), action_of(point)
    day = day_words(point.echeance, today)
    late = bool(point.open and point.echeance and point.echeance < today)
    alarm = _("en retard") if late else ""
    spoken = (point.row.texte, pill.word, point.phrase, point.qui, day, alarm)
    told = (point.row.texte, point.phrase, point.aide)
    return PointRow(
        point_id=point.id,
        coche=point.coche,
        first=point.row.texte,
        second=point.phrase,
        who=point.qui,
        day=day,
        late=late,
        pill=pill,
        action=action,
        link=not point.open,
        spoken=", ".join(part for part in spoken if part and part != EMPTY),
        tooltip=f"<qt>{'<br>'.join(html.escape(part) for part in told if part)}</qt>",
    )


def day_words(day: date | None, today: date) -> str:
    """Return a date for its column; its year when it is not this one."""
    if day is None:
        return EMPTY
    return format_date(day, "short" if day.year == today.year else "medium")


def pill_of(point: PointLu) -> Pill:
    """Return the state of a point as a pill, in the words of its list."""
    launch = point.row.liste is ListeControle.LANCEMENT
    match point.coche:
        case Coche.DOSSIER:
            return Pill("fait", _("Coché seul"), "link")
        case Coche.MAIN:
            return Pill("fait", _("Abordé") if launch else _("Fait"))
        case Coche.PARTIEL:
            return Pill("en-cours", _("En cours"))
        case Coche.SANS_OBJET:
            return Pill("neutre", _("Sans objet"))
        case Coche.VIDE:
            return Pill("a-faire", _("À aborder") if launch else _("À faire"))


def action_of(point: PointLu) -> str:
    """Return what leads to the datum behind a point: to read it, or to fill it."""
    if point.trouve is None or point.trouve.page not in PAGES:
        return ""
    return _("Pourquoi ?") if point.trouve.etat is EtatControle.FAIT else _("Ouvrir")


class ControlesModel(GroupedModel[Row]):
    """The rows of the list."""

    def is_heading(self, row: Row) -> bool:
        """Tell whether a row names a group."""
        return isinstance(row, Heading)

    def identity(self, row: Row) -> object:
        """Return the id of a point, the name of a heading."""
        return row.label if isinstance(row, Heading) else row.point_id

    def row_data(self, row: Row, role: int) -> object:
        """Return what a row shows or says."""
        if role == ControleRole.ROW:
            return row
        if isinstance(row, Heading):
            said = f"{row.label}, {row.note}"
            known = {Qt.ItemDataRole.DisplayRole: said, Qt.ItemDataRole.AccessibleTextRole: said}
            return known.get(Qt.ItemDataRole(role)) if role < ControleRole.ROW else None
        told: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: row.first,
            Qt.ItemDataRole.ToolTipRole: row.tooltip,
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
            ControleRole.ID: row.point_id,
        }
        return told.get(role)

    def ids(self) -> list[int]:
        """Return the ids of the points shown, in order."""
        return [row.point_id for row in self._rows if isinstance(row, PointRow)]
