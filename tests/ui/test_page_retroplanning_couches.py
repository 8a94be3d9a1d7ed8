"""The layers over the Gantt of the page: reference, meetings, closures, and what is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cpom_desktop.services.operations import (
    AddFermeture,
    DeletePlansReference,
    TakePlanReference,
    UpdateDelaiReunion,
    UpdateDossier,
    UpdateTask,
)
from tests.outils.fenetre import TARGET
from tests.outils.page_retroplanning import task
from ui.pages.retroplanning import RetroplanningPage
from ui.pages.retroplanning import page as page_module


@pytest.fixture
def page(prepared, open_page):
    return open_page(RetroplanningPage, prepared, (1318, 650))


def bars(page):
    return page.card.gantt.canvas.plan.bars


def meeting(page):
    """Return the row of a meeting still to come."""
    return next(row for row, bar in enumerate(bars(page)) if row > 8 and bar.leads)


def test_a_plan_of_reference_stays_under_the_bars_while_the_plan_moves(page):
    assert not any(bar.reference for bar in bars(page))
    page.session.run(TakePlanReference(nom="COPIL n° 1"))
    before = [(bar.debut, bar.fin) for bar in bars(page)]
    assert [bar.reference for bar in bars(page)] == before
    page.session.run(UpdateDossier(date_signature=TARGET + timedelta(days=30)))
    assert [bar.reference for bar in bars(page)] == before
    assert [(bar.debut, bar.fin) for bar in bars(page)] != before


def test_the_newest_plan_of_reference_is_shown_and_another_may_be(page):
    first = page.session.run(TakePlanReference(nom="Premier")).result
    page.session.run(UpdateDossier(date_signature=TARGET + timedelta(days=30)))
    second = page.session.run(TakePlanReference(nom="Second")).result
    last = bars(page)[-1]
    assert last.reference == (last.debut, last.fin)
    page.card.show_reference(first)
    assert bars(page)[-1].reference != (last.debut, last.fin)
    page.card.show_reference(0)
    assert bars(page)[-1].reference is None
    page.tools.reference_toggled.emit()
    assert bars(page)[-1].reference not in {None, (last.debut, last.fin)}
    page.card.show_reference(None)
    page.tools.reference_toggled.emit()
    page.tools.reference_toggled.emit()
    assert bars(page)[-1].reference == (last.debut, last.fin)
    page.tools.reference_toggled.emit()
    assert bars(page)[-1].reference is None
    page.card.show_reference(None)
    page.session.run(DeletePlansReference(ids=[first, second]))
    assert bars(page)[-1].reference is None


def test_the_plan_chosen_in_the_dialog_is_shown_under_the_bars(page, monkeypatch):
    first = page.session.run(TakePlanReference(nom="Premier")).result
    then = bars(page)[-1].reference
    page.session.run(UpdateDossier(date_signature=TARGET + timedelta(days=30)))
    page.session.run(TakePlanReference(nom="Second"))
    assert bars(page)[-1].reference != then
    monkeypatch.setattr(page_module, "show_references", lambda *_: first)
    page.tools.references_asked.emit()
    assert bars(page)[-1].reference == then


def test_the_days_around_a_meeting_follow_what_she_asks_of_all(page):
    page.session.run(UpdateTask(id=task(page, 20).id, jalon=True, reunion=True))
    row = meeting(page)
    assert len(bars(page)[row].leads) == 3
    delai = page.session.snapshot.delais_reunion[0]
    page.session.run(UpdateDelaiReunion(id=delai.id, actif=False))
    assert len(bars(page)[row].leads) == 2


def test_what_is_due_around_a_meeting_is_told(page):
    page.session.run(UpdateTask(id=task(page, 20).id, jalon=True, reunion=True))
    row = meeting(page)
    told = page.card._tip(row, bars(page)[row].fin, f"delai:{bars(page)[row].task_id}:0")
    assert told.startswith(page.session.snapshot.delais_reunion[0].libelle)


def test_a_bar_is_told_by_its_explanation_and_a_closed_day_by_its_reason(page):
    page.session.run(AddFermeture(debut=date(2027, 6, 7), fin=date(2027, 6, 9), libelle="Travaux"))
    line = page.view.rows[12]
    assert line.explication in page.card._tip(12, date(2027, 6, 7), f"task:{line.task_id}")
    assert "Travaux" in page.card._tip(12, date(2027, 6, 7), "")
    assert "Fête nationale" in page.card._tip(-1, date(2027, 7, 14), "")
    assert page.card._tip(12, date(2027, 4, 14), "") == ""
