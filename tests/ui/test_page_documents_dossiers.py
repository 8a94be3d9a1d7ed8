"""The dossiers that she composes, on the page « Documents »: by keys, by mouse, undone, read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.domain.instances import Confidentialite
from cpom_desktop.services.operations import DeleteReunions
from cpom_desktop.services.operations.dossiers_nommes import (
    AddDossierNomme,
    DeleteDossiersNommes,
    SetDossierParties,
)
from cpom_desktop.services.queries.dossiers_nommes import in_order, parts_of
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import (
    ALT,
    CONTROL,
    nameless,
    plain,
    press,
    when_a_dialog_opens,
    write,
)
from tests.outils.page_documents import documents_of, documents_of_tilleuls
from tests.outils.page_documents import ready as wait_for
from ui.models.documents import DocumentRole
from ui.session import Session

pytestmark = pytest.mark.usefixtures("allow_dialogs")
PARTS = ("ordre-du-jour-copil-2", "releve-decisions-copil-1", "suivi-decisions", "retroplanning")


@pytest.fixture
def page(open_page, tmp_path):
    """Return the page of the whole demonstration, on its first dossier, of four documents."""
    with (
        opened(copy_demonstration(tmp_path)) as workspace,
        documents_of(workspace, open_page, tmp_path) as shown,
    ):
        workspace.run(SetDossierParties(dossier_id=1, parties=list(PARTS)))
        shown.reload(None, force=True)
        shown.show_document("dossier-1")
        yield shown


def snapshot(page):
    return page.findChild(Session).snapshot


def undo(page):
    page.findChild(Session).undo()


def parts(page, dossier_id=1):
    return parts_of(snapshot(page), dossier_id)


def names(page):
    return [plain(dossier.nom) for dossier in in_order(snapshot(page))]


def compose(page):
    """Begin to compose the first dossier, from the list, by Entrée."""
    page.view.setFocus()
    press(Qt.Key.Key_Return)
    return page.composing.composer.view


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


# what is told


def test_a_meeting_deleted_leaves_its_document_absent(page):
    compose(page)
    ids = [r.id for r in snapshot(page).reunions if r.numero == 2]
    page.findChild(Session).run(DeleteReunions(ids=ids))
    first = page.composing.composer.model.index(0)

    assert plain(first.data(Qt.ItemDataRole.AccessibleTextRole)) == (
        "Ordre du jour (COPIL n° 2), Absent : laissé de côté"
    )
    assert "1 document absent" in plain(page.options.lacks.text.text())


def test_an_internal_document_is_told_and_keeps_the_whole_in_the_house(page, qtbot):
    compose(page)
    page.composing.add("negociation-diagnostic")
    wait_for(page, qtbot)

    assert "tout le dossier" in page.composing.composer.internal.text.text()
    assert page.composing.composer.internal.isVisible()
    assert page.preview.paper.count > 4
    assert page.row.info.mention is Mention.INTERNE


# its options


def test_the_options_of_a_dossier_are_its_own_and_each_choice_is_undone(page):
    assert page.options.options().mention is Mention.COPIL
    page.options.content.names.click()

    dossier = in_order(snapshot(page))[0]
    assert (dossier.noms, dossier.mention) == (False, Mention.COPIL)
    undo(page)
    assert in_order(snapshot(page))[0].noms is True
    assert page.options.content.names.isChecked()


def test_the_class_of_a_dossier_is_kept_in_the_file(page):
    field = page.options.diffusion.field
    assert field.value() == Confidentialite.COPIL
    field.set_value(Confidentialite.AUTORITES)
    field.edited.emit()

    assert in_order(snapshot(page))[0].classe is Confidentialite.AUTORITES


def test_the_other_documents_keep_the_usual_choices(page):
    page.show_document("raci")
    assert page.options.options().mention is Mention.PROJET
    page.show_document("dossier-1")
    page.show_document("dossier-2")
    assert page.options.options().noms is False
    page.show_document("raci")
    assert page.options.options().noms is True


# rename, copy, delete


def test_f2_renames(page):
    def answer(dialog):
        write("Comité du 15 avril")
        press(Qt.Key.Key_Return)

    page.view.setFocus()
    when_a_dialog_opens(answer)
    press(Qt.Key.Key_F2)

    assert names(page)[0] == "Comité du 15 avril"
    assert plain(page.model.index_of("dossier-1").data()) == "Comité du 15 avril"


def test_ctrl_d_copies_the_documents_and_the_options(page):
    page.view.setFocus()
    press(Qt.Key.Key_D, modifiers=CONTROL)

    assert names(page)[-1] == "COPIL n° 2 (2)"
    copied = in_order(snapshot(page))[-1]
    assert parts(page, copied.id) == PARTS
    assert (copied.mention, copied.classe) == (Mention.COPIL, Confidentialite.COPIL)
    assert page.row.info.slug == f"dossier-{copied.id}"


def test_suppr_deletes_and_annuler_gives_back(page):
    page.view.setFocus()
    press(Qt.Key.Key_Delete)

    assert names(page) == ["CVS de printemps"]
    assert "est supprimé" in page.composing.toast.message.text()
    page.composing.toast.action.click()
    assert names(page) == ["COPIL n° 2", "CVS de printemps"]
    assert parts(page) == PARTS


def test_a_dossier_deleted_elsewhere_ends_composing(page):
    compose(page)
    page.findChild(Session).run(DeleteDossiersNommes(ids=[1]))

    assert not page.composing.active
    assert page.list.isVisible()
    assert page.model.row_of("dossier-1") is None


def test_the_menu_of_the_list_names_the_keys(page):
    words = [plain(action.text()) for action in page.composing.actions.menu.actions()]

    assert words == [
        "Modifier le dossier…\tEntrée", "Renommer…\tF2", "Dupliquer\tCtrl+D", "Supprimer\tSuppr",
    ]  # fmt: skip


# states


def test_every_control_has_a_name(page):
    compose(page)

    assert nameless(page) == []


def test_the_models_are_sound(page, qtmodeltester):
    compose(page)
    qtmodeltester.check(page.composing.composer.model)


def test_a_long_name_wraps_and_nothing_goes_out_of_the_page(page):
    made = page.findChild(Session).run(AddDossierNomme(nom="Comité élargi " * 14)).result
    page.composing.modify(f"dossier-{made}")
    QApplication.processEvents()
    composer = page.composing.composer

    assert composer.title_label.height() > 2 * composer.title_label.fontMetrics().height()
    assert composer.geometry().right() <= page.width()


def test_an_empty_dossier_offers_its_documents_in_place_of_the_pages(page):
    made = page.findChild(Session).run(AddDossierNomme(nom="Vide")).result
    page.show_document(f"dossier-{made}")
    button = page.preview.nothing.button

    assert plain(button.text()) == "Choisir ses documents"
    button.click()
    assert page.composing.active
    page.composing.finish()
    page.show_document("compte-rendu-copil-2")
    assert plain(button.text()) == "Ouvrir la page à remplir"
