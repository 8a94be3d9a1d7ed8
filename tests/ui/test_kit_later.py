"""Parts built after the first paint: never late for who asks, never twice."""

from __future__ import annotations

import builtins

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from cpom_desktop.content.loader import Content
from ui.app import _import_plainly
from ui.kit.later import Later
from ui.shell.guide import GuidePanel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Slow(Later, QWidget):
    """A widget that notes what it builds."""

    def __init__(self):
        super().__init__()
        self.built = []
        self.later(self.build)

    def build(self):
        self.built.append("part")


@pytest.fixture
def slow(qtbot):
    widget = Slow()
    qtbot.addWidget(widget)
    return widget


def test_a_part_waits_until_the_widget_has_been_seen(slow, qtbot):
    assert slow.built == []
    slow.show()
    qtbot.waitUntil(lambda: slow.built == ["part"])


def test_a_part_that_is_asked_for_is_built_at_once_and_only_once(slow, qtbot):
    slow.complete()
    assert slow.built == ["part"]
    slow.show()
    qtbot.waitExposed(slow)
    qtbot.waitUntil(lambda: slow._seen)
    slow.complete()
    assert slow.built == ["part"]


def test_the_same_part_left_twice_is_built_once(slow):
    slow.later(slow.build)
    slow.complete()
    assert slow.built == ["part"]


def test_nothing_waits_any_longer_once_the_widget_has_been_seen(slow, qtbot):
    slow.show()
    qtbot.waitUntil(lambda: slow.built == ["part"])
    slow.later(slow.build)
    assert slow.built == ["part", "part"]


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def test_the_guide_writes_the_last_note_asked_for_once_it_is_seen(qtbot):
    guide, content = GuidePanel(), Content.bundled()
    qtbot.addWidget(guide)
    assert guide.show_page(content, "acteurs")
    assert guide.show_page(content, "raci")
    assert not guide.show_page(content, "page-inconnue")
    wanted = content.guide("raci").pourquoi
    assert wanted not in texts(guide)
    guide.show()
    qtbot.waitUntil(lambda: wanted in texts(guide))
    assert content.guide("acteurs").pourquoi not in texts(guide)


def test_a_start_gives_python_its_own_import_back(monkeypatch):
    own = builtins.__orig_import__
    monkeypatch.setattr(builtins, "__import__", builtins.__feature_import__)
    _import_plainly()
    assert builtins.__import__ is own
