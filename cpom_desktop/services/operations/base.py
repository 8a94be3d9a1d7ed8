"""What every operation is: a small typed value with a French title, applied in one transaction.

Its JSON name is its class name in snake case (`update_acteur`); name and fields are public:
versioned, never renamed. A creation answers its id.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol, TypeVar

import msgspec
from msgspec import UNSET

from cpom_desktop.domain.saisie import clean_line, clean_text, parse_hour
from cpom_desktop.domain.saisie.dates import FIRST_YEAR, LAST_YEAR
from cpom_desktop.domain.saisie.nombres import LIMIT
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import ngettext
from cpom_desktop.services.labels import LONG_TEXTS
from cpom_desktop.services.snapshot import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema import PhasePlan
    from cpom_desktop.services.ports import Records


MOST_DECIMALS = 6
"""Decimals kept of the value of an indicator."""


def snake_case(name: str) -> str:
    """Return `UpdateActeur` as `update_acteur`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


class Context(NamedTuple):
    """What an operation may know beside the dossier: the day, and its content packs."""

    today: date
    content: Content


class Operation(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="operation",
    tag=snake_case,
):
    """The base of every operation."""

    def title(self) -> str:
        """Return what it does, in French, in the infinitive: it labels « Annuler »."""
        raise AssertionError(type(self).__name__)

    def apply(self, records: Records, context: Context) -> object:
        """Change the dossier; answer the id of what was created, or None.

        Raises:
            RegleInvalide: a rule of the trade refuses; nothing is changed.
        """
        raise AssertionError(type(self).__name__, records, context)


class Deletion(Operation, frozen=True):
    """Delete rows of one table, with what hangs from them.

    Attributes:
        kind: their record.
        words: the title, for one and for several.
    """

    ids: list[int]
    kind: ClassVar[type[object]]
    words: ClassVar[tuple[str, str]]

    def title(self) -> str:
        """Return its title."""
        return ngettext(*self.words, len(self.ids))

    def apply(self, records: Records, context: Context) -> None:
        """Delete them; declared links cascade."""
        records.delete(self.kind, self.ids)


def operation_name(operation: Operation) -> str:
    """Return the public name of an operation (`update_acteur`)."""
    return str(operation.__struct_config__.tag)


def given(operation: Operation, *keys: str) -> dict[str, object]:
    """Return the fields that an update really carries, `keys` (what it points at) left out."""
    values = ((name, getattr(operation, name)) for name in operation.__struct_fields__)
    return {name: value for name, value in values if value is not UNSET and name not in keys}


def cleaned(table: str, values: Mapping[str, object]) -> dict[str, object]:
    """Return the values with their texts made storable: composed, without control characters.

    Raises:
        RegleInvalide: a text is longer than its field, a date or a year out of our century, a
            number that is none or too large.
    """
    return {name: _clean(table, name, value) for name, value in values.items()}


def _clean(table: str, name: str, value: object) -> object:
    if isinstance(value, date):
        check_year(value.year)
    if isinstance(value, Decimal):
        check_decimal(value)
    if type(value) is not str:
        return value
    return clean_text(value) if (table, name) in LONG_TEXTS else clean_line(value)


def check_decimal(value: Decimal) -> None:
    """Refuse what no indicator can be worth.

    Raises:
        RegleInvalide: `nombre-incompris`, `nombre-limite`.
    """
    if not value.is_finite():
        raise RegleInvalide("nombre-incompris")
    within = -LIMIT <= value <= LIMIT  # abs() would overflow on 1e999999999
    if not within or value.as_tuple().exponent < -MOST_DECIMALS:  # type: ignore[operator]
        raise RegleInvalide("nombre-limite")


def check_year(year: int) -> None:
    """Refuse a year that no contract can have, which typing refuses too.

    Raises:
        RegleInvalide: `annee-hors-bornes`.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RegleInvalide("annee-hors-bornes", premiere=str(FIRST_YEAR), derniere=str(LAST_YEAR))


def update_given(
    records: Records, table: str, record_id: int, values: Mapping[str, object]
) -> None:
    """Update one record with what an operation carries; nothing given, nothing done."""
    if values:
        records.update(RECORDS[table], record_id, cleaned(table, values))


def check_names(records: Records, values: Mapping[str, object], **kinds: type[object]) -> None:
    """Refuse a field that names a record which is not there.

    Args:
        records: the rows.
        values: what an operation carries; an empty field names nothing.
        kinds: field → the record that it names.

    Raises:
        RegleInvalide: `introuvable`.
    """
    for field, kind in kinds.items():
        if isinstance(record_id := values.get(field), int):
            records.get(kind, record_id)


def check_bounds(values: Mapping[str, object], least: int, most: int, *fields: str) -> None:
    """Refuse a whole number out of its bounds, both included; an empty field has none.

    Raises:
        RegleInvalide: `nombre-trop-petit`, `nombre-trop-grand`.
    """
    for field in fields:
        number = values.get(field)
        if isinstance(number, int) and number < least:
            raise RegleInvalide("nombre-trop-petit", minimum=least)
        if isinstance(number, int) and number > most:
            raise RegleInvalide("nombre-trop-grand", maximum=most)


def read_hour(values: Mapping[str, object]) -> dict[str, object]:
    """Return the values with the hour in one form, « 14:30 ».

    Raises:
        RegleInvalide: `heure`.
    """
    hour = values.get("heure")
    return {**values, "heure": parse_hour(hour)} if isinstance(hour, str) else dict(values)


class Placed(Protocol):
    """A record that has a place among its kind."""

    @property
    def ordre(self) -> int:
        """Its place, from 1."""


def next_place(rows: Iterable[Placed]) -> int:
    """Return the place after the last of `rows`."""
    return max((row.ordre for row in rows), default=0) + 1


class Ordered(Protocol):
    """A record that has a phase, and a place among its kind."""

    @property
    def id(self) -> int:
        """Its identity."""

    @property
    def ordre(self) -> int:
        """Its place, from 1."""

    @property
    def phase(self) -> str:
        """Slug of its phase."""


Row = TypeVar("Row", bound=Ordered)


def make_room(records: Records, kind: type[Row], phase: str) -> int:
    """Return the place after the last record of `phase`, those below moved down by one.

    A phase that has none yet comes after everything.
    """
    rows = records.all(kind)
    same_phase = [row.ordre for row in rows if row.phase == phase]
    place = max(same_phase or [row.ordre for row in rows], default=0) + 1
    for row in rows:
        if row.ordre >= place:
            records.update(kind, row.id, {"ordre": row.ordre + 1})
    return place


def require_phase(phase: object, phases: Iterable[PhasePlan]) -> None:
    """Refuse a phase that the content does not have.

    Raises:
        RegleInvalide: `phase-inconnue`.
    """
    if isinstance(phase, str) and all(phase != known.slug for known in phases):
        raise RegleInvalide("phase-inconnue", phase=phase)


def require_text(value: object, code: str = "nom-vide") -> None:
    """Refuse an empty name."""
    if isinstance(value, str) and not clean_line(value):
        raise RegleInvalide(code)
