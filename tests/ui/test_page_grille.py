"""The page Grille, by its keys, checked through the dossier."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.diagnostic import Cotation, NatureConstat, PositionAutorite
from cpom_desktop.services.operations import UpdateConstat
from tests.outils.constats import answer
from tests.outils.fenetre import CONTROL, fill_disk, nameless, plain, press, type_in, write
from ui.models.themes import ThemeRole
from ui.pages.grille import GrillePage


@pytest.fixture
def page(started, open_page):
    return open_page(GrillePage, started)


def constat(ws, slug="dg-a01"):
    return ws.snapshot.constats_by_critere.get(slug)


def shown(page):
    return page.card.critere.slug


def chosen_theme(page):
    return page.list.currentIndex().data(ThemeRole.SLUG)


def test_a_new_grid_opens_on_its_first_criterion_and_says_what_it_gives(page):
    assert shown(page) == "dg-a01"
    assert page.start.isVisible()
    assert "aucune grille nationale" in page.start.text.text()
    assert plain(page.title_label.text()).startswith("Thème A : identité")
    assert plain(page.card.name.whole_text).startswith("Critère 1 sur 7 : validité")
    assert not page.footer.previous.isEnabled()


@pytest.mark.parametrize(
    ("key", "text", "cotation"),
    [
        (Qt.Key.Key_1, "1", Cotation.ABSENT),
        (Qt.Key.Key_3, "3", Cotation.MAITRISE),
        (Qt.Key.Key_Eacute, "é", Cotation.PARTIEL),
        (Qt.Key.Key_N, "n", Cotation.NON_CONCERNE),
        (Qt.Key.Key_R, "R", Cotation.A_RECHERCHER),
    ],
)
@pytest.mark.parametrize("place", ["scale", "list", "footer"])
def test_a_key_rates_wherever_the_caret_does_not_write(page, ws, key, text, cotation, place):
    targets = {"scale": page.card.scale_field.parts[0], "list": page.list}
    targets.get(place, page.footer.next).setFocus()
    press(key, text)
    assert constat(ws).cotation is cotation
    assert not page.start.isVisible()
    press(Qt.Key.Key_Delete)
    assert constat(ws).cotation is None


def test_a_digit_typed_in_the_finding_is_text(page, ws):
    page.focus_field("constats.dg-a01.texte")
    write("4 chambres")
    press(Qt.Key.Key_Tab)
    assert constat(ws).texte == "4 chambres"
    assert constat(ws).cotation is None


def tiles_of(page):
    return [" ".join(tile.text().split()) for tile in page.card.scale_field.parts]


def test_each_criterion_shows_the_answers_of_its_scale(page):
    assert tiles_of(page) == [
        "1 Non",
        "2 Partiel",
        "3 Oui",
        "NC Non concerné",
        "RI À rechercher",
    ]
    page.focus_field("constats.dg-a03")
    assert tiles_of(page)[3] == "4 En place, tracé et évalué"
    page.focus_field("constats.dg-f01")
    assert tiles_of(page)[:2] == ["1 Dépassé", "2 Dans le délai"]
    assert "propose une réponse" in dict(page.guide_details())["Échelle de ce critère"]


def test_a_key_beyond_the_scale_rates_nothing(page, ws):
    page.focus_first()
    press(Qt.Key.Key_4, "4")
    assert constat(ws) is None


def test_an_answer_of_an_older_scale_is_told_and_kept_until_another_is_chosen(page, ws):
    ws.run(UpdateConstat(critere="dg-a01", cotation=Cotation.EN_PLACE))
    page.reload(None, force=True)
    told = page.card.row("cotation").message
    assert "3, ancienne échelle" in plain(told.text())
    page.go_on()
    page.go_back()
    assert constat(ws).cotation is Cotation.EN_PLACE
    press(Qt.Key.Key_2, "2")
    assert constat(ws).cotation is Cotation.PARTIEL
    assert "ancienne" not in told.text()


def test_a_date_to_meet_proposes_an_answer(page, ws):
    ws.run(UpdateConstat(critere="dg-f01", echeance=date(2020, 1, 3)))
    page.reload(None, force=True)
    page.focus_field("constats.dg-f01")
    assert "« Dépassé » (touche 1)" in plain(page.card.row("cotation").message.text())
    press(Qt.Key.Key_1, "1")
    assert constat(ws, "dg-f01").cotation is Cotation.ABSENT
    assert "touche 1" not in page.card.row("cotation").message.text()


def test_a_press_rates_and_a_second_one_clears(page, ws):
    tile = page.card.scale_field.parts[2]
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert constat(ws).cotation is Cotation.MAITRISE
    assert tile.isChecked()
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert constat(ws).cotation is None


def test_not_concerned_asks_for_a_reason_and_blocks_nothing(page, ws):
    assert page.card.row("motif").isHidden()
    page.focus_first()
    press(Qt.Key.Key_N, "n")
    assert page.card.row("motif").isVisible()
    assert "sans motif" in page.card.row("motif").message.text()
    type_in(page, "constats.dg-a01.motif", "Pas d’accueil de jour.")
    assert constat(ws).motif == "Pas d’accueil de jour."
    assert "sans motif" not in page.card.row("motif").message.text()
    page.focus_first()
    press(Qt.Key.Key_2, "2")
    assert page.card.row("motif").isHidden()
    assert constat(ws).motif == "Pas d’accueil de jour."


def test_priority_takes_its_own_digits(page, ws):
    page.focus_field("constats.dg-a01.priorite")
    press(Qt.Key.Key_2, "2")
    press(Qt.Key.Key_4, "4")
    assert (constat(ws).priorite, constat(ws).cotation) == (2, None)
    press(Qt.Key.Key_Delete)
    assert constat(ws).priorite is None


def test_a_nature_is_chosen_and_cleared_by_keys_and_by_the_mouse(page, ws):
    page.focus_field("constats.dg-a01.nature")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    assert constat(ws).nature is NatureConstat.FAIBLESSE
    press(Qt.Key.Key_Delete)
    assert constat(ws).nature is None
    menace = page.card.row("nature").editor.parts[3]
    QTest.mouseClick(menace, Qt.MouseButton.LeftButton)
    assert constat(ws).nature is NatureConstat.MENACE
    QTest.mouseDClick(menace, Qt.MouseButton.LeftButton)
    assert constat(ws).nature is NatureConstat.MENACE
    QTest.mouseClick(menace, Qt.MouseButton.LeftButton)
    assert constat(ws).nature is None


def test_every_other_field_reaches_the_dossier(page, ws):
    type_in(page, "constats.dg-a01.preuve", "Arrêté du 3 mai 2012, classeur A")
    type_in(page, "constats.dg-a01.note_ars", "Demande l’arrêté")
    type_in(page, "constats.dg-a01.note_departement", "D’accord")
    page.focus_field("constats.dg-a01.a_verifier")
    press(Qt.Key.Key_Space, " ")
    page.focus_field("constats.dg-a01.position_ars")
    press(Qt.Key.Key_Down)
    page.focus_field("constats.dg-a01.position_departement")
    press(Qt.Key.Key_End)
    found = constat(ws)
    assert found.preuve == "Arrêté du 3 mai 2012, classeur A"
    assert (found.note_ars, found.note_departement) == ("Demande l’arrêté", "D’accord")
    assert found.a_verifier
    assert found.position_ars is PositionAutorite.PARTAGEE
    assert found.position_departement is PositionAutorite.CONTESTEE


def test_going_on_commits_what_is_typed_and_shows_the_next_criterion_empty(page, ws):
    page.focus_field("constats.dg-a01.texte")
    write("Autorisé jusqu’en 2032.")
    page.go_on()
    assert constat(ws).texte == "Autorisé jusqu’en 2032."
    assert shown(page) == "dg-a02"
    assert page.card.row("texte").editor.toPlainText() == ""
    assert page.current_field() == "constats.dg-a02.cotation"
    write("x")
    assert constat(ws, "dg-a02") is None
    page.go_back()
    assert page.card.row("texte").editor.toPlainText() == "Autorisé jusqu’en 2032."


def test_two_criteria_are_two_steps_of_undo(page, session, ws):
    type_in(page, "constats.dg-a01.texte", "Premier")
    type_in(page, "constats.dg-a02.texte", "Second")
    session.undo()
    assert constat(ws, "dg-a02") is None
    assert constat(ws).texte == "Premier"
    assert page.card.row("texte").editor.toPlainText() == ""


def test_what_is_undone_and_redone_is_shown_where_it_was(page, session, ws):
    type_in(page, "constats.dg-a01.texte", "Premier")
    page.focus_field("constats.dg-h03")
    session.undo()
    assert constat(ws) is None
    assert (shown(page), chosen_theme(page)) == ("dg-a01", "a")
    page.focus_field("constats.dg-h03")
    session.redo()
    assert page.card.row("texte").editor.toPlainText() == "Premier"


def test_the_footer_names_where_it_leads(page, ws):
    assert page.footer.next.text() == "Suivant\xa0: critère 2"
    page.footer.next.click()
    assert page.footer.previous.text() == "Critère 1"
    page.focus_field("constats.dg-a07")
    assert page.footer.next.text() == "Suivant\xa0: thème B"
    page.footer.next.click()
    assert (shown(page), chosen_theme(page)) == ("dg-b01", "b")
    assert page.footer.previous.text() == "Thème A"
    press(Qt.Key.Key_3, "3")
    assert plain(page.footer.sentence.whole_text) == "1 critère coté sur 8 dans ce thème"
    assert constat(ws, "dg-b01").cotation is Cotation.EN_PLACE


def test_after_the_last_criterion_comes_the_first_that_is_still_to_rate(page, session, ws):
    page.focus_field("constats.dg-l05")
    assert page.footer.next.text() == "Suivant\xa0: thème A"
    answer(ws, 115)
    page.reload(None, force=True)
    assert not page.footer.next.isEnabled()
    assert not page.card.next.isEnabled()
    page.go_on()
    assert shown(page) == "dg-l05"
    assert all(page.list.themes.index(n).data(ThemeRole.COMPLETE) for n in range(12))


def test_the_arrows_of_the_list_go_through_the_themes(page, ws):
    answer(ws, 9)
    page.reload(None, force=True)
    page.list.setFocus()
    press(Qt.Key.Key_Down)
    assert (chosen_theme(page), shown(page)) == ("b", "dg-b03")
    assert page.list.hasFocus()
    press(Qt.Key.Key_Up)
    assert (chosen_theme(page), shown(page)) == ("a", "dg-a01")
    press(Qt.Key.Key_H, "h")
    assert chosen_theme(page) == "h"
    press(Qt.Key.Key_Return)
    assert page.current_field() == "constats.dg-h01.cotation"


def test_the_list_tells_how_far_each_theme_is(page, ws):
    answer(ws, 9)
    page.reload(None, force=True)
    rows = [page.list.themes.index(n) for n in range(12)]
    assert [row.data(ThemeRole.COUNT) for row in rows[:3]] == ["7/7", "2/8", "0/16"]
    assert [row.data(ThemeRole.COMPLETE) for row in rows[:2]] == [True, False]
    spoken = rows[1].data(Qt.ItemDataRole.AccessibleTextRole)
    assert plain(spoken) == "B. Population accueillie et activité, 2 critères cotés sur 8"
    assert plain(page.themes_card.title_label.text()) == "12 thèmes"
    assert plain(page.themes_card.subtitle_label.text()) == "9 critères cotés sur 115"


def test_control_and_page_keys_change_theme_even_from_the_finding(page, qtbot):
    page.focus_field("constats.dg-a03.texte")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, CONTROL)
    assert (chosen_theme(page), shown(page)) == ("b", "dg-b01")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, CONTROL)
    assert chosen_theme(page) == "a"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, CONTROL)
    assert chosen_theme(page) == "a"


def test_control_tab_and_escape_go_between_the_themes_and_the_criterion(page):
    page.focus_field("constats.dg-a01.texte")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, CONTROL)
    assert page.list.hasFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Tab, CONTROL)
    assert page.current_field() == "constats.dg-a01.cotation"
    press(Qt.Key.Key_Escape)
    assert page.list.hasFocus()


def test_an_example_is_inserted_where_the_caret_is_and_nothing_is_before(page, ws):
    sentences = [a for a in page.card.examples.actions() if a.isEnabled()]
    assert [a.text() for a in page.card.examples.actions() if not a.isEnabled()] == [
        "Forces souvent citées",
        "Faiblesses souvent citées",
    ]
    assert page.card.row("texte").editor.toPlainText() == ""
    type_in(page, "constats.dg-a01.texte", "Constat.")
    page.card.examples.triggered.emit(sentences[0])
    page.flush()
    assert constat(ws).texte == f"Constat. {sentences[0].data()}"
    assert constat(ws).nature is None


def test_the_caret_of_any_field_is_the_key_to_resume_at(page):
    for name in ("cotation", "texte", "nature", "position_ars", "preuve", "a_verifier"):
        assert page.focus_field(f"constats.dg-h03.{name}")
        assert page.current_field() == f"constats.dg-h03.{name}"
    page.list.setFocus()
    assert page.current_field() == "constats.dg-h03"


@pytest.mark.parametrize(
    "key", ["etablissement.nom", "constats.dg-z99.texte", "constats", "constats.dg-a01.nuage"]
)
def test_unknown_fields_are_not_of_this_page(page, key):
    assert not page.focus_field(key)


def test_the_reason_of_a_criterion_that_concerns_her_is_not_a_field_to_go_to(page):
    assert not page.focus_field("constats.dg-a01.motif")


def test_a_full_disk_keeps_the_criterion_and_what_is_typed(page, session, ws):
    page.focus_field("constats.dg-a01.texte")
    write("Ne pas perdre")
    disk = fill_disk(session)
    page.go_on()
    assert shown(page) == "dg-a01"
    assert page.card.row("texte").editor.toPlainText() == "Ne pas perdre"
    page.list.setFocus()
    press(Qt.Key.Key_Down)
    assert (shown(page), chosen_theme(page)) == ("dg-a01", "a")
    disk.room = True
    page.go_on()
    assert shown(page) == "dg-a02"
    assert constat(ws).texte == "Ne pas perdre"


def test_a_dossier_to_read_is_locked_and_shows_everything(started, read_only, open_page):
    answer(started, 2)
    page = open_page(GrillePage, read_only(started))
    page.focus_field("constats.dg-a01")
    assert page.card.row("texte").editor.isReadOnly()
    assert page.card.row("texte").editor.toPlainText()
    assert not page.card.examples_button.isVisible()
    page.list.setFocus()
    press(Qt.Key.Key_4, "4")
    assert page.card.scale_field.value() is Cotation.PARTIEL
    assert page.told == []
    page.go_on()
    assert shown(page) == "dg-a02"


def test_a_long_finding_stays_in_its_field_and_the_page_keeps_its_width(page, ws):
    ws.run(UpdateConstat(critere="dg-a02", texte="Très long. " * 1800))
    page.reload(None, force=True)
    page.focus_field("constats.dg-a02.texte")
    QApplication.processEvents()
    assert len(page.card.row("texte").editor.toPlainText()) > 19_000
    assert page.card.row("texte").height() < 400
    assert page.width() == 1118


def test_the_founding_text_is_told_with_how_it_was_read(page):
    assert "à vérifier" in page.card.founding.whole_text
    titles = [title for title, _text in page.guide_details()]
    assert titles[:2] == ["Preuve attendue", "Texte fondateur"]
    assert "de mémoire, à vérifier" in dict(page.guide_details())["Texte fondateur"]


def test_everything_that_takes_the_caret_has_a_name(page):
    assert nameless(page) == []
