from __future__ import annotations

import time
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit

from cpom_desktop.content.loader import embed
from cpom_desktop.domain.dossier import Piste, TypeCapacite
from cpom_desktop.domain.planning import EtatTache
from cpom_desktop.services.operations import (
    DeleteTasks,
    PrepareDossier,
    SetPredecessors,
    StartDossier,
    UpdateCapacite,
    UpdateDossier,
    UpdateTask,
)
from cpom_desktop.services.workspace import Workspace
from db.store import create_dossier, open_dossier
from ui.kit.cells import PILL_ROLE
from ui.kit.combo import ChoiceField
from ui.models.planning import END, RANK, RESPONSABLE, START, STATE, TITLE
from ui.pages.retroplanning import RetroplanningPage
from ui.pages.retroplanning import page as page_module
from ui.pages.retroplanning.predecessors import PredecessorsDialog
from ui.session import Session
from ui.theme.theme import apply_theme, load_theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TARGET = date(2027, 12, 15)


@pytest.fixture(autouse=True)
def _theme(qapp):
    apply_theme(qapp, load_theme("clair"), 1.0)
    yield
    apply_theme(qapp, load_theme("clair"), 1.0)


def started(tmp_path, clock, *, target=TARGET, prepared=True):
    ws = Workspace(create_dossier(tmp_path / "d.cpom", clock), clock)
    ws.run(StartDossier(nom="EHPAD Les Tilleuls", packs=embed()))
    ws.run(UpdateDossier(piste=Piste.NOUVEAU_CPOM, date_signature=target))
    if prepared:
        ws.run(PrepareDossier())
    return ws


def shown(qtbot, ws, width=1118, height=620):
    session = Session(ws)
    page = RetroplanningPage(session)
    session.changed.connect(lambda changes, force: page.reload(changes, force=force))
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.fixture
def ws(tmp_path, clock):
    found = started(tmp_path, clock)
    yield found
    found.close()


@pytest.fixture
def page(qtbot, ws):
    return shown(qtbot, ws)


def press(widget, key, text="", modifiers=Qt.KeyboardModifier.NoModifier):
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))


def type_text(widget, text):
    for letter in text:
        press(widget, Qt.Key.Key_unknown, letter)


def caret_on(page, place, column):
    page.card.table.setFocus()
    page.card.table.choose(place, column)


def task(page, place):
    return page.session.snapshot.tasks[place]


def end_of(page, place):
    return page.view.rows[place].scheduled.fin


def cell(page, place, column, role=Qt.ItemDataRole.DisplayRole):
    return page.card.model.index(place, column).data(role)


