"""Dates of the journal on the page Échéancier: done there, done in the journal."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import press
from tests.outils.page_echeancier import choose
from tests.outils.page_journal import echange
from ui.pages.echeancier import EcheancierPage

TODAY = date(2027, 3, 12)


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(tilleuls, open_page):
    return open_page(EcheancierPage, tilleuls)


def test_a_follow_up_done_here_is_done_in_the_journal(page, ws, session):
    cle = f"echange:{echange(ws, 'Confirme sa présence').id}:suite"
    choose(page, cle)
    press(Qt.Key.Key_Space, " ")
    assert echange(ws, "Confirme sa présence").suite_faite_le == TODAY

    choose(page, cle)
    page.panel.done_button.click()
    assert echange(ws, "Confirme sa présence").suite_faite_le is None


def test_a_reminder_done_closes_the_demand(page, ws, session):
    cle = f"echange:{echange(ws, 'Mme Delmas rappellera').id}:reponse"
    choose(page, cle)
    assert "aucun texte" in page.panel.found.text.text()
    page.panel.done_button.click()
    assert echange(ws, "Mme Delmas rappellera").clos_le == TODAY

    session.undo()
    assert echange(ws, "Mme Delmas rappellera").clos_le is None


def test_a_line_set_aside_comes_back_without_touching_the_exchange(page, ws):
    cle = f"echange:{echange(ws, 'Confirme sa présence').id}:suite"
    choose(page, cle)
    page.panel.out_action.trigger()
    choose(page, cle)
    page.panel.done_button.click()

    assert page.found.line(cle).open
    assert echange(ws, "Confirme sa présence").suite_faite_le is None


def test_it_leads_to_the_exchange(page, ws):
    noted = echange(ws, "Confirme sa présence")
    choose(page, f"echange:{noted.id}:suite")
    gone = []
    page.navigate.connect(lambda *place: gone.append(place))
    page.panel._links[-1].click()

    assert gone == [("journal", f"echanges.{noted.id}.suite_le")]
