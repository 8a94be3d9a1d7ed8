"""Memory of the real window with the demonstration open, beside a bare QMainWindow.

Bar: at most 1.8 times the bare window of the same run. What is compared is the memory that
each keeps once nothing moves any more (RSS), both windows being of one size, as each pixel costs
four bytes. What each does not share would say more, but changes with what else runs with Qt.
Linux only.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

SIZE = (1366, 698)
QUIET_MS = 1500
STARTS = 3
BAR = 1.8
KINDS = ("nu", "dossier")


def child(kind, settings, dossier):
    """Be the program that is measured: shown, left alone, then ended by its parent."""
    from PySide6.QtCore import QTimer

    from tests.bench.bench_start import bare_window, our_window

    app, window = bare_window() if kind == "nu" else our_window(Path(settings), Path(dossier))

    def told():
        sys.stdout.write(f"quiet {window.windowTitle()}\n")
        sys.stdout.flush()
        sys.stdin.readline()
        app.quit()

    window.resize(*SIZE)
    window.show()
    QTimer.singleShot(QUIET_MS, told)
    app.exec()
    window.close()


def memory_of(pid):
    """Return the resident memory of a process, in megabytes."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    return int(re.search(r"^Rss: +(\d+) kB", text, re.MULTILINE)[1]) / 1000


def start(kind, folder):
    """Start a child; return its memory once it is quiet."""
    import subprocess

    words = [kind, str(folder / "reglages.ini"), str(folder / "Les Tilleuls.cpom")]
    with subprocess.Popen(
        [sys.executable, __file__, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={"QT_QPA_PLATFORM": "offscreen", **os.environ},
    ) as process:
        said = process.stdout.readline()
        if not said.startswith("quiet") or (kind == "dossier" and "Les Tilleuls" not in said):
            process.kill()
            raise RuntimeError(f"{kind}: {said!r}")
        found = memory_of(process.pid)
        process.stdin.write("\n")
        process.stdin.flush()
    return found


def say(text):
    """Write one line of the measure."""
    sys.stdout.write(f"{text}\n")


def main():
    """Print both, and fail when the bar is missed."""
    import tempfile
    from statistics import median

    from tests.outils.dossiers import copy_demonstration

    if not sys.platform.startswith("linux"):
        say("memory: not measured, this system does not say it as Linux does")
        return 0
    found = {kind: [] for kind in KINDS}
    with tempfile.TemporaryDirectory() as name:
        copy_demonstration(Path(name))
        for _start in range(STARTS):
            for kind, sizes in found.items():
                sizes.append(start(kind, Path(name)))
    bare, ours = (median(found[kind]) for kind in KINDS)
    say(f"memory: bare window {bare:.0f} MB")
    say(f"memory: dossier {ours:.0f} MB, ratio {ours / bare:.2f} (bar {BAR:.1f})")
    return int(ours / bare > BAR)


if __name__ == "__main__":
    sys.exit(child(*sys.argv[1:]) if len(sys.argv) > 1 else main())
