"""Measure plain text and break it in lines. No mark-up is ever read from a text.

A line breaks at U+0020 only: U+00A0 and U+202F hold, and a hyphen at the end of a line would be
taken for a division by whoever extracts the text. A word wider than the line is cut. What French
does not part holds however it was typed: « a : b », « 12 % », « n° 3 », « 1 234 € ».
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from cpom_desktop.i18n import NNBSP
from cpom_desktop.reports.fonts import Face, font_path, printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.reports.pdf.palette import TextStyle


_STOPS: Final = (".", "!", "?", "…", ":")
_CLINGING: Final = frozenset(";:!?»%‰€°")
"""Signs that never begin a line."""
_HOLDING: Final = ("«", "n°", "N°", "§")
"""What never ends one."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line ready to draw; `joined` when a space was left out at its end."""

    text: str
    width: float
    joined: bool = False


def font_name(face: Face) -> str:
    """Return the name under which ReportLab knows a face, registering it the first time."""
    name = f"CPOM-{face}"
    _register(face, name)
    return name


@lru_cache(maxsize=8)
def _register(face: Face, name: str) -> None:
    """Give a bundled face to ReportLab."""
    from reportlab.pdfbase.pdfmetrics import registerFont  # noqa: PLC0415 - heavy, at first use
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    registerFont(TTFont(name, str(font_path(face))))


@lru_cache(maxsize=65536)
def _em_width(text: str, face: Face) -> float:
    """Return the width of `text` at size one."""
    from reportlab.pdfbase.pdfmetrics import stringWidth  # noqa: PLC0415

    return float(stringWidth(text, font_name(face), 1))


def text_width(text: str, style: TextStyle) -> float:
    """Return the width of one line of `text`, in points."""
    return _em_width(text, style.face) * style.size


def line_kind(line: str) -> str:
    """Return whether a stripped line opens an item, is text, or is empty."""
    if not line:
        return "empty"
    return "item" if line.startswith("- ") else "text"


def running(text: str) -> str:
    """Return `text` with its lists as sentences: same words, « ; » between the items."""
    groups: list[list[str]] = [[]]
    for kind, found in groupby((line.strip() for line in text.splitlines()), key=line_kind):
        lines = list(found)
        if kind == "empty":
            groups.append([])
        else:
            groups[-1].append(_sentence(lines) if kind == "item" else "\n".join(lines))
    return "\n\n".join(" ".join(group) for group in groups if group)


def _sentence(items: Iterable[str]) -> str:
    """Return items in a row: one sentence, or as many as there are if they read as such."""
    told = [item[2:].strip() for item in items]
    if any(text[:1].isupper() or ". " in text or ";" in text for text in told):
        return " ".join(text if text.endswith(_STOPS) else f"{text}." for text in told)
    return f"{f'{NNBSP}; '.join(text.removesuffix('.') for text in told)}."


@lru_cache(maxsize=16384)
def break_lines(text: str, style: TextStyle, width: float) -> tuple[Line, ...]:
    """Return `text` made printable and cut in lines of at most `width` points."""
    lines: list[Line] = []
    for paragraph in printable(text).split("\n"):
        lines += _fill(paragraph, style, width)
    return tuple(lines)


def _fill(paragraph: str, style: TextStyle, width: float) -> list[Line]:
    """Return the lines of one paragraph, each filled before the next."""
    filler = _Filler(style, width)
    for word in _held(paragraph.split(" "), style, width):
        filler.add(word)
    return filler.close()


def _held(words: Iterable[str], style: TextStyle, width: float) -> Iterable[str]:
    """Yield words, those that French does not part as one where a line can hold them."""
    held = ""
    for word in filter(None, words):
        both = f"{held} {word}" if _holds(held, word) else ""
        if both and text_width(both, style) <= width:
            held = both
            continue
        if held:
            yield held
        held = word
    if held:
        yield held


def _holds(one: str, other: str) -> bool:
    """Return whether a line never ends between two words."""
    if other[0] in _CLINGING:
        return bool(one) and not other[1:2].isalnum()
    return one.endswith(_HOLDING) or (_ends_in_digits(one) and _is_three_digits(other))


def _ends_in_digits(word: str) -> bool:
    """Return whether a word ends by what may be the thousands of a number: « 1 », « (12 »."""
    digits = word.rpartition(" ")[2].lstrip("(−-+«")
    return digits.isdecimal() and len(digits) <= 3


def _is_three_digits(word: str) -> bool:
    """Return whether a word begins by exactly three digits: « 234 », « 500,00 »."""
    return word[:3].isdecimal() and len(word) >= 3 and not word[3:4].isalnum()


class _Filler:
    """Fill lines word after word."""

    def __init__(self, style: TextStyle, width: float) -> None:
        self._style = style
        self._width = width + 0.01
        self._space = text_width(" ", style)
        self._lines: list[Line] = []
        self._words: list[str] = []
        self._used = 0.0

    def add(self, word: str) -> None:
        """Put a word on the line, or on the next one; cut it when no line can hold it."""
        size = text_width(word, self._style)
        if self._words and self._used + self._space + size > self._width:
            self._flush(joined=True)
        if size > self._width:
            for chunk in self._chunks(word):
                self._flush(joined=False)
                self._put(chunk, text_width(chunk, self._style))
        else:
            self._put(word, size)

    def close(self) -> list[Line]:
        """Return the lines, at least one."""
        if self._words or not self._lines:
            self._flush_last()
        return self._lines

    def _put(self, word: str, size: float) -> None:
        self._used += size + (self._space if self._words else 0)
        self._words.append(word)

    def _flush(self, *, joined: bool) -> None:
        if self._words:
            self._lines.append(Line(" ".join(self._words), self._used, joined))
        self._words, self._used = [], 0.0

    def _flush_last(self) -> None:
        self._lines.append(Line(" ".join(self._words), self._used))

    def _chunks(self, word: str) -> list[str]:
        """Cut a word in pieces that fit, one character at least in each."""
        chunks, start, used = [], 0, 0.0
        for at, character in enumerate(word):
            size = text_width(character, self._style)
            if at > start and used + size > self._width:
                chunks.append(word[start:at])
                start, used = at, 0.0
            used += size
        return [*chunks, word[start:]]
