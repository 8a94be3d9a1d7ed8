"""What she looks at of the rétroplanning: words, phase, responsible, state, part of the plan."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from cpom_desktop.domain.tasks import Ancre, EtatTache
from cpom_desktop.services.operations import AddTask, UpdateDossier, UpdateTask
from tests.outils.fenetre import CONTROL, nameless, plain, press, shortcut, write
from tests.outils.page_retroplanning import task
from ui.models.plan_filter import NOBODY, Portee, Vue
from ui.pages.retroplanning import RetroplanningPage


@pytest.fixture
def page(prepared, open_page):
    return open_page(RetroplanningPage, prepared)


def shown(page):
    """Return the titles of the lines shown."""
    return [line.row.titre for line in page.card.model.rows]


def choose(page, field, value):
    """Choose in a list of the filters, as a click would."""
    field.set_value(value)
    field.edited.emit()


def test_ctrl_f_searches_and_table_and_gantt_show_the_same_lines(page):
    shortcut(Qt.Key.Key_F, CONTROL)
    write("COPIL")
    assert page.filters.search.hasFocus()
    assert 0 < len(shown(page)) < 40
    assert all("copil" in title.lower() for title in shown(page))
    assert len(page.card.gantt.canvas.plan.bars) == page.card.model.rowCount()
    assert plain(page.filters.count.text()) == f"{len(shown(page))} tâches sur 40"
    assert page.filter_button.text() == page.filters.count.text()


def test_accents_and_capitals_are_ignored_and_every_word_counts(page):
    page.open_filters()
    page.filters.search.setText("REFERENT designer")
    assert shown(page) == ["Désigner le référent CPOM et l’équipe projet"]


def test_escape_asks_nothing_any_more_then_goes_back_to_the_plan(page):
    page.open_filters()
    page.filters.search.setText("copil")
    press(Qt.Key.Key_Escape)
    assert len(shown(page)) == 40
    assert page.filters.isVisible()
    press(Qt.Key.Key_Escape)
    assert not page.filters.isVisible()
    assert page.card.table.hasFocus()


def test_everything_is_shown_again_by_one_button(page):
    page.open_filters()
    page.filters.search.setText("copil")
    choose(page, page.filters.etat, EtatTache.A_FAIRE)
    page.filters.all_button.click()
    assert len(shown(page)) == 40
    assert not page.filters.all_button.isVisible()
    assert page.filter_button.text() == "Filtrer"


def test_a_phase_and_a_responsible_are_chosen_together(page):
    someone = page.session.snapshot.acteurs[0]
    first = task(page, 0)
    page.session.run(UpdateTask(id=first.id, acteur_id=someone.id))
    choose(page, page.filters.phase, first.phase)
    choose(page, page.filters.acteur, someone.id)
    assert first.titre in shown(page)
    for line in page.card.model.rows:
        assert (line.task.phase, line.task.acteur_id) == (first.phase, someone.id)


def test_tasks_without_a_responsible_can_be_found(page):
    page.session.run(UpdateTask(id=task(page, 4).id, acteur_id=None))
    choose(page, page.filters.acteur, NOBODY)
    assert task(page, 4).titre in shown(page)
    assert all(line.task.acteur_id is None for line in page.card.model.rows)


def test_what_is_late_and_what_is_for_this_week_are_computed(page):
    page.session.run(UpdateDossier(date_signature=date(2027, 11, 1)))
    choose(page, page.filters.etat, Vue.RETARD)
    late = shown(page)
    assert late
    assert all(line.row.retard_jours for line in page.card.model.rows)
    choose(page, page.filters.etat, Vue.SEMAINE)
    assert set(late) <= set(shown(page))
    for line in page.card.model.rows:
        running = line.row.scheduled.debut <= date(2027, 3, 14)
        assert line.row.retard_jours or (running and line.row.scheduled.fin >= date(2027, 3, 8))


def test_a_task_that_is_over_is_not_for_this_week(page):
    page.session.run(UpdateDossier(date_signature=date(2027, 11, 1)))
    choose(page, page.filters.etat, Vue.SEMAINE)
    before = page.card.model.rows[0].task
    page.session.run(UpdateTask(id=before.id, etat=EtatTache.FAIT))
    assert before.titre not in shown(page)


def test_what_has_no_slack_is_what_the_picture_outlines(page):
    choose(page, page.filters.etat, Vue.CRITIQUE)
    assert [line.row.task_id for line in page.card.model.rows] == [
        row.task_id for row in page.view.rows if row.scheduled.critical
    ]


def test_the_life_of_the_contract_is_another_part_of_the_plan(page):
    before = len(shown(page))  # none yet, or already apart
    phase = task(page, 39).phase
    added = AddTask(phase=phase, titre="Bilan final", ancre=Ancre.EFFET, decalage_mois=40)
    page.session.run(added)
    assert len(shown(page)) == before
    assert not page.filters.portee.isHidden()
    choose(page, page.filters.portee, Portee.VIE)
    assert "Bilan final" in shown(page)
    choose(page, page.filters.portee, Portee.TOUT)
    assert len(shown(page)) == len(page.session.snapshot.tasks)


def test_nothing_found_says_so_and_how_to_see_all(page):
    page.open_filters()
    page.filters.search.setText("rien de tel")
    assert shown(page) == []
    assert page.card.table._placeholder.isVisible()
    assert page.card.table._placeholder.title.text().startswith("Aucune tâche ne répond")


def test_a_task_asked_for_is_shown_even_if_a_filter_hides_it(page):
    page.open_filters()
    page.filters.search.setText("copil")
    hidden = task(page, 1)
    assert hidden.titre not in shown(page)
    assert page.focus_field(f"tasks.{hidden.id}")
    assert page.card.current_task() == hidden.id


def test_a_task_that_is_added_is_seen_whatever_was_asked(page):
    page.open_filters()
    page.filters.search.setText("copil")
    page.add_button.click()
    assert "Nouvelle tâche" in shown(page)
    assert page.editor.isVisible()


def test_somebody_who_left_the_dossier_is_asked_for_no_more(page):
    someone = page.session.snapshot.acteurs[0]
    page.session.run(UpdateTask(id=task(page, 0).id, acteur_id=someone.id))
    for each in page.session.snapshot.tasks[1:]:
        if each.acteur_id == someone.id:
            page.session.run(UpdateTask(id=each.id, acteur_id=None))
    choose(page, page.filters.acteur, someone.id)
    page.session.run(UpdateTask(id=task(page, 0).id, acteur_id=None))
    assert page.filters.acteur.value() is None
    assert len(shown(page)) == len(page.session.snapshot.tasks)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_filters_take_no_more_than_the_width(prepared, open_page, dress, scale):
    dress(scale)
    page = open_page(RetroplanningPage, prepared, (1118, 698))
    page.open_filters()
    page.filters.search.setText("copil")
    for widget in (page.filters.search, page.filters.etat, page.filters.all_button):
        assert widget.isVisible()
        assert widget.geometry().right() <= page.filters.width()
    assert nameless(page) == []
