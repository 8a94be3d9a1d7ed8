"""Workbooks: real values, no formula, the same bytes, read back cell by cell."""

from __future__ import annotations

import io
import tempfile
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.reports.sheets import Sheet, SheetColumn, Workbook
from cpom_desktop.reports.xlsx import LONGEST, count_rows, render_xlsx

NOW = datetime(2027, 3, 12, 14, 32, tzinfo=UTC)
ACTIVE = (
    '=HYPERLINK("http://exemple.invalid";"cliquez")',
    "=cmd|' /C calc'!A0",
    "+33 1 23 45 67 89",
    "-3 à discuter",
    "@SUM(A1)",
    "#REF!",
)


def workbook(*rows, columns=None, **values):
    columns = columns or tuple(SheetColumn(f"C{n}", "text") for n in range(len(rows[0])))
    usual = {
        "title": "Rétroplanning",
        "running_head": "EHPAD Les Tilleuls",
        "edition": "Édité le 12 mars 2027",
        "author": "Association Les Tilleuls",
        "sheets": (Sheet("Plan", columns, rows),),
    }
    return Workbook(**usual | values)


def opened(data):
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(data))


def cells(data, sheet=0):
    """Return the cells of a sheet, its headers apart."""
    return [cell for row in opened(data).worksheets[sheet].iter_rows(min_row=2) for cell in row]


def test_days_and_numbers_are_real_and_shown_in_french():
    columns = (SheetColumn("Jour", "day"), SheetColumn("Durée", "number"), SheetColumn("É", "gap"))
    made = render_xlsx(workbook((date(2027, 12, 15), 5, -12), columns=columns), NOW)
    day, number, gap = cells(made.data)

    assert (day.value, day.data_type) == (datetime(2027, 12, 15), "d")  # noqa: DTZ001
    assert (number.value, gap.value, gap.data_type) == (5, -12, "n")
    assert day.number_format == "dd/mm/yyyy"
    assert gap.number_format.startswith("+0;")


def test_heads_stay_in_sight_with_filters_and_print_on_a_landscape_page():
    made = render_xlsx(workbook(("a", "b"), ("c", "d")), NOW)
    (sheet,) = opened(made.data).worksheets

    assert [cell.value for cell in sheet[1]] == ["C0", "C1"]
    assert all(cell.font.bold for cell in sheet[1])
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:B3")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.merged_cells.ranges == set()


@pytest.mark.parametrize("text", ACTIVE)
def test_what_looks_like_a_formula_is_a_text(text):
    made = render_xlsx(workbook((text,)), NOW)
    (cell,) = cells(made.data)

    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert bool(cell.quotePrefix) == (text[0] != "#"), "it stays a text when she edits it"
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(made.data)).read("xl/worksheets/sheet1.xml")


@given(st.text(max_size=300))
def test_any_text_is_written_and_never_a_formula(text):
    made = render_xlsx(workbook(("repère", text)), NOW)
    found = cells(made.data)

    assert all(cell.data_type in {"s", "n"} for cell in found)
    assert count_rows(made.data) == {"Plan": 1}


def test_control_characters_go_and_codes_of_characters_stay_as_typed():
    made = render_xlsx(workbook(("a\x00b\x0bc\ud800", "_x0041_", "é\r\n👩‍⚕️")), NOW)
    first, second, third = (cell.value for cell in cells(made.data))

    assert first == "abc\ufffd"
    assert second == "_x005F_x0041_", "the way to write « _x0041_ » in a spreadsheet"
    assert third == "é\n👩‍⚕️"


@pytest.mark.parametrize("sign", ["m", "😀"])
def test_a_text_too_long_for_a_cell_is_cut_and_told(sign):
    made = render_xlsx(workbook(("court",), (sign * 40_000,)), NOW)
    short, long = cells(made.data)

    assert short.value == "court"
    assert LONGEST - 1 <= len(long.value.encode("utf-16-le")) // 2 <= LONGEST
    assert long.value.endswith("…")
    (told,) = (text.replace("\xa0", " ") for text in made.avertissements)
    assert "cellule A3 (C0)" in told
    assert "32 767" in told


