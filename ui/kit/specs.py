"""Ready-made parts of field specs: how records are read and written, how texts are read."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from cpom_desktop.domain.saisie import parse_date, parse_integer
from cpom_desktop.i18n import EMPTY, format_date
from cpom_desktop.services.labels import label
from ui.kit.field_row import FieldSpec

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.workspace import Workspace
    from ui.kit.field_row import FieldKind


def single_field(
    table: str, name: str, operation: type[Operation], kind: FieldKind = "line"
) -> FieldSpec:
    """Return the spec of a field of a table of one row; `replace` completes it.

    Args:
        table: table and attribute of the snapshot (`etablissement`).
        name: the field, as the record and the operation call it.
        operation: what writes it.
        kind: which editor.
    """
    return FieldSpec(
        key=f"{table}.{name}",
        label=label(table, name),
        kind=kind,
        read=attrgetter(f"{table}.{name}"),
        write=partial(update_one, operation, name),
    )


def update_one(operation: type[Operation], name: str, value: object) -> Operation:
    """Return the operation that gives one field its value."""
    return operation(**{name: value})


def update_record(
    operation: type[Operation], record_id: int, name: str, value: object
) -> Operation:
    """Return the operation that gives one field of one record, found by its id, its value."""
    return operation(**{"id": record_id, name: value})


def date_reader(workspace: Workspace) -> Callable[[str], date | None]:
    """Return a reader of dates bound to the day of the dossier; nothing typed is None."""
    return partial(_read_date, workspace)


def _read_date(workspace: Workspace, text: str) -> date | None:
    return parse_date(text, workspace.today) if text.strip() else None


def read_count(text: str) -> int | None:
    """Read a number of places or of people; nothing typed, or « – », is None.

    Raises:
        RegleInvalide: when it is not a whole number.
    """
    plain = text.strip()
    return None if plain in {"", EMPTY, "-"} else parse_integer(plain)


def read_number(text: str) -> int:
    """Read a whole number that may not be empty.

    Raises:
        RegleInvalide: when it is empty or not a whole number.
    """
    return parse_integer(text)


def show_day(day: date | None) -> str:
    """Return a day as 15 décembre 2027, without its weekday; nothing when there is none."""
    return "" if day is None else format_date(day)


def show_computed_day(day: date | None) -> str:
    """Return a computed day as 31 décembre 2032; « – » until it can be computed."""
    return format_date(day)
