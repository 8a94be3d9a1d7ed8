"""What the form of an exchange speaks to: a draft until it is added, then the exchange itself.

The draft is the very operation that will add it, kept with the drafts of the fields: it is there
again after another page, a kill, or a night.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from cpom_desktop.i18n import format_time
from cpom_desktop.services.operations import AddEchange, UpdateEchange
from ui.kit.specs import update_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.errors import ErreurCpom
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.form import Draft
    from ui.session import Session

NEW = "nouveau"
DRAFT_KEY = f"echanges.{NEW}"
MOMENT = frozenset({"jour", "heure"})
"""Fields that an untouched draft fills by itself."""


class Saisie(QObject):
    """The exchange that the form shows.

    Signals:
        changed: name of a field of the draft that she has just filled.
    """

    changed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.echange_id = 0
        self._read = ("", self._fresh())

    # --- the session of the form

    @property
    def snapshot(self) -> DossierSnapshot:
        """The dossier as it stands."""
        return self.session.snapshot

    @property
    def drafts(self) -> Mapping[str, Draft]:
        """The refused texts, by field."""
        return self.session.drafts

    @property
    def read_only(self) -> bool:
        """Whether nothing may be written."""
        return self.session.read_only

    def run(self, operation: Operation, *, merge: str = "") -> object:
        """Keep the draft, or change the exchange."""
        if isinstance(operation, AddEchange):
            return self._keep(operation)
        return self.session.run(operation, merge=merge)

    def keep_draft(self, key: str, raw: str, message: str) -> None:
        """Keep a refused text."""
        self.session.keep_draft(key, raw, message)

    def drop_draft(self, key: str) -> None:
        """Forget a refused text."""
        self.session.drop_draft(key)

    def sentence(self, error: ErreurCpom) -> str:
        """Return the French sentence of an error."""
        return self.session.sentence(error)

    # --- the draft

    @property
    def is_new(self) -> bool:
        """Whether the form shows the draft of an exchange to add."""
        return not self.echange_id

    @property
    def draft(self) -> AddEchange:
        """The exchange being typed: what was kept of it, else an empty one, now."""
        kept = self.session.drafts.get(DRAFT_KEY)
        raw = kept.raw if kept else ""
        if not raw:
            return self._fresh()
        if self._read[0] != raw:
            self._read = (raw, self._decoded(raw))
        return self._read[1]

    def _decoded(self, raw: str) -> AddEchange:
        """Return the draft kept; people deleted since are left out, and what is unreadable."""
        try:
            found = msgspec.json.decode(raw, type=AddEchange)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return self._fresh()
        people = [number for number in found.personnes if number in self.snapshot.acteurs_by_id]
        known = {e.id for e in self.snapshot.echanges}
        answered = found.repond_a_id if found.repond_a_id in known else None
        return msgspec.structs.replace(found, personnes=people, repond_a_id=answered)

    def _fresh(self) -> AddEchange:
        now = self.session.workspace.now
        return AddEchange(jour=now.date(), heure=format_time(now))

    def _keep(self, draft: AddEchange) -> AddEchange:
        raw = msgspec.json.encode(draft).decode()
        self.session.keep_draft(DRAFT_KEY, raw, "")
        if self.session.read_only:
            return draft
        self._read = (raw, draft)
        return draft

    def forget_draft(self) -> None:
        """Begin again with an empty draft."""
        self.session.drop_draft(DRAFT_KEY)

    # --- values

    def value(self, name: str) -> object:
        """Return a field of the draft, or of the exchange."""
        if self.is_new:
            return getattr(self.draft, name, None)
        found = next((e for e in self.snapshot.echanges if e.id == self.echange_id), None)
        return getattr(found, name) if found is not None else None

    def people(self) -> tuple[object, ...]:
        """Return with whom: ids of stakeholders, names of the others."""
        if self.is_new:
            return (*self.draft.personnes, *self.draft.noms)
        rows = [p for p in self.snapshot.echanges_personnes if p.echange_id == self.echange_id]
        return tuple(row.acteur_id or row.nom for row in rows)

    def write(self, name: str, value: object) -> Operation:
        """Return what gives a field another value."""
        if self.is_new:
            operation: Operation = msgspec.structs.replace(self.draft, **{name: value})
            return operation
        return update_record(UpdateEchange, self.echange_id, name, value)

    def write_people(self, values: object) -> Operation:
        """Return what says with whom it was."""
        named = values if isinstance(values, tuple) else ()
        ids = [value for value in named if isinstance(value, int)]
        others = [str(value) for value in named if not isinstance(value, int)]
        if self.is_new:
            operation: Operation = msgspec.structs.replace(self.draft, personnes=ids, noms=others)
            return operation
        return UpdateEchange(id=self.echange_id, personnes=ids, noms=others)

    def day(self) -> date:
        """Return the day of the exchange."""
        day = self.value("jour")
        return day if isinstance(day, date) else self.session.workspace.today
