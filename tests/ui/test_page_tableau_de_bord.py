"""The dashboard driven by its buttons and keys: « Reprendre », what to do, where it leads."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from cpom_desktop.services import operations as ops
from tests.outils.dossiers import copy_tilleuls, opened
from ui.kit.stage_strip import StageColumn
from ui.kit.todo_row import CheckRow, TodoRow
from ui.pages.tableau_de_bord import TableauDeBordPage
from ui.session import Session


@pytest.fixture
def workspace(tmp_path):
    with opened(copy_tilleuls(tmp_path)) as found:
        yield found


@pytest.fixture
def page(qtbot, workspace):
    found = TableauDeBordPage(Session(workspace))
    qtbot.addWidget(found)
    found.resize(1118, 650)
    found.show()
    qtbot.waitExposed(found)
    return found


@pytest.fixture
def gone(page):
    """Return the places that the page asks to go to."""
    places = []
    page.navigate.connect(lambda slug, field: places.append((slug, field)))
    return places


def rows(page):
    return page.findChildren(TodoRow)


def test_a_dossier_never_worked_on_begins_with_the_establishment(page, gone):
    assert page.resume_button.text() == "Commencer"

    QTest.keyClick(page.resume_button, Qt.Key.Key_Return)

    assert gone == [("etablissement", "")]


def test_reprendre_goes_back_to_the_field_of_the_last_edit(qtbot, workspace):
    session = Session(workspace)
    session.run(ops.UpdateActeur(id=1, telephone="01 99 00 12 34"), merge="acteurs.1.telephone:1")
    session.remember_edit("acteurs", session.last_field)
    page = TableauDeBordPage(session)
    qtbot.addWidget(page)
    places = []
    page.navigate.connect(lambda slug, field: places.append((slug, field)))

    page.resume_button.click()

    assert places == [("acteurs", "acteurs.1.telephone")]
    assert page.resume_button.text() == "Reprendre"
    assert page.resume_place.whole_text.endswith("téléphone")
    assert page.resume_when.text() == "Dernière saisie aujourd’hui à 14:32"


def test_each_thing_to_do_leads_to_its_task(page, gone):
    first = rows(page)[0]

    QTest.mouseClick(first.button, Qt.MouseButton.LeftButton)

    assert gone == [("retroplanning", first.todo.field)]
    assert first.button.accessibleName().endswith(first.todo.titre)


def test_six_things_at_most_are_shown_and_all_are_counted(page):
    assert len(rows(page)) == 6
    assert page.todo_card.subtitle_label.text().startswith(f"{len(page.view.todos)} actions, dont")


def test_a_stage_opens_its_first_page_and_one_without_pages_its_milestone(page, gone):
    columns = page.findChildren(StageColumn)

    columns[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(columns[0], Qt.Key.Key_Return)
    columns[4].click()

    assert gone[0] == ("etablissement", "")
    assert gone[1][0] == "retroplanning"
    assert gone[1][1].startswith("tasks.")


def test_a_check_and_the_meeting_lead_where_they_say(page, gone):
    page.findChildren(CheckRow)[0].button.click()
    page.meeting_button.click()
    page.plan_button.click()

    assert gone == [
        ("acteurs", ""),
        ("retroplanning", page.view.meeting.field),
        ("retroplanning", ""),
    ]


def test_a_change_elsewhere_shows_at_once(page):
    first = rows(page)[0].todo
    number = int(first.field.removeprefix("tasks."))

    outcome = page.session.run(ops.DeleteTasks(ids=[number]))
    page.reload(outcome.changes, force=False)

    assert first.titre not in [row.todo.titre for row in rows(page) if row.isVisibleTo(page)]


def test_without_a_date_aimed_at_she_is_asked_to_choose_one(page, gone):
    outcome = page.session.run(ops.UpdateDossier(date_signature=None))
    page.reload(outcome.changes, force=False)

    assert page.choose_target.isVisibleTo(page)
    assert not page.days_left.isVisibleTo(page)
    page.choose_target.click()
    assert gone == [("retroplanning", "dossier.date_signature")]


def test_a_dossier_without_tasks_says_what_to_do(page):
    ids = [task.id for task in page.session.snapshot.tasks]
    outcome = page.session.run(ops.DeleteTasks(ids=ids))
    page.reload(outcome.changes, force=False)

    assert not any(row.isVisibleTo(page) for row in rows(page))
    assert not page.meeting_card.isVisibleTo(page)


def test_a_plan_that_cannot_be_dated_is_told_and_reprendre_stays(page):
    last = []
    for rank in range(220):
        task = ops.AddTask(
            phase="cadrage", titre=f"Attendre {rank}", duree_jours=3650, predecesseurs=last
        )
        outcome = page.session.run(task)
        last = [outcome.result]
    page.reload(outcome.changes, force=False)

    assert page.trouble.isVisibleTo(page)
    assert page.resume_button.isVisibleTo(page)
    page.session.run(ops.DeleteTasks(ids=[t.id for t in page.session.snapshot.tasks]))
    page.reload(None, force=True)
    assert not page.trouble.isVisibleTo(page)


def test_there_is_one_filled_button(page):
    filled = [b for b in page.findChildren(QPushButton) if b.property("kind") == "primary"]

    assert filled == [page.resume_button]


def test_a_wide_window_shows_the_load_of_each_person(page, qtbot):
    assert page.more is None

    page.resize(1640, 900)
    qtbot.waitUntil(lambda: page.more is not None)
    page.resize(1000, 700)
    qtbot.waitUntil(lambda: page.more is None)


def test_broken_threads_lead_to_the_fil_d_or(page, workspace, gone):
    axe = workspace.run(ops.AddAxe(libelle="Stabiliser les équipes")).result
    workspace.run(ops.AddObjectif(axe_id=axe, libelle="Fidéliser"))
    page.reload(None, force=False)

    row = next(r for r in page.findChildren(CheckRow) if r.check.page == "fil-dor")
    QTest.keyClick(row.findChild(QPushButton), Qt.Key.Key_Return)

    assert gone == [("fil-dor", "")]
