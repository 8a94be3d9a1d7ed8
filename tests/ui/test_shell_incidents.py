"""A fault of the program is told, and its report holds nothing of hers."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.outils.fenetre import choose, when_a_dialog_opens
from ui.shell.incidents import Incidents, report

SECRET = "Mme Canari"


def fault():
    """Return the three parts of a fault raised with a text of hers in hand."""
    try:
        raise ValueError(SECRET)
    except ValueError:
        return sys.exc_info()


def test_the_report_names_places_and_never_what_she_typed():
    kind, _error, trace = fault()

    text = report(kind, trace)

    assert "ValueError" in text
    assert "test_shell_incidents.py" in text
    assert SECRET not in text


def test_a_fault_is_told_and_the_window_goes_on(shell, allow_dialogs, capsys):
    told = []

    def read(dialog):
        told.append(dialog.text.text())
        dialog.close_button.click()

    when_a_dialog_opens(read)
    Incidents(shell.window).tell(*fault())

    assert "est intact" in told[0]
    assert SECRET not in told[0]
    assert shell.window.isVisible()
    assert "ValueError" in capsys.readouterr().err


def test_the_report_can_be_saved(shell, allow_dialogs, tmp_path):
    path = tmp_path / "rapport.txt"

    def save(dialog):
        when_a_dialog_opens(choose(path))
        dialog.save.click()
        QTimer.singleShot(0, dialog.close_button.click)

    when_a_dialog_opens(save)
    Incidents(shell.window).tell(*fault())

    assert "ValueError" in path.read_text(encoding="utf-8")
    assert QApplication.activeModalWidget() is None
