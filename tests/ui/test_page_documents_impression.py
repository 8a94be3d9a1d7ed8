"""Printing from the page « Documents »: which pages, which way up, what is told."""

from __future__ import annotations

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from tests.outils.fenetre import plain, when_a_dialog_opens
from tests.outils.page_documents import documents_of_tilleuls, ready
from ui.kit.pdf_pages import PdfPages
from ui.pages.documents.printing import PrintRun, wanted_pages


@pytest.fixture
def page(open_page, tmp_path, qtbot):
    with documents_of_tilleuls(open_page, tmp_path) as shown:
        ready(shown, qtbot)
        yield shown


def paper_printer(path):
    """Return a printer that writes what it is sent."""
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(72)
    return printer


def pages_of(path):
    """Return, for each page printed, whether it is turned, and whether something is on it."""
    pages = PdfPages(path.read_bytes())
    found = []
    for page in range(pages.count):
        width, height = pages.size(page)
        picture = pages.picture(page, 0.2)
        inked = any(
            picture.pixelColor(x, y).lightness() < 200
            for x in range(picture.width())
            for y in range(picture.height())
        )
        found.append((width > height, inked))
    pages.close()
    return found


def test_each_page_is_printed_the_way_it_is_turned(page, tmp_path, qtbot):
    rendered = page._rendered
    target = tmp_path / "imprime.pdf"
    run = PrintRun(paper_printer(target), PdfPages(rendered.data), grey=True, parent=page)
    with qtbot.waitSignal(run.done) as told:
        run.start()

    shown = PdfPages(rendered.data)
    assert told.args == [shown.count]
    turned = [shown.size(number)[0] > shown.size(number)[1] for number in range(shown.count)]
    shown.close()
    assert pages_of(target) == [(way, True) for way in turned]
    assert any(turned)


def test_only_the_pages_asked_for_are_sent_as_many_times_as_asked(tmp_path, qapp):
    printer = paper_printer(tmp_path / "x.pdf")
    assert wanted_pages(printer, 3) == [0, 1, 2]
    printer.setFromTo(2, 9)
    assert wanted_pages(printer, 3) == [1, 2]
    printer.setCopyCount(2)
    again = 1 if printer.supportsMultipleCopies() else 2
    assert wanted_pages(printer, 3) == [1, 2] * again


def test_the_window_asks_for_the_printer_and_tells_the_pages(
    page, tmp_path, qtbot, allow_dialogs, monkeypatch
):
    def choose(dialog):
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setResolution(72)
        dialog.printer().setOutputFileName(str(tmp_path / "x.pdf"))
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", choose)
    count = page.preview.paper.count
    with qtbot.waitSignal(page.printed) as told:
        page.print_button.click()

    assert count > 10
    assert plain(told.args[0]) == f"{count} pages envoyées à l’imprimante."
    assert len(pages_of(tmp_path / "x.pdf")) == count


def test_giving_up_prints_nothing(page, qtbot, allow_dialogs):
    when_a_dialog_opens(QPrintDialog.reject)
    page.print_button.click()

    assert page._run is None


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_refuses_is_told(page, tmp_path, qtbot, allow_dialogs, monkeypatch):
    def choose(dialog):
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(tmp_path / "absent" / "x.pdf"))
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", choose)
    page.print_button.click()
    qtbot.waitUntil(lambda: bool(page.told))

    assert "n’a pas accepté le document" in page.told[0]
    assert page._run is None


def test_a_document_still_on_its_way_is_printed_when_it_is_ready(
    page, tmp_path, qtbot, allow_dialogs, monkeypatch
):
    def choose(dialog):
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setResolution(72)
        dialog.printer().setOutputFileName(str(tmp_path / "x.pdf"))
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", choose)
    page.show_document("raci")
    with qtbot.waitSignal(page.printed) as told:
        page.print_button.click()

    assert plain(told.args[0]) == "1 page envoyée à l’imprimante."
