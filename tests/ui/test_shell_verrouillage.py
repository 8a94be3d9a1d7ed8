"""A protected dossier left alone closes to its password; what is typed is committed first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.bootstrap import protector
from cpom_desktop.services.protection import Secret
from db import keys
from tests.outils.deverrouillage import give, page_of, unlocked
from tests.outils.dossiers import opened
from tests.outils.fenetre import plain, press, when_a_dialog_opens, write
from tests.outils.proteges import PASSWORD
from ui.kit.worker import workshop
from ui.shell.protection import locking
from ui.shell.protection.locking import Locker

pytestmark = pytest.mark.usefixtures("quick_key")


def test_locking_commits_what_is_typed_and_asks_for_the_password(shell, protege):
    view = unlocked(shell, protege)
    view.show_page("etablissement")
    view.page.focus_field("etablissement.commune")
    QApplication.focusWidget().selectAll()
    write("Verrouville")

    press(
        Qt.Key.Key_L, "", Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    shell.window.lock()

    assert shell.window.view is None
    assert plain(page_of(shell).form.title.text()) == "Dossier verrouillé"
    workshop().waitForDone()
    assert keys._known == {}
    give(shell)
    assert shell.window.view.session.snapshot.etablissement.commune == "Verrouville"


def test_left_alone_it_locks_after_the_minutes_that_she_chose(shell, protege, qtbot):
    unlocked(shell, protege)
    locker = shell.window.locker
    assert locker.timer.interval() == 10 * 60_000

    shell.settings.set_lock_minutes(2)
    assert locker.timer.interval() == 2 * 60_000
    assert locker.timer.isActive()
    locker.timer.timeout.emit()

    assert shell.window.view is None
    assert "sans activité" in plain(page_of(shell).form.title.text())
    assert not locker.timer.isActive()


def test_a_key_begins_the_count_again(shell, protege, monkeypatch):
    unlocked(shell, protege)
    begun = []
    monkeypatch.setattr(Locker, "_count", lambda _locker: begun.append(1))
    monkeypatch.setattr("ui.shell.protection.locking.SETTLED_MS", -1)

    press(Qt.Key.Key_Shift)

    assert begun


def test_a_computer_that_slept_wakes_up_locked(shell, protege, monkeypatch, qtbot):
    """A timer stands still while a laptop sleeps: whoever opens it would find the dossier open."""
    unlocked(shell, protege)
    now = locking.time.time()
    monkeypatch.setattr(locking.time, "time", lambda: now + 9 * 60)
    press(Qt.Key.Key_Shift)
    qtbot.wait(0)
    assert shell.window.view is not None

    monkeypatch.setattr(locking.time, "time", lambda: now + 8 * 3600)
    press(Qt.Key.Key_Shift)

    qtbot.waitUntil(lambda: shell.window.view is None)
    assert page_of(shell).form.password.line.hasFocus()


def test_never_means_never(shell, protege):
    unlocked(shell, protege)

    shell.settings.set_lock_minutes(0)

    assert not shell.window.locker.timer.isActive()


def test_a_plain_dossier_does_not_lock(shell, plain_dossier):
    shell.window.open_path(plain_dossier)

    shell.window.lock()

    assert shell.window.view is not None
    assert "locker" not in vars(shell.window)


def test_a_dialog_in_which_she_types_holds_the_lock_back(shell, protege, allow_dialogs):
    unlocked(shell, protege)
    seen = []

    def look(dialog):
        dialog.present.line.setFocus()
        write("abc")
        shell.window.locker.timer.timeout.emit()
        seen.append(shell.window.view is not None and dialog.isVisible())
        dialog.present.line.setModified(False)
        dialog.reject()

    when_a_dialog_opens(look)
    shell.window.protecting.choose()

    assert seen == [True]
    assert shell.window.locker.timer.isActive()


def test_nothing_of_it_is_in_the_settings(shell, protege):
    view = unlocked(shell, protege)
    code = view.session.workspace.key.code
    shell.window.close_dossier()
    shell.settings._values.sync()

    told = shell.settings.file.read_text("utf-8")
    assert PASSWORD not in told
    assert code.splitlines()[0] not in told


def test_the_window_still_opens_a_plain_dossier_at_once(shell, plain_dossier):
    with opened(plain_dossier) as workspace:
        assert workspace.key is None
    assert shell.window.open_path(plain_dossier)
    assert protector().unlock(plain_dossier, Secret("x")) is None


def test_the_time_is_chosen_in_the_settings(shell, protege):
    view = unlocked(shell, protege)
    view.show_page("reglages", "verrouillage")
    choice = view.page.lock.choice
    assert choice.hasFocus()
    assert choice.value() == 10

    press(Qt.Key.Key_Up)

    assert shell.settings.lock_minutes == 5
    assert shell.window.locker.timer.interval() == 5 * 60_000
