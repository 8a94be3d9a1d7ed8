"""« Réglages »: the folders proposed, and the way back to the first settings."""

from __future__ import annotations

import tempfile

import pytest
from PySide6.QtWidgets import QApplication

from tests.outils.fenetre import back, choose, when_a_dialog_opens
from ui.shell.reglages.folder_row import folder_trouble
from ui.shell.reglages.page import ReglagesPage
from ui.shell.settings import Recent
from ui.theme.theme import current_theme, load_theme, set_theme


@pytest.fixture(autouse=True)
def afterwards(qapp):
    yield
    set_theme(qapp, load_theme("clair"), 1.0)


@pytest.fixture
def page(view):
    view.show_page("reglages")
    assert isinstance(view.page, ReglagesPage)
    return view.page


def settle():
    for _turn in range(5):
        QApplication.processEvents()


# --- folders


def test_my_dossiers_go_where_she_says(shell, page, tmp_path, allow_dialogs):
    place = tmp_path / "CPOM de la maison"
    place.mkdir()
    when_a_dialog_opens(choose(place))
    page.dossiers.change.click()

    assert shell.settings.folder == place
    assert page.dossiers.path.text() == str(place)
    assert page.dossiers.note.property("role") == "help"


def test_documents_go_where_she_says_or_beside_each_dossier(
    shell, page, tmp_path, qtbot, allow_dialogs
):
    place = tmp_path / "Éditions"
    place.mkdir()
    when_a_dialog_opens(choose(place))
    page.documents.change.click()
    assert shell.settings.documents_folder == place

    back(shell.window, qtbot)
    page.documents.reset.click()
    assert shell.settings.documents_folder is None
    assert page.documents.path.text() == "À côté de chaque dossier"
    assert not page.documents.reset.isVisible()
    assert page.documents.change.hasFocus()


def test_a_folder_that_is_gone_is_told_with_what_to_do(shell, page, tmp_path):
    shell.settings.set_folder(tmp_path / "clé débranchée")
    page.reload(None, force=True)

    assert "Rebranchez la clé" in page.dossiers.note.text()
    assert page.dossiers.path.accessibleDescription() == page.dossiers.note.text()
    assert shell.settings.folder == shell.settings.usual_folder
    page.dossiers.reset.click()
    assert page.dossiers.note.property("role") == "help"


def test_a_folder_where_nothing_can_be_written_is_told(tmp_path, monkeypatch):
    def refuse(dir):  # noqa: A002 - the name that tempfile gives it
        raise PermissionError(dir)

    assert folder_trouble(tmp_path) == ""
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    assert "protégé" in folder_trouble(tmp_path)


def test_a_trouble_has_its_icon_and_a_help_has_none(shell, page, tmp_path):
    assert not page.documents.mark.isVisible()
    shell.settings.set_documents_folder(tmp_path / "parti")
    page.reload(None, force=True)

    assert page.documents.mark.isVisible()
    assert page.documents.path.property("etat") == "erreur"


def test_a_pdf_is_proposed_beside_the_dossier_when_the_folder_chosen_is_gone(shell, tmp_path):
    shell.settings.set_documents_folder(tmp_path / "parti")

    assert shell.settings.documents_place(tmp_path) == tmp_path


# --- back to the beginning


def test_going_back_to_the_first_settings_asks_then_keeps_the_list_of_dossiers(
    shell, page, qtbot, allow_dialogs
):
    recent = Recent("/EHPAD A.cpom", "", "")
    shell.settings.add_recent(recent)
    shell.settings.set_theme("sombre")
    shell.settings.set_guide_open("raci", is_open=True)
    when_a_dialog_opens(lambda dialog: dialog.reject())
    page.reset.click()
    assert shell.settings.theme == "sombre"

    back(shell.window, qtbot)
    when_a_dialog_opens(lambda dialog: dialog.action.click())
    page.reset.click()
    settle()
    assert (shell.settings.theme, shell.settings.text_scale) == ("clair", 1.0)
    assert current_theme().name == "clair"
    assert recent in shell.settings.recents()
    assert shell.settings.guide_open("raci", default=False) is False


def test_a_pdf_is_proposed_in_the_folder_chosen_for_documents(
    shell, view, page, tmp_path, qtbot, allow_dialogs
):
    place = tmp_path / "Éditions"
    place.mkdir()
    shell.settings.set_documents_folder(place)
    seen = []
    when_a_dialog_opens(lambda dialog: (seen.append(dialog.directory().path()), dialog.reject()))
    view.show_page("documents")
    view.page.save_button.click()

    assert seen == [str(place)]
