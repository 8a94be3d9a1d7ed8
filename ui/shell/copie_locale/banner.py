"""A calm line about the place of a dossier: one thing to do, and words to put it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from ui.kit.buttons import IconButton, SecondaryButton, TextButton
from ui.kit.states import Strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.kit.states import Tone


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
        self.action = SecondaryButton(words).set_dense()
        self.action.clicked.connect(act)
        self.add_button(self.action)
        self.silence: TextButton | None = None
        if silence is not None:
            self.silence = TextButton(_("Ne plus le dire ici"))
            self.silence.clicked.connect(silence)
            self.add_button(self.silence)
        self.close_button = IconButton("x", _("Fermer le message"))
        self.close_button.clicked.connect(self.hide)
        self.add_button(self.close_button)
