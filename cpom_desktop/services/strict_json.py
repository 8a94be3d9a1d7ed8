"""JSON of anybody's hand, looked at before it is read: its size, its depth, its keys.

The decoders take the last of two equal keys in silence, and a file of a few megabytes may open
into gigabytes of empty values. Source: reliability §3.2, T6.
"""

from __future__ import annotations

import json
import re
from typing import Final

DEEPEST: Final = 64
MOST_VALUES: Final = 4_000_000
"""Commas: more than any dossier has, even in its texts."""
MOST_CONTAINERS: Final = 500_000
"""Objects, and lists."""
_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[\[\]{}]', re.DOTALL)


class Unsound(ValueError):  # noqa: N818 - each reader words it for what it reads
    """A JSON that is not to be read: `code` is `profond`, `double` or `enorme`."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(f"{code}, line {line}")
        self.code = code
        self.line = line


def check_json(data: bytes) -> None:
    """Refuse a JSON that is too deep, too full, or says a thing twice; it may yet be no JSON.

    Raises:
        Unsound: it is so; the line is that of the fault, from 1.
    """
    full = data.count(b",") > MOST_VALUES
    if full or data.count(b"{") > MOST_CONTAINERS or data.count(b"[") > MOST_CONTAINERS:
        raise Unsound("enorme")
    open_: list[set[bytes] | None] = []
    for token in _TOKEN.finditer(data):
        match data[token.start()]:
            case 0x7B | 0x5B as sign:
                open_.append(set() if sign == 0x7B else None)
                if len(open_) > DEEPEST:
                    raise Unsound("profond", _line(data, token))
            case 0x7D | 0x5D:
                if open_:
                    open_.pop()
            case _ if token[1] is not None and open_ and (keys := open_[-1]) is not None:
                key = _plain(data[token.start() : token.start(1)])
                if key in keys:
                    raise Unsound("double", _line(data, token))
                keys.add(key)


def _plain(key: bytes) -> bytes:
    """Return a key in the form that all its spellings share."""
    if b"\\" not in key:
        return key
    try:
        return json.dumps(json.loads(key), ensure_ascii=False).encode("utf-8", "surrogatepass")
    except ValueError:
        return key


def line_of(data: bytes, error: Exception) -> int:
    """Return the line of the fault that a decoder tells by its byte; 0 when it tells none.

    What stops before its end is at fault on its last line.
    """
    if isinstance(error, Unsound):
        return error.line
    if data and "truncated" in str(error):
        return data.count(b"\n") + 1
    found = re.search(r"\(byte (\d+)\)", str(error))
    return data.count(b"\n", 0, int(found[1])) + 1 if found else 0


def _line(data: bytes, token: re.Match[bytes]) -> int:
    return data.count(b"\n", 0, token.start()) + 1
