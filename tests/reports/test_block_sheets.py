"""The tables of any document as sheets: named, typed, grouped, filtered; nothing is active."""

from __future__ import annotations

import codecs
import csv
import io
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest

from cpom_desktop.errors import RapportImpossible
from cpom_desktop.reports.block_sheets import document_sheets, only_sheet
from cpom_desktop.reports.blocks import (
    Cell,
    Column,
    Fitted,
    Heading,
    KeyValues,
    PageBreak,
    Row,
    Table,
)
from cpom_desktop.reports.catalogue import CATALOGUE, build
from cpom_desktop.reports.exports import TEXTS, WORKBOOKS, WORKBOOKS_ABOUT
from cpom_desktop.reports.formats import ONE_TABLE
from cpom_desktop.reports.maker import Documents
from cpom_desktop.reports.sheets import Measure, Workbook
from cpom_desktop.reports.xlsx import render_xlsx
from cpom_desktop.services.documents import DocumentFormat, DocumentOptions
from tests.outils.editions import hostile, showcase, tilleuls
from tests.outils.pages import NOW, document, matrix

NBSP = "\u00a0"
PICTURES = {"retroplanning", "fil-dor"}
"""Documents whose pages hold no table, but a picture of one."""


def table(*rows, caption="", **changes):
    columns = tuple(Column(f"C{n}", align="right" if n else "left") for n in range(2))
    return Table(columns, rows, caption=caption, **changes)


def line(*texts, kind="body"):
    return Row(tuple(map(Cell, texts)), kind)


def workbook_of(made):
    sheets = document_sheets(made)
    book = Workbook(made.title, made.running_head, made.edition, made.author, sheets)
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(book, NOW).data))


def test_a_table_is_named_after_its_caption_or_its_heading():
    made = document(
        Heading("Un chapitre"),
        table(line("a", "b"), caption="Ma légende"),
        Heading("Un titre\nde deux lignes", 2),
        table(line("a", "b")),
        KeyValues((("Nom", "Les Tilleuls"), ("Date", ""))),
        Fitted((table(line("au large", "")),), (table(line("serré", "")),)),
        Table((), ()),
        Heading("Un autre titre"),
        table(line("a", "b"), caption="Deux lignes lues."),
    )
    contents, *others = document_sheets(made)

    assert [sheet.name for sheet in others] == [
        "Ma légende",
        "Un titre – de deux lignes",
        "Un titre – de deux lignes 2",
        "Un titre – de deux lignes 3",
        "Un autre titre",
    ]
    assert contents.rows[1] == (
        "Un titre – de deux lignes", "Un chapitre", "Un titre – de deux lignes", 1,
    )  # fmt: skip
    assert contents.rows[-1] == ("Un autre titre", "Un autre titre", "Deux lignes lues.", 1)
    assert others[2].rows == (("Nom", "Les Tilleuls"), ("Date", "à compléter"))
    assert others[3].rows == (("au large", ""),)


def test_the_names_told_in_the_contents_are_those_of_the_sheets():
    tables = [table(line("a", "b"), caption="Sommaire: " + "x" * 40) for _rank in range(12)]
    book = workbook_of(document(*tables))
    told = [row[0].value for row in book.worksheets[0].iter_rows(min_row=2)]

    assert told == book.sheetnames[1:]
    assert len(set(told)) == 12
    assert max(map(len, book.sheetnames)) <= 31


def test_days_numbers_percentages_and_euros_are_real():
    rows = (
        line("31 déc. 2032", f"1{NBSP}600,50{NBSP}€"),
        line("1er mai 2027", f"12,5{NBSP}%"),
        line("–", "6"),
        line("Total", f"−4{NBSP}€", kind="total"),
    )
    (sheet,) = workbook_of(document(table(*rows))).worksheets
    days = [cell.value for cell in sheet["A"]][1:3]
    amount, share, number, total = sheet["B"][1:]

    assert days == [datetime(2032, 12, 31), datetime(2027, 5, 1)]  # noqa: DTZ001 - as Excel reads
    assert {cell.number_format for cell in sheet["A"][1:3]} == {"dd/mm/yyyy"}
    assert (amount.value, amount.number_format) == (1600.5, '#,##0.00\\ "€"')
    assert (share.value, share.number_format) == (0.125, "#,##0.0\\ %")
    assert (number.value, number.number_format) == (6, "#,##0")
    assert (total.value, total.font.bold, amount.font.bold) == (-4, True, False)
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A1:B4", "B2"), "the total apart"
    assert sheet["B1"].alignment.horizontal == "right"


