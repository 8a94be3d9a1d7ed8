"""The usual ways to read what is typed and to show what is stored."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, format_date, format_number
from ui.kit.date_field import edit_text

if TYPE_CHECKING:
    from ui.kit.field_row import FieldSpec

_SPACES = r"[\s\u00a0\u202f]+"
_MINUS = "\N{MINUS SIGN}"
_DIGITS = r"[+-]?[0-9]{1,15}"


def parse_value(spec: FieldSpec, raw: str) -> object:
    """Read a typed text as the value of `spec`.

    Raises:
        RegleInvalide: when the text cannot be that value.
    """
    if spec.parse is not None:
        return spec.parse(raw)
    return parse_integer(raw) if spec.kind == "integer" else raw.strip()


def parse_integer(raw: str) -> int | None:
    """Read a whole number with any kind of spaces; nothing typed is None.

    Raises:
        RegleInvalide: when it is not a whole number.
    """
    text = re.sub(_SPACES, "", raw).replace(_MINUS, "-")
    if not text:
        return None
    if not re.fullmatch(_DIGITS, text):
        sentence = _("Nombre refusé : saisissez un nombre entier, par exemple 84.")
        raise RegleInvalide("entier-attendu", sentence, saisie=raw)
    return int(text)


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
    return edit_text(value) if isinstance(value, date) else shown(spec, value)
