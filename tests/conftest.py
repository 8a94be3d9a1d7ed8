"""What holds for every test: no screen, no network, no dialog, nothing left running.

`--long` runs the full count of examples and of repeated kills; a tenth otherwise.
"""

from __future__ import annotations

import gc
import os
import re
import shutil
import socket
import tempfile
import threading
import weakref
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HOME_VARIABLES = (
    "HOME",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_CACHE_HOME",
    "XDG_STATE_HOME",
)
MODAL_CALLS = {
    "QDialog": ("exec",),
    "QMenu": ("exec",),
    "QMessageBox": ("about", "critical", "information", "question", "warning"),
    "QFileDialog": (
        "getExistingDirectory",
        "getOpenFileName",
        "getOpenFileNames",
        "getSaveFileName",
    ),
    "QInputDialog": ("getDouble", "getInt", "getItem", "getMultiLineText", "getText"),
    "QColorDialog": ("getColor",),
}
MEMORY = Path("/dev/shm")  # files in memory, where the system has some
ENOUGH = 2_000_000_000
ON_DISK = {"anciens_dossiers", "db", "surete"}
FULL_EXAMPLES = 1000
LONGEST_S = 4 * 3600

settings.register_profile("long", max_examples=FULL_EXAMPLES, deadline=None, print_blob=True)
settings.register_profile(
    "short", max_examples=FULL_EXAMPLES // 10, deadline=None, derandomize=True
)


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="full counts instead of a tenth")


def pytest_configure(config):
    settings.load_profile("long" if config.getoption("--long") else "short")


@pytest.hookimpl(wrapper=True)
def pytest_collection(session):
    """Leave what collection makes out of garbage collection: it lives as long as the run.

    Thirteen thousand tests are millions of objects, walked again and again for nothing.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(config, items):
    """Run the quick tests first: a slow one never hides a plain fault.

    At full counts a slow test may take hours.
    """
    items.sort(key=_is_slow)
    if config.getoption("--long"):
        for item in filter(_is_slow, items):
            item.add_marker(pytest.mark.timeout(LONGEST_S))


def _is_slow(item):
    return item.get_closest_marker("slow") is not None


@pytest.fixture
def count(pytestconfig):
    """Return a function: `count(n)` is n with `--long`, a tenth of it otherwise, at least 1."""
    long = pytestconfig.getoption("--long")
    return lambda n: n if long else max(1, n // 10)


@pytest.fixture
def quick_key(monkeypatch):
    """Derive keys quickly: how they are derived is tested elsewhere. None is left known."""
    from db import keys

    monkeypatch.setattr(keys, "ROUNDS", 1000)
    yield
    assert keys._known == {}


@pytest.fixture
def clock():
    """Return a clock that always says 12 March 2027, 14:32."""
    return lambda: datetime(2027, 3, 12, 14, 32, tzinfo=UTC)


@cache
def _has_room(place):
    return os.access(place, os.W_OK) and shutil.disk_usage(place).free > ENOUGH


@pytest.fixture
def _scratch(request):
    """Return where the files of one test go when a disk is not what it tries, else None.

    A commit waits for the disk some twenty times; in memory it does not, and nothing is left.
    Tests of storage and of safety, and those of `--long`, keep a real disk.
    """
    long = request.config.getoption("--long")
    if request.path.parent.name in ON_DISK or long or not _has_room(MEMORY):
        yield None
        return
    with tempfile.TemporaryDirectory(
        prefix="cpom-test-", dir=MEMORY, ignore_cleanup_errors=True
    ) as made:
        yield Path(made)


@pytest.fixture
def tmp_path(_scratch, request):
    """Return a folder for one test."""
    if _scratch is None:
        return request.getfixturevalue("tmp_path_on_disk")
    folder = _scratch / "test"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def tmp_path_on_disk(request, tmp_path_factory):
    """Return a folder on a real disk for one test."""
    return tmp_path_factory.mktemp(re.sub(r"\W", "_", request.node.name)[:30])


@pytest.fixture(autouse=True)
def _private_folders(monkeypatch, _scratch, tmp_path_factory):
    home = tmp_path_factory.mktemp("home") if _scratch is None else _scratch / "home"
    home.mkdir(mode=0o700, exist_ok=True)
    for name in HOME_VARIABLES:
        monkeypatch.setenv(name, str(home))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    def guarded(call):
        def connect(self, address):
            if self.family in {socket.AF_INET, socket.AF_INET6}:
                pytest.fail(f"the program asked for the network: {address}", pytrace=True)
            return call(self, address)

        return connect

    monkeypatch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))


@pytest.fixture
def allow_dialogs():
    """Let one test open modal dialogs: it closes them itself."""


@pytest.fixture(autouse=True)
def _no_modal_dialog(request, monkeypatch):
    if "qapp" not in request.fixturenames or "allow_dialogs" in request.fixturenames:
        return
    from PySide6 import QtWidgets

    for class_name, methods in MODAL_CALLS.items():
        for method in methods:
            refusal = _refusal(f"{class_name}.{method}")
            monkeypatch.setattr(getattr(QtWidgets, class_name), method, refusal)


def _refusal(name):
    def refuse(*_args, **_kwargs):
        pytest.fail(f"a test met a modal dialog: {name}", pytrace=True)

    return refuse


@pytest.fixture(autouse=True)
def _nothing_left_running(request):
    threads = set(threading.enumerate())
    with_qt = "qapp" in request.fixturenames
    started = _watch_qt() if with_qt else None
    yield
    left = [f"thread {t.name}" for t in threading.enumerate() if t not in threads]
    if started is not None:
        left += _left_by_qt(started)
    assert left == [], "left running after the test"


_STARTED = weakref.WeakSet()


def _watch_qt():
    """Note each QThread and QTimer that is started from Python."""
    from PySide6.QtCore import QThread, QTimer

    for kind in (QThread, QTimer):
        if not hasattr(kind.start, "watched"):
            kind.start = _watched(kind.start)
    _STARTED.clear()
    return _STARTED


def _watched(start):
    def watched_start(self, *args):
        _STARTED.add(self)
        return start(self, *args)

    watched_start.watched = True
    return watched_start


def _left_by_qt(started):
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
    from PySide6.QtWidgets import QApplication

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [f"{type(t).__name__} of {t.parent()!r}" for t in started if _is_running(t)]
    for window in [w for w in QApplication.topLevelWidgets() if w.isVisible()]:
        left.append(f"window {window!r}")
        window.hide()
    if not QThreadPool.globalInstance().waitForDone(2000):
        left.append("work in the thread pool")
    return left


def _is_running(thing):
    import shiboken6
    from PySide6.QtCore import QThread

    if not shiboken6.isValid(thing):
        return False
    return thing.isRunning() if isinstance(thing, QThread) else thing.isActive()
