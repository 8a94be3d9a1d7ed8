"""The journal as a list: one row an exchange; its words are made when the row is seen."""

from __future__ import annotations

import html
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.journal import EtatSuite
from cpom_desktop.services.queries.journal_mots import FORME_ICONS, forme_words, suite_words
from ui.kit.pills import Pill

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cpom_desktop.services.queries.journal import LigneEchange

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class EchangeRole(IntEnum):
    """What a row holds beside its text."""

    ROW = Qt.ItemDataRole.UserRole + 1
    CLE = Qt.ItemDataRole.UserRole + 2


class EchangeRow(NamedTuple):
    """One exchange, in words."""

    day: str
    hour: str
    icon: str
    forme: str
    structures: str
    personnes: str
    objet: str
    joints: int
    pill: Pill | None


def row_of(line: LigneEchange, today: date) -> EchangeRow:
    """Return a line of the journal in words."""
    return EchangeRow(
        day_words(line.jour, today),
        line.heure.removeprefix("0"),
        FORME_ICONS[line.nature],
        forme_words(line),
        line.structures,
        line.personnes,
        line.objet,
        line.joints,
        pill_of(line, today),
    )


def day_words(day: date, today: date) -> str:
    """Return a date for the first column; its year when it is not this one."""
    return format_date(day, "short" if day.year == today.year else "medium")


def pill_of(line: LigneEchange, today: date) -> Pill | None:
    """Return what is still asked for, as a pill; None when nothing is."""
    words = suite_words(line, today)
    match line.suite:
        case EtatSuite.SANS_REPONSE | EtatSuite.EN_RETARD:
            return Pill("en-retard", words)
        case EtatSuite.A_FAIRE:
            return Pill("a-faire", words)
        case EtatSuite.CLOS:
            return Pill("fait", words, "check")
        case EtatSuite.AUCUNE:
            return None


class JournalModel(QAbstractListModel):
    """The lines shown, the newest first."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._lines: tuple[LigneEchange, ...] = ()
        self._places: dict[str, int] = {}

    def show_lines(self, lines: Sequence[LigneEchange], today: date) -> bool:
        """Show other lines; tell whether the list was made anew (the selection is then lost)."""
        new = tuple(lines)
        places = {line.cle: place for place, line in enumerate(new)}
        same = list(places) == list(self._places)
        self._today = today
        if same:
            self._lines = new
            if new:
                self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return False
        self.beginResetModel()
        self._lines, self._places = new, places
        self.endResetModel()
        return True

    def keys(self) -> list[str]:
        """Return the keys of the lines shown, in order."""
        return list(self._places)

    def index_of(self, cle: str) -> QModelIndex:
        """Return where a line is shown; an invalid index when it is not."""
        place = self._places.get(cle)
        return QModelIndex() if place is None else self.index(place)

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let every line be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        leaf = Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | leaf

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a line shows or says."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.objet
            case Qt.ItemDataRole.ToolTipRole:
                return _tooltip(line)
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(line, self._today)
            case EchangeRole.ROW:
                return row_of(line, self._today)
            case EchangeRole.CLE:
                return line.cle
            case _:
                return None


def spoken(line: LigneEchange, today: date) -> str:
    """Return what a screen reader says of a line."""
    joined = ngettext("{n} pièce jointe", "{n} pièces jointes", line.joints) if line.joints else ""
    parts = (
        format_date(line.jour),
        line.heure,
        forme_words(line),
        _("avec {qui}", qui=", ".join(filter(None, (line.structures, line.personnes)))),
        line.objet,
        joined,
        suite_words(line, today),
    )
    return ", ".join(filter(None, parts))


def _tooltip(line: LigneEchange) -> str:
    who = ", ".join(filter(None, (line.structures, line.personnes)))
    parts = (who, line.objet, line.texte if line.texte != line.objet else "")
    told = "<br>".join(html.escape(part[:600]) for part in parts if part)
    return "<qt>{}</qt>".format(told.replace("\n", "<br>"))
