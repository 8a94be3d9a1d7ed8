"""Putting back what was deleted, with its own ids, what hung from it, and its links.

Not public operations: what they carry comes from the journal of the dossier itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from cpom_desktop.domain.fiches_action import FicheAction, repere
from cpom_desktop.domain.planning import order_tasks
from cpom_desktop.domain.tasks import Task, TaskLink
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.operations.base import Context, Operation
from cpom_desktop.services.references import references_of
from cpom_desktop.services.snapshot import RECORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.services.ports import Records

RANKS: Mapping[type, int] = {record: rank for rank, record in enumerate(RECORDS.values())}
TABLE_OF: Mapping[type, str] = {record: table for table, record in RECORDS.items()}


class LostLink(NamedTuple):
    """A field of a row that stayed, emptied because what it named was deleted.

    `instead`: other fields that the same step wrote there, each with what it held before and
    since: the name that stands for the person.
    """

    table: str
    record_id: int
    field: str
    target: int
    instead: tuple[tuple[str, Any, Any], ...] = ()


class Restored(NamedTuple):
    """What came of it: links left out, their other end being gone; the new number of a fiche."""

    left_out: int
    renumbered: str


class RestoreDeleted(Operation, frozen=True):
    """Put a deleted row back; answers a `Restored`.

    `rows`: it and what hung from it, as records; `links`: fields that named one of them.
    """

    table: str
    id: int
    nom: str
    rows: tuple[Any, ...]
    links: tuple[LostLink, ...] = ()

    def title(self) -> str:
        """Return its title."""
        return _("restaurer {nom}", nom=self.nom)

    def apply(self, records: Records, context: Context) -> Restored:
        """Insert the rows, parents first, then write the links again.

        Raises:
            RegleInvalide: `deja-restaure`; `parent-supprime`, what it was part of is gone;
                `cycle`, tasks would wait for each other.
        """
        known = _Known(records)
        if known.has(self.table, self.id):
            raise RegleInvalide("deja-restaure", nom=self.nom)
        left_out, renumbered = 0, ""
        for record in sorted(self.rows, key=_parents_first):
            row, lost = _without_the_gone(record, known)
            left_out += lost
            if row is None and (TABLE_OF[type(record)], record.id) == (self.table, self.id):
                raise RegleInvalide("parent-supprime")
            if isinstance(row, FicheAction):
                row = _numbered(row, records)
                renumbered = "" if row.numero == record.numero else repere(row.numero)
            if row is not None:
                records.insert(row)
                known.add(TABLE_OF[type(row)], row.id)
        left_out += sum(not _relink(records, known, link) for link in self.links)
        if self.table == "tasks":
            order_tasks(records.all(Task), records.all(TaskLink))
        return Restored(left_out, renumbered)


class _Known:
    """The ids that are in the dossier, read once a table."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._ids: dict[str, set[int]] = {}

    def has(self, table: str, record_id: int) -> bool:
        """Tell whether a row is there."""
        return record_id in self._of(table)

    def add(self, table: str, record_id: int) -> None:
        """Note a row that has been put back."""
        self._of(table).add(record_id)

    def _of(self, table: str) -> set[int]:
        if table not in self._ids:
            rows: tuple[Any, ...] = self._records.all(RECORDS[table])
            self._ids[table] = {row.id for row in rows}
        return self._ids[table]


def _parents_first(record: Any) -> tuple[int, bool]:  # noqa: ANN401 - any record
    """Return the order of insertion: by table, an objective before those under it."""
    return RANKS[type(record)], getattr(record, "strategique_id", None) is not None


def _without_the_gone(record: Any, known: _Known) -> tuple[Any, int]:  # noqa: ANN401 - any record
    """Return a record whose links all lead somewhere, and how many did not.

    It is None when it is part of something that is gone.
    """
    emptied: dict[str, None] = {}
    for field, reference in references_of(TABLE_OF[type(record)]).items():
        target = getattr(record, field)
        if target is None or known.has(reference.table, target):
            continue
        if reference.cascades:
            return None, 1
        emptied[field] = None
    return replace(record, **emptied), len(emptied)


def _numbered(fiche: FicheAction, records: Records) -> FicheAction:
    """Return a fiche with its number, or the next one when another fiche has taken it."""
    taken = {other.numero for other in records.all(FicheAction)}
    return replace(fiche, numero=max(taken) + 1) if fiche.numero in taken else fiche


def _relink(records: Records, known: _Known, link: LostLink) -> bool:
    """Write a link again, unless its row is gone or names something else since."""
    if not known.has(link.table, link.record_id):
        return False
    kind = RECORDS[link.table]
    row: Any = records.get(kind, link.record_id)
    if getattr(row, link.field) is not None:
        return False
    former = {name: old for name, old, new in link.instead if getattr(row, name) == new}
    records.update(kind, link.record_id, {**former, link.field: link.target})
    return True
