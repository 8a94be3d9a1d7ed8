"""The form kit, driven by keys: when it commits, what it keeps, what it says."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMainWindow, QVBoxLayout, QWidget

from cpom_desktop.errors import RegleInvalide
from tests.outils.fausse_session import FakeDraft, FakeSession
from tests.outils.fenetre import CONTROL, press, write
from ui.kit.fields import edit_menu
from ui.kit.form import FieldSpec, Form

NAME, SEATS, NOTE, DAY = "nom", "places", "note", "jour"


def spec(key, label, kind="line", **more):
    more.setdefault("write", lambda value: (key, value))
    return FieldSpec(key=key, label=label, kind=kind, read=lambda s: s.get(key), **more)


def parse_day(raw):
    if not raw:
        return None
    parts = raw.split("/")
    if len(parts) != 3:
        raise RegleInvalide("date", "Date refusée : saisissez-la comme 15/12/2027.")
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    except ValueError:
        raise RegleInvalide("date", "Date refusée : ce jour n'existe pas.") from None


def warn(value, _snapshot):
    return "Ce nombre paraît élevé." if value and value > 500 else None


def specs():
    return [
        spec(NAME, "Nom de l’établissement", help="Tel que sur l’arrêté."),
        spec(SEATS, "Places autorisées", "integer", unit="places", check=warn),
        spec(NOTE, "Note", "text"),
        spec(DAY, "Date de signature", "date", parse=parse_day),
        spec("statut", "Statut", "choice", choices=[("public", "Public"), ("prive", "Privé")]),
        spec("actif", "Accueil de jour", "flag"),
        spec("influence", "Influence", "rating"),
    ]


class Page:
    """A window with a form, where keys can be typed."""

    def __init__(self, qtbot, session, pause=20, deadline=60_000):
        self.bot, self.session = qtbot, session
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        content = QWidget()
        self.form = Form(session, pause_ms=pause, deadline_ms=deadline, parent=content)
        session.hub = self.form
        layout = QVBoxLayout(content)
        for each in specs():
            layout.addWidget(self.form.add(each))
        self.elsewhere = QLineEdit()
        layout.addWidget(self.elsewhere)
        self.window.setCentralWidget(content)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.elsewhere.setFocus()

    def editor(self, key=NAME):
        return self.form.row(key).editor

    def shown(self, key=NAME):
        return self.editor(key).raw()

    def go(self, key=NAME):
        self.form.focus(key)
        self.bot.waitUntil(self.editor(key).hasFocus)

    def leave(self):
        self.elsewhere.setFocus(Qt.FocusReason.TabFocusReason)
        self.bot.waitUntil(self.elsewhere.hasFocus)

    def type(self, text):
        write(text)

    def retype(self, text, key=NAME):
        self.go(key)
        press(Qt.Key.Key_A, modifiers=CONTROL)
        self.type(text)

    def wait_for(self, count):
        self.bot.waitUntil(lambda: len(self.session.ran) >= count)


@pytest.fixture
def session():
    return FakeSession(snapshot={NAME: "Les Tilleuls", SEATS: 84, DAY: date(2027, 12, 15)})


@pytest.fixture
def page(qtbot, session):
    return Page(qtbot, session)


@pytest.fixture
def slow(qtbot, session):
    """A page whose typing never commits by itself."""
    return Page(qtbot, session, pause=60_000)


def test_typing_is_committed_at_a_pause_with_the_caret_still_there(page, session):
    page.retype("Résidence l’Œillet €")
    page.wait_for(1)
    assert session.values() == ["Résidence l’Œillet €"]
    assert page.editor().hasFocus()
    page.leave()


def test_typing_without_a_pause_is_committed_at_the_deadline(qtbot, session):
    page = Page(qtbot, session, pause=60_000, deadline=20)
    page.retype("Roseraie")
    page.wait_for(1)
    assert session.values() == ["Roseraie"]


def test_each_keystroke_starts_the_pause_again_but_not_the_deadline(slow, qtbot):
    binding = slow.form._bindings[NAME]
    slow.retype("a")
    qtbot.waitUntil(lambda: binding._pause.remainingTime() < 59_990)
    slow.type("b")
    assert binding._pause.remainingTime() > binding._deadline.remainingTime()
    slow.leave()
    assert not binding._pause.isActive()
    assert not binding._deadline.isActive()


def test_leaving_the_field_commits_at_once(slow, session):
    slow.retype("Roseraie")
    assert session.ran == []
    slow.leave()
    assert session.values() == ["Roseraie"]


def test_a_visit_is_one_undo_step_and_the_next_visit_another(page, session):
    page.retype("A")
    page.wait_for(1)
    page.type("B")
    page.wait_for(2)
    page.leave()
    page.retype("C")
    page.leave()
    merges = [merge for _key, _value, merge in session.ran]
    assert session.values() == ["A", "AB", "C"]
    assert merges[0] == merges[1] != merges[2]
    assert all(merge.startswith("nom:") for merge in merges)


def test_a_value_equal_to_the_stored_one_runs_nothing(slow, session):
    slow.retype(" Les Tilleuls ")
    slow.leave()
    assert session.ran == []
    assert slow.shown() == "Les Tilleuls"


def test_the_normalised_value_is_shown_only_once_the_field_is_left(page, session):
    page.retype("1 200", SEATS)
    page.wait_for(1)
    assert (session.values(SEATS), page.shown(SEATS)) == ([1200], "1 200")
    page.leave()
    assert page.shown(SEATS) == "1\u00a0200"


def test_a_refused_text_is_kept_at_the_pause_but_says_nothing_while_it_is_typed(
    qtbot, page, session
):
    page.retype("12x", SEATS)
    qtbot.waitUntil(lambda: SEATS in session.drafts)
    sentence = "Indiquez un nombre entier, par exemple 12."
    assert session.drafts[SEATS] == FakeDraft("12x", sentence)
    assert (page.form.row(SEATS).error, session.ran) == ("", [])
    page.leave()
    assert page.form.row(SEATS).error == sentence


def test_a_text_kept_at_a_pause_is_dropped_once_what_follows_is_accepted(qtbot, page, session):
    page.retype("31/02", DAY)
    qtbot.waitUntil(lambda: DAY in session.drafts)
    page.type("/2028")
    qtbot.waitUntil(lambda: session.drafts[DAY].raw == "31/02/2028")
    page.retype("28/02/2028", DAY)
    page.wait_for(1)
    assert (session.values(DAY), session.drafts) == ([date(2028, 2, 28)], {})
    page.leave()


def test_what_a_forced_reload_takes_off_the_field_is_not_kept_either(qtbot, page, session):
    page.retype("12x", SEATS)
    qtbot.waitUntil(lambda: SEATS in session.drafts)
    page.form.reload(session.snapshot, force=True)
    assert (page.shown(SEATS), session.drafts) == ("84", {})


def test_a_refused_text_stays_with_its_message_once_left(slow, session):
    slow.retype("12x", SEATS)
    slow.leave()
    row = slow.form.row(SEATS)
    assert slow.shown(SEATS) == "12x"
    assert row.error == "Indiquez un nombre entier, par exemple 12."
    assert row.editor.property("etat") == "erreur"
    assert row.editor.accessibleDescription() == row.error
    assert session.drafts[SEATS] == FakeDraft("12x", row.error)
    assert slow.form.errors() == [(SEATS, "Places autorisées", row.error)]
    assert session.ran == []


def test_a_correction_drops_the_draft_and_the_error(slow, session):
    slow.retype("12x", SEATS)
    slow.leave()
    slow.retype("12", SEATS)
    slow.leave()
    assert (session.drafts, session.values(SEATS)) == ({}, [12])
    assert slow.form.errors() == []
    assert slow.editor(SEATS).property("etat") == ""


def test_typing_the_stored_value_again_also_drops_the_draft(slow, session):
    slow.retype("x", SEATS)
    slow.leave()
    slow.retype("84", SEATS)
    slow.leave()
    assert (session.drafts, session.ran, slow.form.errors()) == ({}, [], [])


def test_a_rule_that_refuses_the_operation_speaks_under_the_field(slow, session):
    session.refusal = RegleInvalide("trop", "Trop de places : 5 000 au plus.")
    slow.retype("9000", SEATS)
    slow.leave()
    assert slow.form.row(SEATS).error == "Trop de places : 5 000 au plus."
    assert session.drafts[SEATS].raw == "9000"


def test_a_warning_is_told_and_never_blocks(slow, session):
    slow.retype("600", SEATS)
    slow.leave()
    row = slow.form.row(SEATS)
    assert session.values(SEATS) == [600]
    assert (row.message.text(), row.error) == ("Ce nombre paraît élevé.", "")
    assert row.editor.property("etat") == "alerte"


def test_a_full_disk_keeps_the_text_and_the_next_leave_commits_it(slow, session):
    session.disk_is_full = True
    slow.retype("Roseraie")
    slow.leave()
    assert (session.ran, slow.shown()) == ([], "Roseraie")
    session.disk_is_full = False
    slow.form.flush()
    assert session.values() == ["Roseraie"]


def test_a_reload_never_touches_the_field_with_the_caret(slow, session):
    slow.retype("Ros")
    slow.form.reload({NAME: "Autre", SEATS: 12})
    assert (slow.shown(), slow.shown(SEATS)) == ("Ros", "12")


def test_a_reload_from_elsewhere_leaves_what_was_committed_as_it_was_typed(page, session):
    page.retype("1 200", SEATS)
    page.wait_for(1)
    page.form.reload(session.snapshot)
    assert page.shown(SEATS) == "1 200"
    page.leave()


def test_a_forced_reload_shows_the_value_even_under_the_caret(slow, session):
    slow.retype("Ros")
    slow.form.reload(session.snapshot, force=True)
    assert slow.shown() == "Les Tilleuls"
    slow.leave()
    assert session.ran == []


@pytest.mark.parametrize("key", [NAME, NOTE])
def test_ctrl_z_goes_to_the_window_after_committing_what_was_typed(slow, session, key):
    undone = []
    action = QAction("Annuler", slow.window)
    action.setShortcut(QKeySequence("Ctrl+Z"))
    action.triggered.connect(lambda: undone.append(list(session.values(key))))
    slow.window.addAction(action)
    slow.retype("Roseraie", key)
    slow.bot.keyClick(slow.editor(key), Qt.Key.Key_Z, CONTROL)
    assert undone == [["Roseraie"]]
    assert slow.shown(key) == "Roseraie"


def test_native_undo_is_off_everywhere(slow):
    assert not slow.editor(NOTE).isUndoRedoEnabled()
    slow.retype("abc")
    press(Qt.Key.Key_Z, "\x1a", modifiers=CONTROL)
    assert slow.shown() == "abc"
    words = [action.text() for action in edit_menu(slow.editor()).actions()]
    assert words == ["Couper", "Copier", "Coller", "Tout sélectionner"]
    slow.leave()


def test_tab_leaves_a_long_text(slow, session):
    slow.go(NOTE)
    slow.type("une ligne")
    press(Qt.Key.Key_Tab, "\t")
    assert not slow.editor(NOTE).hasFocus()
    assert session.values(NOTE) == ["une ligne"]


def test_a_date_is_full_once_left_and_in_figures_under_the_caret(slow, session):
    assert slow.shown(DAY) == "mer. 15 décembre 2027"
    slow.go(DAY)
    assert slow.shown(DAY) == "15/12/2027"
    slow.retype("1/2/2028", DAY)
    slow.leave()
    assert session.values(DAY) == [date(2028, 2, 1)]
    assert slow.shown(DAY) == "mar. 1er février 2028"


def test_a_date_that_was_only_visited_changes_nothing(slow, session):
    slow.go(DAY)
    slow.leave()
    assert (session.ran, slow.shown(DAY)) == ([], "mer. 15 décembre 2027")


def test_choices_commit_at_once_by_keyboard(slow, session):
    slow.go("statut")
    press(Qt.Key.Key_Down)
    slow.go("actif")
    press(Qt.Key.Key_Space, " ")
    slow.editor("influence").parts[0].setFocus()
    press(Qt.Key.Key_3, "3")
    press(Qt.Key.Key_Delete)
    got = [(key, value) for key, value, _merge in session.ran]
    expected = [("statut", "public"), ("actif", True), ("influence", 3), ("influence", None)]
    assert got == expected
    assert session.ran[2][2] == session.ran[3][2]


def test_a_refused_choice_goes_back_and_says_why(slow, session):
    session.refusal = RegleInvalide("non", "Ce statut ne convient pas.")
    slow.go("statut")
    press(Qt.Key.Key_Down)
    assert slow.editor("statut").value() is None
    assert slow.form.row("statut").error == "Ce statut ne convient pas."


def test_a_read_only_session_lets_select_but_not_type(qtbot, session):
    session.read_only = True
    page = Page(qtbot, session)
    for key, keys in ((NAME, "x"), (NOTE, "x"), ("actif", " "), ("statut", "p")):
        page.go(key)
        page.type(keys)
    page.leave()
    assert session.ran == []
    assert page.editor().isReadOnly()
    assert page.editor().property("etat") == "lecture"
    page.editor().selectAll()
    assert page.editor().selectedText() == "Les Tilleuls"
