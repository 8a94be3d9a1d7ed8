"""Origins, versions, reckoned means and shared indicators of a fiche, by its keys."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.fiches_action import Origine, StatutFiche
from cpom_desktop.domain.moyens import SectionTarifaire, UniteCout
from cpom_desktop.services import operations as ops
from tests.outils.fenetre import plain, press, type_in, when_a_dialog_opens
from tests.outils.fiches import add_fiche
from ui.pages.fiches_action import FichesActionPage
from ui.pages.fiches_action.partage import SharedDialog


@pytest.fixture
def fiche_id(started):
    return add_fiche(started)


@pytest.fixture
def page(started, fiche_id, open_page):
    made = open_page(FichesActionPage, started)
    made.open_fiche(fiche_id)
    return made


@pytest.fixture
def other_id(session):
    return session.run(ops.AddFicheAction(titre="Absentéisme")).result


@pytest.fixture
def parts(page):
    return page.editor.parts


def key(fiche_id, name):
    return f"fiches_action.{fiche_id}.{name}"


@pytest.mark.usefixtures("allow_dialogs")
def test_origins_are_chosen_with_their_reference_then_taken_back(page, ws, session):
    def choose(dialog):
        press(Qt.Key.Key_Space, " ")
        dialog.references[Origine.DUERP].setText("Nuit")
        dialog.references[Origine.DUERP].edited.emit()
        dialog.keep.click()

    assert page.editor.focus_name("origines")
    assert page.editor.folds["cadre"].is_open
    when_a_dialog_opens(choose)
    press(Qt.Key.Key_Return)
    found = [(row.origine, row.reference) for row in ws.snapshot.fiches_origines]
    assert found == [(Origine.CPOM, ""), (Origine.DUERP, "Nuit")]
    assert "CPOM, DUERP" in plain(page.editor.folds["cadre"].summary.whole_text)
    page.editor.origines.chips[0].click()
    assert [row.origine for row in ws.snapshot.fiches_origines] == [Origine.DUERP]
    session.undo()
    assert len(ws.snapshot.fiches_origines) == 2


def test_impact_and_effort_are_told_in_words(page, ws):
    page.editor.focus_name("impact")
    press(Qt.Key.Key_Right)
    assert ws.snapshot.fiches_action[0].impact == 1
    assert "impact faible" in plain(page.editor.folds["cadre"].summary.whole_text)


def test_the_mark_of_the_library_goes_once_she_has_reworked_the_fiche(page, ws, session, fiche_id):
    assert not page.editor.draft.isVisible()
    session.run(ops.UpdateFicheAction(id=fiche_id, a_adapter=True))
    assert page.editor.draft.isVisible()
    page.editor.draft.buttons[0].click()
    assert not ws.snapshot.fiches_action[0].a_adapter
    assert not page.editor.draft.isVisible()
    session.undo()
    assert page.editor.draft.isVisible()


def test_why_it_costs_nothing_is_asked_for_only_then(page, session, ws, fiche_id):
    row = page.editor.form.row(key(fiche_id, "justification_cout"))
    assert not row.isVisible()
    session.run(ops.DeleteMoyens(ids=[ws.snapshot.moyens[0].id]))
    assert row.isVisible()


@pytest.mark.usefixtures("allow_dialogs")
def test_a_version_is_noted_with_its_meeting_and_told_on_the_fiche(page, ws, session):
    reunion = session.run(ops.AddReunion(titre="COPIL n° 2", jour=date(2027, 10, 15))).result

    def note(dialog):
        dialog.version.setText("1.0")
        dialog.statut.set_value(StatutFiche.VALIDEE_COPIL)
        dialog.reunion.set_value(reunion)
        dialog.reunion.edited.emit()
        assert dialog.par.text() == "COPIL n° 2"
        dialog.keep.click()

    page.editor.focus_name("versions")
    when_a_dialog_opens(note)
    press(Qt.Key.Key_Return)
    (version,) = ws.snapshot.fiches_versions
    fiche = ws.snapshot.fiches_action[0]
    assert (version.jour, version.reunion_id) == (date(2027, 10, 15), reunion)
    assert (fiche.version, fiche.validee_par) == ("1.0", "COPIL n° 2")
    assert fiche.validee_le == date(2027, 10, 15)
    section = page.editor.versions.section
    section.table.go_to(0, 0)
    section.delete_button.click()
    assert ws.snapshot.fiches_versions == ()
    page.toast.action.click()
    assert len(ws.snapshot.fiches_versions) == 1


@pytest.mark.usefixtures("allow_dialogs")
def test_a_version_without_a_day_stays_in_its_dialog(page, ws):
    def note(dialog):
        dialog.jour.setText("31/02/2027")
        dialog.keep.click()
        assert dialog.isVisible()
        assert dialog.error.isVisible()
        assert dialog.jour.text() == "31/02/2027"
        dialog.reject()

    when_a_dialog_opens(note)
    page.editor.versions.section.add_button.click()
    assert ws.snapshot.fiches_versions == ()


def test_a_mean_is_reckoned_by_quantity_and_its_amount_is_then_locked(page, parts, ws):
    moyen = ws.snapshot.moyens[0].id
    parts.detail_button.click()
    type_in(page, f"moyens.{moyen}.quantite", "0,2")
    type_in(page, f"moyens.{moyen}.cout_unitaire_centimes", "46 500,33 €")
    unit = parts.moyen.form.row(f"moyens.{moyen}.unite").editor
    unit.set_value(UniteCout.ETP)
    unit.edited.emit()
    section = parts.moyen.form.row(f"moyens.{moyen}.section").editor
    section.set_value(SectionTarifaire.SOINS)
    section.edited.emit()
    found = ws.snapshot.moyens[0]
    assert (found.quantite, found.unite) == (Decimal("0.2"), UniteCout.ETP)
    assert (found.montant, found.section) == (930_007, SectionTarifaire.SOINS)
    keys = [c.key for c in parts.moyens.model.columns]
    cell = parts.moyens.model.index(0, keys.index("montant_centimes"))
    assert plain(cell.data()) == "9 300,07 €"
    assert not cell.flags() & Qt.ItemFlag.ItemIsEditable
    assert "46 500,35 €" in plain(parts.moyens.total.text())


def test_a_negative_quantity_is_refused_and_stays_as_a_draft(page, parts, ws, session):
    field = f"moyens.{ws.snapshot.moyens[0].id}.quantite"
    parts.open_moyen(ws.snapshot.moyens[0].id)
    type_in(page, field, "-0,5")
    assert plain(parts.moyen.form.row(field).error) == "Un ETP ne peut pas être négatif."
    assert field in session.drafts
    assert ws.snapshot.moyens[0].quantite is None


def test_entree_on_a_total_opens_how_it_is_reckoned_and_echap_comes_back(page, parts):
    keys = [c.key for c in parts.moyens.model.columns]
    parts.moyens.table.setFocus(Qt.FocusReason.OtherFocusReason)
    parts.moyens.table.go_to(0, keys.index("total"))
    press(Qt.Key.Key_Return)
    assert parts.moyen.isVisible()
    press(Qt.Key.Key_Escape)
    assert not parts.moyen.isVisible()
    assert page.fiche_id
    assert QApplication.focusWidget() is parts.moyens.table


def test_funding_tells_what_is_asked_and_what_is_obtained(page, parts, session, ws):
    session.run(
        ops.UpdateFinancement(
            id=ws.snapshot.financements[0].id,
            montant_centimes=2_000_050,
            montant_obtenu_centimes=1_500_000,
        )
    )
    told = plain(parts.financements.total.text())
    assert told == "Demandé 20 000,50 € – obtenu 15 000 € – Il manque 26 499,50 €"


@pytest.mark.usefixtures("allow_dialogs")
def test_an_indicator_of_another_fiche_is_attached_and_told_shared(page, parts, ws, other_id):
    page.open_fiche(other_id)

    def tick(dialog):
        assert dialog.list.item(0).text().startswith("FA-01")
        dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
        dialog.keep.click()

    when_a_dialog_opens(tick)
    parts.attach_button.click()
    assert {li.fiche_id for li in ws.snapshot.fiches_indicateurs} == {1, other_id}
    assert "partagé avec FA-01" in plain(parts.indicateurs.model.index(0, 0).data())
    assert not parts.attach_button.isVisible()


def test_detaching_leaves_the_indicator_to_the_other_fiche(page, parts, ws, session, other_id):
    (indicateur,) = ws.snapshot.indicateurs
    session.run(ops.LinkIndicateur(fiche_id=other_id, indicateur_id=indicateur.id))
    parts.indicateurs.table.setFocus(Qt.FocusReason.OtherFocusReason)
    parts.indicateurs.table.go_to(0, 0)
    parts.detach_button.click()
    assert [li.fiche_id for li in ws.snapshot.fiches_indicateurs] == [other_id]
    assert len(ws.snapshot.indicateurs) == 1
    assert "reste au dossier" in plain(page.toast.message.text())
    page.toast.action.click()
    assert len(ws.snapshot.fiches_indicateurs) == 2


@pytest.mark.usefixtures("allow_dialogs")
@pytest.mark.parametrize(("answer", "left"), [("safe", 2), ("detach", 1), ("delete", 0)])
def test_a_shared_indicator_is_told_before_it_is_deleted(
    parts, ws, session, other_id, answer, left
):
    (indicateur,) = ws.snapshot.indicateurs
    session.run(ops.LinkIndicateur(fiche_id=other_id, indicateur_id=indicateur.id))

    def reply(dialog):
        assert isinstance(dialog, SharedDialog)
        assert "FA-02" in plain(dialog.text.text())
        getattr(dialog, answer).click()

    parts.indicateurs.table.setFocus(Qt.FocusReason.OtherFocusReason)
    parts.indicateurs.table.go_to(0, 0)
    when_a_dialog_opens(reply)
    press(Qt.Key.Key_Delete)
    assert len(ws.snapshot.fiches_indicateurs) == left
    assert len(ws.snapshot.indicateurs) == int(left > 0)


def test_what_looks_wrong_is_told_under_its_table(page, parts, session, ws):
    step = ws.snapshot.etapes[0].id
    assert not parts.etapes.doubts.isVisible()
    session.run(ops.UpdateEtape(id=step, debut=date(2028, 10, 31)))
    assert "un seul jour" in plain(parts.etapes.doubts.words.text())
    assert parts.etapes.doubts.isVisible()
