"""Roles and activities of the RACI matrix: named, moved, deleted; findings corrected, assumed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from cpom_desktop.services.operations import (
    DeleteRaciActivites,
    DeleteRaciRoles,
    SetRaciTaches,
    UpdateActeur,
    UpdateRaciRole,
)
from tests.outils.fenetre import CONTROL, SHIFT, press
from tests.outils.page_raci import A, R, clear_all, go, held, letter, place
from ui.pages.raci import RaciPage
from ui.pages.retroplanning import RetroplanningPage

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(prepared, open_page):
    return open_page(RaciPage, prepared)


def role_ids(ws):
    return [role.id for role in ws.snapshot.raci_roles]


def line_ids(ws):
    return [line.id for line in ws.snapshot.raci_activites]


def test_a_role_is_added_at_the_right_with_the_caret_on_it(ws, page, qtbot):
    page.tools.role_asked.emit()
    dialog = page.roles.dialog
    dialog.choose.click()
    assert dialog.error.isVisible()
    qtbot.waitUntil(dialog.libelle.hasFocus)
    dialog.libelle.setText("Psychologue")
    press(Qt.Key.Key_Return, "\r")
    assert ws.snapshot.raci_roles[-1].libelle == "Psychologue"
    assert page.model.headerData(14, Qt.Orientation.Horizontal) == "Psychologue"
    assert "Psychologue" in page.grid.header.accessibleName()


def test_a_role_renamed_keeps_its_cells_and_its_former_name_is_on_no_header(ws, page):
    cells = ws.snapshot.cells
    page.roles.edit(1)
    page.roles.dialog.libelle.selectAll()
    page.roles.dialog.libelle.insert("Directrice")
    page.roles.dialog.choose.click()
    assert ws.snapshot.cells == cells
    heads = [page.model.headerData(n, Qt.Orientation.Horizontal) for n in range(1, 14)]
    assert heads[0] == "Directrice"
    assert "Direction" not in heads
    assert "Directrice" in page.loads.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_short_name_of_her_own_outlives_the_name(ws, page):
    page.session.run(UpdateRaciRole(id=role_ids(ws)[0], abrege="Mme Morel"))
    page.roles.edit(1)
    page.roles.dialog.libelle.setText("Directrice")
    page.roles.dialog.choose.click()
    assert ws.snapshot.raci_roles[0].abrege == "Mme Morel"


def test_a_role_moves_from_the_header_and_from_a_cell(ws, page):
    first, second, *rest = role_ids(ws)
    go(page, 0, 1)
    press(Qt.Key.Key_Right, "", ALT | SHIFT)
    assert role_ids(ws) == [second, first, *rest]
    assert page.grid.currentIndex() == place(page, 0, 2)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Left, "", ALT | SHIFT)
    assert role_ids(ws) == [first, second, *rest]
    assert page.grid.header.hasFocus()
    press(Qt.Key.Key_Left, "", ALT | SHIFT)
    assert role_ids(ws) == [first, second, *rest]
    assert ws.undo_titles()[0] == "déplacer un rôle"


def test_a_role_is_deleted_from_the_header_once_she_knows_what_goes(ws, page):
    page.session.run(UpdateActeur(id=ws.snapshot.raci_roles[1].acteur_id, nom="Henri Vasseur"))
    filled = sum(role == role_ids(ws)[1] for _line, role in ws.snapshot.cells)
    page.go_to(-1, 2)
    press(Qt.Key.Key_Delete)
    told = page.roles.question.text.text()
    assert f"{filled} cases remplies" in told
    assert "Henri Vasseur reste dans les acteurs" in told
    page.roles.question.action.click()
    assert len(role_ids(ws)) == 12
    page.session.undo()
    assert len(role_ids(ws)) == 13


def test_the_menu_of_a_role_offers_what_its_place_allows(page):
    first, last = page.roles.menu(1), page.roles.menu(13)
    assert [a.isEnabled() for a in first.actions()][:5] == [True, False, True, True, True]
    assert [a.isEnabled() for a in last.actions()][:5] == [True, True, False, True, True]


def test_alt_and_arrows_move_an_activity_within_its_phase(ws, page):
    first, second, third, *rest = line_ids(ws)
    go(page, 0, 2)
    press(Qt.Key.Key_Down, "", ALT)
    assert line_ids(ws) == [second, first, third, *rest]
    assert page.grid.currentIndex() == place(page, 1, 2)
    press(Qt.Key.Key_Down, "", ALT)
    assert line_ids(ws) == [second, third, first, *rest]
    press(Qt.Key.Key_Up, "", ALT)
    press(Qt.Key.Key_Up, "", ALT)
    assert line_ids(ws) == [first, second, third, *rest]


def test_an_activity_at_the_edge_of_its_phase_goes_to_the_next_one_and_back(ws, page):
    lines = ws.snapshot.raci_activites
    last = max(n for n, a in enumerate(lines) if a.phase == lines[0].phase)
    ids = line_ids(ws)
    go(page, last, 0)
    press(Qt.Key.Key_Down, "", ALT)
    moved = next(a for a in ws.snapshot.raci_activites if a.id == ids[last])
    assert moved.phase == lines[last + 1].phase
    assert line_ids(ws) == ids
    press(Qt.Key.Key_Up, "", ALT)
    assert ws.snapshot.raci_activites == lines


def test_the_first_and_the_last_activity_stay(ws, page):
    ids = line_ids(ws)
    go(page, 0, 1)
    press(Qt.Key.Key_Up, "", ALT)
    go(page, 31, 1)
    press(Qt.Key.Key_Down, "", ALT)
    assert line_ids(ws) == ids


def test_an_activity_is_changed_in_a_dialog_and_takes_another_phase(ws, page):
    go(page, 0, 1)
    page.lines.edit()
    dialog = page.lines.dialog
    assert dialog.titre.text() == page.view.activites[0].titre
    dialog.titre.setText("Choisir le cadre")
    dialog.autorites.set_value(value=True)
    dialog.phase.set_value("suivi")
    dialog.add.click()
    changed = next(a for a in ws.snapshot.raci_activites if a.titre == "Choisir le cadre")
    assert (changed.phase, changed.autorites_attendues) == ("suivi", True)


def test_inser_asks_for_an_activity(page):
    go(page, 0, 1)
    press(Qt.Key.Key_Insert)
    assert page.lines.dialog.isVisible()


def test_corriger_asks_who_stays_and_is_one_step(ws, page, qtbot):
    go(page, 4, 1)
    clear_all(ws, page, [4])
    for column, keys in ((1, "r"), (3, "ra"), (9, "i")):
        go(page, 4, column)
        for key in keys:
            letter(key)
    before = ws.snapshot.cells
    page.findings.fix.click()
    dialog = page.checks.dialog
    assert [dialog.answers.item(n).text() for n in range(2)] == ["Direction", "Référent CPOM"]
    qtbot.waitUntil(dialog.answers.hasFocus)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return, "\r")
    assert held(ws, page, 4, 1) == {A}
    assert held(ws, page, 4, 3) == {R, A}
    assert page.view.findings == ()
    page.session.undo()
    assert ws.snapshot.cells == before


def test_a_finding_is_assumed_with_a_reason_and_taken_back(ws, page):
    clear_all(ws, page, [3])
    page.findings.others.click()
    found = page.view.findings[0]
    page.findings.list.assume.emit(found)
    page.findings.list.close()
    page.checks.reason_dialog.line.setText("Confié au cabinet")
    page.checks.reason_dialog.keep.click()
    assert page.view.findings == ()
    assert [f.motif for f in page.view.assumed] == ["Confié au cabinet"]
    assert page.findings.calm.isVisible()
    assert page.findings.others.text() == "1 assumée"
    page.findings.others.click()
    page.findings.list.kept[0].click()
    assert len(page.view.findings) == 1


def test_the_load_goes_by_person_when_somebody_holds_two_roles(ws, page):
    said = Qt.ItemDataRole.AccessibleTextRole
    page.load_table.switched.emit()
    assert not page.loads.by_person
    roles = ws.snapshot.raci_roles
    page.session.run(UpdateActeur(id=roles[2].acteur_id, nom="Sophie Lemaire"))
    page.session.run(UpdateRaciRole(id=roles[5].id, acteur_id=roles[2].acteur_id))
    alone = page.loads.index(0, 6).data()
    page.load_table.setFocus()
    page.load_table.setCurrentIndex(page.loads.index(0, 0))
    press(Qt.Key.Key_Return, "\r")
    assert page.loads.index(0, 0).data() == "Charge par personne\nVoir par rôle"
    assert page.loads.index(0, 6).data() == page.loads.index(0, 3).data() != alone
    told = page.loads.index(0, 6).data(said)
    assert told.startswith("Sophie Lemaire (Référent CPOM, Référent qualité)")


def test_ctrl_l_shows_the_tasks_of_an_activity_ticked_first_and_keeps_others(ws, page, qtbot):
    line = next(n for n, a in enumerate(page.view.activites) if a.slug == "donner-mandat")
    tasks = {t.slug: t.id for t in ws.snapshot.tasks}
    go(page, line, 1)
    press(Qt.Key.Key_L, "\x0c", CONTROL)
    dialog = page.tasks.dialog
    qtbot.waitUntil(dialog.list.hasFocus)
    assert dialog.ticked() == [tasks["mandat-gouvernance"]]
    assert dialog.list.item(0).text().startswith("Obtenir de la gouvernance")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space, " ")
    second = dialog.list.item(1).data(Qt.ItemDataRole.UserRole)
    dialog.keep.click()
    activite = page.view.activites[line].id
    linked = {li.task_id for li in ws.snapshot.raci_taches if li.activite_id == activite}
    assert linked == {tasks["mandat-gouvernance"], second}
    assert len(page.view.taches[activite]) == 2
    assert "Obtenir de la gouvernance" in place(page, line, 0).data(Qt.ItemDataRole.ToolTipRole)
    page.session.undo()
    assert len(page.view.taches[activite]) == 1


def test_a_task_is_searched_then_opened_in_the_plan(ws, page):
    asked = []
    page.navigate.connect(lambda *where: asked.append(where))
    go(page, 0, 1)
    page.tasks.ask()
    dialog = page.tasks.dialog
    dialog.search.setText("deliberer competente")
    dialog.search.edited.emit()
    shown = [n for n in range(dialog.list.count()) if not dialog.list.item(n).isHidden()]
    assert len(shown) == 1
    dialog.list.setCurrentRow(shown[0])
    dialog.go.click()
    task = next(t for t in ws.snapshot.tasks if t.slug == "deliberation")
    assert asked == [("retroplanning", f"tasks.{task.id}.titre")]


def test_links_taken_away_are_proposed_again_by_the_kit(ws, page):
    first = page.view.activites[0].id
    page.session.run(SetRaciTaches(activite_id=first, taches=[]))
    page.tools.links_asked.emit()
    assert page.view.taches[first]
    assert page.told == []
    page.tools.links_asked.emit()
    assert "Rien à ajouter" in page.told[0]


def test_the_menu_of_a_role_leads_to_the_sheet_of_who_holds_it(ws, page):
    asked = []
    page.print_requested.connect(asked.append)
    page.roles.menu(1).actions()[-1].trigger()
    page.session.run(UpdateRaciRole(id=role_ids(ws)[0], acteur_id=None))
    page.roles.menu(1).actions()[-1].trigger()
    holder = ws.snapshot.raci_roles[1].acteur_id
    page.roles.menu(2).actions()[-1].trigger()
    assert asked[1:] == ["fiches-mission", f"fiche-mission-{holder}"]
    assert asked[0].startswith("fiche-mission-")


def test_the_panel_of_a_task_names_its_activity_and_leads_to_its_line(prepared, open_page):
    page = open_page(RetroplanningPage, prepared)
    asked = []
    page.navigate.connect(lambda *where: asked.append(where))
    snapshot = prepared.snapshot
    task = next(t for t in snapshot.tasks if t.slug == "mandat-gouvernance")
    line = next(a for a in snapshot.raci_activites if a.slug == "donner-mandat")
    page.focus_field(f"tasks.{task.id}.titre")

    (link,) = page.editor.links.lines
    words = link.words.replace("\u00a0", " ")
    assert words == (
        "Matrice RACI : « Donner le mandat de négocier », Instance de gouvernance en répond"
    )
    link.click()
    assert asked == [("raci", f"raci_activites.{line.id}")]


def test_a_matrix_without_roles_lets_her_add_one_and_no_gesture_fails(ws, page):
    page.session.run(DeleteRaciRoles(ids=role_ids(ws)))
    assert page.tools.isVisible()
    page.cells.paste()
    page.tools.role_asked.emit()
    page.roles.dialog.libelle.setText("Direction")
    page.roles.dialog.choose.click()
    assert [r.libelle for r in ws.snapshot.raci_roles] == ["Direction"]


def test_a_matrix_without_activities_takes_no_gesture_and_comes_back(ws, page):
    page.session.run(DeleteRaciActivites(ids=line_ids(ws)))
    before = ws.snapshot
    for gesture in (
        page.cells.copy,
        page.cells.paste,
        page.cells.fill_down,
        page.tasks.ask,
        page.lines.edit,
        page.lines.ask_deletion,
    ):
        gesture()
    page.lines.move(1)
    assert ws.snapshot == before
    page.session.undo()
    assert page.grid.isVisible()
    assert page.grid.rowHeight(1) > page.grid.rowHeight(0)
