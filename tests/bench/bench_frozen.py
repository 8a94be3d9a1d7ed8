"""Start of the built program on a dossier, beside the same start from source.

Bar: at most 1.15 times the source. Each opens a copy of the demonstration, in a folder of
settings of its own; it is ready when it has written there what it opened, which it does just
after its first paint. Starts alternate; the shortest of each is compared (the median is told
beside it). Without a build under dist/, nothing is measured.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

STARTS = 12
BAR = 1.15
LIMIT_S = 30
PROGRAM = ROOT / "dist" / "cpom" / ("cpom.exe" if os.name == "nt" else "cpom")
COMMANDS = {"source": [sys.executable, "-m", "cpom_desktop"], "frozen": [str(PROGRAM)]}
HOMES = ("HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA")


def start(command, folder):
    """Start the window on a copy of the demonstration; return how long it takes, in ms."""
    import subprocess

    from tests.outils.dossiers import copy_tilleuls

    folder.mkdir()
    dossier = copy_tilleuls(folder)
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= dict.fromkeys(HOMES, str(folder)) | {"QT_QPA_PLATFORM": "offscreen"}
    begin = time.perf_counter()
    with subprocess.Popen([*command, "open", str(dossier)], cwd=ROOT, env=environment) as process:
        try:
            elapsed = wait_for_settings(process, folder, begin)
        finally:
            process.kill()
    shutil.rmtree(folder)
    return elapsed


def wait_for_settings(process, folder, begin):
    """Return when the settings name the dossier, in ms since `begin`."""
    while (elapsed := time.perf_counter() - begin) < LIMIT_S and process.poll() is None:
        for settings in folder.glob("*/reglages.ini"):
            if b"Les Tilleuls" in settings.read_bytes():
                return elapsed * 1000
        time.sleep(0.0005)
    raise RuntimeError(f"{process.args[0]}: no window after {elapsed:.0f} s")


def say(text):
    """Write one line of the measure."""
    sys.stdout.write(f"{text}\n")


def main():
    """Print both, and fail when the bar is missed."""
    if not PROGRAM.exists():
        say("frozen: not measured, dist/ has no program; « python3 dev.py build » makes it")
        return 0
    times = {kind: [] for kind in COMMANDS}
    with tempfile.TemporaryDirectory() as name:
        for number in range(STARTS + 1):
            for kind, command in COMMANDS.items():
                elapsed = start(command, Path(name) / f"{kind} {number}")
                if number:  # the first of each leaves what a second finds ready
                    times[kind].append(elapsed)
    source, frozen = times["source"], times["frozen"]
    ratio = min(frozen) / min(source)
    say(f"frozen: source {min(source):.0f} ms (median {median(source):.0f})")
    say(
        f"frozen: built {min(frozen):.0f} ms (median {median(frozen):.0f}), ratio {ratio:.2f}, "
        f"of medians {median(frozen) / median(source):.2f} (bar {BAR:.2f})"
    )
    return int(ratio > BAR)


if __name__ == "__main__":
    sys.exit(main())
