"""The usual ways to read what is typed and to show what is stored."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from cpom_desktop.domain.saisie import parse_integer
from cpom_desktop.i18n import format_date, format_number
from cpom_desktop.services.doutes import retouche_sentence
from ui.kit.date_field import edit_text
from ui.kit.fields import LineField, TextField

if TYPE_CHECKING:
    from ui.kit.field_row import FieldSpec


def parse_value(spec: FieldSpec, raw: str) -> object:
    """Read a typed text as the value of `spec`.

    Raises:
        RegleInvalide: when the text cannot be that value.
    """
    if spec.parse is not None:
        return spec.parse(raw)
    if spec.kind != "integer":
        return raw.strip()
    return parse_integer(raw) if raw.strip() else None


def retouched(spec: FieldSpec, editor: object) -> str | None:
    """Return what making a plain text clean changed in what was typed, in words."""
    if spec.parse is not None or not isinstance(editor, LineField | TextField):
        return None
    return retouche_sentence(editor.raw(), one_line=isinstance(editor, LineField))


def shown(spec: FieldSpec, value: object) -> str:
    """Return the text of a stored value while the field is not being edited."""
    if spec.show is not None:
        return spec.show(value)
    match value:
        case None:
            return ""
        case date():
            return format_date(value, "field")
        case int() | Decimal():
            return format_number(value)
        case _:
            return str(value)


def edit_form(spec: FieldSpec, value: object) -> str:
    """Return the text of a stored value when the caret comes in: a date in figures."""
    if isinstance(value, date) and spec.write is not None:
        return edit_text(value)
    return shown(spec, value)
