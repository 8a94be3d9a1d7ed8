"""The director's task, counted: from the finished assistant to a printed page with her tasks."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.dossier import Piste
from cpom_desktop.reports.maker import Documents
from cpom_desktop.services.operations import UpdateDossier
from tests.outils.fenetre import back, copy_started, make_shell, press, show, write
from ui.kit.pdf_pages import PdfPages
from ui.pages.documents import printing

MOST = 25
"""Clicks and key strokes beside typing (issue 5)."""
HER_TASKS = (
    ("Visiter l’unité protégée avec l’ARS", "3"),
    ("Relire le projet d’établissement", "20"),
    ("Présenter le projet aux familles", "2"),
)


class Hands:
    """Presses keys, clicks, types; counts everything but typing."""

    def __init__(self):
        self.count = 0

    def press(self, key):
        self.count += 1
        press(key)
        QApplication.processEvents()

    def click(self, widget):
        self.count += 1
        assert widget.isVisible()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def type(self, text):
        for character in text:
            write(character)
        QApplication.processEvents()


@pytest.fixture
def shell(qtbot, tmp_path):
    """Return the window with its real documents, the assistant just finished."""
    made = make_shell(tmp_path, documents=Documents())
    show(made.window, qtbot)
    made.window.open_path(copy_started(tmp_path))
    view = made.window.view
    view.session.run(UpdateDossier(piste=Piste.NOUVEAU_CPOM, date_signature=date(2028, 12, 15)))
    view.show_part(4)
    view.next.setFocus()
    press(Qt.Key.Key_Return)
    back(made.window, qtbot)
    yield made
    made.window.close_dossier()
    made.window.close()
    made.window.deleteLater()


@pytest.fixture
def printed(tmp_path, monkeypatch):
    """Let the printer write a file; the question of which printer is answered by Enter."""
    target = tmp_path / "imprime.pdf"

    def ask_printer(_parent, _title, _pages):
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setResolution(72)
        return printer

    monkeypatch.setattr(printing, "ask_printer", ask_printer)
    return target


def print_the_plan(hands, view, qtbot):
    """Go from the plan to the printer."""
    hands.click(view.page.print_button)
    page = view.printing.page
    qtbot.waitUntil(lambda: page._rendered is not None and not page.renderer.busy, timeout=20000)
    with qtbot.waitSignal(page.printed, timeout=20000):
        hands.click(page.print_button)
    hands.count += 1  # Enter, in the dialog of the system


def check(shell, printed):
    """Check what is in the dossier and on paper."""
    stored = {t.titre: t.duree_jours for t in shell.window.view.session.snapshot.tasks}
    assert len(stored) >= 43
    for title, days in HER_TASKS:
        assert stored[title] == int(days)
    pages = PdfPages(printed.read_bytes())
    count, size = pages.count, pages.size(0)
    pages.close()
    assert size[0] > size[1]
    return count


def test_by_clicks_a_printed_plan_with_three_tasks_of_hers(shell, printed, qtbot):
    view, hands = shell.window.view, Hands()
    assert view.page.slug == "retroplanning"
    for title, days in HER_TASKS:
        hands.click(view.page.add_button)
        hands.type(title)
        for _field in range(3):
            hands.press(Qt.Key.Key_Tab)
        hands.type(days)
    print_the_plan(hands, view, qtbot)
    assert hands.count <= MOST
    assert check(shell, printed) == 1


def test_by_keys_a_printed_plan_with_three_tasks_of_hers(shell, printed, qtbot):
    view, hands = shell.window.view, Hands()
    view.page.focus_first()
    for title, days in HER_TASKS:
        hands.press(Qt.Key.Key_Insert)
        hands.type(title)
        for _field in range(3):
            hands.press(Qt.Key.Key_Tab)
        hands.type(days)
        hands.press(Qt.Key.Key_Escape)
    print_the_plan(hands, view, qtbot)
    assert hands.count <= MOST
    assert check(shell, printed) == 1
