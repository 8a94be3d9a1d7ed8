"""The RACI matrix of 60 activities and 20 roles: opening, moving, filling.

Bars (issue « Acteurs, RACI »): the page opens and is painted in at most 100 ms; a key stroke to
its repaint takes at most 16 ms, commit included at most 30 ms (p95, the best of three rounds). On
a virtual screen. The times of the processor count, which a machine at other work does not
stretch; those elapsed stand beside them.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.outils.ecran_virtuel import virtual_screen  # noqa: E402 - the checkout comes first

LINES, ROLES = 60, 20
KEYS, OPENINGS, ROUNDS = 120, 5, 3
OPEN_BAR_MS, KEY_BAR_MS, COMMIT_BAR_MS = 100.0, 16.0, 30.0
SIZE = (1118, 650)
SEED = 6


def say(text):
    """Write one line of the measure."""
    sys.stdout.write(f"{text}\n")


def p95(times):
    """Return the ninety-fifth percentile."""
    return quantiles(times, n=100)[94]


def grow(workspace):
    """Bring the matrix to 60 activities, 20 roles, and two cells of three filled."""
    from cpom_desktop.domain.raci import Sens
    from cpom_desktop.services.operations import (
        AddRaciActivite,
        AddRaciRole,
        CellValue,
        SetRaciCells,
    )

    chance = random.Random(SEED)
    phases = [phase.slug for phase in workspace.content.raci.phases]
    for n in range(LINES - len(workspace.snapshot.raci_activites)):
        titre = f"Activité {n} de la démarche, avec un titre assez long"
        workspace.run(AddRaciActivite(phase=phases[n % len(phases)], titre=titre))
    for n in range(ROLES - len(workspace.snapshot.raci_roles)):
        workspace.run(AddRaciRole(libelle=f"Fonction {n}", abrege=f"Fonct. {n}"))
    cells = [
        CellValue(activite_id=line.id, role_id=role.id, sens=[chance.choice(list(Sens))])
        for line in workspace.snapshot.raci_activites
        for role in workspace.snapshot.raci_roles
        if chance.random() < 2 / 3
    ]
    workspace.run(SetRaciCells(cells=cells))


def settle(app):
    """Let everything that waits be done."""
    for _ in range(5):
        app.processEvents()


def opened_page(app, workspace):
    """Return the page, shown and painted, and the milliseconds: elapsed, of processor."""
    from ui.pages.raci import RaciPage
    from ui.session import Session

    workspace.snapshot.reckoned.clear()
    start, worked = time.perf_counter(), time.process_time()
    session = Session(workspace)
    page = RaciPage(session)
    session.setParent(page)
    session.changed.connect(lambda changes, force: page.reload(changes, force=force))
    page.resize(*SIZE)
    page.show()
    settle(app)
    return page, ((time.perf_counter() - start) * 1000, (time.process_time() - worked) * 1000)


def stroke(app, page, key, text=""):
    """Return the milliseconds from a key to the end of the paint: elapsed, of processor."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
    start, worked = time.perf_counter(), time.process_time()
    QApplication.sendEvent(page.grid, event)
    app.processEvents()
    return (time.perf_counter() - start) * 1000, (time.process_time() - worked) * 1000


def moves(app, page):
    """Return the times of the arrows, the matrix scrolling under them."""
    from PySide6.QtCore import Qt

    page.grid.go_to(page.model.index(1, 1))
    settle(app)
    keys = (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down)
    down = [stroke(app, page, keys[n % 4]) for n in range(KEYS // 2)]
    back = {Qt.Key.Key_Down: Qt.Key.Key_Up, Qt.Key.Key_Right: Qt.Key.Key_Left}
    return down + [stroke(app, page, back[keys[n % 4]]) for n in range(KEYS // 2)]


def letters(app, page):
    """Return the times of letters typed one after another, each committed."""
    from PySide6.QtCore import Qt

    page.grid.go_to(page.model.index(1, 1))
    settle(app)
    found = []
    for n in range(KEYS // 2):
        letter = "raci"[n % 4]
        found.append(stroke(app, page, Qt.Key(ord(letter.upper())), letter))
        stroke(app, page, Qt.Key.Key_Right if n % 3 else Qt.Key.Key_Down)
    return found


def best(rounds, figure):
    """Return the least of a figure over some rounds, elapsed and of processor."""
    return tuple(
        min(figure([pair[place] for pair in times]) for times in rounds) for place in (0, 1)
    )


def measure(platform):
    """Print each figure; return whether a bar is missed."""
    from tests.outils.dossiers import opened
    from tests.outils.fenetre import copy_prepared
    from ui.app import make_application
    from ui.theme.theme import apply_theme, load_theme

    app = make_application()
    apply_theme(app, load_theme("clair"), 1.0)
    with tempfile.TemporaryDirectory() as folder, opened(copy_prepared(Path(folder))) as workspace:
        grow(workspace)
        times = []
        for _ in range(OPENINGS):
            page, took = opened_page(app, workspace)
            times.append(took)
            page.close()
            page.deleteLater()
            settle(app)
        page, _took = opened_page(app, workspace)
        page.grid.setFocus()
        moved = best([moves(app, page) for _ in range(ROUNDS)], p95)
        typed = best([letters(app, page) for _ in range(ROUNDS)], p95)
        page.close()
    opened_in = tuple(median(pair[place] for pair in times) for place in (0, 1))
    say(f"raci: {LINES} activities, {ROLES} roles, on {platform}")
    figures = (
        ("the page opens", opened_in, OPEN_BAR_MS),
        ("arrow p95", moved, KEY_BAR_MS),
        ("letter, commit included, p95", typed, COMMIT_BAR_MS),
    )
    for words, (took, worked), bar in figures:
        say(f"raci: {words} {worked:.1f} ms of processor (bar {bar:.0f}), {took:.1f} elapsed")
    return int(any(worked > bar for _words, (_took, worked), bar in figures))


def main():
    """Measure on a virtual screen."""
    with virtual_screen() as platform:
        return measure(platform)


if __name__ == "__main__":
    sys.exit(main())
