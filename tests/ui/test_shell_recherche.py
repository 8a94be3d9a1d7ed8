"""The search over the window: opened, driven and left by the keyboard, down to the field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from cpom_desktop.services.operations import AddActeur, DeleteActeurs, UpdateActeur
from cpom_desktop.services.queries.recherche.entries import GROUP_WORDS, Group
from tests.outils.dossiers import copy_demonstration, every_row
from tests.outils.fenetre import ALT, CONTROL, nameless, plain, press, shortcut, write
from tests.outils.recherche import look_for, rows, titles
from ui.models.recherche import FoundModel, Sort
from ui.models.recherche_view import found_words, lit_ranges
from ui.theme.theme import load_theme


@pytest.fixture
def view(shell):
    """Return the view of the whole demonstration."""
    shell.window.open_path(copy_demonstration(shell.folder))
    return shell.window.view


def test_ctrl_k_opens_it_over_the_window_with_the_caret_in_the_words(view):
    finder = look_for(view, "")

    assert finder.isVisible()
    assert finder.geometry() == view.rect()
    assert finder.words.hasFocus()
    assert rows(finder, Sort.QUERY)


def test_the_box_of_the_top_bar_opens_it_by_mouse_entree_and_any_letter(view):
    box = view.topbar.search
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    assert view.finder.isVisible()
    press(Qt.Key.Key_Escape)
    box.setFocus()
    press(Qt.Key.Key_Return)
    assert view.finder.isVisible()
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is box
    write("r")
    write("aci")

    assert view.finder.words.text() == "raci"
    assert view.finder.words.hasFocus()


def test_arrows_pages_and_ends_choose_without_leaving_the_words(view):
    finder = look_for(view, "copil")
    first = finder.list.currentIndex().row()
    press(Qt.Key.Key_Down)
    second = finder.list.currentIndex().row()
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    assert (finder.list.currentIndex().row(), second > first) == (first, True)
    press(Qt.Key.Key_PageDown)
    assert finder.list.currentIndex().row() > second
    press(Qt.Key.Key_End, modifiers=CONTROL)
    last = finder.list.currentIndex().row()
    assert last == finder.list.found.rowCount() - 1
    press(Qt.Key.Key_Home, modifiers=CONTROL)

    assert finder.list.currentIndex().row() == first
    assert finder.words.hasFocus()


def test_the_count_follows_each_letter(view):
    finder = look_for(view, "absen")
    wide = finder.results.total
    write("téisme")

    assert 0 < finder.results.total <= wide
    assert plain(finder.count.text()) == f"{finder.results.total} résultats"
    finder.words.setText("absentaisme")
    assert "approchants" in finder.count.text()


def test_tab_goes_through_the_families_and_maj_tab_back(view):
    finder = look_for(view, "absent")
    everything = finder.results.total
    press(Qt.Key.Key_Tab)
    assert finder.filters.group is Group.PAGES
    press(Qt.Key.Key_Tab)
    assert finder.filters.group is Group.CHAMPS
    assert {row.words for row in rows(finder, Sort.HEADING)} == {GROUP_WORDS[Group.CHAMPS][1]}
    press(Qt.Key.Key_Backtab)
    press(Qt.Key.Key_Backtab)

    assert finder.filters.group is None
    assert finder.results.total == everything
    assert finder.words.hasFocus()


def test_a_family_may_be_clicked(view):
    finder = look_for(view, "absent")
    finder.filters.chips[Group.AIDE].click()

    assert {row.words for row in rows(finder, Sort.HEADING)} == {"Aide"}
    assert finder.words.hasFocus()


def test_the_rest_of_a_family_is_one_entree_away(view):
    finder = look_for(view, "e")
    more = next(row for row in rows(finder, Sort.MORE))
    while finder.list.current() != more:
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)

    assert finder.filters.group is more.group
    assert len(rows(finder, Sort.HIT)) > 5


def test_a_term_is_read_in_place_and_echap_goes_back_to_the_results(view):
    finder = look_for(view, "gmp")
    finder.filters.choose(Group.AIDE)
    finder._search()
    press(Qt.Key.Key_Return)
    assert finder.reading.isVisible()
    assert finder.reading.title.text() == "GMP"
    assert "Source" in finder.reading.text.text()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Escape)
    assert finder.list.isVisible()
    press(Qt.Key.Key_Escape)

    assert not finder.isVisible()


def test_nothing_found_says_what_to_try(view):
    finder = look_for(view, "zorglub " + "x" * 300)
    told = " ".join(row.words for row in rows(finder))

    assert "Rien ne répond" in told
    assert "corbeille" in told
    assert plain(finder.count.text()) == "0 résultat"
    press(Qt.Key.Key_Return)
    assert finder.isVisible()


def test_nothing_in_a_family_leads_to_the_others(view):
    finder = look_for(view, "faure")
    finder.filters.choose(Group.DOCUMENTS)
    finder._search()
    press(Qt.Key.Key_Return)

    assert finder.filters.group is None
    assert "Julien Faure" in titles(finder)


def test_examples_and_last_searches_are_offered_and_nothing_is_stored(view, shell):
    path = view.session.workspace.path
    view.show_page("acteurs")
    before = every_row(path, history=False)
    look_for(view, "gmp pmp valides")
    press(Qt.Key.Key_Return)
    finder = look_for(view, "")
    offered = [row.words for row in rows(finder, Sort.QUERY)]
    assert offered[0] == "gmp pmp valides"
    assert len(offered) > 4
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)

    assert finder.words.text() == "gmp pmp valides"
    assert titles(finder)
    after = every_row(path, history=False)
    changed = {table for table in after if after[table] != before[table]}
    assert changed <= {"reprise"}  # the page where she is, as ever
    assert "gmp pmp" not in repr(after)
    assert "gmp pmp" not in (shell.folder / "reglages.ini").read_text("utf-8")


def test_no_shortcut_of_the_window_acts_behind_it(view):
    view.show_page("acteurs")
    view.session.run(UpdateActeur(id=22, service="Zorglub"))
    look_for(view, "faure")
    for key, modifiers in (
        (Qt.Key.Key_Z, CONTROL),
        (Qt.Key.Key_P, CONTROL),
        (Qt.Key.Key_H, CONTROL),
        (Qt.Key.Key_2, ALT),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(view.finder.words, key, modifiers)

    assert view.finder.words.hasFocus()
    assert view.page.slug == "acteurs"
    assert view.session.snapshot.acteurs_by_id[22].service == "Zorglub"
    QTest.keyClick(view.finder.words, Qt.Key.Key_K, CONTROL)
    assert view.finder.words.selectedText() == view.finder.words.text() != ""


def test_what_changes_while_it_is_open_is_found_at_once_and_what_goes_is_not(view):
    finder = look_for(view, "zorglub")
    assert titles(finder) == []
    made = view.session.run(AddActeur(famille="appui", nom="Zorglub"))
    finder.indexing.finish()
    assert titles(finder) == ["Zorglub"]
    view.session.run(DeleteActeurs(ids=[made.result]))
    finder.indexing.finish()
    assert titles(finder) == []
    view.session.undo()
    finder.indexing.finish()
    assert titles(finder) == ["Zorglub"]
    view.session.redo()
    finder.indexing.finish()

    assert titles(finder) == []


def test_the_index_is_built_by_the_turns_of_the_window(view, qtbot):
    finder = look_for(view, "faure", whole=False)
    assert not finder.results.whole
    assert finder.count.text() == "Recherche en cours…"
    qtbot.waitUntil(lambda: finder.indexing.index.is_whole)

    assert "Julien Faure" in titles(finder)


def test_the_cursor_stays_where_it_was_when_more_is_found(view):
    finder = look_for(view, "copil")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    row = finder.list.current()
    finder.indexing.advanced.emit()

    assert finder.list.current() == row


def test_closing_in_the_middle_of_a_search_leaves_nothing_running(view, shell):
    look_for(view, "faure", whole=False)
    shell.window._leave()

    assert shell.window.view is None


def test_there_is_no_search_without_pages(shell):
    shortcut(Qt.Key.Key_K, CONTROL)

    assert shell.window.view is None


def test_a_press_beside_it_closes_it(view):
    finder = look_for(view, "faure")
    QTest.mouseClick(finder, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))

    assert not finder.isVisible()


def test_a_result_may_be_clicked(view):
    finder = look_for(view, "julien faure")
    place = finder.list.visualRect(finder.list.found.index(1)).center()
    QTest.mouseClick(finder.list.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert (view.page.slug, view.page.current_field()) == ("acteurs", "acteurs.22.nom")


def test_another_size_of_window_keeps_it_inside(view, shell):
    finder = look_for(view, "e")
    for size in ((1180, 640), (1920, 1010)):
        shell.window.resize(*size)
        QApplication.processEvents()

        assert finder.geometry() == view.rect()
        assert finder.rect().contains(finder.frame.geometry())


def test_it_is_named_for_a_screen_reader(view):
    finder = look_for(view, "julien faure")
    told = finder.words.accessibleDescription()

    assert nameless(finder) == []
    assert "Julien Faure" in told
    assert "Acteurs" in told
    index = finder.list.found.index(1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == told
    assert QAccessible.queryAccessibleInterface(finder.words).text(QAccessible.Text.Name)
    assert view.topbar.search.accessibleName() == "Rechercher dans le dossier"


def test_the_model_keeps_the_rules_of_qt(view):
    finder = look_for(view, "absent")
    model = FoundModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(rows(finder))

    assert tester.model().rowCount() == len(rows(finder))


def test_the_words_that_answer_are_lit_in_the_value_too(view):
    finder = look_for(view, "ateliers mise oeuvre")
    row = finder.list.current()
    words = found_words(row, 600)

    assert plain(words).startswith("Équipes : « ")
    lit = [words[r.start : r.start + r.length] for r in lit_ranges(words, row.hit.marks)]
    assert [plain(word).lower() for word in lit] == ["ateliers", "mise", "œuvre"]


def test_letters_outside_the_first_plane_shift_nothing(dress):
    dress(2.0, "sombre")
    found = lit_ranges("🎉🎉 Faure", ("faure",))

    assert [(r.start, r.length) for r in found] == [(5, 5)]
    assert load_theme("sombre").dark


@pytest.mark.parametrize("query", ["דוד", "🎉", "\u202eabc", "a" * 300, "<b>absent</b>"])
def test_hostile_words_are_shown_and_searched_calmly(view, query):
    finder = look_for(view, query)
    finder.grab()

    assert finder.isVisible()
    assert finder.words.text()[:1] == query[:1]
