"""The page Données, by its keys, checked through the dossier."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.services.operations import AddIndicateurPropre, UpdateTask
from cpom_desktop.services.queries.donnees_lignes import FiltreDonnees
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import nameless, plain, press, write
from ui.kit.figures_delegate import LOOK_ROLE as LOOK
from ui.pages.donnees import DonneesPage

TODAY = date(2027, 3, 12)
KEYS = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(tilleuls, open_page):
    return open_page(DonneesPage, tilleuls)


def value(ws, donnee, annee):
    """Return what the dossier holds: a number, None for « n.c. », "" for nothing."""
    found = (v for v in ws.snapshot.valeurs if (v.donnee, v.annee) == (donnee, annee))
    return next((row.valeur for row in found), "")


def cell(page):
    """Return the cell that has the caret, as a screen reader says it."""
    index = page.list.grid.currentIndex()
    said = plain(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
    return said.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def type_figure(text, key=KEYS.Key_Return):
    """Type a figure over the cell of the caret, and leave it with a key."""
    write(text)
    press(key)


def test_the_page_is_the_picture(page):
    assert page.title_label.text() == "Données 2023–2026"
    chips = [chip.text() for chip in page.list.chips.chips.values()]
    assert chips == ["Tous (56)", "2026 à saisir (45)", "À vérifier (11)", "Nombres de base (96)"]
    assert plain(page.list.progress.text()) == "2026 : 24 valeurs sur 90, attendues le 5 mars"
    assert page.list.alarm.isVisible()
    assert cell(page).startswith("Occupation, hébergement permanent, Complet")


def test_no_day_is_told_when_the_plan_gives_none(page, ws, session):
    task = next(t for t in ws.snapshot.tasks if t.slug == "tableau-bord-performance")
    session.run(UpdateTask(id=task.id, etat=EtatTache.FAIT))

    assert "attendues" not in page.list.progress.text()
    assert page.list.alarm.isHidden()


def test_an_indicator_unfolds_into_the_figures_that_are_typed(page):
    page.focus_field("donnees.absenteisme")
    press(KEYS.Key_Right)

    names = [row.libelle for row in page.list.model.rows if row.donnee is not None]
    assert names[0] == "Maladie ordinaire ou courte"
    assert "Direction et encadrement" in names
    press(KEYS.Key_Left)
    assert all(row.donnee is None for row in page.list.model.rows)


def test_keys_go_among_the_cells_that_may_be_typed(page):
    page.focus_field("valeurs.journees_ht.2025")

    press(KEYS.Key_Tab)
    assert cell(page).startswith("Journées réalisées en hébergement temporaire, 2026")
    press(KEYS.Key_Tab)
    assert cell(page).startswith("Places d'hébergement temporaire financées, 2023")
    press(KEYS.Key_Backtab, modifiers=SHIFT)
    assert cell(page).startswith("Journées réalisées en hébergement temporaire, 2026")
    press(KEYS.Key_Return)
    assert cell(page).startswith("Places d'hébergement temporaire financées, 2026")
    press(KEYS.Key_Return, modifiers=SHIFT)
    assert cell(page).startswith("Journées réalisées en hébergement temporaire, 2026")


def test_a_figure_is_typed_down_a_column_and_undone(page, ws, session):
    page.focus_field("valeurs.journees_ht.2026")
    type_figure("1 020")
    type_figure("4")

    assert value(ws, "journees_ht", 2026) == Decimal(1020)
    assert value(ws, "places_ht", 2026) == Decimal(4)
    session.undo()
    assert value(ws, "places_ht", 2026) == Decimal(2)
    assert value(ws, "journees_ht", 2026) == Decimal(1020)


def test_echap_gives_up_and_suppr_empties(page, ws):
    page.focus_field("valeurs.journees_ht.2025")
    before = value(ws, "journees_ht", 2025)
    type_figure("12", KEYS.Key_Escape)
    assert value(ws, "journees_ht", 2025) == before

    press(KEYS.Key_Delete)
    assert value(ws, "journees_ht", 2025) == ""
    assert cell(page).endswith("2025, à saisir")


def test_what_is_not_known_differs_from_nothing_and_from_zero(page, ws):
    page.focus_field("valeurs.eig.2026")
    type_figure("n.c.", KEYS.Key_Tab)
    assert value(ws, "eig", 2026) is None

    page.focus_field("donnees.eig")
    assert "Non calculable" in cell(page)
    page.focus_field("valeurs.eig.2026")
    type_figure("0", KEYS.Key_Tab)
    assert value(ws, "eig", 2026) == 0


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1.234", "Voulez-vous dire 1 234 ou 1,234 ?"),
        ("1,234.56", "Écrivez 1 234,56."),
        ("-0,5", "Un ETP ne peut pas être négatif."),
        ("1e9", "Indiquez un nombre écrit en chiffres."),
        ("999999999999999", "Ce nombre dépasse la limite (999 999 999,99)."),
    ],
)
def test_a_refused_text_stays_in_its_cell_with_its_message(page, ws, session, typed, told):
    page.focus_field("valeurs.etp_budgetes.2026")
    before = value(ws, "etp_budgetes", 2026)
    type_figure(typed)

    page.focus_field("valeurs.etp_budgetes.2026")
    index = page.list.grid.currentIndex()
    assert index.data() == typed
    assert plain(session.drafts["valeurs.etp_budgetes.2026"].message) == told
    assert plain(page.list.model.index(index.row(), 5).data(LOOK).text) == told
    assert value(ws, "etp_budgetes", 2026) == before

    type_figure("60")
    assert "valeurs.etp_budgetes.2026" not in session.drafts
    assert value(ws, "etp_budgetes", 2026) == Decimal(60)


def test_a_figure_used_twice_is_typed_once(page, ws):
    page.focus_field("valeurs.journees_hp.2026")
    page.focus_field("donnees.chutes")
    press(KEYS.Key_Space)

    type_in_cell = [
        row.cle for row in page.list.model.rows if row.donnee and row.donnee.slug == "journees_hp"
    ]
    assert len(type_in_cell) == 2

    page.list.chips.chips[FiltreDonnees.NOMBRES].click()
    slugs = [row.donnee.slug for row in page.list.model.rows if row.donnee]
    assert len(slugs) == len(set(slugs)) == 96


def test_what_is_being_filled_stays_shown_under_its_filter(page):
    page.list.chips.chips[FiltreDonnees.A_SAISIR].click()
    page.focus_field("donnees.eig")
    press(KEYS.Key_Return)
    page.focus_field("valeurs.eig.2026")
    type_figure("2")

    assert page.list.model.place_of("eig") >= 0
    assert page.list.chips.chips[FiltreDonnees.A_SAISIR].text() == "2026 à saisir (44)"


def test_a_block_is_copied_and_pasted_from_the_caret(page, ws):
    page.focus_field("valeurs.journees_ht.2025")
    QGuiApplication.clipboard().setText("1 066\t1 102,5\r\n4\tn.c.\r\n")
    press(KEYS.Key_V, modifiers=CONTROL)
    page.gestures.dialog.add.click()

    assert value(ws, "journees_ht", 2026) == Decimal("1102.5")
    assert value(ws, "places_ht", 2026) is None
    press(KEYS.Key_Down, modifiers=SHIFT)
    press(KEYS.Key_C, modifiers=CONTROL)
    assert QGuiApplication.clipboard().text() == "1066\n4"


def test_typing_is_written_at_each_pause(page, ws, qtbot):
    page.focus_field("valeurs.eig.2026")
    write("7")
    qtbot.waitUntil(lambda: value(ws, "eig", 2026) == Decimal(7), timeout=3000)

    assert QApplication.focusWidget() is not page.list.grid
    press(KEYS.Key_Escape)
    assert value(ws, "eig", 2026) == ""


def test_a_stay_in_a_cell_is_one_step_to_undo_and_is_where_she_resumes(page, ws, session, qtbot):
    page.focus_field("valeurs.eig.2026")
    write("1")
    qtbot.waitUntil(lambda: value(ws, "eig", 2026) == Decimal(1), timeout=3000)
    write("2")
    press(KEYS.Key_Return)
    assert value(ws, "eig", 2026) == Decimal(12)
    assert session.last_field == "valeurs.eig.2026"

    session.undo()
    assert value(ws, "eig", 2026) == ""


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("valeurs.journees_ht.2024.source", "valeurs.journees_ht.2024.source"),
        ("valeurs.{id}.source", "valeurs.journees_ht.2024.source"),
        ("valeurs.{id}.valeur", "valeurs.journees_ht.2024"),
        ("valeurs.journees_ht", "valeurs.journees_ht"),
        ("indicateurs_propres.{propre}", "donnees.propre-{propre}"),
    ],
)
def test_a_field_is_gone_to_by_its_key_or_by_the_number_of_its_row(page, ws, session, key, shown):
    rows = ws.snapshot.valeurs
    found = next(v.id for v in rows if (v.donnee, v.annee) == ("journees_ht", 2024))
    propre = session.run(AddIndicateurPropre(libelle="Mien", groupe="rh")).result

    assert page.focus_field(key.format(id=found, propre=propre))
    assert page.current_field() == shown.format(propre=propre)
    assert not page.focus_field("valeurs.999999")
    assert not page.focus_field("donnees.inconnu")


def test_the_model_is_sound_and_everything_has_a_name(page, qtmodeltester):
    QAbstractItemModelTester(page.list.model)
    qtmodeltester.check(page.list.model)
    assert nameless(page) == []


def test_read_only_nothing_is_typed(tilleuls, read_only, open_page):
    page = open_page(DonneesPage, read_only(tilleuls))
    page.focus_field("valeurs.eig.2026")
    write("3")

    assert value(tilleuls, "eig", 2026) == ""


def test_where_the_panel_is_under_the_grid_a_refusal_is_told_between_them(page):
    page.focus_field("valeurs.etp_budgetes.2026")
    type_figure("1.234", KEYS.Key_Tab)
    page.focus_field("valeurs.etp_budgetes.2026")
    assert page.list.message.isHidden()

    page.resize(700, 600)
    page.focus_field("donnees.gmp")
    assert page.list.message.isHidden()
    page.focus_field("valeurs.etp_budgetes.2026")
    assert plain(page.list.message.text()) == "Voulez-vous dire 1 234 ou 1,234 ?"
    assert page.list.height() > page.height() / 2


def test_a_refused_text_comes_back_with_its_message_at_the_next_opening(tmp_path, open_page):
    path = copy_demonstration(tmp_path)
    with opened(path) as first:
        page = open_page(DonneesPage, first)
        page.focus_field("valeurs.etp_budgetes.2026")
        type_figure("soixante")
        page.close()

    with opened(path) as again:
        page = open_page(DonneesPage, again)
        page.focus_field("valeurs.etp_budgetes.2026")
        assert page.list.grid.currentIndex().data() == "soixante"
        assert "soixante" in cell(page)
        assert not page.panel.refused.isHidden()


def test_the_questions_of_the_last_year_stay_where_a_filter_shows_them(page, ws):
    page.list.chips.chips[FiltreDonnees.A_VERIFIER].click()
    shown = [row.cle for row in page.list.model.rows if row.indicateur]
    assert "absenteisme" in shown
    page.focus_field("valeurs.etp_aides_soignants.2026")
    type_figure("20,6")

    assert page.list.model.place_of("absenteisme") >= 0
    assert page.list.chips.chips[FiltreDonnees.A_VERIFIER].text() == "À vérifier (0)"
    page.list.chips.chips[FiltreDonnees.TOUS].click()
    page.list.chips.chips[FiltreDonnees.A_VERIFIER].click()
    assert page.list.nothing.text() == "Aucune donnée n’est à vérifier."
