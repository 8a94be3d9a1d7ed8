"""The steps of the history, read as she goes down the list or searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_time
from cpom_desktop.services.ports import HistoryScope
from cpom_desktop.services.queries.designations import Designations
from cpom_desktop.services.queries.historique import Entry, day_words, entry_of
from ui.models.lines import Heading, Line
from ui.models.sorting import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ui.models.lines import Row
    from ui.session import Session

BATCH = 100
"""Steps read at a time: a few tens of milliseconds."""


class Steps:
    """What was read so far, the newest first; a search looks through it before reading on."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.entries: list[Entry] = []
        self.whole = False
        self._texts: list[str] = []
        self._scope = HistoryScope()
        self._words = self._new_words()

    def restart(self, scope: HistoryScope) -> None:
        """Forget what was read: the dossier changed, or other steps are wanted."""
        self._scope = scope
        self._words = self._new_words()
        self.entries, self._texts, self.whole = [], [], False

    def _new_words(self) -> Designations:
        known = self._session.workspace.history.last_known
        return Designations(self._session.snapshot, self._session.content, known)

    def read_on(self) -> None:
        """Read the next steps."""
        last = self.entries[-1].id if self.entries else None
        history = self._session.workspace.history
        found = history.steps(self._scope, before=last, limit=BATCH)
        self.whole = len(found) < BATCH
        for step in found:
            entry = entry_of(step, self._words, self._scope)
            self.entries.append(entry)
            self._texts.append(fold(entry.text))

    def matching(self, search: str, first: int = 0) -> list[Entry]:
        """Return the steps that hold every word of a search, from the one read `first`."""
        wanted = fold(search).split()
        pairs = zip(self.entries[first:], self._texts[first:], strict=True)
        return [entry for entry, text in pairs if all(word in text for word in wanted)]

    def exists(self, table: str, record_id: int) -> bool:
        """Tell whether a row is in the dossier now."""
        return self._words.exists(table, record_id)

    def value(self, table: str, record_id: int, field: str) -> object:
        """Return what a field holds now; None when the row is gone."""
        values = self._words.values(table, record_id)
        return values.get(field) if values and self.exists(table, record_id) else None


def lines_of(entries: Sequence[Entry], today: date, day: date | None = None) -> list[Row]:
    """Return the lines of some steps under their days; `day` has its heading already."""
    rows: list[Row] = []
    for entry in entries:
        if entry.moment.date() != day:
            day = entry.moment.date()
            rows.append(Heading(day_words(day, today)))
        rows.append(_line(entry))
    return rows


def _line(entry: Entry) -> Line:
    second = ", ".join(filter(None, (_("annulé") if entry.undone else "", entry.page)))
    return Line(
        id=entry.id,
        first=entry.sentence,
        second=second,
        lead=format_time(entry.moment),
        muted=entry.undone,
    )
