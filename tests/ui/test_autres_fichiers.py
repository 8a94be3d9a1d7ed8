"""The plan saved as a workbook or as a calendar, from its page and from the documents."""

from __future__ import annotations

import pikepdf
import pytest
from PySide6.QtWidgets import QFileDialog

from cpom_desktop.reports.maker import Documents
from cpom_desktop.services.documents import DocumentFormat, DocumentState
from cpom_desktop.services.operations import UpdateDossier
from tests.outils.agendas import read
from tests.outils.fenetre import choose, plain, when_a_dialog_opens
from tests.outils.page_documents import documents_of_tilleuls, ready
from ui.kit.other_files import OtherFilesButton

XLSX, ICS, JSON = DocumentFormat.XLSX, DocumentFormat.ICS, DocumentFormat.JSON


@pytest.fixture
def page(open_page, tmp_path):
    with documents_of_tilleuls(open_page, tmp_path) as found:
        yield found


@pytest.fixture
def plan(shell, view):
    """Show the plan; its documents are the real ones."""
    view.printing._services = view._services._replace(documents=Documents)
    view.show_page("retroplanning")
    return view.page


def trigger(page, kind):
    """Choose a format under the arrow beside « Imprimer »."""
    button = page.files_button
    words = "agenda" if kind is ICS else "tableur"
    next(action for action in button.menu().actions() if words in action.text()).trigger()


def test_other_files_are_offered_where_they_exist(page, qtbot):
    page.show_document("retroplanning")
    assert page.options.files[XLSX].isVisible()
    assert page.options.files[ICS].isVisible()

    page.show_document("etablissement")
    assert page.options.files[XLSX].isVisible()
    assert page.options.files[JSON].text() == "Enregistrer les données (JSON)…"
    assert page.options.files[JSON].isVisible()
    assert not page.options.files[ICS].isVisible()
    ready(page, qtbot)


def test_the_pdf_carries_the_workbook_and_the_data_when_she_asks(page, qtbot):
    page.show_document("etablissement")
    ready(page, qtbot)
    box = page.options.joined
    assert box.isVisible()
    assert box.accessibleName() == "Joindre le tableur et les données au PDF"
    assert not box.isChecked()

    box.click()
    assert page.options.options().joindre
    with qtbot.waitSignal(page.written) as told:
        page.ask_save()
    with pikepdf.open(told.args[0].path) as pdf:
        assert [str(found.AFRelationship) for found in pdf.Root.AF] == ["/Data", "/Source"]


def test_a_document_that_holds_nothing_offers_no_file_to_join(page, qtbot):
    page.show_document("synthese-annexe")
    ready(page, qtbot)

    assert page.options.joined.isVisible() == (page.row.status.state is not DocumentState.VIDE)


@pytest.mark.parametrize("kind", [XLSX, ICS])
def test_a_click_writes_the_other_file_and_tells_what_was_read_again(page, qtbot, kind):
    page.show_document("retroplanning")
    ready(page, qtbot)
    with qtbot.waitSignal(page.written) as told:
        page.options.files[kind].click()
    (written,) = told.args

    assert written.format is kind
    assert written.path.suffix == f".{kind}"
    assert written.count > 5
    assert page.choosing.names == [written.path.name]


def test_the_arrow_has_a_name_and_a_menu_of_two_verbs(qtbot):
    button = OtherFilesButton("retroplanning", (XLSX, ICS))
    qtbot.addWidget(button)

    assert button.accessibleName() == "Enregistrer en tableur ou en agenda"
    assert [a.text() for a in button.menu().actions()] == [
        "Enregistrer en tableur (XLSX)…",
        "Enregistrer en agenda (ICS)…",
    ]
    with qtbot.waitSignal(button.asked) as told:
        button.menu().actions()[1].trigger()
    assert told.args == ["retroplanning", "ics"]


def test_the_plan_becomes_an_agenda_without_leaving_its_page(
    plan, view, shell, qtbot, allow_dialogs
):
    path = shell.folder / "Plan.ics"
    when_a_dialog_opens(choose(path))
    trigger(plan, ICS)
    qtbot.waitUntil(view.toast.isVisible)
    count = len(read(path.read_bytes()))

    assert view.page is plan
    assert plain(view.toast.message.text()) == f"Document exporté et relu : {count} événements."
    assert view.toast.action.text() == "Ouvrir l’agenda"


def test_an_agenda_without_any_date_is_refused_in_words(plan, view, shell, qtbot, allow_dialogs):
    view.session.run(UpdateDossier(date_signature=None))
    when_a_dialog_opens(choose(shell.folder / "Plan.ics"))
    trigger(plan, ICS)
    qtbot.waitUntil(view.notices.refusal.isVisible)

    assert "l’agenda serait vide" in plain(view.notices.refusal.text.text())
    assert list(shell.folder.glob("*.ics")) == []


def test_choosing_no_place_writes_nothing(plan, view, shell, allow_dialogs):
    when_a_dialog_opens(QFileDialog.reject)
    trigger(plan, XLSX)

    assert not view.toast.isVisible()
    assert list(shell.folder.glob("*.xlsx")) == []
