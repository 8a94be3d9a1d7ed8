"""The page « Comité de pilotage », by its keys, checked through the dossier."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.instances import Confidentialite
from cpom_desktop.services import operations as ops
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import (
    ALT,
    back,
    plain,
    press,
    shortcut,
    type_in,
    when_a_dialog_opens,
    write,
)
from tests.outils.page_comitologie import cell, copil, go_to, seats
from ui.pages.comitologie import ComitologiePage


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(tilleuls, open_page):
    return open_page(ComitologiePage, tilleuls)


@pytest.fixture
def bare(tilleuls, open_page):
    """Return the page of a dossier without any instance."""
    ids = [instance.id for instance in tilleuls.snapshot.instances]
    tilleuls.run(ops.DeleteInstances(ids=ids))
    return open_page(ComitologiePage, tilleuls)


def lines(page):
    return page.model.lines()


def findings(page):
    return [plain(line.words) for line in page.panel.findings.lines]


def test_the_copil_comes_first_with_its_members(page, ws):
    first = lines(page)[0]

    assert (first.id, first.first) == (copil(ws).id, "Comité de pilotage")
    assert plain(first.second).startswith(f"{len(seats(ws, copil(ws).id))} membres")
    assert page.panel.name.whole_text == "Comité de pilotage"


def test_the_arrows_go_from_one_instance_to_the_next(page):
    page.focus_first()
    press(Qt.Key.Key_Down)

    assert page.panel.name.whole_text == lines(page)[1].first


def test_members_are_edited_in_their_cells(page, ws):
    go_to(page, 0, "qualite")
    press(Qt.Key.Key_Return)
    QApplication.focusWidget().selectAll()
    write("Représente l’agence")
    press(Qt.Key.Key_Return)
    QApplication.processEvents()
    assert seats(ws, copil(ws).id)[0].qualite == "Représente l’agence"

    model = page.panel.membres.model
    stand_in = ws.snapshot.acteurs[5].id
    model.setData(cell(page, 0, "suppleant_id"), stand_in)
    model.setData(cell(page, 0, "voix"), value=False)

    first = seats(ws, copil(ws).id)[0]
    assert (first.suppleant_id, first.voix) == (stand_in, False)


def test_a_member_who_stands_in_for_themselves_is_refused_in_words(page, ws):
    first = seats(ws, copil(ws).id)[0]

    page.panel.membres.model.setData(cell(page, 0, "suppleant_id"), first.acteur_id)

    assert seats(ws, copil(ws).id)[0] == first
    assert "suppléante" in page.told[0]


@pytest.mark.usefixtures("allow_dialogs")
def test_several_members_are_added_by_typing_names(page, ws):
    before = seats(ws, copil(ws).id)
    two = [a for a in ws.snapshot.acteurs if a.id not in {m.acteur_id for m in before}][:2]

    def fill(dialog):
        for acteur in two:
            dialog.search.setFocus()
            write(acteur.display_name)
            press(Qt.Key.Key_Return)
            assert dialog.search.text() == ""
        dialog.accept()

    when_a_dialog_opens(fill)
    page.panel.membres.choose()

    added = seats(ws, copil(ws).id)[len(before) :]
    assert {m.acteur_id for m in added} == {acteur.id for acteur in two}
    page._session.undo()
    assert seats(ws, copil(ws).id) == before


@pytest.mark.usefixtures("allow_dialogs")
def test_the_list_of_people_is_ticked_by_space_and_says_who_is_not_found(page, ws):
    seen = {}

    def fill(dialog):
        write("zorglub")
        seen["nobody"] = dialog.told.text()
        dialog.search.clear()
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Space, " ")
        seen["ticked"] = dialog.ticked()
        seen["enabled"] = dialog.keep.isEnabled()
        dialog.reject()

    before = seats(ws, copil(ws).id)
    when_a_dialog_opens(fill)
    page.panel.membres.choose()

    assert "page Acteurs" in plain(seen["nobody"])
    assert len(seen["ticked"]) == 1
    assert seen["enabled"]
    assert seats(ws, copil(ws).id) == before


@pytest.mark.usefixtures("allow_dialogs")
def test_who_sits_already_is_not_offered(page, ws):
    offered = []

    def look(dialog):
        offered.extend(int(item.data(Qt.ItemDataRole.UserRole)) for item in dialog._lines())
        dialog.reject()

    when_a_dialog_opens(look)
    page.panel.membres.choose()

    assert offered
    assert not {m.acteur_id for m in seats(ws, copil(ws).id)} & set(offered)


def test_alt_arrows_change_the_order_of_the_members(page, ws):
    ids = [m.id for m in seats(ws, copil(ws).id)]
    go_to(page, 0, "qualite")

    shortcut(Qt.Key.Key_Down, ALT)
    assert [m.id for m in seats(ws, copil(ws).id)][:2] == [ids[1], ids[0]]
    assert page.panel.membres.table.currentIndex().row() == 1

    shortcut(Qt.Key.Key_Up, ALT)
    shortcut(Qt.Key.Key_Up, ALT)
    assert [m.id for m in seats(ws, copil(ws).id)] == ids


def test_members_taken_out_come_back_by_the_message(page, ws):
    before = seats(ws, copil(ws).id)
    go_to(page, 0, "qualite")

    press(Qt.Key.Key_Delete)

    assert len(seats(ws, copil(ws).id)) == len(before) - 1
    assert plain(page.toast.message.text()) == "1 membre retiré."
    page.toast.action.click()
    assert seats(ws, copil(ws).id) == before


def test_a_quorum_beyond_the_votes_is_told_and_kept(page, ws):
    key = f"instances.{copil(ws).id}.quorum"
    type_in(page, key, "99")

    assert copil(ws).quorum == 99
    assert any("quorum ne peut pas être atteint" in told for told in findings(page))
    assert "ne peut pas" in page.panel.form.row(key).message.text()


def test_a_quorum_that_is_no_number_stays_in_its_field(page, ws):
    before = copil(ws).quorum
    key = f"instances.{copil(ws).id}.quorum"
    type_in(page, key, "la moitié")

    assert copil(ws).quorum == before
    assert page.panel.form.row(key).error


def test_an_empty_delay_shows_the_one_of_the_plan(page, ws):
    key = f"instances.{copil(ws).id}.delai_convocation"
    assert page.focus_field(key)
    QApplication.focusWidget().selectAll()
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Tab)

    assert copil(ws).delai_convocation is None
    assert plain(page.panel.form.row(key).editor.placeholderText()) == "Plan : 21 jours"


def test_rules_and_confidentiality_are_kept(page, ws):
    type_in(page, f"instances.{copil(ws).id}.frequence", "Chaque trimestre")
    row = page.panel.form.row(f"instances.{copil(ws).id}.confidentialite")
    row.editor.setFocus()
    press(Qt.Key.Key_Down)

    assert copil(ws).frequence == "Chaque trimestre"
    assert copil(ws).confidentialite is Confidentialite.AUTORITES


def test_an_authority_that_leaves_the_copil_is_told_and_the_line_leads_to_the_members(page, ws):
    authorities = [
        m.id
        for m in seats(ws, copil(ws).id)
        if ws.snapshot.acteurs_by_id[m.acteur_id].famille == "autorites"
    ]
    page._session.run(ops.DeleteMembres(ids=authorities))

    assert any(told.startswith("L’ARS n’a pas de membre") for told in findings(page))
    page.panel.findings.lines[0].click()
    assert page.panel.membres.table.hasFocus()


def test_a_member_without_a_name_leads_to_the_acteur(page, ws):
    page._session.run(ops.UpdateActeur(id=seats(ws, copil(ws).id)[0].acteur_id, nom=""))
    asked = []
    page.navigate.connect(lambda *place: asked.append(place))

    line = next(x for x in page.panel.findings.lines if "pas encore de nom" in plain(x.words))
    line.click()

    assert asked[0][0] == "acteurs"


def test_entree_on_a_name_opens_the_acteur(page, ws):
    asked = []
    page.navigate.connect(lambda *place: asked.append(place))
    go_to(page, 1, "acteur_id")

    press(Qt.Key.Key_Return)

    assert asked == [("acteurs", f"acteurs.{seats(ws, copil(ws).id)[1].acteur_id}.nom")]


def test_meetings_are_those_of_the_instance_and_of_the_plan(page):
    told = [plain(line.words) for line in page.panel.seances.lines]

    assert any("COPIL n° 1" in words for words in told)
    assert told == sorted(told, key=lambda words: words.endswith("sans date"))


def test_a_meeting_opens_where_it_is_kept(page, ws):
    asked = []
    page.navigate.connect(lambda *place: asked.append(place))

    for line in page.panel.seances.lines:
        line.setFocus()
        press(Qt.Key.Key_Return)

    assert {place for place, _key in asked} == {"reunions", "retroplanning"}
    assert ("reunions", f"reunions.{ws.snapshot.reunions[0].id}") in asked


def test_an_instance_of_hers_is_added_named_and_deleted_without_a_question(page, ws):
    page.add_button.click()
    write("Comité local")
    press(Qt.Key.Key_Tab)
    made = ws.snapshot.instances[-1]
    assert made.nom == "Comité local"
    assert page.panel.name.whole_text == "Comité local"

    page.panel.delete_action.trigger()

    assert made.id not in {i.id for i in ws.snapshot.instances}
    page.toast.action.click()
    assert made.id in {i.id for i in ws.snapshot.instances}


def test_an_instance_that_has_members_asks_before_it_is_deleted(page, ws, qtbot):
    page.focus_first()
    press(Qt.Key.Key_Delete)
    assert "restent parmi les acteurs" in plain(page.question.text.text())
    page.question.safe.click()
    back(page, qtbot)
    assert copil(ws)

    page.panel.delete_action.trigger()
    page.question.action.click()
    QApplication.processEvents()

    assert "copil" not in {i.slug for i in ws.snapshot.instances}
    assert page.panel.name.whole_text == lines(page)[0].first


def test_an_empty_page_takes_the_instances_of_the_kit(bare, ws):
    assert bare.pile.currentIndex() == 1

    bare.empty.button.click()

    assert lines(bare)[0].first == "Comité de pilotage"
    assert bare.pile.currentIndex() == 0
    assert seats(ws, copil(ws).id)
