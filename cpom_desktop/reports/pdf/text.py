"""Measure plain text and break it in lines. No mark-up is ever read from a text.

A line breaks at U+0020 only: U+00A0 and U+202F hold, and a hyphen at the end of a line would be
taken for a division by whoever extracts the text. A word wider than the line is cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cpom_desktop.reports.fonts import Face, font_path, printable
from cpom_desktop.reports.pdf.palette import TextStyle


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


@lru_cache(maxsize=16384)
def break_lines(text: str, style: TextStyle, width: float) -> tuple[Line, ...]:
    """Return `text` made printable and cut in lines of at most `width` points."""
    lines: list[Line] = []
    for paragraph in printable(text).split("\n"):
        lines += _fill(paragraph, style, width)
    return tuple(lines)


def _fill(paragraph: str, style: TextStyle, width: float) -> list[Line]:
    """Return the lines of one paragraph, each filled before the next."""
    space = text_width(" ", style)
    lines: list[Line] = []
    words: list[str] = []
    used = 0.0
    for piece in (p for word in paragraph.split(" ") if word for p in _cut(word, style, width)):
        if words and (used + space + piece.width > width + 0.01 or lines_glued(words, piece)):
            lines.append(Line(" ".join(words), used, joined=True))
            words, used = [], 0.0
        used += piece.width + (space if words else 0)
        words.append(piece.text)
        if piece.joined:
            lines.append(Line(" ".join(words), used))
            words, used = [], 0.0
    return [*lines, Line(" ".join(words), used)] if words or not lines else lines


def lines_glued(words: list[str], piece: Line) -> bool:
    """Return whether a cut word must begin on its own line."""
    return bool(words) and piece.joined
