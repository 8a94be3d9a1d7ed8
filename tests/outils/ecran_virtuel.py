"""A virtual screen for a measure: Xvfb when it is there and Qt can use it, offscreen otherwise."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys

_TRY = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
_SCREEN = ("-screen", "0", "1366x768x24", "-nolisten", "tcp")


@contextlib.contextmanager
def virtual_screen():
    """Choose the platform of Qt before it starts; give its name, end the screen afterwards."""
    screen = _start()
    if screen is None or not _usable():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        yield os.environ["QT_QPA_PLATFORM"]
    finally:
        if screen is not None:
            screen.terminate()
            screen.wait()


def _start():
    found = shutil.which("Xvfb")
    if found is None:
        return None
    read, write = os.pipe()
    screen = subprocess.Popen(
        [found, "-displayfd", str(write), *_SCREEN],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        os.environ["DISPLAY"] = f":{told.readline().strip()}"
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    return screen


def _usable():
    tried = subprocess.run([sys.executable, "-c", _TRY], check=False, capture_output=True)
    return tried.returncode == 0
