"""The date aimed at: what it would move is shown before it moves."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from cpom_desktop.services.operations import UpdateDossier, UpdateTask
from tests.outils.fenetre import TARGET, nameless, plain, press, when_a_dialog_opens, write
from tests.outils.page_retroplanning import end_of, task
from ui.models.plan_moves import moves_between, previewed
from ui.pages.retroplanning import RetroplanningPage
from ui.pages.retroplanning.feasibility import FeasibilityDialog
from ui.pages.retroplanning.moving import MoveDialog

pytestmark = pytest.mark.usefixtures("allow_dialogs")


@pytest.fixture
def page(prepared, open_page):
    page = open_page(RetroplanningPage, prepared)
    page.session.run(UpdateDossier(date_signature=date(2028, 12, 15)))
    return page


def type_target(page, text, key=Qt.Key.Key_Return):
    """Type a date and leave the field by a key."""
    editor = page.target.row.editor
    editor.setFocus()
    editor.selectAll()
    write(text)
    press(key)
    for _turn in range(3):
        QApplication.processEvents()


def stored(page):
    """Return the date aimed at."""
    return page.session.snapshot.dossier.date_signature


def test_what_moves_is_shown_first_and_enter_moves_it(page):
    seen = []

    def look(dialog):
        seen.append((dialog.title.text(), dialog.text.text(), stored(page)))
        assert dialog.move_button.hasFocus()
        press(Qt.Key.Key_Return)

    when_a_dialog_opens(look)
    type_target(page, "20/12/2028")
    title, text, before = seen[0]
    assert plain(title) == "Déplacer au mercredi 20 décembre 2028 ?"
    assert "dates changent, dont" in plain(text)
    assert before == date(2028, 12, 15)
    assert stored(page) == date(2028, 12, 20)
    assert page.target.row.editor.text() == "mer. 20 décembre 2028"
    page.session.undo()
    assert stored(page) == date(2028, 12, 15)


def test_escape_keeps_the_former_date(page):
    when_a_dialog_opens(lambda _dialog: press(Qt.Key.Key_Escape))
    type_target(page, "20/12/2028", Qt.Key.Key_Tab)
    assert stored(page) == date(2028, 12, 15)
    assert page.target.row.editor.text() == "ven. 15 décembre 2028"


def test_milestones_come_first_each_with_both_dates(page, qtbot):
    after = previewed(page.session, date_signature=date(2029, 1, 15))
    moves = moves_between(page.view, after)
    milestones = [line.jalon for line in moves]
    assert milestones == sorted(milestones, reverse=True)
    assert {line.task_id for line in moves} <= {t.id for t in page.session.snapshot.tasks}
    dialog = MoveDialog(page.session, page.view, after)
    qtbot.addWidget(dialog)
    model = dialog.table.model()
    shown = [model.index(0, column).data() for column in range(3)]
    assert shown[0] == moves[0].titre
    assert shown[1] != shown[2]
    assert nameless(dialog) == []


def test_nothing_is_asked_while_she_types(page):
    editor = page.target.row.editor
    editor.setFocus()
    editor.selectAll()
    write("20/12/2028")
    delays = [timer.remainingTime() for timer in page.target.row.findChildren(QTimer)]
    assert delays
    assert min(delays) > 3_600_000
    page.flush()


def test_leaving_the_page_writes_what_is_typed_without_a_question(page):
    editor = page.target.row.editor
    editor.setFocus()
    editor.selectAll()
    write("20/12/2028")
    page.flush()
    assert stored(page) == date(2028, 12, 20)


def test_the_first_date_is_written_at_once(page):
    page.session.run(UpdateDossier(date_signature=None))
    type_target(page, "15/12/2028")
    assert stored(page) == date(2028, 12, 15)


def test_the_same_date_asks_nothing(page):
    type_target(page, "15 décembre 2028")
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize(
    ("day", "note"),
    [
        ("01/03/2027", "Cette date est déjà passée (il y a 11 jours). Est-ce voulu ?"),
        ("01/01/2029", "Le lundi 1er janvier 2029 est un jour férié (Jour de l’an)."),
        ("15/12/2057", "Cette date est dans 30 ans. Est-ce voulu ?"),
        ("16/12/2028", "Le samedi 16 décembre 2028 n’est pas un jour ouvré."),
    ],
)
def test_an_odd_date_is_told_in_the_question_and_beside_the_field(page, day, note):
    seen = []

    def look(dialog):
        seen.extend(plain(words) for words in dialog.notes)
        lacking = isinstance(dialog, FeasibilityDialog)
        (dialog.keep if lacking else dialog.move_button).click()

    when_a_dialog_opens(look)
    type_target(page, day)
    assert note in seen
    assert plain(page.target.row.message.text()) == note


def test_tasks_that_would_be_late_are_counted(page, qtbot):
    page.session.run(UpdateDossier(date_signature=TARGET))
    after = previewed(page.session, date_signature=date(2027, 9, 1))
    dialog = MoveDialog(page.session, page.view, after)
    qtbot.addWidget(dialog)
    assert any("devraient déjà être finies" in note for note in dialog.notes)
    assert dialog.text.text().endswith(after.marge)


def test_a_date_that_no_calendar_holds_is_refused_beside_its_field(page):
    page.session.run(UpdateTask(id=task(page, 0).id, duree_jours=3650))
    before = end_of(page, 3)
    type_target(page, "31/12/2101")
    assert plain(page.target.row.error) == "L’année doit être comprise entre 2000 et 2100."
    assert end_of(page, 3) == before
