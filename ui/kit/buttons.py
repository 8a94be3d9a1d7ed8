"""Buttons: one filled at most on a screen, verbs, and a ring for the keyboard only."""

from __future__ import annotations

from typing import ClassVar, Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QPushButton, QWidget

from ui.kit.labels import set_tooltip
from ui.kit.restyle import Restyled
from ui.theme.icons import icon, spaced_icon
from ui.theme.theme import current_theme, px

ButtonKind = Literal[
    "primary", "secondary", "text", "danger", "icon", "link", "toast", "chip", "segment", "section"
]
_INK = {
    "primary": "sur-primaire",
    "secondary": "texte",
    "text": "lien",
    "danger": "erreur",
    "icon": "texte-2",
    "link": "erreur",
    "toast": "surface",
    "chip": "texte-2",
    "segment": "texte",
    "section": "texte-2",
}
_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_RING_MARGIN = 3


class KitButton(Restyled, QPushButton):
    """A button of the design: kind, icon, ring of focus when it comes from the keyboard.

    Three pixels around it belong to the ring: take them off the spacing of layouts.
    """

    on_dark = False
    """On the inverted ground of a short message, where the usual ring would not be seen."""

    def __init__(
        self,
        text: str,
        kind: ButtonKind,
        *,
        icon_name: str = "",
        trailing: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self._kind = kind
        self._icon_name = icon_name
        self._icon_role = _INK[kind]
        self._trailing = trailing
        self._ring = False
        if trailing:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.restyle()

    def set_dense(self) -> KitButton:
        """Take the lower height of tables and panels; return the button."""
        self.setProperty("dense", True)
        return self

    def set_icon(self, name: str, role: str = "") -> None:
        """Show another icon, or none."""
        self._icon_name = name
        self._icon_role = role or _INK[self._kind]
        self.restyle()

    def restyle(self) -> None:
        """Tint the icon for the current theme."""
        if not self._icon_name:
            self.setIcon(QIcon())
            return
        picture, size = spaced_icon(self._icon_name, self._icon_role, 18, trailing=self._trailing)
        self.setIcon(picture)
        self.setIconSize(size)

    def sizeHint(self) -> QSize:
        """Count the margins of the ring, and the stronger words of a chip that is chosen."""
        hint = super().sizeHint()
        if self._kind == "chip" and self.isChecked():
            strong = QFont(self.font())
            strong.setWeight(QFont.Weight.DemiBold)
            wider = QFontMetrics(strong).horizontalAdvance(self.text())
            usual = QFontMetrics(self.font()).horizontalAdvance(self.text())
            hint.setWidth(hint.width() + max(wider - usual, 0))
        return hint.expandedTo(QSize(px(32), px(32)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button too, as she expects outside dialogs."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring after Tab or a shortcut, not after a click."""
        if event.reason() in _KEYBOARD:
            self._ring = True
        elif event.reason() == Qt.FocusReason.MouseFocusReason:
            self._ring = False
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, then its ring."""
        super().paintEvent(event)
        if self._ring and self.hasFocus():
            painter = QPainter(self)
            ring = "surface" if self.on_dark else "focus"
            paint_ring(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), ring)
            painter.end()


def paint_ring(painter: QPainter, rect: QRectF, role: str = "focus", radius: float = 6) -> None:
    """Draw the ring of focus, two pixels wide."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(current_theme().colour(role), 2))
    painter.drawRoundedRect(rect, radius, radius)


class VerbButton(KitButton):
    """A button whose class is its kind: a verb, and an icon perhaps."""

    kind: ClassVar[ButtonKind]

    def __init__(
        self,
        text: str,
        *,
        icon_name: str = "",
        trailing: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, self.kind, icon_name=icon_name, trailing=trailing, parent=parent)


class PrimaryButton(VerbButton):
    """The one filled button of a screen."""

    kind = "primary"


class SecondaryButton(VerbButton):
    """An outlined button: the usual one."""

    kind = "secondary"


class TextButton(VerbButton):
    """A button that looks like a link: « Tout voir »."""

    kind = "text"


class DangerButton(KitButton):
    """An outlined red button for what destroys; never the default one."""

    def __init__(
        self, text: str, *, icon_name: str = "trash-2", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, "danger", icon_name=icon_name, parent=parent)


class IconButton(KitButton):
    """A button with an icon only; its name is compulsory, spoken and shown as a tooltip.

    Args:
        icon_name: the icon.
        accessible_name: what it does, a verb (« Annuler la saisie »).
        shortcut: the keys, told in the tooltip (« Ctrl+Z »); the window owns the shortcut.
    """

    def __init__(
        self,
        icon_name: str,
        accessible_name: str,
        *,
        shortcut: str = "",
        role: str = "texte-2",
        parent: QWidget | None = None,
    ) -> None:
        if not accessible_name:
            message = f"an icon button needs a name: {icon_name}"
            raise ValueError(message)
        super().__init__("", "icon", parent=parent)
        self._icon_role = role
        self._icon_name = icon_name
        self.setAccessibleName(accessible_name)
        set_tooltip(self, f"{accessible_name} ({shortcut})" if shortcut else accessible_name)
        self.restyle()

    def restyle(self) -> None:
        """Tint the icon, centred."""
        if self._icon_name:
            self.setIcon(icon(self._icon_name, self._icon_role, 18))
            self.setIconSize(QSize(px(18), px(18)))
