"""Printing: the pages of the preview as pictures, one at a turn so that the window stays alive."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QSize, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPainter

from cpom_desktop.errors import RapportImpossible
from cpom_desktop.i18n import _
from ui.kit.pdf_pages import POINTS_AN_INCH, PdfPages

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    Strip = tuple[QRect, QImage, QRect]

STRIPS = 12
"""A whole page at once stops the window for 0.4 s (measured on Qt's PDF printer)."""
PRINTERS = "/run/cups/cups.sock"
"""Where the printing service of a Linux computer listens."""
FINEST_DPI = 300
"""Enough for text on paper; a finer printer is given the same picture."""


def ask_printer(parent: QWidget, title: str, pages: int) -> QPrinter | None:
    """Ask on which printer, which pages, how many copies; None when she gives up."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - when printing

    ask_this_computer_only()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setCreator("CPOM Desktop")
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Imprimer"))
    dialog.setMinMax(1, pages)
    accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if accepted else None


def ask_this_computer_only() -> None:
    """Have the library of printers ask this computer by its own socket, never by an address.

    Where no printing service runs, it would try the network's way to it. A computer whose
    printers are elsewhere by the choice of who keeps it (`client.conf`) is left as it is.
    """
    chosen = (Path("/etc/cups/client.conf"), Path.home() / ".cups" / "client.conf")
    if sys.platform.startswith("linux") and not any(map(Path.exists, chosen)):
        os.environ.setdefault("CUPS_SERVER", PRINTERS)


class PrintRun(QObject):
    """One document on its way to a printer; each page keeps its own orientation.

    Signals:
        done: how many pages were sent.
        failed: a `RapportImpossible`: the printer refused.
    """

    done = Signal(int)
    failed = Signal(object)

    def __init__(
        self, printer: QPrinter, pages: PdfPages, *, grey: bool, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._printer, self._pages, self._grey = printer, pages, grey
        self._painter = QPainter()
        self._left = wanted_pages(printer, pages.count)
        self._total = len(self._left)
        self._strips: list[Strip] = []

    def start(self) -> None:
        """Send the first page; the others follow."""
        self._printer.setFullPage(True)
        QTimer.singleShot(0, self, self._next)

    def _next(self) -> None:
        """Send one strip of a page, or begin the next page, then let the window live."""
        if self._strips:
            self._painter.drawImage(*self._strips.pop(0))
        elif not self._left:
            self._end()
            self.done.emit(self._total)
            return
        elif not self._open_page(self._left.pop(0)):
            self._end()
            self.failed.emit(_refused())
            return
        QTimer.singleShot(0, self, self._next)

    def _open_page(self, page: int) -> bool:
        width, height = self._pages.size(page)
        kinds = QPageLayout.Orientation
        turned = kinds.Landscape if width > height else kinds.Portrait
        self._printer.setPageOrientation(turned)
        begun = self._painter.isActive()
        if not (self._printer.newPage() if begun else self._painter.begin(self._printer)):
            return False
        dpi = self._printer.resolution()
        picture = self._pages.picture(page, min(dpi, FINEST_DPI) / POINTS_AN_INCH, grey=self._grey)
        inch = dpi / POINTS_AN_INCH
        self._strips = strips_of(picture, QSize(round(width * inch), round(height * inch)))
        return True

    def _end(self) -> None:
        if self._painter.isActive():
            self._painter.end()
        self._pages.close()


def strips_of(picture: QImage, size: QSize) -> list[Strip]:
    """Cut a page in strips, each with its place on a sheet of `size`: no gap between two."""
    strips = []
    for rank in range(STRIPS):
        top, bottom = (picture.height() * n // STRIPS for n in (rank, rank + 1))
        first, last = (size.height() * y // picture.height() for y in (top, bottom))
        source = QRect(0, top, picture.width(), bottom - top)
        strips.append((QRect(0, first, size.width(), last - first), picture, source))
    return strips


def wanted_pages(printer: QPrinter, count: int) -> list[int]:
    """Return the pages to send, in order, copies included where the printer makes none itself."""
    first = printer.fromPage() or 1
    last = printer.toPage() or count
    pages = list(range(first - 1, min(last, count)))
    return pages if printer.supportsMultipleCopies() else pages * printer.copyCount()


def _refused() -> RapportImpossible:
    return RapportImpossible(
        "imprimante",
        _("L'imprimante n'a pas accepté le document."),
        remedy=_("Vérifiez qu'elle est allumée, ou enregistrez le document en PDF."),
    )
