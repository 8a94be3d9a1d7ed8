"""« Le plan ne tient pas »: three ways out of a date that leaves no time."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.services.operations import UpdateDossier
from cpom_desktop.services.queries.plan_faisabilite import feasibility
from tests.outils.fenetre import nameless, plain, press, when_a_dialog_opens, write
from ui.models.plan_moves import with_dossier
from ui.pages.retroplanning import RetroplanningPage
from ui.pages.retroplanning.feasibility import FeasibilityDialog

pytestmark = pytest.mark.usefixtures("allow_dialogs")
FAR, NEAR = date(2028, 12, 15), date(2027, 9, 30)


@pytest.fixture
def page(prepared, open_page):
    page = open_page(RetroplanningPage, prepared)
    page.session.run(UpdateDossier(date_signature=FAR))
    return page


def type_target(page, text):
    """Type a date and press Enter."""
    editor = page.target.row.editor
    editor.setFocus()
    editor.selectAll()
    write(text)
    press(Qt.Key.Key_Return)
    for _turn in range(3):
        QApplication.processEvents()


def dossier(page):
    return page.session.snapshot.dossier


@pytest.fixture
def dialog(page, qtbot):
    wanted = with_dossier(page.session.snapshot, date_signature=NEAR)
    found = feasibility(wanted, page.session.content, page.session.workspace.today)
    dialog = FeasibilityDialog(found, NEAR, QSize(1366, 698))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_date_that_leaves_no_time_opens_the_ways_out_and_enter_takes_the_first(page):
    seen = []

    def look(opened):
        seen.append((opened.title.text(), opened.text.text(), dossier(page).date_signature))
        seen.append(opened.chosen.operation.cible)
        assert opened.apply.hasFocus()
        press(Qt.Key.Key_Return)

    when_a_dialog_opens(look)
    type_target(page, "30/09/2027")
    title, text, before = seen[0]
    assert plain(title) == "Le plan ne tient pas. Que voulez-vous changer ?"
    assert "il manque" in text
    assert before == FAR
    assert dossier(page).date_signature == seen[1] > NEAR
    assert page.view.marge_jours >= 0
    page.session.undo()
    assert dossier(page).date_signature == FAR


def test_escape_changes_nothing(page):
    when_a_dialog_opens(lambda _opened: press(Qt.Key.Key_Escape))
    type_target(page, "30/09/2027")
    assert dossier(page).date_signature == FAR
    assert page.target.row.editor.text() == "ven. 15 décembre 2028"
    assert page.session.snapshot.anomalies_assumees == ()


def test_the_date_is_kept_in_full_knowledge_as_one_step(page):
    when_a_dialog_opens(lambda opened: opened.keep.click())
    type_target(page, "30/09/2027")
    assert dossier(page).date_signature == NEAR
    (assumed,) = page.session.snapshot.anomalies_assumees
    assert assumed.cle == "plan-intenable:2027-09-30"
    assert "il manque" in assumed.motif
    page.session.undo()
    assert dossier(page).date_signature == FAR
    assert page.session.snapshot.anomalies_assumees == ()


def test_another_way_is_chosen_by_the_arrows_and_keeps_the_date_typed(page):
    tasks = {t.id: t.duree_jours for t in page.session.snapshot.tasks}

    def choose_last(opened):
        opened.cards[0].setFocus()
        for _card in opened.cards[1:]:
            press(Qt.Key.Key_Down)
        assert opened.cards[-1].isChecked()
        assert opened.apply.text() == opened.chosen.action
        opened.apply.click()

    when_a_dialog_opens(choose_last)
    type_target(page, "30/09/2027")
    assert dossier(page).date_signature == NEAR
    after = {t.id: t.duree_jours for t in page.session.snapshot.tasks}
    assert after != tasks
    page.session.undo()
    assert dossier(page).date_signature == FAR
    assert {t.id: t.duree_jours for t in page.session.snapshot.tasks} == tasks


def test_the_ways_out_are_at_hand_beside_the_warning(page):
    assert page.target.solve.isHidden()
    page.session.run(UpdateDossier(date_signature=NEAR))
    assert page.target.solve.isVisible()
    when_a_dialog_opens(lambda opened: opened.accept())
    page.target.solve.click()
    assert dossier(page).date_signature > NEAR


def test_each_card_says_dates_before_and_after_and_what_it_supposes(dialog):
    for card in dialog.cards:
        assert card.accessibleName() == card.proposal.titre
        spoken = card.accessibleDescription()
        assert card.proposal.texte in spoken
        assert "puis" in spoken
        for note in card.proposal.notes:
            assert note.texte in spoken
    assert nameless(dialog) == []


def test_the_cards_stand_side_by_side_as_high_as_each_other(dialog):
    assert len({card.y() for card in dialog.cards}) == 1
    assert len({card.height() for card in dialog.cards}) == 1
    assert dialog.height() <= 698


def test_a_large_text_stacks_the_cards_and_scrolls(page, dress, qtbot):
    dress(2.0)
    wanted = with_dossier(page.session.snapshot, date_signature=NEAR)
    found = feasibility(wanted, page.session.content, page.session.workspace.today)
    dialog = FeasibilityDialog(found, NEAR, QSize(1366, 698))
    qtbot.addWidget(dialog)
    dialog.show()
    assert len({card.y() for card in dialog.cards}) == len(dialog.cards)
    assert dialog.width() <= 1366
    assert dialog.height() <= 698


def test_a_dossier_that_may_only_be_read_offers_no_way_out(page, read_only, open_page):
    page.session.run(UpdateDossier(date_signature=NEAR))
    reader = open_page(RetroplanningPage, read_only(page.session.workspace))
    assert reader.target.solve.isHidden()


def test_the_proposals_of_the_stored_date_may_be_printed(page, qtbot):
    page.session.run(UpdateDossier(date_signature=NEAR))
    when_a_dialog_opens(lambda opened: opened.print_button.click())
    with qtbot.waitSignal(page.print_requested) as asked:
        page.target.solve.click()
    assert asked.args == ["faisabilite"]
    assert dossier(page).date_signature == NEAR
