"""The tree of the objectives on paper and as a workbook."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from cpom_desktop.domain.objectifs import Axe
from cpom_desktop.reports.blocks import Heading, Table
from cpom_desktop.reports.catalogue import build
from cpom_desktop.reports.documents.arbre_objectifs import arbre_sheets
from cpom_desktop.reports.maker import Documents
from cpom_desktop.reports.pdf import render_pdf
from cpom_desktop.services.documents import DocumentState
from cpom_desktop.services.queries.documents_arbre import arbre_status
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.editions import blocks_of, empty, rows_of, texts_of, with_snapshot
from tests.outils.pages import pages_of

SLUG = "arbre-objectifs"


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")


@cache
def edition():
    """Return the edition of the whole demonstration, on its own day."""
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(copy_demonstration(Path(folder))) as workspace,
    ):
        return Documents().prepare(workspace, SLUG).edition


def rows(of=None):
    found = blocks_of(build(SLUG, of or edition()), Table)
    return [[plain(cell) for cell in row] for table in found for row in rows_of(table)]


def state(of):
    return arbre_status(of.snapshot, of.content, of.now.date())


def test_each_axis_has_its_table_from_objectives_to_indicators():
    names = [plain(h.text) for h in blocks_of(build(SLUG, edition()), Heading)]

    assert names[:3] == [
        "Arbre des objectifs",
        "Axe 1. Qualité de l'accompagnement et droits des personnes",
        "Axe 2. Soins, prévention et sécurité",
    ]
    assert [
        "Indicateur : Chutes pour 1 000 journées",
        "",
        "6,49 ‰ en 2025",
        "5,20 ‰ en 2032",
    ] in rows()
    groups = [
        plain(row.cells[0].content)
        for table in blocks_of(build(SLUG, edition()), Table)
        for row in table.rows
        if row.kind == "group"
    ]
    assert groups[:2] == [
        "1.1 Personnaliser l'accompagnement de chaque résident",
        "2.1 Prévenir la perte d'autonomie",
    ]
    told = next(row for row in rows() if row[0].startswith("2.1.1 "))
    assert told[1].splitlines()[0] == "Qualité de prise en charge"
    assert "DG-E08 Prévention des chutes" in told[1]
    assert next(r for r in rows() if r[0].startswith("2.2.2"))[1].endswith("à rédiger.")


def test_an_empty_dossier_says_what_is_to_be_done():
    assert "À compléter : aucun axe n'est encore écrit." in map(
        plain, texts_of(build(SLUG, empty()))
    )
    assert state(empty()).state is DocumentState.VIDE


def test_the_state_counts_what_lacks():
    found = state(edition())

    assert found.state is DocumentState.INCOMPLET
    assert found.reasons == ("4 objectifs sans fiche",)
    bare = tuple(replace(o, domaine="") for o in edition().snapshot.objectifs)
    assert "7 objectifs sans domaine" in state(with_snapshot(edition(), objectifs=bare)).reasons


def test_long_words_flow_over_the_pages():
    snapshot = edition().snapshot
    axes = tuple(replace(axe, libelle="Mot très long " * 13) for axe in snapshot.axes)
    goals = tuple(replace(o, libelle="Réduire durablement " * 9) for o in snapshot.objectifs)
    long = with_snapshot(edition(), axes=(*axes, Axe(id=99, libelle="Vide")), objectifs=goals)

    pages = pages_of(render_pdf(build(SLUG, long), now=long.now))

    assert len(pages) == 2
    assert "aucun objectif dans cet axe" in plain(" ".join(pages))


def test_the_workbook_has_a_line_for_each_row_of_the_tree():
    sheet = arbre_sheets(edition())[0]
    heads = [plain(column.header) for column in sheet.columns]
    lines = [dict(zip(heads, row, strict=True)) for row in sheet.rows]

    assert len(lines) == 4 + 13 + 3 + 9
    fiche = next(line for line in lines if line["N°"] == "FA-01")
    assert fiche["Niveau"] == "Fiche action"
    assert (fiche["Échéance"], fiche["Coût (€)"]) == (date(2032, 12, 31), Decimal(65460))
    objectif = next(line for line in lines if line["N°"] == "2.1.1")
    assert plain(objectif["Domaine"]) == "Qualité de prise en charge"
    assert objectif["Coût (€)"] == Decimal(65460)
