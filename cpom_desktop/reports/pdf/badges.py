"""RACI marks, told apart by shape alone: black box, thick frame, thin frame, bare letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cpom_desktop.reports.pdf.palette import BADGE, INK, SECONDARY, WHITE, TextStyle

if TYPE_CHECKING:
    from cpom_desktop.reports.blocks import Badge
    from cpom_desktop.reports.pdf.pen import Pen

HEIGHT: Final = 9.6
SINGLE: Final = 17.0
JOINED: Final = 14.0
RADIUS: Final = 1.5
THICK: Final = 1.6
THIN: Final = 0.6


def badge_width(badge: Badge) -> float:
    """Return the width of the marks, in points; several letters stand side by side."""
    count = len(badge.letters)
    return SINGLE if count == 1 else JOINED * count


def draw_badge(pen: Pen, badge: Badge, x: float, y: float, width: float) -> None:
    """Draw the marks at (x, y), squeezed into `width` when it is less than they need."""
    count = max(len(badge.letters), 1)
    box_width = min(badge_width(badge), width) / count
    for rank, (letter, shape) in enumerate(zip(badge.letters, badge.shapes, strict=True)):
        _draw_mark(pen, letter, shape, (x + rank * box_width, y, box_width, HEIGHT))


def _draw_mark(
    pen: Pen, letter: str, shape: str, box: tuple[float, float, float, float]
) -> None:
    """Draw one letter in its frame; frames stay inside the box."""
    x, y, width, height = box
    color = INK
    match shape:
        case "solid":
            pen.box(box, fill=INK, radius=RADIUS)
            color = WHITE
        case "thick":
            half = THICK / 2
            inner = (x + half, y + half, width - THICK, height - THICK)
            pen.box(inner, INK, THICK, radius=RADIUS)
        case "thin":
            pen.box((x + 0.3, y + 0.3, width - THIN, height - THIN), SECONDARY, THIN, radius=RADIUS)
    style = TextStyle(BADGE.size, BADGE.leading, BADGE.face, color)
    pen.word(x + width / 2, y + height / 2 + 0.33 * BADGE.size, letter, style, "center")
