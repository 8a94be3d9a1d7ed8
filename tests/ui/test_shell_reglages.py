"""« Réglages »: each choice applies at once, and what she was typing stays where it was."""

from __future__ import annotations

import pytest
from PIL import ImageChops, ImageQt
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cpom_desktop.services.parcours import STAGES
from tests.outils.dossiers import copy_tilleuls
from tests.outils.fenetre import (
    ALT,
    make_shell,
    nameless,
    plain,
    press,
    rename,
    shortcut,
    show,
    write,
)
from ui.shell.dossier_view import PAGE_CLASSES
from ui.shell.program_view import PROGRAM_CLASSES
from ui.shell.settings import SCALES, Settings
from ui.theme import theme as theme_module
from ui.theme.theme import current_theme, load_theme, set_theme


@pytest.fixture(autouse=True)
def afterwards(qapp):
    yield
    set_theme(qapp, load_theme("clair"), 1.0)


@pytest.fixture
def page(view):
    """Return the page of settings, within a dossier."""
    view.sidebar._pages["reglages"].click()
    return view.page


@pytest.fixture
def alone(shell):
    """Return the page of settings, from the home page, without a dossier."""
    shell.window.home.focus_program("reglages")
    press(Qt.Key.Key_Return)
    return shell.window._program.page


@pytest.fixture
def without_note(view, monkeypatch):
    """Take every note away from the Guide."""
    monkeypatch.setattr(type(view.session.content), "guide", lambda self, slug: None)


def ground(window):
    """Return the colour of the window beside its cards."""
    return window.grab().toImage().pixelColor(window.width() - 4, window.height() - 4).name()


def settle():
    for _turn in range(5):
        QApplication.processEvents()


# --- where it is


def test_it_opens_from_the_sidebar_and_has_its_own_breadcrumb(view, page):
    assert page.slug == "reglages"
    assert view.topbar._dossier.whole_text == "CPOM Desktop"
    assert not view.topbar._stage.isVisible()
    assert view.sidebar._pages["reglages"].isChecked()


def test_it_opens_from_the_home_page_and_escape_goes_back_to_its_button(shell, alone):
    assert alone.isVisible()
    press(Qt.Key.Key_Tab)
    QTest.keyClick(shell.window, Qt.Key.Key_Escape)
    settle()

    assert shell.window.home.isVisible()
    assert shell.window.home.program_buttons["reglages"].hasFocus()
    assert shell.window._program is None


def test_a_dossier_opened_from_there_takes_its_place(shell, alone):
    shell.window.open_path(copy_tilleuls(shell.folder))

    assert shell.window._program is None
    assert shell.window.view.isVisible()


def test_everything_that_takes_the_caret_has_a_name(page):
    assert nameless(page) == []


def test_there_is_no_guide_without_a_note(view, page, without_note):
    view.show_page("acteurs")
    assert view.topbar.guide.isVisible()
    view.show_page("reglages")
    shortcut(Qt.Key.Key_F1)

    assert not view.guide.isVisible()
    assert not view.topbar.guide.isVisible()


def test_the_dossier_reopens_on_the_page_before_the_settings(shell, view, page):
    view.show_page("acteurs")
    view.show_page("reglages")
    path = view.session.workspace.path
    shell.window._leave()
    shell.window.open_path(path)

    assert shell.window.view.page.slug == "acteurs"


@pytest.mark.parametrize("section", ["apparence", "dossiers", "texte"])
def test_a_section_takes_the_caret_to_its_card_and_is_lit(page, section):
    page.sections[section].setFocus()
    press(Qt.Key.Key_Return)

    assert page.current_field() == section
    assert [key for key, row in page.sections.items() if row.isChecked()] == [section]


def test_the_copies_are_in_sight_without_scrolling(shell, view, tmp_path):
    shell.settings.set_copies_folder(tmp_path)
    view.show_page("reglages")
    settle()
    page = view.page
    bottom = page.second.mapTo(page.scroller.viewport(), page.second.rect().bottomLeft()).y()

    assert page.scroller.verticalScrollBar().value() == 0
    assert bottom <= page.scroller.viewport().height()


def test_the_last_section_goes_to_what_the_program_is(view, page):
    page.sections["a-propos"].click()

    assert view.page.slug == "a-propos"


# --- colours


