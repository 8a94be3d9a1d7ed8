"""How many actions a meeting asks for, typing aside: the bars of the page Réunions."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cpom_desktop.domain.reunions import EtatReunion
from cpom_desktop.reports.maker import Documents
from tests.outils.dossiers import copy_demonstration
from tests.outils.fenetre import (
    CONTROL,
    back,
    make_shell,
    press,
    shortcut,
    show,
    when_a_dialog_opens,
    write,
)

MOST_ACTIONS = 20
PRINTING = 2
"""« Imprimer… » and the dialog of the printer, for each document."""
PATIENCE_MS = 20_000


class Hand:
    """Clicks and presses, and counts them; what is typed is not counted."""

    def __init__(self):
        self.actions = 0

    def click(self, widget):
        self.actions += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def key(self, key):
        self.actions += 1
        press(key)


@pytest.fixture
def shell(qtbot, tmp_path):
    made = make_shell(tmp_path, documents=Documents())
    show(made.window, qtbot)
    made.window.open_path(copy_demonstration(tmp_path))
    yield made
    made.window.close_dossier()
    made.window.close()
    made.window.deleteLater()


def shown(view, qtbot, slug):
    """Wait until a document is shown."""
    page = view.printing.page
    qtbot.waitUntil(lambda: page.preview.paper.count > 0 and not page.renderer.busy,
                    timeout=PATIENCE_MS)  # fmt: skip
    assert page.document == slug


@pytest.mark.usefixtures("allow_dialogs")
def test_a_copil_is_prepared_and_its_three_documents_printed_in_few_actions(shell, qtbot):
    hand, view = Hand(), shell.window.view
    row = view.sidebar._pages["reunions"]
    hand.click(row)
    page = view.page

    def fill(dialog):
        hand.click(dialog.jour)
        write("1/7/2027")
        hand.key(Qt.Key.Key_Tab)
        write("14h")
        hand.key(Qt.Key.Key_Tab)
        hand.key(Qt.Key.Key_Tab)
        write("Salle Verlaine")
        hand.click(dialog.keep)

    when_a_dialog_opens(fill)
    hand.click(page.list.add_button)
    back(shell.window, qtbot)
    reunion = page.view.reunion
    assert (reunion.jour, reunion.heure, reunion.lieu) == (
        date(2027, 7, 1), "14:00", "Salle Verlaine",
    )  # fmt: skip
    assert page.view.points
    assert page.view.presences

    hand.click(page.print_button)
    shown(view, qtbot, "convocation-copil-3")
    hand.actions += PRINTING
    for tab, kind in ((1, "ordre-du-jour"), (2, "emargement")):
        hand.click(row)
        hand.actions += 1
        page.panel.tabs.setCurrentIndex(tab)
        hand.click(page.panel.document_buttons[kind])
        shown(view, qtbot, f"{kind}-copil-3")
        hand.actions += PRINTING

    assert hand.actions <= MOST_ACTIONS


def test_the_minutes_of_a_closed_meeting_are_one_action_away(shell, qtbot):
    hand, view = Hand(), shell.window.view
    view.show_page("reunions")
    closed = next(v for v in view.page.views if v.reunion.etat is EtatReunion.CLOSE)
    view.page.choose(closed.reunion.id)

    hand.click(view.page.print_button)

    shown(view, qtbot, "compte-rendu-copil-1")
    assert hand.actions == 1


def test_ctrl_p_prints_the_part_shown(shell, qtbot):
    view = shell.window.view
    view.show_page("reunions")
    held = next(v for v in view.page.views if v.reunion.etat is EtatReunion.CLOSE)
    view.page.choose(held.reunion.id)
    view.page.panel.tabs.setCurrentIndex(2)

    shortcut(Qt.Key.Key_P, CONTROL)

    shown(view, qtbot, "emargement-copil-1")
