"""Texts that never become rich text, icons that follow the theme, escaped tooltips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from ui.kit.restyle import Restyled, set_state
from ui.theme.icons import pixmap
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QListWidgetItem

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "<br>"})
LabelRole = Literal[
    "greeting",
    "title",
    "purpose",
    "figure",
    "dialog-title",
    "section",
    "body",
    "body-2",
    "strong",
    "label",
    "small",
    "small-2",
    "optional",
    "help",
    "caption",
    "caption-2",
    "caption-strong",
    "key",
    "error",
    "error-strong",
    "warning",
    "warning-strong",
    "success",
    "toast",
]


class SafeLabel(QLabel):
    """A text shown as it is, whatever it contains (reliability.md, T9).

    Args:
        text: the sentence, in French.
        role: its place in the scale of type; the style sheet does the rest.
        wrap: let it run over several lines.
    """

    def __init__(
        self,
        text: str = "",
        role: LabelRole = "body",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        self.setText(text)

    def set_role(self, role: LabelRole) -> None:
        """Change the role of the text (help becomes error)."""
        set_state(self, "role", role)


class ElidedLabel(SafeLabel):
    """One line that shortens with « … » when room lacks; the tooltip tells it whole."""

    def __init__(
        self, text: str = "", role: LabelRole = "body", *, parent: QWidget | None = None
    ) -> None:
        self._whole = text
        super().__init__(text, role, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def whole_text(self) -> str:
        """The text before it was shortened."""
        return self._whole

    def set_whole_text(self, text: str) -> None:
        """Replace the text and shorten it again."""
        self._whole = text
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten for the new width."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        mode = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self._whole, mode, max(self.width(), 1))
        self.setText(shown)
        self.setAccessibleName(self._whole)
        set_tooltip(self, self._whole if shown != self._whole else "")


class IconLabel(Restyled, QLabel):
    """An icon that comes beside words, never alone: screen readers skip it."""

    def __init__(
        self, name: str, role: str = "texte-2", size: int = 18, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._name, self._role, self._size = name, role, size
        self.restyle()

    def set_icon(self, name: str, role: str) -> None:
        """Show another icon, or the same in another colour."""
        if (name, role) != (self._name, self._role):
            self._name, self._role = name, role
            self.restyle()

    def restyle(self) -> None:
        """Tint the icon for the current theme."""
        self.setPixmap(pixmap(self._name, self._role, self._size))
        side = px(self._size)
        self.setFixedSize(QSize(side, side))


def set_tooltip(widget: QWidget | QListWidgetItem, text: str) -> None:
    """Give a tooltip that shows `text` as it is: Qt would guess rich text from a « < »."""
    widget.setToolTip(f"<qt>{text.translate(_ESCAPED)}</qt>" if text else "")


def show_tooltip(widget: QWidget, text: str) -> None:
    """Show a text as it is under a widget, for a while."""
    place = widget.mapToGlobal(widget.rect().bottomLeft())
    QToolTip.showText(place, f"<qt>{text.translate(_ESCAPED)}</qt>", widget)
