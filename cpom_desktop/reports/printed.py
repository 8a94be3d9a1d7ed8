"""Every text that a document prints, whatever holds it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOT_PRINTED: Final = frozenset(
    {"slug", "style", "ref", "alt", "spoken", "kind", "tone", "anchor", "target"}
)


def printed_texts(value: object) -> Iterator[str]:
    """Yield every text of a document, or of a workbook, that a page or a sheet shows."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from printed_texts(item)
    elif is_dataclass(value):
        for slot in fields(value):
            if slot.name not in _NOT_PRINTED:
                yield from printed_texts(getattr(value, slot.name))
