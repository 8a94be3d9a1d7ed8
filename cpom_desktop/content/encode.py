"""Writing the values of a pack as TOML, so that they read back the same."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from msgspec import Struct

DELETE = "\x7f"
"""The one character that JSON leaves as it is and that TOML refuses."""


def encode(entry: Struct) -> str:
    """Return an entry of a pack as TOML; what is empty is left out, as its default."""
    data = msgspec.to_builtins(entry, builtin_types=(date, Decimal))
    return "\n".join(_table("", data)).strip() + "\n"


def _table(path: str, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a table: its values, then the tables that it holds."""
    held = {key: value for key, value in data.items() if value not in (None, "", (), {})}
    for key, value in held.items():
        if not _is_table(value):
            yield f"{key} = {_value(value)}"
    for key, value in held.items():
        name = f"{path}.{key}" if path else key
        if isinstance(value, dict):
            if lines := list(_table(name, value)):
                yield from ("", f"[{name}]", *lines)
        elif _is_table(value):
            for item in value:
                yield from ("", f"[[{name}]]", *_table(name, item))


def _is_table(value: object) -> bool:
    rows = isinstance(value, tuple) and bool(value) and isinstance(value[0], dict)
    return rows or isinstance(value, dict)


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case tuple():
            return f"[{', '.join(map(_value, value))}]"
        case _:
            return json.dumps(str(value), ensure_ascii=False).replace(DELETE, "\\u007f")