def test_a_text_as_long_as_a_cell_is_whole():
    made = render_xlsx(workbook(("m" * LONGEST,)), NOW)

    assert len(cells(made.data)[0].value) == LONGEST
    assert made.avertissements == ()


def test_lines_to_fill_in_by_hand_are_counted_too():
    made = render_xlsx(workbook(("a", "b"), ("", ""), (None, None)), NOW)

    assert count_rows(made.data) == made.rows == {"Plan": 3}


def test_a_day_before_the_calendars_of_spreadsheets_is_told_in_words():
    columns = (SheetColumn("Jour", "day"),)
    made = render_xlsx(workbook((date(1899, 5, 1),), columns=columns), NOW)

    assert cells(made.data)[0].value == "1899-05-01"


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("Plan [1/2] : a*b?", "Plan"), ["Plan -1-2- - a-b-", "Plan"]),
        (("Plan", "plan"), ["Plan", "plan 2"]),
        (("x" * 40, "x" * 40), ["x" * 31, f"{'x' * 29} 2"]),
        (
            ("Représentants du personnel (CSE ou CST)",) * 2,
            ["Représentants du personnel (CSE", "Représentants du personnel 2"],
        ),
        (("Historique", "a" * 30 + "'b"), ["Historique 2", "a" * 30]),
        (("😀" * 20,), ["😀" * 15]),
        (("", "'a'", "–", "'(', –'"), ["Feuille", "a", "Feuille 2", "Feuille 3"]),
    ],
)
def test_names_of_sheets_are_those_that_a_spreadsheet_takes(names, shown):
    sheets = tuple(Sheet(name, (SheetColumn("A"),), (("a",),)) for name in names)

    made = render_xlsx(workbook((), sheets=sheets), NOW)

    assert opened(made.data).sheetnames == shown
    assert made.rows == dict.fromkeys(shown, 1)


def test_the_same_moment_gives_the_same_bytes_and_no_date_of_the_computer(tmp_path):
    book = workbook(("a", "b"))
    made = render_xlsx(book, NOW).data

    assert render_xlsx(book, NOW).data == made
    assert {i.date_time for i in zipfile.ZipFile(io.BytesIO(made)).infolist()} == {
        (2027, 3, 12, 14, 32, 0)
    }
    properties = opened(made).properties
    assert properties.modified == properties.created == NOW.replace(tzinfo=None)
    assert (properties.title, properties.language) == ("Rétroplanning", "fr-FR")


def test_nothing_is_left_in_the_folder_of_temporary_files(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", None)
    render_xlsx(workbook(("secret",)), NOW)

    assert list(Path(tmp_path).iterdir()) == []


def test_a_margin_shows_what_was_typed():
    book = workbook(("a",), running_head="EHPAD A & B", edition="x" * 300)
    (sheet,) = opened(render_xlsx(book, NOW).data).worksheets

    assert sheet.oddHeader.left.text == "EHPAD A && B"
    assert len(sheet.oddFooter.left.text) <= 255


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_workbook_is_told(data):
    with pytest.raises(ValueError):  # noqa: PT011 - the library's own words
        count_rows(data)


def test_a_workbook_cut_short_is_told():
    data = render_xlsx(workbook(("a",)), NOW).data
    with pytest.raises(ValueError):  # noqa: PT011 - the library's own words
        count_rows(data[: len(data) // 2])


def test_an_empty_table_keeps_its_headers():
    book = workbook((), sheets=(Sheet("Vide", (SheetColumn("A"), SheetColumn("B")), ()),))
    made = render_xlsx(book, NOW)

    assert [cell.value for cell in opened(made.data)["Vide"][1]] == ["A", "B"]
    assert count_rows(made.data) == made.rows == {"Vide": 0}
