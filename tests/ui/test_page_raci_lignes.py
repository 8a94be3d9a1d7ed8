"""The findings, the activities and the roles of the RACI matrix, and who holds them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpom_desktop.services.operations import CellValue, SetRaciCells, UpdateActeur
from tests.outils.fenetre import fill_disk, press
from tests.outils.page_raci import SAID, R, clear_all, go, letter, place, select
from ui.kit.fields import LineField
from ui.kit.raci_delegate import RING_ROLE, SEVERE_ROLE
from ui.models.raci_lines import short_name
from ui.pages.raci import RaciPage


@pytest.fixture
def page(prepared, open_page):
    return open_page(RaciPage, prepared)


def test_two_responsables_mark_the_line_and_ring_each(ws, page):
    clear_all(ws, page)
    for column in (1, 3):
        go(page, 4, column)
        letter("r")
    assert place(page, 4, 0).data(SEVERE_ROLE)
    assert [bool(place(page, 4, c).data(RING_ROLE)) for c in (1, 2, 3)] == [True, False, True]
    told = [f.texte for f in page.view.findings if "2 responsables" in f.texte]
    assert len(told) == 1
    assert told[0] in place(page, 4, 0).data(SAID)


def test_the_first_finding_leads_to_its_line_and_the_list_to_the_others(ws, page, qtbot):
    clear_all(ws, page, [7, 9])
    assert page.findings.first.accessibleName() == page.view.findings[0].texte
    page.findings.first.click()
    assert page.grid.currentIndex() == place(page, 7, 0)
    assert page.grid.hasFocus()
    others = len(page.view.findings) - 1
    assert page.findings.others.text() == f"{others} autre"
    page.findings.others.click()
    assert len(page.findings.list.buttons) == others + 1
    page.findings.list.buttons[-1].click()
    assert page.grid.currentIndex().row() == place(page, 9, 0).row()
    assert QApplication.activePopupWidget() is None


def test_without_fault_the_page_says_so(page):
    assert page.view.findings == ()
    assert page.findings.calm.isVisible()
    assert not page.findings.first.isVisible()


def test_an_overloaded_role_leads_to_its_column(ws, page):
    cells = [
        CellValue(activite_id=a.id, role_id=page.view.roles[4].role.id, sens=[R])
        for a in page.view.activites
    ]
    page.session.run(SetRaciCells(cells=cells))
    kinds = [n for n, f in enumerate(page.view.findings) if f.constat.role_id]
    page.checks.go_to(page.view.findings[kinds[0]])
    assert page.grid.header.hasFocus()
    assert "Infirmier coordonnateur" in page.grid.header.accessibleName()


def test_the_load_row_counts_and_says_in_words(ws, page):
    clear_all(ws, page, range(len(page.view.activites)))
    for column_letter in "ra":
        go(page, 0, 2)
        letter(column_letter)
    cell = page.loads.index(0, 2)
    assert cell.data() == "1 R · 1 A"
    assert cell.data(SAID).endswith("responsable de 1 activité, acteur de 1, sur 32")


def test_f2_in_the_first_column_renames_the_activity(ws, page, qtbot):
    go(page, 0, 0)
    press(Qt.Key.Key_F2)
    editor = page.grid.frozen.findChild(LineField)
    assert editor.hasFocus()
    editor.setText("Vérifier le calendrier")
    press(Qt.Key.Key_Return, "\r")
    qtbot.waitUntil(page.grid.hasFocus)
    assert ws.snapshot.raci_activites[0].titre == "Vérifier le calendrier"
    assert place(page, 0, 0).data() == "Vérifier le calendrier"
    page.session.undo()
    assert place(page, 0, 0).data().startswith("Vérifier la programmation")


def test_an_empty_title_is_refused_and_stays(ws, page):
    assert not page.model.setData(place(page, 0, 0), "   ")
    assert len(page.told) == 1
    assert ws.snapshot.raci_activites[0].titre.startswith("Vérifier")


def test_an_activity_is_added_in_its_phase_with_the_caret_on_it(ws, page, qtbot):
    go(page, 8, 2)
    page.add_button.click()
    qtbot.waitUntil(page.lines.dialog.titre.hasFocus)
    assert page.lines.dialog.phase.value() == page.view.activites[8].phase
    page.lines.dialog.add.click()
    assert page.lines.dialog.error.isVisible()
    page.lines.dialog.titre.setText("Préparer la visite")
    press(Qt.Key.Key_Return, "\r")
    added = [a for a in ws.snapshot.raci_activites if a.titre == "Préparer la visite"]
    assert [a.phase for a in added] == ["diagnostic"]
    page.activateWindow()
    qtbot.waitUntil(page.grid.hasFocus)
    assert page.current_field().startswith(f"raci_cases.{added[0].id}.")


def test_an_activity_that_a_full_disk_refuses_stays_in_its_dialog(ws, page, session):
    page.lines.ask()
    disk = fill_disk(session)
    page.lines.dialog.titre.setText("Préparer la visite")
    page.lines.dialog.add.click()
    assert page.lines.dialog.isVisible()
    assert "Disque plein" in page.lines.dialog.error.text()
    assert page.lines.dialog.titre.text() == "Préparer la visite"

    disk.room = True
    page.lines.dialog.add.click()

    assert "Préparer la visite" in {a.titre for a in ws.snapshot.raci_activites}


def test_suppr_on_titles_asks_then_deletes_the_activities(ws, page):
    ids = [page.view.activites[n].id for n in (0, 1)]
    select(page, (0, 0), (1, 0))
    press(Qt.Key.Key_Delete)
    assert "2 activités" in page.lines.question.windowTitle()
    filled = sum(line in ids for line, _role in ws.snapshot.cells)
    assert f"{filled} cases remplies" in page.lines.question.text.text()
    assert "Les tâches liées restent au rétroplanning." in page.lines.question.text.text()
    page.lines.question.safe.click()
    assert len(ws.snapshot.raci_activites) == 32
    press(Qt.Key.Key_Delete)
    page.lines.question.action.click()
    assert not {a.id for a in ws.snapshot.raci_activites} & set(ids)
    page.session.undo()
    assert len(ws.snapshot.raci_activites) == 32


def test_the_holder_is_chosen_from_the_header_by_keyboard(ws, page):
    person = next(a for a in ws.snapshot.acteurs if a.slug == "finances")
    page.session.run(UpdateActeur(id=person.id, nom="Thomas Girard"))
    go(page, 0, 4)
    press(Qt.Key.Key_Up)
    assert page.grid.header.hasFocus()
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_F2)
    assert "Référent CPOM" in page.roles.dialog.windowTitle()
    page.roles.dialog.acteur.set_value(person.id)
    page.roles.dialog.choose.click()
    assert ws.snapshot.raci_roles[2].acteur_id == person.id
    press(Qt.Key.Key_Down)
    assert page.grid.hasFocus()


def test_a_double_click_on_a_role_asks_for_its_holder(ws, page):
    header = page.grid.header
    left = header.sectionViewportPosition(2)
    spot = QPoint(left + header.sectionSize(2) // 2, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert "Instance de gouvernance" in page.roles.dialog.windowTitle()
    page.roles.dialog.acteur.set_value(None)
    page.roles.dialog.choose.click()
    assert ws.snapshot.raci_roles[1].acteur_id is None


@pytest.mark.parametrize(
    ("name", "short"),
    [("Claire Morel", "C. Morel"), ("Dr Garnier", "Dr Garnier"), ("Morel", "Morel"), ("", "")],
)
def test_a_holder_fits_under_the_role(name, short):
    assert short_name(name) == short
