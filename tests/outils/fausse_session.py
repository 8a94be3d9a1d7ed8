"""A session over a plain dictionary, for the tests of the form kit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cpom_desktop.services.messages import sentence

if TYPE_CHECKING:
    from cpom_desktop.errors import RegleInvalide
    from ui.kit.form import Form

NAME = "nom"


@dataclass
class FakeDraft:
    """A text that a field refused."""

    raw: str
    message: str


@dataclass
class FakeSession:
    """A session over a plain dictionary; it remembers what was run."""

    snapshot: dict = field(default_factory=dict)
    drafts: dict = field(default_factory=dict)
    read_only: bool = False
    ran: list = field(default_factory=list)
    refusal: RegleInvalide | None = None
    disk_is_full: bool = False
    hub: Form | None = None

    def run(self, operation, *, merge=""):
        if self.refusal is not None:
            raise self.refusal
        if self.disk_is_full:
            return None
        key, value = operation
        self.snapshot = {**self.snapshot, key: value}
        self.ran.append((key, value, merge))
        if self.hub is not None:
            self.hub.reload(self.snapshot)
        return {"table": {1}}

    def keep_draft(self, key, raw, message):
        self.drafts[key] = FakeDraft(raw, message)

    def drop_draft(self, key):
        del self.drafts[key]

    def sentence(self, error):
        return sentence(error)

    def values(self, key=NAME):
        return [value for k, value, _merge in self.ran if k == key]
