"""The panel of the page Données: what founds a row, what is asked of it, what she adds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.services import operations as ops
from cpom_desktop.services.operations import ValeurSaisie
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import back, plain, press, type_in, when_a_dialog_opens, write
from ui.pages.donnees import DonneesPage

KEYS = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ASKED = "valeurs.etp_aides_soignants.2026"


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(tilleuls, open_page):
    return open_page(DonneesPage, tilleuls)


def row_of(ws, donnee, annee=2026):
    rows = (v for v in ws.snapshot.valeurs if (v.donnee, v.annee) == (donnee, annee))
    return next(rows, None)


def test_an_indicator_shows_formula_numbers_source_confidence_and_reference(page):
    page.focus_field("donnees.absenteisme")
    panel = page.panel

    assert panel.name.text() == "Absentéisme hors formation"
    assert (
        plain(panel.calculation.words.text()) == "jours d’absence, tous motifs ÷ (ETP réels × 365)"
    )
    assert plain(panel.calculation.told()[2]) == "2025 2 260 ÷ 20 476,5 = 11,04 %"
    assert plain(panel.evolution.text()) == "+2,04 points en 2026, +0,45 point depuis 2023"
    assert plain(panel.reading.text()).startswith("Unité : %.")
    assert "lu dans le texte" in panel.definition.text()
    line, *_older = panel.reperes.lines()
    assert line.repere.annee == 2023
    assert line.edit.isHidden(), "that of the pack is not hers"


def test_every_indicator_shows_what_founds_it(page):
    for indicateur in page.vue.indicateurs:
        assert page.focus_field(f"donnees.{indicateur.slug}")
        assert page.panel.reading.text()
        assert page.panel.definition.text()
        assert page.panel.calculation.words.text() or len(indicateur.donnees) == 1


def test_a_division_by_zero_is_told(page, ws):
    cells = [
        ValeurSaisie(donnee=d, annee=2026, valeur=Decimal(0)) for d in ("places_aj", "journees_aj")
    ]
    ws.run(ops.SetValeurs(valeurs=cells))
    page.reload(None, force=False)
    page.focus_field("donnees.occupation-aj")

    told = page.panel.calculation.told()[-1]
    assert plain(told) == "2026 Indicateur non calculable (division par zéro)"


def test_a_question_is_corrected_at_its_cell(page):
    page.focus_field("donnees.absenteisme")
    assert plain(page.panel.question.title.text()).startswith("11,3 ETP en 2026")
    assert plain(page.panel.question.meaning.text()).startswith(
        "Baisse de 46 % en un an. Absentéisme hors formation : de 11,04 % à 13,08 %."
    )

    press(KEYS.Key_Tab, modifiers=CONTROL)
    press(KEYS.Key_Space)

    assert page.list.model.place_at(page.list.grid.currentIndex()).key == ASKED
    assert QApplication.focusWidget().text() == "11,3"
    QApplication.focusWidget().selectAll()
    write("20,6")
    press(KEYS.Key_Return)
    assert page.panel.question.isHidden()


@pytest.mark.usefixtures("allow_dialogs")
def test_a_question_is_answered_in_one_sentence_that_is_kept(page, ws, session):
    page.focus_field(ASKED)

    def answer(dialog):
        dialog.keep.click()
        assert plain(dialog.error.text()).startswith("Dites en une phrase")
        dialog.commentaire.set_raw("Dix postes gelés depuis mars.")
        dialog.keep.click()

    when_a_dialog_opens(answer)
    page.panel.question.explain.click()

    row = row_of(ws, "etp_aides_soignants")
    assert (row.confirmee, row.commentaire) == (True, "Dix postes gelés depuis mars.")
    assert page.panel.question.isHidden()
    assert not page.panel.confirmed.isHidden()
    page.panel.doubt.click()
    assert not page.panel.question.isHidden()
    session.undo()
    assert page.panel.question.isHidden()


def test_the_source_of_a_cell_is_said_and_given_to_its_year(page, ws, session):
    page.focus_field(ASKED)
    type_in(page, f"{ASKED}.source", "Logiciel de paie")
    type_in(page, f"{ASKED}.date_source", "09/03/2027")
    assert row_of(ws, "etp_aides_soignants").source == "Logiciel de paie"

    page.focus_field(ASKED)
    page.panel.spread_group.click()
    same = {row_of(ws, slug).source for slug in ("etp_ash", "absences_courtes")}
    assert same == {"Logiciel de paie"}
    assert row_of(ws, "absences_courtes").date_source == date(2027, 3, 9)
    assert row_of(ws, "journees_hp").source != "Logiciel de paie"
    page.panel.spread_year.click()
    assert row_of(ws, "journees_hp").source == "Logiciel de paie"
    session.undo()
    assert row_of(ws, "journees_hp").source != "Logiciel de paie"


def test_a_refused_text_is_told_in_the_panel_too(page):
    page.focus_field("valeurs.etp_budgetes.2026")
    write("1.234")
    press(KEYS.Key_Return)
    page.focus_field("valeurs.etp_budgetes.2026")

    assert not page.panel.refused.isHidden()
    assert plain(page.panel.refused.lead.text()) == "« 1.234 »"
    page.focus_field("donnees.gmp")
    assert page.panel.refused.isHidden()


@pytest.mark.usefixtures("allow_dialogs")
def test_a_reference_of_hers_has_its_year_and_its_source_and_is_undone(page, ws, session):
    page.focus_field("donnees.gmp")

    def fill(dialog):
        dialog.valeur.set_raw("720")
        dialog.keep.click()
        assert plain(dialog.error.text()).startswith("Indiquez l’année")
        dialog.annee.set_raw("2024")
        dialog.keep.click()
        assert plain(dialog.error.text()).startswith("Dites d’où vient")
        dialog.source.set_raw("Département")
        dialog.keep.click()

    when_a_dialog_opens(fill)
    page.panel.reperes.add.click()
    (mine,) = ws.snapshot.reperes[-1:]
    assert (mine.indicateur, mine.valeur, mine.annee) == ("gmp", Decimal(720), 2024)

    def change(dialog):
        dialog.valeur.set_raw("725")
        dialog.keep.click()

    when_a_dialog_opens(change)
    page.panel.reperes.lines()[0].edit.click()
    assert ws.snapshot.reperes[-1].valeur == Decimal(725)
    page.panel.reperes.lines()[0].delete.click()
    assert mine.id not in {r.id for r in ws.snapshot.reperes}
    session.undo()
    assert mine.id in {r.id for r in ws.snapshot.reperes}


@pytest.mark.usefixtures("allow_dialogs")
def test_an_indicator_of_hers_is_added_typed_changed_and_deleted(page, ws, session, qtbot):
    def fill(dialog):
        dialog.keep.click()
        assert plain(dialog.error.text()) == "Donnez un nom à cet indicateur."
        dialog.libelle.set_raw("Repas mixés")
        dialog.groupe.set_value("qualite")
        dialog.numerateur.set_raw("Repas mixés servis")
        dialog.denominateur.set_raw("Repas servis")
        dialog.keep.click()

    when_a_dialog_opens(fill)
    page.gestures.add.button.click()
    propre = ws.snapshot.indicateurs_propres[-1]
    back(page, qtbot)
    write("15")
    press(KEYS.Key_Return)
    write("40")
    press(KEYS.Key_Return)
    found = page.vue.indicateur(propre.slug)
    assert plain(found.annees[2026].texte) == "37,5 %"

    def rename(dialog):
        dialog.libelle.set_raw("Textures modifiées")
        dialog.keep.click()

    page.focus_field(f"donnees.{propre.slug}")
    when_a_dialog_opens(rename)
    page.panel.edit_action.trigger()
    assert page.panel.name.text() == "Textures modifiées"

    back(page, qtbot)
    page.focus_field(f"donnees.{propre.slug}")
    when_a_dialog_opens(lambda dialog: dialog.action.click())
    press(KEYS.Key_Delete)
    assert propre.id not in {p.id for p in ws.snapshot.indicateurs_propres}
    session.undo()
    assert page.vue.indicateur(propre.slug).annees[2026].valeur == Decimal("37.5")


def test_a_figure_says_what_it_serves_and_leads_there(page):
    from cpom_desktop.services.queries.donnees_lignes import FiltreDonnees

    page.list.chips.chips[FiltreDonnees.NOMBRES].click()
    page.focus_field("valeurs.journees_hp.2025")
    assert page.panel.name.text().startswith("Journées réalisées")
    button = page.panel._uses.itemAt(0).widget()
    assert button.text() == "Occupation, hébergement permanent"
    button.click()

    assert page.panel.name.text() == "Occupation, hébergement permanent"


def test_earlier_years_are_shown_when_some_are_kept(page, ws):
    assert page.list.chips.earlier.isHidden()
    ws.run(ops.SetValeurs(valeurs=[ValeurSaisie(donnee="eig", annee=2021, valeur=Decimal(3))]))
    page.reload(None, force=False)
    assert not page.list.chips.earlier.isHidden()
    page.list.chips.earlier.click()

    assert page.title_label.text() == "Données 2021–2026"
    assert page.focus_field("valeurs.eig.2021")
    assert page.list.grid.currentIndex().data() == "3"
    page.list.chips.earlier.click()
    assert page.title_label.text() == "Données 2023–2026"
