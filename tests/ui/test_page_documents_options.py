"""The page « Documents »: its options, what it warns of, and the PDF it writes."""

from __future__ import annotations

import io
from functools import partial

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.dossiers_nommes import Mention, Paper
from cpom_desktop.services.documents import DocumentState
from cpom_desktop.services.operations import UpdateActeur, UpdateEtablissement
from cpom_desktop.services.operations.fichiers import SetLogo
from tests.outils.fenetre import plain, press
from tests.outils.page_documents import documents_of_tilleuls, words
from tests.outils.page_documents import ready as wait_for
from ui.kit.pdf_pages import PdfPages


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


def test_the_mention_is_across_the_pages_and_in_the_name(page, ready):
    show(page, "raci", ready)
    assert "PROJET" in words(page)
    for button in page.options.mentions.buttons():
        button.click()
        ready()
        assert ("PROJET" in words(page)) == (button.property("mention") == Mention.PROJET)
    page.save_button.click()
    ready()

    assert page.choosing.names == ["2027-03-12 EHPAD Les Tilleuls – Matrice RACI.pdf"]


def test_the_cover_and_the_contents_are_offered_to_a_bound_document_only(page, ready):
    options = page.options
    assert options.content.cover.isVisible()
    whole = page.preview.paper.count
    options.content.cover.click()
    ready()
    assert "Contrat pluriannuel" not in words(page)
    assert "Sommaire" in words(page)
    options.content.contents.click()
    ready()
    assert page.preview.paper.count == whole - 2
    show(page, "raci", ready)

    assert not options.content.cover.isVisible()


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
    assert "3 lignes porteront « à compléter » : SIRET, Adresse, Présidence" in told
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


def test_a_pdf_is_written_where_she_says_and_told(page, qtbot, ready):
    with qtbot.waitSignal(page.written) as told:
        page.save_button.click()

    written = told.args[0]
    assert written.path.read_bytes().startswith(b"%PDF")
    assert written.count == page.preview.paper.count > 10
    assert written.path.parent == page.choosing.folder


def test_a_pdf_that_cannot_be_written_is_told(page, qtbot, ready):
    page.choosing.folder = page.choosing.folder / "absent"
    page.save_button.click()
    qtbot.waitUntil(lambda: bool(page.told))

    assert "n’a pas pu être écrit" in page.told[0]


def test_a3_is_offered_to_a_document_that_holds_a_calendar(page, ready, qtbot):
    show(page, "etablissement", ready)
    assert not page.options.papers.isVisible()
    show(page, "retroplanning", ready)
    assert page.options.papers.isVisible()
    before = page.options.options()
    page.options.papers.parts[1].click()
    ready()

    assert before.paper is Paper.A4
    assert page.options.options().paper is Paper.A3
    with qtbot.waitSignal(page.written) as told:
        page.save_button.click()
    shown = PdfPages(told.args[0].path.read_bytes())
    assert shown.size(0) == pytest.approx((1190.6, 841.9), abs=0.1)
    shown.close()


# names, sources, diffusion


def test_names_are_left_out_of_the_preview_and_she_is_told_why(page, ready):
    content = page.options.content
    show(page, "acteurs", ready)
    assert "Claire Morel" in words(page)
    assert not content.without_names.isVisible()
    content.names.setFocus()
    press(Qt.Key.Key_Space)
    ready()

    assert "Claire Morel" not in words(page)
    assert "Président de l'association" in words(page)
    assert "relisez-les" in content.without_names.text()
    show(page, "annuaire", ready)
    assert not content.names.isVisible()
    assert not content.without_names.isVisible()
    assert "Claire Morel" in words(page)


def test_sources_are_offered_to_what_prints_some(page, ready):
    content = page.options.content
    show(page, "raci", ready)
    assert not content.isVisible()
    show(page, "echeancier", ready)
    assert content.sources.isVisible()
    assert "à confirmer" in words(page)
    content.sources.click()
    ready()

    assert "à confirmer" not in words(page)


def choose(field, row):
    field.setCurrentIndex(row)
    field.activated.emit(row)


def test_the_diffusion_is_of_one_document_and_nothing_at_first(page, ready):
    show(page, "raci", ready)
    diffusion = page.options.diffusion
    assert diffusion.field.value() is None
    choose(diffusion.field, 3)
    ready()
    assert "Diffusion : autorités" in words(page)
    show(page, "acteurs", ready)
    assert diffusion.field.value() is None
    assert "Diffusion" not in words(page)
    show(page, "raci", ready)

    assert diffusion.field.value() == "autorites"
    assert "Diffusion : autorités" in words(page)


def test_an_internal_document_stays_in_the_house(page, ready):
    show(page, "vue-ars", ready)
    diffusion = page.options.diffusion
    offered = [diffusion.field.itemText(n) for n in range(diffusion.field.count())]

    assert offered == ["Non indiquée", "Interne à l’établissement"]
    assert diffusion.internal.isVisible()


def test_what_a_public_document_says_is_warned_of(page, ready):
    show(page, "pieces", ready)
    choose(page.options.diffusion.field, 4)
    ready()

    assert "données personnelles" in page.options.lacks.text.text()


# logo


def test_a_logo_is_offered_where_it_is_missed_and_drawn_once_chosen(page, session, qtbot, ready):
    content = page.options.content
    assert not content.logo.isVisible()
    with qtbot.waitSignal(page.navigate) as asked:
        content.choose_logo.click()
    assert asked.args == ["etablissement", "etablissement.logo"]
    session.run(SetLogo(contenu=logo()))
    ready()

    assert content.logo.isVisible()
    assert not content.choose_logo.isVisible()
    assert reddish(page.preview.paper)
    content.logo.click()
    ready()
    assert not reddish(page.preview.paper)
    show(page, "raci", ready)
    assert not content.logo.isVisible()


def logo():
    out = io.BytesIO()
    Image.new("RGB", (300, 100), (220, 0, 0)).save(out, "PNG")
    return out.getvalue()


def reddish(paper):
    picture = paper._pages.picture(0, 0.5)
    points = ((x, y) for x in range(picture.width()) for y in range(picture.height() // 3))
    colours = (picture.pixelColor(x, y) for x, y in points)
    return any(c.red() > 180 and c.blue() < 60 and c.green() < 60 for c in colours)


def test_the_window_of_a_laptop_shows_preview_and_warnings_without_scrolling(page, ready):
    page.options.scroller.verticalScrollBar().setValue(0)

    assert page.scroller.verticalScrollBar().maximum() == 0
    assert page.options.scroller.verticalScrollBar().maximum() > 0
    assert page.options.lacks.isVisible()
    assert page.options.lacks.visibleRegion().boundingRect() == page.options.lacks.rect()


def test_the_option_that_takes_the_caret_comes_into_view(page, ready):
    page.options.go.setFocus()
    press(Qt.Key.Key_Backtab)
    last = QApplication.focusWidget()
    assert page.options.scroller.isAncestorOf(last)
    assert last.visibleRegion().boundingRect() == last.rect()
    page.options.content.cover.setFocus()
    for _step in range(6):
        press(Qt.Key.Key_Tab)
        assert not QApplication.focusWidget().visibleRegion().isEmpty()
