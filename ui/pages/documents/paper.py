"""The sheet of the preview: one page on a hollow ground, at a size, turned by keys and wheel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import paint_ring
from ui.kit.pdf_pages import POINTS_AN_INCH, PdfPages
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QFocusEvent

    from ui.kit.pdf_search import Spot

SCREEN_DPI = 96
MARGIN = 12
ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0)
"""Sizes offered; at 1 a centimetre of paper is about one of the screen."""
NOTCH = 120
VEIL = 0.45
"""How much the words found are covered."""


class Paper(QAbstractScrollArea):
    """One page of a document; PgUp and PgDn turn it, Ctrl with + − 0 changes its size.

    Signals:
        turned: another page is shown, or the same at another size.
    """

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Aperçu du document"))
        self._pages: PdfPages | None = None
        self._title = ""
        self._zoom: float | None = None
        self._picture: tuple[tuple[int, float], QImage] | None = None
        self._kept: dict[str, float | None] = {}
        self._spots: tuple[Spot, ...] = ()
        self.spot: Spot | None = None
        """The words found that are shown, among those that are marked."""
        self.page = 0

    @property
    def pages(self) -> PdfPages | None:
        """The document shown."""
        return self._pages

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self._pages.count if self._pages else 0

    @property
    def fits(self) -> bool:
        """Whether the size follows the room there is."""
        return self._zoom is None

    @property
    def zoom(self) -> float:
        """The size shown, 1 being that of paper."""
        return self._fitting() if self._zoom is None else self._zoom

    def show_pages(self, pages: PdfPages, title: str, *, keep: bool) -> None:
        """Show a document; `keep` stays on the same page."""
        self.close_pages()
        self._pages, self._title = pages, title
        self._zoom = self._kept.get(title)
        self.page = min(self.page, pages.count - 1) if keep else 0
        self._show(top=not keep)

    def close_pages(self) -> None:
        """Forget the document, and give its memory back."""
        if self._pages is not None:
            self._pages.close()
        self._pages, self._picture = None, None

    def turn(self, page: int, *, bottom: bool = False) -> bool:
        """Show another page, from its top; tell whether there is one."""
        if not 0 <= page < self.count:
            return False
        self.page = page
        self._show(top=True)
        if bottom:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        return True

    def fit(self) -> None:
        """Show the whole page, whatever the room."""
        self._resize_page(None)

    def zoom_in(self) -> None:
        """Show the page larger."""
        self._resize_page(next((z for z in ZOOMS if z > self.zoom + 0.01), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Show the page smaller."""
        smaller = [z for z in ZOOMS if z < self.zoom - 0.01]
        self._resize_page(smaller[-1] if smaller else ZOOMS[0])

    def _resize_page(self, zoom: float | None) -> None:
        self._zoom = self._kept[self._title] = zoom
        self._show(top=False)

    def _show(self, *, top: bool) -> None:
        self._measure()
        if top:
            self.verticalScrollBar().setValue(0)
        if self._pages is not None:
            self.setAccessibleName(
                _(
                    "Page {page} sur {total} du document « {titre} »",
                    page=self.page + 1,
                    total=self.count,
                    titre=self._title,
                )
            )
            self.setAccessibleDescription(self._pages.text(self.page))
        self.viewport().update()
        self.turned.emit()

    # --- words found

    def show_spots(self, spots: tuple[Spot, ...], chosen: Spot | None) -> None:
        """Mark words that were found, one of them more than the others."""
        self._spots, self.spot = spots, chosen
        self.viewport().update()

    def show_spot(self, spot: Spot) -> None:
        """Turn to words that were found, and bring them into view."""
        self.spot = spot
        if spot.page != self.page:
            self.turn(spot.page)
        place, rect = self._place(), self._on_screen(spot)
        for bar, middle in (
            (self.horizontalScrollBar(), rect.center().x() - place.left()),
            (self.verticalScrollBar(), rect.center().y() - place.top()),
        ):
            bar.setValue(round(middle + px(MARGIN) - bar.pageStep() / 2))
        self.viewport().update()

    def _on_screen(self, spot: Spot) -> QRectF:
        """Return where words lie in the viewport."""
        place, scale = self._place(), self.zoom * SCREEN_DPI / POINTS_AN_INCH
        return _scaled(united(spot.rects), place, scale)

    def _paint_spots(self, painter: QPainter) -> None:
        """Paint a veil over the words found on the page; those chosen have a frame too."""
        theme, place = current_theme(), self._place()
        scale = self.zoom * SCREEN_DPI / POINTS_AN_INCH
        veil = QColor(theme.colour("repere"))
        veil.setAlphaF(VEIL)
        for spot in self._spots:
            if spot.page != self.page:
                continue
            for rect in spot.rects:
                shown = _scaled(rect, place, scale)
                painter.fillRect(shown, veil)
                if spot == self.spot:
                    painter.setPen(QPen(theme.colour("focus"), 2))
                    painter.drawRect(shown.adjusted(-2, -2, 2, 2))

    # --- size

    def _fitting(self) -> float:
        """Return the size at which the whole page is seen."""
        if self._pages is None:
            return 1.0
        width, height = self._pages.size(self.page)
        room = self.maximumViewportSize() - QSize(2 * px(MARGIN), 2 * px(MARGIN))
        inch = SCREEN_DPI / POINTS_AN_INCH
        fitting = min(room.width() / (width * inch), room.height() / (height * inch))
        return min(max(fitting, ZOOMS[0] / 2), ZOOMS[-1])

    def _page_size(self) -> QSize:
        if self._pages is None:
            return QSize()
        width, height = self._pages.size(self.page)
        scale = self.zoom * SCREEN_DPI / POINTS_AN_INCH
        return QSize(round(width * scale), round(height * scale))

    def _measure(self) -> None:
        """Give the scroll bars what they go over."""
        size, room = self._page_size(), self.maximumViewportSize()
        for bar, whole, seen in (
            (self.horizontalScrollBar(), size.width(), room.width()),
            (self.verticalScrollBar(), size.height(), room.height()),
        ):
            bar.setRange(0, max(0, whole + 2 * px(MARGIN) - seen) if not self.fits else 0)
            bar.setPageStep(seen)
            bar.setSingleStep(px(40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the room there is."""
        super().resizeEvent(event)
        self._measure()
        self.turned.emit()

    # --- painting

    def _place(self) -> QRect:
        """Return where the page lies in the viewport."""
        size, room = self._page_size(), self.viewport().size()
        left = max((room.width() - size.width()) // 2, px(MARGIN))
        top = max((room.height() - size.height()) // 2, px(MARGIN))
        bars = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return QRect(QPoint(left, top) - bars, size)

    def _painted(self, pages: PdfPages) -> QImage:
        """Return the picture of the page, painted again when page or size changed."""
        ratio = self.devicePixelRatioF()
        scale = self.zoom * SCREEN_DPI / POINTS_AN_INCH * ratio
        key = (self.page, scale)
        if self._picture is None or self._picture[0] != key:
            image = pages.picture(self.page, scale)
            image.setDevicePixelRatio(ratio)
            self._picture = (key, image)
        return self._picture[1]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the page, its edge and the ring of focus."""
        theme = current_theme()
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.colour("creux"))
        if self._pages is not None:
            place = self._place()
            painter.drawImage(place, self._painted(self._pages))
            self._paint_spots(painter)
            painter.setPen(QPen(theme.colour("bordure-forte"), 1))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            paint_ring(painter, self.viewport().rect().adjusted(1, 1, -1, -1).toRectF())
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    # --- keys and wheel

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the pages and change the size; arrows scroll."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        act = self._zooms().get(event.key()) if control else self._turns().get(event.key())
        if act is not None:
            act()
        else:
            super().keyPressEvent(event)

    def _turns(self) -> dict[int, Callable[[], object]]:
        keys = Qt.Key
        return {
            keys.Key_PageUp: self.previous,
            keys.Key_PageDown: self.following,
            keys.Key_Home: self.first,
            keys.Key_End: self.last,
        }

    def _zooms(self) -> dict[int, Callable[[], object]]:
        keys = Qt.Key
        return {
            keys.Key_Plus: self.zoom_in,
            keys.Key_Equal: self.zoom_in,
            keys.Key_Minus: self.zoom_out,
            keys.Key_0: self.fit,
        }

    def previous(self) -> None:
        """Show the page before."""
        self.turn(self.page - 1)

    def following(self) -> None:
        """Show the page after."""
        self.turn(self.page + 1)

    def first(self) -> None:
        """Show the first page."""
        self.turn(0)

    def last(self) -> None:
        """Show the last page."""
        self.turn(self.count - 1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, turn the page at its end, zoom with Ctrl."""
        steps = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if steps:
                (self.zoom_in if steps > 0 else self.zoom_out)()
            return
        bar = self.verticalScrollBar()
        at_end = bar.value() == (bar.minimum() if steps > 0 else bar.maximum())
        if abs(steps) >= NOTCH and at_end:
            self.turn(self.page + (-1 if steps > 0 else 1), bottom=steps > 0)
        else:
            super().wheelEvent(event)


def _scaled(rect: QRectF, place: QRect, scale: float) -> QRectF:
    """Return a rectangle of a page, in points, where it lies in the viewport."""
    return QRectF(
        place.left() + rect.left() * scale,
        place.top() + rect.top() * scale,
        rect.width() * scale,
        rect.height() * scale,
    )


def united(rects: Iterable[QRectF]) -> QRectF:
    """Return the least rectangle that holds others."""
    whole = QRectF()
    for rect in rects:
        whole = whole.united(rect)
    return whole