def test_a_group_is_a_column_that_sorts():
    rows = (
        line("Vide", kind="group"),
        line("Groupe 1", kind="group"),
        line("a", "1"),
        line("b"),
        line("Groupe 2", kind="group"),
        line("Total", "1", kind="total"),
    )
    (sheet,) = document_sheets(document(table(*rows)))
    one = Measure(Decimal(1), 0)

    assert [column.header for column in sheet.columns] == ["Groupe", "C0", "C1"]
    assert sheet.rows[:4] == (
        ("Vide", "", ""), ("Groupe 1", "a", one), ("Groupe 1", "b", ""), ("", "Total", one),
    )  # fmt: skip


def test_marks_are_their_letters():
    (sheet,) = document_sheets(document(matrix(8, 3)))

    assert ("Groupe 1", "Tâche 1 du rétroplanning", "R", "A", "C") in sheet.rows
    assert sheet.totals == 1


def test_identifiers_stay_texts_and_formulas_stay_words():
    rows = tuple(line(text, "2") for text in ("=1+1", "07", "990000028", "01 99 00 10 12", "@a"))
    (sheet,) = workbook_of(document(table(*rows))).worksheets

    assert all(cell.data_type == "s" for cell in sheet["A"])
    assert sheet["A2"].quotePrefix
    assert [cell.value for cell in sheet["A"]][1:] == [row.cells[0].content for row in rows]


def test_a_table_of_three_thousand_lines_is_whole():
    rows = tuple(line(f"Ligne {n}", f"{n % 900}{NBSP}€") for n in range(3000))
    (sheet,) = workbook_of(document(PageBreak(landscape=True), table(*rows))).worksheets

    assert sheet.max_row == 3001
    assert sum(cell.value for cell in sheet["B"][1:]) == sum(n % 900 for n in range(3000))


@pytest.mark.parametrize("edition", [showcase, hostile])
def test_every_table_of_every_document_has_its_sheet(edition):
    for slug in CATALOGUE:
        made = build(slug, edition())
        book = workbook_of(made) if document_sheets(made) else None
        tables = sum(isinstance(block, Table | KeyValues | Fitted) for block in made.blocks)
        assert (book is None) <= (tables == 0), slug
        if book is not None:
            cells = [cell for sheet in book.worksheets for row in sheet.rows for cell in row]
            assert {cell.data_type for cell in cells} <= {"s", "n", "d"}, slug
            assert all(cell.hyperlink is None for cell in cells)


def test_a_document_offered_as_csv_is_one_table():
    own = {*WORKBOOKS, *WORKBOOKS_ABOUT, *TEXTS}
    for slug in ONE_TABLE - own:
        assert only_sheet(build(slug, showcase())) is not None, slug
    for slug in ONE_TABLE & own:
        made = build(slug, showcase())
        assert sum(isinstance(block, Table) for block in made.blocks) == 1, slug


@pytest.mark.parametrize("slug", ["check-list", "echeancier", "controle-dossier"])
def test_a_document_of_one_table_is_a_text_for_excel(tmp_path, slug):
    with tilleuls() as workspace:
        options = DocumentOptions(format=DocumentFormat.CSV)
        written = Documents().prepare(workspace, slug, options).write(tmp_path / "a.csv")
    data = written.path.read_bytes()
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))

    assert data.startswith(codecs.BOM_UTF8)
    assert data.endswith(b"\r\n")
    assert len(rows) == written.count + 1 > 5
    assert len({len(row) for row in rows}) == 1
    assert "" not in rows[0]


def test_a_document_without_a_table_is_refused_in_words(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"ancien")
    with tilleuls() as workspace:
        options = DocumentOptions(format=DocumentFormat.XLSX)
        made = Documents().prepare(workspace, "feuille-de-route", options)
        with pytest.raises(RapportImpossible) as refused:
            made.write(tmp_path / "a.xlsx")

    assert refused.value.code == "sans-tableau"
    assert "« Feuille de route".replace(" ", NBSP, 1) in refused.value.sentence
    assert (tmp_path / "a.xlsx").read_bytes() == b"ancien"


def test_the_documents_that_may_hold_no_table_are_known():
    without = {slug for slug in CATALOGUE if not document_sheets(build(slug, showcase()))}

    assert without == {
        *PICTURES,
        *("faisabilite", "synthese-annexe", "registre-envois", "attestation-effacement"),
    }
    assert WORKBOOKS.keys() >= PICTURES, "they have sheets of their own"
    assert document_sheets(build("synthese-annexe", hostile()))
    assert document_sheets(build("faisabilite", hostile()))
