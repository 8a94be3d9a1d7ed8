"""The tabs « Impact et effort » and « Coûts et financements » of the plan d'actions."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from cpom_desktop.reports.maker import Documents
from cpom_desktop.services import operations as ops
from cpom_desktop.services.documents import PLAIN, DocumentFormat
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import ALT, nameless, plain, press
from ui.kit.combo import ChoiceField
from ui.pages.plan_actions import PlanActionsPage


@pytest.fixture
def page(tmp_path, open_page):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield open_page(PlanActionsPage, workspace)


def place(page, ws, column):
    """Put the caret on the first fiche, in a column of the tab « Impact et effort »."""
    page.show_tab("impact")
    table = page.impact.table
    table.setFocus()
    assert table.go_to(ws.snapshot.fiches_action[0].id, column)
    return table


def fiche(ws):
    return ws.snapshot.fiches_action[0]


def test_digits_decide_impact_and_effort_and_suppr_empties(page, ws, session):
    place(page, ws, "impact")
    press(Qt.Key.Key_3, "3")
    place(page, ws, "effort")
    press(Qt.Key.Key_1, "1")
    assert (fiche(ws).impact, fiche(ws).effort) == (3, 1)
    spoken = plain(page.impact.matrice.accessibleDescription())
    assert "FA-01 : impact fort, effort faible." in spoken
    assert "À commencer : FA-01" in plain(page.impact.words.text())
    press(Qt.Key.Key_Delete)
    assert fiche(ws).effort is None
    assert "1 fiche n’est pas encore placée." in plain(page.impact.words.text())
    session.undo()
    assert fiche(ws).effort == 1


def test_enter_opens_the_list_of_levels(page, ws):
    table = place(page, ws, "impact")
    press(Qt.Key.Key_Return)
    editor = table.findChild(ChoiceField)
    editor.set_value(1)
    editor.edited.emit()
    assert fiche(ws).impact == 1


def test_enter_on_a_fiche_opens_it_and_a_number_of_the_matrix_goes_to_its_line(page, ws, qtbot):
    place(page, ws, "titre")
    with qtbot.waitSignal(page.navigate) as asked:
        press(Qt.Key.Key_Return)
    assert asked.args == ["fiches-action", f"fiches_action.{fiche(ws).id}"]
    last = ws.snapshot.fiches_action[-1].id
    page.impact.matrice.picked.emit(str(last))
    assert page.impact.table.current_row().view.fiche.id == last


def test_the_costs_on_screen_on_paper_and_in_the_workbook_are_the_same_to_the_cent(page, ws):
    """What she reads in the three places, read there: no number is reckoned by the test."""
    from openpyxl import load_workbook

    moyen = next(m for m in ws.snapshot.moyens if m.montant_centimes)
    ws.run(ops.UpdateMoyen(id=moyen.id, montant_centimes=moyen.montant_centimes + 37))
    page.reload(None, force=True)
    page.show_tab("couts")
    screen = [
        [[plain(model.index(r, c).data()) for c in range(1, model.columnCount())]
         for r in range(model.rowCount())]
        for model in (card.model for card in page.couts.cards)
    ]  # fmt: skip
    assert any(",37 €" in cell for table in screen for row in table for cell in row)

    made = Documents().prepare(ws, "tableau-couts")
    printed = text_of(made.render().data)
    assert all(cell in printed for table in screen for row in table for cell in row)

    path = ws.path.parent / "couts.xlsx"
    options = replace(PLAIN, format=DocumentFormat.XLSX)
    Documents().prepare(ws, "tableau-couts", options).write(path)
    book = load_workbook(io.BytesIO(path.read_bytes()))
    for table, sheet in zip(screen, book.worksheets, strict=False):
        for wanted, row in zip(table, list(sheet.values)[1:], strict=True):
            assert [in_euros(cell) for cell in wanted] == [
                "" if value is None else f"{value:.2f}" for value in row[1:]
            ]
    assert plain(page.plan_tab.card.foot.total.text()) == screen[0][-1][-1]


def text_of(data):
    """Return the words of a PDF."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    return plain("\n".join(page.get_textpage().get_text_range() for page in pdf))


def in_euros(cell):
    """Return « 1 234,50 € » as « 1234.50 »; nothing for « – »."""
    if cell == "–":
        return ""
    return f"{float(cell.removesuffix(' €').replace(' ', '').replace(',', '.')):.2f}"


def test_the_tables_of_amounts_are_read_and_never_typed(page):
    page.show_tab("couts")
    for card in page.couts.cards:
        QAbstractItemModelTester(card.model)
        flags = card.model.flags(card.model.index(0, 1))
        assert not flags & Qt.ItemFlag.ItemIsEditable
    assert not nameless(page)


def test_a_year_out_of_the_contract_has_its_column(page, ws, session):
    moyen = next(m for m in ws.snapshot.moyens if m.montant_centimes and m.annees == 1)
    ws.run(ops.UpdateMoyen(id=moyen.id, premiere_annee=2035, derniere_annee=None))
    session.changed.emit(None, True)
    page.show_tab("couts")
    heads = [column.header for column in page.couts.cards[0].model.columns]
    assert heads == ["Fiche action", "2028", "2029", "2030", "2031", "2032", "2035", "Total"]


def test_each_tab_prints_its_document(page, qtbot):
    for tab, document in (("plan", "plan-actions"), ("couts", "tableau-couts")):
        page.show_tab(tab)
        with qtbot.waitSignal(page.print_requested) as asked:
            page.print_button.click()
        assert asked.args == [document]


def test_the_sheets_of_each_person_are_one_button_away(page, qtbot):
    with qtbot.waitSignal(page.print_requested) as asked:
        page.sheets_button.click()
    assert asked.args == ["feuilles-route-personnes"]


def test_alt_and_arrows_move_nothing_out_of_the_plan(page, ws):
    before = [(e.debut, e.fin) for e in ws.snapshot.etapes]
    page.focus_first()
    page.show_tab("couts")
    page.go_on()
    assert [(e.debut, e.fin) for e in ws.snapshot.etapes] == before


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("tab", ["plan", "impact", "couts"])
def test_each_tab_holds_in_a_small_window(page, dress, scale, tab):
    dress(scale)
    page.resize(1025, 546)
    page.show_tab(tab)
    area = page._tabs[tab]
    assert area.widget().width() <= area.viewport().width()
    assert page.minimumSizeHint().width() <= 1025


def test_in_the_window_alt_and_an_arrow_move_the_fiche_of_the_caret(shell):
    shell.window.open_path(copy_demonstration(shell.folder))
    view = shell.window.view
    view.show_page("plan-actions")
    ws = view.session.workspace
    page = view.page
    page.focus_first()
    before = [e.debut for e in ws.snapshot.etapes if e.fiche_id == fiche(ws).id]
    QTest.keyClick(page.plan_tab.card.table, Qt.Key.Key_Right, ALT)
    after = [e.debut for e in ws.snapshot.etapes if e.fiche_id == fiche(ws).id]
    assert after != before
    QTest.keyClick(page.plan_tab.card.table, Qt.Key.Key_Left, ALT)
    assert [e.debut for e in ws.snapshot.etapes if e.fiche_id == fiche(ws).id] == before
