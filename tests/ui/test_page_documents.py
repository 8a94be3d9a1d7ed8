"""The page « Documents »: list, preview, options, driven by keys and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from cpom_desktop.errors import RapportImpossible
from cpom_desktop.reports.maker import Documents
from cpom_desktop.services.documents import DocumentState, Mention
from cpom_desktop.services.operations import UpdateActeur, UpdateEtablissement
from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.fenetre import CONTROL, nameless, plain, press
from ui.models.documents import DocumentRole
from ui.pages.documents import DocumentsPage


class Choosing:
    """Stands for the question where to write."""

    def __init__(self, folder):
        self.folder, self.names = folder, []

    def __call__(self, name):
        self.names.append(name)
        return self.folder / name


class Failing(Documents):
    """A maker whose documents fail while `failure` is set."""

    failure = None

    def prepare(self, *asked):
        if self.failure:
            raise self.failure
        return super().prepare(*asked)


@pytest.fixture
def maker():
    return Failing()


@pytest.fixture
def choosing(tmp_path):
    return Choosing(tmp_path)


@pytest.fixture
def open_documents(open_page, maker, choosing):
    def make(session):
        return DocumentsPage(session, maker, choosing, grey=False)

    return lambda workspace, **size: open_page(make, workspace, **size)


@pytest.fixture
def page(open_documents, tmp_path):
    with opened(copy_tilleuls(tmp_path)) as workspace:
        shown = open_documents(workspace)
        yield shown
        shown.leave_dossier()


@pytest.fixture
def ready(page, qtbot):
    """Return a function that waits for the preview of the document chosen."""

    def wait():
        qtbot.waitUntil(lambda: not page.renderer.busy)

    wait()
    return wait


def show(page, slug, ready):
    page.show_document(slug)
    ready()


def words(page):
    """Return what the preview says of the page shown, spaces alike."""
    return " ".join(plain(page.preview.paper.accessibleDescription()).split())


# list


def test_documents_stand_under_their_stage_with_their_state(page):
    model = page.model
    rows = [model.index(row) for row in range(model.rowCount())]

    assert rows[0].data() == "Lancement et cadrage"
    assert [i.data(DocumentRole.STATE) for i in rows[1:]] == [
        DocumentState.INCOMPLET,
        DocumentState.COMPLET,
        DocumentState.INCOMPLET,
        DocumentState.COMPLET,
        DocumentState.COMPLET,
    ]


def test_a_row_tells_its_state_its_reason_and_its_pages_to_a_screen_reader(page, ready):
    show(page, "acteurs", ready)
    told = page.model.index_of("acteurs").data(Qt.ItemDataRole.AccessibleTextRole)

    assert plain(told) == "Acteurs, Incomplet : 7 acteurs sans nom, 2 pages"


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

    assert plain(page.preview.place.text()) == "Page 2 sur 12"
    assert plain(paper.accessibleName()) == "Page 2 sur 12 du document « Dossier de lancement »"
    press(Qt.Key.Key_End)
    assert paper.page == 11
    press(Qt.Key.Key_PageDown)
    assert paper.page == 11
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


def test_a_document_that_fails_says_why_and_may_be_tried_again(page, maker, ready):
    maker.failure = RapportImpossible("panne", "Le document a résisté.", remedy="Réessayez.")
    show(page, "raci", ready)

    assert page.preview.failure.isVisible()
    assert page.preview.failure.text.text() == "Le document a résisté. Réessayez."
    maker.failure = None
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


def test_an_empty_document_says_what_is_missing_and_leads_there(started, open_documents, qtbot):
    page = open_documents(started)
    page.show_document("retroplanning")

    assert page.preview.nothing.isVisible()
    assert plain(page.preview.nothing.text.text()) == "Aucune tâche n’est saisie."
    assert not page.save_button.isEnabled()
    with qtbot.waitSignal(page.navigate) as asked:
        page.preview.nothing.button.click()
    assert asked.args == ["retroplanning", ""]
    page.show_document("etablissement")
    assert page.save_button.isEnabled()
    page.leave_dossier()


# options


def test_the_mention_is_across_the_pages_and_in_the_name(page, choosing, ready):
    show(page, "raci", ready)
    assert "PROJET" in words(page)
    for button in page.options.mentions.buttons():
        button.click()
        ready()
        assert ("PROJET" in words(page)) == (button.property("mention") == Mention.PROJET)
    page.save_button.click()
    ready()

    assert choosing.names == ["2027-03-12 EHPAD Les Tilleuls – Matrice RACI.pdf"]


def test_the_cover_and_the_contents_are_offered_to_a_bound_document_only(page, ready):
    options = page.options
    assert options.cover.isVisible()
    options.cover.click()
    ready()
    assert "Contrat pluriannuel" not in words(page)
    assert "Sommaire" in words(page)
    options.contents.click()
    ready()
    assert page.preview.paper.count == 10
    show(page, "raci", ready)

    assert not options.cover.isVisible()


def test_black_and_white_leaves_no_colour_in_the_preview(page, qtbot, ready):
    show(page, "acteurs", ready)
    assert colourful(page.preview.paper)
    with qtbot.waitSignal(page.grey_chosen) as told:
        page.options.colours.parts[0].setFocus()
        press(Qt.Key.Key_Right)
    ready()

    assert told.args == [True]
    assert not colourful(page.preview.paper)


def colourful(paper):
    picture = paper._pages.picture(0, 0.5)
    points = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return any(picture.pixelColor(x, y).hslSaturation() > 90 for x, y in points)


def test_what_will_read_a_completer_is_told_and_leads_to_the_page(page, session, qtbot, ready):
    session.run(UpdateEtablissement(siret="", adresse="", code_postal="", commune=""))
    ready()
    told = plain(page.options.lacks.text.text())

    assert "2 données à compléter" in told
    assert "2 lignes porteront « à compléter » : SIRET, Adresse" in told
    with qtbot.waitSignal(page.navigate) as asked:
        page.options.go.click()
    assert asked.args == ["etablissement", ""]


def test_a_mistake_is_told_as_one(page, session, ready):
    session.run(UpdateEtablissement(finess_et="990000411"))
    show(page, "etablissement", ready)

    assert page.row.status.state is DocumentState.A_CORRIGER
    assert page.options.lacks.property("role") == "erreur"


def test_a_sign_that_does_not_print_is_told(page, session, ready):
    session.run(UpdateActeur(id=1, nom="Anne \U0001f642"))
    show(page, "acteurs", ready)

    assert "ces signes s’impriment □" in page.options.lacks.text.text()


# PDF


def test_a_pdf_is_written_where_she_says_and_told(page, choosing, qtbot, ready):
    with qtbot.waitSignal(page.written) as told:
        page.save_button.click()

    written = told.args[0]
    assert written.path.read_bytes().startswith(b"%PDF")
    assert written.pages == 12
    assert written.path.parent == choosing.folder


def test_a_pdf_that_cannot_be_written_is_told(page, choosing, qtbot, ready):
    choosing.folder = choosing.folder / "absent"
    page.save_button.click()
    qtbot.waitUntil(lambda: bool(page.told))

    assert "n’a pas pu être écrit" in page.told[0]


# room, reading aloud


@pytest.mark.parametrize("size", [(1118, 650), (932, 590), (700, 600), (480, 600)])
def test_the_page_fits_without_a_horizontal_bar(open_documents, tmp_path, size):
    with opened(copy_tilleuls(tmp_path)) as workspace:
        page = open_documents(workspace, size=size)
        QApplication.processEvents()
        assert page.scroller.horizontalScrollBar().maximum() == 0
        page.leave_dossier()


def test_everything_that_takes_the_caret_has_a_name(page):
    assert nameless(page) == []


def test_tab_goes_from_the_actions_to_the_list_the_preview_and_the_options(page, ready):
    stops = []
    page.print_button.setFocus()
    for _step in range(30):
        stops.append(QApplication.focusWidget())
        press(Qt.Key.Key_Tab)
    order = [page.print_button, page.save_button, page.view, page.preview.paper]
    places = [stops.index(widget) for widget in [*order, page.options.cover]]

    assert places == sorted(places)


def test_she_finds_again_the_document_she_left(page, ready):
    show(page, "raci", ready)
    field = page.current_field()
    show(page, "acteurs", ready)

    assert page.focus_field(field)
    assert page.row.info.slug == "raci"
    assert not page.focus_field("documents.inconnu")
