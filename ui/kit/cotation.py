"""The scale of a criterion: its marks and two answers that are no mark, one tile each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import paint_ring
from ui.kit.field_flow import FieldFlow
from ui.kit.segmented import Segment, SegmentedChoice, digit_of
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QKeyEvent

    from ui.kit.field_flow import FieldPlace

MARK, ASIDE = 124, 98
"""Widths of a tile in pixels at 100 %, its ring included."""
_MARGIN = 3
_TEXT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class Tile(Segment):
    """One answer: its figure, its words on two lines, a tick under the figure when chosen."""

    def __init__(self, figure: str, words: str, parent: QWidget) -> None:
        self._figure, self._answer = figure, words
        super().__init__(f"{figure}  {words}", "only", tall=True, parent=parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_answer(self, figure: str, words: str) -> None:
        """Stand for another answer."""
        self._figure, self._answer = figure, words
        self.set_words(f"{figure}  {words}")
        self.update()

    @property
    def is_mark(self) -> bool:
        """Tell whether the answer is a mark, not « NC » nor « RI »."""
        return self._figure.isdigit()

    @property
    def width_100(self) -> int:
        """Wanted width, in pixels at 100 %."""
        return MARK if self.is_mark else ASIDE

    def show_chosen(self, chosen: bool) -> None:  # noqa: FBT001 - mirrors Qt's setter
        """Show the tick and the border of the answer chosen."""
        self.setChecked(chosen)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the wanted width, and the height of the words in the width it has."""
        wanted = px(self.width_100)
        return QSize(wanted, self.heightForWidth(max(wanted, self.width())))

    def hasHeightForWidth(self) -> bool:
        """Tell Qt that the words take fewer lines where the tile is wider."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words, 44 pixels at least."""
        body = self._body(QRect(0, 0, width, 0))
        room = QRect(0, 0, self._words_rect(body).width(), 1000)
        words = QFontMetrics(self._words_font()).boundingRect(room, int(_TEXT), self._answer)
        return max(px(44), words.height() + px(8)) + 2 * _MARGIN

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tile instead of a plain button."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_words(painter)
        if self._ring and self.hasFocus():
            paint_ring(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        theme, chosen = current_theme(), self.isChecked()
        painter.setPen(self._outline())
        painter.setBrush(theme.colour(self._ground()))
        inset = 1.0 if chosen and self.isEnabled() else 0.5
        body = QRectF(self._body(self.rect())).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(body, 4, 4)

    def _outline(self) -> QPen:
        theme = current_theme()
        if not self.isEnabled():
            return QPen(theme.colour("bordure-forte" if self.isChecked() else "creux"), 1)
        if self.isChecked():
            return QPen(theme.colour("primaire"), 2)
        return QPen(theme.colour("bordure-forte"), 1)

    def _ground(self) -> str:
        if not self.isEnabled():
            return "creux"
        if self.isChecked():
            return "selection"
        option = QStyleOptionButton()
        self.initStyleOption(option)
        if option.state & QStyle.StateFlag.State_MouseOver:
            return "primaire-doux"
        return "surface" if self.is_mark else "surface-2"

    def _paint_words(self, painter: QPainter) -> None:
        theme, chosen = current_theme(), self.isChecked()
        body = self._body(self.rect())
        ink = "texte" if self.isEnabled() else "texte-2" if chosen else "texte-3"
        painter.setPen(theme.colour(ink))
        painter.setFont(self._figure_font())
        side = px(14)
        figure = body.adjusted(px(8), 0, 0, -side if chosen else 0)
        painter.drawText(
            figure, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._figure
        )
        if chosen:
            top = body.center().y() + px(5)
            painter.drawPixmap(body.left() + px(7), top, pixmap("check", ink, 14))
        painter.setFont(self._words_font())
        painter.drawText(self._words_rect(body), int(_TEXT), self._answer)

    def _body(self, rect: QRect) -> QRect:
        return rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)

    def _words_rect(self, body: QRect) -> QRect:
        figure = QFontMetrics(self._figure_font()).horizontalAdvance(self._figure)
        return body.adjusted(px(8) + max(figure, px(14)) + px(6), 0, -px(4), 0)

    def _figure_font(self) -> QFont:
        return body_font(px(17 if self.is_mark else 14), semibold=True)

    def _words_font(self) -> QFont:
        return body_font(px(14 if self.is_mark else 13))


