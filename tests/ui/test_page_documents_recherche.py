"""Looking for words in the preview, going to a page by its number, the zoom of each document."""

from __future__ import annotations

from time import monotonic

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from cpom_desktop.reports.blocks import Cell, Column, PageBreak, Paragraph, Row, Table
from tests.outils.fenetre import CONTROL, plain, press, shortcut, show, write
from tests.outils.pages import render
from ui.kit.fields import LineField
from ui.kit.pdf_pages import PdfPages
from ui.kit.pdf_search import PdfSearch, folded_query
from ui.pages.documents.preview import Preview

STORY = (
    Paragraph("L’élève est à l’œuvre dès l’été."),
    Table((Column("Lieu"), Column("Note")), (Row((Cell("École"), Cell("Bien"))),)),
    PageBreak(),
    Paragraph("Rien ici."),
    PageBreak(landscape=True),
    Paragraph(f"{'mot ' * 60} Les ÉLÈVES et un élève."),
)


@pytest.fixture
def pages():
    found = PdfPages(render(*STORY).data)
    yield found
    found.close()


@pytest.fixture
def preview(qtbot):
    """Return a preview in a window, a document of three pages in it."""
    window = QWidget()
    made = Preview(window)
    QVBoxLayout(window).addWidget(made)
    made.listen(window)
    window.resize(760, 620)
    show(window, qtbot)
    made.show_pages(PdfPages(render(*STORY).data), "Essai", keep=False)
    yield made
    made.show_blank()
    window.close()
    window.deleteLater()


def look_for(preview, text, qtbot):
    preview.paper.setFocus()
    shortcut(Qt.Key.Key_F, CONTROL)
    assert preview.finder.field.hasFocus()
    write(text)
    qtbot.waitUntil(lambda: not preview.finder._left and not preview.finder._timer.isActive())
    return plain(preview.finder.count.text())


