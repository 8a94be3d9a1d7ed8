"""The page Bibliothèque, by its keys and by the mouse, checked through the dossier."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from cpom_desktop.services.operations import TakeObjectifs
from cpom_desktop.services.queries.bibliotheque import FiltreBibliotheque
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, opened
from tests.outils.fenetre import nameless, plain, press, write
from ui.models.bibliotheque import AxeRow, ObjectifRole
from ui.models.bibliotheque_view import button_room
from ui.pages.bibliotheque import BibliothequePage

TOUS, PRIS = FiltreBibliotheque.TOUS, FiltreBibliotheque.PRIS


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(tilleuls, open_page):
    return open_page(BibliothequePage, tilleuls)


@pytest.fixture
def ws(tilleuls):
    return tilleuls


def taken(ws):
    return [o.modele for o in ws.snapshot.objectifs if o.modele.startswith("ob-")]


def look_for(page, words):
    page.card.search.setFocus()
    write(words)
    page.card.search.edited.emit()


def test_her_weaknesses_come_first_and_say_why(page):
    first = page.card.rows.index(0).data(ObjectifRole.ROW)

    assert page.card.chips.chosen is FiltreBibliotheque.FAIBLESSES
    assert first.slug == "ob-401"
    assert first.reason.startswith("Répond à DG-H03")
    assert page.panel.name.text() == "Réduire l’absentéisme"


def test_inser_takes_the_objective_in_one_step_and_it_is_undone(page, ws):
    told = []
    page.announced.connect(told.append)
    before = (len(ws.snapshot.fiches_action), len(ws.snapshot.indicateurs))
    page.focus_first()

    press(Qt.Key.Key_Insert)

    assert taken(ws) == ["ob-401"]
    fiche, indicateur = ws.snapshot.fiches_action[-1], ws.snapshot.indicateurs[-1]
    objectif = next(o for o in ws.snapshot.objectifs if o.modele == "ob-401")
    assert objectif.a_adapter
    assert fiche.a_adapter
    assert indicateur.a_adapter
    assert told[0].startswith("Ajouté avec son indicateur et une fiche à adapter")
    assert page.card.rows.index(0).data(ObjectifRole.ROW).pill.word == "Ajouté"
    page._session.undo()
    assert taken(ws) == []
    assert (len(ws.snapshot.fiches_action), len(ws.snapshot.indicateurs)) == before


def test_enter_twice_adds_then_leads_to_it(page, ws):
    gone = []
    page.navigate.connect(lambda slug, key: gone.append((slug, key)))
    page.focus_first()

    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.panel.add_button
    press(Qt.Key.Key_Space)
    assert taken(ws) == ["ob-401"]
    assert QApplication.focusWidget() is page.panel.taken_button
    press(Qt.Key.Key_Space)

    objectif = next(o for o in ws.snapshot.objectifs if o.modele == "ob-401")
    assert gone == [("objectifs", f"objectifs.{objectif.id}")]


def test_it_is_taken_without_its_fiche(page, ws):
    before = len(ws.snapshot.fiches_action)

    page.panel.alone_button.click()

    assert taken(ws) == ["ob-401"]
    assert len(ws.snapshot.fiches_action) == before


def test_the_button_of_a_row_takes_it(page, ws):
    index = page.card.rows.index(1)
    room = button_room(page.card.view.visualRect(index))

    QTest.mouseClick(page.card.view.viewport(), Qt.MouseButton.LeftButton, pos=room.center())

    assert taken(ws) == [index.data(ObjectifRole.SLUG)]


def test_a_click_beside_the_button_only_chooses(page, ws):
    rect = page.card.view.visualRect(page.card.rows.index(1))

    QTest.mouseClick(page.card.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())

    assert taken(ws) == []
    assert page.card.slug == page.card.rows.index(1).data(ObjectifRole.SLUG)


def test_the_search_goes_to_the_list_by_the_arrow_and_is_emptied_by_echap(page):
    page.card.chips.choose(TOUS)
    look_for(page, "contention")

    assert 0 < len(page.card.rows.slugs()) < 20
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.card.view
    page.card.search.setFocus()
    press(Qt.Key.Key_Escape)
    assert len(page.card.rows.slugs()) == 62


def test_nothing_found_is_told_and_the_panel_is_closed(page):
    look_for(page, "zzz introuvable")

    assert page.card.rows.slugs() == []
    assert page.card.pile.currentWidget() is page.card.empty
    assert not page.panel.isEnabled()
    page.focus_first()
    assert QApplication.focusWidget() is page.card.search
    page.card.empty.button.click()
    assert len(page.card.rows.slugs()) == 62
    assert page.card.pile.currentWidget() is page.card.view
    assert page.panel.isEnabled()


def test_axes_head_the_whole_library(page):
    page.card.chips.choose(TOUS)
    rows = [page.card.rows.index(n).data(ObjectifRole.ROW)
            for n in range(page.card.rows.rowCount())]  # fmt: skip

    assert sum(isinstance(row, AxeRow) for row in rows) == 5
    page.card.axe.set_value("soins-prevention")
    page.card.axe.edited.emit()
    assert all(slug.startswith("ob-2") for slug in page.card.rows.slugs())


def test_a_key_leads_to_an_objective_whatever_was_looked_for(page):
    look_for(page, "zzz")

    assert page.focus_field("bibliotheque.ob-203")
    assert page.current_field() == "bibliotheque.ob-203"
    assert page.panel.title_label.text() == "OB-203"
    assert not page.focus_field("bibliotheque.ob-999")


def test_criteria_and_neighbours_are_links(page):
    gone = []
    page.navigate.connect(lambda slug, key: gone.append((slug, key)))
    page.focus_field("bibliotheque.ob-102")

    page.panel.links[0].click()
    page.panel.links[-1].click()

    assert gone == [("grille", "constats.dg-d03.texte")]
    assert page.card.slug == "ob-101"


def test_what_is_taken_elsewhere_is_seen(page, ws):
    page._session.run(TakeObjectifs(modeles=["ob-203"], fiche=False))

    page.card.chips.choose(PRIS)
    assert page.card.rows.slugs() == ["ob-203"]
    assert page.panel.pill.pill.word == "Ajouté"
    assert not page.panel.taken_button.isHidden()


def test_the_start_value_of_her_figures_is_told(page):
    page.focus_field("bibliotheque.ob-401")

    texts = [plain(part.texte) for part in page.panel.detail.parties]
    assert any("d’après vos données" in text for text in texts)


def test_a_dossier_without_a_diagnosis_shows_all(open_page, tmp_path):
    with opened(copy_tilleuls(tmp_path)) as workspace:
        _shows_all(open_page(BibliothequePage, workspace))


def _shows_all(page):

    assert page.card.chips.chosen is TOUS
    page.card.chips.choose(FiltreBibliotheque.FAIBLESSES)
    assert page.card.note.text().startswith("Aucune faiblesse dans votre diagnostic")


def test_a_dossier_that_may_only_be_read_offers_nothing(tmp_path, open_page):
    with opened(copy_demonstration(tmp_path), read_only=True) as locked:
        page = open_page(BibliothequePage, locked)
        page.focus_first()
        press(Qt.Key.Key_Insert)

        assert page.panel.add_button.isHidden()
        assert taken(locked) == []


def test_the_model_is_sound_and_every_control_named(page):
    QAbstractItemModelTester(page.card.rows)
    assert nameless(page) == []
    assert page.card.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
