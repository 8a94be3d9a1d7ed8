"""The window around an open dossier: pages, Guide, undo, saved state, printing, closing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from cpom_desktop.i18n import typeset
from cpom_desktop.services.operations import UpdateEtablissement
from cpom_desktop.services.parcours import BEHIND, PAGES, stage_of
from tests.outils.dossiers import copy_tilleuls, every_row, opened
from tests.outils.fenetre import (
    ALT,
    CONTROL,
    copy_prepared,
    copy_started,
    fill_disk,
    plain,
    press,
    rename,
    shortcut,
    show,
    when_a_dialog_opens,
)
from ui.shell.dossier_view import FIRST_PAGE
from ui.shell.page_classes import PAGE_CLASSES

NAME = "etablissement.nom"
STEP = "modifier « Nom de l’établissement »"


def name_of(view):
    return view.session.snapshot.etablissement.nom


# --- pages


@pytest.mark.parametrize("slug", [s for s in PAGE_CLASSES if s not in {p.slug for p in BEHIND}])
def test_the_sidebar_opens_each_page_with_enter(view, slug):
    if stage := stage_of(slug):
        view.sidebar._stages[stage].setFocus()
        press(Qt.Key.Key_Return)
    view.sidebar._pages[slug].setFocus()
    press(Qt.Key.Key_Return)

    assert view.page.slug == slug
    assert view.page.isVisible()
    assert view.sidebar._pages[slug].isChecked()
    assert view.topbar._page.text().startswith(typeset(PAGES[slug].title))


def test_changing_page_in_the_middle_of_a_word_keeps_it(view):
    rename(view, "EHPAD Les Érables")
    view.sidebar._pages["acteurs"].click()

    assert name_of(view) == "EHPAD Les Érables"


def test_a_new_name_is_shown_everywhere_at_once(view, shell):
    rename(view, "EHPAD Les Érables")
    press(Qt.Key.Key_Tab)

    assert view.topbar._dossier.whole_text == "EHPAD Les Érables"
    assert "EHPAD Les Érables" in view.sidebar.switcher.accessibleName()
    assert shell.window.windowTitle() == "EHPAD Les Érables – CPOM 2028–2032 — CPOM Desktop"


def test_a_page_seen_before_shows_what_changed_meanwhile(view):
    view.show_page("etablissement")
    view.show_page("raci")
    view.session.run(UpdateEtablissement(nom="EHPAD Les Érables"))
    view.show_page("etablissement")

    assert view.page.form.row(NAME).editor.text() == "EHPAD Les Érables"


def test_an_unknown_page_in_the_file_opens_the_first_one(shell):
    path = copy_tilleuls(shell.folder)
    with opened(path) as workspace:
        workspace.set_resume("page", "pgfp")
    shell.window.open_path(path)

    assert shell.window.view.page.slug == FIRST_PAGE


def test_it_reopens_on_the_page_and_in_the_field_that_she_left(view, shell):
    view.show_page("etablissement", "etablissement.commune")
    path = view.session.workspace.path
    shell.window._leave()
    shell.window.open_path(path)

    assert shell.window.view.page.current_field() == "etablissement.commune"
    view = shell.window.view
    view.show_page("raci")
    shell.window._leave()
    shell.window.open_path(path)
    assert shell.window.view.page.slug == "raci"


def test_alt_1_goes_to_the_first_stage(view):
    view.show_page("raci")
    shortcut(Qt.Key.Key_1, ALT)

    assert view.page.slug == "etablissement"


def test_a_long_name_leaves_room_for_the_rest_of_the_bar(shell):
    shell.window.open_path(copy_prepared(shell.folder))
    view = shell.window.view
    view.show_page("etablissement")
    view.session.run(UpdateEtablissement(nom="Résidence " + "très " * 30 + "longue"))
    QApplication.processEvents()
    parts = [view.topbar._dossier, view.topbar._stage, view.topbar._page]

    rights = [part.geometry().right() for part in parts]
    assert all(a < b.geometry().left() for a, b in zip(rights, parts[1:], strict=False))
    assert view.topbar._dossier.text().endswith("…")
    assert view.topbar._dossier.toolTip()


class Windows(QObject):
    """Notes every window that is shown."""

    def __init__(self):
        super().__init__()
        self.shown = []

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
        if shown and watched.isWindow():
            self.shown.append((type(watched).__name__, watched.accessibleName()))
        return False


def test_no_part_of_a_page_is_shown_for_an_instant_as_a_window_of_its_own(qapp, shell):
    windows = Windows()
    qapp.installEventFilter(windows)
    shell.window.open_path(copy_started(shell.folder, "autre.cpom"))
    shell.window.open_path(copy_tilleuls(shell.folder))
    for slug in PAGE_CLASSES:
        shell.window.view.show_page(slug)
    qapp.removeEventFilter(windows)

    assert windows.shown == []


# --- Guide


def test_the_guide_is_remembered_page_by_page(view, shell):
    view.show_page("etablissement")
    assert view.guide.isVisible()
    shortcut(Qt.Key.Key_F1)
    assert not view.guide.isVisible()
    view.show_page("acteurs")
    assert not view.guide.isVisible()
    shortcut(Qt.Key.Key_F1)
    assert view.guide.isVisible()
    view.show_page("etablissement")
    assert not view.guide.isVisible()

    shell.window._leave()
    shell.window.open_path(shell.folder / "Les Tilleuls.cpom")
    shell.window.view.show_page("etablissement")
    assert not shell.window.view.guide.isVisible()
    assert not shell.window.view.topbar.guide.isChecked()
    shell.window.view.show_page("acteurs")
    assert shell.window.view.guide.isVisible()


def test_a_narrow_window_begins_without_the_guide_and_f1_shows_it(view, shell, qtbot):
    view.show_page("etablissement")
    show(shell.window, qtbot, (1180, 640))
    assert not view.guide.isVisible()
    shortcut(Qt.Key.Key_F1)
    assert view.guide.isVisible()

    shortcut(Qt.Key.Key_F1)
    show(shell.window, qtbot, (1366, 698))
    assert not view.guide.isVisible()


def test_a_window_made_wide_again_shows_the_guide_again(view, shell, qtbot):
    view.show_page("etablissement")
    show(shell.window, qtbot, (1180, 640))
    show(shell.window, qtbot, (1366, 698))

    assert view.guide.isVisible()


# --- undo, redo, saved state


def test_undo_and_redo_say_what_they_would_do(view):
    assert not view.topbar.undo.isEnabled()
    rename(view, "EHPAD Les Érables")
    press(Qt.Key.Key_Tab)

    assert view.topbar.undo.isEnabled()
    assert plain(view.topbar.undo.accessibleName()) == f"Annuler : {STEP}"
    view.topbar.undo.click()
    assert name_of(view) == "EHPAD Les Tilleuls"
    assert plain(view.topbar.redo.accessibleName()) == f"Rétablir : {STEP}"
    assert not view.topbar.undo.isEnabled()
    view.topbar.redo.click()
    assert name_of(view) == "EHPAD Les Érables"


def test_ctrl_z_in_the_middle_of_a_word_undoes_the_word(view):
    rename(view, "EHPAD Les Érables")
    shortcut(Qt.Key.Key_Z, CONTROL)

    assert name_of(view) == "EHPAD Les Tilleuls"
    assert QApplication.focusWidget().text() == "EHPAD Les Tilleuls"


def test_undo_still_works_after_closing_and_opening_again(view, shell):
    rename(view, "EHPAD Les Érables")
    shell.window._leave()
    shell.window.open_path(shell.folder / "Les Tilleuls.cpom")
    shortcut(Qt.Key.Key_Z, CONTROL)

    assert name_of(shell.window.view) == "EHPAD Les Tilleuls"


def test_saving_is_told_with_its_time_from_the_opening_on(view):
    assert plain(view.topbar.save_state.text.text()) == "Enregistré à 14:32"
    rename(view, "EHPAD Les Érables")
    press(Qt.Key.Key_Tab)

    assert plain(view.topbar.save_state.text.text()) == "Enregistré à 14:32"


def test_a_full_disk_is_told_at_once_and_the_text_stays(view):
    disk = fill_disk(view.session)
    rename(view, "EHPAD Les Érables")
    press(Qt.Key.Key_Tab)

    assert plain(view.topbar.save_state.text.text()) == "Non enregistré : disque plein"
    assert view.notices.unsaved.isVisible()
    assert "Libérez de la place" in view.notices.unsaved.text.text()
    assert "est gardé ici" in view.notices.unsaved.text.text()
    assert view.page.form.row(NAME).editor.text() == "EHPAD Les Érables"
    disk.room = True
    view.flush()
    assert name_of(view) == "EHPAD Les Érables"
    assert plain(view.topbar.save_state.text.text()) == "Enregistré à 14:32"
    assert not view.notices.unsaved.isVisible()


def test_closing_with_something_unsaved_asks_and_giving_it_up_closes(view, shell, allow_dialogs):
    fill_disk(view.session)
    rename(view, "EHPAD Les Érables")
    asked = []

    def give_up(dialog):
        asked.append((QApplication.focusWidget() is dialog.safe, dialog.text.text()))
        dialog.action.click()

    when_a_dialog_opens(give_up)
    shell.window.close()

    assert asked[0][0]
    assert "Disque plein" in asked[0][1]
    assert not shell.window.isVisible()


def test_a_refused_action_is_told_over_the_page_and_put_away_by_the_next_change(view):
    view.session.refused.emit("Ces tâches s'attendent l'une l'autre.")
    assert view.notices.refusal.isVisible()
    assert "s'attendent" in view.notices.refusal.text.text()

    view.session.run(UpdateEtablissement(commune="Villeneuve"))
    assert not view.notices.refusal.isVisible()


# --- read only


@pytest.mark.parametrize("slug", list(PAGE_CLASSES))
def test_reading_only_is_told_on_every_page_and_typing_changes_nothing(reading, slug):
    reading.show_page(slug)
    reading.page.focus_first()
    before = reading.session.snapshot
    for key in (Qt.Key.Key_R, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        press(key, "r" if key == Qt.Key.Key_R else "")
    reading.flush()

    assert reading.notices.read_only.isVisible()
    assert reading.topbar.save_state.text.text() == "Lecture seule"
    assert reading.session.snapshot == before
    assert not reading.session.state.failure


def test_reading_only_offers_no_undo_even_of_a_dossier_that_has_steps(shell):
    path = copy_tilleuls(shell.folder)
    with opened(path) as workspace:
        workspace.run(UpdateEtablissement(nom="EHPAD Les Érables"))
    shell.window.open_path(path, read_only=True)
    view = shell.window.view
    shortcut(Qt.Key.Key_Z, CONTROL)

    assert not view.topbar.undo.isEnabled()
    assert name_of(view) == "EHPAD Les Érables"
    assert not view.session.state.failure


def test_reading_only_leaves_the_file_as_it_is(shell):
    path = copy_tilleuls(shell.folder)
    before = path.read_bytes()
    shell.window.open_path(path, read_only=True)
    for slug in PAGE_CLASSES:
        shell.window.view.show_page(slug)
    shell.window._leave()

    assert path.read_bytes() == before


# --- keyboard


def test_f6_goes_from_sidebar_to_top_bar_to_content_to_guide(view):
    view.show_page("etablissement")
    rename(view, "EHPAD Les Érables")
    press(Qt.Key.Key_Tab)
    view.sidebar.focus_first()
    places = [view.topbar, view._stack, view.guide, view.sidebar]
    for place in places:
        shortcut(Qt.Key.Key_F6)
        assert place.isAncestorOf(QApplication.focusWidget()), place


def test_f6_passes_over_a_closed_guide(view):
    view.show_page("etablissement")
    shortcut(Qt.Key.Key_F1)
    view.page.focus_first()
    shortcut(Qt.Key.Key_F6)

    assert view.sidebar.isAncestorOf(QApplication.focusWidget())


def test_the_menu_of_the_dossier_closes_it(view, shell):
    actions = {action.text(): action for action in view.sidebar.switcher.menu.actions()}
    actions["Fermer ce dossier"].trigger()

    assert shell.window.view is None
    assert shell.window.home.isVisible()


def test_opening_another_dossier_keeps_what_was_being_typed_in_the_first(view, shell):
    rename(view, "EHPAD Les Érables")
    shell.window.open_path(copy_started(shell.folder, "autre.cpom"))

    rows = every_row(shell.folder / "Les Tilleuls.cpom")
    assert any("EHPAD Les Érables" in row for row in rows["etablissement"])


def test_a_short_message_stays_in_view_over_the_footer_of_another_page(view):
    view.show_page("documents")
    view.toast.show_message("Fichier écrit et relu : 5 pages.")

    view.show_page("grille")
    QApplication.processEvents()

    assert view.toast.isVisible()
    bottom = view.toast.geometry().bottom()
    assert bottom < view._stack.height() - view.page.footer_height
    assert view._stack.childAt(view.toast.geometry().center()) in {
        view.toast,
        *view.toast.findChildren(QWidget),
    }
