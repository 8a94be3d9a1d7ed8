"""The échéancier as a list: a heading by period, and under each its dates."""

from __future__ import annotations

import html
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cpom_desktop.content.schema import Confiance
from cpom_desktop.i18n import EMPTY, _, format_date
from cpom_desktop.services.queries.echeancier_mots import (
    confidence_of,
    delay_of,
    spoken_delay,
)
from cpom_desktop.services.queries.echeancier_types import EtatEcheance, Ligne
from ui.kit.pills import Pill
from ui.models.grouped import GroupedModel
from ui.models.lines import Heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cpom_desktop.services.queries.echeancier import Groupe

CONFIDENCE_ICONS: Mapping[Confiance | None, tuple[str, str]] = {
    Confiance.VU: ("circle-check", "succes"),
    Confiance.SECONDAIRE: ("copy", "info"),
    Confiance.MEMOIRE: ("triangle-alert", "attention"),
    Confiance.PROPOSE: ("info", "texte-2"),
    None: ("pin", "texte-2"),
}
"""How far a date was checked → icon and role of its ink."""


class EcheanceRole(IntEnum):
    """What a row holds beside its text."""

    ROW = Qt.ItemDataRole.UserRole + 1
    CLE = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class LineRow:
    """One date, in words.

    Attributes:
        day, delay: its date, how soon it comes; `late` draws the latter as a pill.
        closed: done or out of scope, told with less contrast.
    """

    cle: str
    day: str
    first: str
    second: str
    icon: str
    ink: str
    confidence: str
    delay: str
    late: bool
    closed: bool
    spoken: str


Row = Heading | LineRow


def rows_of(groups: Iterable[Groupe], today: date) -> list[Row]:
    """Return the rows of these groups, each under its heading."""
    rows: list[Row] = []
    for group in groups:
        rows.append(Heading(group.titre, group.note))
        rows += [_row(line, today) for line in group.lignes]
    return rows


def _row(line: Ligne, today: date) -> LineRow:
    icon, ink = CONFIDENCE_ICONS[line.confiance]
    confidence = confidence_of(line)
    spoken = (
        format_date(line.jour) if line.jour else _("sans date"),
        line.titre,
        line.resume,
        confidence,
        spoken_delay(line, today),
    )
    return LineRow(
        cle=line.cle,
        day=day_words(line.jour, today),
        first=line.titre,
        second=line.resume,
        icon=icon,
        ink=ink,
        confidence=confidence,
        delay=_("sans objet") if line.etat is EtatEcheance.SANS_OBJET else delay_of(line, today),
        late=line.etat is EtatEcheance.EN_RETARD,
        closed=not line.open,
        spoken=", ".join(spoken),
    )


def day_words(day: date | None, today: date) -> str:
    """Return a date for the first column; its year when it is not this one."""
    if day is None:
        return _("à dater")
    return format_date(day, "day" if day.year == today.year else "medium")


def pill_of(line: Ligne) -> Pill:
    """Return the state of a line as a pill."""
    match line.etat:
        case EtatEcheance.A_SAISIR:
            return Pill("a-saisir", _("À dater"))
        case EtatEcheance.EN_RETARD:
            return Pill("en-retard")
        case EtatEcheance.FAITE:
            return Pill("fait")
        case EtatEcheance.SANS_OBJET:
            return Pill("neutre", _("Sans objet"))
        case EtatEcheance.A_FAIRE:
            return Pill("conseil", _("À savoir")) if line.information else Pill("a-faire")


class EcheancierModel(GroupedModel[Row]):
    """The rows of the list."""

    def is_heading(self, row: Row) -> bool:
        """Tell whether a row names a period."""
        return isinstance(row, Heading)

    def identity(self, row: Row) -> object:
        """Return the key of a line, the name of a heading."""
        return row.label if isinstance(row, Heading) else row.cle

    def row_data(self, row: Row, role: int) -> object:
        """Return what a row shows or says."""
        if role == EcheanceRole.ROW:
            return row
        if isinstance(row, Heading):
            said = f"{row.label}, {row.note}"
            known = {Qt.ItemDataRole.DisplayRole: said, Qt.ItemDataRole.AccessibleTextRole: said}
            return known.get(Qt.ItemDataRole(role)) if role < EcheanceRole.ROW else None
        told: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: row.first,
            Qt.ItemDataRole.ToolTipRole: _tooltip(row),
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
            EcheanceRole.CLE: row.cle,
        }
        return told.get(role)

    def keys(self) -> list[str]:
        """Return the keys of the lines shown, in order."""
        return [row.cle for row in self._rows if isinstance(row, LineRow)]


def _tooltip(row: LineRow) -> str:
    parts: Sequence[str] = [part for part in (row.first, row.second) if part != EMPTY]
    return f"<qt>{'<br>'.join(html.escape(part) for part in parts)}</qt>"
