"""From the start of the process to the first paint, beside a bare QMainWindow.

Bars: the home page within 1.6 times the bare window of the same run; a dossier within 3 times.
Starts alternate; the shortest of each is compared (the median is told beside it). A child
imports nothing that its window does not need; the first start of each, not counted, leaves
the bytecode that an installed program has.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

STARTS = 12
BARS = {"accueil": 1.6, "dossier": 3.0}


def bare_window():
    """Return an application and an empty window, and nothing else."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    return QApplication([]), QMainWindow()


def our_window(settings, dossier):
    """Return the application and its window, as `cpom` makes them."""
    from cpom_desktop import __main__ as program
    from cpom_desktop.clock import system_clock
    from ui.app import make_application, make_window

    app = make_application()
    window = make_window(
        opening=program._opening(),
        documents=program._documents,
        clock=system_clock,
        settings_file=settings,
        dossier=dossier,
    )
    return app, window


def show_until_painted(app, window):
    """Show the window; say so once what its first paint brought is on the screen."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class FirstPaint(QObject):
        """Ends the program after the pass of events of the first paint.

        Only the window is watched: a filter over the whole application would call Python at
        each event of each widget, and cost our window more than the bare one.
        """

        seen = False

        def eventFilter(self, _watched, event):  # noqa: N802 - Qt's name
            if event.type() == QEvent.Type.Paint and not self.seen:
                self.seen = True
                QTimer.singleShot(0, told)
            return False

    def told():
        sys.stdout.write(f"painted {window.windowTitle()}\n")
        sys.stdout.flush()
        app.quit()

    watch = FirstPaint()
    window.installEventFilter(watch)  # the window is painted first, with its children
    window.show()
    app.exec()
    window.close()


def child(kind, settings, dossier):
    """Be the program that is started."""
    made = (
        bare_window()
        if kind == "nu"
        else our_window(Path(settings), Path(dossier) if kind == "dossier" else None)
    )
    show_until_painted(*made)


def start(kind, folder):
    """Start a child; return the time to its first paint in milliseconds, and its title."""
    import subprocess
    import time

    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    with subprocess.Popen(
        [
            sys.executable,
            __file__,
            kind,
            str(folder / "reglages.ini"),
            str(folder / "Les Tilleuls.cpom"),
        ],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={"QT_QPA_PLATFORM": "offscreen", **environment},
    ) as process:
        said = process.stdout.readline()
        elapsed = (time.perf_counter() - begin) * 1000
    if process.returncode or not said.startswith("painted"):
        raise RuntimeError(f"{kind}: {process.returncode} {said!r}")
    return elapsed, said.removeprefix("painted").strip()


def say(text):
    """Write one line of the measure."""
    sys.stdout.write(f"{text}\n")


def main():
    """Print each start, and fail when a bar is missed."""
    import tempfile
    from statistics import median

    from tests.outils.dossiers import copy_tilleuls

    times = {kind: [] for kind in ("nu", *BARS)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_tilleuls(folder)
        for kind in times:
            start(kind, folder)
        for _start in range(STARTS):
            for kind, found in times.items():
                elapsed, title = start(kind, folder)
                found.append(elapsed)
                if kind == "dossier" and "Les Tilleuls" not in title:
                    raise RuntimeError(f"no dossier in « {title} »")
    missed = False
    bare = min(times["nu"])
    say(f"start: bare window {bare:.0f} ms (median {median(times['nu']):.0f})")
    for kind, bar in BARS.items():
        found = times[kind]
        ratio = min(found) / bare
        middle = median(found) / median(times["nu"])
        missed = missed or ratio > bar
        say(
            f"start: {kind} {min(found):.0f} ms (median {median(found):.0f}), "
            f"ratio {ratio:.2f}, of medians {middle:.2f} (bar {bar:.1f})"
        )
    return int(missed)


if __name__ == "__main__":
    sys.exit(child(*sys.argv[1:]) if len(sys.argv) > 1 else main())
