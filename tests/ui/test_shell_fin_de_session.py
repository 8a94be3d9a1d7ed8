"""The computer shuts down while she types: what is in the field is in the file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import copy_started, fill_disk, press, rename, write


@pytest.fixture
def shut_down(qapp, qtbot, shell):
    """Return what does as the system that ends the session."""
    qtbot.waitUntil(lambda: shell.window._seen)
    return lambda: qapp.commitDataRequest.emit(None)


def test_what_is_in_the_field_is_committed(view, shut_down):
    rename(view, "EHPAD Les Érables")

    shut_down()

    with opened(view.session.workspace.path, read_only=True) as file:
        assert file.snapshot.etablissement.nom == "EHPAD Les Érables"


def test_what_is_in_a_cell_is_committed(shell, shut_down):
    shell.window.open_path(copy_demonstration(shell.folder))
    shell.window.view.show_page("fiches-action")
    page = shell.window.view.page
    page.open_fiche(page.views[0].fiche.id)
    table = page.editor.parts.etapes.table
    table.setFocus(Qt.FocusReason.TabFocusReason)
    table.go_to(0, 0)
    press(Qt.Key.Key_F2)
    QApplication.focusWidget().selectAll()
    write("Former les référents")

    shut_down()

    with opened(shell.window.view.session.workspace.path, read_only=True) as file:
        assert "Former les référents" in {e.libelle for e in file.snapshot.etapes}


def test_the_assistant_commits_too(shell, shut_down):
    shell.window.open_path(copy_started(shell.folder))
    shell.window.view.part.form.focus("etablissement.commune")
    write("Villeneuve")

    shut_down()

    with opened(shell.window.view.session.workspace.path, read_only=True) as file:
        assert file.snapshot.etablissement.commune == "Villeneuve"


def test_what_could_not_be_written_is_tried_once_more(view, shut_down):
    disk = fill_disk(view.session)
    rename(view, "EHPAD Les Érables")
    press(Qt.Key.Key_Tab)
    disk.room = True

    shut_down()

    assert view.session.snapshot.etablissement.nom == "EHPAD Les Érables"


def test_the_home_page_has_nothing_to_commit(shell, shut_down):
    shut_down()

    assert shell.window.isVisible()
