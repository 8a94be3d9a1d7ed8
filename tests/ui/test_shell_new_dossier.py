"""« Créer un dossier »: a name, a place, a file at once; every refusal beside what to change."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.errors import LectureSeule
from tests.outils.dossiers import state_of
from tests.outils.fenetre import (
    CONTROL,
    choose,
    plain,
    press,
    shortcut,
    when_a_dialog_opens,
    write,
)
from ui.shell.files import safe_stem
from ui.shell.new_dossier import NewDossierDialog
from ui.shell.settings import Settings


@pytest.fixture
def dialog(qtbot, shell):
    made = NewDossierDialog(shell.window._services, shell.window)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    if made.workspace is not None:
        made.workspace.close()
    made.hide()


def test_the_caret_is_in_the_name_and_enter_creates_the_file(dialog, shell):
    assert QApplication.focusWidget() is dialog.name
    write("EHPAD de l'Été")
    press(Qt.Key.Key_Return)

    assert dialog.workspace.path == shell.folder / "EHPAD de l'Été.cpom"
    assert dialog.workspace.snapshot.etablissement.nom == "EHPAD de l'Été"
    assert dialog.result() == dialog.DialogCode.Accepted


def test_a_name_is_needed_and_nothing_is_written_without_it(dialog, shell):
    before = state_of(shell.folder)
    write("   ")
    press(Qt.Key.Key_Return)

    assert dialog.error.text() == "Donnez un nom."
    assert dialog.name.accessibleDescription() == "Donnez un nom."
    assert QApplication.focusWidget() is dialog.name
    assert dialog.workspace is None
    assert state_of(shell.folder) == before


def test_the_refusal_goes_away_with_the_next_letter(dialog):
    press(Qt.Key.Key_Return)
    write("E")

    assert not dialog.error.isVisible()
    assert dialog.name.accessibleDescription() == ""


def test_a_file_that_is_already_there_is_never_replaced(dialog, shell):
    taken = shell.folder / "EHPAD Les Tilleuls.cpom"
    taken.write_bytes(b"six mois de travail")
    write("EHPAD Les Tilleuls")
    press(Qt.Key.Key_Return)

    assert dialog.workspace is None
    assert dialog.error.text()
    assert taken.read_bytes() == b"six mois de travail"


def test_a_place_that_may_not_be_written_is_refused_with_its_remedy(dialog):
    def refuse(_path, _nom):
        raise LectureSeule("dossier-protege", "Rien ne peut être écrit.", remedy="Copiez-le.")

    dialog._services = dialog._services._replace(new_workspace=refuse)
    write("EHPAD")
    press(Qt.Key.Key_Return)

    assert dialog.error.text() == "Rien ne peut être écrit. Copiez-le."
    assert dialog.isVisible()


def test_a_folder_that_cannot_be_made_is_refused_with_a_way_out(dialog, shell):
    (shell.folder / "fichier").write_text("pas un dossier")
    dialog._folder = shell.folder / "fichier" / "CPOM"
    write("EHPAD")
    press(Qt.Key.Key_Return)

    assert dialog.workspace is None
    assert "Changez d’emplacement" in dialog.error.text().replace("'", "’")


def test_what_a_file_name_cannot_hold_is_replaced_and_the_name_is_kept(dialog):
    write("Résidence : A/B « été » ?")

    assert dialog.path.name == "Résidence - A-B « été ».cpom"
    press(Qt.Key.Key_Return)
    assert dialog.workspace.snapshot.etablissement.nom == "Résidence : A/B « été » ?"


@pytest.mark.parametrize("name", ["CON", "nul", "com1", "LPT9"])
def test_a_name_that_windows_keeps_for_itself_is_completed(name):
    assert safe_stem(name) == f"{name} CPOM"


@pytest.mark.parametrize("name", ["", "   ", "...", "///"])
def test_a_name_of_signs_alone_gives_no_file_name(name):
    assert safe_stem(name) == ""


def test_changing_the_place_shows_it_and_the_next_dossier_goes_there(dialog, shell, allow_dialogs):
    elsewhere = shell.folder / "Clé USB"
    elsewhere.mkdir()

    when_a_dialog_opens(choose(elsewhere))
    dialog.change.click()
    dialog.name.setText("EHPAD")
    dialog.make.click()

    assert dialog.workspace.path == elsewhere / "EHPAD.cpom"
    assert shell.settings.folder == elsewhere


def test_escape_leaves_nothing_behind(dialog, shell):
    before = state_of(shell.folder)
    write("EHPAD")
    press(Qt.Key.Key_Escape)

    assert dialog.workspace is None
    assert dialog.result() == dialog.DialogCode.Rejected
    assert state_of(shell.folder) == before


def test_ctrl_n_creates_a_dossier_and_begins_the_assistant(shell, allow_dialogs):
    def fill(_dialog):
        write("EHPAD Les Tilleuls")
        press(Qt.Key.Key_Return)

    when_a_dialog_opens(fill)
    shortcut(Qt.Key.Key_N, CONTROL)

    view = shell.window.view
    assert view.session.snapshot.etablissement.nom == "EHPAD Les Tilleuls"
    assert view.part.slug == "etablissement"
    assert shell.window.windowTitle() == "EHPAD Les Tilleuls – CPOM — CPOM Desktop"


# --- what the place is worth


def note(dialog):
    return plain(dialog.note.text()) if not dialog.note.isHidden() else ""


def test_a_place_of_this_computer_needs_no_word(dialog):
    assert note(dialog) == ""


def test_another_place_says_what_it_is_and_stops_nothing(dialog, shell, allow_dialogs):
    synced = shell.folder / "Dropbox"
    synced.mkdir()
    when_a_dialog_opens(choose(synced))
    dialog.change.click()

    assert "copié par un service en ligne" in note(dialog)
    assert dialog.change.accessibleDescription() == dialog.note.text()
    dialog.name.setText("EHPAD")
    dialog.make.click()
    assert dialog.workspace.path.parent == synced


def test_documents_copied_away_are_left_for_a_place_of_this_computer(qtbot, shell, monkeypatch):
    redirected = shell.folder / "OneDrive - EHPAD" / "Documents"
    monkeypatch.setattr(Settings, "_documents", lambda _settings: redirected)
    monkeypatch.setattr(Settings, "chosen_folder", None)
    made = NewDossierDialog(shell.window._services, shell.window)
    qtbot.addWidget(made)

    assert "OneDrive" not in str(made.path)
    assert made.path.parent.name == "Dossiers"
    assert "Documents est copié par un service en ligne" in note(made)