def edited(page, place, column, text):
    """Type in a cell and press Enter."""
    caret_on(page, place, column)
    press(page.card.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    press(editor, Qt.Key.Key_Delete)
    type_text(editor, text)
    press(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def answer(monkeypatch, reply):
    asked = []

    def ask(*words, **more):
        asked.append((words[1], words[2]))
        return reply

    monkeypatch.setattr(page_module, "ask", ask)
    return asked


def test_the_model_keeps_the_promises_of_qt(page):
    QAbstractItemModelTester(
        page.card.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page.card.model
    )
    page.session.run(DeleteTasks(ids=[task(page, 3).id, task(page, 5).id]))
    page.session.undo()
    assert page.card.model.rowCount() == len(page.session.snapshot.tasks)


def test_each_task_has_its_row_in_the_table_and_in_the_gantt(page):
    table, gantt = page.card.table, page.card.gantt
    assert page.card.model.rowCount() == len(page.session.snapshot.tasks) == 40
    assert table.verticalScrollBar().maximum() == gantt.verticalScrollBar().maximum() > 0
    assert table.viewport().height() == gantt.viewport().height() - gantt.header_height
    rect = table.visualRect(page.card.model.index(7, TITLE))
    assert gantt.row_at(gantt.header_height + rect.center().y()) == 7


def test_table_and_gantt_scroll_together_both_ways(page):
    page.card.table.verticalScrollBar().setValue(200)
    assert page.card.gantt.verticalScrollBar().value() == 200
    page.card.gantt.verticalScrollBar().setValue(90)
    assert page.card.table.verticalScrollBar().value() == 90


def test_they_stay_aligned_when_the_weeks_need_a_horizontal_scroll_bar(page):
    page.target.zoom.setFocus()
    press(page.target.zoom.focusProxy(), Qt.Key.Key_Left)
    table, gantt = page.card.table, page.card.gantt
    QApplication.processEvents()
    assert gantt.horizontalScrollBar().maximum() > 0
    assert table.verticalScrollBar().maximum() == gantt.verticalScrollBar().maximum()


def test_at_least_thirteen_rows_are_visible_on_the_smallest_usual_screen(page):
    rows = page.card.table.viewport().height() / page.card.table.rowHeight(0)
    assert rows > 13


def test_fourteen_rows_are_visible_on_a_laptop(qtbot, ws):
    page = shown(qtbot, ws, height=650)
    assert page.card.table.viewport().height() // page.card.table.rowHeight(0) >= 14


def test_a_new_target_date_re_dates_everything_quietly_in_a_tenth_of_a_second(page):
    before = end_of(page, 39)
    best = 1.0
    for day in (20, 21, 22, 23):
        started_at = time.perf_counter()
        page.session.run(UpdateDossier(date_signature=date(2027, 12, day)))
        best = min(best, time.perf_counter() - started_at)
    assert end_of(page, 39) > before
    assert "dates ont changé" in page.card.news.text()
    assert best < 0.1


def test_the_target_date_is_typed_in_its_field(page):
    editor = page.target.row.editor
    editor.setFocus()
    editor.selectAll()
    type_text(editor, "20/12/2027")
    page.card.table.setFocus()
    assert page.session.snapshot.dossier.date_signature == date(2027, 12, 20)
    assert editor.text() == "lun. 20 décembre 2027"


def test_a_refused_target_date_stays_with_its_sentence(page):
    editor = page.target.row.editor
    editor.setFocus()
    editor.selectAll()
    type_text(editor, "31/02/2027")
    page.card.table.setFocus()
    assert editor.text() == "31/02/2027"
    assert page.target.row.error
    assert page.session.snapshot.dossier.date_signature == TARGET
    assert "dossier.date_signature" in page.session.drafts


def test_a_plan_that_should_have_begun_alerts_in_words(page):
    page.session.run(UpdateDossier(date_signature=date(2027, 6, 1)))
    assert page.target.margin.text().startswith("Il aurait fallu commencer le")
    assert page.target.margin.property("role") == "warning-strong"
    page.session.run(UpdateDossier(date_signature=date(2028, 12, 1)))
    assert page.target.margin.text().startswith("Marge restante")
    assert page.target.margin.property("role") == "label"


def test_typing_an_end_fixes_it_and_emptying_lets_it_move_again(page):
    free = end_of(page, 10)
    edited(page, 10, END, "12/04/2027")
    assert task(page, 10).date_epinglee == end_of(page, 10) == date(2027, 4, 12)
    assert cell(page, 10, END, Qt.ItemDataRole.DecorationRole) is not None
    assert "date que vous avez fixée" in cell(page, 10, END, Qt.ItemDataRole.ToolTipRole)
    edited(page, 10, END, "")
    assert task(page, 10).date_epinglee is None
    assert end_of(page, 10) == free


def test_a_wrong_end_is_refused_in_words_and_changes_nothing(page, qtbot):
    before = task(page, 10)
    with qtbot.waitSignal(page.session.refused) as refused:
        edited(page, 10, END, "45/13/2027")
    assert refused.args[0]
    assert task(page, 10) == before


def test_the_end_of_a_task_that_is_over_is_the_day_it_was_over(page):
    page.session.run(UpdateTask(id=task(page, 0).id, etat=EtatTache.FAIT))
    edited(page, 0, END, "08/03/2027")
    assert task(page, 0).fin_reelle == date(2027, 3, 8)
    assert task(page, 0).date_epinglee is None


@pytest.mark.parametrize(
    ("key", "letter", "etat"),
    [
        (Qt.Key.Key_F, "f", EtatTache.FAIT),
        (Qt.Key.Key_C, "c", EtatTache.EN_COURS),
        (Qt.Key.Key_S, "s", EtatTache.SANS_OBJET),
    ],
)
def test_a_letter_chooses_the_state(page, key, letter, etat):
    caret_on(page, 4, STATE)
    press(page.card.table, key, letter)
    assert task(page, 4).etat is etat


def test_a_letter_gives_the_same_state_to_every_row_selected_as_one_step(page):
    caret_on(page, 2, STATE)
    for _n in range(2):
        press(page.card.table, Qt.Key.Key_Down, modifiers=Qt.KeyboardModifier.ShiftModifier)
    press(page.card.table, Qt.Key.Key_F, "f")
    assert [task(page, n).etat for n in (2, 3, 4)] == [EtatTache.FAIT] * 3
    page.session.undo()
    assert [task(page, n).etat for n in (2, 3, 4)] == [EtatTache.A_FAIRE] * 3


def test_the_list_of_states_opens_with_enter_and_writes_the_choice(page, qtbot):
    caret_on(page, 4, STATE)
    press(page.card.table, Qt.Key.Key_Return)
    editor = page.card.table.findChild(ChoiceField)
    qtbot.waitUntil(lambda: editor.view().isVisible())
    editor.hidePopup()
    editor.setCurrentIndex(editor.findText("En cours"))
    editor.activated.emit(editor.currentIndex())
    assert task(page, 4).etat is EtatTache.EN_COURS


def test_a_late_task_says_so_before_its_state(page):
    page.session.run(UpdateDossier(date_signature=date(2027, 10, 1)))
    place = next(n for n, row in enumerate(page.view.rows) if row.retard_jours)
    assert cell(page, place, STATE) == "En retard"
    assert cell(page, place, STATE, PILL_ROLE).kind == "en-retard"


def test_a_milestone_has_a_flag_and_says_so(page):
    place = next(n for n, row in enumerate(page.view.rows) if row.jalon)
    assert cell(page, place, TITLE, Qt.ItemDataRole.DecorationRole) is not None
    spoken = cell(page, place, TITLE, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Jalon\u00a0: COPIL")


def test_enter_on_a_title_opens_the_task_and_escape_returns_to_the_row(page):
    caret_on(page, 6, TITLE)
    press(page.card.table, Qt.Key.Key_Return)
    title = page.editor.form.row(f"tasks.{task(page, 6).id}.titre").editor
    assert page.editor.isVisible()
    assert title.hasFocus()
    assert page.editor.geometry().right() <= page.width()
    press(title, Qt.Key.Key_Escape)
    assert not page.editor.isVisible()
    assert page.card.table.hasFocus()
    assert page.card.table.currentIndex().row() == 6


def test_a_double_click_on_the_gantt_opens_its_task(page):
    view = page.card.gantt
    y = view.header_height + 3.5 * page.card.table.rowHeight(0)
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
        point = QPointF(20, y)
        QApplication.sendEvent(view.viewport(), QMouseEvent(
            kind, point, view.viewport().mapToGlobal(point), Qt.MouseButton.LeftButton,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    assert page.editor.isVisible()
    assert page.editor.task_id == task(page, 3).id


def test_the_panel_follows_the_row_and_commits_what_was_typed(page):
    caret_on(page, 6, TITLE)
    page.open_task()
    first, second = task(page, 6).id, task(page, 7).id
    title = page.editor.form.row(f"tasks.{first}.titre").editor
    title.selectAll()
    type_text(title, "Bâtir l’équipe œuvrant au CPOM")
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
    type_text(field, "400")
    page.card.table.setFocus()
    assert task(page, 20).duree_jours == 400
    assert page.view.first_day < before


def test_an_empty_title_is_refused_beside_the_field(page):
    page.card.table.choose(6)
    page.open_task()
    row = page.editor.form.row(f"tasks.{task(page, 6).id}.titre")
    before = task(page, 6).titre
    row.editor.selectAll()
    press(row.editor, Qt.Key.Key_Delete)
    page.card.table.setFocus()
    assert row.error == "Donnez un nom."
    assert task(page, 6).titre == before


def test_the_panel_stays_beside_the_plan_on_a_wide_screen(qtbot, ws):
    page = shown(qtbot, ws, 1672, 960)
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


def test_deleting_asks_first_and_tells_what_waits_for_it(page, monkeypatch):
    asked = answer(monkeypatch, reply=False)
    caret_on(page, 0, TITLE)
    press(page.card.table, Qt.Key.Key_Delete)
    assert asked[0][0].startswith("Supprimer la tâche «\u00a0Vérifier")
    assert "attend" in asked[0][1]
    assert len(page.session.snapshot.tasks) == 40


def test_deleting_several_rows_is_one_step_and_the_caret_stays_in_place(page, monkeypatch):
    answer(monkeypatch, reply=True)
    caret_on(page, 4, TITLE)
    press(page.card.table, Qt.Key.Key_Down, modifiers=Qt.KeyboardModifier.ShiftModifier)
    after = task(page, 6).id
    press(page.card.table, Qt.Key.Key_Delete)
    assert len(page.session.snapshot.tasks) == 38
    assert page.card.current_task() == after
    page.session.undo()
    assert len(page.session.snapshot.tasks) == 40


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
    seen = [dialog.list.item(n).text() for n in range(dialog.list.count())
            if not dialog.list.item(n).isHidden()]
    assert seen
    assert all("référent" in text.lower() for text in seen)


def test_without_a_target_date_the_gantt_says_what_to_do(qtbot, tmp_path, clock):
    ws = started(tmp_path, clock, target=None)
    page = shown(qtbot, ws)
    assert page.card.no_date.isVisible()
    assert page.card.no_date.text.text() == "Indiquez la date visée pour calculer les dates."
    assert cell(page, 0, END) == "–"
    assert not page.target.middle.isVisible()
    page.session.run(UpdateDossier(date_signature=TARGET))
    assert page.card.gantt.isVisible()
    ws.close()


def test_without_a_task_the_table_says_what_to_do(qtbot, tmp_path, clock):
    ws = started(tmp_path, clock, prepared=False)
    page = shown(qtbot, ws)
    assert not page.card.stack.isVisible()
    assert not page.card.open_button.isVisible()
    page.open_task()
    assert not page.editor.isVisible()
    page.add_button.click()
    assert [t.titre for t in ws.snapshot.tasks] == ["Nouvelle tâche"]
    assert page.card.stack.isVisible()
    ws.close()


def test_a_dossier_that_may_only_be_read_changes_nothing(qtbot, tmp_path, clock):
    started(tmp_path, clock).close()
    store = open_dossier(tmp_path / "d.cpom", clock, read_only=True)
    ws = Workspace(store, clock)
    page = shown(qtbot, ws)
    before = ws.snapshot.tasks
    caret_on(page, 3, STATE)
    press(page.card.table, Qt.Key.Key_F, "f")
    press(page.card.table, Qt.Key.Key_Delete)
    page.open_task()
    assert not page.add_button.isVisible()
    assert not page.editor.delete_button.isVisible()
    assert not page.editor.waits_button.isVisible()
    assert page.target.row.editor.isReadOnly()
    assert ws.snapshot.tasks == before
    ws.close()


def test_the_caret_goes_where_it_is_asked_and_says_where_it_is(page):
    wanted = task(page, 30).id
    assert page.focus_field("dossier.date_signature")
    assert page.current_field() == "dossier.date_signature"
    assert page.focus_field(f"tasks.{wanted}")
    assert page.current_field() == f"tasks.{wanted}"
    assert page.focus_field(f"tasks.{wanted}.note")
    assert page.current_field() == f"tasks.{wanted}.note"
    assert not page.focus_field("tasks.999999")
    assert not page.focus_field("etablissement.nom")


def test_leaving_the_page_commits_what_was_typed(page):
    page.card.table.choose(6)
    page.open_task()
    note = page.editor.form.row(f"tasks.{task(page, 6).id}.note").editor
    note.setFocus()
    type_text(note, "À revoir")
    page.flush()
    assert task(page, 6).note == "À revoir"


def test_the_caret_starts_on_the_plan_or_on_the_date_that_lacks(page):
    page.focus_first()
    assert page.card.table.hasFocus()
    page.session.run(UpdateDossier(date_signature=None))
    page.focus_first()
    assert page.target.row.editor.hasFocus()


def test_a_title_of_two_hundred_letters_is_shortened_with_its_whole_text_at_hand(page):
    long = "Écrire " * 28
    page.session.run(UpdateTask(id=task(page, 0).id, titre=long))
    assert page.card.table.columnWidth(TITLE) < 400
    assert long.strip() in cell(page, 0, TITLE, Qt.ItemDataRole.ToolTipRole)


def test_a_title_that_looks_like_markup_is_shown_as_it_is(page):
    page.session.run(UpdateTask(id=task(page, 0).id, titre="<b>gras</b>"))
    assert cell(page, 0, TITLE) == "<b>gras</b>"
    assert "&lt;b&gt;" in cell(page, 0, TITLE, Qt.ItemDataRole.ToolTipRole)


def test_the_critical_path_may_be_hidden(page):
    page.session.run(UpdateDossier(date_signature=date(2028, 12, 15)))
    before = page.card.gantt.grab().toImage()
    page.target.critical.setFocus()
    press(page.target.critical, Qt.Key.Key_Space, " ")
    assert page.card.gantt.grab().toImage() != before


def test_printing_is_asked_for(page, qtbot):
    with qtbot.waitSignal(page.print_requested) as asked:
        page.print_button.click()
    assert asked.args == ["retroplanning"]


def test_a_change_elsewhere_does_not_compute_the_plan_again(page):
    kept = page.view
    page.session.run(UpdateCapacite(type=TypeCapacite.PASA, autorisees=14))
    assert page.view is kept


def test_copied_dates_carry_their_year(page):
    caret_on(page, 0, END)
    text = page.card.table.copy_selection()
    assert text == f"{end_of(page, 0):%d/%m/%Y}"


@pytest.mark.parametrize(("scale", "width"), [(1.0, 932), (2.0, 1118)])
def test_nothing_is_wider_than_the_window(qtbot, ws, qapp, scale, width):
    apply_theme(qapp, load_theme("clair"), scale)
    page = shown(qtbot, ws, width, 592)
    assert page.minimumSizeHint().width() <= width
    qtbot.waitUntil(lambda: page.scroller.horizontalScrollBar().maximum() == 0)
    for widget in (page.target.row.editor, page.target.zoom, page.add_button):
        right = widget.mapTo(page, QPoint(widget.width(), 0)).x()
        assert right <= page.width()


def test_what_matters_least_hides_first_when_the_text_is_large(qtbot, ws, qapp):
    apply_theme(qapp, load_theme("clair"), 2.0)
    page = shown(qtbot, ws, 1118, 592)
    table = page.card.table
    assert table.isColumnHidden(RESPONSABLE)
    assert not any(table.isColumnHidden(column) for column in (TITLE, END, STATE))
    assert table.isColumnHidden(RANK) or table.columnWidth(TITLE) > 100


def test_each_thing_that_takes_the_caret_has_a_name(page):
    page.open_task()
    for widget in page.findChildren(object):
        policy = getattr(widget, "focusPolicy", None)
        if policy and policy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            name = widget.accessibleName() or getattr(widget, "text", str)()
            assert name, widget
