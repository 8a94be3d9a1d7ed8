"""RACI marks, told apart by shape alone: black box, thick frame, thin frame, bare letter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cpom_desktop.reports.pdf.palette import BADGE, INK, SECONDARY, WHITE

if TYPE_CHECKING:
    from cpom_desktop.reports.blocks import Badge
    from cpom_desktop.reports.pdf.pen import Pen

HEIGHT: Final = 9.6
SINGLE: Final = 17.0
JOINED: Final = 14.0
LOW: Final = 8.8
"""Height of the marks where lines are closer than they are high."""
RADIUS: Final = 1.5
THICK: Final = 1.6
THIN: Final = 0.6


def badge_height(leading: float) -> float:
    """Return the height of the marks among lines of text."""
    return HEIGHT if leading > HEIGHT else LOW


def badge_width(badge: Badge) -> float:
    """Return the width of the marks, in points; several letters stand side by side."""
    count = len(badge.letters)
    return SINGLE if count == 1 else JOINED * count


def draw_badge(
    pen: Pen, badge: Badge, x: float, y: float, width: float, height: float = HEIGHT
) -> None:
    """Draw the marks at (x, y), squeezed into `width` when it is less than they need."""
    count = max(len(badge.letters), 1)
    box_width = min(badge_width(badge), width) / count
    radius = RADIUS if count == 1 else 0.0
    for rank, (letter, shape) in enumerate(zip(badge.letters, badge.shapes, strict=True)):
        _draw_frame(pen, shape, (x + rank * box_width, y, box_width, height), radius)
        style = replace(BADGE, color=WHITE) if shape == "solid" else BADGE
        middle = x + (rank + 0.5) * box_width
        pen.word(middle, y + height / 2 + 0.33 * BADGE.size, letter, style, "center")


def _draw_frame(
    pen: Pen, shape: str, box: tuple[float, float, float, float], radius: float
) -> None:
    """Draw what stands around one letter; frames stay inside the box."""
    match shape:
        case "solid":
            pen.box(box, fill=INK, radius=radius)
        case "thick":
            pen.box(_inset(box, THICK / 2), INK, THICK, radius=radius)
        case "thin":
            pen.box(_inset(box, THIN / 2), SECONDARY, THIN, radius=radius)


def _inset(box: tuple[float, float, float, float], by: float) -> tuple[float, float, float, float]:
    x, y, width, height = box
    return x + by, y + by, width - 2 * by, height - 2 * by
