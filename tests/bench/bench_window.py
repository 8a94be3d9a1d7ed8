"""The window on a dossier of 50 MB: how long it is blocked by what is done to the file.

A clock of one millisecond ticks in its event loop; the longest time without a tick is how long
she could neither type nor see anything move. Bar: 100 ms by saving, by a backup, by its check.
Opening, closing, « ouvrir à côté », restoring and coming back are told beside.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, Qt, QTimer  # noqa: E402 - the platform comes first
from PySide6.QtWidgets import QApplication  # noqa: E402

from cpom_desktop import __main__ as program  # noqa: E402
from cpom_desktop.clock import system_clock  # noqa: E402
from db import digest  # noqa: E402
from db.connection import sqlite3  # noqa: E402
from tests.bench.bench_big import MEGABYTES, grow  # noqa: E402
from tests.outils.dossiers import copy_demonstration  # noqa: E402
from tests.outils.fenetre import write  # noqa: E402
from ui.app import make_application, make_window, settings_file  # noqa: E402
from ui.kit.worker import workshop  # noqa: E402

BAR_MS = 100.0
EDITS = 60
HISTORY = 22
"""Megabytes of history: what is kept of it at most; the rest is named versions."""
VERSIONS = 300
FIELD = "etablissement.commune"


class Heart(QObject):
    """Ticks in the event loop, and keeps the longest silence."""

    def __init__(self):
        super().__init__()
        self._last, self.longest = time.perf_counter(), 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(1)

    def _tick(self):
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now

    def beat_until(self, over):
        """Let the loop turn until something is over."""
        while not over():
            QApplication.processEvents()
            time.sleep(0.0002)

    def silence(self, act, over):
        """Return the longest silence while something is done, and the whole time, in ms."""
        self.beat_until(_soon(0.3))
        self.longest, start = 0.0, time.perf_counter()
        QTimer.singleShot(0, act)
        QApplication.processEvents()
        self.beat_until(over)
        whole = time.perf_counter() - start
        self.beat_until(_soon(0.05))
        return self.longest * 1000, whole * 1000


def _soon(seconds):
    end = time.perf_counter() + seconds
    return lambda: time.perf_counter() >= end


def is_idle():
    """Tell whether the worker has nothing left to do."""
    return workshop().waitForDone(0)


def name_versions(path):
    """Fill a dossier with named versions, the rest of its size; return it."""
    with closing(sqlite3.connect(path)) as connection, connection:
        room = (MEGABYTES * 1_000_000 - path.stat().st_size) // VERSIONS
        connection.executemany(
            "INSERT INTO versions (nom, cree_le, seq, contenu) VALUES (?, ?, 0, ?)",
            [(f"Version {n}", "2027-03-01T10:00:00", "x" * room) for n in range(VERSIONS)],
        )
        digest.write(connection)
    return path.stat().st_size / 1_000_000


def shown_window():
    """Return the program's own window, on screen."""
    window = make_window(
        opening=program._opening(),
        documents=program._documents,
        clock=system_clock,
        settings_file=settings_file(),
    )
    window.show()
    return window


class Measure:
    """One window, one dossier of 50 MB, one silence an act."""

    def __init__(self, folder):
        self.path = copy_demonstration(folder)
        grow(self.path, HISTORY)
        say(f"window: file {name_versions(self.path):.0f} MB")
        self.window = shown_window()
        self.heart, self.missed = Heart(), []

    def tell(self, what, act, over, *, bar=False):
        """Say the silence of an act, beside the bar if there is one."""
        silence, whole = self.heart.silence(act, over)
        if bar and silence > BAR_MS:
            self.missed.append(what)
        shown = f" (bar {BAR_MS:.0f})" if bar else ""
        say(f"window: {what} blocks {silence:.0f} ms{shown}, lasts {whole:.0f}")

    @property
    def session(self):
        return self.window.view.session

    def is_on(self, path, *, read_only=False):
        """Tell whether the window shows a file."""
        view = self.window.view
        return (
            view is not None
            and view.session.workspace.path == path
            and view.session.read_only == read_only
            and is_idle()
        )

    def type_once(self, number):
        """Type a text as she does, and have it saved."""
        self.window.activateWindow()
        self.window.view.page.focus_field(FIELD)
        QApplication.focusWidget().selectAll()
        write(f"v{number}")
        self.window.view.flush()

    def saving(self):
        """Return the silence of the longest of many edits."""
        self.window.view.show_page("etablissement")
        self.type_once(0)
        longest = 0.0
        for number in range(1, EDITS + 1):
            self.heart.beat_until(_soon(0.01))
            self.heart.longest = 0.0
            self.heart.beat_until(_soon(0.003))
            self.type_once(number)
            self.heart.beat_until(_soon(0.003))
            longest = max(longest, self.heart.longest * 1000)
        if longest > BAR_MS:
            self.missed.append("saving")
        say(f"window: saving blocks {longest:.0f} ms (bar {BAR_MS:.0f}), longest of {EDITS}")

    def run(self):
        """Measure all; return what is over the bar."""
        path, window = self.path, self.window
        self.tell("opening", lambda: window.open_path(path), lambda: self.is_on(path))
        self.heart.beat_until(lambda: self.session.copies is not None)
        self.heart.beat_until(_soon(3))
        self.heart.beat_until(is_idle)
        self.saving()
        copies = self.session.copies
        self.tell("a backup and its check", copies.back_up, is_idle, bar=True)
        info = copies.backups.list()[0]
        self.type_once(1000)
        beside = window.restoration
        self.tell(
            "« ouvrir à côté »",
            lambda: beside._open_beside(path, info),
            lambda: window.view is not None and self.session.read_only and is_idle(),
        )
        self.tell("opening again", lambda: window.open_path(path), lambda: self.is_on(path))
        self.type_once(1001)
        before = set(path.parent.iterdir())
        self.tell(
            "restoring",
            lambda: beside._replace(path, info),
            lambda: self.is_on(path) and set(path.parent.glob("*avant rest*")) - before,
        )
        self.tell(
            "undoing a restore",
            beside._undo,
            lambda: self.is_on(path) and list(path.parent.glob("*annul*")),
        )
        self.type_once(1002)
        self.tell("closing", window.close_dossier, lambda: window.view is None and is_idle())
        window.close()
        return self.missed


def say(text):
    """Write one line of the measure."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def in_a_profile(run):
    """Return what `run` answers of a folder for dossiers, beside settings of its own."""
    with tempfile.TemporaryDirectory() as name:
        for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[variable] = name
        make_application()
        (folder := Path(name) / "dossiers").mkdir()
        return run(folder)


def main():
    """Print each figure, and fail when a bar is missed."""
    return int(bool(in_a_profile(lambda folder: Measure(folder).run())))


if __name__ == "__main__":
    sys.exit(main())
