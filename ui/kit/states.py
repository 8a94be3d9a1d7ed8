"""What a page says of itself: nothing here yet, something to look at, something to correct."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import ngettext
from ui.kit.buttons import IconButton, KitButton, PrimaryButton, SecondaryButton
from ui.kit.labels import IconLabel, SafeLabel
from ui.kit.restyle import Restyled, set_state
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLayout

Tone = Literal["alerte", "erreur", "conseil", "succes"]
_TONES = {
    "alerte": ("triangle-alert", "attention"),
    "erreur": ("octagon-x", "erreur"),
    "conseil": ("info", "info"),
    "succes": ("circle-check", "succes"),
}


class EmptyState(Restyled, QWidget):
    """Nothing here yet: what is missing, what it is for, one button.

    Args:
        icon_name: icon of the thing that is missing.
        title: « Aucune réunion pour l'instant ».
        text: what it is for.
        action: words of the button, a verb; none without.
        primary: a filled button, when it is the only one of the screen.
    """

    triggered = Signal()

    def __init__(
        self,
        icon_name: str,
        title: str,
        text: str,
        action: str = "",
        *,
        primary: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self.title = SafeLabel(title, "strong", wrap=True)
        self.text = SafeLabel(text, "small-2", wrap=True)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._layout.addStretch(1)
        self._layout.addWidget(IconLabel(icon_name, "texte-2", 32), 0, centre)
        for label in (self.title, self.text):
            label.setAlignment(centre)
            self._layout.addWidget(label)
        self.button: KitButton | None = None
        if action:
            make = PrimaryButton if primary else SecondaryButton
            self.button = make(action, icon_name="plus")
            self.button.clicked.connect(self.triggered)
            self._layout.addWidget(self.button, 0, centre)
        self._layout.addStretch(1)
        self.restyle()

    def add_link(self, button: KitButton) -> None:
        """Put another way on under the button."""
        place = self._layout.count() - 1
        self._layout.insertWidget(place, button, 0, Qt.AlignmentFlag.AlignHCenter)

    def restyle(self) -> None:
        """Set the margins for the present text scale."""
        side = px(20)
        self._layout.setContentsMargins(side, side, side, side)
        self._layout.setSpacing(px(8))


class Strip(Restyled, QFrame):
    """A coloured line: icon, sentence, buttons at the right. Base of warnings and banners.

    Args:
        tone: which colour and which icon.
        text: the sentence.
        lead: words in bold before it (« FINESS EJ : »).
    """

    def __init__(
        self, tone: Tone, text: str = "", *, lead: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", tone)
        self._layout = QHBoxLayout(self)
        self._icon = IconLabel(*_TONES[tone], 18)
        self.lead = SafeLabel(lead, "label")
        self.text = SafeLabel(text, "small", wrap=True)
        self._layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._layout.addWidget(self.lead)
        self._layout.addWidget(self.text, 1)
        self.lead.setVisible(bool(lead))  # once inside: alone it would open a window
        self.buttons: list[KitButton] = []
        self.restyle()

    def add_button(self, button: KitButton) -> None:
        """Put a button at the right."""
        self.buttons.append(button)
        self._layout.addWidget(button)

    def set_text(self, text: str, *, lead: str = "", tone: Tone | None = None) -> None:
        """Change the sentence, and the colour when `tone` is given."""
        self.text.setText(text)
        self.lead.setText(lead)
        self.lead.setVisible(bool(lead))
        if tone is not None:
            set_state(self, "role", tone)
            self._icon.set_icon(*_TONES[tone])

    def restyle(self) -> None:
        """Set the margins for the present text scale."""
        self._layout.setContentsMargins(px(12), px(2), px(9), px(2))
        self._layout.setSpacing(px(8))
        self.setMinimumHeight(px(44))


class WarningStrip(Strip):
    """Amber: what should be, and what she may do. It never blocks (DESIGN-2, 15 and 21)."""

    first = Signal()
    second = Signal()

    def __init__(
        self,
        text: str = "",
        *,
        lead: str = "",
        actions: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("alerte", text, lead=lead, parent=parent)
        for words, signal in zip(actions, (self.first, self.second), strict=False):
            button = SecondaryButton(words).set_dense()
            button.clicked.connect(signal)
            self.add_button(button)


class Banner(Strip):
    """A sentence over the whole page: read-only, copy kept, storage in trouble.

    Args:
        tone: which colour and which icon.
        text: the sentence.
        action: words of the button, none without.
        closable: whether she may put it away; its spoken name is `close_name`.
    """

    triggered = Signal()

    def __init__(
        self,
        tone: Tone,
        text: str = "",
        *,
        lead: str = "",
        action: str = "",
        close_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tone, text, lead=lead, parent=parent)
        if action:
            button = SecondaryButton(action).set_dense()
            button.clicked.connect(self.triggered)
            self.add_button(button)
        if close_name:
            close = IconButton("x", close_name)
            close.clicked.connect(self.hide)
            self.add_button(close)


class ErrorSummary(Restyled, QFrame):
    """« 2 champs à corriger… », with a link to each; hidden when there is none."""

    asked = Signal(str)
    """A link was pressed; gives the key of the field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "erreur")
        self._outer = QHBoxLayout(self)
        self._outer.addWidget(IconLabel("octagon-x", "erreur", 18), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.title = SafeLabel("", "label", wrap=True)
        column.addWidget(self.title)
        self._links_layout = QVBoxLayout()
        self._links_layout.setSpacing(0)
        column.addLayout(self._links_layout)
        self._outer.addLayout(column, 1)
        self.links: list[KitButton] = []
        self.hide()
        self.restyle()

    def show_errors(self, errors: Sequence[tuple[str, str, str]]) -> None:
        """List (key, label, refusal) of each field to correct; none hides the summary."""
        _clear(self._links_layout)
        self.links = [self._link(*error) for error in errors]
        count = len(errors)
        self.title.setText(ngettext("{n} champ à corriger :", "{n} champs à corriger :", count))
        self.setAccessibleName(self.title.text())
        self.setVisible(bool(errors))

    def _link(self, key: str, label: str, sentence: str) -> KitButton:
        link = KitButton(label, "link")
        link.setProperty("key", key)
        link.setAccessibleDescription(sentence)
        link.clicked.connect(self._on_link)
        line = QHBoxLayout()
        line.addWidget(link)
        line.addWidget(SafeLabel(sentence, "error", wrap=True), 1)
        self._links_layout.addLayout(line)
        return link

    def _on_link(self) -> None:
        link = self.sender()
        if link is not None:
            self.asked.emit(str(link.property("key")))

    def restyle(self) -> None:
        """Set the margins for the present text scale."""
        self._outer.setContentsMargins(px(12), px(10), px(12), px(8))
        self._outer.setSpacing(px(8))


def _clear(layout: QLayout) -> None:
    """Take every widget out of `layout`, and forget it."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            _clear(inner)
            inner.deleteLater()
        elif widget is not None:
            widget.hide()
            widget.deleteLater()
