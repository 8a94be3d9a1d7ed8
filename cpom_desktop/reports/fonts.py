"""What the bundled fonts can draw, and what a page shows in place of the rest.

The five faces of Source Sans 3 cover the same characters, so one answer serves them all.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Literal

import resources

Face = Literal["Regular", "Semibold", "Bold", "It", "SemiboldIt"]

BOX = "\u25a1"
"""Printed in place of what no bundled face draws."""

_HEADER = struct.Struct(">H")
_TABLE = struct.Struct(">4sLLL")
_ENCODING = struct.Struct(">HHL")
_GROUP = struct.Struct(">LLL")

_BREAKS = re.compile(r"\r\n?|[\v\f\u0085\u2028\u2029]")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb]"
)
_BEFORE_ACCENT = re.compile(_UNSEEN.pattern + r"+(?=[\u0300-\u036f])")
"""Unseen characters that keep a letter and its accent apart: without them, they compose."""
_UNSAFE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_HALVES = re.compile(r"[\ud800-\udfff]")
_JOINER = chr(0x200D)
_FLAGS = range(0x1F1E6, 0x1F200)
_SKINS = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_SELECTORS = range(0xFE00, 0xFE10)
_MORE_SELECTORS = range(0xE0100, 0xE01F0)


def font_path(face: Face) -> Path:
    """Return where the file of a bundled face stands."""
    return Path(resources.__file__).parent / "fonts" / f"SourceSans3-{face}.ttf"


def printable(text: str) -> str:
    """Return `text` as a page can show it.

    A character that no bundled face draws becomes `BOX`; a combining or emoji sequence becomes
    one; control and invisible characters go, line feeds stay, every line end becomes one.
    """
    if text.isascii() and text.isprintable():
        return text
    clean = _composed(text)
    if _coverage().issuperset(clean):
        return _UNSEEN.sub("", clean)
    return "".join(_shown(cluster) for cluster in _clusters(clean))


def missing_characters(text: str) -> tuple[str, ...]:
    """Return the distinct characters and sequences that print as `BOX`, in order of appearance."""
    clean = _composed(text)
    if _coverage().issuperset(clean):
        return ()
    found = (_missing(cluster) for cluster in _clusters(clean))
    return tuple(dict.fromkeys(cluster for cluster in found if cluster))


def storable(text: str) -> str:
    """Return `text` as any file can hold it: line feeds stay, controls and reversals go.

    Every character is kept that some font of some computer draws; half of one becomes `BOX`.
    """
    if text.isascii() and text.isprintable():
        return text
    return _HALVES.sub(BOX, _UNSAFE.sub("", _composed(text)))


def one_line(text: str, limit: int = 1000) -> str:
    """Return `text` as a property of a file can hold it: one line, no control, cut at `limit`."""
    safe = storable(text).replace("\n", " ").strip()
    return safe if len(safe) <= limit else f"{safe[: limit - 1]}…"


def _composed(text: str) -> str:
    """Return `text` with accents composed, one kind of line end and no tab."""
    whole = _BEFORE_ACCENT.sub("", _BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", whole).replace("\t", " ")


@lru_cache(maxsize=1)
def _coverage() -> frozenset[str]:
    """Return the characters of the bundled faces, and the line feed that layout reads."""
    data = font_path("Regular").read_bytes()
    count = _HEADER.unpack_from(data, 4)[0]
    tables = (_TABLE.unpack_from(data, 12 + 16 * i) for i in range(count))
    start = next(offset for tag, _sum, offset, _length in tables if tag == b"cmap")
    return frozenset(_full_map(data, start)) | {"\n"}


def _full_map(data: bytes, start: int) -> list[str]:
    """Return the characters of the Unicode map (format 12) of the `cmap` table at `start`."""
    count = _HEADER.unpack_from(data, start + 2)[0]
    records = (_ENCODING.unpack_from(data, start + 4 + 8 * i) for i in range(count))
    offset = next(start + at for platform, kind, at in records if (platform, kind) == (3, 10))
    groups = struct.unpack_from(">L", data, offset + 12)[0]
    characters: list[str] = []
    for index in range(groups):
        first, last, _glyph = _GROUP.unpack_from(data, offset + 16 + 12 * index)
        characters += map(chr, range(first, last + 1))
    return characters


def _clusters(text: str) -> list[str]:
    """Return `text` cut in what a reader sees as one character each."""
    clusters: list[str] = []
    for character in text:
        if clusters and _continues(clusters[-1], character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _continues(cluster: str, character: str) -> bool:
    """Return whether `character` is seen as a part of the cluster before it."""
    code = ord(character)
    if unicodedata.category(character).startswith("M") or code in _TAGS or code in _SKINS:
        return cluster != "\n"
    if character == _JOINER or cluster.endswith(_JOINER):
        return not cluster[0].isspace()
    return code in _FLAGS and len(cluster) == 1 and ord(cluster) in _FLAGS


def _shown(cluster: str) -> str:
    """Return what stands on the page for one cluster."""
    visible = _UNSEEN.sub("", cluster)
    drawn = _coverage()
    if drawn.issuperset(visible):
        return visible
    if visible[0] not in drawn:
        return _blank(visible[0])
    kept = "".join(character for character in visible if character in drawn)
    return kept if _missing(cluster) == "" else kept + BOX


def _missing(cluster: str) -> str:
    """Return what of the cluster prints as a box; nothing when all of it is drawn."""
    visible = _UNSEEN.sub("", cluster)
    lost = [c for c in visible if c not in _coverage() and not _is_selector(c)]
    if not lost or _blank(lost[0]) != BOX:
        return ""
    return cluster if lost[0] == visible[0] else "".join(lost)


def _blank(character: str) -> str:
    """Return a space for a space that the faces lack, `BOX` for anything else."""
    return " " if unicodedata.category(character) == "Zs" else BOX


def _is_selector(character: str) -> bool:
    """Return whether `character` only chooses between two drawings of the one before it."""
    return ord(character) in _SELECTORS or ord(character) in _MORE_SELECTORS
