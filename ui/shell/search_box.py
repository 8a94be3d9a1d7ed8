"""The search box of the top bar: it looks like a field, and opens the search."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import paint_ring
from ui.kit.labels import set_tooltip
from ui.kit.restyle import Restyled
from ui.theme.fonts import body_font
from ui.theme.icons import pixmap
from ui.theme.theme import current_theme, px

KEYS = "Ctrl+K"
WIDE, SIDE = 248, 34
"""Width with its words, height, in pixels at 100 %."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class SearchBox(Restyled, QAbstractButton):
    """« Rechercher… Ctrl+K », or its magnifier alone where room lacks.

    Signals:
        asked: open the search, with what was typed on the box.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAccessibleName(_("Rechercher dans le dossier"))
        set_tooltip(self, f"{_('Rechercher dans le dossier')} ({KEYS})")
        self.clicked.connect(self._on_clicked)
        self._is_wide = True
        self.restyle()

    def set_wide(self, wide: bool) -> None:  # noqa: FBT001 - mirrors Qt's setters
        """Show the words, or the magnifier alone."""
        self._is_wide = wide
        self.restyle()

    def width_when(self, *, wide: bool) -> int:
        """Return the width that the box takes, in pixels."""
        return px(WIDE if wide else SIDE)

    def restyle(self) -> None:
        """Take the size of the present text scale."""
        self.setFixedSize(QSize(self.width_when(wide=self._is_wide), px(SIDE)))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Entrée, and on a letter, which is then looked for."""
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        }
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif plain and event.text().isprintable() and event.text().strip():
            self.asked.emit(event.text())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the border, the magnifier, the words and the keys."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("bordure-forte"), 1))
        painter.setBrush(theme.colour("primaire-doux" if self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        top = (self.height() - px(16)) // 2
        painter.drawPixmap(px(9), top, pixmap("search", "texte-2", 16))
        if self._is_wide:
            self._paint_words(painter)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), "focus", 4)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        theme = current_theme()
        painter.setPen(theme.colour("texte-3"))
        painter.setFont(body_font(px(15)))
        painter.drawText(self.rect().adjusted(px(33), 0, 0, 0), _LEFT, _("Rechercher…"))
        painter.setFont(body_font(px(12)))
        metrics = QFontMetrics(painter.font())
        width, height = metrics.horizontalAdvance(KEYS) + px(12), metrics.height() + px(3)
        cap = QRect(self.width() - px(9) - width, (self.height() - height) // 2, width, height)
        painter.setPen(theme.colour("bordure"))
        painter.setBrush(theme.colour("surface-2"))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(theme.colour("texte-2"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, KEYS)

    def _on_clicked(self) -> None:
        self.asked.emit("")
