"""The page Acteurs: people who follow each other, duplicates, what the dossier says by itself."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.dossier import Piste
from cpom_desktop.services.operations import (
    AddActeur,
    AddEchange,
    AddInstance,
    AddMembre,
    UpdateActeur,
    UpdateDossier,
)
from cpom_desktop.services.queries.planning import phases_of
from tests.outils.fenetre import nameless, press, type_in
from ui.kit.buttons import KitButton
from ui.pages.acteurs import ActeursPage


@pytest.fixture
def page(started, open_page):
    return open_page(ActeursPage, started)


@pytest.fixture
def caron(page, session):
    """Return the stakeholder of the ARS, Philippe Caron there since February 2026."""
    acteur = next(a for a in session.snapshot.acteurs if a.slug == "ars-delegation-departementale")
    session.run(UpdateActeur(id=acteur.id, nom="Philippe Caron", depuis=date(2026, 2, 3)))
    session.run(AddEchange(jour=date(2026, 3, 2), objet="Trame", personnes=[acteur.id]))
    page.focus_field(f"acteurs.{acteur.id}.nom")
    return acteur.id


def plain(text):
    return text.replace("\xa0", " ").replace("’", "'")


def fill(field, text):
    field.setFocus()
    field.setText(text)


def change(page, name, day):
    page.card.change_action.trigger()
    dialog = page.card.successifs.dialog
    fill(dialog.nom, name)
    fill(dialog.le, day)
    dialog.keep.click()
    return dialog


def test_somebody_else_comes_and_the_one_before_keeps_the_exchanges(page, caron, ws, session):
    change(page, "Nora Petit", "10/03/2027")
    acteur = ws.snapshot.acteurs_by_id[caron]
    assert (acteur.nom, acteur.depuis) == ("Nora Petit", date(2027, 3, 10))
    assert page.card.form.row(page.card.key("nom")).editor.text() == "Nora Petit"
    told = [(p.nom, p.echanges) for p in page.card.successifs._people]
    assert told == [("Nora Petit", 0), ("Philippe Caron", 1)]
    assert {p.nom for p in ws.snapshot.echanges_personnes} == {"Philippe Caron"}
    session.undo()
    assert ws.snapshot.acteurs_by_id[caron].nom == "Philippe Caron"
    assert ws.snapshot.interlocuteurs == ()


@pytest.mark.parametrize(
    ("name", "day", "words"),
    [
        ("", "10/03/2027", "Donnez un nom"),
        ("Nora", "", "date"),
        ("Nora", "3/2/2026", "après"),
        ("Nora", "31/02/2027", "n'existe pas"),
    ],
)
def test_a_change_that_is_not_possible_is_told_and_keeps_what_is_typed(
    page, caron, ws, name, day, words
):
    dialog = change(page, name, day)
    assert words in plain(dialog.error.text())
    assert dialog.isVisible()
    assert dialog.nom.text() == name
    assert ws.snapshot.acteurs_by_id[caron].nom == "Philippe Caron"
    press(Qt.Key.Key_Escape)


def test_somebody_before_is_added_corrected_and_deleted(page, caron, ws, session):
    page.card.former_action.trigger()
    dialog = page.card.successifs.dialog
    fill(dialog.nom, "Isabelle Roux")
    fill(dialog.depuis, "01/03/2023")
    fill(dialog.jusqu_au, "31/01/2022")
    dialog.keep.click()
    assert "précède" in dialog.error.text()
    fill(dialog.jusqu_au, "31/01/2026")
    dialog.keep.click()
    (former,) = ws.snapshot.interlocuteurs
    assert former.nom == "Isabelle Roux"
    page.card.successifs.ask_former(former.id)
    dialog = page.card.successifs.dialog
    assert dialog.jusqu_au.text() == "31 janvier 2026"
    fill(dialog.telephone, "06 12 34")
    dialog.keep.click()
    assert "Il manque des chiffres" in plain(dialog.error.text())
    fill(dialog.telephone, "06 12 34 56 78")
    dialog.keep.click()
    assert ws.snapshot.interlocuteurs[0].telephone == "06 12 34 56 78"
    page.card.successifs.ask_former(former.id)
    page.card.successifs.dialog.delete.click()
    assert ws.snapshot.interlocuteurs == ()
    session.undo()
    assert [i.nom for i in ws.snapshot.interlocuteurs] == ["Isabelle Roux"]


def test_typing_a_name_over_another_recalls_those_who_spoke_before(page, caron):
    type_in(page, f"acteurs.{caron}.nom", "Nora Petit")
    row = page.card.form.row(f"acteurs.{caron}.nom")
    assert "Changer d'interlocuteur" in plain(row.message.text())
    assert "Philippe Caron" in row.message.text()


def test_a_partner_written_twice_is_noticed_while_typing(page, session, ws):
    one = session.run(AddActeur(famille=Famille.SANITAIRE, structure="CH de Lens")).result
    two = session.run(AddActeur(famille=Famille.SANITAIRE)).result
    page.focus_field(f"acteurs.{two}.structure")
    assert not page.card.doublon.isVisible()
    type_in(page, f"acteurs.{two}.structure", "ch de  LENS")
    assert "existe déjà" in plain(page.card.doublon.text.text())
    index = page.list.model.index_of(two)
    assert "doublon possible" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    page.card.doublon.open_button.click()
    assert page.card.acteur_id == one
    page.card.doublon.keep_button.click()
    assert not page.card.doublon.isVisible()
    assert len(ws.snapshot.anomalies_assumees) == 1


def test_two_are_made_one_and_the_one_kept_is_shown(page, session, ws):
    one = session.run(AddActeur(famille=Famille.SANITAIRE, structure="CH de Lens")).result
    two = session.run(AddActeur(famille=Famille.SANITAIRE, structure="CH de LENS")).result
    session.run(UpdateActeur(id=two, courriel="accueil@ch.example"))
    page.focus_field(f"acteurs.{two}.nom")
    page.card.doublon.merge_button.click()
    assert page.merging.other.value() == one
    assert page.merging.kept == two
    assert page.merging.side.currentText() == "CH de LENS"
    page.merging.side.set_value(False)
    page.merging.side.edited.emit()
    assert "Rien dans le dossier" in page.merging.told.text()
    page.merging.keep.click()
    assert two not in ws.snapshot.acteurs_by_id
    assert page.card.acteur_id == one
    assert ws.snapshot.acteurs_by_id[one].courriel == "accueil@ch.example"
    session.undo()
    assert two in ws.snapshot.acteurs_by_id


def test_what_is_folded_opens_with_its_field_and_stays_open(page):
    first, second = page.list.ids()[:2]
    assert not page.card.folds["courrier"].is_open
    assert page.focus_field(f"acteurs.{first}.adresse")
    assert page.card.folds["courrier"].is_open
    page.focus_field(f"acteurs.{second}")
    assert page.card.folds["courrier"].is_open
    page.card.folds["courrier"].button.setFocus()
    press(Qt.Key.Key_Space)
    assert not page.card.folds["courrier"].is_open


def test_phases_are_chosen_one_by_one(page, ws):
    who = page.list.ids()[0]
    page.focus_field(f"acteurs.{who}.phases")
    assert page.current_field() == f"acteurs.{who}.phases"
    press(Qt.Key.Key_Space, " ")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space, " ")
    slugs = list(page.card.form.row(page.card.key("phases")).editor.chips)
    assert ws.snapshot.acteurs_by_id[who].phases == ",".join(slugs[:2])


def test_another_plan_has_other_phases(page, session, ws):
    page.focus_field(f"acteurs.{page.list.ids()[0]}.phases")
    session.run(UpdateDossier(piste=Piste.DIALOGUE_GESTION))
    chips = page.card.form.row(page.card.key("phases")).editor.chips
    assert list(chips) == list(phases_of(ws.snapshot, ws.content))


def test_the_dates_of_an_agreement_come_with_it(page, ws):
    who = page.list.ids()[0]
    page.focus_field(f"acteurs.{who}.convention")
    end = page.card.form.row(page.card.key("convention_echeance"))
    assert end.isHidden()
    press(Qt.Key.Key_Space, " ")
    assert not end.isHidden()
    type_in(page, f"acteurs.{who}.convention_echeance", "13/06/2027")
    assert ws.snapshot.acteurs_by_id[who].convention_echeance == date(2027, 6, 13)
    assert "13 juin 2027" in plain(page.card.folds["convention"].summary.whole_text)


def test_the_exchanges_of_somebody_are_shown_in_the_journal(page, caron, qtbot):
    button = next(
        w for w in page.card.successifs._rows.findChildren(KitButton)
        if w.property("person") == "Philippe Caron"
    )  # fmt: skip
    assert plain(button.accessibleName()) == "1 échange avec Philippe Caron"
    with qtbot.waitSignal(page.navigate) as asked:
        button.click()
    assert asked.args == ["journal", "personnes.Philippe Caron"]


def test_what_the_dossier_says_leads_there(page, caron, session, qtbot):
    instance = session.run(AddInstance(nom="Comité de pilotage élargi")).result
    session.run(AddMembre(instance_id=instance, acteur_id=caron))
    fold = page.card.folds["dossier"]
    assert "dernier contact 2 mars 2026" in plain(fold.summary.whole_text)
    fold.set_open(True)
    assert "Comité de pilotage élargi" in {link.texte for link in fold._shown.instances}
    roles = [a for a in session.snapshot.raci_roles if a.acteur_id == caron]
    assert bool(roles) == bool(fold._shown.roles)


def test_every_new_thing_that_takes_the_caret_has_a_name(page, caron):
    change(page, "Nora Petit", "10/03/2027")
    for fold in page.card.folds.values():
        fold.set_open(True)
    assert nameless(page) == []


def test_a_dossier_to_read_offers_no_change(started, read_only, open_page):
    page = open_page(ActeursPage, read_only(started))
    assert page.card.successifs.change_button.isHidden()
    page.card.successifs.ask_change()
    assert not hasattr(page.card.successifs, "dialog")


def choose_filter(page, words):
    page.list.filter_menu.aboutToShow.emit()
    action = next(a for a in page.list.filter_menu.actions() if a.text().startswith(words))
    action.trigger()
    return action.text()


def test_a_filter_shows_some_and_counts_families_whole(page, session, ws):
    who = page.list.ids()[-1]
    session.run(UpdateActeur(id=who, convention=True))
    assert choose_filter(page, "Avec une convention") == "Avec une convention (1)"
    assert page.list.ids() == [who]
    assert page.list.filter_label.text() == "Avec une convention (1)"
    page.focus_field(f"acteurs.{ws.snapshot.acteurs[0].id}.nom")
    assert page.list.filter_label.isHidden() or not page.list.filter_label.isVisible()
    assert len(page.list.ids()) == len(ws.snapshot.acteurs)


def test_someone_who_spoke_before_is_found(page, caron, session):
    change(page, "Nora Petit", "10/03/2027")
    page.list.search.setText("caron")
    assert page.list.ids() == [caron]


def test_two_hundred_stakeholders_are_walked_through_quickly(page, session):
    for rank in range(170):
        structure = f"Structure {rank}" + " au nom très long" * 8
        session.workspace.run(AddActeur(famille=Famille.SANITAIRE, structure=structure))
    page.reload(None, force=True)
    page.list.view.setFocus()
    for _step in range(20):
        press(Qt.Key.Key_Down)
    assert page.card.acteur_id == page.list.ids()[20]
