"""A document as JSON: the same blocks, under French names that never change (docs/formats.md).

Each object tells its `type`. A field at its usual value is left out; a cell of plain text is
written as that text alone.
"""

from __future__ import annotations

import base64
import json
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from cpom_desktop.reports.block_names import FILES, KINDS, VALUES
from cpom_desktop.reports.blocks import Cell, Document

FORMAT: Final = "cpom-document"
VERSION: Final = 1
TYPE: Final = "type"
_HEAD: Final = {"format", "version", "edite_le", "document"}
_CLASSES: Final = {slug: found for found, (slug, _keys) in KINDS.items()}


class ReadDocument(NamedTuple):
    """A document read from its JSON, and the moment it was edited at."""

    document: Document
    moment: datetime


def document_json(document: Document, moment: datetime) -> bytes:
    """Return a document as JSON, in UTF-8; the same document and moment, same bytes."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "edite_le": moment.isoformat(timespec="seconds"),
        "document": _written(document),
    }
    text = json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False)
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return f"{whole}\n".encode()


def read_document(data: bytes) -> ReadDocument:
    """Return the document that a JSON holds.

    Raises:
        ValueError: it is no document, or of a later version.
    """
    try:
        told = json.loads(data)
    except RecursionError as error:
        raise ValueError("too deep") from error
    if not isinstance(told, dict) or set(told) != _HEAD:
        raise ValueError("not a document")
    if (told["format"], told["version"]) != (FORMAT, VERSION):
        raise ValueError(f"format {told['format']} {told['version']}")
    document = _read(told["document"])
    if not isinstance(document, Document):
        raise ValueError("not a document")  # noqa: TRY004 - what is read is wrong, not the call
    return ReadDocument(document, datetime.fromisoformat(str(told["edite_le"])))


def _written(value: Any) -> Any:  # noqa: ANN401 - whatever a block holds
    """Return a value as JSON has it."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if isinstance(value, Cell) and value == Cell(value.content) and isinstance(value.content, str):
        return value.content
    if is_dataclass(value):
        return _object(value)
    return value


def _object(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any class of `KINDS`
    kind = type(value)
    slug, keys = KINDS[kind]
    told: dict[str, Any] = {TYPE: slug}
    for field in fields(kind):
        held = getattr(value, field.name)
        if held != _usual(field):
            told[keys[field.name]] = _named(kind, field.name, _written(held))
    return told


def _named(kind: type, name: str, value: Any) -> Any:  # noqa: ANN401 - a word, or words
    """Return the public names of words; any other value as it is."""
    words = VALUES.get((kind, name))
    if words is None:
        return value
    return [words[word] for word in value] if isinstance(value, list) else words[value]


def _usual(field: Field[Any]) -> Any:  # noqa: ANN401 - of any type
    """Return the value that a field has when nothing is told; MISSING when it must be."""
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def _read(value: Any, *, cell: bool = False) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what a value of JSON stands for; a text is a cell among `cell`s."""
    match value:
        case dict():
            return _made(value)
        case list():
            return tuple(_read(item, cell=cell) for item in value)
        case str() if cell:
            return Cell(value)
        case str() | bool() | int() | float():
            return value
    raise ValueError(f"{value!r} has no place in a document")


def _made(told: dict[str, Any]) -> Any:  # noqa: ANN401 - any class of `KINDS`
    kind = _CLASSES.get(told.pop(TYPE, ""))
    if kind is None:
        raise ValueError("an object of no known type")
    names = {key: name for name, key in KINDS[kind][1].items()}
    try:
        values = {
            names[key]: _worded(kind, names[key], _read(value, cell=names[key] == "cells"))
            for key, value in told.items()
        }
        return kind(**values)
    except (KeyError, TypeError) as error:
        raise ValueError(f"{KINDS[kind][0]}: {error}") from error


def _worded(kind: type, name: str, value: Any) -> Any:  # noqa: ANN401 - a word, or words
    """Return the words that public names stand for, or the file that a text holds."""
    if (kind, name) in FILES:
        return base64.b64decode(value, validate=True)
    if (kind, name) not in VALUES:
        return value
    words = {public: word for word, public in VALUES[kind, name].items()}
    return tuple(words[v] for v in value) if isinstance(value, tuple) else words[value]
