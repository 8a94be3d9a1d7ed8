"""Printing from the window: where, in a worker, and what is told of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from cpom_desktop.errors import RapportImpossible
from tests.outils.fenetre import CONTROL, choose, plain, rename, shortcut, when_a_dialog_opens


def print_to(shell, path, key=None):
    when_a_dialog_opens(choose(path))
    if key is None:
        shortcut(Qt.Key.Key_P, CONTROL)
    else:
        key()


def test_ctrl_p_prints_what_is_being_typed_and_tells_the_pages(view, shell, qtbot, allow_dialogs):
    path = shell.folder / "Dossier.pdf"
    rename(view, "EHPAD Les Érables")
    print_to(shell, path)
    qtbot.waitUntil(view.toast.isVisible)

    ((slug, seen),) = shell.documents.asked
    assert slug == "dossier-lancement"
    assert seen.etablissement.nom == "EHPAD Les Érables"
    assert path.exists()
    assert plain(view.toast.message.text()) == "Dossier.pdf : enregistré et relu, 13 pages."


def test_the_toast_opens_the_document(view, shell, qtbot, allow_dialogs, monkeypatch):
    seen = []
    monkeypatch.setattr(QDesktopServices, "openUrl", seen.append)
    print_to(shell, shell.folder / "Dossier.pdf")
    qtbot.waitUntil(view.toast.isVisible)
    view.toast.action.click()

    assert [url.toLocalFile() for url in seen] == [str(shell.folder / "Dossier.pdf")]


def test_the_sidebar_prints_too(view, shell, qtbot, allow_dialogs):
    print_to(shell, shell.folder / "Dossier.pdf", view.sidebar.print_item.click)
    qtbot.waitUntil(view.toast.isVisible)

    assert (shell.folder / "Dossier.pdf").exists()


def test_characters_that_do_not_print_are_told(view, shell, qtbot, allow_dialogs):
    shell.documents.avertissements = ("Le nom contient « 🙂 », qui ne s'imprime pas.",)
    print_to(shell, shell.folder / "Dossier.pdf")
    qtbot.waitUntil(view.toast.isVisible)

    assert "ne s'imprime pas" in view.refusal_banner.text.text()


def test_a_document_that_cannot_be_written_is_told_with_its_remedy(
    view, shell, qtbot, allow_dialogs
):
    shell.documents.failure = RapportImpossible(
        "ouvert", "Le fichier est ouvert ailleurs.", remedy="Fermez-le."
    )
    print_to(shell, shell.folder / "Dossier.pdf")
    qtbot.waitUntil(view.refusal_banner.isVisible)

    assert view.refusal_banner.text.text() == "Le fichier est ouvert ailleurs. Fermez-le."
    assert not view.toast.isVisible()


def test_choosing_no_place_prints_nothing(view, shell, qtbot, allow_dialogs):
    when_a_dialog_opens(QFileDialog.reject)
    shortcut(Qt.Key.Key_P, CONTROL)

    assert list(shell.folder.glob("*.pdf")) == []
    assert not view.toast.isVisible()


def test_reading_only_prints_all_the_same(reading, shell, qtbot, allow_dialogs):
    print_to(shell, shell.folder / "Dossier.pdf")
    qtbot.waitUntil(reading.toast.isVisible)

    assert (shell.folder / "Dossier.pdf").exists()
