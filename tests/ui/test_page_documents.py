"""The page « Documents »: list, preview, options, driven by keys and mouse."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from cpom_desktop.errors import RapportImpossible
from cpom_desktop.services.documents import DocumentState
from cpom_desktop.services.operations import (
    AddFicheAction,
    DeleteFichesAction,
    UpdateEtablissement,
)
from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.fenetre import CONTROL, nameless, plain, press
from tests.outils.fiches import add_fiche
from tests.outils.page_documents import documents_of, documents_of_tilleuls, words
from tests.outils.page_documents import ready as wait_for
from ui.models.documents import DocumentRole


@pytest.fixture
def page(open_page, tmp_path):
    with documents_of_tilleuls(open_page, tmp_path) as shown:
        yield shown


@pytest.fixture
def ready(page, qtbot):
    """Return a function that waits for the preview of the document chosen."""
    wait_for(page, qtbot)
    return partial(wait_for, page, qtbot)


def show(page, slug, ready):
    page.show_document(slug)
    ready()


# list


def test_documents_stand_under_their_stage_with_their_state(page):
    model = page.model
    rows = [model.index(row) for row in range(model.rowCount())]

    assert rows[0].data() == "Lancement et cadrage"
    assert [i.data(DocumentRole.STATE) for i in rows[1:6]] == [
        DocumentState.INCOMPLET,
        DocumentState.COMPLET,
        DocumentState.INCOMPLET,
        DocumentState.INCOMPLET,
        DocumentState.COMPLET,
    ]
    titles = [row.data() for row in rows if row.data(DocumentRole.SLUG) is None]
    assert titles == [
        "Lancement et cadrage",
        "Diagnostic partagé",
        "Objectifs et actions",
        "Suivi annuel",
        "Réunions et échanges",
        "Tout le dossier",
    ]


def test_a_row_tells_its_state_its_reason_and_its_pages_to_a_screen_reader(page, ready):
    show(page, "acteurs", ready)
    told = page.model.index_of("acteurs").data(Qt.ItemDataRole.AccessibleTextRole)

    assert plain(told) == "Cartographie des acteurs, Incomplet : 7 acteurs sans nom, 2 pages"


def test_the_arrows_go_from_document_to_document(page, ready):
    page.view.setFocus()
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down)
    ready()

    assert page.row.info.slug == "etablissement"
    assert "Identité" in words(page)


def test_the_model_is_a_sound_one(page, qtmodeltester):
    qtmodeltester.check(page.model)


# preview


def test_the_preview_tells_the_page_and_turns_it_by_the_keys(page, ready):
    paper = page.preview.paper
    paper.setFocus()
    press(Qt.Key.Key_PageDown)

    assert page.preview.number.text() == "2"
    assert plain(page.preview.total.text()) == "sur 17"
    assert plain(paper.accessibleName()) == "Page 2 sur 17 du document « Dossier de lancement »"
    press(Qt.Key.Key_End)
    assert paper.page == 16
    press(Qt.Key.Key_PageDown)
    assert paper.page == 16
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_PageUp)
    assert paper.page == 0


def test_the_buttons_turn_the_page_and_stop_at_the_ends(page, ready):
    preview = page.preview

    assert not preview.previous.isEnabled()
    preview.following.click()
    assert preview.paper.page == 1
    preview.previous.click()
    assert preview.paper.page == 0


def test_the_size_follows_the_room_until_she_changes_it(page, ready):
    paper, preview = page.preview.paper, page.preview
    fitting = paper.zoom
    paper.setFocus()
    press(Qt.Key.Key_Plus, "+", CONTROL)

    assert paper.zoom > fitting
    assert preview.whole.isEnabled()
    press(Qt.Key.Key_Minus, "-", CONTROL)
    preview.larger.click()
    preview.smaller.click()
    press(Qt.Key.Key_0, "0", CONTROL)
    assert paper.zoom == fitting
    assert not preview.whole.isEnabled()


def test_a_page_larger_than_the_room_scrolls(page, ready):
    paper = page.preview.paper
    for _step in range(8):
        paper.zoom_in()

    assert paper.verticalScrollBar().maximum() > 0
    paper.setFocus()
    press(Qt.Key.Key_Down)
    assert paper.verticalScrollBar().value() > 0
    assert not paper.grab().isNull()


def wheel(paper, steps, modifiers=Qt.KeyboardModifier.NoModifier):
    event = QWheelEvent(
        QPointF(10, 10),
        QPointF(10, 10),
        QPoint(),
        QPoint(0, steps),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(paper.viewport(), event)


def test_the_wheel_turns_the_page_at_its_end_and_zooms_with_ctrl(page, ready):
    paper = page.preview.paper
    fitting = paper.zoom
    wheel(paper, -120)

    assert paper.page == 1
    wheel(paper, 120)
    assert paper.page == 0
    wheel(paper, 120, CONTROL)
    assert paper.zoom > fitting
    wheel(paper, -120, CONTROL)
    assert paper.zoom <= fitting


def test_what_is_typed_elsewhere_comes_in_the_preview_on_the_same_page(page, session, ready):
    show(page, "acteurs", ready)
    page.preview.paper.turn(1)
    session.run(UpdateEtablissement(nom="EHPAD Les Ormes"))
    ready()

    assert page.preview.paper.page == 1
    assert "EHPAD Les Ormes" in words(page)


def test_the_last_document_asked_for_is_the_one_shown(page, ready):
    page.show_document("raci")
    page.show_document("retroplanning")
    ready()

    assert "Rétroplanning" in page.preview.paper.accessibleName()


def test_a_document_that_fails_says_why_and_may_be_tried_again(page, ready):
    page.maker.failure = RapportImpossible("panne", "Le document a résisté.", remedy="Réessayez.")
    show(page, "raci", ready)

    assert page.preview.failure.isVisible()
    assert page.preview.failure.text.text() == "Le document a résisté. Réessayez."
    page.maker.failure = None
    page.preview.failure.button.click()
    ready()
    assert page.preview.paper.isVisible()


def test_a_wait_is_only_told_when_it_lasts(page, ready):
    page.preview.show_waiting()
    assert not page.preview.waiting.isVisible()
    page.preview.show_blank()
    assert not page.preview.waiting.isVisible()
    page.renderer.slow.emit()

    assert page.preview.waiting.isVisible()
    assert plain(page.preview.waiting.text()) == "Le document se prépare…"


def test_an_empty_document_says_what_is_missing_and_leads_there(
    started, open_page, tmp_path, qtbot
):
    with documents_of(started, open_page, tmp_path) as page:
        page.show_document("retroplanning")

        assert page.preview.nothing.isVisible()
        assert plain(page.preview.nothing.text.text()) == "Aucune tâche n’est saisie."
        assert not page.save_button.isEnabled()
        with qtbot.waitSignal(page.navigate) as asked:
            page.preview.nothing.button.click()
        assert asked.args == ["retroplanning", ""]
        page.show_document("etablissement")
        assert page.save_button.isEnabled()


# room, reading aloud


@pytest.mark.parametrize("size", [(1118, 650), (932, 590), (700, 600), (480, 600)])
def test_the_page_fits_without_a_horizontal_bar(open_page, tmp_path, size):
    with documents_of_tilleuls(open_page, tmp_path, size=size) as page:
        QApplication.processEvents()
        assert page.scroller.horizontalScrollBar().maximum() == 0


def test_everything_that_takes_the_caret_has_a_name(page):
    assert nameless(page) == []


def test_tab_goes_from_the_actions_to_the_list_the_preview_and_the_options(page, ready):
    stops = []
    page.print_button.setFocus()
    for _step in range(30):
        stops.append(QApplication.focusWidget())
        press(Qt.Key.Key_Tab)
    order = [page.print_button, page.save_button, page.view, page.preview.paper]
    places = [stops.index(widget) for widget in [*order, page.options.content.cover]]

    assert places == sorted(places)


def test_she_finds_again_the_document_she_left(page, ready):
    show(page, "raci", ready)
    field = page.current_field()
    show(page, "acteurs", ready)

    assert page.focus_field(field)
    assert page.row.info.slug == "raci"
    assert not page.focus_field("documents.inconnu")


# fiches actions


@pytest.fixture
def with_fiche(open_page, tmp_path):
    with opened(copy_tilleuls(tmp_path)) as workspace:
        add_fiche(workspace)
        with documents_of(workspace, open_page, tmp_path) as shown:
            yield shown


def test_each_fiche_stands_after_their_collection_and_is_shown_alone(with_fiche, qtbot):
    slugs = [row.info.slug for row in with_fiche.model.documents()]
    with_fiche.show_document("fiche-action-1")
    wait_for(with_fiche, qtbot)

    assert slugs[slugs.index("fiches-action") + 1] == "fiche-action-1"
    assert with_fiche.model.row_of("fiche-action-1").pages == 1
    assert with_fiche.row.info.title == "Fiche action FA-01"


def test_a_fiche_deleted_while_it_is_shown_gives_way_to_the_first_document(with_fiche, qtbot):
    with_fiche.show_document("fiche-action-1")
    wait_for(with_fiche, qtbot)
    session = with_fiche._session
    session.run(DeleteFichesAction(ids=[session.snapshot.fiches_action[0].id]))
    with_fiche.reload(None, force=True)

    assert with_fiche.model.row_of("fiche-action-1") is None
    assert with_fiche.row.info.slug == "dossier-lancement"


def test_a_fiche_added_leaves_the_cursor_on_the_document_shown(with_fiche, qtbot):
    with_fiche.show_document("raci")
    wait_for(with_fiche, qtbot)
    with_fiche._session.run(AddFicheAction(titre="Une autre"))
    with_fiche.reload(None, force=True)

    assert with_fiche.model.row_of("fiche-action-2") is not None
    assert with_fiche.view.currentIndex().data(DocumentRole.SLUG) == "raci"
