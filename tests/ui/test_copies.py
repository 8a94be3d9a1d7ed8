"""Backups of the open dossier: when they are made, checked apart, told when they fail."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.bootstrap import backups_folder
from cpom_desktop.errors import DossierVerrouille
from cpom_desktop.services import operations as ops
from tests.outils.dossiers import copy_demonstration, frozen_clock, opened
from tests.outils.fenetre import (
    choose,
    copy_started,
    fill_disk,
    plain,
    press,
    rename,
    when_a_dialog_opens,
)
from ui.copies import AFTER_OPENING_MS, RETRY_MS
from ui.kit.copy_card import CopyCard
from ui.kit.worker import workshop
from ui.shell.reglages.copies_rows import AutomaticCopies

TEN_MINUTES = 600_000


@pytest.fixture
def copies(view, qtbot):
    """Return what backs up the dossier that is open in the window."""
    qtbot.waitUntil(lambda: view.session.copies is not None)
    view.session.copies.timer.stop()  # each test says when the time comes
    yield view.session.copies
    workshop().waitForDone()


@pytest.fixture
def card(view, copies, qtbot):
    view.show_page("tableau-de-bord")
    qtbot.waitUntil(lambda: view.page.findChild(CopyCard) is not None)
    return view.page.findChild(CopyCard)


@pytest.fixture
def key(tmp_path):
    folder = tmp_path / "clé CPOM"
    folder.mkdir()
    return folder


def kept():
    return sorted(backups_folder().glob("*/*.cpom"))


def due(copies, qtbot, count=1):
    """Let the time of a backup come, and wait until it has its name."""
    copies.timer.timeout.emit()
    qtbot.waitUntil(lambda: len(kept()) == count and not copies._jobs)


def broken():
    """Put a file where the folder of backups would be."""
    backups_folder().parent.mkdir(parents=True, exist_ok=True)
    backups_folder().write_text("")


def test_the_first_backup_comes_after_the_window_has_shown_the_dossier(copies, qtbot):
    assert kept() == []
    assert copies.timer.interval() == AFTER_OPENING_MS
    copies.start()
    assert copies.timer.isActive()

    due(copies, qtbot)

    assert "automatique" in kept()[0].name


def test_the_assistant_says_that_backups_fail_until_they_no_longer_do(shell, qtbot):
    shell.window.open_path(copy_started(shell.folder))
    view = shell.window.view
    qtbot.waitUntil(lambda: view.session.copies is not None)
    broken()
    view.session.copies.back_up()

    assert view.notices.copies.isVisible()
    assert "n’a pas pu être faite" in plain(view.notices.copies.text.text())
    backups_folder().unlink()
    view.session.copies.timer.stop()
    due(view.session.copies, qtbot)
    assert not view.notices.copies.isVisible()


def test_a_deletion_that_waits_for_the_file_is_backed_up_once(copies, view, qtbot):
    ids = [acteur.id for acteur in view.session.snapshot.acteurs]
    disk = fill_disk(view.session)
    disk.fault = DossierVerrouille("occupe", "Un autre programme utilise ce dossier.")
    view.session.run(ops.DeleteActeurs(ids=ids))
    view.session.unsaved.timer.timeout.emit()

    disk.room = True
    view.session.unsaved.timer.timeout.emit()

    workshop().waitForDone()
    assert view.session.snapshot.acteurs == ()
    assert len([p for p in kept() if "avant-suppression" in p.name]) == 1


def test_nothing_is_written_when_nothing_changed(copies, qtbot):
    due(copies, qtbot)

    copies.back_up()

    assert not copies._jobs
    assert len(kept()) == 1


def test_ten_minutes_of_activity_make_a_backup_with_what_was_typed(copies, view, qtbot):
    due(copies, qtbot)
    copies.timer.stop()

    rename(view, "EHPAD Les Érables")
    press(Qt.Key.Key_Tab)
    assert copies.timer.interval() == TEN_MINUTES
    assert copies.timer.isActive()

    due(copies, qtbot, 2)
    with opened(kept()[-1], read_only=True) as copy:
        assert copy.snapshot.etablissement.nom == "EHPAD Les Érables"


def test_the_close_keeps_what_was_typed_since(copies, view, shell, qtbot):
    due(copies, qtbot)
    rename(view, "EHPAD Les Érables")

    shell.window.close_dossier()

    qtbot.waitUntil(lambda: len(kept()) == 2)
    with opened(kept()[-1], read_only=True) as copy:
        assert copy.snapshot.etablissement.nom == "EHPAD Les Érables"


def test_closing_the_window_waits_for_the_check(copies, view, shell):
    rename(view, "EHPAD Les Érables")

    shell.window.close()

    assert len(kept()) == 1
    assert not list(backups_folder().glob("*/*.part"))


def test_the_window_waits_for_a_check_begun_as_the_dossier_was_closed(copies, view, shell):
    rename(view, "EHPAD Les Érables")

    shell.window.close_dossier()
    shell.window.close()

    assert len(kept()) == 1


def test_a_dossier_that_is_only_read_has_no_backup(reading, qtbot):
    reading.show_page("tableau-de-bord")
    qtbot.wait(50)

    assert reading.session.copies is None
    assert reading.page.findChild(CopyCard) is None


def test_a_failure_is_told_calmly_and_tried_again_until_it_is_mended(copies, view, qtbot):
    broken()
    copies.timer.timeout.emit()

    banner = view.notices.copies
    assert banner.isVisible()
    assert banner.property("role") == "alerte"
    assert "Sauvegardes interrompues depuis 14:32." in plain(banner.text.text())
    assert copies.timer.isActive()
    assert copies.timer.interval() == RETRY_MS

    backups_folder().unlink()
    due(copies, qtbot)
    qtbot.waitUntil(lambda: not banner.isVisible())


def test_a_failure_put_away_is_not_told_again_each_minute(copies, view):
    broken()
    copies.timer.timeout.emit()
    view.notices.copies.buttons[-1].click()

    copies.timer.timeout.emit()

    assert not view.notices.copies.isVisible()


def test_the_dashboard_asks_for_a_second_place_then_copies_there(
    card, copies, shell, key, qtbot, allow_dialogs
):
    due(copies, qtbot)
    assert plain(card.told.whole_text) == "Aucune copie ailleurs"
    assert card.button.text() == "Choisir un endroit…"

    when_a_dialog_opens(choose(key))
    card.button.setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not copies._jobs)

    assert shell.settings.copies_folder == key
    assert [p.name for p in key.glob("*/*/*.cpom")] == [kept()[0].name]
    assert plain(card.told.whole_text) == "Aujourd’hui à 14:32, sur « clé CPOM »"
    assert card.button.text() == "Copier"


def test_a_key_pulled_out_is_told_with_what_to_do(card, copies, view, shell, key, qtbot):
    shell.settings.set_copies_folder(key)
    key.rmdir()
    key.write_text("")

    card.button.click()
    assert not card.button.isEnabled()
    qtbot.waitUntil(lambda: not copies._jobs)

    assert view.notices.refusal.isVisible()
    assert "n’a pas pu être faite sur cet autre support" in plain(view.notices.refusal.text.text())
    assert card.button.isEnabled()


def test_an_old_second_copy_is_recalled(card, copies, shell, key, qtbot, monkeypatch):
    shell.settings.set_copies_folder(key)
    card.button.click()
    qtbot.waitUntil(lambda: not copies._jobs)
    later = frozen_clock().replace(day=21)

    monkeypatch.setattr(copies.backups, "_clock", lambda: later)
    card.show_state()

    assert plain(card.told.whole_text) == "À refaire. Aujourd’hui à 14:32"
    assert "date d’il y a 9 jours" in plain(card.accessibleDescription())


def test_the_card_comes_back_with_another_size_of_text(card, shell, qtbot):
    shell.settings.set_text_scale(2.0)

    page = shell.window.view.page
    qtbot.waitUntil(lambda: page.findChild(CopyCard) not in {None, card})
    assert page.findChild(CopyCard).button.accessibleName()


def test_a_backup_before_much_is_deleted_is_checked_apart_too(copies, view, qtbot):
    ids = tuple(task.id for task in view.session.snapshot.tasks)[:10]
    assert len(ids) == 10

    view.session.run(ops.DeleteTasks(ids=ids))

    assert copies._jobs
    qtbot.waitUntil(lambda: [p for p in kept() if "avant-suppression" in p.name] != [])


def test_the_dashboard_with_its_card_still_holds_in_the_window(shell, qtbot):
    shell.window.open_path(copy_demonstration(shell.folder))
    page = shell.window.view.page
    qtbot.waitUntil(lambda: page.findChild(CopyCard) is not None)
    QApplication.processEvents()

    assert page.scroller.verticalScrollBar().maximum() == 0


def settings_page(view):
    view.show_page("reglages")
    return view.page


def test_the_settings_tell_how_many_copies_there_are_and_where(copies, view, qtbot):
    due(copies, qtbot)

    row = settings_page(view).findChild(AutomaticCopies)

    assert row.path.text() == str(kept()[0].parent)
    assert re.match(
        r"1 copie, [\d,]+ [kM]o\. Les plus anciennes sont éclaircies\.", plain(row.note.text())
    )


def test_a_second_place_is_chosen_in_the_settings_and_copied_to(
    copies, view, shell, key, qtbot, allow_dialogs
):
    due(copies, qtbot)
    second = settings_page(view).second
    assert not second.copy.isVisible()

    when_a_dialog_opens(choose(key))
    assert view.page.focus_field("copies")
    press(Qt.Key.Key_Return)
    assert shell.settings.copies_folder == key
    assert "pas encore été copié" in plain(second.row.note.text())

    second.copy.click()
    qtbot.waitUntil(lambda: not copies._jobs)

    assert list(key.glob("*/*/*.cpom"))
    assert "Dernière copie : aujourd’hui à 14:32." in plain(second.row.note.text())


def test_a_second_place_that_is_gone_is_told_with_what_to_do(copies, view, shell, key):
    shell.settings.set_copies_folder(key)
    key.rmdir()

    second = settings_page(view).second

    assert "Rebranchez la clé" in plain(second.row.note.text())
    assert "les copies restent sur cet ordinateur" in plain(second.row.note.text())
    assert not second.copy.isEnabled()


def test_the_place_may_be_chosen_from_the_home_page_too(shell, key):
    shell.window.show_program("reglages")
    page = shell.window._program.page
    shell.settings.set_copies_folder(key)

    assert page.second.row.path.text() == str(key)
    assert not page.second.copy.isVisible()
    assert page.findChild(AutomaticCopies) is None

    page.second.row.reset.click()
    assert shell.settings.copies_folder is None
