"""Opening a dossier over another, and one that a computer left behind."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys

import pytest

from cpom_desktop.services.ports import Holder
from db.lock import lock_path
from tests.outils.fenetre import copy_prepared, when_a_dialog_opens
from ui.shell import single_window
from ui.shell.single_window import Raising, raise_other


def left_behind(dossier):
    """Write the lock of a computer that stopped while it had `dossier` open."""
    holder = {
        "ordinateur": "PC-DIRECTION",
        "personne": "claire",
        "processus": 4242,
        "depuis": "2027-03-12 14:02",
    }
    lock_path(dossier).write_text(json.dumps(holder), encoding="utf-8")


def test_a_refused_file_leaves_the_open_dossier_as_it_is(shell):
    window, good = shell.window, copy_prepared(shell.folder)
    bad = shell.folder / "lettre.cpom"
    bad.write_text("Madame,", encoding="utf-8")
    window.open_path(good)
    view = window.view

    assert not window.open_path(bad)

    assert window.view is view
    assert "n’est pas un dossier CPOM" in view.notices.refusal.text.text()


def test_opening_the_dossier_that_is_open_changes_nothing(shell):
    good = copy_prepared(shell.folder)
    shell.window.open_path(good)
    view = shell.window.view

    assert shell.window.open_path(good)

    assert shell.window.view is view


def test_a_dossier_left_open_elsewhere_opens_here_when_she_says_so(shell, allow_dialogs):
    good = copy_prepared(shell.folder)
    left_behind(good)
    asked = []

    def take_over(dialog):
        asked.append(dialog.text.text())
        dialog.action.click()

    when_a_dialog_opens(take_over)
    opened = shell.window.open_path(good)

    assert opened
    assert "PC-DIRECTION" in asked[0]
    assert not shell.window.view.session.read_only


def test_a_dossier_left_open_elsewhere_stays_closed_by_default(shell, allow_dialogs):
    good = copy_prepared(shell.folder)
    left_behind(good)

    when_a_dialog_opens(lambda dialog: dialog.reject())
    opened = shell.window.open_path(good)

    assert not opened
    assert shell.window.view is None
    assert "PC-DIRECTION" in shell.window.home.banner.text.text()


def test_a_protected_file_is_opened_to_be_read_and_says_why(shell, monkeypatch):
    path = copy_prepared(shell.folder)
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda p, mode: mode != os.W_OK and allowed(p, mode))

    assert shell.window.open_path(path)

    view = shell.window.view
    assert view.session.read_only
    assert "protégé en écriture" in view.notices.told.text.text()
    assert view.notices.read_only.buttons[1].text() == "Travailler sur une copie…"


def test_writing_tried_again_tells_that_it_is_still_protected_then_opens(shell, monkeypatch):
    path, allowed = copy_prepared(shell.folder), os.access
    with monkeypatch.context() as protected:
        protected.setattr(os, "access", lambda p, mode: mode != os.W_OK and allowed(p, mode))
        shell.window.open_path(path)
        view = shell.window.view
        view.notices.read_only.buttons[0].click()
        assert shell.window.view is view
        assert view.notices.refusal.text.text().startswith("Ce fichier est protégé")
        assert view.notices.refusal.buttons == []

    view.notices.read_only.buttons[0].click()

    assert not shell.window.view.session.read_only


# --- windows


def test_a_dossier_opened_a_second_time_brings_its_window_forward(shell, qtbot, tmp_path):
    raising = Raising(tmp_path, shell.window)
    shell.window.showMinimized()
    (tmp_path / f"montrer-{os.getpid()}").touch()

    qtbot.waitUntil(lambda: not shell.window.isMinimized())

    assert raising.parent() is shell.window
    assert not (tmp_path / f"montrer-{os.getpid()}").exists()


def test_only_a_window_of_hers_on_this_computer_is_asked(tmp_path):
    here = Holder(socket.gethostname(), "claire", 999999999, "2027-03-12 14:02")

    assert not raise_other(tmp_path, None)
    assert not raise_other(tmp_path, here)
    assert not raise_other(tmp_path, Holder("PC-RH", "julien", os.getpid(), ""))
    assert list(tmp_path.iterdir()) == []


def test_a_window_that_does_not_answer_is_not_waited_for_long(tmp_path, monkeypatch):
    monkeypatch.setattr(single_window, "PATIENCE_S", 0.1)
    alive = os.getpid()
    (tmp_path / f"en-cours-{alive}.txt").touch()

    assert not raise_other(tmp_path, Holder(socket.gethostname(), "claire", alive, ""))
    assert [path.name for path in tmp_path.iterdir()] == [f"en-cours-{alive}.txt"]


@pytest.mark.skipif(os.name == "nt", reason="asking a process there would end it")
def test_a_window_that_was_killed_is_not_waited_for_at_all(tmp_path, monkeypatch):
    monkeypatch.setattr(single_window, "PATIENCE_S", None)  # to wait would fail
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / f"en-cours-{dead.pid}.txt").touch()

    assert not raise_other(tmp_path, Holder(socket.gethostname(), "claire", dead.pid, ""))
