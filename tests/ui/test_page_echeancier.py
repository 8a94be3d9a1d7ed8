"""The page Échéancier, by its keys, checked through the dossier."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.echeancier import Periode
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import nameless, press, type_in
from tests.outils.page_echeancier import ERRD, choose, own, said
from ui.models.echeancier import EcheanceRole, EcheancierModel, rows_of
from ui.models.lines import Heading
from ui.pages.echeancier import EcheancierPage

TODAY = date(2027, 3, 12)


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def page(tilleuls, open_page):
    return open_page(EcheancierPage, tilleuls)


def headings(page):
    rows = (
        page.list.model.index(n).data(EcheanceRole.ROW) for n in range(page.list.model.rowCount())
    )
    return [row.label for row in rows if isinstance(row, Heading)]


def test_dates_stand_under_their_period_and_the_first_is_shown(page):
    assert headings(page)[:2] == ["En retard", "7\u00a0jours"]
    assert "Plus tard" in headings(page)
    assert page.panel.line.cle == page.list.shown()[0]


def test_the_panel_says_how_the_date_is_found_and_on_what_text(page):
    choose(page, ERRD)

    panel = page.panel
    assert panel.name.whole_text == "ERRD 2026"
    assert (panel.weekday.text(), panel.day.text()) == ("vendredi", "30 avril 2027")
    assert panel.found.text.text().startswith("Exercice 2026, plus un an, le 30 avril.")
    assert "R.\u00a0314-232" in panel.source.text.text()
    assert panel.confidence.text() == "Lu dans le texte"
    assert panel.checked.text() == "vérifié le 21 novembre 2026"


def test_what_is_from_memory_asks_to_be_confirmed(page):
    choose(page, "rama:2026")

    assert page.panel.confidence.text() == "À confirmer"
    assert "votre ARS" in page.panel.caution.text()


def test_a_chip_shows_one_period_and_late_dates_stay(page):
    page.list.chips.chips[Periode.SEPT].setFocus()
    press(Qt.Key.Key_Space, " ")

    assert page.list.chips.periode is Periode.SEPT
    assert headings(page) == ["En retard", "7\u00a0jours"]
    text = page.list.chips.chips[Periode.SEPT].text()
    assert text == f"7\u00a0jours ({page.found.count(Periode.SEPT)})"


def test_filters_hide_what_is_legal_or_what_is_hers(page):
    page.list.dossier.click()
    assert ERRD in page.list.shown()
    assert not [cle for cle in page.list.shown() if cle.startswith("tache:")]

    page.list.dossier.click()
    page.list.legales.click()
    assert ERRD not in page.list.shown()

    page.list.dossier.click()
    assert page.list.shown() == []
    assert "Cochez" in page.list.nothing.text()


def test_space_marks_as_done_and_the_next_line_follows(page, ws):
    choose(page, ERRD)
    after = page.list.shown()[page.list.shown().index(ERRD) + 1]

    press(Qt.Key.Key_Space, " ")

    assert said(ws, ERRD).fait_le == TODAY
    assert page.panel.line.cle == after
    assert page.list.shown()[-1] == ERRD
    assert "fait le 12 mars 2027" in page.toast.message.text()
    page.toast.action.click()
    assert said(ws, ERRD) is None


def test_what_is_done_may_be_done_again(page, ws):
    choose(page, ERRD)
    press(Qt.Key.Key_Space, " ")
    choose(page, ERRD)
    assert page.panel.done_button.text() == "Remettre à faire"

    page.panel.done_button.click()

    assert said(ws, ERRD).fait_le is None


def test_a_task_of_the_plan_is_done_in_the_plan(page, ws):
    cle = next(cle for cle in page.list.shown() if cle.startswith("tache:"))
    choose(page, cle)

    page.panel.done_button.click()

    task = next(t for t in ws.snapshot.tasks if f"tache:{t.id}" == cle)
    assert (task.etat, task.fin_reelle) == (EtatTache.FAIT, TODAY)
    assert cle not in page.list.shown()


def test_out_of_scope_is_said_and_undone(page, session, ws):
    choose(page, ERRD)
    page.panel.out_action.trigger()
    assert said(ws, ERRD).sans_objet
    assert headings(page)[-1] == "Faites ou sans objet"

    session.undo()
    assert said(ws, ERRD) is None
    assert page.found.line(ERRD).open


def test_who_reminders_and_note_are_kept_without_validating(page, ws):
    choose(page, ERRD)
    type_in(page, f"echeances.{ERRD}.note", "Préparé avec l’expert-comptable")

    assert said(ws, ERRD).note == "Préparé avec l’expert-comptable"
    row = page.panel.form.row(f"echeances.{ERRD}.rappels")
    row.editor.setFocus()
    press(Qt.Key.Key_Down)
    assert said(ws, ERRD).rappels == "30,7"
    assert page.found.line(ERRD).rappels == (30, 7)


def test_ctrl_tab_goes_to_the_panel_and_escape_comes_back(page):
    choose(page, ERRD)
    press(Qt.Key.Key_Return)
    assert page.panel.has_caret()

    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.list.view


def test_home_goes_to_the_first_line_past_its_heading(page):
    choose(page, ERRD)
    press(Qt.Key.Key_Home)

    assert page.panel.line.cle == page.list.shown()[0]


def test_the_field_of_a_kept_line_is_named_by_its_record(page, ws):
    ws.run(ops.SetEcheance(cle=ERRD, note="x"))
    page.reload(None, force=True)
    choose(page, ERRD)
    page.panel.focus_field("note")

    assert page.current_field() == f"echeances.{said(ws, ERRD).id}.note"
    assert page.focus_field(page.current_field())
    assert page.panel.line.cle == ERRD
    assert not page.focus_field("echeances.999.note")
    assert not page.focus_field("tasks.1")


def test_a_link_leads_to_the_plan(page):
    cle = next(cle for cle in page.list.shown() if cle.startswith("reunion:"))
    choose(page, cle)
    gone = []
    page.navigate.connect(lambda *place: gone.append(place))

    page.panel._links[0].click()

    assert gone == [("retroplanning", f"tasks.{page.panel.line.task_id}")]


def test_the_year_is_printed(page):
    asked = []
    page.print_requested.connect(asked.append)
    page.print_button.click()

    assert asked == ["echeancier"]


def test_a_plan_that_turns_in_circles_is_told_and_the_rest_stays(page, ws, monkeypatch):
    from cpom_desktop.errors import RegleInvalide
    from cpom_desktop.services.queries import echeancier_lignes

    def refuse(*_args):
        raise RegleInvalide("plan-trop-long")

    monkeypatch.setattr(echeancier_lignes, "plan_view", refuse)
    ws.snapshot.reckoned.clear()
    page.reload(None, force=True)

    assert page.trouble.isVisible()
    assert "raccourcissez" in page.trouble.text.text()
    assert ERRD in page.list.shown()


def test_nothing_may_be_changed_in_read_only(tilleuls, read_only, open_page):
    page = open_page(EcheancierPage, read_only(tilleuls))
    choose(page, ERRD)

    assert page.add_button.isHidden()
    assert page.panel.done_button.isHidden() or not page.panel.done_button.isVisible()
    press(Qt.Key.Key_Space, " ")
    assert page.found.line(ERRD).fait_le is None


def test_everything_has_a_name_for_a_screen_reader(page):
    assert nameless(page) == []
    spoken = page.list.model.index_of(ERRD).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "30 avril 2027, ERRD 2026 et rapport d’activité, 30 avril de l’année qui suit "
        "l’exercice, Lu dans le texte, dans 49\u00a0jours"
    )


def test_the_model_keeps_the_rules_of_qt(page):
    model = EcheancierModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(rows_of(page.found.chosen(Periode.TOUT), TODAY))
    model.show_rows(rows_of(page.found.chosen(Periode.SEPT), TODAY))

    assert model.keys()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_page_holds_at_every_size(page, dress, scale):
    dress(scale=scale)
    for size in ((1118, 620), (960, 480), (1660, 950)):
        page.resize(*size)
        QApplication.processEvents()
        assert page.list.view.isVisible()
        assert page.panel.width() <= page.width()


def test_long_texts_are_shortened_and_told_whole(page, ws):
    title = "Relancer " + "très " * 35 + "vite"
    ws.run(ops.UpdateEcheance(id=own(ws).id, titre=title, note="ligne\n" * 40))
    page.reload(None, force=True)
    choose(page, f"rappel:{own(ws).id}")

    assert page.panel.name.whole_text == title
    assert title in page.list.model.index_of(f"rappel:{own(ws).id}").data(
        Qt.ItemDataRole.ToolTipRole
    )


def test_the_dates_go_to_her_calendar(page):
    asked = []
    page.export_requested.connect(lambda *what: asked.append(what))
    page.ics_button.click()

    assert asked == [("echeancier", "ics")]
