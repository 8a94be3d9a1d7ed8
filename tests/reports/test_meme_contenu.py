"""The same content whatever the file: the tables of PDF, DOCX, workbook and data are equal."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from cpom_desktop.reports.block_json import document_json
from cpom_desktop.reports.blocks import Cell, Table
from cpom_desktop.reports.catalogue import CATALOGUE, build
from cpom_desktop.reports.exports import WORKBOOKS, WORKBOOKS_ABOUT, make_file
from cpom_desktop.reports.pdf import render_pdf
from cpom_desktop.services.documents import DocumentFormat, DocumentOptions
from tests.outils.dossiers_au_hasard import random_edition
from tests.outils.editions import hostile, rendered, showcase
from tests.outils.pages import NOW
from tests.outils.tables_lues import docx_tables, json_tables, pdf_tables, xlsx_tables

KINDS = {
    "etablissement": 4,
    "retroplanning-detaille": 4,
    "dossier-diagnostic": 49,
    "check-list": 1,
    "convocation": 18,
    "pieces-demandees": 14,
}
"""A sheet, a plan, a bound dossier, a list of groups, letters, forms: how many tables each has."""
OF_THEIR_OWN = ("raci", "annuaire", "donnees-chiffrees")
"""Their workbook is richer than their pages."""


@cache
def made(slug, kind):
    """Return a document of the demonstration as a file."""
    options = DocumentOptions(format=kind)
    return make_file(slug, replace(showcase(), options=options)).data


def tables_of_data(slug):
    return json_tables(made(slug, DocumentFormat.JSON))


@pytest.mark.parametrize(("slug", "count"), KINDS.items())
def test_the_tables_of_every_file_are_equal(slug, count):
    printed = pdf_tables(rendered(showcase(), slug).data)

    assert len(printed) == count
    assert sum(map(len, printed)) > 2 * count
    assert slug not in WORKBOOKS
    assert xlsx_tables(made(slug, DocumentFormat.XLSX)) == printed
    assert docx_tables(made(slug, DocumentFormat.DOCX)) == printed
    assert tables_of_data(slug) == printed


@pytest.mark.parametrize("slug", OF_THEIR_OWN)
def test_the_data_and_the_docx_are_those_of_the_pages(slug):
    printed = pdf_tables(rendered(showcase(), slug).data)

    assert any(len(table) > 9 for table in printed)
    assert docx_tables(made(slug, DocumentFormat.DOCX)) == printed
    assert tables_of_data(slug) == printed


def test_a_form_set_tight_on_its_page_is_at_ease_in_the_files_that_have_no_pages():
    book = xlsx_tables(made("fiches-action", DocumentFormat.XLSX))

    assert len(book) == 19
    assert docx_tables(made("fiches-action", DocumentFormat.DOCX)) == book
    assert tables_of_data("fiches-action") == book


def altered(document, change):
    """Return a document whose first table with three lines is changed."""
    blocks = list(document.blocks)
    rank = next(n for n, b in enumerate(blocks) if isinstance(b, Table) and len(b.rows) > 3)
    blocks[rank] = change(blocks[rank])
    return replace(document, blocks=tuple(blocks))


def another_cell(table):
    first, second, *others = table.rows
    cells = (*second.cells[:-1], Cell(f"{second.cells[-1].content}1"))
    return replace(table, rows=(first, replace(second, cells=cells), *others))


def another_header(table):
    first, *others = table.columns
    return replace(table, columns=(replace(first, header="Autre"), *others))


def a_line_less(table):
    return replace(table, rows=table.rows[1:])


def two_lines_swapped(table):
    first, second, *others = table.rows
    return replace(table, rows=(second, first, *others))


def a_column_less(table):
    rows = tuple(replace(row, cells=row.cells[: len(table.columns) - 1]) for row in table.rows)
    return replace(table, columns=table.columns[:-1], rows=rows)


@pytest.mark.parametrize(
    "change", [another_cell, another_header, a_line_less, two_lines_swapped, a_column_less]
)
def test_another_content_is_seen(change):
    document = altered(build("retroplanning-detaille", showcase()), change)
    printed = pdf_tables(render_pdf(document, now=NOW).data)

    assert printed != xlsx_tables(made("retroplanning-detaille", DocumentFormat.XLSX))
    assert printed != docx_tables(made("retroplanning-detaille", DocumentFormat.DOCX))
    assert printed != tables_of_data("retroplanning-detaille")


def test_long_and_nasty_texts_are_the_same_everywhere():
    slug = "retroplanning-detaille"
    printed = pdf_tables(rendered(hostile(), slug).data)
    book, word = (
        read(make_file(slug, replace(hostile(), options=DocumentOptions(format=kind))).data)
        for read, kind in ((xlsx_tables, DocumentFormat.XLSX), (docx_tables, DocumentFormat.DOCX))
    )

    assert sum(len(text) for table in printed for line in table for text in line) > 20_000
    assert book == word == printed


@pytest.mark.slow
def test_every_file_of_dossiers_drawn_at_random_is_the_same(pytestconfig):
    for number in range(20 if pytestconfig.getoption("--long") else 2):
        edition = random_edition(number)
        for slug in (slug for slug in CATALOGUE if slug not in {*WORKBOOKS, *WORKBOOKS_ABOUT}):
            data = json_tables(document_json(build(slug, edition), NOW))
            options = DocumentOptions(format=DocumentFormat.XLSX)
            book = make_file(slug, replace(edition, options=options)).data if data else None
            assert (xlsx_tables(book) if book else []) == data, (number, slug)
