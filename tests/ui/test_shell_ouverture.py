"""Opening a dossier over another, and one that a computer left behind."""

from __future__ import annotations

import json

from db.lock import lock_path
from tests.outils.fenetre import copy_prepared, when_a_dialog_opens


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
    assert "n’est pas un dossier CPOM" in view.refusal_banner.text.text()


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
