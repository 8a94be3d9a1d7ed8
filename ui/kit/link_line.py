"""A sentence that is a button: it runs over several lines, and goes where it says."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.buttons import KitButton, paint_ring
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

_LEAST_HEIGHT = 32


class LinkLine(KitButton):
    """An icon, then words that wrap; underlined under the mouse.

    Args:
        text: the sentence.
        icon_name, icon_role: what it is about.
    """

    def __init__(
        self, text: str, icon_name: str, icon_role: str, *, parent: QWidget | None = None
    ) -> None:
        super().__init__("", "text", parent=parent)
        self._words, self._look = text, (icon_name, icon_role)
        self._heights: dict[tuple[int, int], int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def words(self) -> str:
        """The sentence."""
        return self._words

    def set_words(self, text: str) -> None:
        """Say something else."""
        if text != self._words:
            self._words = text
            self._heights.clear()
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        """Tell Qt that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words in `width`; layouts ask for it again and again."""
        asked = (width, px(14))
        if asked not in self._heights:
            room = QRect(0, 0, max(width - px(30), px(40)), 1 << 14)
            words = QFontMetrics(_font()).boundingRect(room, _FLAGS, self._words)
            self._heights[asked] = max(words.height() + px(10), px(_LEAST_HEIGHT))
        return self._heights[asked]

    def sizeHint(self) -> QSize:
        """Ask for the height at the present width."""
        return QSize(px(120), self.heightForWidth(max(self.width(), px(120))))

    def minimumSizeHint(self) -> QSize:
        """Shrink as far as needed: the words wrap."""
        return QSize(px(60), px(_LEAST_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon, the words and the ring."""
        theme, painter = current_theme(), QPainter(self)
        top = px(7)
        painter.drawPixmap(px(3), top, pixmap(*self._look, 16))
        font = _font()
        font.setUnderline(self.underMouse() or self.isDown())
        painter.setFont(font)
        painter.setPen(theme.colour("lien"))
        room = self.rect().adjusted(px(26), px(5), -px(4), 0)
        painter.drawText(room, _FLAGS, self._words)
        if self._ring and self.hasFocus():
            paint_ring(painter, self.rect().adjusted(1, 1, -1, -1).toRectF())
        painter.end()


_FLAGS = (
    Qt.TextFlag.TextWordWrap.value
    | Qt.AlignmentFlag.AlignLeft.value
    | Qt.AlignmentFlag.AlignTop.value
)


def _font() -> QFont:
    return QFont(body_font(px(14)))
