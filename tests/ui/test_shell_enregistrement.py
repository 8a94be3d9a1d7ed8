"""What is not saved, in the window: told, kept, copied elsewhere, never given up silently."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from db.lock import lock_path
from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.fenetre import (
    choose,
    copy_prepared,
    copy_started,
    fill_disk,
    plain,
    press,
    rename,
    when_a_dialog_opens,
    write,
)

NEW = "EHPAD Les Érables"


@pytest.fixture
def unsaved(view):
    """Return the view once a text could not be saved, and its disk."""
    disk = fill_disk(view.session)
    rename(view, NEW)
    press(Qt.Key.Key_Tab)
    return view, disk


@pytest.fixture
def key(tmp_path):
    folder = tmp_path / "clé"
    folder.mkdir()
    return folder


def name_in(path):
    with opened(path) as workspace:
        return workspace.snapshot.etablissement.nom


def test_the_retry_saves_without_any_move_and_the_banner_goes(unsaved, qtbot):
    view, disk = unsaved
    disk.room = True

    view.session.unsaved.timer.timeout.emit()

    assert view.session.snapshot.etablissement.nom == NEW
    assert plain(view.topbar.save_state.text.text()) == "Enregistré à 14:32"
    assert not view.notices.unsaved.isVisible()


def test_a_copy_elsewhere_has_what_could_not_be_saved_and_she_goes_on_in_it(
    unsaved, shell, key, allow_dialogs
):
    view, _disk = unsaved
    original = view.session.workspace.path
    when_a_dialog_opens(choose(key / "Copie.cpom"))
    view.notices.unsaved.buttons[0].click()

    now = shell.window.view
    assert now.session.workspace.path == key / "Copie.cpom"
    assert now.session.snapshot.etablissement.nom == NEW
    assert now.notices.told.isVisible()
    assert str(key) in now.notices.told.text.text()
    assert name_in(original) == "EHPAD Les Tilleuls"
    shell.window.close_dossier()
    assert name_in(key / "Copie.cpom") == NEW


def test_a_name_that_is_taken_is_told_and_asked_again(unsaved, shell, key, allow_dialogs):
    taken = key / "Copie.cpom"
    taken.write_bytes(b"hers")
    view, _disk = unsaved
    told = []

    def read(dialog):
        told.append(dialog.text.text())
        when_a_dialog_opens(QDialog.reject)
        dialog.close_button.click()

    def answer(dialog):
        choose(taken)(dialog)
        when_a_dialog_opens(read)

    when_a_dialog_opens(answer)
    view.notices.unsaved.buttons[0].click()

    assert "porte déjà ce nom" in told[0]
    assert taken.read_bytes() == b"hers"
    assert shell.window.view is view
    assert view.session.state.kept


def test_closing_may_copy_what_is_not_saved_elsewhere(unsaved, shell, key, allow_dialogs):
    def copy(dialog):
        when_a_dialog_opens(choose(key / "Copie.cpom"))
        dialog.elsewhere.click()

    when_a_dialog_opens(copy)
    shell.window.close()

    assert not shell.window.isVisible()
    assert name_in(key / "Copie.cpom") == NEW


def test_closing_without_choosing_a_place_stays(unsaved, shell, allow_dialogs):
    def copy(dialog):
        when_a_dialog_opens(QDialog.reject)
        dialog.elsewhere.click()

    when_a_dialog_opens(copy)
    shell.window.close()

    assert shell.window.isVisible()
    assert shell.window.view is unsaved[0]


def test_closing_once_there_is_room_saves_and_asks_nothing(unsaved, shell):
    view, disk = unsaved
    path = view.session.workspace.path
    disk.room = True

    shell.window.close()

    assert not shell.window.isVisible()
    assert name_in(path) == NEW


def test_a_file_moved_behind_her_is_not_said_to_be_saved(view, qtbot):
    view.session.workspace.path.unlink()
    rename(view, NEW)
    press(Qt.Key.Key_Tab)

    said = plain(view.topbar.save_state.text.text())
    assert said == "Non enregistré : fichier déplacé"
    assert view.notices.unsaved.isVisible()


def test_the_assistant_offers_a_copy_too(shell, key, allow_dialogs):
    shell.window.open_path(copy_started(shell.folder))
    view = shell.window.view
    fill_disk(view.session)
    view.part.form.focus("etablissement.nom")
    QApplication.focusWidget().selectAll()
    write(NEW)
    view.flush()
    assert view.notices.unsaved.isVisible()

    when_a_dialog_opens(choose(key / "Copie.cpom"))
    view.notices.unsaved.buttons[0].click()

    assert shell.window.view.session.workspace.path == key / "Copie.cpom"
    assert shell.window.view.notices.told.isVisible()
    assert "unsaved" not in vars(shell.window.view.notices)


# --- opened again after a stop


def stopped(path):
    """Leave what a killed program leaves: its lock, that the system no longer holds."""
    with opened(path):
        left = lock_path(path).read_bytes()
    lock_path(path).write_bytes(left)
    return path


def test_a_dossier_that_was_not_closed_says_so_in_one_line_with_its_last_edit(shell):
    shell.window.open_path(stopped(copy_prepared(shell.folder)))
    view = shell.window.view

    assert plain(view.notices.told.text.text()) == (
        "Dossier rouvert après un arrêt inattendu. Dernière saisie enregistrée : 14:32."
    )
    view.notices.told.buttons[0].click()
    assert not view.notices.told.isVisible()


def test_a_dossier_that_was_closed_says_nothing(shell):
    path = stopped(copy_prepared(shell.folder))
    shell.window.open_path(path)
    shell.window.close_dossier()
    shell.window.open_path(path)

    assert "told" not in vars(shell.window.view.notices)


def test_the_assistant_says_so_too(shell):
    shell.window.open_path(stopped(copy_started(shell.folder)))

    assert "arrêt inattendu" in shell.window.view.notices.told.text.text()


# --- only read


def test_reading_only_names_who_has_it_and_writing_comes_back_when_it_is_free(shell):
    path = copy_tilleuls(shell.folder)
    with opened(path):
        assert not shell.window.open_path(path)
        shell.window.home.banner.buttons[1].click()
        view = shell.window.view
        said = plain(view.notices.read_only.text.text())
        assert "ouvert depuis 14 h 32 par" in said
        view.notices.read_only.buttons[0].click()
        assert shell.window.view.session.read_only
        assert "Déjà ouvert" in shell.window.view.notices.refusal.text.text()

    shell.window.view.notices.read_only.buttons[0].click()

    assert not shell.window.view.session.read_only


def test_a_dossier_that_is_only_read_may_be_worked_on_in_a_copy(reading, shell, allow_dialogs):
    when_a_dialog_opens(choose(shell.folder / "À moi.cpom"))
    reading.notices.read_only.buttons[1].click()

    now = shell.window.view.session
    assert now.workspace.path == shell.folder / "À moi.cpom"
    assert not now.read_only
