"""The guards of conftest.py do stop what they must stop."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.outils.sources import ROOT

STOPPED = """
import socket, threading, time, warnings
import pytest

KEPT = []

def test_network():
    with socket.socket() as door:
        door.connect(("127.0.0.1", 9))

def test_warning():
    warnings.warn("unexpected")

def test_thread():
    threading.Thread(target=time.sleep, args=(0.3,)).start()

def test_qt_warning(qtbot):
    from PySide6.QtCore import qWarning
    qWarning("unexpected")

def test_timer(qtbot):
    from PySide6.QtCore import QTimer
    KEPT.append(QTimer())
    KEPT[-1].start(60000)

def test_qthread(qtbot):
    from PySide6.QtCore import QThread
    class Sleeper(QThread):
        def run(self):
            self.msleep(300)
    KEPT.append(Sleeper())
    KEPT[-1].start()

def test_window(qtbot):
    from PySide6.QtWidgets import QWidget
    KEPT.append(QWidget())
    KEPT[-1].show()

def test_dialog(qtbot):
    from PySide6.QtWidgets import QDialog
    QDialog().exec()

def test_message_box(qtbot):
    from PySide6.QtWidgets import QMessageBox
    QMessageBox.warning(None, "", "")
"""
ALLOWED = """
import os
import pytest

def test_home():
    assert "home" in os.environ["HOME"]

def test_count(count):
    assert count(50) == 5

def test_widget_with_its_timer(qtbot):
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QWidget
    widget = QWidget()
    qtbot.addWidget(widget)
    QTimer(widget).start(60000)
    widget.show()

def test_allowed_dialog(qtbot, allow_dialogs):
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QDialog
    dialog = QDialog()
    qtbot.addWidget(dialog)
    QTimer.singleShot(0, dialog.accept)
    assert dialog.exec()
"""


def outcomes(folder, source):
    """Run a test file of its own under our conftest; return the tests passed and stopped."""
    path = folder / "test_inner.py"
    path.write_text(source, "utf-8")
    options = ["-q", "-rA", "-p", "tests.conftest", "-p", "no:cacheprovider", "-c"]
    command = [sys.executable, "-m", "pytest", *options, str(ROOT / "pyproject.toml"), str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    verdicts = re.findall(r"^(PASSED|FAILED|ERROR) .*::test_(\w+)", done.stdout, re.MULTILINE)
    stopped = {name for verdict, name in verdicts if verdict != "PASSED"}
    return {name for _, name in verdicts} - stopped, stopped


def test_what_must_not_happen_in_a_test_stops_it(tmp_path):
    passed, stopped = outcomes(tmp_path, STOPPED)

    assert passed == set()
    assert stopped == set(re.findall(r"def test_(\w+)", STOPPED))


def test_what_a_test_may_do_goes_through(tmp_path):
    passed, stopped = outcomes(tmp_path, ALLOWED)

    assert stopped == set()
    assert passed == set(re.findall(r"def test_(\w+)", ALLOWED))
