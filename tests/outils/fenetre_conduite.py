"""The real application, its window out of sight, driven by a script: `FILE [saisies]`.

It says on its standard output what it shows at the opening (`dit`), then each text once the
window says that it is saved (`enregistré`).
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from cpom_desktop import __main__ as program
from tests.outils.fenetre import press, write
from ui import app

FIELD = "etablissement.commune"


class Driver(QObject):
    """Types in a field as fast as the window goes, and tells what is saved."""

    def __init__(self, window, edits):
        super().__init__(window)
        self._window, self._edits, self._number = window, edits, 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        QTimer.singleShot(300, self._begin)

    def _begin(self):
        view = self._window.view
        told = view.notices.told.text.text() if "told" in vars(view.notices) else ""
        say("dit", told)
        if not self._edits:
            self._window.close()
            return
        view.session.state_changed.connect(self._on_state)
        view.show_page("etablissement")
        self._timer.start(1)

    def _step(self):
        self._number += 1
        view = self._window.view
        self._window.activateWindow()
        view.page.focus_field(FIELD)
        QApplication.focusWidget().selectAll()
        write(f"v{self._number}")
        if self._number % 3:
            view.flush()
        else:
            press(0x01000001)

    def _on_state(self, _state):
        session = self._window.view.session
        if not session.state.failure:
            say("enregistré", session.snapshot.etablissement.commune)


def say(*words):
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def main():
    make, kept = app.make_window, []

    def make_driven(**options):
        window = make(**options)
        kept.append(Driver(window, edits="saisies" in sys.argv[2:]))
        return window

    app.make_window = make_driven
    raise SystemExit(program._window([sys.argv[1]]))


if __name__ == "__main__":
    main()
