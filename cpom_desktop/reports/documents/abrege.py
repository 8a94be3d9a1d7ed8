"""Texts cut to a width: what a page of fixed size may tell of a text of any length.

A width is counted in ems (the size of the type), so that wide letters take the room they need.
"""

from __future__ import annotations

from typing import NamedTuple

from cpom_desktop.charts.gantt_scale import text_width

CUT = "[…]"
"""At the end of what was cut."""
THINNEST = 0.2
"""Em of the thinnest letters: no more of a text is measured than may fit."""


class Kept(NamedTuple):
    """Lines kept of a text; `cut` when there was more."""

    lines: tuple[str, ...]
    cut: bool


def one_line(text: str) -> str:
    """Return a text on one line: its line ends are spaces."""
    return " ".join(line.strip() for line in text.splitlines() if line.strip())


def fitted(text: str, ems: float) -> str:
    """Return a text in one line no wider than `ems`, cut between two words; « […] » says so."""
    flat = one_line(text).strip()
    start = flat[: int(ems / THINNEST)]
    if start == flat and text_width(flat, 1.0) <= ems:
        return flat
    room, end = ems - text_width(f" {CUT}", 1.0), 0
    for letter in start:
        room -= text_width(letter, 1.0)
        if room < 0:
            break
        end += 1
    head, space, _rest = start[:end].rpartition(" ")
    return f"{head if space else start[:end]} {CUT}"


def is_cut(text: str) -> bool:
    """Tell whether `fitted` left something out."""
    return text.endswith(CUT)


def kept_lines(text: str, *, most: int, ems: float, most_ems: float) -> Kept:
    """Return the first lines of a text: `most` at most, each within `ems`, `most_ems` in all."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    told: list[str] = []
    room = most_ems
    for line in lines[:most]:
        shown = fitted(line, min(ems, room))
        told.append(shown)
        room -= text_width(shown, 1.0)
        if room < ems / 4:
            break
    cut = len(told) < len(lines) or any(map(is_cut, told))
    return Kept(tuple(told), cut)