class TileFlow(FieldFlow):
    """Tiles on lines as equal as may be: all six, or three and three; never one left alone."""

    def refit(self, widths_100: Sequence[int]) -> None:
        """Place again: the tiles shown, or their words, are others."""
        for place, width in zip(self._places, widths_100, strict=True):
            place.width = width
        self._heights.clear()
        self.invalidate()

    def _lines(self, width: int) -> list[list[FieldPlace]]:
        shown = [place for place in self._places if not place.item.isEmpty()]
        count = len(shown)
        for length in (n for n in range(count, 0, -1) if n == 1 or _is_fair(count, n)):
            lines = [shown[start : start + length] for start in range(0, count, length)]
            if length == 1 or all(self._wanted(line) <= width for line in lines):
                return lines
        return []


def _is_fair(count: int, length: int) -> bool:
    """Tell whether lines of `length` are equal or, where they cannot be, leave no tile alone."""
    return count % length == 0 or (count % 2 == 1 and count % length > 1)


class CotationScale(SegmentedChoice):
    """An answer of the grid or none: its key, the arrows or a press; Suppr empties.

    Args:
        accessible_name: what is rated; compulsory.
        choices: values with their words, in order.
        figures: the short form of each (« 1 », « NC »); its first letter is its key.

    A value that is not offered (an older scale's) is kept and shown by no tile: Suppr empties it.
    """

    def __init__(
        self,
        accessible_name: str,
        choices: Sequence[tuple[object, str]],
        figures: Sequence[str],
        *,
        parent: QWidget | None = None,
    ) -> None:
        self._figures = tuple(figures)
        self._told = ""
        super().__init__(accessible_name, choices, clearable=True, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._tell_keys()

    def set_choices(self, choices: Sequence[tuple[object, str]], figures: Sequence[str]) -> None:
        """Offer the answers of another scale, in the same tiles; nothing is chosen."""
        self._figures = tuple(figures)
        self._values = [value for value, _words in choices]
        while len(self._tiles) < len(choices):
            self._tiles.append(self._more())
        shown = self._tiles[: len(choices)]
        self.parts = list[Segment](shown)
        for tile in self._tiles:
            tile.setVisible(tile in shown)
        for tile, figure, (_value, words) in zip(shown, figures, choices, strict=True):
            tile.show_answer(figure, words)
            tile.setAccessibleName(f"{self._name}, {tile.text()}")
        self._flow.refit([tile.width_100 for tile in self._tiles])
        self.set_read_only(self._read_only)
        self._tell_keys()
        self.set_value(None)

    def set_value(self, value: object) -> None:
        """Show an answer, without telling; keep one of an older scale as it is."""
        super().set_value(value)
        self._value = value

    def setAccessibleDescription(self, text: str) -> None:
        """Tell the keys before what is told under the tiles."""
        self._told = text
        super().setAccessibleDescription(" ".join(filter(None, (self._keys(), text))))

    def _tell_keys(self) -> None:
        self.setAccessibleDescription(self._told)

    def _keys(self) -> str:
        keys = ", ".join(figure[0] for figure in self._figures)
        return _("Touches {touches} pour coter, Suppr pour effacer.", touches=keys)

    def take_key(self, event: QKeyEvent) -> bool:
        """Rate with the key of an answer, or empty with Suppr; tell whether the key is one."""
        digit = digit_of(event)
        letter = event.text().upper() if digit is None else str(digit)
        if event.key() == Qt.Key.Key_Delete:
            self.choose(None)
            return True
        found = next((n for n, f in enumerate(self._figures) if f[0] == letter), None)
        if found is None:
            return False
        self.choose(self._values[found])
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rate with the key of an answer, and follow it with the ring."""
        if not self.take_key(event):
            super().keyPressEvent(event)
        elif self.value() is not None and not self._read_only:
            self.parts[self._row()].setFocus(Qt.FocusReason.TabFocusReason)

    def _make_parts(self, labels: Sequence[str]) -> list[Segment]:
        self._flow = TileFlow(across=0, down=0)
        self.setLayout(self._flow)
        tiles = [
            Tile(figure, words, self) for figure, words in zip(self._figures, labels, strict=True)
        ]
        for tile in tiles:
            tile.setAccessibleName(f"{self._name}, {tile.text()}")
        self._tiles = tiles
        self._flow.line(*((tile, tile.width_100) for tile in tiles))
        return list(tiles)

    def _more(self) -> Tile:
        """Return one more tile, placed after the others."""
        tile = Tile("", "", self)
        self.follow(tile)
        self._flow.line((tile, ASIDE))
        return tile
