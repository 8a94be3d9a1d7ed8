"""The page Acteurs, by its keys, checked through the dossier."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QBoxLayout

from cpom_desktop.domain.acteurs import Famille, Position
from cpom_desktop.domain.dossier import Piste
from cpom_desktop.services.operations import (
    AddActeur,
    DeleteActeurs,
    PrepareDossier,
    UpdateActeur,
    UpdateDossier,
)
from tests.outils.fenetre import CONTROL, SHIFT, nameless, press, type_in
from ui.models.acteurs import ActeurRole, ActeursModel, rows_of
from ui.pages.acteurs import ActeursPage


@pytest.fixture
def page(started, open_page):
    return open_page(ActeursPage, started)


def acteur_of(ws, slug):
    return next(a for a in ws.snapshot.acteurs if a.slug == slug)


def shown_name(page):
    return page.card.name.whole_text


def offers(page):
    page.add_menu.fill()
    return {
        family.menu().title(): [a for a in family.menu().actions() if not a.isSeparator()]
        for family in page.add_menu.actions()
    }


def test_the_first_person_of_the_list_is_shown_with_her_family_above(page):
    assert page.card.acteur_id == page.list.ids()[0]
    top = page.list.view.indexAt(QPoint(20, 5))
    assert top.data() == "Autorités"
    assert top.data(ActeurRole.COUNT) == 5


def test_a_name_is_typed_once_and_seen_in_the_list(page, ws):
    acteur = acteur_of(ws, "direction")
    type_in(page, f"acteurs.{acteur.id}.nom", "Claire Morel")
    assert acteur_of(ws, "direction").nom == "Claire Morel"
    assert page.list.model.index_of(acteur.id).data() == "Claire Morel"
    assert shown_name(page) == "Claire Morel"


def test_an_edit_is_undone_and_the_same_person_stays(page, session, ws):
    acteur = acteur_of(ws, "direction")
    type_in(page, f"acteurs.{acteur.id}.nom", "Claire Morel")
    session.undo()
    assert acteur_of(ws, "direction").nom == ""
    assert page.card.acteur_id == acteur.id
    assert page.card.form.row(f"acteurs.{acteur.id}.nom").editor.text() == ""


def test_a_refused_telephone_stays_with_its_person_and_comes_back(page, session, ws):
    acteur, other = page.list.ids()[:2]
    key = f"acteurs.{acteur}.telephone"
    type_in(page, key, "00 00")
    assert ws.snapshot.acteurs_by_id[acteur].telephone == ""
    assert page.card.form.row(key).error
    page.focus_field(f"acteurs.{other}")
    assert page.card.form.row(f"acteurs.{other}.telephone").editor.text() == ""
    page.focus_field(f"acteurs.{acteur}")
    assert page.card.form.row(key).editor.text() == "00 00"
    assert page.card.form.row(key).error
    type_in(page, key, "0100000012")
    assert ws.snapshot.acteurs_by_id[acteur].telephone == "01 00 00 00 12"
    assert key not in session.drafts


def test_leaving_for_another_person_commits_what_is_typed(page, ws):
    first, second = page.list.ids()[:2]
    page.focus_field(f"acteurs.{first}.nom")
    press(Qt.Key.Key_unknown, "Z")
    page.focus_field(f"acteurs.{second}.nom")
    assert ws.snapshot.acteurs_by_id[first].nom == "Z"
    assert ws.snapshot.acteurs_by_id[second].nom == ""


def test_ratings_place_a_person_and_give_the_word(page, ws):
    acteur = acteur_of(ws, "direction")
    page.focus_field(f"acteurs.{acteur.id}.influence")
    press(Qt.Key.Key_4, "4")
    assert acteur_of(ws, "direction").influence == 4
    assert page.map_card.map._points == ()
    page.focus_field(f"acteurs.{acteur.id}.interet")
    press(Qt.Key.Key_3, "3")
    (point,) = page.map_card.map._points
    assert (point.interet, point.influence) == (3, 4)
    strategy = page.card.form.row(f"acteurs.{acteur.id}.strategie").editor
    assert strategy.text() == "Associer étroitement"
    assert strategy.isReadOnly()
    assert "Associer étroitement" in page.map_card.map.accessibleDescription()
    press(Qt.Key.Key_Delete)
    assert acteur_of(ws, "direction").interet is None
    assert page.map_card.map._points == ()


def test_a_press_on_a_disc_opens_that_person(page, ws):
    acteur = acteur_of(ws, "finances")
    ws.run(UpdateActeur(id=acteur.id, influence=1, interet=1))
    page.reload(None, force=True)
    assert page.card.acteur_id != acteur.id
    ((_point, centre, _radius),) = page.map_card.map._discs()
    QTest.mouseClick(page.map_card.map, Qt.MouseButton.LeftButton, pos=centre.toPoint())
    assert page.card.acteur_id == acteur.id
    assert page.list.view.currentIndex().data(ActeurRole.ID) == acteur.id


def test_search_ignores_accents_and_keeps_the_person_shown(page, ws):
    shown = page.card.acteur_id
    total = page.list.model.index(0).data(ActeurRole.COUNT)
    page.list.search.setFocus()
    for letter in "equipes":
        press(Qt.Key.Key_unknown, letter)
    assert acteur_of(ws, "equipes").id in page.list.ids()
    assert len(page.list.ids()) < len(ws.snapshot.acteurs)
    assert page.card.acteur_id == shown
    page.list.search.setText("zzz")
    assert page.list.ids() == []
    assert page.list.nobody.isVisible()
    page.list.search.clear()
    assert page.list.model.index(0).data(ActeurRole.COUNT) == total
    assert page.list.view.currentIndex().data(ActeurRole.ID) == shown


def test_going_to_a_field_of_someone_hidden_by_the_search_shows_everyone(page, ws):
    page.list.search.setText("carsat")
    acteur = acteur_of(ws, "idec")
    assert page.focus_field(f"acteurs.{acteur.id}.fonction")
    assert page.list.search.text() == ""
    assert page.current_field() == f"acteurs.{acteur.id}.fonction"


@pytest.mark.parametrize("key", ["etablissement.nom", "acteurs.99999.nom", "acteurs.x", "acteurs"])
def test_unknown_fields_are_not_of_this_page(page, key):
    assert not page.focus_field(key)


def test_someone_new_is_added_in_a_family_and_the_caret_is_in_the_first_field(page, ws):
    before = {a.id for a in ws.snapshot.acteurs}
    page.list.search.setText("carsat")
    offers(page)["Sanitaire"][0].trigger()
    (acteur,) = [a for a in ws.snapshot.acteurs if a.id not in before]
    assert acteur.famille is Famille.SANITAIRE
    assert page.card.acteur_id == acteur.id
    assert page.current_field() == f"acteurs.{acteur.id}.structure"
    assert page.list.model.index_of(acteur.id).data() == "À compléter"


def test_the_kit_offers_only_who_is_not_here_yet(page, ws):
    action = next(a for a in offers(page)["Institutionnels"] if a.text() == "CNSA")
    action.trigger()
    assert [a.famille for a in ws.snapshot.acteurs if a.structure == "CNSA"] == [
        Famille.INSTITUTIONNELS
    ]
    words = [a.text() for a in offers(page)["Institutionnels"]]
    assert "CNSA" not in words
    assert "CARSAT" not in words
    assert "Préfecture" in words


def test_deleting_tells_what_names_the_person_and_shows_the_next_one(page, ws):
    ws.run(UpdateDossier(piste=Piste.RENOUVELLEMENT))
    ws.run(PrepareDossier())
    ids = page.list.ids()
    target = acteur_of(ws, "referent-cpom")
    follower = ids[ids.index(target.id) + 1]
    tasks = sum(t.acteur_id == target.id for t in ws.snapshot.tasks)
    assert tasks > 1
    page.focus_field(f"acteurs.{target.id}")
    press(Qt.Key.Key_Delete)
    text = page.question.text.text().replace("\xa0", " ")
    assert f"{tasks} tâches" in text
    assert "Resteront, sans nom" in text
    page.question.action.click()
    assert target.id not in ws.snapshot.acteurs_by_id
    assert page.card.acteur_id == follower
    assert page.list.view.chosen_ids() == [follower]


def test_a_person_shown_by_a_shortcut_is_alone_to_be_deleted(page):
    first, other = page.list.ids()[:2]
    page.focus_field(f"acteurs.{first}")
    QTest.keyPress(page.list.view, Qt.Key.Key_F, CONTROL)  # the shortcut's keys are still down
    page.focus_field(f"acteurs.{other}")
    chosen = page.list.view.chosen_ids()
    QTest.keyRelease(page.list.view, Qt.Key.Key_F)
    assert chosen == [other]


def test_deleting_the_last_of_the_list_shows_the_one_before(page, ws):
    ids = page.list.ids()
    page.focus_field(f"acteurs.{ids[-1]}")
    page.card.delete_action.trigger()
    assert "Rien d’autre" in page.question.text.text()
    page.question.action.click()
    assert page.card.acteur_id == ids[-2]


def test_keeping_is_the_default_answer(page, ws):
    count = len(ws.snapshot.acteurs)
    page.focus_field(f"acteurs.{page.list.ids()[0]}")
    press(Qt.Key.Key_Delete)
    assert page.question.safe.isDefault()
    page.question.safe.click()
    assert len(ws.snapshot.acteurs) == count


def test_several_people_are_deleted_in_one_step(page, session, ws):
    ids = page.list.ids()
    page.focus_field(f"acteurs.{ids[0]}")
    press(Qt.Key.Key_Down, modifiers=SHIFT)
    press(Qt.Key.Key_Down, modifiers=SHIFT)
    assert page.list.view.chosen_ids() == ids[:3]
    assert page.list.delete_button.isVisible()
    assert page.list.selection_label.text() == "3 acteurs choisis"
    page.list.delete_button.click()
    page.question.action.click()
    assert page.list.ids() == ids[3:]
    assert page.card.acteur_id == ids[3]
    session.undo()
    assert set(page.list.ids()) == set(ids)
    assert page.card.acteur_id == ids[3]


def test_the_selection_survives_what_happens_elsewhere(page, session, ws):
    ids = page.list.ids()
    page.focus_field(f"acteurs.{ids[1]}")
    selection = page.list.view.selectionModel()
    third = page.list.model.index_of(ids[3])
    selection.select(third, QItemSelectionModel.SelectionFlag.Select)
    session.run(AddActeur(famille=Famille.AUTORITES, nom="Anne Delmas"))
    assert page.list.view.chosen_ids() == [ids[1], ids[3]]
    assert page.card.acteur_id == ids[1]


def test_an_empty_dossier_offers_to_add(page, session, ws):
    session.run(DeleteActeurs(ids=[a.id for a in ws.snapshot.acteurs]))
    assert page.pile.currentIndex() == 1
    assert page.card.acteur_id == 0
    assert page.current_field() == ""
    offers(page)["Autorités"][0].trigger()
    assert page.pile.currentIndex() == 0
    assert page.card.acteur_id == ws.snapshot.acteurs[0].id


def test_a_person_of_the_house_has_a_sheet_and_an_authority_none(page, session, ws):
    asked = []
    page.print_requested.connect(asked.append)
    inside = next(a for a in ws.snapshot.acteurs if a.famille is Famille.INTERNES)
    outside = next(a for a in ws.snapshot.acteurs if a.famille is Famille.AUTORITES)
    for acteur in (inside, outside):
        session.run(UpdateActeur(id=acteur.id, nom=f"Ana {acteur.id}"))
    page.focus_field(f"acteurs.{inside.id}.nom")
    page.card.mission.click()
    page.focus_field(f"acteurs.{outside.id}.nom")

    assert asked == [f"fiche-mission-{inside.id}"]
    assert page.card.mission.isHidden()


def test_a_dossier_to_read_has_locks_and_no_action_that_changes(started, read_only, open_page):
    page = open_page(ActeursPage, read_only(started))
    assert page.add_button.isHidden()
    assert page.card.more.isHidden()
    assert page.card.form.row(page.card.key("nom")).editor.isReadOnly()
    page.list.view.setFocus()
    press(Qt.Key.Key_Delete)
    assert not hasattr(page, "question")


def test_enter_goes_to_the_fields_and_escape_comes_back(page):
    page.list.view.setFocus()
    press(Qt.Key.Key_Return)
    assert page.current_field() == page.card.key("nom")
    press(Qt.Key.Key_Escape)
    assert page.list.view.hasFocus()
    assert page.current_field() == ""


def test_arrows_skip_the_families_and_home_goes_to_the_first_person(page):
    ids = page.list.ids()
    page.focus_field(f"acteurs.{ids[4]}")
    press(Qt.Key.Key_Down)
    assert page.card.acteur_id == ids[5]
    press(Qt.Key.Key_Home)
    assert page.card.acteur_id == ids[0]


def test_the_map_is_printed_by_the_shell(page, qtbot):
    with qtbot.waitSignal(page.print_requested) as asked:
        page.print_button.click()
    assert asked.args == ["acteurs"]


def test_the_handover_is_offered_beside_the_contacts(page, qtbot):
    with qtbot.waitSignal(page.print_requested) as asked:
        page.files_button.handover_action.trigger()
    assert asked.args == ["passation"]


def test_a_long_name_is_shortened_and_told_whole_by_the_tooltip(page, ws):
    acteur = page.list.ids()[0]
    long_name = "Établissement public <départemental> " * 5
    type_in(page, f"acteurs.{acteur}.nom", long_name[:200].strip())
    assert page.card.name.text().endswith("…")
    tip = page.list.model.index_of(acteur).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;départemental&gt;" in tip
    assert page.width() == 1118


def test_the_list_is_a_sound_model(page, session, ws, qtbot):
    model = ActeursModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    families = ws.content.acteurs.familles
    assert model.show_rows(rows_of(ws.snapshot.acteurs, families))
    assert not model.show_rows(rows_of(ws.snapshot.acteurs, families))
    assert model.show_rows(rows_of(ws.snapshot.acteurs, families, "ARS"))
    assert tester.model() is model


def test_headers_are_read_and_not_chosen(page):
    header = page.list.model.index(0)
    assert header.flags() == Qt.ItemFlag.NoItemFlags
    assert header.data(Qt.ItemDataRole.AccessibleTextRole) == "Autorités, 5"
    person = page.list.model.index(1)
    assert person.data(Qt.ItemDataRole.AccessibleTextRole).endswith("Autorités")


def test_everything_that_takes_the_caret_has_a_name(page):
    assert nameless(page) == []


def test_the_map_goes_under_the_fields_then_the_fields_under_the_list(page):
    side, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
    seen = []
    for width in (1118, 932, 600):
        page.resize(width, 620)
        QApplication.processEvents()
        seen.append((page._columns.direction(), page._details.direction()))
    assert seen == [(side, side), (side, under), (under, under)]


def test_large_text_fits_the_smallest_window(started, dress, open_page):
    dress(2.0)
    page = open_page(ActeursPage, started, (684, 592))
    QApplication.processEvents()
    assert page.print_icon.isVisible()
    assert page.minimumSizeHint().height() <= 592
    assert page.list.view.height() > 0


def test_positions_are_shown_beside_the_map(page, session, ws):
    acteur = acteur_of(ws, "cvs")
    session.run(UpdateActeur(id=acteur.id, influence=2, interet=4, position=Position.FAVORABLE))
    assert [line[2] for line in page.map_card._lines] == ["favorable"]
    assert "27 acteurs" in page.map_card.unrated.text().replace("\xa0", " ")
