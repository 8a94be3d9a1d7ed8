"""One choice among a few, each an icon over a word: « Appel | Courriel | Courrier »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from ui.kit.buttons import paint_ring
from ui.kit.segmented import Segment, SegmentedChoice
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Sequence

HEIGHT, ICON = 46, 18
_MARGIN = 3
"""Pixels kept for the ring of focus."""


class IconTile(Segment):
    """An icon over its word; a thick border and a soft ground when chosen."""

    def __init__(self, words: str, icon_name: str, parent: QWidget) -> None:
        self._label, self._picture = words, icon_name
        super().__init__(words, "only", tall=True, ticked=False, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chosen(self, chosen: bool) -> None:  # noqa: FBT001 - mirrors Qt's setter
        """Show the border of the tile chosen."""
        self.setChecked(chosen)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the width of the word and the height of both."""
        metrics = QFontMetrics(self._font(chosen=True))
        width = metrics.horizontalAdvance(self._label) + px(6) + 2 * _MARGIN
        return QSize(width, max(px(HEIGHT), metrics.height() + px(ICON + 10)) + 2 * _MARGIN)

    def minimumSizeHint(self) -> QSize:
        """Never cut the word."""
        return self.sizeHint()

    def _font(self, *, chosen: bool) -> QFont:
        return body_font(px(13), semibold=chosen)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tile instead of a plain button."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        self._paint_ground(painter, body)
        self._paint_words(painter, body)
        if self._ring and self.hasFocus():
            paint_ring(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_ground(self, painter: QPainter, body: QRect) -> None:
        theme, chosen = current_theme(), self.isChecked()
        option = QStyleOptionButton()
        self.initStyleOption(option)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = "selection" if chosen else "primaire-doux" if hovered else "surface"
        painter.setPen(QPen(theme.colour("primaire" if chosen else "bordure-forte"), 1 + chosen))
        painter.setBrush(theme.colour(ground if self.isEnabled() else "creux"))
        inset = 1.0 if chosen else 0.5
        painter.drawRoundedRect(QRectF(body).adjusted(inset, inset, -inset, -inset), 4, 4)

    def _paint_words(self, painter: QPainter, body: QRect) -> None:
        ink = "texte" if self.isEnabled() else "texte-3"
        painter.setFont(self._font(chosen=self.isChecked()))
        words = painter.fontMetrics().height()
        top = body.top() + (body.height() - px(ICON + 2) - words) // 2
        left = body.left() + (body.width() - px(ICON)) // 2
        painter.drawPixmap(left, top, pixmap(self._picture, ink, ICON))
        painter.setPen(current_theme().colour(ink))
        room = QRect(body.left(), top + px(ICON + 2), body.width(), words)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self._label)


class IconTiles(SegmentedChoice):
    """Tiles side by side, as wide as the room; arrows go from one to the next.

    Args:
        accessible_name: what is chosen; compulsory.
        choices: values with their words, in order.
        icons: the icon of each.
    """

    def __init__(
        self,
        accessible_name: str,
        choices: Sequence[tuple[object, str]],
        icons: Sequence[str],
        *,
        parent: QWidget | None = None,
    ) -> None:
        self._icons = tuple(icons)
        super().__init__(accessible_name, choices, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _make_parts(self, labels: Sequence[str]) -> list[Segment]:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        parts: list[Segment] = []
        for words, icon_name in zip(labels, self._icons, strict=True):
            tile = IconTile(words, icon_name, self)
            tile.setAccessibleName(f"{self._name}, {words}")
            row.addWidget(tile, 1)
            parts.append(tile)
        return parts
