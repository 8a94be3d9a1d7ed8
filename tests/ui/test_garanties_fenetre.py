"""How much typing a kill may take, at any instant; a fault in any slot ends nothing."""

from __future__ import annotations

import ast
import inspect
import random
import sys
import time
from collections import defaultdict
from functools import partial
from statistics import median

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from cpom_desktop.services.operations import UpdateEtablissement
from tests.outils.dossiers import raw
from tests.outils.fenetre import write
from tests.outils.sources import ROOT, parsed, python_files
from ui.kit import form as form_module
from ui.kit.form import Form
from ui.pages.etablissement import EtablissementPage
from ui.shell.incidents import Incidents
from ui.shell.page_classes import PAGE_CLASSES

FIELD = "etablissement.adresse"
LONGEST_LOST_S, MEDIAN_LOST_S = 2.0, 1.0
STEP_S = 0.005


class Typist(QObject):
    """Types letters at the rhythm of a hand, with a pause now and then; notes when."""

    def __init__(self, editor, seconds, dice):
        super().__init__(editor)
        self.editor, self.dice, self.end = editor, dice, time.monotonic() + seconds
        self.typed, self.late, self._last = [], 0.0, None
        self.next()
        self._beat = QTimer(self, interval=10, timerType=Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._on_beat)
        self._beat.start()

    @property
    def done(self):
        return time.monotonic() >= self.end

    def next(self):
        if self.done:
            return
        write(self.dice.choice("abcdefghij"))
        self.typed.append(time.monotonic())
        pause = self.dice.choice([0.06, 0.12, 0.2, 0.35, 0.5, 1.4 * (self.dice.random() < 0.1)])
        QTimer.singleShot(round(pause * 1000) + 20, self.next)

    def _on_beat(self):
        """Note by how much the machine itself was late."""
        now = time.monotonic()
        if self._last is not None:
            self.late = max(self.late, now - self._last - 0.01)
        self._last = now


def losses(typed, saved, end):
    """Return, for a kill at every instant, how many seconds of typing would be lost.

    Args:
        typed: when each letter was typed.
        saved: when a commit ended, and how many letters it holds.
    """
    found, instant = [], typed[0]
    while instant < end:
        held = max((count for when, count in saved if when <= instant), default=0)
        lost = [when for when in typed[held:] if when <= instant]
        found.append(instant - lost[0] if lost else 0.0)
        instant += STEP_S
    return found


@pytest.fixture
def page(started, open_page):
    return open_page(EtablissementPage, started)


def typed_and_saved(page, session, monkeypatch, qtbot, seconds):
    """Type for some seconds; return what a kill at each instant would lose, and the lateness."""
    editor, saved = page.form.row(FIELD).editor, []
    editor.setFocus()
    editor.clear()
    run = session.run

    def noted(operation, **words):
        outcome = run(operation, **words)
        saved.append((time.monotonic(), len(editor.text())))
        return outcome

    monkeypatch.setattr(session, "run", noted)
    typist = Typist(editor, seconds, random.Random(12))
    qtbot.waitUntil(lambda: typist.done, timeout=int(seconds * 1000) + 20_000)
    assert len(typist.typed) > seconds
    return losses(typist.typed, saved, typist.end), typist.late


def test_a_kill_at_any_instant_takes_two_seconds_of_typing_at_most(
    page, session, monkeypatch, qtbot, pytestconfig
):
    seconds = 120 if pytestconfig.getoption("--long") else 5
    lost, late = typed_and_saved(page, session, monkeypatch, qtbot, seconds)

    assert max(lost) <= LONGEST_LOST_S + late
    assert median(lost) <= MEDIAN_LOST_S + late


