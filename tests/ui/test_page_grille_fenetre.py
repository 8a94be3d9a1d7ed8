"""The page Grille in its window: resuming, the path, the Guide, the sidebar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.diagnostic import Cotation
from cpom_desktop.services.operations import UpdateConstat
from tests.outils.constats import answer
from tests.outils.dossiers import copy_demonstration, copy_tilleuls
from tests.outils.fenetre import ALT, press, write
from ui.kit.labels import SafeLabel
from ui.models.themes import ThemeRole


def shown(page):
    return page.card.critere.slug


def chosen_theme(page):
    return page.list.currentIndex().data(ThemeRole.SLUG)


def test_the_dossier_reopens_at_the_exact_criterion_and_field(shell):
    path = copy_tilleuls(shell.folder)
    shell.window.open_path(path)
    shell.window.view.show_page("grille", "constats.dg-h03.texte")
    write("L’absentéisme recule.")
    shell.window._leave()
    shell.window.open_path(path)
    page = shell.window.view.page
    editor = page.card.row("texte").editor
    assert shown(page) == "dg-h03"
    assert page.current_field() == "constats.dg-h03.texte"
    assert editor.toPlainText() == "L’absentéisme recule."
    assert editor.textCursor().atEnd()


def test_a_new_size_of_text_keeps_the_criterion_chosen_in_the_list(shell, view):
    view.show_page("grille")
    view.page.list.setFocus()
    press(Qt.Key.Key_Down)
    assert shown(view.page) == "dg-b01"
    shell.settings.set_text_scale(1.5)
    QApplication.processEvents()
    after = shell.window.view
    assert after is not view
    assert (shown(after.page), chosen_theme(after.page)) == ("dg-b01", "b")


def test_alt_and_arrows_go_through_the_criteria_of_the_window(view):
    view.show_page("grille", "constats.dg-h03.texte")
    window = view.window()
    QTest.keyClick(window, Qt.Key.Key_Right, ALT)
    assert shown(view.page) == "dg-h04"
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    assert shown(view.page) == "dg-h03"


def test_the_guide_and_the_path_follow_the_criterion(view):
    view.show_page("grille", "constats.dg-h10")
    view.toggle_guide()
    view.guide.complete()
    for theme in ("H", "I"):
        view.page.go_on()
        words = [label.text() for label in view.guide.findChildren(SafeLabel)]
        assert view.page.card.critere.preuve in words
        assert view.topbar._page.text() == f"Grille, thème {theme}"
    view.show_page("etablissement")
    view.guide.complete()
    assert view.topbar._page.text() == "Établissement et périmètre"
    words = [label.text() for label in view.guide.findChildren(SafeLabel)]
    assert "Preuve attendue" not in words


def test_the_sidebar_follows_the_ratings(view, qtbot):
    answer(view.session.workspace, 115)
    view.session.run(UpdateConstat(critere="dg-a01", cotation=Cotation.MAITRISE))
    assert view.sidebar._pages["grille"].accessibleName().endswith("Fait")


def test_a_figure_beside_a_criterion_leads_to_its_line_of_the_page_of_figures(shell):
    shell.window.open_path(copy_demonstration(shell.folder))
    view = shell.window.view
    view.show_page("grille", "constats.dg-h03.cotation")
    view.page.card.chiffres.lines[0].click()
    assert view.page.slug == "donnees"
    assert view.page.current_field() == "donnees.absenteisme"


def test_the_list_is_where_she_left_it_at_the_next_start(shell):
    path = copy_demonstration(shell.folder)
    shell.window.open_path(path)
    shell.window.view.show_page("grille", "constats.dg-i04.cotation")
    shell.window.view.page.switch.button.click()
    press(Qt.Key.Key_Down)
    shell.window._leave()
    shell.window.open_path(path)
    page = shell.window.view.page
    assert page.listed
    assert page.card.critere.slug == "dg-i05"
    assert page.liste.view.hasFocus()
