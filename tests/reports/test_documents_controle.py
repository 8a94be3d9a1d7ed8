"""The printed list of the contrôle: what is to mend, what is kept and why, what was sent so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cpom_desktop.reports.blocks import Heading, Paragraph, Table
from cpom_desktop.reports.catalogue import build
from cpom_desktop.services import operations as ops
from cpom_desktop.services.snapshot import DossierSnapshot
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.editions import edition_of

SLUG = "controle-dossier"


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


def blocks(workspace):
    return build(SLUG, edition_of(workspace)).blocks


def words(found):
    return [
        cell.content for b in found if isinstance(b, Table) for r in b.rows for cell in r.cells
    ]


def test_the_points_come_by_weight_with_a_box(tilleuls):
    found = blocks(tilleuls)
    (table,) = [block for block in found if isinstance(block, Table)]
    groups = [row.cells[0].content for row in table.rows if row.kind == "group"]
    assert groups[0] == "■ Bloquant (2)"
    assert [group[0] for group in groups] == ["■", "▲", "○"]
    summary = next(block for block in found if isinstance(block, Paragraph))
    assert summary.text.startswith("2 points bloquants, ")


def test_what_she_ignores_is_printed_with_its_reason(tilleuls):
    key = "raci-plusieurs-responsables:14:1,3"
    tilleuls.run(ops.AssumeAnomalie(cle=key, motif="Binôme <voulu> & dit"))
    tilleuls.run(ops.AssumeAnomalie(cle="envoi:diagnostic", motif="Exporté le 12 mars."))
    found = blocks(tilleuls)
    titles = [block.text for block in found if isinstance(block, Heading)]
    assert titles[1:] == [
        "Points ignorés, et pourquoi",
        "Documents exportés avec des points bloquants",
    ]
    assert {"Binôme <voulu> & dit", "Exporté le 12 mars."} <= set(words(found))


def test_an_empty_dossier_prints_what_lacks(tilleuls):
    edition = edition_of(tilleuls)
    empty = replace(edition, snapshot=DossierSnapshot())
    assert "Le rétroplanning n’a pas de date visée." in words(build(SLUG, empty).blocks)