def test_a_form_that_waits_longer_is_seen(started, open_page, monkeypatch, qtbot):
    """The witness: the same measure, with the pauses three times as long."""
    slow = (form_module.PAUSE_MS * 3, form_module.DEADLINE_MS * 3)
    monkeypatch.setitem(Form.__init__.__kwdefaults__, "pause_ms", slow[0])
    monkeypatch.setitem(Form.__init__.__kwdefaults__, "deadline_ms", slow[1])
    page = open_page(EtablissementPage, started)
    lost, _late = typed_and_saved(page, page.form.session, monkeypatch, qtbot, 4)

    assert max(lost) > LONGEST_LOST_S


# A fault in each slot


class InjectedError(Exception):
    """A fault of ours, raised as a slot begins."""


def connected_methods():
    """Return module → names of methods that it connects to a signal or a timer.

    Under no module: those of another object than the one that connects.
    """
    found = defaultdict(set)
    for path in python_files("ui"):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in {"connect", "singleShot"}:
                for given in (each for each in node.args if isinstance(each, ast.Attribute)):
                    ours = isinstance(given.value, ast.Name) and given.value.id == "self"
                    found[module if ours else ""].add(given.attr)
    return found


def slots_of(thing, connected):
    """Return the methods of ours of an object that are slots: function, bound method."""
    ours = [k for k in type(thing).__mro__ if k.__module__.partition(".")[0] == "ui"]
    names = connected[""].union(*(connected[klass.__module__] for klass in ours))
    for name in sorted(names):
        function = next((vars(klass)[name] for klass in ours if name in vars(klass)), None)
        if inspect.isfunction(function) and not inspect.isgeneratorfunction(function):
            yield function, getattr(thing, name)


def raising(code):
    """Return a tracer that raises as soon as this code begins."""

    def tracer(frame, _event, _arg):
        if frame.f_code is code:
            sys.settrace(None)
            raise InjectedError(code.co_qualname)

    return tracer


def injected(function, bound, caught):
    """Have Qt call a slot that fails as it begins; tell whether its fault came out of Qt."""
    given = [
        each for each in inspect.signature(bound).parameters.values() if each.default is each.empty
    ]
    words = {each.name: None for each in given if each.kind is each.KEYWORD_ONLY}
    count = sum(each.kind is each.POSITIONAL_OR_KEYWORD for each in given)
    caller = QTimer()
    caller.timeout.connect(partial(bound, *[None] * count, **words))
    before, tracing = len(caught), sys.gettrace()
    sys.settrace(raising(function.__code__))
    try:
        caller.timeout.emit()
    finally:
        sys.settrace(tracing)
    return len(caught) == before + 1


def noted(caught, incidents, kind, fault, trace):
    """Note what came out of Qt, then have the window hear it."""
    caught.append(kind)
    incidents.tell(kind, fault, trace)


@pytest.mark.slow
def test_a_fault_in_any_slot_ends_nothing_and_loses_nothing(
    shell, view, qtbot, monkeypatch, capsys
):
    """Every page is shown; each slot of each object in the window fails once, called by Qt."""
    incidents, caught = Incidents(shell.window), []
    monkeypatch.setattr(Incidents, "_show", lambda _self, _text: None)
    connected, tried = connected_methods(), set()
    with qtbot.captureExceptions():
        incidents.install()
        monkeypatch.setattr(sys, "excepthook", partial(noted, caught, incidents))
        for slug in (*PAGE_CLASSES, "reglages", "a-propos"):
            view.show_page(slug)
            for thing in [shell.window, *shell.window.findChildren(QObject)]:
                for function, bound in slots_of(thing, connected):
                    if function.__code__ not in tried:
                        tried.add(function.__code__)
                        assert injected(function, bound, caught), function.__qualname__
        QApplication.processEvents()
    assert set(caught) == {InjectedError}
    assert len(tried) > 200
    assert shell.window.isVisible()

    view.session.run(UpdateEtablissement(commune="Après tout"))
    (row,) = raw(view.session.workspace.path, "SELECT commune FROM etablissement")
    assert row == ("Après tout",)
    assert raw(view.session.workspace.path, "PRAGMA integrity_check") == [("ok",)]
    capsys.readouterr()
