"""The comparison of two versions on paper: the words of the screen, page by page."""

from __future__ import annotations

import pytest

from cpom_desktop.reports.blocks import Heading, Paragraph, Table
from cpom_desktop.reports.documents.comparaison import comparaison_blocks
from cpom_desktop.reports.maker import Documents
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.comparaison import Comparison, compare
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import plain


@pytest.fixture
def ws(tmp_path):
    """Return the whole demonstration, open to write."""
    with opened(copy_demonstration(tmp_path)) as found:
        yield found


@pytest.fixture
def comparison(ws):
    before = ws.snapshot
    ws.run(ops.UpdateEtablissement(commune="Ville <i>neuve</i>"))
    ws.run(ops.AddTask(phase=ws.snapshot.tasks[0].phase, titre="Relancer le département"))
    pages = compare(before, ws.snapshot, ws.content)
    return Comparison("Version 1", "Version de travail", 14, pages)


def test_each_difference_is_a_line_under_its_page(comparison):
    heading, summary, table = comparaison_blocks(comparison)

    assert isinstance(heading, Heading)
    assert plain(heading.text) == "De « Version 1 » à « Version de travail »"
    assert plain(summary.text) == "2 différences en 14 jours : 1 ajout, 1 modification."
    told = [(row.kind, plain(row.cells[0].content)) for row in table.rows]
    assert [words for kind, words in told if kind == "group"] == [
        "Établissement et périmètre : 1 différence",
        "Rétroplanning : 1 différence",
    ]
    assert ("body", "Tâche « Relancer le département » ajoutée.") in told


def test_two_equal_versions_say_so_without_a_table():
    blocks = comparaison_blocks(Comparison("Version 1", "Version 2", 0, ()))

    assert not any(isinstance(block, Table) for block in blocks)
    assert isinstance(blocks[-1], Paragraph)
    assert "disent la même chose" in blocks[-1].text


def test_it_is_written_and_read_again_under_a_name_that_every_system_takes(
    ws, comparison, tmp_path
):
    prepared = Documents().prepare_comparison(ws, comparison)
    path = tmp_path / prepared.file_name

    written = prepared.write(path)

    assert plain(path.name) == (
        "2027-03-12 Comparaison de « Version 1 » à « Version de travail ».pdf"
    )
    assert (written.count, written.avertissements) == (1, ())
    assert path.read_bytes().startswith(b"%PDF-")
