"""The part « Matrice RACI »: pages, legend, letters of both readings, findings."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from cpom_desktop.domain.dossiers_nommes import Paper
from cpom_desktop.domain.raci import RaciActivite, Sens
from cpom_desktop.reports.blocks import (
    Badge,
    Callout,
    Heading,
    Legend,
    PageBreak,
    Paragraph,
    Table,
)
from cpom_desktop.reports.catalogue import build
from cpom_desktop.reports.documents.raci import SHAPES, SHEETS, badge, evenly
from cpom_desktop.reports.pdf.setting import PACKED
from tests.outils.editions import (
    NAME,
    anglaise,
    blocks_of,
    demonstration,
    empty,
    hostile,
    rendered,
    rows_of,
    with_snapshot,
)
from tests.outils.pages import elements_of, pages_of

LEGEND_END = "informé après"
NOTE_END = "seule la légende ci-dessus vaut ici"


def document(edition):
    return build("raci", edition)


def badges_of(edition):
    """Return the badges of the tables, line by line."""
    return [
        cell.content
        for table in blocks_of(document(edition), Table)
        for row in table.rows
        for cell in row.cells
        if isinstance(cell.content, Badge)
    ]


def with_lines(*phases, title="Activité"):
    """Return the demonstration with so many lines in each phase, empty cells."""
    slugs = ["cadrage", "diagnostic", "concertation", "negociation", "formalisation", "suivi"]
    lines = [
        RaciActivite(id=1000 + 100 * rank + n, ordre=n, phase=slugs[rank], titre=f"{title} {n}")
        for rank, count in enumerate(phases)
        for n in range(count)
    ]
    return with_snapshot(demonstration(), raci_activites=tuple(lines), raci_cases=())


def sheets_of(edition):
    """Return the pages on which a part of the matrix stands, told by a heading of role."""
    first = edition.snapshot.raci_roles[0].abrege.split()[0]
    return [page for page in pages_of(rendered(edition, "raci")) if first in page]


# pages


@pytest.mark.parametrize("edition", [demonstration, anglaise, hostile])
def test_every_page_of_the_matrix_has_its_title_its_table_its_legend_and_its_note(edition):
    blocks = document(edition()).blocks
    starts = [rank for rank, block in enumerate(blocks) if isinstance(block, PageBreak)]

    assert blocks[0].landscape
    assert len(starts) >= 1
    for rank in starts:
        if isinstance(blocks[rank + 1], Callout):
            continue
        kinds = [type(block) for block in blocks[rank : rank + 5]]
        assert kinds == [PageBreak, Heading, Table, Legend, Paragraph]
        assert NOTE_END in blocks[rank + 4].text


@pytest.mark.parametrize("edition", [demonstration, anglaise, hostile])
def test_the_legend_is_on_the_very_sheet_of_each_table(edition):
    pages = sheets_of(edition())

    assert len(pages) == len(blocks_of(document(edition()), Table))
    for page in pages:
        assert LEGEND_END in page
        assert NOTE_END in page


@pytest.mark.parametrize(
    "phases",
    [(30,), (31,), (32,), (33,), (34,), (70,), (16, 15), (16, 16), (1, 32), (5, 6, 7, 8, 9)],
)
def test_a_matrix_of_any_length_keeps_its_legend_on_each_sheet(phases):
    edition = with_lines(*phases)
    tables = blocks_of(document(edition), Table)
    pages = sheets_of(edition)
    printed = [row for table in tables for row in rows_of(table)]

    assert len(printed) == sum(phases)
    assert len(pages) == len(tables)
    assert all(LEGEND_END in page and NOTE_END in page for page in pages)


def test_long_titles_take_the_place_that_they_need():
    edition = with_lines(20, 20, title=NAME[:190])
    tables = blocks_of(document(edition), Table)
    pages = sheets_of(edition)

    assert len(tables) == len(pages) > 4
    assert all(LEGEND_END in page for page in pages)


def test_long_headings_of_roles_take_the_place_that_they_need():
    roles = tuple(
        replace(r, abrege="Pôle gériatrique " * 5) for r in with_lines().snapshot.raci_roles
    )
    edition = with_snapshot(with_lines(16, 16), raci_roles=roles)
    pages = sheets_of(edition)

    assert len(pages) == len(blocks_of(document(edition), Table)) >= 1
    assert all(LEGEND_END in page for page in pages)


def test_a_phase_is_not_cut_when_it_fits_on_a_page():
    edition = with_lines(12, 12, 12, 12)
    groups = [rows_of(table, "group") for table in blocks_of(document(edition), Table)]

    assert groups == [[("Cadrage",), ("Diagnostic",)], [("Concertation",), ("Négociation",)]]


def test_the_demonstration_holds_on_one_landscape_page_in_letters_that_are_read():
    assert len(pages_of(rendered(demonstration(), "raci"))) == 1
    assert len(blocks_of(document(demonstration()), Table)) == 1
    assert PACKED.plain.size >= 8.5


def large(edition):
    """Return an edition on A3."""
    return replace(edition, options=replace(edition.options, paper=Paper.A3))


def with_roles(edition, count):
    """Return an edition with so many roles, the first those it has."""
    roles = edition.snapshot.raci_roles
    more = [
        replace(roles[0], id=5000 + n, slug="", libelle=f"Fonction {n}", abrege=f"Fonct. {n}")
        for n in range(count - len(roles))
    ]
    return with_snapshot(edition, raci_roles=(*roles, *more))


def test_sixty_lines_of_twenty_roles_hold_on_one_a3():
    edition = large(with_roles(with_lines(10, 10, 10, 10, 10, 10), 20))
    (table,) = blocks_of(document(edition), Table)

    assert (len(table.columns), len(rows_of(table))) == (21, 60)
    (page,) = sheets_of(edition)
    assert LEGEND_END in page
    assert NOTE_END in page


def test_sixty_lines_of_twenty_roles_go_on_a4_with_titles_headings_and_legend_on_each():
    edition = with_roles(with_lines(10, 10, 10, 10, 10, 10), 20)
    tables = blocks_of(document(edition), Table)
    pages = pages_of(rendered(edition, "raci"))[:4]

    assert len(tables) == 4
    assert [len(table.columns) for table in tables] == [11] * 4
    assert all(LEGEND_END in page and NOTE_END in page for page in pages)
    titles = [[row[0] for row in rows_of(table)] for table in tables]
    assert titles[0] == titles[1]
    assert titles[2] == titles[3]
    assert len(titles[0]) + len(titles[2]) == 60
    headings = [b.text for b in blocks_of(document(edition), Heading)]
    assert "(de Direction à CVS)" in headings[0]
    assert headings[1].startswith("Matrice des responsabilités (RACI), suite (de CSE")


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, [0]), (14, [14]), (15, [8, 7]), (20, [10, 10]), (29, [10, 10, 9])]
)
def test_roles_are_shared_evenly_between_pages(count, sizes):
    assert [len(run) for run in evenly(range(count), 14)] == sizes


def test_a_phase_longer_than_a_page_is_cut_under_its_own_name():
    tables = blocks_of(document(with_lines(70)), Table)
    most = SHEETS[Paper.A4].lines - 1

    assert [rows_of(table, "group") for table in tables] == [[("Cadrage",)]] * 3
    assert [len(rows_of(table)) for table in tables] == [most, most, 70 - 2 * most]


def test_no_activity_is_lost_or_doubled_and_their_order_stays():
    titles = [row[0] for t in blocks_of(document(demonstration()), Table) for row in rows_of(t)]

    assert titles == [line.titre for line in demonstration().snapshot.raci_activites]
    assert len(titles) == 32


def test_only_the_last_page_counts_the_letters():
    (whole,) = blocks_of(document(demonstration()), Table)
    several = [rows_of(t, "total") for t in blocks_of(document(with_lines(70)), Table)]

    assert rows_of(whole, "total")[0][:3] == ("Nombre de R / de A", "19 / 17", "3 / 10")
    assert several[:2] == [[], []]
    assert several[2][0][:2] == ("Nombre de R / de A", "0 / 0")


def test_continuations_are_titled_as_such():
    headings = [(b.text, b.level) for b in blocks_of(document(with_lines(50)), Heading)]

    assert headings == [
        ("Matrice des responsabilités (RACI)", 1),
        ("Matrice des responsabilités (RACI), suite", 2),
    ]


def test_a_dossier_just_begun_says_that_there_is_no_activity():
    assert document(empty()).blocks == (
        PageBreak(landscape=True),
        Heading("Matrice des responsabilités (RACI)"),
        Paragraph("Aucune activité n’est encore saisie."),
    )


# readings


def test_both_readings_share_shapes_and_spoken_words_but_not_letters():
    kit, english = badges_of(demonstration()), badges_of(anglaise())
    swapped = str.maketrans("RA", "AR")

    assert [(b.shapes, b.spoken) for b in kit] == [(b.shapes, b.spoken) for b in english]
    assert [b.letters.translate(swapped) for b in kit] == [b.letters for b in english]
    assert kit != english


@pytest.mark.parametrize(
    ("edition", "letters", "counted"),
    [
        (demonstration, ["R", "A", "RA", "C", "I"], "Nombre de R / de A"),
        (anglaise, ["A", "R", "AR", "C", "I"], "Nombre de A / de R"),
    ],
)
def test_the_legend_follows_the_reading(edition, letters, counted):
    for legend in blocks_of(document(edition()), Legend):
        assert [mark.letters for mark, _meaning in legend.entries] == letters
        assert [meaning for _mark, meaning in legend.entries] == [
            "responsable, répond du résultat (un seul par ligne)",
            "acteur, réalise",
            "responsable et acteur",
            "consulté avant",
            "informé après",
        ]
    last = blocks_of(document(edition()), Table)[-1]
    assert rows_of(last, "total")[0][0] == counted


def test_each_meaning_has_its_own_shape_so_that_grey_paper_tells_them_apart():
    assert len(set(SHAPES.values())) == len(Sens)


@pytest.mark.parametrize("edition", [demonstration, anglaise])
def test_every_mark_of_the_tables_is_explained_by_the_legend(edition):
    explained = {
        shape
        for legend in blocks_of(document(edition()), Legend)
        for mark, _meaning in legend.entries
        for shape in mark.shapes
    }

    assert {shape for mark in badges_of(edition()) for shape in mark.shapes} <= explained
    assert badge(
        (Sens.REALISATEUR, Sens.RESPONSABLE), edition().snapshot.dossier.lecture_raci
    ) == (badge((Sens.RESPONSABLE, Sens.REALISATEUR), edition().snapshot.dossier.lecture_raci))


def test_marks_are_read_aloud_in_words_whatever_the_reading():
    spoken = [
        [node.spoken for node in elements_of(rendered(edition, "raci")) if node.spoken]
        for edition in (demonstration(), anglaise())
    ]

    assert spoken[0] == spoken[1]
    assert {"responsable", "acteur", "responsable et acteur", "consulté avant"} <= set(spoken[0])


# findings


def test_the_matrix_of_the_demonstration_has_no_finding():
    assert blocks_of(document(demonstration()), Callout) == []


def test_findings_are_told_after_the_matrix_and_the_rest_is_counted():
    document_ = document(with_lines(12))
    (box,) = blocks_of(document_, Callout)
    lines = box.text.replace("\xa0", " ").splitlines()

    assert (box.title, box.tone) == ("À vérifier", "attention")
    assert lines[0] == "- Personne n’est chargé de « Activité 0 »."
    assert len(lines) == 9
    assert lines[-1] == "- et 4 autres."
    assert document_.blocks[-1] == box


def test_eight_findings_are_told_without_a_rest():
    (box,) = blocks_of(document(with_lines(8)), Callout)

    assert len(box.text.splitlines()) == 8
    assert "autre" not in box.text


def test_page_breaks_are_never_side_by_side():
    blocks = document(with_lines(70)).blocks

    assert not any(
        isinstance(a, PageBreak) and isinstance(b, PageBreak) for a, b in pairwise(blocks)
    )
