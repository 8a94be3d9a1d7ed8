"""The dossiers that she composes: what is told of them, their options, their names."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.domain.instances import Confidentialite
from cpom_desktop.services.operations import DeleteReunions
from cpom_desktop.services.operations.dossiers_nommes import (
    AddDossierNomme,
    DeleteDossiersNommes,
)
from cpom_desktop.services.queries.dossiers_nommes import in_order
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import (
    CONTROL,
    nameless,
    plain,
    press,
    when_a_dialog_opens,
    write,
)
from tests.outils.page_documents import documents_of
from tests.outils.page_documents import ready as wait_for
from tests.outils.page_dossiers import (
    PARTS,
    compose,
    dossiers_of_showcase,
    names,
    parts,
    snapshot,
    undo,
)
from ui.session import Session

pytestmark = pytest.mark.usefixtures("allow_dialogs")


@pytest.fixture
def page(open_page, tmp_path):
    with dossiers_of_showcase(open_page, tmp_path) as shown:
        yield shown


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


def test_the_cover_is_shown_while_the_rest_is_made(page, qtbot):
    wait_for(page, qtbot)
    page.show_document("raci")
    wait_for(page, qtbot)
    shown = []
    page.renderer.begun.connect(lambda _data: shown.append(page.preview.total.text()))
    page.show_document("dossier-1")
    wait_for(page, qtbot)

    assert shown == ["Le document se prépare…"]
    assert page.preview.paper.count > 4
    assert plain(page.preview.total.text()).startswith("sur ")


def test_tab_goes_from_what_is_found_to_the_documents_of_the_dossier(page):
    compose(page)
    write("raci")
    met = []
    for _turn in range(8):
        press(Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())

    composing = page.composing
    assert met[0] is composing.picking.view
    assert composing.composer.view in met
    assert page.preview.paper not in met[: met.index(composing.composer.view)]


def test_a_document_added_twice_is_said_to_be_there(page):
    compose(page)
    write("annuaire")
    press(Qt.Key.Key_Return)

    assert parts(page)[-1] == "annuaire"
    assert plain(page.composing.picking.found.text()) == "Ce qui répond est déjà dans le dossier."
    write("grille d'atelier")
    press(Qt.Key.Key_Return)
    assert parts(page)[-1] == "grille-atelier"


def test_a_dossier_to_read_shows_its_dossiers_and_changes_none(open_page, tmp_path):
    with (
        opened(copy_demonstration(tmp_path), read_only=True) as workspace,
        documents_of(workspace, open_page, tmp_path) as page,
    ):
        page.show_document("dossier-1")
        page.view.setFocus()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_F2, Qt.Key.Key_Delete):
            press(key)
        press(Qt.Key.Key_D, modifiers=CONTROL)
        page.options.content.cover.click()

        assert not page.list.compose.isVisible()
        assert not page.composing.actions.isVisible()
        assert not page.composing.active
        assert len(names(page)) == 2
        assert in_order(snapshot(page))[0].couverture is True
        assert page.options.content.cover.isChecked(), "what is shown is what is printed"


def test_where_room_lacks_what_is_composed_stands_next_to_what_is_found(open_page, tmp_path):
    def top(widget):
        return widget.mapTo(page, widget.rect().topLeft()).y()

    with dossiers_of_showcase(open_page, tmp_path, size=(500, 620)) as page:
        compose(page)
        QApplication.processEvents()
        composing = page.composing
        assert top(composing.picking) <= top(composing.composer) < top(page.preview)
        assert page.scroller.horizontalScrollBar().maximum() == 0
        composing.finish()
        QApplication.processEvents()
        assert top(page.list) <= top(page.preview) < top(page.options)
