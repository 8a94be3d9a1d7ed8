"""A real disk of a few pages, to fill: a mount of its own, where this account may make one."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest


def may_mount():
    """Tell whether this process has the right to mount (CAP_SYS_ADMIN, bit 21)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return False
    rights = next(line for line in status.read_text().splitlines() if line.startswith("CapEff"))
    return bool(int(rights.split()[1], 16) >> 21 & 1)


needs_mount = pytest.mark.skipif(
    not may_mount(),
    reason="a disk of a few pages is a mount, which this account may not make; tests/db and "
    "test_pannes_disque.py tell of a full disk without one",
)


@contextmanager
def small_disk(place, size):
    """Give a disk of so many bytes at a place that is not there yet."""
    place.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    subprocess.run(options, capture_output=True, check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def room(disk):
    """Return how many bytes a disk still takes."""
    found = os.statvfs(disk)
    return found.f_bavail * found.f_frsize


def fill(disk, left=0):
    """Leave so many bytes on a disk; return the file to delete."""
    ballast = disk / "lest"
    ballast.unlink(missing_ok=True)
    ballast.write_bytes(bytes(max(room(disk) - left, 0)))
    return ballast
