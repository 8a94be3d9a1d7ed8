"""A stop that Python cannot catch: what the interpreter wrote of it, told at the next start.

Each run has one empty file in the folder of states; `faulthandler` writes in it when the
process dies of a native fault, and the run that ends well removes it. The report names places
in the program, never a value.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import re
import sys
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.private import make_private, write_private

if TYPE_CHECKING:
    from pathlib import Path

RUNNING = "en-cours-"
REPORT = "arret-"
KEPT = 5
"""Reports that stay in the folder."""
PLACE = re.compile(r'File "[^"]*?([^"\\/]+)"')
"""A source file with its folders, which may name her: the file alone is kept."""


class NativeFaults:
    """The file of this run; `watch` at the start, `end` at the end."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"{RUNNING}{os.getpid()}.txt"
        self._descriptor: int | None = None

    def watch(self) -> None:
        """Have a native fault written down; where nothing can be written, none will be."""
        with contextlib.suppress(OSError):
            make_private(self._path.parent)
            flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC
            self._descriptor = os.open(self._path, flags, 0o600)
            faulthandler.enable(self._descriptor)
        _keep_no_memory()

    def end(self) -> None:
        """Remove the file of a run that ended well."""
        if self._descriptor is not None:
            faulthandler.disable()
            os.close(self._descriptor)
            self._descriptor = None
            with contextlib.suppress(OSError):
                self._path.unlink()

    def take_reports(self) -> tuple[Path, ...]:
        """Return a report for each native fault since the last start; told once, then kept."""
        found = []
        for path in sorted(self._path.parent.glob(f"{RUNNING}*.txt")):
            if path != self._path and (os.name == "nt" or is_over(path)):
                with contextlib.suppress(OSError):
                    found += _taken(path)
        with contextlib.suppress(OSError):
            self._thin()
        return tuple(path for path in found if path.exists())

    def _thin(self) -> None:
        """Delete all reports but the last ones."""
        kept = sorted(self._path.parent.glob(f"{REPORT}*.txt"), key=lambda p: p.stat().st_mtime)
        for path in kept[:-KEPT]:
            path.unlink()


def _keep_no_memory() -> None:
    """Have the system keep no copy of the memory of a program that dies: it holds her texts."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


def _taken(path: Path) -> list[Path]:
    """Turn what a run that died left behind into a report; nothing written, nothing to tell."""
    text = path.read_text("utf-8", errors="replace")
    report = path.with_name(f"{REPORT}{path.name.removeprefix(RUNNING)}")
    if text:
        write_private(report, PLACE.sub(r'File "\1"', text))
    path.unlink()
    return [report] if text else []


def is_over(path: Path) -> bool:
    """Tell whether the run of a file has certainly ended; on Windows it is not known.

    There, asking a process would end it, and the system itself keeps the file of one that runs.
    """
    number = path.stem.removeprefix(RUNNING)
    if os.name == "nt" or not number.isdigit():
        return os.name != "nt"
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def fault_sentence(report: Path) -> str:
    """Return what is said of a native fault at the next start."""
    return _(
        "La dernière fois, le logiciel s'est arrêté de lui-même. Ce qui était enregistré est "
        "intact. Pour nous aider, transmettez-nous ce rapport, qui ne contient rien de vos "
        "dossiers : {chemin}",
        chemin=str(report),
    )
