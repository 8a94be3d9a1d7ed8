"""The documents to gather on paper: what is left first, then everything; one sheet a person."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from cpom_desktop.domain.pieces import EtatPiece
from cpom_desktop.reports.blocks import Heading, PageBreak, Paragraph, Table
from cpom_desktop.reports.catalogue import build
from cpom_desktop.reports.documents.pieces_tableur import pieces_sheets
from cpom_desktop.reports.maker import Documents
from cpom_desktop.reports.pdf import render_pdf
from cpom_desktop.services.documents import DocumentState
from cpom_desktop.services.queries.pieces_documents import demandees_status, pieces_status
from tests.outils.dossiers import copy_demonstration, frozen_clock, opened
from tests.outils.editions import blocks_of, empty, hostile, rows_of, with_snapshot
from tests.outils.pages import pages_of


@cache
def edition():
    """Return the edition of the whole demonstration, on its own day."""
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(copy_demonstration(Path(folder))) as workspace,
    ):
        return Documents().prepare(workspace, "pieces").edition


def changed(**values):
    every = tuple(replace(piece, **values) for piece in edition().snapshot.pieces)
    return with_snapshot(edition(), pieces=every)


def tables(slug="pieces", of=None):
    return [rows_of(table) for table in blocks_of(build(slug, of or edition()), Table)]


def state(status, of=None):
    made = of or edition()
    found = status(made.snapshot, made.content, made.now.date())
    return found.state, [words.replace("\u00a0", " ") for words in found.reasons]


def test_the_first_table_says_what_is_left_the_late_one_first():
    left, whole = tables()

    assert len(left) == 13
    assert left[0][2] == "En retard"
    assert [row[2] for row in left[1:6]] == ["Demandée"] * 5
    assert {row[0] for row in left} == {"☐"}
    bodies = [row for row in whole if len(row) > 1]
    assert len(bodies) == 34
    assert [row[0] for row in bodies].count("☑") == 19


def test_what_holds_names_is_marked_and_told():
    document = build("pieces", edition())
    told = [block.text for block in blocks_of(document, Paragraph)]

    assert any(row[1].endswith("*") for row in tables()[0])
    assert any("Contient des noms" in text for text in told)


def test_each_person_has_a_sheet():
    document = build("pieces-demandees", edition())
    headings = [block.text for block in blocks_of(document, Heading)]

    assert "Pièces demandées à Julien Faure" in headings
    assert len(headings) == len(blocks_of(document, PageBreak)) + 1
    assert sum(len(table) for table in tables("pieces-demandees")) == 13


def test_nothing_left_is_told():
    there = changed(etat=EtatPiece.SANS_OBJET)

    assert "Rien" in blocks_of(build("pieces", there), Paragraph)[1].text
    assert tables("pieces-demandees", there) == []
    assert state(demandees_status, there)[0] is DocumentState.VIDE


def test_their_state_is_told():
    assert state(pieces_status) == (
        DocumentState.INCOMPLET,
        ["4 pièces manquantes", "3 pièces trop anciennes"],
    )
    assert state(demandees_status)[0] is DocumentState.COMPLET
    assert state(pieces_status, empty())[0] is DocumentState.VIDE


def test_an_empty_dossier_and_long_texts_print():
    long = changed(titre="Rapport " * 25, emplacement="Armoire " * 25, note="x" * 3000)
    for made in (empty(), hostile(), long, changed(detenteur_id=None)):
        for slug in ("pieces", "pieces-demandees"):
            assert pages_of(render_pdf(build(slug, made), now=frozen_clock()))


def test_the_workbook_has_a_line_a_document():
    sheets = pieces_sheets(edition())

    assert len(sheets[0].rows) == 34
    assert {len(row) for row in sheets[0].rows} == {len(sheets[0].columns)}
