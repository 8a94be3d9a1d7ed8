"""How tight pages are set: type, padding and rooms; a form that overflows is set tighter.

Nothing printed between header and footer of a form is smaller than 8.5 points (design §6).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from cpom_desktop.reports.pdf.palette import (
    BODY,
    CELL,
    CELL_STRONG,
    DENSE,
    DENSE_HEADER,
    DENSE_STRONG,
    HEADINGS,
    MM,
    SECONDARY,
    SMALL,
    TextStyle,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Look:
    """The type and padding of a table."""

    plain: TextStyle
    strong: TextStyle
    header: TextStyle
    side: float
    padding: float
    head_padding: float


@dataclass(frozen=True, slots=True)
class HeadingLook:
    """A title: its type, the room around it, and whether a line is drawn under it."""

    style: TextStyle
    before: float
    after: float
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """How the blocks of a page are set.

    Attributes:
        table, dense: look of a table, and of one asked to be dense.
        table_room: room above and below a table.
        text_room: room under a paragraph or a list.
        close: whether what is told at length is told shortly: `Fitted` blocks by their tight
            version, lists as running sentences, a title of two lines in one if it holds.
        fitted: whether columns are as wide as what they hold asks for.
        label_share: part of the width that the labels of values take.
        box_floor: least height of a box to sign; `box_room` is the room left in it to sign.
        box_gap: room above and below the boxes.
    """

    body: TextStyle
    small: TextStyle
    headings: Mapping[int, HeadingLook]
    table: Look
    dense: Look
    table_room: tuple[float, float] = (6.0, 10.0)
    text_room: float = 6.0
    close: bool = False
    fitted: bool = False
    label_share: float = 0.32
    box_floor: float = 20 * MM
    box_room: float = 30.0
    box_gap: tuple[float, float] = (10.0, 8.0)


_NORMAL: Final = Look(CELL, CELL_STRONG, CELL_STRONG, 5.5, 3.2, 4.0)
_DENSE: Final = Look(DENSE, DENSE_STRONG, DENSE_HEADER, 3.0, 1.1, 3.0)
_FORM_DENSE: Final = Look(DENSE, DENSE_STRONG, DENSE_STRONG, 4.0, 1.8, 2.2)
_TIGHT: Final = Look(
    replace(DENSE, leading=9.8),
    replace(DENSE_STRONG, leading=9.8),
    replace(DENSE_STRONG, leading=9.8),
    3.5,
    0.9,
    1.2,
)
PACKED: Final = Look(
    replace(DENSE, leading=9.0),
    replace(DENSE_STRONG, leading=9.0),
    replace(DENSE_HEADER, leading=9.0),
    2.5,
    0.4,
    2.0,
)
"""The type of a matrix that should hold on its page: its letters are those of a dense table."""
BY_HAND: Final = Look(
    TextStyle(11, 14), TextStyle(11, 14, "Semibold"), TextStyle(10, 12, "Semibold"), 5.5, 2.0, 4.0
)
"""The type of a large form that several people read and fill in at one table."""
_SHEET: Final = HeadingLook(HEADINGS[1], 4.0, 8.0)
_NOTE: Final = TextStyle(8.5, 10.5, color=SECONDARY)

PAGE: Final = Setting(
    BODY,
    SMALL,
    {
        1: HeadingLook(HEADINGS[1], 20.0, 8.0),
        2: HeadingLook(HEADINGS[2], 16.0, 7.0, ruled=True),
        3: HeadingLook(HEADINGS[3], 11.0, 3.0),
    },
    _NORMAL,
    _DENSE,
)
"""Pages that follow one another."""

FORM: Final = replace(
    PAGE,
    small=_NOTE,
    headings={1: _SHEET, 2: _SHEET, 3: HeadingLook(HEADINGS[2], 14.0, 6.0, ruled=True)},
    dense=_FORM_DENSE,
    label_share=0.25,
)
"""A form alone on its page: its parts are titled as sections are (design D6)."""

SNUG: Final = replace(
    FORM,
    body=TextStyle(9, 11.5),
    headings={
        1: HeadingLook(TextStyle(16, 19, "Semibold"), 2.0, 4.0),
        2: HeadingLook(TextStyle(16, 19, "Semibold"), 2.0, 4.0),
        3: HeadingLook(TextStyle(10.5, 12.5, "Semibold"), 6.0, 2.5, ruled=True),
    },
    table=_FORM_DENSE,
    table_room=(3.0, 5.0),
    text_room=3.0,
    fitted=True,
    label_share=0.24,
    box_room=5.0,
    box_gap=(6.0, 0.0),
)
"""The same, closer."""

TIGHT: Final = replace(
    FORM,
    body=TextStyle(8.5, 10),
    small=replace(_NOTE, leading=9.8),
    headings={
        1: HeadingLook(TextStyle(14, 17, "Semibold"), 1.0, 3.0),
        2: HeadingLook(TextStyle(14, 17, "Semibold"), 1.0, 3.0),
        3: HeadingLook(TextStyle(9.5, 11, "Semibold"), 4.0, 1.5, ruled=True),
    },
    table=_TIGHT,
    dense=_TIGHT,
    table_room=(2.0, 3.0),
    text_room=2.0,
    fitted=True,
    label_share=0.2,
    box_room=3.0,
    box_gap=(4.0, 0.0),
    close=True,
)
"""The same, as tight as it may be."""

FORMS: Final = (FORM, SNUG, TIGHT)
"""The settings of a form, from the most at ease."""

LONG_FORMS: Final = (FORM, SNUG, replace(TIGHT, close=False))
"""Those of a form that one page cannot hold: all is told at length."""
