"""« Calendrier et délais… »: options, her closures, lead times, one step to undo."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from cpom_desktop.domain.dossier import ZoneScolaire
from cpom_desktop.services.operations import AddFermeture, UpdateDossier, UpdateEtablissement
from tests.outils.fenetre import nameless, plain, press, when_a_dialog_opens
from ui.pages.retroplanning import RetroplanningPage
from ui.pages.retroplanning.calendar import OPTIONS, CalendarDialog


@pytest.fixture
def page(prepared, open_page):
    page = open_page(RetroplanningPage, prepared)
    page.session.run(UpdateDossier(date_signature=date(2028, 12, 15)))
    return page


@pytest.fixture
def dialog(page, qtbot):
    dialog = CalendarDialog(page.session)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def tick(box):
    """Tick or untick a box as a click would."""
    box.click()


def fill(line, label, first, last=""):
    """Type in a line of closure."""
    line.label.setText(label)
    line.first.setText(first)
    line.last.setText(last)
    line.last.edited.emit()


def snapshot(page):
    return page.session.snapshot


def test_nothing_is_written_before_it_is_saved_then_all_of_it_as_one_step(page, dialog):
    before = snapshot(page)
    tick(dialog.options["eviter_ete"])
    fill(dialog.add_closure(), "Travaux", "01/03/2028", "15/03/2028")
    dialog.leads[0].days.setText("28")
    line = dialog.add_lead()
    line.label.setText("Réserver la salle")
    line.days.setText("30")
    dialog.start.setText("05/04/2027")
    assert snapshot(page) == before
    dialog.save.click()
    after = snapshot(page)
    assert not after.dossier.eviter_ete
    assert after.dossier.debut_demarche == date(2027, 4, 5)
    assert [(f.libelle, f.debut, f.fin) for f in after.fermetures] == [
        ("Travaux", date(2028, 3, 1), date(2028, 3, 15))
    ]
    assert after.delais_reunion[0].jours == -28
    assert (after.delais_reunion[-1].libelle, after.delais_reunion[-1].jours) == (
        "Réserver la salle",
        -30,
    )
    page.session.undo()
    assert snapshot(page) == before


def test_how_many_dates_would_move_is_told_at_each_change(page, dialog):
    assert plain(dialog.told.text()) == "Aucune date ne change."
    meeting = next(r for r in page.view.rows if r.reunion and not r.retard_jours)
    day = meeting.scheduled.fin
    fill(dialog.add_closure(), "Travaux", f"{day:%d/%m/%Y}")
    assert "date" in dialog.told.text()
    assert plain(dialog.told.text()) != "Aucune date ne change."


def test_a_closure_may_be_changed_and_removed(page, qtbot):
    page.session.run(AddFermeture(debut=date(2028, 3, 1), fin=date(2028, 3, 5), libelle="Un"))
    page.session.run(AddFermeture(debut=date(2028, 4, 1), fin=date(2028, 4, 5), libelle="Deux"))
    dialog = CalendarDialog(page.session)
    qtbot.addWidget(dialog)
    first, second = dialog.closures
    first.removed.emit()
    tick(second.work)
    dialog.save.click()
    (left,) = snapshot(page).fermetures
    assert (left.libelle, left.travail) == ("Deux", True)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("", "15/03/2028", "Indiquez une date, par exemple 15/03/2026."),
        ("31/04/2028", "", "Le 31 avril n’existe pas. Avril compte 30 jours."),
        ("15/03/2028", "01/03/2028", "La fin (01/03/2028) précède le début (15/03/2028)."),
    ],
)
def test_a_wrong_closure_is_told_on_its_line_and_nothing_is_saved(
    page, dialog, first, last, sentence
):
    before = snapshot(page)
    line = dialog.add_closure()
    fill(line, "Travaux", first, last)
    dialog.save.click()
    assert dialog.isVisible()
    assert plain(line.error.text()) == sentence
    assert dialog.error.isVisible()
    assert snapshot(page) == before


@pytest.mark.parametrize("days", ["", "abc", "400"])
def test_a_wrong_lead_time_is_told_on_its_line(page, dialog, days):
    dialog.leads[0].days.setText(days)
    dialog.save.click()
    assert dialog.isVisible()
    assert dialog.leads[0].error.text()
    assert snapshot(page).delais_reunion[0].jours == -21


def test_a_blank_line_is_left_out(page, dialog):
    dialog.add_closure()
    dialog.add_lead()
    count = len(snapshot(page).delais_reunion)
    dialog.save.click()
    assert snapshot(page).fermetures == ()
    assert len(snapshot(page).delais_reunion) == count


def test_the_official_horizon_of_the_school_breaks_is_told(page, qtbot):
    page.session.run(UpdateEtablissement(zone_scolaire=ZoneScolaire.B))
    dialog = CalendarDialog(page.session)
    qtbot.addWidget(dialog)
    assert "calendrier officiel jusqu’au" in plain(dialog.horizon.text())
    assert "(zone B)" in dialog.options["eviter_vacances"].text()


def test_escape_changes_nothing(page, dialog):
    before = snapshot(page)
    for name in OPTIONS:
        tick(dialog.options[name])
    press(Qt.Key.Key_Escape)
    assert snapshot(page) == before


def test_it_opens_from_the_menu_of_the_page(page, allow_dialogs):
    seen = []

    def look(opened):
        seen.append(opened.title.text())
        opened.reject()

    when_a_dialog_opens(look)
    page.tools.calendar_asked.emit()
    assert seen == ["Calendrier et délais"]


def test_a_dossier_that_may_only_be_read_shows_it_locked(page, read_only, open_page, qtbot):
    reader = open_page(RetroplanningPage, read_only(page.session.workspace))
    dialog = CalendarDialog(reader.session)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.save.isHidden()
    assert not dialog.options["eviter_ete"].isEnabled()


def test_each_thing_has_a_name(dialog):
    dialog.add_closure()
    dialog.add_lead()
    assert nameless(dialog) == []
