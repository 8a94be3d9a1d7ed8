"""The page Plan d'actions, by its keys, checked through the dossier."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from cpom_desktop.domain.fiches_action import Origine
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.plan_actions_lignes import Delai, VuePlan
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import nameless, plain, press
from tests.outils.gantt_souris import carry, point_of
from ui.models.plan_actions import COST, ORIGINE, RESPONSABLE, TITLE
from ui.pages.plan_actions import PlanActionsPage


@pytest.fixture
def page(tmp_path, open_page):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield open_page(PlanActionsPage, workspace)


def card(page):
    return page.plan_tab.card


def titles(page):
    model = card(page).model
    return [plain(model.index(row, TITLE).data()) for row in range(model.rowCount())]


def at(page, key):
    """Put the caret on a line."""
    card(page).table.setFocus()
    assert card(page).choose(key)


def first(ws):
    return ws.snapshot.fiches_action[0]


def dates(ws, fiche_id):
    return [(e.debut, e.fin) for e in ws.snapshot.etapes if e.fiche_id == fiche_id]


def refusals(session):
    found = []
    session.refused.connect(found.append)
    return found


def test_the_table_and_the_gantt_have_the_same_rows(page):
    QAbstractItemModelTester(card(page).model)
    assert titles(page)[0] == "Axe 2 – Soins, prévention et sécurité"
    assert titles(page)[1].startswith("FA-01 Prévenir les chutes")
    assert len(card(page).gantt.canvas.plan.bars) == len(titles(page)) == 5
    assert card(page).gantt.canvas.row_height == card(page).table.rowHeight(0)
    assert plain(card(page).foot.total.text()) == "385 427 €"
    assert "2028 : 109 227 €" in plain(card(page).foot.bars.accessibleDescription())
    assert not nameless(page)


def test_space_unfolds_a_fiche_and_folds_it_again(page, ws):
    page.focus_first()
    assert card(page).current().key == f"fiches_action.{first(ws).id}"
    press(Qt.Key.Key_Space, " ")
    assert titles(page)[2].startswith("1. Choisir l’échelle de risque")
    row = [plain(card(page).model.index(2, c).data()) for c in (RESPONSABLE, ORIGINE, COST)]
    assert row[1:] == ["01/28 → 03/28", "0 %"]
    assert "Livrable : Protocole validé" in plain(
        card(page).model.index(2, TITLE).data(Qt.ItemDataRole.ToolTipRole)
    )
    press(Qt.Key.Key_Space, " ")
    assert len(titles(page)) == 5
    assert card(page).current().key == f"fiches_action.{first(ws).id}"


def test_alt_and_arrows_move_the_whole_fiche_by_a_quarter_as_one_step(page, ws, session):
    at(page, f"fiches_action.{first(ws).id}")
    before = dates(ws, first(ws).id)
    page.go_on()
    assert dates(ws, first(ws).id)[0] == (date(2028, 4, 3), date(2028, 6, 30))
    page.go_back()
    assert dates(ws, first(ws).id) == before
    page.go_back()
    session.undo()
    assert dates(ws, first(ws).id) == before


def test_alt_and_arrows_move_one_step_when_it_is_chosen(page, ws):
    etape = next(e for e in ws.snapshot.etapes if e.fiche_id == first(ws).id)
    assert page.focus_field(f"etapes.{etape.id}")
    before = dates(ws, first(ws).id)
    page.go_on()
    after = dates(ws, first(ws).id)
    assert after[0] == (date(2028, 4, 3), date(2028, 6, 30))
    assert after[1:] == before[1:]
    assert card(page).current().key == f"etapes.{etape.id}"


def test_a_fiche_without_dates_has_nothing_to_move(page, ws, session):
    new = ws.run(ops.AddFicheAction(titre="Seule")).result
    session.changed.emit(None, True)
    told = refusals(session)
    at(page, f"fiches_action.{new}")
    page.go_on()
    assert "Rien à déplacer" in plain(told[0])


def test_a_drag_moves_the_fiche_and_its_end_alone_resizes_a_step(page, ws):
    etape = next(e for e in ws.snapshot.etapes if e.fiche_id == first(ws).id)
    page.focus_field(f"etapes.{etape.id}")
    from cpom_desktop.charts.gantt_drag import Gesture

    moves = page.plan_tab.moves
    moves.drop(Gesture("fin", etape.id, etape.debut, date(2028, 5, 15)))
    assert dates(ws, first(ws).id)[0] == (date(2028, 1, 3), date(2028, 5, 15))
    moves.drop(Gesture("deplacer", -first(ws).id, date(2028, 1, 13), date(2033, 1, 10)))
    assert dates(ws, first(ws).id)[0] == (date(2028, 1, 13), date(2028, 5, 25))


def test_the_chips_count_the_origins_and_keep_theirs(page):
    chips = page.plan_tab.filters.chips
    assert [plain(c.text()) for c in chips.chips.values() if c.isVisibleTo(page)] == [
        "Toutes origines",
        "CPOM (3)",
        "Évaluation HAS (1)",
        "Projet d’établissement (2)",
        "DUERP (2)",
    ]
    chips.chips[Origine.DUERP].click()
    assert [t[:5] for t in titles(page) if t.startswith("FA")] == ["FA-01", "FA-02"]
    assert plain(page.plan_tab.filters.count.text()) == "2 fiches sur 3"
    assert plain(card(page).foot.total.text()) == "308 560 €"
    page.plan_tab.filters.all_button.click()
    assert len(titles(page)) == 5
    assert plain(card(page).foot.total.text()) == "385 427 €"


def test_the_fiches_are_gathered_otherwise_and_filtered_by_deadline(page):
    filters = page.plan_tab.filters
    filters.vue.choose(VuePlan.ECHEANCE)
    assert titles(page)[0] == "Plus tard"
    filters.vue.choose(VuePlan.RESPONSABLE)
    assert "Claire Morel" in titles(page)
    filters.more.click()
    filters.delai.set_value(Delai.RETARD)
    filters.delai.edited.emit()
    assert titles(page) == []
    assert card(page).nothing.isVisible()


def test_enter_opens_the_fiche_on_its_page(page, ws, qtbot):
    at(page, f"fiches_action.{first(ws).id}")
    with qtbot.waitSignal(page.navigate) as asked:
        press(Qt.Key.Key_Return)
    assert asked.args == ["fiches-action", f"fiches_action.{first(ws).id}"]


def test_what_nobody_pays_for_is_told_and_leads_to_its_funding(page, ws, session, qtbot):
    assert not page.warning.isVisible()
    fiche = first(ws)
    paid = [f.id for f in ws.snapshot.financements if f.fiche_id == fiche.id]
    ws.run(ops.DeleteFinancements(ids=paid))
    session.changed.emit(None, True)
    assert plain(page.warning.text()) == "FA-01 sans financement"
    with qtbot.waitSignal(page.navigate) as asked:
        page.warning.click()
    assert asked.args == ["fiches-action", f"fiches_action.{fiche.id}.financements"]


def test_a_new_fiche_opens_on_its_page(page, ws, qtbot):
    with qtbot.waitSignal(page.navigate) as asked:
        page.add_button.click()
    assert asked.args == [
        "fiches-action",
        f"fiches_action.{ws.snapshot.fiches_action[-1].id}.titre",
    ]


def test_an_empty_dossier_leads_to_the_fiches(prepared, open_page, qtbot):
    page = open_page(PlanActionsPage, prepared)
    assert page.empty.isVisible()
    page.focus_first()
    with qtbot.waitSignal(page.navigate) as asked:
        press(Qt.Key.Key_Return)
    assert asked.args == ["fiches-action", ""]


def test_a_dossier_to_read_only_moves_nothing(tmp_path, read_only, open_page):
    with opened(copy_demonstration(tmp_path)) as writing:
        page = open_page(PlanActionsPage, read_only(writing))
        at(page, f"fiches_action.{first(writing).id}")
        before = dates(writing, first(writing).id)
        page.go_on()
        assert dates(writing, first(writing).id) == before
        assert not page.add_button.isVisible()


def test_a_title_as_long_as_the_dossier_takes_is_cut_and_told_whole(page, ws, session):
    ws.run(ops.UpdateFicheAction(id=first(ws).id, titre="Prévenir " * 20))
    session.changed.emit(None, True)
    card(page).table.viewport().repaint()
    tip = card(page).model.index(1, TITLE).data(Qt.ItemDataRole.ToolTipRole)
    assert "Prévenir" in plain(tip)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_page_holds_in_a_small_window(page, dress, scale):
    dress(scale)
    page.resize(1118, 650)
    assert page.minimumSizeHint().width() <= 1118
    assert card(page).gantt.horizontalScrollBar().maximum() == 0
    assert card(page).table.width() + card(page).gantt.width() <= page.width()


def test_the_mouse_carries_a_whole_fiche_and_takes_a_step_by_its_end(page, ws):
    tab, fiche_id = page.plan_tab, first(ws).id
    drag(tab, 1, "milieu", 20)
    moved = dates(ws, fiche_id)
    assert moved[0][0] > date(2028, 1, 3)
    assert (moved[0][1] - moved[0][0]).days == (date(2028, 3, 31) - date(2028, 1, 3)).days
    etape = next(e for e in ws.snapshot.etapes if e.fiche_id == fiche_id)
    page.focus_field(f"etapes.{etape.id}")
    drag(tab, 2, "fin", 15)
    after = dates(ws, fiche_id)
    assert after[0][0] == moved[0][0]
    assert after[0][1] > moved[0][1]
    assert after[1:] == moved[1:]


def drag(tab, row, part, across):
    """Take a bar by a part, carry it by some pixels, let it go."""
    start = point_of(tab, row, part)
    view = tab.card.gantt.viewport()
    QTest.mouseMove(view, start)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    end = carry(tab, start, across)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