def test_arrows_choose_a_theme_which_applies_and_is_kept(shell, view, page):
    page.focus_first()
    press(Qt.Key.Key_Right)
    settle()

    assert page.tiles["sombre"].isChecked()
    assert current_theme().name == "sombre"
    assert ground(shell.window) == load_theme("sombre").hex("fond").lower()
    assert Settings(shell.settings.file).theme == "sombre"


def test_a_click_anywhere_on_a_tile_chooses_it(page):
    tile = page.tiles["sombre"]
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton, pos=QPoint(tile.width() - 8, 12))

    assert current_theme().name == "sombre"


def test_the_computer_going_dark_keeps_the_caret_and_what_is_typed(shell, view, monkeypatch):
    shell.settings.set_theme("systeme")
    rename(view, "EHPAD Les Éra")
    QApplication.focusWidget().setCursorPosition(6)
    field = QApplication.focusWidget()
    monkeypatch.setattr(theme_module, "system_is_dark", lambda app: True)
    QApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    settle()

    assert current_theme().name == "sombre"
    assert QApplication.focusWidget() is field
    assert (field.text(), field.cursorPosition()) == ("EHPAD Les Éra", 6)


def test_the_computer_going_dark_changes_nothing_for_who_chose_light(shell, view, monkeypatch):
    monkeypatch.setattr(theme_module, "system_is_dark", lambda app: True)
    QApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)

    assert current_theme().name == "clair"


def dark(settings):
    settings.set_theme("sombre")


def large(settings):
    settings.set_text_scale(2.0)


def settled_picture(shell, qtbot, slug):
    """Return what is shown once it is whole: the preview of a document comes from a thread."""
    view = shell.window.view
    view.sidebar.switcher.setFocus()
    view.session.copies.timer.stop()  # the dashboard tells of the first backup, a moment later
    QTest.mouseMove(view.sidebar.switcher)
    settle()
    if slug == "documents":
        qtbot.waitUntil(lambda: view.page._rendered is not None and not view.page.renderer.busy)
        settle()
    _forget_the_pointer(view._stack)
    return view._stack.grab().toImage()


