"""« Plans de référence… »: kept by hand, compared in words, renamed, deleted."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.services.operations import (
    DeleteTasks,
    TakePlanReference,
    UpdateDossier,
    UpdateTask,
)
from tests.outils.fenetre import nameless, plain, when_a_dialog_opens
from tests.outils.page_retroplanning import end_of, task
from ui.pages.retroplanning import RetroplanningPage, references
from ui.pages.retroplanning.references import ReferencesDialog


@pytest.fixture
def page(prepared, open_page):
    page = open_page(RetroplanningPage, prepared)
    page.session.run(UpdateDossier(date_signature=date(2028, 12, 15)))
    return page


@pytest.fixture
def dialog(page, qtbot):
    page.session.run(TakePlanReference(nom="Avant l’été"))
    dialog = ReferencesDialog(page.session)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def names(page):
    return [reference.nom for reference in page.session.snapshot.plans_reference]


def test_no_plan_is_kept_yet_and_one_is_by_hand(page, qtbot):
    dialog = ReferencesDialog(page.session)
    qtbot.addWidget(dialog)
    dialog.show()
    assert plain(dialog.summary.text()) == "Aucun plan n’est encore gardé."
    assert dialog.table.isHidden()
    dialog.take.click()
    assert plain(names(page)[0]) == "Plan du 12 mars 2027"
    assert dialog.list.count() == 1
    assert dialog.model.rowCount() == 0
    dialog.only.click()
    assert dialog.model.rowCount() == 40


def test_what_has_moved_is_told_in_words(page, dialog):
    moved = task(page, 12)
    before = end_of(page, 12)
    page.session.run(UpdateTask(id=moved.id, date_epinglee=date(2028, 3, 1)))
    page.session.run(DeleteTasks(ids=[task(page, 20).id]))
    dialog._show()
    rows = {line.task_id: line for line in dialog.model.rows}
    assert rows[moved.id].jours == (date(2028, 3, 1) - before).days
    place = dialog.model.place_of(moved.id)
    gap = plain(dialog.model.index(place, 3).data())
    assert gap.endswith(("plus tard", "plus tôt"))
    assert "retirée" in {dialog.model.index(n, 3).data() for n in range(dialog.model.rowCount())}
    assert dialog.summary.text()


def test_it_is_renamed_and_deleted_after_a_question(page, dialog, monkeypatch):
    dialog.new_name.setText("COPIL n° 2")
    dialog.rename.click()
    assert names(page) == ["COPIL n° 2"]
    asked = []
    monkeypatch.setattr(
        references, "ask", lambda *words, **_more: asked.append(words) or len(asked) > 1
    )
    dialog.delete.click()
    assert names(page) == ["COPIL n° 2"]
    dialog.delete.click()
    assert names(page) == []
    page.session.undo()
    assert names(page) == ["COPIL n° 2"]


def test_an_empty_name_is_refused(page, dialog):
    dialog.new_name.setText("  ")
    dialog.rename.click()
    assert dialog.error.text() == "Donnez un nom."
    assert names(page) == ["Avant l’été"]


def test_without_a_date_nothing_can_be_kept(page, qtbot):
    page.session.run(UpdateDossier(date_signature=None))
    dialog = ReferencesDialog(page.session)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.take.click()
    assert dialog.error.isVisible()
    assert names(page) == []


def test_it_opens_from_the_menu_of_the_page(page, allow_dialogs):
    seen = []

    def look(opened):
        seen.append(opened.title.text())
        opened.reject()

    when_a_dialog_opens(look)
    page.tools.references_asked.emit()
    assert seen == ["Plans de référence"]


def test_a_dossier_that_may_only_be_read_compares_only(page, dialog, read_only, open_page, qtbot):
    reader = open_page(RetroplanningPage, read_only(page.session.workspace))
    shown = ReferencesDialog(reader.session)
    qtbot.addWidget(shown)
    shown.show()
    assert shown.table.isVisible()
    assert all(w.isHidden() for w in (shown.take, shown.name, shown.rename, shown.delete))


def test_each_thing_has_a_name(dialog):
    assert nameless(dialog) == []


def test_the_plan_chosen_is_shown_under_the_bars_or_none_is(page, dialog, allow_dialogs):
    (kept,) = page.session.snapshot.plans_reference
    when_a_dialog_opens(lambda opened: opened.accept())
    page.tools.references_asked.emit()
    assert page.card._reference == kept.id

    def untick(opened):
        opened.on_gantt.click()
        opened.accept()

    when_a_dialog_opens(untick)
    page.tools.references_asked.emit()
    assert page.card._reference == 0


def menu_entry(page):
    """Return the entry of the menu as she sees it when it opens."""
    page.tools.menu().aboutToShow.emit()
    return page.tools.menu().actions()[-1]


def test_the_menu_and_the_dialog_tell_the_same_plan_under_the_bars(page, dialog, allow_dialogs):
    page.session.run(TakePlanReference(nom="Après l’été"))
    older, newer = sorted(plan.id for plan in page.session.snapshot.plans_reference)
    assert menu_entry(page).isChecked()
    told = []

    def look(opened):
        told.append((opened.chosen(), opened.on_gantt.value()))
        opened.accept()

    def choose_the_older(opened):
        opened.list.setCurrentRow(1)
        opened.accept()

    for do in (choose_the_older, look):
        when_a_dialog_opens(do)
        page.tools.references_asked.emit()
    assert told == [(older, True)]
    menu_entry(page).trigger()
    assert (page.card.reference, menu_entry(page).isChecked()) == (0, False)
    when_a_dialog_opens(look)
    page.tools.references_asked.emit()
    assert told[1] == (newer, False)
    assert not menu_entry(page).isChecked()
    menu_entry(page).trigger()
    assert (page.card.reference, menu_entry(page).isChecked()) == (older, True)


def test_without_a_plan_kept_the_menu_offers_none(page):
    entry = menu_entry(page)
    assert not entry.isEnabled()
    assert not entry.isChecked()
