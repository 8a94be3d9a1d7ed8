"""Colours and size of the text, as she chooses them, while the window is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from ui.theme.theme import current_theme, dress, resolve_theme, set_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.shell.settings import Settings


class Appearance(QObject):
    """Follows the settings, and the computer's own light or dark where she asks for it.

    Other colours are put on the window as it is: every widget of the kit tints itself again.
    Another size of text needs its views built again, by whoever hears `rescaled`.
    """

    rescaled = Signal()

    def __init__(self, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._settings, self._window = settings, window
        settings.theme_changed.connect(self._recolour)
        settings.text_scale_changed.connect(self._rescale)
        _application().styleHints().colorSchemeChanged.connect(self._recolour)

    def _recolour(self) -> None:
        before = current_theme().name
        self._set()
        if current_theme().name != before:
            dress(self._window)

    def _rescale(self) -> None:
        self._set()
        self.rescaled.emit()

    def _set(self) -> None:
        app = _application()
        set_theme(app, resolve_theme(self._settings.theme, app), self._settings.text_scale)


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
