"""The page Synthèse, by its keys, checked through the dossier."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from cpom_desktop.domain.diagnostic import Cotation
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.synthese import synthese_vue
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import ALT, nameless, plain, press, when_a_dialog_opens
from ui.kit.combo import ChoiceField
from ui.models.synthese_cells import SECOND_ROLE
from ui.pages.synthese import SynthesePage
from ui.pages.synthese.axes import AxesDialog

TODAY = date(2027, 3, 12)
ROUTE = ["dg-h03", "dg-e05", "dg-i02", "dg-e08", "dg-b02"]


@pytest.fixture
def page(tmp_path, open_page):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield open_page(SynthesePage, workspace)


def view(ws):
    return synthese_vue(ws.snapshot, ws.content, TODAY)


def route(ws):
    return [lu.critere for lu in view(ws).feuille_de_route]


def constat(ws, critere):
    return ws.snapshot.constats_by_critere[critere]


def weak(page, critere, column="phrase"):
    """Put the caret on a weakness, in a column."""
    table = page.overview.faiblesses.table
    table.setFocus()
    assert table.go_to(critere, column)
    return table


def refusals(session):
    found = []
    session.refused.connect(found.append)
    return found


def test_the_list_is_the_picture(page, ws):
    rows = page.overview.faiblesses.table.table_model.rows
    assert [row.critere for row in rows][:5] == ROUTE
    assert [row.priorite_mot for row in rows][4:6] == ["Haute", "Moyenne"]
    assert not nameless(page)


def test_a_row_says_its_importance_its_priority_and_its_tick(page):
    table = weak(page, "dg-h03")
    told = [table.table_model.index(0, c).data() for c in range(6)]
    assert told[2:] == ["Forte", "Moyenne", "Haute", "Oui"]


@pytest.mark.parametrize("model", ["faiblesses", "forces", "notes"])
def test_the_tables_are_sound(page, model):
    QAbstractItemModelTester(getattr(page.overview, model).table.table_model)


def test_digits_decide_where_the_caret_is_and_suppr_takes_back(page, ws, session):
    weak(page, "dg-k05", "importance")
    press(Qt.Key.Key_3, "3")
    assert page.overview.faiblesses.table.current_row().critere == "dg-k05"
    weak(page, "dg-k05", "faisabilite")
    press(Qt.Key.Key_2, "2")
    found = constat(ws, "dg-k05")
    assert (found.importance, found.faisabilite) == (3, 2)
    assert view(ws).faiblesses[5].critere == "dg-k05"

    press(Qt.Key.Key_Delete)
    assert constat(ws, "dg-k05").faisabilite is None
    session.undo()
    assert constat(ws, "dg-k05").faisabilite == 2


def test_enter_opens_the_list_of_degrees(page, ws):
    table = weak(page, "dg-k05", "importance")
    press(Qt.Key.Key_Return)
    editor = table.findChild(ChoiceField)
    editor.set_value(1)
    editor.edited.emit()
    assert constat(ws, "dg-k05").importance == 1


def test_space_takes_a_weakness_out_of_the_feuille_de_route_and_back_at_its_end(page, ws, session):
    weak(page, "dg-e05", "axe")
    press(Qt.Key.Key_Space, " ")
    assert route(ws) == ["dg-h03", "dg-i02", "dg-e08", "dg-b02"]
    assert page.overview.faiblesses.table.current_row().critere == "dg-e05"
    press(Qt.Key.Key_Return)
    assert route(ws) == ["dg-h03", "dg-i02", "dg-e08", "dg-b02", "dg-e05"]
    session.undo()
    assert route(ws) == ["dg-h03", "dg-i02", "dg-e08", "dg-b02"]


def test_a_click_on_the_box_ticks_it(page, ws):
    table = weak(page, "dg-k05", "axe")
    box = table.visualRect(table.currentIndex())
    table.scrollTo(table.currentIndex())
    box = table.visualRect(table.currentIndex())
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert route(ws) == [*ROUTE, "dg-k05"]


def test_the_seventh_priority_is_refused_with_its_sentence(page, ws, session):
    ws.run(ops.RankConstats(criteres=[*ROUTE, "dg-k05"]))
    session.changed.emit(None, True)
    told = refusals(session)
    weak(page, "dg-g06", "axe")
    press(Qt.Key.Key_Space, " ")
    assert route(ws) == [*ROUTE, "dg-k05"]
    assert "6 priorités" in plain(told[0])


def test_alt_and_arrows_change_the_rank_and_the_caret_follows(page, ws, session):
    table = weak(page, "dg-e05")
    QTest.keyClick(table, Qt.Key.Key_Up, ALT)
    assert route(ws)[:2] == ["dg-e05", "dg-h03"]
    assert table.current_row().critere == "dg-e05"
    QTest.keyClick(table, Qt.Key.Key_Up, ALT)
    assert route(ws)[:2] == ["dg-e05", "dg-h03"]
    page.overview.faiblesses.down.click()
    assert route(ws) == ROUTE
    session.undo()
    assert route(ws)[0] == "dg-e05"


def test_a_weakness_that_is_not_retained_has_no_rank_to_change(page, ws, session):
    told = refusals(session)
    QTest.keyClick(weak(page, "dg-k05"), Qt.Key.Key_Up, ALT)
    assert route(ws) == ROUTE
    assert "cochez d’abord" in plain(told[0])


def test_enter_on_a_weakness_goes_to_its_criterion(page, qtbot):
    weak(page, "dg-h03")
    with qtbot.waitSignal(page.navigate) as asked:
        press(Qt.Key.Key_Return)
    assert asked.args == ["grille", "constats.dg-h03.texte"]


def test_a_number_of_the_matrix_goes_to_its_weakness(page):
    page.overview.matrice.picked.emit("dg-i02")
    assert page.overview.faiblesses.table.current_row().critere == "dg-i02"
    spoken = plain(page.overview.matrice.matrice.accessibleDescription())
    assert "Faiblesse 2 : importance forte, faisabilité forte." in spoken


def test_the_window_goes_from_tab_to_tab(page):
    page.go_on()
    assert page.current_field() == "syntheses.introduction.texte"
    page.go_on()
    assert page.positions.table.hasFocus()
    page.go_on()
    assert page.shown == "positions"
    page.go_back()
    page.go_back()
    page.go_back()
    assert page.overview.faiblesses.table.hasFocus()


def test_the_guide_says_how_weaknesses_are_ranked(page):
    (_title, rule), _mention = page.guide_details()
    assert "importance × faisabilité" in rule
    assert "Priorité haute : 6 ou 9" in plain(rule)


def test_the_table_takes_the_place_of_the_radar(page):
    notes = page.overview.notes
    notes.swap_button.setFocus()
    press(Qt.Key.Key_Return)
    assert notes.table.isVisible()
    assert not notes.radar.isVisible()
    row = [notes.table.table_model.index(7, c).data() for c in range(3)]
    assert row[1:] == ["3 sur 11", "2,3"]
    assert "H RH et QVT 2,3" in notes.radar.accessibleDescription()
    assert plain(notes.incomplete.text()) == "Grille incomplète : 106 critères répondus sur 116."


def test_the_retained_weaknesses_become_axes_once(page, ws, session, allow_dialogs):
    before = len(ws.snapshot.axes)

    def keep(dialog):
        assert isinstance(dialog, AxesDialog)
        assert next(field.raw() for field in dialog.fields).startswith("Ressources humaines")
        dialog.keep.click()

    when_a_dialog_opens(keep)
    page.create_button.click()
    assert len(ws.snapshot.axes) == before + 4
    assert plain(page.note.text()) == "4 axes créés."

    page.create_button.click()
    assert len(ws.snapshot.axes) == before + 4
    assert "déjà là" in plain(page.note.text())

    session.undo()
    assert len(ws.snapshot.axes) == before
    assert page.note.text() == ""


def test_without_anything_retained_no_axis_is_created(page, ws, session):
    ws.run(ops.RankConstats(criteres=[]))
    told = refusals(session)
    page.create_button.click()
    assert "Cochez d’abord" in plain(told[0])


@pytest.mark.parametrize(
    ("tab", "document"),
    [
        ("ensemble", "synthese-diagnostic"),
        ("textes", "synthese-diagnostic"),
        ("positions", "negociation-diagnostic"),
    ],
)
def test_printing_asks_for_the_document_of_the_tab(page, qtbot, tab, document):
    page.show_tab(tab)
    with qtbot.waitSignal(page.print_requested) as asked:
        page.print_button.click()
    assert asked.args == [document]


def test_what_is_retained_and_is_no_weakness_is_seen_and_can_be_taken_out(page, ws, session):
    ws.run(ops.RankConstats(criteres=["dg-h03", "dg-a05"]))
    session.changed.emit(None, True)
    weak(page, "dg-a05", "axe")
    row = page.overview.faiblesses.table.current_row()
    assert not row.est_faiblesse
    index = page.overview.faiblesses.table.currentIndex()
    assert "Opportunité" in index.siblingAtColumn(1).data(SECOND_ROLE)
    assert index.siblingAtColumn(0).data() == "–"
    press(Qt.Key.Key_Space, " ")
    assert route(ws) == ["dg-h03"]
    assert page.overview.faiblesses.table.table_model.place_of("dg-a05") == -1


# --- the states


def test_a_finding_as_long_as_the_dossier_takes_is_cut_and_reachable(page, ws, session):
    ws.run(ops.UpdateConstat(critere="dg-h03", texte="Absentéisme. " * 8_000))
    session.changed.emit(None, True)
    table = weak(page, "dg-h03")
    table.viewport().repaint()
    index = table.currentIndex()
    assert len(index.data(Qt.ItemDataRole.ToolTipRole)) < 2_100
    assert len(view(ws).textes["faiblesses"].texte) < 10_000


def test_an_empty_dossier_leads_to_the_grid(prepared, open_page, qtbot):
    page = open_page(SynthesePage, prepared)
    assert page.empty.isVisible()
    assert not page.create_button.isVisible()
    page.focus_first()
    with qtbot.waitSignal(page.navigate) as asked:
        press(Qt.Key.Key_Return)
    assert asked.args == ["grille", ""]


def test_the_page_appears_with_the_first_answer(prepared, open_page):
    page = open_page(SynthesePage, prepared)
    prepared.run(ops.UpdateConstat(critere="dg-a01", cotation=Cotation.PARTIEL))
    page.reload(None, force=True)
    assert not page.empty.isVisible()
    assert page.overview.faiblesses.table.table_model.rowCount() == 0
    assert "A Territoire 2,5" in page.overview.notes.radar.accessibleDescription()
    assert plain(page.overview.notes.incomplete.text()) == (
        "Grille incomplète : 1 critère répondu sur 115. « – » : thème sans note."
    )
    assert "B Population à compléter" in page.overview.notes.radar.accessibleDescription()


def test_a_dossier_to_read_only_offers_nothing_to_write(tmp_path, read_only, open_page):
    with opened(copy_demonstration(tmp_path)) as writing:
        page = open_page(SynthesePage, read_only(writing))
        weak(page, "dg-h03", "axe")
        press(Qt.Key.Key_Space, " ")
        assert not page.create_button.isVisible()
        assert not page.overview.faiblesses.up.isVisible()
        assert route(writing) == ROUTE


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_tabs_and_the_table_hold_in_a_small_window(page, dress, scale):
    dress(scale)
    page.resize(1025, 546)
    for tab in ("ensemble", "textes", "positions"):
        page.show_tab(tab)
        area = page._tabs[tab]
        assert area.widget().width() <= area.viewport().width()
        assert all(p.sizeHint().width() <= p.width() + 1 for p in page.tabs.parts)
