"""One task of the rétroplanning: its panel, and the tasks it waits for."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.tasks import EtatTache, UniteDuree
from cpom_desktop.services.operations import SetPredecessors, UpdateTask
from tests.outils.fenetre import nameless, plain, press, write
from tests.outils.page_retroplanning import answer, caret_on, end_of, task
from ui.kit.buttons import IconButton
from ui.models.planning import START, TITLE
from ui.pages.retroplanning import RetroplanningPage
from ui.pages.retroplanning.predecessors import PredecessorsDialog


@pytest.fixture
def page(prepared, open_page):
    return open_page(RetroplanningPage, prepared)


def test_enter_on_a_title_opens_the_task_and_escape_returns_to_the_row(page):
    caret_on(page, 6, TITLE)
    press(Qt.Key.Key_Return)
    title = page.editor.form.row(f"tasks.{task(page, 6).id}.titre").editor
    assert page.editor.isVisible()
    assert title.hasFocus()
    assert page.editor.geometry().right() <= page.width()
    press(Qt.Key.Key_Escape)
    assert not page.editor.isVisible()
    assert page.card.table.hasFocus()
    assert page.card.table.currentIndex().row() == 6


def test_a_double_click_on_the_gantt_opens_its_task(page):
    view = page.card.gantt
    y = view.header_height + 3.5 * page.card.table.rowHeight(0)
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
        point = QPointF(20, y)
        QApplication.sendEvent(
            view.viewport(),
            QMouseEvent(
                kind,
                point,
                view.viewport().mapToGlobal(point),
                Qt.MouseButton.LeftButton,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            ),
        )
    assert page.editor.isVisible()
    assert page.editor.task_id == task(page, 3).id


def test_the_panel_follows_the_row_and_commits_what_was_typed(page):
    caret_on(page, 6, TITLE)
    page.open_task()
    first, second = task(page, 6).id, task(page, 7).id
    title = page.editor.form.row(f"tasks.{first}.titre").editor
    title.selectAll()
    write("Bâtir l’équipe œuvrant au CPOM")
    page.card.table.choose(7, TITLE)
    assert task(page, 6).titre == "Bâtir l’équipe œuvrant au CPOM"
    assert page.editor.task_id == second
    page.session.undo()
    assert task(page, 6).titre != "Bâtir l’équipe œuvrant au CPOM"


def test_the_panel_tells_where_the_date_comes_from(page):
    page.card.table.choose(6)
    page.open_task()
    assert page.editor.why.text() == page.view.rows[6].explication


def test_a_longer_task_moves_those_before_it(page):
    page.card.table.choose(20)
    page.open_task()
    field = page.editor.form.row(f"tasks.{task(page, 20).id}.duree_jours").editor
    before = page.view.first_day
    field.setFocus()
    field.selectAll()
    write("400")
    page.card.table.setFocus()
    assert task(page, 20).duree_jours == 400
    assert page.view.first_day < before


def test_an_empty_title_is_refused_beside_the_field(page):
    page.card.table.choose(6)
    page.open_task()
    row = page.editor.form.row(f"tasks.{task(page, 6).id}.titre")
    before = task(page, 6).titre
    row.editor.selectAll()
    press(Qt.Key.Key_Delete)
    page.card.table.setFocus()
    assert row.error == "Donnez un nom."
    assert task(page, 6).titre == before


def test_the_panel_stays_beside_the_plan_on_a_wide_screen(prepared, open_page):
    page = open_page(RetroplanningPage, prepared, (1672, 960))
    assert page.editor.isVisible()
    assert not page.editor.close_button.isVisible()
    assert not page.card.table.isColumnHidden(START)
    page.card.table.choose(5)
    assert page.editor.task_id == task(page, 5).id
    page.resize(1118, 620)
    assert not page.editor.isVisible()
    assert page.card.table.isColumnHidden(START)


def test_adding_a_task_puts_it_at_the_end_of_the_phase_and_opens_it(page):
    page.card.table.choose(2, TITLE)
    phase = task(page, 2).phase
    page.add_button.click()
    added = next(t for t in page.session.snapshot.tasks if t.titre == "Nouvelle tâche")
    same = [t for t in page.session.snapshot.tasks if t.phase == phase]
    assert same[-1] == added
    assert page.card.current_task() == page.editor.task_id == added.id
    title = page.editor.form.row(f"tasks.{added.id}.titre").editor
    assert title.hasFocus()
    assert title.selectedText() == "Nouvelle tâche"


def test_deleting_from_the_panel_shows_the_neighbour(page, monkeypatch):
    answer(monkeypatch, reply=True)
    page.card.table.choose(6)
    page.open_task()
    neighbour = task(page, 7).id
    page.editor.delete_button.click()
    QApplication.processEvents()
    assert len(page.session.snapshot.tasks) == 39
    assert page.editor.task_id == neighbour


def test_the_dialog_of_awaited_tasks_writes_the_links(page, qtbot):
    dialog = PredecessorsDialog(page.session, task(page, 10))
    qtbot.addWidget(dialog)
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
    wanted = set(dialog.ticked())
    dialog.keep.click()
    links = page.session.snapshot.task_links
    assert {k.predecessor_id for k in links if k.task_id == task(page, 10).id} == wanted
    assert {task(page, 0).id, task(page, 1).id} <= wanted


def test_a_circle_of_tasks_is_refused_with_its_titles_and_the_dialog_stays(page, qtbot):
    first, second = task(page, 0), task(page, 1)
    page.session.run(SetPredecessors(task_id=second.id, predecesseurs=[first.id]))
    before = page.session.snapshot.task_links
    dialog = PredecessorsDialog(page.session, first)
    qtbot.addWidget(dialog)
    dialog.show()
    row = next(n for n in range(dialog.list.count()) if dialog.list.item(n).text() == second.titre)
    dialog.list.item(row).setCheckState(Qt.CheckState.Checked)
    dialog.keep.click()
    assert dialog.isVisible()
    assert "s’attendent l’une l’autre" in dialog.error.text()
    assert second.titre in dialog.error.text()
    assert page.session.snapshot.task_links == before
    dialog.close()


def test_the_search_of_the_dialog_ignores_accents(page, qtbot):
    dialog = PredecessorsDialog(page.session, task(page, 10))
    qtbot.addWidget(dialog)
    dialog.search.setText("referent")
    dialog.search.edited.emit()
    seen = [
        dialog.list.item(n).text()
        for n in range(dialog.list.count())
        if not dialog.list.item(n).isHidden()
    ]
    assert seen
    assert all("référent" in text.lower() for text in seen)


def test_leaving_the_page_commits_what_was_typed(page):
    page.card.table.choose(6)
    page.open_task()
    note = page.editor.form.row(f"tasks.{task(page, 6).id}.note").editor
    note.setFocus()
    write("À revoir")
    page.flush()
    assert task(page, 6).note == "À revoir"


def opened(page, place):
    """Open the panel of a task; return a function that gives the row of one of its fields."""
    page.card.table.choose(place)
    page.open_task()
    return lambda name: page.editor.form.row(f"tasks.{task(page, place).id}.{name}")


def typed(page, row, text):
    """Type in a field and leave it."""
    row.editor.setFocus()
    row.editor.selectAll()
    write(text)
    page.card.table.setFocus()


def test_typing_an_end_fixes_it_and_one_button_has_it_computed_again(page):
    row = opened(page, 12)
    free = end_of(page, 12)
    typed(page, row("date_epinglee"), "12/04/2027")
    assert task(page, 12).date_epinglee == end_of(page, 12) == date(2027, 4, 12)
    assert "date que vous avez fixée" in page.editor.why.text()
    page.editor.reason.unpin.click()
    assert task(page, 12).date_epinglee is None
    assert end_of(page, 12) == free
    assert not page.editor.reason.unpin.isVisible()


def test_typing_a_start_fixes_the_end_by_the_duration(page):
    row = opened(page, 12)
    page.session.run(UpdateTask(id=task(page, 12).id, duree_jours=10))
    typed(page, row("debut"), "05/04/2027")
    assert task(page, 12).date_epinglee == date(2027, 4, 15)
    page.session.run(UpdateTask(id=task(page, 12).id, unite=UniteDuree.OUVRES))
    typed(page, row("debut"), "06/04/2027")
    assert page.view.rows[12].scheduled.debut == date(2027, 4, 6)
    assert task(page, 12).date_epinglee == date(2027, 4, 20)


def test_the_start_of_what_is_under_way_is_when_it_began(page):
    page.session.run(UpdateTask(id=task(page, 12).id, etat=EtatTache.EN_COURS))
    row = opened(page, 12)
    typed(page, row("debut"), "01/03/2027")
    assert task(page, 12).debut_reel == date(2027, 3, 1)
    assert task(page, 12).date_epinglee is None


REFUSED = [
    ("date_epinglee", "31/04/2027", "Le 31 avril n’existe pas. Avril compte 30 jours."),
    ("date_epinglee", "29/02/2027",
     "2027 n’est pas une année bissextile : février s’arrête au 28."),
    ("debut", "00/00/0000", "Cette date n’existe pas. Exemple : 15/03/2026."),
    ("debut", "12/31/2027",
     "Il n’y a pas de mois 31. Écrivez le jour puis le mois : 31/12/2027."),
    ("date_epinglee", "mars 2027", "Précisez le jour, par exemple 31/03/2027."),
    ("date_epinglee", "T3 2027",
     "Choisissez un jour. Le 3e trimestre 2027 va du 01/07 au 30/09/2027."),
    ("fin_reelle", "01/01/1026", "L’année doit être comprise entre 2000 et 2100."),
    ("fin_reelle", "01/01/20266", "L’année doit être comprise entre 2000 et 2100."),
    ("duree_jours", "0", "La durée est un nombre entier de jours, au moins 1."),
    ("duree_jours", "-3", "La durée est un nombre entier de jours, au moins 1."),
    ("duree_jours", "1,5 jour", "La durée est un nombre entier de jours, au moins 1."),
    ("duree_jours", "5000",
     "La durée est un nombre entier de jours, au moins 1 et au plus 3 650."),
    ("avancement", "110", "L’avancement va de 0 à 100 %."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "sentence"), REFUSED)
def test_what_cannot_be_is_told_beside_its_field_and_changes_nothing(page, name, text, sentence):
    before = task(page, 12)
    row = opened(page, 12)(name)
    typed(page, row, text)
    assert plain(row.error) == sentence
    assert row.editor.raw() == text
    assert task(page, 12) == before


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("29/02/2028", date(2028, 2, 29)),
        ("01/06/27", date(2027, 6, 1)),
        ("1/6/2027", date(2027, 6, 1)),
        ("2027-06-01", date(2027, 6, 1)),
    ],
)
def test_dates_are_typed_as_she_likes(page, text, day):
    typed(page, opened(page, 12)("date_epinglee"), text)
    assert task(page, 12).date_epinglee == day


def test_an_end_before_the_beginning_is_refused_with_both_dates(page):
    page.session.run(UpdateTask(id=task(page, 12).id, debut_reel=date(2027, 3, 5)))
    row = opened(page, 12)("fin_reelle")
    typed(page, row, "01/03/2027")
    assert plain(row.error) == "La fin (01/03/2027) précède le début (05/03/2027)."


def test_an_end_in_the_past_and_an_end_before_what_it_waits_for_are_told(page):
    place = next(n for n, t in enumerate(page.session.snapshot.tasks)
                 if any(k.task_id == t.id for k in page.session.snapshot.task_links)
                 and n > 15)  # fmt: skip
    row = opened(page, place)("date_epinglee")
    typed(page, row, "01/03/2027")
    assert plain(row.message.text()).startswith("Cette échéance est déjà passée (il y a 11 jours)")
    typed(page, row, "20/03/2027")
    assert "avant la fin de" in row.message.text()


def test_a_late_task_says_by_how_much_and_what_it_does(page):
    page.session.run(UpdateTask(id=task(page, 12).id, date_epinglee=date(2027, 3, 5)))
    opened(page, 12)
    assert page.editor.late.isVisible()
    assert plain(page.editor.late.title.text()) == "7 jours de retard"
    assert page.editor.late.text.text()
    page.card.table.choose(30)
    assert not page.editor.late.isVisible()


def test_the_slack_is_told_in_words(page):
    opened(page, 30)
    words = page.view.rows[30].marge
    assert page.editor.reason.slack.text().lower() == words.lower() != ""


def test_what_it_waits_for_is_typed_by_its_title(page):
    opened(page, 12)
    wanted = task(page, 2)
    page.editor.after.line.setFocus()
    write(wanted.titre)
    press(Qt.Key.Key_Return)
    links = page.session.snapshot.task_links
    assert any((k.task_id, k.predecessor_id) == (task(page, 12).id, wanted.id) for k in links)
    assert page.editor.after.line.text() == ""
    cross = page.editor.after.findChildren(IconButton)
    shown = next(c for c in cross if c.property("task") == wanted.id)
    assert wanted.titre in shown.accessibleName()
    shown.click()
    links = page.session.snapshot.task_links
    assert not any((k.task_id, k.predecessor_id) == (task(page, 12).id, wanted.id) for k in links)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("tâche de la lune", "Aucune tâche ne s’appelle"), ("copil", "tâches contiennent")],
)
def test_a_title_that_names_none_or_several_is_told_beside_the_line(page, text, sentence):
    opened(page, 12)
    before = page.session.snapshot.task_links
    page.editor.after.line.setFocus()
    write(text)
    press(Qt.Key.Key_Return)
    assert sentence in page.editor.after.error.text()
    assert page.editor.after.line.text() == text
    assert page.session.snapshot.task_links == before


def test_a_task_does_not_wait_for_itself_nor_in_a_circle(page):
    first, second = task(page, 0), task(page, 1)
    page.session.run(SetPredecessors(task_id=second.id, predecesseurs=[first.id]))
    opened(page, 0)
    for title, sentence in ((first.titre, "d’elle-même"), (second.titre, "s’attendent")):
        page.editor.after.line.setFocus()
        page.editor.after.line.selectAll()
        write(title)
        press(Qt.Key.Key_Return)
        assert sentence in page.editor.after.error.text()


def test_the_fields_of_the_next_task_are_the_same_ones(page):
    opened(page, 6)
    form = page.editor.form
    page.card.table.choose(7)
    assert page.editor.form is form
    assert page.editor.task_id == task(page, 7).id
    title = form.row(f"tasks.{task(page, 7).id}.titre").editor
    assert title.text() == task(page, 7).titre


def test_each_thing_of_the_panel_has_a_name(page):
    page.session.run(UpdateTask(id=task(page, 12).id, date_epinglee=date(2027, 3, 5)))
    opened(page, 12)
    assert nameless(page.editor) == []
