"""The large cards of the home page."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px


class ActionCard(QAbstractButton):
    """A large card that acts: icon, words, one line, its shortcut; filled when `primary`."""

    def __init__(
        self, icon_name: str, title: str, text: str, shortcut: str, *, primary: bool = False
    ) -> None:
        super().__init__()
        self._icon, self._title, self._text = icon_name, title, text
        self._shortcut, self._primary = shortcut, primary
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Return the size of the design."""
        return QSize(px(280), px(124))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press it too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        hover = self.underMouse()
        if self._primary:
            painter.setBrush(theme.colour("primaire-survol" if hover else "primaire"))
            painter.setPen(Qt.PenStyle.NoPen)
        else:
            painter.setBrush(theme.colour("primaire-doux" if hover else "surface"))
            painter.setPen(QPen(theme.colour("bordure-forte"), 1))
        painter.drawRoundedRect(rect, 6, 6)
        ink = "sur-primaire" if self._primary else "texte"
        painter.drawPixmap(
            px(16), px(16), pixmap(self._icon, "sur-primaire" if self._primary else "lien", 24)
        )
        painter.setPen(theme.colour(ink))
        painter.setFont(body_font(px(17), semibold=True))
        box = rect.adjusted(px(15), px(50), -px(15), -px(10))
        painter.drawText(box, Qt.AlignmentFlag.AlignTop, self._title)
        second = "sur-primaire" if self._primary else "texte-2"
        painter.setPen(theme.colour(second))
        painter.setFont(body_font(px(14)))
        painter.drawText(box.adjusted(0, px(26), 0, 0), Qt.TextFlag.TextWordWrap.value, self._text)
        painter.setFont(body_font(px(12)))
        keys = rect.adjusted(0, px(18), -px(15), 0)
        painter.drawText(keys, Qt.AlignmentFlag.AlignRight, self._shortcut)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("fond"), 2))  # the ring would melt into a fill
            painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5), 7, 7)
        painter.end()
