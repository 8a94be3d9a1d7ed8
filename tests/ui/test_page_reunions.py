"""The page Réunions, by its keys, checked through the dossier."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.reunions import EtatReunion
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.reunions import Onglet
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import (
    ALT,
    CONTROL,
    nameless,
    plain,
    press,
    shortcut,
    type_in,
    when_a_dialog_opens,
    write,
)
from tests.outils.page_reunions import COPIL_1, COPIL_2, EQUIPE, go, meeting
from ui.pages.reunions import ReunionsPage
from ui.pages.reunions.dialogs import NewMeetingDialog, ReopenDialog

TODAY = date(2027, 3, 12)


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(tilleuls, open_page):
    return open_page(ReunionsPage, tilleuls)


def test_the_next_meeting_to_hold_is_shown_with_its_day_and_where_it_stands(page):
    assert page.view.reunion.etat is not EtatReunion.CLOSE
    go(page, COPIL_1)

    assert plain(page.title_label.text()) == "COPIL n° 1 : lancement"
    told = plain(page.purpose_label.text())
    assert told.startswith("jeudi 4 février 2027, 14 h 00 – 16 h 00, Salle Verlaine")
    assert told.endswith("Compte rendu clos le 12 février 2027.")
    assert plain(page.place_detail()) == COPIL_1
    ticks = [page.panel.tabs.accessibleTabName(rank) for rank in range(5)]
    assert ticks[0] == "Convocation, fait"


@pytest.mark.usefixtures("allow_dialogs")
def test_a_closed_meeting_is_read_until_it_is_opened_again_with_a_reason(page, ws):
    reunion_id = go(page, COPIL_1)
    assert page.panel.convocation.form.row(f"reunions.{reunion_id}.lieu").editor.isReadOnly()

    def say_why(dialog):
        assert isinstance(dialog, ReopenDialog)
        dialog.keep.click()
        assert dialog.isVisible()
        dialog.motif.setFocus()
        write("Remarque de l’ARS")
        dialog.keep.click()

    when_a_dialog_opens(say_why)
    page.panel.step_button.click()

    reunion = meeting(ws, reunion_id)
    assert (reunion.etat, reunion.rouverte_le) == (EtatReunion.TENUE, TODAY)
    assert "Remarque de l’ARS" in page.purpose_label.text()
    page.panel.show_part(Onglet.DIFFUSION)
    assert "Remarque de l’ARS" in page.panel.sending.trace.text()


def test_fields_of_the_convocation_are_kept_without_validating(page, ws):
    reunion_id = go(page, COPIL_2)

    type_in(page, f"reunions.{reunion_id}.heure", "9h30")
    type_in(page, f"reunions.{reunion_id}.duree_minutes", "1h45")

    reunion = meeting(ws, reunion_id)
    assert (reunion.heure, reunion.duree_minutes) == ("09:30", 105)


def test_what_is_no_duration_stays_in_its_field(page, ws):
    reunion_id = go(page, COPIL_2)
    type_in(page, f"reunions.{reunion_id}.duree_minutes", "longtemps")

    row = page.panel.convocation.form.row(f"reunions.{reunion_id}.duree_minutes")
    assert "2 h 30" in plain(row.error)
    assert meeting(ws, reunion_id).duree_minutes == 150


def test_convened_then_moved_asks_for_another_convocation(page, ws):
    reunion_id = go(page, COPIL_2)
    assert "change librement" in page.purpose_label.text()
    page.panel.step_button.click()
    assert meeting(ws, reunion_id).convoquee_le == TODAY

    type_in(page, f"reunions.{reunion_id}.lieu", "Mairie")

    assert page.panel.findings.again.isVisible()
    assert "nouvelle convocation" in page.purpose_label.text()
    page.panel.step_button.click()
    assert meeting(ws, reunion_id).convoquee_le == TODAY
    assert not page.panel.findings.again.isVisible()


def test_another_day_than_the_plan_may_be_fixed_in_the_plan(page, ws, session):
    reunion_id = go(page, COPIL_2)
    assert page.panel.findings.off_plan.isVisible()

    page.panel.findings.fix_button.click()

    task = next(t for t in ws.snapshot.tasks if t.id == meeting(ws, reunion_id).task_id)
    assert task.date_epinglee == date(2027, 4, 15)
    assert not page.panel.findings.off_plan.isVisible()
    session.undo()
    assert page.panel.findings.off_plan.isVisible()


def test_the_day_and_its_milestone_are_one_step(page, ws, session):
    reunion_id = go(page, COPIL_2)
    type_in(page, f"reunions.{reunion_id}.jour", "22/04/2027")
    page.panel.findings.fix_button.click()

    task_id = meeting(ws, reunion_id).task_id
    pinned = {t.id: t.date_epinglee for t in ws.snapshot.tasks}[task_id]
    assert (meeting(ws, reunion_id).jour, pinned) == (date(2027, 4, 22), date(2027, 4, 22))
    session.undo()
    pinned = {t.id: t.date_epinglee for t in ws.snapshot.tasks}[task_id]
    assert (meeting(ws, reunion_id).jour, pinned) == (date(2027, 4, 15), None)


def test_a_draft_without_a_day_follows_the_plan_until_it_is_convened(page, ws):
    reunion_id = go(page, COPIL_2)
    ws_plan = page.view.jour_plan
    page.focus_field(f"reunions.{reunion_id}.jour")
    QApplication.focusWidget().selectAll()
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Tab)

    assert page.view.follows_plan
    assert page.view.jour == ws_plan
    page.panel.step_button.click()
    assert meeting(ws, reunion_id).jour == ws_plan


def test_the_meetings_of_the_plan_are_drafted_in_one_step(page, ws, session):
    before = len(ws.snapshot.reunions)
    page.list.prepare_button.click()

    made = ws.snapshot.reunions[before:]
    assert [plain(r.titre)[:10] for r in made] == ["COPIL n° 3"]
    assert made[0].numero == 3
    assert not page.list.prepare_button.isVisible()
    assert page.panel.agenda._model.rowCount() == 0 or page.view.points
    assert page.view.points[0].titre.startswith("Approbation du compte rendu")
    page.toast.action.click()
    assert len(ws.snapshot.reunions) == before


@pytest.mark.usefixtures("allow_dialogs")
def test_a_new_meeting_takes_its_agenda_and_its_members(page, ws):
    def fill(dialog):
        assert isinstance(dialog, NewMeetingDialog)
        assert plain(dialog.titre.text()).startswith("COPIL n° 3 : accord")
        dialog.jour.setFocus()
        write("1/7/2027")
        dialog.keep.click()

    when_a_dialog_opens(fill)
    page.list.add_button.click()

    reunion = max(ws.snapshot.reunions, key=lambda r: r.id)
    assert (reunion.numero, reunion.jour, reunion.duree_minutes) == (3, date(2027, 7, 1), 150)
    assert page.view.reunion.id == reunion.id
    assert len(page.view.presences) > 5
    assert len({p.nom for p in page.view.presences}) == len(page.view.presences)
    assert page.view.minutes <= 150


def test_points_are_moved_by_alt_and_arrows(page, ws):
    go(page, COPIL_2, Onglet.ORDRE_DU_JOUR)
    table = page.panel.agenda.points.table
    first, second = (p.id for p in page.view.points[:2])
    table.setFocus()
    table.go_to(0, 1)

    shortcut(Qt.Key.Key_Down, ALT)
    assert [p.id for p in page.view.points[:2]] == [second, first]
    assert table.currentIndex().row() == 1
    shortcut(Qt.Key.Key_Up, ALT)
    assert [p.id for p in page.view.points[:2]] == [first, second]


def test_a_point_is_added_and_named_at_once(page, ws):
    reunion_id = go(page, COPIL_2, Onglet.ORDRE_DU_JOUR)
    page.panel.agenda.points.add_button.click()
    QApplication.focusWidget().selectAll()
    write("Questions diverses")
    press(Qt.Key.Key_Return)
    QApplication.processEvents()

    points = [p for p in ws.snapshot.reunions_points if p.reunion_id == reunion_id]
    assert points[-1].titre == "Questions diverses"


def test_an_agenda_longer_than_its_slot_is_told_and_blocks_nothing(page, ws):
    reunion_id = go(page, COPIL_2, Onglet.ORDRE_DU_JOUR)
    ws_point = page.view.points[1].id
    page.session.run(ops.UpdatePoint(id=ws_point, duree_minutes=40))

    told = plain(page.panel.agenda.over.text.text())
    assert told.startswith("2 h 45 pour 2 h 30 : 15 minutes de trop")
    page.panel.step_button.click()
    assert meeting(ws, reunion_id).etat is EtatReunion.CONVOQUEE


@pytest.mark.usefixtures("allow_dialogs")
def test_deleting_asks_only_when_something_was_written(page, ws):
    draft = go(page, COPIL_2)
    page.gestures.delete()
    assert draft not in {r.id for r in ws.snapshot.reunions}
    page.toast.action.click()
    assert draft in {r.id for r in ws.snapshot.reunions}

    held = go(page, EQUIPE)
    when_a_dialog_opens(lambda dialog: dialog.reject())
    page.gestures.delete()
    assert held in {r.id for r in ws.snapshot.reunions}


def test_ctrl_tab_goes_to_the_meeting_and_escape_comes_back(page):
    page.list.view.setFocus()
    shortcut(Qt.Key.Key_Tab, CONTROL)
    assert QApplication.focusWidget() is page.panel.tabs
    press(Qt.Key.Key_Right)
    assert page.panel.shown is Onglet.ORDRE_DU_JOUR
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.list.view


@pytest.mark.parametrize("onglet", list(Onglet))
def test_every_control_has_a_name(page, onglet):
    go(page, EQUIPE, onglet)
    assert nameless(page) == []


def test_documents_are_asked_for_the_meeting_shown(page):
    asked = []
    page.print_requested.connect(asked.append)
    go(page, COPIL_1)
    page.print_button.click()
    go(page, COPIL_2)
    page.print_button.click()
    assert asked == ["compte-rendu-copil-1", "convocation-copil-2"]


def test_an_empty_dossier_says_what_meetings_are_for(open_page, started):
    page = open_page(ReunionsPage, started)
    assert page.pile.currentIndex() == 1
    assert page.empty.button.isVisible()
    assert not page.print_button.isVisible()


def test_a_dossier_to_be_read_changes_nothing(open_page, tilleuls, read_only):
    page = open_page(ReunionsPage, read_only(tilleuls))
    go(page, EQUIPE, Onglet.COMPTE_RENDU)
    assert not page.panel.step_button.isVisible()
    assert not page.panel.minutes.decisions.quick.isVisible()
    assert not page.list.add_button.isVisible()


@pytest.mark.parametrize("size", [(1118, 620), (560, 620)])
def test_nothing_is_wider_than_the_page(open_page, tilleuls, size, dress):
    page = open_page(ReunionsPage, tilleuls, size)
    for onglet in Onglet:
        go(page, COPIL_2, onglet)
        for _turn in range(4):
            QApplication.processEvents()
        area = page.panel.stack.currentWidget()
        assert area.horizontalScrollBar().maximum() == 0
        assert area.widget().width() <= area.viewport().width()


def test_the_day_of_the_convocation_convenes_a_draft(page, ws):
    reunion_id = go(page, COPIL_2)
    type_in(page, f"reunions.{reunion_id}.convoquee_le", "10/03/2027")

    reunion = meeting(ws, reunion_id)
    assert (reunion.etat, reunion.convoquee_le) == (EtatReunion.CONVOQUEE, date(2027, 3, 10))


def test_long_texts_widen_nothing(open_page, tilleuls, dress):
    page = open_page(ReunionsPage, tilleuls)
    reunion_id = go(page, COPIL_2)
    long = "Très longue réunion " * 9
    page.session.run(ops.UpdateReunion(id=reunion_id, titre=long, lieu=long))
    page.session.run(ops.AddDecision(reunion_id=reunion_id, texte=long * 3, porteur=long))
    for onglet in Onglet:
        page.panel.show_part(onglet)
        for _turn in range(4):
            QApplication.processEvents()
        area = page.panel.stack.currentWidget()
        assert area.horizontalScrollBar().maximum() == 0
    assert page.width() == 1118
    assert page.title_label.text().endswith("…")


def test_many_meetings_are_looked_at_by_instance(page, ws):
    equipe = next(i.id for i in ws.snapshot.instances if i.slug == "equipe-projet")
    assert not page.list.filter.isVisible()
    for rank in range(5):
        page.session.run(ops.AddReunion(titre=f"Équipe projet {rank}", instance_id=equipe))
    assert page.list.filter.isVisible()

    page.list.filter.set_value(equipe)
    page.list.filter.edited.emit()
    assert len(page.list.shown()) == 6
    assert page.view.reunion.instance_id == equipe

    go(page, COPIL_1)
    assert page.list.filter.value() is None
    assert len(page.list.shown()) == 8


def test_a_file_is_joined_to_the_meeting(page, ws, tmp_path):
    reunion_id = go(page, COPIL_1, Onglet.DIFFUSION)
    signed = tmp_path / "Compte rendu signé.txt"
    signed.write_text("Lu et approuvé.", "utf-8")

    page.panel.sending.files.attach([signed])

    assert [f.nom for f in ws.snapshot.fichiers if f.reunion_id == reunion_id] == [signed.name]
    go(page, COPIL_2, Onglet.DIFFUSION)
    assert not page.panel.sending.files._files()
