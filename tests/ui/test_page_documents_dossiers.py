"""The dossiers that she composes, on the page « Documents »: by keys, by mouse, undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent

from tests.outils.fenetre import (
    ALT,
    plain,
    press,
    when_a_dialog_opens,
    write,
)
from tests.outils.page_documents import documents_of_tilleuls
from tests.outils.page_documents import ready as wait_for
from tests.outils.page_dossiers import (
    PARTS,
    compose,
    dossiers_of_showcase,
    names,
    parts,
    undo,
)
from ui.models.documents import DocumentRole

pytestmark = pytest.mark.usefixtures("allow_dialogs")


@pytest.fixture
def page(open_page, tmp_path):
    with dossiers_of_showcase(open_page, tmp_path) as shown:
        yield shown


# the list


def test_her_dossiers_open_the_list_with_their_state(page):
    rows = [page.model.index(row) for row in range(4)]

    assert [plain(index.data()) for index in rows] == [
        "Vos dossiers", "COPIL n° 2", "CVS de printemps", "Lancement et cadrage",
    ]  # fmt: skip
    told = plain(rows[1].data(Qt.ItemDataRole.AccessibleTextRole))
    assert told.startswith("COPIL n° 2, Incomplet : 1 document à compléter : Suivi des décisions")


def test_its_pages_are_counted_once_it_is_shown(page, qtbot):
    wait_for(page, qtbot)

    assert page.model.index_of("dossier-1").data(DocumentRole.PAGES) >= 5
    assert page.preview.paper.count == page.model.index_of("dossier-1").data(DocumentRole.PAGES)


def test_without_any_the_list_says_so_and_offers_one_thing(open_page, tmp_path):
    with documents_of_tilleuls(open_page, tmp_path) as page:
        assert page.list.none.isVisible()
        assert plain(page.list.none.text()) == "Aucun dossier composé"
        assert page.list.compose.isVisible()
        assert not page.composing.actions.isVisible()
        assert page.model.index(0).data() == "Lancement et cadrage"


def test_what_may_be_done_is_offered_for_a_dossier_only(page):
    assert page.composing.actions.isVisible()
    page.show_document("raci")
    assert not page.composing.actions.isVisible()
    page.view.setFocus()
    press(Qt.Key.Key_Return)
    assert not page.composing.active
    press(Qt.Key.Key_Delete)
    assert len(names(page)) == 2


# a new one


def test_a_new_dossier_comes_from_a_model_and_is_ready_to_compose(page):
    def choose(dialog):
        assert plain(dialog.nom.text()) == "COPIL n° 1"
        dialog.modele.setFocus()
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Down)
        assert plain(dialog.nom.text()) == "COPIL n° 3"
        assert "objectifs" in dialog.usage.text()
        dialog.keep.click()

    when_a_dialog_opens(choose)
    page.list.compose.click()

    assert names(page)[-1] == "COPIL n° 3"
    assert page.composing.active
    assert page.window().focusWidget() is page.composing.picking.search
    assert page.composing.composer.model.slugs()[0] == "ordre-du-jour-copil-3"
    undo(page)
    assert not page.composing.active
    assert len(names(page)) == 2


def test_an_empty_one_under_her_own_name(page):
    def choose(dialog):
        dialog.modele.set_value(None)
        dialog.modele.edited.emit()
        dialog.nom.setFocus()
        dialog.keep.click()
        assert "Donnez un nom" in dialog.error.text()
        write("Réunion des familles")
        press(Qt.Key.Key_Return)

    when_a_dialog_opens(choose)
    page.list.compose.click()

    assert names(page)[-1] == "Réunion des familles"
    composer = page.composing.composer
    assert composer.nothing.isVisible()
    assert not composer.remove.isEnabled()
    assert not page.save_button.isEnabled()


def test_a_name_that_she_typed_is_not_replaced_by_that_of_a_model(page):
    def choose(dialog):
        dialog.nom.setFocus()
        dialog.nom.selectAll()
        write("Familles")
        dialog.modele.setFocus()
        press(Qt.Key.Key_Down)
        dialog.keep.click()

    when_a_dialog_opens(choose)
    page.list.compose.click()

    assert names(page)[-1] == "Familles"


# its documents, by keys


def test_alt_and_an_arrow_move_a_document_in_one_step_each(page):
    view = compose(page)
    view.setFocus()
    press(Qt.Key.Key_Up, modifiers=ALT)

    assert parts(page) == (*PARTS[:2], PARTS[3], PARTS[2])
    press(Qt.Key.Key_Up, modifiers=ALT)
    assert parts(page) == (PARTS[0], PARTS[3], PARTS[1], PARTS[2])
    assert view.currentIndex().row() == 1
    undo(page)
    undo(page)
    assert parts(page) == PARTS


def test_at_the_ends_a_document_stays_where_it_is(page):
    view = compose(page)
    view.setFocus()
    press(Qt.Key.Key_Down, modifiers=ALT)
    assert parts(page) == PARTS
    assert not page.composing.composer.down.isEnabled()
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Up, modifiers=ALT)
    assert parts(page) == PARTS
    assert not page.composing.composer.up.isEnabled()


def test_suppr_takes_a_document_out_and_the_caret_stays_at_its_place(page):
    view = compose(page)
    view.setFocus()
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Delete)

    assert parts(page) == (PARTS[0], *PARTS[2:])
    assert view.currentIndex().row() == 1
    assert page.composing.picking.model.row_of(PARTS[1]) is not None
    undo(page)
    assert parts(page) == PARTS


def test_the_buttons_do_the_same(page):
    compose(page)
    composer = page.composing.composer
    composer.up.click()
    assert parts(page) == (*PARTS[:2], PARTS[3], PARTS[2])
    composer.down.click()
    assert parts(page) == PARTS
    composer.remove.click()
    assert parts(page) == PARTS[:3]


def test_entree_adds_the_document_after_the_one_that_has_the_caret(page, qtbot):
    view, picking = compose(page), page.composing.picking
    view.put_cursor(view.model().index(0, 0))
    write("raci")
    qtbot.waitUntil(lambda: not picking._pause.isActive())
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    chosen = picking.view.current_slug()
    press(Qt.Key.Key_Return)

    assert "raci" in chosen
    assert parts(page) == (PARTS[0], chosen, *PARTS[1:])
    assert view.currentIndex().row() == 1
    assert picking.model.row_of(chosen) is None


def test_entree_in_the_search_adds_the_first_found(page):
    compose(page)
    write("convocation copil 1")
    press(Qt.Key.Key_Return)

    assert parts(page)[-1] == "convocation-copil-1"


def test_the_documents_of_each_meeting_are_offered_by_its_name(page):
    compose(page)
    titles = [plain(row.info.title) for row in page.composing.picking.model.documents()]

    assert "Compte rendu du COPIL n° 1" in titles
    assert "Ordre du jour du COPIL n° 2" not in titles, "the dossier holds it already"
    assert not any("Fiche indicateur" in title and "Chutes" in title for title in titles)


def test_nothing_found_is_said_with_what_to_do(page, qtbot):
    compose(page)
    picking = page.composing.picking
    write("zzz")
    qtbot.waitUntil(lambda: not picking._pause.isActive())

    assert "Aucun document ne répond" in picking.found.text()
    assert not picking.add_button.isEnabled()


def test_the_mouse_carries_a_document(page):
    view = compose(page)
    view.setCurrentIndex(view.model().index(3, 0))
    place = QPointF(20, view.visualRect(view.model().index(0, 0)).top() + 2)

    class Dropped(QDropEvent):
        def source(self):
            return view

    drop = Dropped(
        place, Qt.DropAction.MoveAction, QMimeData(), Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    view.dropEvent(drop)

    assert parts(page) == (PARTS[3], *PARTS[:3])


def test_echap_and_terminer_go_back_to_the_documents(page):
    compose(page)
    assert not page.list.isVisible()
    press(Qt.Key.Key_Escape)
    assert page.list.isVisible()
    assert page.view.hasFocus()
    page.composing.actions.modify.click()
    assert page.composing.active
    page.composing.composer.finish.click()
    assert page.options.isVisible()


def test_the_preview_follows_what_is_composed(page, qtbot):
    compose(page)
    wait_for(page, qtbot)
    before = page.preview.paper.count
    page.composing.add("etablissement")
    wait_for(page, qtbot)

    assert page.preview.paper.count == before + 1
