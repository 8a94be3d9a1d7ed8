"""Write the XML of a word processor's file; the one place where a text is escaped.

What is already XML has a type of its own: a text cannot be put among elements by mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NewType
from xml.sax.saxutils import escape, quoteattr

from cpom_desktop.reports.fonts import one_line, storable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.reports.blocks import Align

Xml = NewType("Xml", str)
NOTHING: Final = Xml("")
NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)
TWIPS: Final = 20
"""Twentieths of a point."""
_JC: Final[dict[Align, str]] = {"left": "left", "right": "right", "center": "center"}


def tag(name: str, /, *children: Xml, **attributes: str | int) -> Xml:
    """Return an element; the attributes of one of Word's own are Word's own too."""
    prefix = "w:" if name.startswith("w:") else ""
    told = "".join(f" {prefix}{key}={quoteattr(str(value))}" for key, value in attributes.items())
    inside = "".join(children)
    return Xml(f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>")


def joined(parts: Iterable[Xml]) -> Xml:
    """Return elements one after the other."""
    return Xml("".join(parts))


def value(name: str, told: str | int) -> Xml:
    """Return the usual element with one value."""
    return tag(name, val=told)


def run(text: str, look: Xml = NOTHING) -> Xml:
    """Return a text in one look; a line feed goes to the next line."""
    lines = [
        Xml(f'<w:t xml:space="preserve">{escape(line)}</w:t>')
        for line in storable(text).split("\n")
    ]
    properties = tag("w:rPr", look) if look else NOTHING
    return tag("w:r", properties, Xml("<w:br/>".join(lines)))


def flat_run(text: str, look: Xml = NOTHING) -> Xml:
    """Return a text on one line."""
    return run(one_line(text, len(text) + 1), look)


BOLD: Final = Xml("<w:b/><w:bCs/>")
TAB: Final = Xml("<w:r><w:tab/></w:r>")


def sized(points: float) -> Xml:
    """Return the look of a text of this size."""
    return joined((value("w:sz", round(points * 2)), value("w:szCs", round(points * 2))))


def colored(color: str) -> Xml:
    """Return the look of a text of this colour (« #RRGGBB »)."""
    return value("w:color", color.removeprefix("#"))


def field(instruction: str, shown: str, *, dirty: bool = False) -> Xml:
    """Return a field that the word processor computes; never made from what she typed.

    Args:
        instruction: its code, « PAGE ».
        shown: what stands there until it is computed.
        dirty: whether it is to be computed when the file opens.
    """
    return joined(
        (
            field_start(instruction, dirty=dirty),
            run(shown),
            FIELD_END,
        )
    )


def field_start(instruction: str, *, dirty: bool = False) -> Xml:
    """Return what stands before the shown part of a field."""
    begin = tag("w:fldChar", fldCharType="begin", **({"dirty": "true"} if dirty else {}))
    code = Xml(f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>')
    parts = (begin, code, tag("w:fldChar", fldCharType="separate"))
    return joined(tag("w:r", part) for part in parts)


FIELD_END: Final = tag("w:r", tag("w:fldChar", fldCharType="end"))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that may still change its place: begin a page, end a section.

    Lengths are in points; what is None is left to the style.

    Attributes:
        content: its runs.
        style: identifier of its style; nothing for the usual one.
        keeps: stands on the page of what follows.
        breaks: begins a page.
        tabs: stops, each with its side and its leader.
        borders: lines around it, as XML.
        section: what ends here.
    """

    content: Xml = NOTHING
    style: str = ""
    keeps: bool = False
    breaks: bool = False
    tabs: tuple[tuple[float, str, str], ...] = ()
    borders: Xml = NOTHING
    before: float | None = None
    after: float | None = None
    left: float | None = None
    align: Align | None = None
    section: Xml = NOTHING

    def xml(self) -> Xml:
        """Return it as XML."""
        properties = joined(self._properties())
        return tag("w:p", tag("w:pPr", properties) if properties else NOTHING, self.content)

    def _properties(self) -> Iterable[Xml]:
        """Yield what changes its style, in the order that the format asks for."""
        if self.style:
            yield value("w:pStyle", self.style)
        if self.keeps:
            yield tag("w:keepNext")
        if self.breaks:
            yield tag("w:pageBreakBefore")
        if self.borders:
            yield tag("w:pBdr", self.borders)
        if self.tabs:
            yield tag("w:tabs", *(_stop(*stop) for stop in self.tabs))
        rooms = {"before": self.before, "after": self.after}
        told = {name: round(room * TWIPS) for name, room in rooms.items() if room is not None}
        if told:
            yield tag("w:spacing", **told)
        if self.left is not None:
            yield tag("w:ind", left=round(self.left * TWIPS))
        if self.align is not None:
            yield value("w:jc", _JC[self.align])
        if self.section:
            yield self.section


def _stop(at: float, side: str, leader: str) -> Xml:
    return tag("w:tab", val=side, leader=leader, pos=round(at * TWIPS))


def border(side: str, weight: float, color: str, kind: str = "single", room: int = 0) -> Xml:
    """Return a line at one side; its weight is in points."""
    return tag(
        f"w:{side}",
        val=kind,
        sz=max(2, round(weight * 8)),
        space=room,
        color=color.removeprefix("#"),
    )
