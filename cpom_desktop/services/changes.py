"""What an operation changed, read from the journal and not from a developer's memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows inserted, updated or deleted: table → ids. Falsy when nothing changed."""

    tables: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.tables)

    def __or__(self, other: Changes) -> Changes:
        """Return both."""
        both = dict(self.tables)
        for table, ids in other.tables.items():
            both[table] = both.get(table, frozenset()) | ids
        return Changes(both)

    def touch(self, *tables: str) -> bool:
        """Tell whether one of `tables` changed."""
        return any(table in self.tables for table in tables)


class Outcome(NamedTuple):
    """What came of an operation, once committed.

    Attributes:
        changes: the rows touched.
        title: French title of the step, for « Annuler : … ».
        result: what the operation answers (the id of what it created), or None.
    """

    changes: Changes
    title: str
    result: object = None
