"""The editor of a fiche action, by its keys, checked through the dossier."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.fiches_action import Priorite, StatutFiche
from cpom_desktop.domain.lacunes import lacunes
from cpom_desktop.errors import DossierVerrouille
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.fiches_action import all_parts
from tests.outils.fenetre import (
    ALT,
    fill_disk,
    plain,
    press,
    shortcut,
    type_in,
    when_a_dialog_opens,
    write,
)
from tests.outils.fiches import add_fiche
from ui.pages.fiches_action import FichesActionPage
from ui.pages.fiches_action.objectif_dialog import ObjectifDialog

LONGEST = 20_000


@pytest.fixture
def fiche_id(started):
    return add_fiche(started)


@pytest.fixture
def page(started, fiche_id, open_page):
    made = open_page(FichesActionPage, started)
    made.open_fiche(fiche_id)
    return made


@pytest.fixture
def fiche(ws, fiche_id):
    return lambda: next(f for f in ws.snapshot.fiches_action if f.id == fiche_id)


def key(fiche_id, name):
    return f"fiches_action.{fiche_id}.{name}"


def row(page, name):
    return page.editor.form.row(key(page.fiche_id, name))


def pick(page, name, words):
    """Choose in a list by its words, as the keyboard would."""
    editor = row(page, name).editor
    place = next(i for i in range(editor.count()) if words in editor.itemText(i))
    editor.setCurrentIndex(place)
    editor.activated.emit(place)


def test_a_title_typed_is_stored_and_heads_the_page(page, fiche):
    type_in(page, key(page.fiche_id, "titre"), "Réduire les TMS")
    assert fiche().titre == "Réduire les TMS"
    assert plain(page.title_label.text()) == "Fiche FA-01 : réduire les TMS"


def test_an_empty_title_is_refused_and_stays_as_a_draft(page, fiche, session):
    page.focus_field(key(page.fiche_id, "titre"))
    QApplication.focusWidget().selectAll()
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Tab)
    assert fiche().titre == "Prévenir les chutes"
    assert row(page, "titre").error
    assert key(page.fiche_id, "titre") in session.drafts


def test_long_texts_are_kept_whole(page, fiche):
    text = ("254 chutes en 2026. " * 1000)[:LONGEST].strip()
    page.focus_field(key(page.fiche_id, "etat_des_lieux"))
    QApplication.focusWidget().setPlainText(text)
    page.flush()
    assert fiche().etat_des_lieux == text


def test_a_title_of_two_hundred_letters_does_not_widen_the_page(page):
    width = page.width()
    type_in(page, key(page.fiche_id, "titre"), ("chuter " * 40)[:200].strip())
    QApplication.processEvents()
    assert page.width() == width
    assert page.title_label.width() <= width
    assert page.title_label.text().endswith("…")
    assert len(page.title_label.accessibleName()) > 200


def test_lists_write_their_choice(page, fiche, ws):
    pick(page, "statut", "Proposée")
    pick(page, "priorite", "Haute")
    assert fiche().statut is StatutFiche.PROPOSEE
    assert fiche().priorite is Priorite.HAUTE


def test_a_date_is_typed_as_the_house_reads_it(page, fiche):
    type_in(page, key(page.fiche_id, "validee_le"), "15/10/2027")
    assert fiche().validee_le == date(2027, 10, 15)


def test_what_lacks_goes_to_its_field_and_away_once_told(page, fiche):
    link = next(li for li in page.editor.lacks.links if "état des lieux" in plain(li.words))
    link.click()
    assert page.current_field() == key(page.fiche_id, "etat_des_lieux")
    write("254 chutes en 2026.")
    page.flush()
    told = [plain(li.words) for li in page.editor.lacks.links]
    assert not any("état des lieux" in words for words in told)


def test_each_lack_leads_to_a_place_of_the_fiche(page):
    for link in list(page.editor.lacks.links):
        link.click()
        table = str(link.property("champ")).partition(".")[0]
        held = QApplication.focusWidget()
        section = page.editor.parts.section(table)
        name = str(link.property("champ")).rpartition(".")[2]
        section = section or page.editor.parts.section(name)
        inside = section is not None and section.isAncestorOf(held)
        in_panel = page.editor.parts.panel.isAncestorOf(held)
        assert inside or in_panel or page.current_field().endswith(name), link.words


def test_a_fiche_without_lack_says_so(page, session, ws, fiche_id):
    acteur = ws.snapshot.acteurs[0].id
    session.run(
        ops.UpdateFicheAction(
            id=fiche_id,
            etat_des_lieux="a",
            resultats_attendus="b",
            responsable_id=acteur,
            acteurs_mobilises="c",
            modalites_suivi="d",
        )
    )
    indicateur = ws.snapshot.indicateurs[0].id
    session.run(ops.UpdateIndicateur(id=indicateur, mode_calcul="e"))
    argent = ws.snapshot.financements[0].id
    session.run(ops.UpdateFinancement(id=argent, montant_centimes=4_650_000))
    assert lacunes(all_parts(ws.snapshot)[0]) == ()
    assert page.editor.lacks.links == []
    assert page.editor.lacks.count.text() == "La fiche est complète."


def test_validating_with_gaps_is_told_and_kept(page, fiche):
    pick(page, "statut", "Validée")
    assert fiche().statut is StatutFiche.VALIDEE_COPIL
    assert page.editor.strip.isVisible()
    assert "7 points à compléter" in plain(page.editor.strip.text.text())
    pick(page, "statut", "En cours")
    assert not page.editor.strip.isVisible()


def test_the_foot_goes_from_fiche_to_fiche(page, session, fiche_id):
    other = session.run(ops.AddFicheAction(titre="Absentéisme")).result
    assert plain(page.footer.place.text()) == "Fiche 1 sur 2"
    assert plain(page.footer.next.text()) == "Suivant : fiche FA-02"
    assert not page.footer.previous.isVisible()
    shortcut(Qt.Key.Key_Right, ALT)
    assert page.fiche_id == other
    assert page.footer.previous.text() == "Fiche FA-01"
    shortcut(Qt.Key.Key_Left, ALT)
    assert page.fiche_id == fiche_id


def test_going_to_another_fiche_commits_what_is_typed(page, session, fiche):
    session.run(ops.AddFicheAction(titre="Absentéisme"))
    page.focus_field(key(page.fiche_id, "etat_des_lieux"))
    write("Tapé")
    page.footer.go_after()
    assert fiche().etat_des_lieux == "Tapé"


def test_undo_shows_the_former_value(page, session, fiche):
    type_in(page, key(page.fiche_id, "titre"), "Autre")
    session.undo()
    assert fiche().titre == "Prévenir les chutes"
    assert row(page, "titre").editor.text() == "Prévenir les chutes"


def test_undoing_the_addition_of_the_fiche_open_comes_back_to_the_list(page, session):
    page.show_list()
    page.add_fiche()
    session.undo()
    assert page.fiche_id == 0
    assert page.list.isVisible()


@pytest.mark.parametrize(
    "name", ["etat_des_lieux", "objectif_id", "validee_le", "risques", "version"]
)
def test_the_caret_is_found_again_in_each_field(page, fiche_id, name):
    page.show_list()
    assert page.focus_field(key(fiche_id, name))
    assert page.current_field() == key(fiche_id, name)


@pytest.mark.parametrize(
    "wrong", ["fiches_action.99.titre", "etapes.99.fin", "acteurs.1.nom", "fiches_action", "x.1"]
)
def test_unknown_fields_are_not_of_this_page(page, wrong):
    assert not page.focus_field(wrong)


def test_the_objectives_are_offered_with_number_and_axis(page):
    editor = row(page, "objectif_id").editor
    offered = [plain(editor.itemText(i)) for i in range(editor.count())]
    assert offered == ["–", "1.1.1 Réduire les chutes (Soins, prévention et sécurité)"]


@pytest.mark.usefixtures("allow_dialogs")
def test_a_new_objective_is_made_with_its_axis_as_one_step(page, session, ws, fiche):
    before = ws.snapshot

    def fill(dialog):
        assert isinstance(dialog, ObjectifDialog)
        dialog.axe.set_value(None)
        dialog.axe.edited.emit()
        dialog.new_axe.setText("Ressources humaines")
        dialog.new_strategique.setText("Fidéliser les équipes")
        dialog.keep.click()
        assert dialog.error.isVisible()
        dialog.operationnel.setText("Réduire l'absentéisme")
        dialog.keep.click()

    when_a_dialog_opens(fill)
    page.editor.new_objectif.click()
    assert [axe.libelle for axe in ws.snapshot.axes][-1] == "Ressources humaines"
    made = ws.snapshot.objectifs[-1]
    assert (made.libelle, fiche().objectif_id) == ("Réduire l'absentéisme", made.id)
    session.undo()
    assert ws.snapshot.axes == before.axes
    assert fiche().objectif_id == before.fiches_action[0].objectif_id


@pytest.fixture
def asking(page):
    """Return the dialog of a new objective, filled."""
    dialog = ObjectifDialog(page.session, page.editor.fiche_id, page)
    dialog.operationnel.setText("Réduire l'absentéisme")
    dialog.show()
    yield dialog
    dialog.reject()


def test_an_objective_that_a_full_disk_refuses_stays_in_its_dialog(asking, session, ws, fiche):
    disk, before = fill_disk(session), ws.snapshot
    asking.keep.click()
    assert asking.isVisible()
    assert "Disque plein" in asking.error.text()
    assert "reste ici" in asking.error.text()
    assert asking.operationnel.text() == "Réduire l'absentéisme"
    assert ws.snapshot == before

    disk.room = True
    asking.keep.click()

    assert not asking.isVisible()
    assert fiche().objectif_id == ws.snapshot.objectifs[-1].id


def test_an_objective_that_waits_for_the_file_is_made_once_then_the_dialog_goes(
    asking, session, ws
):
    disk = fill_disk(session)
    disk.fault = DossierVerrouille("occupe", "Un autre programme utilise ce dossier.")
    asking.keep.click()
    asking.keep.click()
    assert asking.error.text() == "Enregistrement…"

    disk.room = True
    session.unsaved.timer.timeout.emit()

    assert not asking.isVisible()
    made = [o for o in ws.snapshot.objectifs if o.libelle == "Réduire l'absentéisme"]
    assert len(made) == 1


def test_an_objective_given_up_while_it_waits_is_not_made(asking, session, ws):
    disk, before = fill_disk(session), ws.snapshot
    disk.fault = DossierVerrouille("occupe", "Un autre programme utilise ce dossier.")
    asking.keep.click()
    asking.reject()

    disk.room = True
    session.unsaved.timer.timeout.emit()

    assert ws.snapshot == before


@pytest.mark.usefixtures("allow_dialogs")
def test_findings_are_picked_weaknesses_first_and_taken_back_by_their_chip(page, ws):
    def tick(dialog):
        first = dialog.list.item(0)
        assert first.text() == "Vos faiblesses"
        assert dialog.list.item(1).text().startswith("DG-E08")
        dialog.search.setText("dg-d07")
        dialog.search.edited.emit()
        shown = [dialog.list.item(i) for i in range(dialog.list.count())]
        (found,) = [item for item in shown if not item.isHidden()]
        found.setCheckState(Qt.CheckState.Checked)
        dialog.keep.click()

    when_a_dialog_opens(tick)
    page.editor.constats.button.click()
    assert {c.critere for c in ws.snapshot.fiches_constats} == {"dg-e08", "dg-d07"}
    chip = next(c for c in page.editor.constats.chips if c.property("critere") == "dg-e08")
    chip.click()
    assert {c.critere for c in ws.snapshot.fiches_constats} == {"dg-d07"}


def test_tab_goes_down_the_whole_fiche_then_to_what_lacks_and_to_the_foot(page):
    page.editor.parts.open_indicateur(1)
    page.editor.parts.open_moyen(1)
    for fold in page.editor.folds.values():
        fold.set_open(True)
    page.focus_first()
    QApplication.processEvents()
    seen = [QApplication.focusWidget()]
    while seen[-1] is not page.editor.lacks.links[-1]:
        press(Qt.Key.Key_Tab, "\t")
        seen.append(QApplication.focusWidget())
        assert len(seen) < 200
    card = [w for w in dict.fromkeys(seen) if page.editor.card.isAncestorOf(w)]
    tops = [w.mapTo(page.editor.card, w.rect().center()).y() for w in card]
    assert len(card) > 40
    assert all(after > before - 40 for before, after in pairwise(tops))
    assert seen.index(card[-1]) < seen.index(page.editor.lacks.links[0])


@pytest.mark.parametrize(("size", "beside"), [((1118, 620), True), ((932, 592), False)])
def test_what_lacks_stands_beside_the_fiche_where_there_is_room(
    started, fiche_id, open_page, size, beside
):
    page = open_page(FichesActionPage, started, size)
    page.open_fiche(fiche_id)
    QApplication.processEvents()
    lacks = page.editor.lacks
    assert page.side.isVisible() == beside
    assert lacks.toggle.isVisible() == (not beside)
    assert lacks.links[0].isVisible() == beside
    if not beside:
        lacks.toggle.click()
        assert lacks.links[0].isVisible()


def test_nothing_scrolls_sideways_on_the_smallest_screen_of_the_design(page):
    page.editor.parts.open_indicateur(1)
    QApplication.processEvents()
    assert page.editor.area.horizontalScrollBar().maximum() == 0
    parts = page.editor.parts
    for section in (parts.etapes, parts.moyens, parts.financements, parts.indicateurs):
        assert section.table.horizontalScrollBar().maximum() == 0
