"""Put pieces on pages, one after the other, with the header, footer and watermark of each page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cpom_desktop.errors import RapportImpossible
from cpom_desktop.i18n import _
from cpom_desktop.reports.fonts import one_line, printable
from cpom_desktop.reports.pdf.palette import (
    A3,
    CONTINUED,
    COVER,
    LANDSCAPE,
    LINE,
    PORTRAIT,
    SMALL,
    WATERMARK_STYLE,
    Sheet,
    TextStyle,
)
from cpom_desktop.reports.pdf.pieces import Turn
from cpom_desktop.reports.pdf.text import text_width

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cpom_desktop.reports.pdf.pen import Pen
    from cpom_desktop.reports.pdf.pieces import Piece

SHEETS: Final = {"cover": COVER, "portrait": PORTRAIT, "landscape": LANDSCAPE, "a3": A3}


@dataclass(frozen=True, slots=True)
class Chrome:
    """What stands around the text of each page but the cover.

    Attributes:
        total: the number of pages.
        diffusion: to whom it may go, never cut: the name of the dossier makes room for it.
    """

    left: str
    right: str
    edition: str
    watermark: str
    total: int
    diffusion: str = ""

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the watermark, then header and footer."""
        if self.watermark:
            with pen.artifact("Watermark"):
                pen.slanted(*_watermark(self.watermark, sheet), 35, sheet.width / 2)
        if sheet is COVER:
            return
        with pen.artifact("Header"):
            heights = (sheet.header_text, sheet.header_line)
            self._line(pen, sheet, (self.left, self.right), heights, self.diffusion)
        page = _("Page {page} sur {total}", page=pen.page + 1, total=self.total)
        with pen.artifact("Footer"):
            self._line(pen, sheet, (self.edition, page), (sheet.footer_text, sheet.footer_line))

    def _line(
        self,
        pen: Pen,
        sheet: Sheet,
        texts: tuple[str, str],
        heights: tuple[float, float],
        whole: str = "",
    ) -> None:
        """Write a text at each side, and the line between them and the page."""
        middle, line = heights
        end = sheet.width - sheet.right
        right = elided(texts[1], SMALL, sheet.frame_width * 0.48)
        room = sheet.frame_width - text_width(right, SMALL) - 12
        baseline = middle + 0.33 * SMALL.size
        kept = f" – {whole}" if whole else ""
        left = elided(texts[0], SMALL, room - text_width(kept, SMALL))
        pen.word(sheet.left, baseline, f"{left}{kept}", SMALL)
        pen.word(end, baseline, right, SMALL, "right")
        pen.rule((sheet.left, line), (end, line), LINE, 0.75)


def _watermark(text: str, sheet: Sheet) -> tuple[str, TextStyle]:
    """Return the watermark and its style, smaller when the word is long."""
    shown = one_line(printable(text), 40)
    room = min(sheet.width, sheet.height) * 1.05
    scale = min(1.0, room / max(text_width(shown, WATERMARK_STYLE), 1.0))
    size = WATERMARK_STYLE.size * scale
    return shown, TextStyle(size, size, WATERMARK_STYLE.face, WATERMARK_STYLE.color)


def elided(text: str, style: TextStyle, room: float) -> str:
    """Return one line of `text`, cut with an ellipsis where `room` ends."""
    shown = one_line(printable(text), 400)
    if text_width(shown, style) <= room:
        return shown
    while shown and text_width(f"{shown}…", style) > room:
        shown = shown[:-1]
    return f"{shown.rstrip()}…"


class Flow:
    """The pages being filled; `checkpoint` is called before each piece and may stop it all."""

    def __init__(self, pen: Pen, chrome: Chrome, checkpoint: Callable[[], None]) -> None:
        self._checkpoint = checkpoint
        self._pen = pen
        self._chrome = chrome
        self._sheet = PORTRAIT
        self._form = ""
        self._begun = False
        self._open = False
        self._top = True
        self._y = 0.0
        self._room_after = 0.0

    def run(self, pieces: Sequence[Piece | Turn]) -> None:
        """Put every piece on the pages; at least one page comes out."""
        for rank, piece in enumerate(pieces):
            self._checkpoint()
            if isinstance(piece, Turn):
                self._sheet, self._form = SHEETS[piece.sheet], piece.form
                self._open = self._begun = False
            else:
                self._place(piece, pieces[rank + 1 :] if piece.keeps else ())
        if self._pen.page < 0:
            self._new_page()

    def _new_page(self) -> None:
        self._pen.open_page(self._sheet)
        self._chrome.draw(self._pen, self._sheet)
        self._open = self._top = True
        self._y = self._sheet.top
        self._room_after = 0.0
        if self._form and self._begun:
            self._continue_form()
        self._begun = True

    def _continue_form(self) -> None:
        """Say at the top of a page which form goes on there."""
        end = _(", suite")
        room = self._sheet.frame_width - text_width(end, CONTINUED)
        told = f"{elided(self._form, CONTINUED, room)}{end}"
        with self._pen.artifact("Header"):
            self._pen.word(self._sheet.left, self._y + CONTINUED.rise, told, CONTINUED)
        self._y += CONTINUED.leading + 4.0

    def _place(self, piece: Piece, followers: Sequence[Piece | Turn]) -> None:
        """Draw a piece here or on the next page, in as many parts as needed."""
        crowded = not self._top and self._needed(piece, followers) > self._room(piece)
        if crowded or not self._open:
            self._new_page()
        rest: Piece | None = piece
        while rest is not None:
            rest = self._put(rest)

    def _room(self, piece: Piece) -> float:
        """Return the height left for `piece` under what is drawn."""
        gap = 0.0 if self._top else max(self._room_after, piece.before)
        return self._sheet.frame_end - self._y - gap

    def _needed(self, piece: Piece, followers: Sequence[Piece | Turn]) -> float:
        """Return the height that the piece and those it keeps with must find on this page."""
        width = self._sheet.frame_width
        if not piece.keeps:
            return piece.least(width)
        needed, last = piece.height(width), piece
        for other in followers:
            if isinstance(other, Turn):
                break
            needed += max(last.after, other.before)
            needed += other.height(width) if other.keeps else other.least(width)
            if not other.keeps or needed > self._sheet.frame_height:
                break
            last = other
        return needed if needed <= self._sheet.frame_height else piece.least(width)

    def _put(self, piece: Piece) -> Piece | None:
        """Draw what fits of a piece and return the rest, after turning the page for it."""
        width = self._sheet.frame_width
        room = self._room(piece)
        if piece.height(width) <= room + 0.01:
            self._draw(piece, piece.height(width))
            return None
        parts = piece.split(width, room, force=self._top)
        if parts is not None:
            self._draw(parts[0], parts[0].height(width))
            if parts[1] is not None:
                self._new_page()
            return parts[1]
        if self._top:
            raise RapportImpossible(
                "mise-en-page",
                _("Une partie du document est plus haute qu'une page."),
                remedy=_("Raccourcissez ce texte. Vos données sont intactes."),
                detail=type(piece).__name__,
            )
        self._new_page()
        return piece

    def _draw(self, piece: Piece, height: float) -> None:
        self._y += 0.0 if self._top else max(self._room_after, piece.before)
        piece.draw(self._pen, self._sheet.left, self._y, self._sheet.frame_width)
        self._y += height
        self._room_after = piece.after
        self._top = False
