"""The page without a dossier: create, open, recent ones, and what it says of a refused file."""

from __future__ import annotations

import os
import struct

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from tests.outils.dossiers import copy_tilleuls, opened, patched
from tests.outils.fenetre import (
    CONTROL,
    back,
    choose,
    copy_started,
    press,
    shortcut,
    when_a_dialog_opens,
)
from ui.kit.states import EmptyState
from ui.shell.refusal_banner import RefusalBanner
from ui.shell.settings import Recent


def recent_buttons(home):
    return [b for b in home.findChildren(QPushButton) if b.property("path")]


def refused(shell, path):
    assert not shell.window.open_path(path)
    assert shell.window.view is None
    assert shell.window.home.banner.isVisible()
    return shell.window.home.banner.text.text().replace("\u00a0", " ").replace("’", "'")


def test_the_first_start_shows_three_cards_and_says_that_there_is_no_dossier_yet(shell):
    home = shell.window.home

    assert home.findChild(EmptyState).title.text().startswith("Aucun dossier")
    assert QApplication.focusWidget() is home.create_card
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is home.open_card
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is home.demonstration_card
    assert home.banner is None


def test_a_dossier_once_opened_comes_first_in_the_list_and_opens_with_enter(shell):
    path = copy_tilleuls(shell.folder)
    shell.window.open_path(path)
    shell.window._leave()
    (button,) = recent_buttons(shell.window.home)

    assert button.accessibleName() == "Ouvrir Les Tilleuls"
    button.setFocus()
    press(Qt.Key.Key_Return)
    assert shell.window.view.session.workspace.path == path


def test_a_dossier_whose_assistant_is_not_finished_is_said_so_in_the_list(shell):
    shell.window.open_path(copy_started(shell.folder))
    shell.window._leave()

    assert shell.settings.recents()[0].stage == "Assistant à terminer"


def test_a_recent_dossier_that_is_gone_is_located_then_replaced(shell, qtbot, allow_dialogs):
    path = copy_tilleuls(shell.folder)
    shell.settings.add_recent(Recent("Z:/CPOM/EHPAD ancien.cpom", "", "2027-03-01"))
    shell.window.show_home()
    (button,) = recent_buttons(shell.window.home)

    when_a_dialog_opens(choose(path))
    button.setFocus()
    press(Qt.Key.Key_Return)

    assert button.text() == "Localiser…"
    assert shell.window.view.session.workspace.path == path
    assert [r.path for r in shell.settings.recents()] == [str(path)]


def test_the_dialog_that_opens_a_dossier_speaks_french(shell, qtbot, allow_dialogs):
    path, seen = copy_tilleuls(shell.folder), []

    def look_and_choose(dialog):
        labels = QFileDialog.DialogLabel
        seen.extend(dialog.labelText(label) for label in (labels.LookIn, labels.FileType))
        choose(path)(dialog)

    when_a_dialog_opens(look_and_choose)
    shortcut(Qt.Key.Key_O, CONTROL)

    assert [text.replace("\u00a0", " ") for text in seen] == [
        "Emplacement :",
        "Type de fichier :",
    ]
    assert shell.window.view.session.workspace.path == path


def test_closing_that_dialog_without_choosing_keeps_the_home_page(shell, qtbot, allow_dialogs):
    when_a_dialog_opens(QFileDialog.reject)
    shortcut(Qt.Key.Key_O, CONTROL)
    back(shell.window, qtbot)

    assert shell.window.view is None


def test_a_file_that_is_not_there_is_refused(shell):
    assert "Aucun dossier à cet endroit" in refused(shell, shell.folder / "absent.cpom")


def test_a_file_that_is_not_a_dossier_is_refused_and_left_as_it_is(shell):
    path = shell.folder / "lettre.cpom"
    path.write_bytes(b"Madame la directrice, " * 100)

    assert "n'est pas un dossier CPOM" in refused(shell, path)
    assert path.read_bytes() == b"Madame la directrice, " * 100


def test_a_damaged_dossier_is_refused_and_left_as_it_is(shell):
    path = copy_tilleuls(shell.folder)
    os.truncate(path, path.stat().st_size // 2)
    before = path.read_bytes()

    assert "endommagé" in refused(shell, path)
    assert path.read_bytes() == before


def test_a_dossier_of_a_newer_version_is_refused_and_left_as_it_is(shell):
    path = patched(copy_tilleuls(shell.folder), 60, struct.pack(">I", 99))
    before = path.read_bytes()

    assert "version plus récente" in refused(shell, path)
    assert path.read_bytes() == before


def test_a_dossier_open_elsewhere_is_offered_for_reading_only(shell):
    path = copy_tilleuls(shell.folder)
    with opened(path):
        assert "Déjà ouvert" in refused(shell, path)
        reading = shell.window.home.banner.buttons[1]
        assert reading.text() == "Ouvrir en lecture seule"
        assert reading.isVisible()

        reading.setFocus()
        press(Qt.Key.Key_Return)

        assert shell.window.view.session.read_only
        shell.window.close_dossier()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "est vide"),
        (b"SQLite format 3\x00", "endommagé"),
        (b"Madame,", "n'est pas un dossier"),
    ],
)
def test_a_file_that_is_not_sound_offers_another_one(shell, allow_dialogs, content, told):
    path, good = shell.folder / "court.cpom", copy_tilleuls(shell.folder)
    path.write_bytes(content)

    assert told in refused(shell, path)
    words = "Choisir un autre fichier…"
    other = next(b for b in shell.window.home.banner.buttons if b.text() == words)
    when_a_dialog_opens(choose(good))
    other.click()

    assert shell.window.view.session.workspace.path == good


def test_a_dossier_that_comes_back_opens_with_try_again(shell):
    path = shell.folder / "Les Tilleuls.cpom"
    assert "Aucun dossier" in refused(shell, path)
    copy_tilleuls(shell.folder)

    shell.window.home.banner.buttons[0].click()

    assert shell.window.view.session.workspace.path == path


def test_every_refusal_puts_the_former_one_away(shell):
    refused(shell, shell.folder / "absent.cpom")
    refused(shell, shell.folder / "autre.cpom")

    shown = [b for b in shell.window.home.findChildren(RefusalBanner) if b.isVisible()]
    assert shown == [shell.window.home.banner]


def test_a_refusal_is_put_away_once_she_comes_back_from_a_dossier(shell):
    refused(shell, shell.folder / "absent.cpom")
    shell.window.open_path(copy_tilleuls(shell.folder))

    shell.window._leave()

    assert shell.window.home.banner is None
