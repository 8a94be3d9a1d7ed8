"""Keep the pinned Qt: version 6.12.0 loses references to None and True, then aborts."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
app = QGuiApplication([])
image = QImage(9, 9, QImage.Format.Format_ARGB32)
painter, colour = QPainter(image), QColor("red")

def paint(times):
    for _ in range(times):
        painter.setPen(colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    return sys.getrefcount(None), sys.getrefcount(True)

paint(10)  # the first calls fill Qt's caches
before, after = paint(1), paint(2000)
painter.end()
print(max(abs(a - b) for a, b in zip(before, after)))
"""


def test_calls_into_qt_leave_the_counts_of_none_and_true_alone():
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 20