def back_press():
    """Press Maj+Entrée."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        QApplication.sendEvent(QApplication.focusWidget(), event)


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("élève", [0, 2, 2]),
        ("ELEVE", [0, 2, 2]),
        ("l'oeuvre", [0]),
        ("est à  l’œuvre", [0]),
        ("rien", [1]),
        ("absent", []),
    ],
)
def test_words_are_found_whatever_their_accents_case_and_spaces(pages, typed, places):
    search, query = PdfSearch(pages), folded_query(typed)

    assert [s.page for n in range(3) for s in search.find(n, query)] == places


def test_words_that_a_line_breaks_are_found_in_two_places(pages):
    search = PdfSearch(pages)
    broken = [s for s in search.find(2, folded_query("mot mot")) if len(s.rects) > 1]

    assert broken
    first, second = broken[0].rects
    assert second.top() > first.top()
    assert second.left() < first.left()


def test_what_is_found_lies_on_its_words(pages):
    (spot,) = PdfSearch(pages).find(0, "ecole")
    (rect,) = spot.rects
    picture = pages.picture(0, 4)
    dark = [
        picture.pixelColor(x, y).lightness() < 128
        for x in range(round(rect.left() * 4), round(rect.right() * 4))
        for y in range(round(rect.top() * 4), round(rect.bottom() * 4))
    ]

    assert rect.width() > rect.height() > 4
    assert any(dark)


def test_the_keys_go_from_place_to_place_and_round(preview, qtbot):
    assert look_for(preview, "eleve", qtbot) == "1 sur 3"
    assert preview.paper.page == 0
    press(Qt.Key.Key_Return)
    assert plain(preview.finder.count.text()) == "2 sur 3"
    assert preview.paper.page == 2
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert (plain(preview.finder.count.text()), preview.paper.page) == ("1 sur 3", 0)
    back_press()
    assert (plain(preview.finder.count.text()), preview.paper.page) == ("3 sur 3", 2)


def test_the_caret_may_be_outside_the_page_and_a_page_that_is_hidden_hears_nothing(qtbot):
    window, page, outside = QWidget(), QWidget(), LineField("Dehors")
    column = QVBoxLayout(window)
    made = Preview(page)
    QVBoxLayout(page).addWidget(made)
    for widget in (outside, page):
        column.addWidget(widget)
    made.listen(page)
    show(window, qtbot)
    made.show_pages(PdfPages(render(*STORY).data), "Essai", keep=False)
    page.hide()
    outside.setFocus()
    shortcut(Qt.Key.Key_F, CONTROL)
    assert made.finder.isHidden()
    page.show()
    shortcut(Qt.Key.Key_F, CONTROL)
    assert made.finder.field.hasFocus()
    made.show_blank()
    window.close()
    window.deleteLater()


def test_looking_begins_at_the_page_shown(preview, qtbot):
    preview.paper.turn(1)

    assert look_for(preview, "élève", qtbot) == "2 sur 3"
    assert preview.paper.page == 2


def test_nothing_found_is_told_and_more_letters_look_again(preview, qtbot):
    assert look_for(preview, "elevezz", qtbot) == "Aucun résultat"
    assert plain(preview.finder.field.accessibleDescription()) == "Aucun résultat"
    assert not preview.finder.after.isEnabled()
    press(Qt.Key.Key_Return)
    preview.finder.field.setText("   ")
    assert preview.finder.count.text() == ""


def test_escape_closes_and_gives_the_caret_back_to_the_page(preview, qtbot):
    look_for(preview, "élève", qtbot)
    press(Qt.Key.Key_Escape)

    assert not preview.finder.isVisible()
    assert preview.paper.hasFocus()
    assert preview.paper.spot is None
    shortcut(Qt.Key.Key_F, CONTROL)
    assert preview.finder.field.selectedText() == "élève"


def test_the_place_found_is_brought_into_view(preview, qtbot):
    preview.paper._resize_page(3.0)
    look_for(preview, "un élève", qtbot)

    shown = preview.paper._on_screen(preview.paper.spot)
    assert preview.paper.viewport().rect().contains(shown.toRect())


def test_a_document_made_again_is_looked_in_again(preview, qtbot):
    look_for(preview, "élève", qtbot)
    again = PdfPages(render(Paragraph("Un élève, un seul.")).data)
    preview.show_pages(again, "Essai", keep=True)
    qtbot.waitUntil(lambda: plain(preview.finder.count.text()) == "1 sur 1")
    preview.show_blank()

    assert preview.finder.spots == []


def test_a_document_that_goes_while_it_is_looked_in_stops_it(preview, qtbot):
    preview.paper.setFocus()
    shortcut(Qt.Key.Key_F, CONTROL)
    write("e")
    preview.show_blank()
    QApplication.processEvents()

    assert preview.finder.spots == []
    assert not preview.finder._timer.isActive()


def test_three_hundred_pages_never_stop_the_window(qtbot, preview):
    many = []
    for number in range(300):
        many += [Paragraph(f"Page de la phrase {number}. " * 30), PageBreak()]
    preview.show_pages(PdfPages(render(*many).data), "Long", keep=False)
    preview.paper.setFocus()
    shortcut(Qt.Key.Key_F, CONTROL)
    preview.finder.field.setText("phrase 299")
    longest, finder = 0.0, preview.finder
    while finder._left or finder._timer.isActive():
        start = monotonic()
        QApplication.processEvents()
        longest = max(longest, monotonic() - start)

    assert preview.paper.page >= 299
    assert plain(finder.count.text()) == "1 sur 30"
    assert longest < 0.4


def test_the_number_typed_leads_to_its_page(preview):
    number = preview.number
    number.setFocus()
    number.selectAll()
    write("3")
    press(Qt.Key.Key_Return)
    assert preview.paper.page == 2
    assert plain(preview.total.text()) == "sur 3"
    number.selectAll()
    write("12")
    press(Qt.Key.Key_Return)
    assert preview.paper.page == 2
    assert plain(number.accessibleDescription()) == "Ce document a 3 pages."
    preview.paper.setFocus()
    assert number.text() == "3"


def test_each_document_keeps_its_zoom(preview):
    preview.paper.zoom_in()
    zoom = preview.paper.zoom
    preview.show_pages(PdfPages(render(*STORY).data), "Autre", keep=False)
    assert preview.paper.fits
    preview.show_pages(PdfPages(render(*STORY).data), "Essai", keep=False)

    assert preview.paper.zoom == zoom
