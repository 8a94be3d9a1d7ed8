"""From any page to the documents, and what the window tells of a PDF written."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from cpom_desktop.errors import RapportImpossible
from cpom_desktop.services.documents import DocumentFormat
from cpom_desktop.services.queries.comparaison import Comparison
from tests.outils.fenetre import (
    CONTROL,
    back,
    choose,
    plain,
    press,
    rename,
    shortcut,
    when_a_dialog_opens,
)


def save_to(view, path):
    """Save the document shown, and answer where."""
    view.show_page("documents")
    when_a_dialog_opens(choose(path))
    view.printing.page.save_button.click()


def rendered(view, qtbot):
    """Wait for the preview."""
    qtbot.waitUntil(lambda: view.printing.page.preview.paper.count > 0)


@pytest.fixture
def path(shell):
    return shell.folder / "Dossier.pdf"


def test_ctrl_p_shows_the_document_of_the_page_with_what_is_being_typed(view, shell, qtbot):
    rename(view, "EHPAD Les Érables")
    shortcut(Qt.Key.Key_P, CONTROL)
    rendered(view, qtbot)

    slug, seen, _options = shell.documents.asked[-1]
    assert slug == "etablissement"
    assert seen.etablissement.nom == "EHPAD Les Érables"
    assert view.page is view.printing.page


def test_the_button_of_a_page_shows_its_document(view, shell, qtbot):
    view.show_page("raci")
    view.page.print_button.click()
    rendered(view, qtbot)

    assert shell.documents.asked[-1][0] == "raci"
    assert plain(view.printing.page.preview.total.text()) == "sur 1"


def test_the_menu_of_the_dossier_shows_the_whole(view, shell, qtbot):
    view.show_page("raci")
    action = next(a for a in view.sidebar.switcher.menu.actions() if "Imprimer" in a.text())
    action.trigger()
    rendered(view, qtbot)

    assert shell.documents.asked[-1][0] == "tout"


def test_a_pdf_written_is_told_with_its_pages_and_may_be_opened(
    view, shell, path, qtbot, allow_dialogs, monkeypatch
):
    seen = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: seen.append(url) or True)
    save_to(view, path)
    qtbot.waitUntil(view.toast.isVisible)

    assert path.exists()
    assert plain(view.toast.message.text()) == "Document exporté et relu : 13 pages."
    view.toast.action.click()
    path.unlink()
    save_to(view, path)
    qtbot.waitUntil(view.toast.isVisible)
    view.toast.second.click()
    assert [url.toLocalFile() for url in seen] == [str(path), str(path.parent)]


def test_the_folder_is_opened_by_keyboard_and_told_when_it_is_gone(
    view, shell, path, qtbot, allow_dialogs, monkeypatch
):
    seen = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: seen.append(url) or False)
    folder = shell.folder / "clé"
    folder.mkdir()
    save_to(view, folder / "Dossier.pdf")
    qtbot.waitUntil(view.toast.isVisible)
    back(view.window(), qtbot)
    shortcut(Qt.Key.Key_F6)
    assert view.toast.action.hasFocus()
    press(Qt.Key.Key_Tab)
    assert view.toast.second.hasFocus()
    press(Qt.Key.Key_Space)
    assert [url.toLocalFile() for url in seen] == [str(folder)]
    assert "n’a pas ouvert" in plain(view.notices.refusal.text.text())

    (folder / "Dossier.pdf").unlink()
    folder.rmdir()
    view.printing._open_folder()
    assert len(seen) == 1
    assert "n’est plus là" in plain(view.notices.refusal.text.text())


def test_characters_that_do_not_print_are_told(view, shell, path, qtbot, allow_dialogs):
    shell.documents.avertissements = ("Le nom contient « 🙂 », qui ne s'imprime pas.",)
    save_to(view, path)
    qtbot.waitUntil(view.toast.isVisible)

    assert "ne s'imprime pas" in view.notices.refusal.text.text()


def test_a_document_that_cannot_be_written_is_told_with_its_remedy(
    view, shell, path, qtbot, allow_dialogs
):
    shell.documents.failure = RapportImpossible(
        "ouvert", "Le fichier est ouvert ailleurs.", remedy="Fermez-le."
    )
    save_to(view, path)
    qtbot.waitUntil(view.notices.refusal.isVisible)

    assert view.notices.refusal.text.text() == "Le fichier est ouvert ailleurs. Fermez-le."
    assert not view.toast.isVisible()


@pytest.mark.parametrize("kind", DocumentFormat)
def test_each_format_that_a_document_is_offered_in_is_asked_a_place(
    view, kind, path, allow_dialogs
):
    target = path.with_suffix(f".{kind.value}")
    when_a_dialog_opens(choose(target))

    assert view.printing._choose_file(target.name) == target


def test_choosing_no_place_writes_nothing(view, shell, qtbot, allow_dialogs):
    view.show_page("documents")
    when_a_dialog_opens(QFileDialog.reject)
    view.printing.page.save_button.click()

    assert list(shell.folder.glob("*.pdf")) == []
    assert not view.toast.isVisible()


def test_reading_only_prints_all_the_same(reading, shell, path, qtbot, allow_dialogs):
    save_to(reading, path)
    qtbot.waitUntil(reading.toast.isVisible)

    assert path.exists()


def test_black_and_white_is_remembered_on_this_computer(view, shell):
    view.show_page("documents")
    view.printing.page.options.colours.parts[1].click()

    assert shell.settings.grey


def test_a_comparison_is_written_where_she_says_and_told(view, shell, qtbot, allow_dialogs):
    comparison = Comparison("Version 1", "Version 2", 0, ())
    when_a_dialog_opens(choose(shell.folder / "Comparaison.pdf"))
    view.page.comparison_asked.emit(comparison)
    qtbot.waitUntil(lambda: "toast" in vars(view) and view.toast.isVisible())

    assert shell.documents.asked[-1] == comparison
    assert (shell.folder / "Comparaison.pdf").exists()
    assert "exporté et relu" in view.toast.message.text()


def test_a_comparison_that_cannot_be_written_is_told(view, shell, qtbot, allow_dialogs):
    failure = RapportImpossible("panne", "Le disque a résisté.", remedy="Réessayez.")
    shell.documents.failure = failure
    when_a_dialog_opens(choose(shell.folder / "Comparaison.pdf"))
    view.page.comparison_asked.emit(Comparison("Version 1", "Version 2", 0, ()))
    qtbot.waitUntil(lambda: "refusal" in vars(view.notices))

    assert view.notices.refusal.text.text() == "Le disque a résisté. Réessayez."
