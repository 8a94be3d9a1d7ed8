"""The tables of a fiche action: typed, chosen, pasted; checked through the dossier."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.moyens import CategorieMoyen, EtatFinancement, NatureCout
from cpom_desktop.domain.objectifs import TypeIndicateur
from cpom_desktop.services import operations as ops
from cpom_desktop.services.operations import UpdateDossier
from tests.outils.fenetre import plain, press, type_in, write
from tests.outils.fiches import add_fiche
from ui.pages.fiches_action import FichesActionPage

KEYBOARD = Qt.FocusReason.ShortcutFocusReason


@pytest.fixture
def fiche_id(started):
    started.run(UpdateDossier(date_effet=date(2028, 1, 1)))
    return add_fiche(started)


@pytest.fixture
def page(started, fiche_id, open_page):
    made = open_page(FichesActionPage, started)
    made.open_fiche(fiche_id)
    return made


@pytest.fixture
def parts(page):
    return page.editor.parts


def go(section, row, column):
    """Put the caret in a cell, by the key of its column."""
    keys = [c.key for c in section.model.columns]
    section.table.setFocus(KEYBOARD)
    section.table.go_to(row, keys.index(column))


def retype(section, row, column, text):
    """Type over a cell and leave it by Entrée."""
    go(section, row, column)
    press(Qt.Key.Key_F2)
    QApplication.focusWidget().selectAll()
    press(Qt.Key.Key_Delete)
    write(text)
    press(Qt.Key.Key_Return)
    QApplication.processEvents()


def cell(section, row, column):
    keys = [c.key for c in section.model.columns]
    return plain(section.model.index(row, keys.index(column)).data())


def paste(section, row, column, text):
    QApplication.clipboard().setText(text)
    go(section, row, column)
    section.table.paste_clipboard()


def test_every_model_is_sound(parts):
    for name in ("etapes", "moyens", "financements", "indicateurs"):
        QAbstractItemModelTester(
            parts.section(name).model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )


def test_a_step_is_added_and_typed_at_once(parts, ws):
    parts.etapes.add_button.setFocus(KEYBOARD)
    press(Qt.Key.Key_Return)
    QApplication.focusWidget().selectAll()
    write("Équiper les chambres")
    press(Qt.Key.Key_Return)
    QApplication.processEvents()
    assert [e.libelle for e in ws.snapshot.etapes] == ["Former", "Équiper les chambres"]


@pytest.mark.parametrize(
    ("column", "typed", "stored", "shown"),
    [
        ("debut", "3/1/28", date(2028, 1, 3), "3 janv. 2028"),
        ("fin", "", None, "–"),
        ("livrable", "Bilan", "Bilan", "Bilan"),
        ("avancement", "40 %", 40, "40 %"),
    ],
)
def test_the_cells_of_a_step_are_typed(parts, ws, column, typed, stored, shown):
    retype(parts.etapes, 0, column, typed)
    assert getattr(ws.snapshot.etapes[0], column) == stored
    assert cell(parts.etapes, 0, column) == shown


def test_a_progress_above_a_hundred_is_refused_and_told(page, parts, ws):
    retype(parts.etapes, 0, "avancement", "140")
    assert ws.snapshot.etapes[0].avancement == 0
    assert page.told


def test_a_responsible_is_chosen_in_the_list(parts, ws):
    acteur = ws.snapshot.acteurs[0]
    go(parts.etapes, 0, "responsable_id")
    press(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.set_value(acteur.id)
    editor.edited.emit()
    assert ws.snapshot.etapes[0].responsable_id == acteur.id
    assert cell(parts.etapes, 0, "responsable_id") == plain(acteur.display_name)


@pytest.mark.parametrize(
    ("typed", "centimes", "shown"),
    [
        ("16 060", 1_606_000, "16 060 €"),
        ("1 234,50", 123_450, "1 234,50 €"),
        ("0", 0, "0 €"),
        ("", None, "–"),
    ],
)
def test_amounts_are_typed_as_a_french_hand_writes_them(parts, ws, typed, centimes, shown):
    retype(parts.moyens, 0, "montant_centimes", typed)
    assert ws.snapshot.moyens[0].montant_centimes == centimes
    assert cell(parts.moyens, 0, "montant_centimes") == shown


def test_the_foot_of_the_means_tells_the_total_and_each_year(parts):
    assert plain(parts.moyens.total.text()) == (
        "Total 46 500 € – 2028 : 9 300 € · 2029 : 9 300 € · 2030 : 9 300 € · "
        "2031 : 9 300 € · 2032 : 9 300 €"
    )


def test_what_is_paid_once_has_no_last_year(parts, ws):
    paste(parts.moyens, 0, "nature", "Une fois")
    assert ws.snapshot.moyens[0].nature is NatureCout.EXPLOITATION_PONCTUELLE
    go(parts.moyens, 0, "derniere_annee")
    assert not parts.moyens.table.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable
    assert plain(parts.moyens.total.text()).startswith("Total 9 300 € –")


def test_a_new_mean_takes_the_years_of_the_contract(parts, ws):
    parts.moyens.add_asked.emit()
    made = ws.snapshot.moyens[-1]
    assert (made.premiere_annee, made.derniere_annee) == (2028, 2032)


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("38 500", "Il manque 8 000 €"),
        ("46 500", "Coût entièrement financé"),
        ("46 500,50", "Financement supérieur au coût de 0,50 €"),
    ],
)
def test_the_gap_between_cost_and_funding_is_told_in_words(parts, amount, told):
    retype(parts.financements, 0, "montant_centimes", amount)
    assert plain(parts.financements.total.text()).endswith(told)


def test_a_block_of_a_spreadsheet_is_pasted_as_one_step(parts, session, ws):
    paste(parts.financements, 0, "source", "OPCO\tDeux groupes\t2 900,00\t\tAcquis")
    made = ws.snapshot.financements[0]
    assert made.precision == "Deux groupes"
    assert (made.montant_centimes, made.etat) == (290_000, EtatFinancement.ACQUIS)
    session.undo()
    assert ws.snapshot.financements[0].precision == ""


def test_a_pasted_word_that_is_no_choice_changes_nothing(page, parts, ws):
    paste(parts.moyens, 0, "categorie", "Pierre")
    assert ws.snapshot.moyens[0].categorie is CategorieMoyen.MATERIEL
    assert "Humain" in page.told[0]


def test_a_copied_row_has_plain_figures(parts):
    go(parts.moyens, 0, "montant_centimes")
    assert parts.moyens.table.copy_selection() == "9300"


def test_the_targets_have_a_column_for_each_year_of_the_contract(parts, ws):
    headers = [c.header for c in parts.indicateurs.model.columns][3:]
    assert headers == ["2028", "2029", "2030", "2031", "2032"]
    retype(parts.indicateurs, 0, "cible_2030", "7,8")
    cible = next(c for c in ws.snapshot.cibles_indicateurs if c.annee == 2030)
    assert cible.valeur == Decimal("7.8")
    retype(parts.indicateurs, 0, "cible_2030", "")
    assert [c.annee for c in ws.snapshot.cibles_indicateurs] == [2032]


def test_the_starting_value_is_shown_with_its_year(parts):
    assert cell(parts.indicateurs, 0, "valeur_initiale") == "6,49 (2025)"


def test_entree_on_an_indicator_opens_its_long_fields(parts, page, ws):
    go(parts.indicateurs, 0, "libelle")
    press(Qt.Key.Key_Return)
    indicateur = ws.snapshot.indicateurs[0].id
    assert parts.panel.isVisible()
    type_in(page, f"indicateurs.{indicateur}.mode_calcul", "Chutes ÷ journées × 1 000")
    write("6,1")
    press(Qt.Key.Key_Tab)
    type_in(page, f"indicateurs.{indicateur}.annee_initiale", "2026")
    made = ws.snapshot.indicateurs[0]
    assert (made.mode_calcul, made.annee_initiale) == ("Chutes ÷ journées × 1 000", 2026)
    assert cell(parts.indicateurs, 0, "cible_2028") == "6,1"
    press(Qt.Key.Key_Escape)
    assert not parts.panel.isVisible()
    assert parts.indicateurs.table.hasFocus()


def test_a_refused_figure_stays_in_the_panel_as_a_draft(parts, page, session, ws):
    indicateur = ws.snapshot.indicateurs[0].id
    field = f"indicateurs.{indicateur}.valeur_initiale"
    page.focus_field(f"indicateurs.{indicateur}.definition")
    parts.panel.form.row(field).editor.setFocus()
    QApplication.focusWidget().selectAll()
    write("beaucoup")
    press(Qt.Key.Key_Tab)
    assert parts.panel.form.row(field).error
    assert session.drafts[field].raw == "beaucoup"
    assert ws.snapshot.indicateurs[0].valeur_initiale == Decimal("6.49")


def test_an_indicator_is_added_and_opened(parts, ws):
    parts.indicateurs.add_button.click()
    made = ws.snapshot.indicateurs[-1]
    assert (made.libelle, made.type) == ("Nouvel indicateur", TypeIndicateur.RESULTAT)
    assert parts.panel.indicateur_id == made.id


def test_more_than_three_indicators_are_advised_against(page, session, fiche_id):
    def advised():
        return any("au-delà de 3" in plain(li.words) for li in page.editor.lacks.links)

    assert not advised()
    for number in range(3):
        session.run(ops.AddIndicateur(fiche_id=fiche_id, libelle=f"Indicateur {number}"))
    assert advised()


@pytest.mark.parametrize("name", ["etapes", "moyens", "financements", "indicateurs"])
def test_a_row_deleted_comes_back_by_the_toast(page, parts, ws, name):
    section = parts.section(name)
    go(section, 0, section.model.columns[0].key)
    press(Qt.Key.Key_Delete)
    assert getattr(ws.snapshot, name) == ()
    assert "supprimé" in page.toast.message.text()
    page.toast.action.click()
    assert len(getattr(ws.snapshot, name)) == 1


@pytest.mark.parametrize(
    "name", ["etapes.1.fin", "moyens.1.montant_centimes", "indicateurs.1.cible_2030",
             "indicateurs.1.definition", "financements.1.precision"],
)  # fmt: skip
def test_the_caret_is_found_again_in_a_cell(page, name):
    page.show_list()
    assert page.focus_field(name)
    assert page.current_field() == name


def test_years_are_offered_before_the_contract_has_a_day_of_effect(parts, session):
    session.run(UpdateDossier(date_effet=None))
    headers = [c.header for c in parts.indicateurs.model.columns][3:]
    assert headers == ["2028", "2029", "2030", "2031", "2032"]


def test_a_long_text_takes_several_lines_and_no_more_than_three(parts, session, ws):
    table, (etape,) = parts.etapes.table, ws.snapshot.etapes
    one = table.rowHeight(0)
    session.run(ops.UpdateEtape(id=etape.id, libelle="Former deux groupes de douze agents"))
    two = table.rowHeight(0)
    session.run(ops.UpdateEtape(id=etape.id, libelle=("former " * 40)[:200].strip()))
    most = table.rowHeight(0)
    assert one < two < most < 3 * one
    assert table.height() >= table.horizontalHeader().height() + most
