"""A list pasted in the rétroplanning: what it becomes is shown, then it is one step."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from cpom_desktop.errors import DossierVerrouille
from cpom_desktop.services.queries.plan_collage import read_list
from tests.outils.fenetre import CONTROL, fill_disk, nameless, plain, press, when_a_dialog_opens
from tests.outils.page_retroplanning import caret_on, task
from ui.models.planning import END, TITLE
from ui.pages.retroplanning import RetroplanningPage
from ui.pages.retroplanning.paste import PasteDialog, known_words

pytestmark = pytest.mark.usefixtures("allow_dialogs")
LIST = "Tâche\tDurée\tÉchéance\nVisite de l’ARS\t3 jours\t15/06/2027\nRelire le bilan\tabc\t\n"


@pytest.fixture
def page(prepared, open_page):
    return open_page(RetroplanningPage, prepared)


def paste(page, text, column=TITLE):
    """Paste a text on the third line."""
    QGuiApplication.clipboard().setText(text)
    caret_on(page, 2, column)
    press(Qt.Key.Key_V, modifiers=CONTROL)


def test_what_each_row_becomes_is_shown_then_enter_adds_them_as_one_step(page):
    seen = []

    def look(dialog):
        seen.append((dialog.title.text(), dialog.faults.toPlainText()))
        assert dialog.table.model().index(0, 1).data() == "Visite de l’ARS"
        press(Qt.Key.Key_Return)

    when_a_dialog_opens(look)
    paste(page, LIST)
    assert plain(seen[0][0]) == "Ajouter 2 tâches ?"
    assert plain(seen[0][1]).startswith("Ligne 3, Durée : « abc »")
    added = [t for t in page.session.snapshot.tasks if t.titre == "Visite de l’ARS"]
    assert (added[0].duree_jours, added[0].date_epinglee) == (3, date(2027, 6, 15))
    assert added[0].phase == task(page, 2).phase
    assert page.card.current_task() == added[0].id
    page.session.undo()
    assert len(page.session.snapshot.tasks) == 40


def test_escape_adds_nothing(page):
    when_a_dialog_opens(lambda _dialog: press(Qt.Key.Key_Escape))
    paste(page, LIST)
    assert len(page.session.snapshot.tasks) == 40


def test_dates_pasted_on_the_ends_replace_them(page):
    paste(page, "12/04/2027\n13/04/2027", END)
    assert task(page, 2).date_epinglee == date(2027, 4, 12)
    assert task(page, 3).date_epinglee == date(2027, 4, 13)
    page.session.undo()
    assert task(page, 2).date_epinglee is None


def test_one_word_pasted_on_a_title_renames_it(page):
    paste(page, "Bâtir l’équipe")
    assert task(page, 2).titre == "Bâtir l’équipe"


def test_nothing_copied_is_told(page):
    QGuiApplication.clipboard().clear()
    page.gestures.paste_list()
    assert "Rien n’est copié" in page.told[0]


def test_more_than_a_thousand_rows_are_refused_before_anything_is_added(page, qtbot):
    rows = [[f"Tâche {n}"] for n in range(1001)]
    known = known_words(page.session, task(page, 0).phase)
    dialog = PasteDialog(page.session, read_list(rows, known), task(page, 0).phase)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.trouble.isVisible()
    assert not dialog.add.isEnabled()
    assert nameless(dialog) == []


@pytest.fixture
def asking(page, qtbot):
    """Return the dialog of a list of one task."""
    phase = task(page, 0).phase
    pasted = read_list([["Visite de l’ARS"]], known_words(page.session, phase))
    dialog = PasteDialog(page.session, pasted, phase)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.reject()


def test_a_list_that_a_full_disk_refuses_stays_in_its_dialog(asking, page):
    disk = fill_disk(page.session)
    asking.add.click()
    assert asking.isVisible()
    assert "Disque plein" in asking.trouble.text.text()
    assert "reste ici" in asking.trouble.text.text()
    assert (asking.ids, len(page.session.snapshot.tasks)) == ([], 40)

    disk.room = True
    asking.add.click()

    assert not asking.isVisible()
    assert asking.ids == [max(t.id for t in page.session.snapshot.tasks)]


def test_a_list_that_waits_for_the_file_is_added_once_then_the_dialog_goes(asking, page):
    disk = fill_disk(page.session)
    disk.fault = DossierVerrouille("occupe", "Un autre programme utilise ce dossier.")
    asking.add.click()
    asking.add.click()
    assert asking.trouble.text.text() == "Enregistrement…"

    disk.room = True
    page.session.unsaved.timer.timeout.emit()

    assert not asking.isVisible()
    assert len(page.session.snapshot.tasks) == 41


def test_a_thousand_rows_make_a_thousand_tasks_and_one_step(page):
    text = "\n".join(f"Tâche {n}\t{n % 40 + 1} j" for n in range(1000))
    when_a_dialog_opens(lambda _dialog: press(Qt.Key.Key_Return))
    paste(page, text)
    assert len(page.session.snapshot.tasks) == 1040
    assert page.card.model.rowCount() == 1040
    page.session.undo()
    assert len(page.session.snapshot.tasks) == 40


def test_a_dossier_that_may_only_be_read_takes_nothing(prepared, read_only, open_page):
    page = open_page(RetroplanningPage, read_only(prepared))
    paste(page, LIST)
    assert len(page.session.snapshot.tasks) == 40
