"""Fiche indicateur and annexe of the objectives, as blocks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cpom_desktop.reports.blocks import Figure, Heading, KeyValues, PageBreak, Table
from cpom_desktop.reports.documents.indicateurs import (
    HEADS,
    annexe_blocks,
    annexe_sheets,
    fiche_indicateur_blocks,
    toutes_fiches_blocks,
)
from cpom_desktop.reports.entries_indicateurs import indicateurs_status
from cpom_desktop.services import operations as ops
from cpom_desktop.services.documents import DocumentState
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.editions import edition_of
from tests.outils.fenetre import plain


@pytest.fixture
def ws(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


def test_the_curve_stands_under_its_table(ws):
    one = next(i for i in ws.snapshot.indicateurs if "absent" in i.libelle)
    blocks = fiche_indicateur_blocks(edition_of(ws), one.id)

    kinds = [type(block) for block in blocks]
    assert kinds.index(Table) < kinds.index(Figure)
    rows = dict(next(b for b in blocks if isinstance(b, KeyValues)).rows)
    assert plain(rows["Valeur de départ"]).startswith("11,04 %")


def test_the_attainment_is_printed_with_her_numbers(ws):
    one = next(i for i in ws.snapshot.indicateurs if not i.donnee and i.valeur_initiale)
    ws.run(ops.SetRealisation(indicateur_id=one.id, annee=2029, valeur=one.valeur_initiale))
    blocks = fiche_indicateur_blocks(edition_of(ws), one.id)
    titles = [plain(b.text) for b in blocks if isinstance(b, Heading)]
    assert titles[-1].startswith("Taux d’atteinte fin 2029 : 0,0 %")


def test_each_indicator_has_its_page_and_the_annexe_its_columns(ws):
    edition = edition_of(ws)
    pages = toutes_fiches_blocks(edition)
    assert sum(isinstance(b, PageBreak) for b in pages) == 9

    blocks = annexe_blocks(edition)
    assert blocks[0].landscape
    table = next(b for b in blocks if isinstance(b, Table))
    sheet = annexe_sheets(edition)[0]
    assert [c.header for c in table.columns] == [c.header for c in sheet.columns[1:]]
    printed = [tuple(c.content for c in row.cells) for row in table.rows if row.kind == "body"]
    assert printed == [row[1:] for row in sheet.rows]
    assert len(table.columns) == len(HEADS)


def test_an_empty_dossier_says_so_and_what_lacks_is_counted(ws):
    assert indicateurs_status(ws.snapshot, ws.content, ws.today).state is (DocumentState.INCOMPLET)
    ws.run(ops.DeleteIndicateurs(ids=[i.id for i in ws.snapshot.indicateurs]))
    assert indicateurs_status(ws.snapshot, ws.content, ws.today).state is DocumentState.VIDE
    assert len(toutes_fiches_blocks(edition_of(ws))) == 2
    bare = ws.run(ops.AddIndicateur(libelle="Nu", valeur_initiale=Decimal(1))).result
    blocks = fiche_indicateur_blocks(edition_of(ws), bare)
    rows = dict(next(b for b in blocks if isinstance(b, KeyValues)).rows)
    assert plain(rows["Incomplet"]).startswith("Il manque la définition")
