"""A calm line about the place of a dossier: one thing to do, and words to put it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import IconButton, SecondaryButton, TextButton
from ui.kit.flow import FlowLayout
from ui.kit.states import Strip
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.kit.buttons import KitButton
    from ui.kit.states import Tone

LARGE = 1.4
"""Scale of the text from which the buttons stand under the sentence."""


class PlaceBanner(Strip):
    """A sentence, the button of what it advises, perhaps « Ne plus le dire ici », a cross.

    Args:
        tone: which colour and which icon.
        words: of the button.
        act: what it does.
        silence: says it no more for this place; no such button without.
    """

    def __init__(
        self,
        tone: Tone,
        text: str,
        words: str,
        act: Callable[[], object],
        *,
        silence: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tone, text, parent=parent)
        self._under = self._column() if px(100) >= 100 * LARGE else None
        self.action = SecondaryButton(words).set_dense()
        self.action.clicked.connect(act)
        self._put(self.action)
        self.silence: KitButton | None = None
        if silence is not None:
            self.silence = TextButton(_("Ne plus le dire ici")).set_dense()
            self.silence.clicked.connect(silence)
            self._put(self.silence)
        self.close_button = IconButton("x", _("Fermer le message"))
        self.close_button.clicked.connect(self.hide)
        self.add_button(self.close_button)

    def _column(self) -> FlowLayout:
        """Put the sentence over a line of buttons; return that line."""
        self._layout.removeWidget(self.text)
        column, line = QVBoxLayout(), QWidget()
        column.setContentsMargins(0, px(4), 0, px(4))
        column.setSpacing(px(4))
        column.addWidget(self.text)
        column.addWidget(line)
        self._layout.insertLayout(self._layout.count(), column, 1)
        self._layout.setAlignment(column, Qt.AlignmentFlag.AlignVCenter)
        return FlowLayout(line, spacing=px(4))

    def _put(self, button: KitButton) -> None:
        if self._under is None:
            self.add_button(button)
        else:
            self.buttons.append(button)
            self._under.addWidget(button)
