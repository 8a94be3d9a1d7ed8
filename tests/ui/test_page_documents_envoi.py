"""Before a document leaves: what is blocking is told, she sees it or exports all the same."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.services.anomalies.envoi import sendings
from cpom_desktop.services.documents import DocumentFormat
from tests.outils.dossiers import copy_demonstration
from ui.models.leaving import LeavingDialog

pytestmark = pytest.mark.usefixtures("leaving")


@pytest.fixture
def view(shell):
    shell.window.open_path(copy_demonstration(shell.folder))
    return shell.window.view


@pytest.fixture
def page(view):
    view.show_page("documents", "documents.etablissement")
    return view.page


@pytest.fixture
def saved(page, monkeypatch):
    """What is given to be written, and not written."""
    made = []
    monkeypatch.setattr(page._saver, "save", made.append)
    return made


def answer(monkeypatch, button):
    """Press a button of the dialog; return what was told in it."""
    told = []

    def run(dialog):
        told.append(dialog.title.text())
        getattr(dialog, button).click()
        return dialog.result() == QDialog.DialogCode.Accepted

    monkeypatch.setattr(LeavingDialog, "exec", run)
    return told


def test_she_exports_all_the_same_and_it_is_kept(view, page, saved, monkeypatch):
    told = answer(monkeypatch, "anyway")
    page.ask_save()
    assert "2 points bloquants" in told[0]
    assert len(saved) == 1
    (trace,) = sendings(view.session.snapshot)
    assert trace.cle == "envoi:etablissement"
    assert "(PROJET)" in trace.motif


def test_she_sees_the_points_and_nothing_is_written(view, page, saved, monkeypatch):
    answer(monkeypatch, "see")
    page.ask_save()
    assert view.page.slug == "controle"
    assert not saved
    assert not sendings(view.session.snapshot)


def test_escape_writes_nothing_and_stays(view, page, saved, monkeypatch):
    monkeypatch.setattr(LeavingDialog, "exec", lambda dialog: dialog.reject() or 0)
    page.ask_save()
    assert view.page is page
    assert not saved


def test_an_internal_document_goes_without_a_word(view, page, saved, monkeypatch):
    told = answer(monkeypatch, "anyway")
    buttons = page.options.mentions.buttons()
    next(b for b in buttons if b.property("mention") == Mention.INTERNE.value).click()
    page.ask_save()
    assert told == []
    assert len(saved) == 1


def test_the_safe_answer_is_the_default(page):
    from cpom_desktop.services.anomalies.envoi import Envoi

    dialog = LeavingDialog(Envoi("x", "X", "1 point bloquant", ("Un point.",)), page)
    assert dialog.see.isDefault()
    dialog.deleteLater()


def test_the_printer_is_asked_for_after_the_points_are_told(view, page, qtbot, monkeypatch):
    asked = []
    printer = "ui.pages.documents.printing.ask_printer"
    monkeypatch.setattr(printer, lambda *told: asked.append(told))
    qtbot.waitUntil(lambda: page._rendered is not None and not page.renderer.busy)
    answer(monkeypatch, "see")
    page.ask_print()
    assert view.page.slug == "controle"
    assert not asked

    view.show_page("documents")
    answer(monkeypatch, "anyway")
    page.ask_print()
    assert len(asked) == 1


def test_a_spreadsheet_written_from_a_page_is_asked_for_too(view, monkeypatch):
    made = []
    monkeypatch.setattr(view.printing._saver, "save", made.append)
    told = answer(monkeypatch, "see")
    view.show_page("raci")
    view.printing.export("raci", DocumentFormat.XLSX)
    assert "2 points bloquants" in told[0]
    assert not made


def test_an_agenda_of_her_own_is_written_without_a_question(view, monkeypatch):
    made = []
    monkeypatch.setattr(view.printing._saver, "save", made.append)
    told = answer(monkeypatch, "see")
    view.printing.export("retroplanning", DocumentFormat.ICS)
    assert not told
    assert len(made) == 1
