"""The keys that the window answers wherever the caret is; the page may have its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut

from cpom_desktop.services.parcours import STAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.shell.window import MainWindow


class Shortcuts(QObject):
    """Binds keys to the window and to whatever dossier is open in it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        keys: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl+N", window.create_dossier),
            ("Ctrl+O", window.choose_dossier),
            ("Ctrl+P", self._print),
            ("Ctrl+Z", self._undo),
            ("Ctrl+Y", self._redo),
            ("Ctrl+Shift+Z", self._redo),
            ("Ctrl+H", self._history),
            ("Ctrl+K", self._search),
            ("Ctrl+J", self._note),
            ("Ctrl+Shift+L", window.lock),
            ("Alt+Left", self._previous),
            ("Alt+Right", self._next),
            ("F1", self._guide),
            ("F6", self._cycle),
            ("F8", self._next_anomaly),
            ("Shift+F8", self._previous_anomaly),
        )
        for key, slot in keys:
            QShortcut(QKeySequence(key), window).activated.connect(slot)
        for stage in STAGES:
            if stage.pages:
                shortcut = QShortcut(QKeySequence(f"Alt+{stage.number}"), window)
                shortcut.setProperty("slug", stage.pages[0].slug)
                shortcut.activated.connect(self._show_stage)

    def _undo(self) -> None:
        if self._window.view is not None:
            self._window.view.undo()

    def _redo(self) -> None:
        if self._window.view is not None:
            self._window.view.redo()

    def _history(self) -> None:
        if self._window.view is not None:
            self._window.view.show_history()

    def _search(self) -> None:
        if self._window.view is not None:
            self._window.view.search()

    def _note(self) -> None:
        if self._window.view is not None:
            from ui.shell.noting import note  # noqa: PLC0415 - when asked

            note(self._window.view)

    def _print(self) -> None:
        if self._window.view is not None:
            self._window.view.print_page()

    def _show_stage(self) -> None:
        shortcut = self.sender()
        if self._window.view is not None and shortcut is not None:
            self._window.view.show_page(str(shortcut.property("slug")))

    def _guide(self) -> None:
        if self._window.view is not None:
            self._window.view.toggle_guide()

    def _cycle(self) -> None:
        """Go from place to place; to a message first, while it lasts."""
        from ui.kit.toast import Toast  # noqa: PLC0415 - with the first message

        view = self._window.view
        if view is not None and not any(t.take_caret() for t in view.findChildren(Toast)):
            view.cycle_focus()

    def _next_anomaly(self) -> None:
        self._walk(1)

    def _previous_anomaly(self) -> None:
        self._walk(-1)

    def _walk(self, step: int) -> None:
        view = self._window.view
        if view is not None and view.anomalies is not None:
            view.anomalies.go(step)

    def _previous(self) -> None:
        if self._window.view is not None:
            self._window.view.go_back()

    def _next(self) -> None:
        if self._window.view is not None:
            self._window.view.go_on()