def _forget_the_pointer(root):
    """What is under the pointer is drawn otherwise; a move that Qt thinks done tells nothing."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget.underMouse():
            QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))
            widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)


def same_pictures(left, right):
    """Tell that two pictures are one; otherwise fail on the box where they differ."""
    images = [ImageQt.fromqimage(image).convert("RGB") for image in (left, right)]
    assert ImageChops.difference(*images).getbbox() is None
    return True


@pytest.mark.parametrize("slug", [*PAGE_CLASSES, *PROGRAM_CLASSES])
@pytest.mark.parametrize("change", [dark, large])
def test_a_page_that_changes_look_is_the_page_built_in_that_look(shell, view, qtbot, slug, change):
    path = view.session.workspace.path
    view.show_page(slug)
    settled_picture(shell, qtbot, slug)
    change(shell.settings)
    changed = settled_picture(shell, qtbot, slug)
    shell.window._leave()
    shell.window.open_path(path)
    shell.window.view.show_page(slug)

    qtbot.waitUntil(lambda: same_pictures(settled_picture(shell, qtbot, slug), changed))


def test_home_changes_theme_as_it_is_built_in_that_theme(shell):
    shell.settings.set_theme("sombre")
    settle()
    changed = shell.window.home.grab().toImage()
    shell.window._rebuild()
    settle()

    assert shell.window.home.grab().toImage() == changed


# --- size of the text


def test_each_arrow_gives_the_next_size_and_keeps_the_caret_on_the_slider(shell, view, page):
    page.focus_field("texte")
    press(Qt.Key.Key_Right)
    settle()
    press(Qt.Key.Key_Right)
    settle()

    after = shell.window.view
    assert current_theme().scale == 1.25
    assert after is not view
    assert after.session is view.session
    assert after.page.slider.hasFocus()
    assert after.page.slider.scale == 1.25
    assert after.page.title_label.fontMetrics().height() > 28
    assert Settings(shell.settings.file).text_scale == 1.25


def test_the_slider_is_still_on_screen_at_the_largest_size(shell, view, page):
    page.focus_field("texte")
    press(Qt.Key.Key_End)
    settle()
    slider = shell.window.view.page.slider

    assert current_theme().scale == 2.0
    assert slider.hasFocus()
    assert slider.visibleRegion().boundingRect() == slider.rect()


def test_a_drag_shows_a_sample_and_applies_on_release(shell, view, page):
    slider, left = page.slider, Qt.MouseButton.LeftButton
    start, end = (QPoint(round(slider._place(n)), 12) for n in (0, 3))
    QTest.mousePress(slider, left, pos=start)
    QTest.mouseMove(slider, end)
    assert current_theme().scale == 1.0
    assert "150 %" in plain(page.sample.accessibleName())
    assert slider.isSliderDown()

    QTest.mouseRelease(slider, left, pos=end)
    settle()
    assert current_theme().scale == 1.5
    assert shell.window.view.page.slider.value() == SCALES.index(1.5)


def test_a_new_size_keeps_what_was_typed_and_where_she_was(shell, view):
    rename(view, "EHPAD Les Érables")
    QApplication.focusWidget().setCursorPosition(5)
    view.sidebar._pages["reglages"].setFocus()
    press(Qt.Key.Key_Return)
    view.page.focus_field("texte")
    press(Qt.Key.Key_End)
    settle()
    after = shell.window.view
    after.sidebar._pages["etablissement"].click()

    assert after.session.snapshot.etablissement.nom == "EHPAD Les Érables"
    assert after.page.current_field() == "etablissement.nom"
    assert QApplication.focusWidget().cursorPosition() == 5
    write("!")
    assert QApplication.focusWidget().text() == "EHPAD! Les Érables"


def test_a_refused_text_is_still_in_its_field_after_a_new_size(shell, view):
    view.show_page("etablissement", "etablissement.autorise_depuis")
    QApplication.focusWidget().selectAll()
    write("31/02/2028")
    view.sidebar._pages["reglages"].click()
    shell.settings.set_text_scale(2.0)
    settle()
    after = shell.window.view
    after.show_page("etablissement")

    row = after.page.form.row("etablissement.autorise_depuis")
    assert row.editor.text() == "31/02/2028"
    assert row.error


def test_undo_goes_on_after_a_new_size(shell, view):
    before = view.session.snapshot.etablissement.nom
    rename(view, "EHPAD Les Érables")
    shell.settings.set_text_scale(1.5)
    settle()
    shortcut(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert shell.window.view.session.snapshot.etablissement.nom == before
    assert shell.window.view.page.slug == "etablissement"


def test_from_the_home_page_too_the_size_changes_and_the_caret_stays(shell, alone):
    alone.focus_field("texte")
    press(Qt.Key.Key_PageUp)
    settle()

    assert current_theme().scale == 1.1
    assert shell.window._program.page.slider.hasFocus()
    shell.window._leave_program()
    assert shell.window.home.isVisible()


def test_the_choices_are_those_of_the_next_start(shell, page, qtbot, tmp_path):
    shell.settings.set_theme("sombre")
    shell.settings.set_text_scale(1.75)
    other = make_shell(tmp_path)
    show(other.window, qtbot)

    assert (current_theme().name, current_theme().scale) == ("sombre", 1.75)
    other.window.close()
    other.window.deleteLater()


# --- keys


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: str(stage.number))
def test_alt_and_a_number_go_to_a_stage_that_has_pages(view, stage):
    view.show_page("acteurs")
    shortcut(Qt.Key(Qt.Key.Key_0 + stage.number), ALT)

    assert view.page.slug == (stage.pages[0].slug if stage.pages else "acteurs")


def test_f6_goes_round_the_regions_from_the_settings(view, page):
    places = []
    view.session.undo_changed.emit("modifier", "")
    for _turn in range(3):
        shortcut(Qt.Key.Key_F6)
        regions = (view.sidebar, view.topbar, view._stack)
        held = next(r for r in regions if r.isAncestorOf(QApplication.focusWidget()))
        places.append(held)

    assert set(places) == {view.sidebar, view.topbar, view._stack}


def test_f6_goes_to_the_search_where_the_bar_has_nothing_else(view, without_note, page):
    view.topbar.show_undo("", "")
    page.focus_first()
    shortcut(Qt.Key.Key_F6)
    assert view.sidebar.isAncestorOf(QApplication.focusWidget())
    shortcut(Qt.Key.Key_F6)
    assert view.topbar.search.hasFocus()
    shortcut(Qt.Key.Key_F6)
    assert view._stack.isAncestorOf(QApplication.focusWidget())
