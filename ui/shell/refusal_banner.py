"""Why something was refused, with what she can do about it in buttons under the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import IconButton, SecondaryButton
from ui.kit.flow import FlowLayout
from ui.kit.states import Strip
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.kit.states import Tone


class WayOut(NamedTuple):
    """Something she can do about a refusal: its words, and what does it."""

    words: str
    act: Callable[[], object]


class RefusalBanner(Strip):
    """A sentence over the page, until she puts it away or acts; made hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("erreur", parent=parent)
        self.hide()
        column = QVBoxLayout()
        column.setSpacing(px(6))
        column.setContentsMargins(0, px(6), 0, px(6))
        self._layout.removeWidget(self.text)
        column.addWidget(self.text)
        self._ways = QWidget()
        FlowLayout(self._ways, spacing=px(4))
        column.addWidget(self._ways)
        self._layout.addLayout(column, 1)
        self.close_button = IconButton("x", _("Fermer le message"))
        self.close_button.clicked.connect(self.hide)
        self._layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)

    def say(self, text: str, ways: Sequence[WayOut] = (), *, tone: Tone = "erreur") -> None:
        """Show a sentence, and the buttons of what can be done."""
        self.set_text(text, tone=tone)
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        flow = self._ways.layout()
        for way in ways:
            button = SecondaryButton(way.words).set_dense()
            button.clicked.connect(way.act)
            self.buttons.append(button)
            if flow is not None:
                flow.addWidget(button)
        self._ways.setVisible(bool(ways))
        self.show()
