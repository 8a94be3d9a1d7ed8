"""Ctrl+J: an exchange noted from anywhere, and the caret back where it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpom_desktop.services.ports import LAST_EDIT
from cpom_desktop.services.queries.reprise import place_sentence
from tests.outils.dossiers import copy_demonstration
from tests.outils.fenetre import (
    CONTROL,
    SHIFT,
    back,
    plain,
    press,
    shortcut,
    when_a_dialog_opens,
    write,
)
from tests.outils.page_journal import last, people
from ui.pages.journal.saisie import DRAFT_KEY

pytestmark = pytest.mark.usefixtures("allow_dialogs")


@pytest.fixture
def view(shell):
    shell.window.open_path(copy_demonstration(shell.folder))
    view = shell.window.view
    view.show_page("etablissement", "etablissement.nom")
    return view


class Counted:
    """Keys pressed that are not typing."""

    def __init__(self):
        self.actions = 0

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.actions += 1
        press(key, modifiers=modifiers)

    def shortcut(self, key, modifiers):
        self.actions += 1
        QTest.keyClick(QApplication.activeWindow(), key, modifiers)


def test_an_exchange_is_recorded_in_at_most_eight_actions_beside_typing(view, qtbot):
    counted, before = Counted(), len(view.session.snapshot.echanges)
    where = QApplication.focusWidget()

    def fill(_dialog):
        write("Confirme la date du COPIL n° 2.")
        counted.key(Qt.Key.Key_Backtab, SHIFT)
        counted.key(Qt.Key.Key_Backtab, SHIFT)
        write("delmas")
        counted.key(Qt.Key.Key_Return)
        counted.shortcut(Qt.Key.Key_Return, CONTROL)

    when_a_dialog_opens(fill)
    counted.shortcut(Qt.Key.Key_J, CONTROL)

    assert counted.actions <= 8
    assert counted.actions == 5
    assert len(view.session.snapshot.echanges) == before + 1
    noted = last(view.session)
    assert noted.objet == "Confirme la date du COPIL n° 2."
    assert people(view.session, noted.id) == ["Anne Delmas"]
    back(view.window(), qtbot)
    assert QApplication.focusWidget() is where
    assert "noté" in view.toast.message.text()


def test_the_caret_comes_back_letter_for_letter_and_nothing_typed_is_lost(view, qtbot):
    where = QApplication.focusWidget()
    where.setCursorPosition(3)

    def type_and_leave(dialog):
        write("À moitié")
        dialog.reject()

    when_a_dialog_opens(type_and_leave)
    shortcut(Qt.Key.Key_J, CONTROL)
    back(view.window(), qtbot)

    assert QApplication.focusWidget() is where
    assert where.cursorPosition() == 3
    assert "À moitié" in view.session.drafts[DRAFT_KEY].raw
    view.show_page("journal")
    shortcut(Qt.Key.Key_J, CONTROL)
    assert QApplication.focusWidget().toPlainText() == "À moitié"


def test_on_the_journal_the_panel_takes_the_caret(view):
    view.show_page("journal")
    view.page.list.view.setFocus()
    shortcut(Qt.Key.Key_J, CONTROL)

    assert view.page.current_field() == "echanges.nouveau.texte"


def test_a_dossier_read_only_shows_its_journal(reading):
    shortcut(Qt.Key.Key_J, CONTROL)

    assert reading.places.page == "journal"


def test_the_history_of_the_exchange_being_noted_is_that_of_the_journal(view):
    view.show_page("journal")
    shortcut(Qt.Key.Key_J, CONTROL)
    write("En cours")
    shortcut(Qt.Key.Key_H, CONTROL)

    assert view.places.page == "historique"
    view.show_page("journal")
    assert view.page.panel.content.rows["texte"].editor.raw() == "En cours"


def test_undoing_keeps_what_is_being_typed(view):
    view.show_page("journal")
    shortcut(Qt.Key.Key_J, CONTROL)
    write("Premier.")
    shortcut(Qt.Key.Key_Return, CONTROL)
    write("Second")
    count = len(view.session.snapshot.echanges)
    view.undo()

    assert len(view.session.snapshot.echanges) == count - 1
    assert view.page.panel.content.rows["texte"].editor.raw() == "Second"


def test_where_she_left_off_leads_back_to_the_exchange_being_noted(view):
    view.show_page("journal")
    shortcut(Qt.Key.Key_J, CONTROL)
    write("Noté.")
    shortcut(Qt.Key.Key_Return, CONTROL)
    view.show_page("tableau-de-bord")
    page, champ, _moment = view.session.workspace.resume()[LAST_EDIT].split("|")

    assert (page, champ) == ("journal", "echanges.nouveau.texte")
    told = place_sentence(view.session.snapshot, view.session.content, page, champ)
    assert told == "Journal des échanges, échange à noter, ce qui a été dit"
    noted = last(view.session)
    told = place_sentence(
        view.session.snapshot, view.session.content, page, f"echanges.{noted.id}"
    )
    assert plain(told) == "Journal des échanges, « Noté »"
