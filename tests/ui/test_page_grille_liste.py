"""The page Grille as a list: rating, opening, filters, search, by the keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.diagnostic import Cotation
from cpom_desktop.services.queries.grille_liste import FiltreGrille
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import CONTROL, nameless, plain, press, write
from ui.models.grille_list import CritereRole
from ui.pages.grille import GrillePage


@pytest.fixture
def demo(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(demo, open_page):
    """Return the page on the list of the theme H, the caret in it."""
    made = open_page(GrillePage, demo)
    made.focus_field("constats.dg-h03.cotation")
    made.switch.button.click()
    return made


def slugs(page):
    return page.liste.rows.slugs()


def chosen(page):
    return page.liste.view.currentIndex().data(CritereRole.SLUG)


def row(page, slug):
    index = page.liste.rows.index_of(slug)
    return index.data(CritereRole.ROW)


def cotation(ws, slug):
    found = ws.snapshot.constats_by_critere.get(slug)
    return found.cotation if found else None


def test_the_list_shows_the_theme_on_the_criterion_that_was_open(page):
    assert slugs(page)[:3] == ["dg-h01", "dg-h02", "dg-h03"]
    assert len(slugs(page)) == 11
    assert chosen(page) == "dg-h03"
    assert page.liste.view.hasFocus()
    told = plain(row(page, "dg-h03").spoken)
    assert told.startswith("DG-H03 Taux d’absentéisme")
    assert ", 2 – " in told
    assert "Faiblesse, 1 preuve, Coté" in told


def test_the_keys_rate_the_row_chosen_and_undo_gives_it_back(page, ws, session):
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_3, "3")
    assert cotation(ws, "dg-h04") is Cotation.EN_PLACE
    assert row(page, "dg-h04").line.cotation == "3"
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_R, "r")
    assert cotation(ws, "dg-h05") is Cotation.A_RECHERCHER
    assert row(page, "dg-h05").pill.word == "À rechercher"
    press(Qt.Key.Key_Delete)
    assert cotation(ws, "dg-h05") is None
    session.undo()
    assert cotation(ws, "dg-h04") is Cotation.EN_PLACE
    session.undo()
    assert cotation(ws, "dg-h04") is None
    assert row(page, "dg-h04").line.cotation == ""


def test_enter_opens_the_criterion_and_the_button_comes_back_to_the_list(page):
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert not page.listed
    assert page.current_field() == "constats.dg-h04.cotation"
    page.switch.button.click()
    assert page.listed
    assert chosen(page) == "dg-h04"


def test_a_theme_of_the_left_shows_its_list(page):
    page.list.setFocus()
    press(Qt.Key.Key_Down)
    assert slugs(page)[0] == "dg-i01"
    assert page.place.theme.slug == "i"
    press(Qt.Key.Key_Tab, modifiers=CONTROL)
    assert page.liste.view.hasFocus()


def test_a_filter_shows_the_whole_grid_under_its_themes(page, ws):
    page.liste.chips.chips[FiltreGrille.A_COTER].click()
    assert len(slugs(page)) == 9
    assert page.liste.title_label.text() == "Dans toute la grille"
    first = page.liste.rows.index(0)
    assert not first.flags() & Qt.ItemFlag.ItemIsSelectable
    page.focus_first()
    there = chosen(page)
    after = slugs(page)[slugs(page).index(there) + 1]
    press(Qt.Key.Key_4, "4")
    assert cotation(ws, there) is Cotation.MAITRISE
    assert there not in slugs(page)
    assert chosen(page) == after
    assert page.card.critere.slug == after


@pytest.mark.parametrize(
    ("filtre", "expected"),
    [
        (FiltreGrille.A_RECHERCHER, lambda c: c.cotation is Cotation.A_RECHERCHER),
        (FiltreGrille.A_VERIFIER, lambda c: c.a_verifier),
        (FiltreGrille.FAIBLESSES, lambda c: c.nature == "faiblesse"),
    ],
)
def test_each_filter_keeps_what_it_says_and_counts_it(page, ws, filtre, expected):
    wanted = {c.critere for c in ws.snapshot.constats if expected(c)}
    page.liste.chips.chips[filtre].click()
    assert set(slugs(page)) == wanted
    assert page.liste.chips.chips[filtre].text().endswith(f" {len(wanted)}")


def test_words_are_sought_in_the_whole_grid_and_nothing_found_is_told(page):
    press(Qt.Key.Key_F, modifiers=CONTROL)
    assert page.liste.search.hasFocus()
    write("PREVENTION chutes")
    assert "dg-e08" in slugs(page)
    assert len(slugs(page)) < 6
    write(" zzz")
    assert slugs(page) == []
    assert page.liste.nothing.isVisible()
    page.list.setFocus()
    press(Qt.Key.Key_Home)
    assert page.liste.search.raw() == ""
    assert slugs(page)[0] == "dg-a01"


def test_the_way_on_goes_down_the_list(page):
    page.footer.next.click()
    assert chosen(page) == "dg-h04"
    assert page.listed


def test_the_list_comes_back_at_the_next_start_and_a_field_asked_for_leaves_it(demo, open_page):
    page = open_page(GrillePage, demo)
    page.switch.button.click()
    again = open_page(GrillePage, demo)
    assert again.listed
    assert again.focus_field("constats.dg-h03.texte")
    assert not again.listed
    assert again.current_field() == "constats.dg-h03.texte"


@pytest.mark.parametrize("size", [(1118, 650), (560, 640)])
def test_the_list_is_named_and_fits_its_width(demo, open_page, size):
    page = open_page(GrillePage, demo, size)
    page.show_list(True)
    QApplication.processEvents()
    assert nameless(page) == []
    assert page.liste.view.horizontalScrollBar().maximum() == 0
    visible = [button for button in (page.switch.button, page.switch.icon) if button.isVisible()]
    assert len(visible) == 1


def test_where_room_lacks_the_theme_is_named_and_the_others_are_unfolded(demo, open_page, dress):
    dress(2.0)
    page = open_page(GrillePage, demo, (1020, 588))
    page.focus_field("constats.dg-h03.cotation")
    QApplication.processEvents()
    assert not page.list.isVisible()
    assert plain(page.themes_card.title_label.text()).startswith("Thème H : ")
    assert page.card.area.viewport().height() > 150
    page.themes_card.unfold.click()
    assert page.list.isVisible()
    press(Qt.Key.Key_Down)
    assert page.place.theme.slug == "i"
    press(Qt.Key.Key_Return)
    assert not page.list.isVisible()
    assert page.current_field().startswith("constats.dg-i")
    assert page.minimumSizeHint().width() <= 1020


def test_one_set_aside_without_a_reason_says_that_it_lacks(page):
    press(Qt.Key.Key_N, "n")
    assert row(page, "dg-h03").pill.word == "Motif à dire"


def test_nothing_moves_while_she_types_and_the_list_is_entered_by_the_down_key(page, ws):
    press(Qt.Key.Key_F, modifiers=CONTROL)
    write("chutes")
    assert "dg-h03" not in slugs(page)
    assert page.place.theme.slug == "h"
    press(Qt.Key.Key_Down)
    assert page.liste.view.hasFocus()
    there = chosen(page)
    assert page.card.critere.slug == there
    press(Qt.Key.Key_1, "1")
    assert cotation(ws, there) is Cotation.ABSENT
    assert cotation(ws, "dg-h03") is Cotation.PARTIEL
    press(Qt.Key.Key_F, modifiers=CONTROL)
    press(Qt.Key.Key_Escape)
    assert page.liste.search.raw() == ""
    assert there in slugs(page)


def test_a_key_pressed_on_a_filter_rates_the_row_that_is_shown_as_chosen(page, ws):
    press(Qt.Key.Key_F, modifiers=CONTROL)
    write("filiere geriatrique")
    page.liste.chips.chips[FiltreGrille.THEME].setFocus()
    press(Qt.Key.Key_N, "n")
    assert cotation(ws, chosen(page)) is Cotation.NON_CONCERNE
    assert cotation(ws, "dg-h03") is Cotation.PARTIEL


def test_the_dashboard_leads_to_what_is_to_check(page):
    page.show_list(False)
    assert not page.focus_field("constats.filtre:inconnu")
    assert page.focus_field("constats.filtre:a_verifier")
    assert page.liste.chips.chosen is FiltreGrille.A_VERIFIER
    assert page.liste.view.hasFocus()
    assert chosen(page) in slugs(page)
