"""A picture as a list of primitives, in millimetres, the origin at the top left.

A style is a name (`barre-faite`, `trait-aujourdhui`); each painter gives it colours, hatching
and line widths from its own palette. `ref` names the thing drawn (`task:12`), for clicks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle; `radius` rounds its corners."""

    x: float
    y: float
    width: float
    height: float
    style: str
    radius: float = 0.0
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Polyline:
    """Straight segments through `points`."""

    points: tuple[tuple[float, float], ...]
    style: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Diamond:
    """A milestone: a square on its corner, `radius` from centre to corner."""

    cx: float
    cy: float
    radius: float
    style: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `y` is the middle of the line, `size` its height in millimetres."""

    x: float
    y: float
    text: str
    style: str
    size: float = 2.8
    anchor: Anchor = "start"
    bold: bool = False
    ref: str = ""


Primitive = Rect | Polyline | Diamond | Text


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture of `width` × `height` millimetres; items are painted in order."""

    width: float
    height: float
    items: tuple[Primitive, ...] = field(default_factory=tuple)
