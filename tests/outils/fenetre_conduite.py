"""The real application, its window out of sight, driven: `FILE [FIRST LAST [restaure]]`.

It says on its standard output, one line each: what it shows at the opening (`dit`), each text as
it begins to be written (`écrit`) and once the window says that it is saved (`enregistré`), that
it closes (`ferme`), that it is over (`fini`). Without numbers it closes at once. `restaure`: it
backs up first, and puts that copy back before it closes (`restaure`, then `restauré`).
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from cpom_desktop import __main__ as program
from cpom_desktop.domain.raci import Sens
from cpom_desktop.services.backups import Reason
from cpom_desktop.services.operations import SetRaciCells
from cpom_desktop.services.operations.raci import CellValue
from tests.outils.fenetre import press, write
from ui import app

FIELD = "etablissement.commune"
TAB = 0x01000001
SENSES = (Sens.INFORME, Sens.CONSULTE, Sens.REALISATEUR)


class Driver(QObject):
    """Types in a field as fast as the window goes, and tells what is saved."""

    def __init__(self, window, numbers, *, restores):
        super().__init__(window)
        self._window, self._numbers, self._restores = window, iter(numbers), restores
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        window.later(self._soon)

    def _soon(self):
        """Begin once all that waits for the first paint is made."""
        QTimer.singleShot(0, self, self._begin)

    def _begin(self):
        view = self._window.view
        told = view.notices.told.text.text() if "told" in vars(view.notices) else ""
        say("dit", told)
        view.session.state_changed.connect(self._on_state)
        view.show_page("etablissement")
        if self._restores:
            view.session.workspace.backups.write(Reason.DEMANDE).verify()
        self._timer.start(1)

    def _step(self):
        number = next(self._numbers, None)
        if number is None:
            self._end()
            return
        view = self._window.view
        self._window.activateWindow()
        view.page.focus_field(FIELD)
        QApplication.focusWidget().selectAll()
        write(f"v{number}")
        say("écrit", f"v{number}")
        if number % 3:
            view.flush()
        else:
            press(TAB)
        if number % 4 == 0:
            view.session.run(many_cells(view.session.snapshot, number))

    def _end(self):
        """Close, what is to be restored being so."""
        restoration, view = self._window.restoration, self._window.view
        if restoration.waiting.busy:
            return
        if self._restores:
            self._restores = False
            say("restaure")
            copies = view.session.workspace.backups.list()
            wanted = next(info for info in copies if info.reason is Reason.DEMANDE)
            restoration._replace(view.session.workspace.path, wanted)
            return
        self._timer.stop()
        if view.notices.restored.isVisible():
            say("restauré")
        say("ferme")
        self._window.close()

    def _on_state(self, _state):
        session = self._window.view.session
        if not session.state.failure:
            say("enregistré", session.snapshot.etablissement.commune)


def many_cells(snapshot, number):
    """Return an operation of many rows: whole in the file, or not there at all."""
    sense = [SENSES[number // 4 % 3]]
    return SetRaciCells(
        cells=[
            CellValue(activite_id=activite.id, role_id=role.id, sens=sense)
            for activite in snapshot.raci_activites[:12]
            for role in snapshot.raci_roles[:4]
        ]
    )


def say(*words):
    """Tell one line, at once."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def main(dossier, first="0", last="0", *restore):
    """Open the window as the command line does, and drive it; return its exit code."""
    make = app.make_window

    def make_driven(**options):
        window = make(**options)
        Driver(window, range(int(first), int(last)), restores=bool(restore))
        return window

    app.make_window = make_driven
    sys.argv[1:] = ["open", dossier]
    code = program.main()
    say("fini")
    return code


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
