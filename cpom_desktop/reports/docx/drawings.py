"""Pictures in the line of a text, each with the sentence that replaces it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cpom_desktop.reports.docx.markup import Xml, tag
from cpom_desktop.reports.fonts import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpom_desktop.reports.blocks import Logo

EMU: Final = 12_700
"""Units of a drawing in a point."""
LONGEST_ALT: Final = 16_000
_PICTURE: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"


@dataclass(slots=True)
class Drawings:
    """The pictures of a document; `keep` keeps a PNG and returns its name in the file."""

    keep: Callable[[bytes], str]
    _count: int = 0

    def picture(self, png: bytes, size: tuple[float, float], alt: str) -> Xml:
        """Return a picture of this width and height, in points."""
        self._count += 1
        width, height = (max(round(length * EMU), 1) for length in size)
        told: dict[str, str | int] = {
            "id": self._count,
            "name": f"Figure {self._count}",
            "descr": one_line(alt, LONGEST_ALT),
        }
        frame = self._frame(png, told, width, height)
        inline = tag(
            "wp:inline",
            tag("wp:extent", cx=width, cy=height),
            tag("wp:docPr", **told),
            tag("wp:cNvGraphicFramePr", tag("a:graphicFrameLocks", noChangeAspect=1)),
            tag("a:graphic", tag("a:graphicData", frame, uri=_PICTURE)),
            distT=0,
            distB=0,
            distL=0,
            distR=0,
        )
        return tag("w:r", tag("w:drawing", inline))

    def logo(self, logo: Logo, limits: tuple[float, float]) -> Xml:
        """Return a logo in the largest rectangle of its proportions that `limits` holds."""
        wide, tall = logo.size
        scale = min(limits[0] / wide, limits[1] / tall)
        return self.picture(logo.data, (wide * scale, tall * scale), logo.alt)

    def _frame(self, png: bytes, told: dict[str, str | int], width: int, height: int) -> Xml:
        blip = Xml(f'<a:blip r:embed="{self.keep(png)}"/>')
        return tag(
            "pic:pic",
            tag("pic:nvPicPr", tag("pic:cNvPr", **told), tag("pic:cNvPicPr")),
            tag("pic:blipFill", blip, tag("a:stretch", tag("a:fillRect"))),
            tag(
                "pic:spPr",
                tag("a:xfrm", tag("a:off", x=0, y=0), tag("a:ext", cx=width, cy=height)),
                tag("a:prstGeom", tag("a:avLst"), prst="rect"),
            ),
        )
