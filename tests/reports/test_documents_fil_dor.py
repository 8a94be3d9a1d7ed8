"""The sheet of the fil d'or: one page for the demonstration, every orphan in its text."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.charts.fil_dor import (
    MOST_LINES,
    WIDTH_MM,
    Case,
    Rang,
    fil_dor_pages,
)
from cpom_desktop.charts.scene import Rect, Text
from cpom_desktop.domain.diagnostic import Constat, NatureConstat
from cpom_desktop.domain.fiches_action import FicheAction
from cpom_desktop.domain.objectifs import Axe, Indicateur, Objectif
from cpom_desktop.reports.blocks import Figure, Heading, Paragraph
from cpom_desktop.reports.catalogue import CATALOGUE, build
from cpom_desktop.reports.documents.fil_dor import fil_dor_blocks, fil_dor_sheets
from cpom_desktop.reports.maker import Documents
from cpom_desktop.reports.pdf import render_pdf
from cpom_desktop.services.documents import DocumentState
from cpom_desktop.services.queries.fil_dor_lu import fil_dor_lu
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.editions import blocks_of, empty, hostile, with_snapshot
from tests.outils.pages import pages_of

SLUG = "fil-dor"
NAMES = ("Constat", "Axe", "Objectif", "Fiche", "Indicateur", "Moyens")


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


def told(of):
    """Return all that a reader of the sheet is told, pictures by their words."""
    parts = []
    for block in fil_dor_blocks(of):
        match block:
            case Figure():
                parts.append(block.alt)
            case Paragraph() | Heading():
                parts.append(block.text)
    return plain(" ".join(parts))


def drawn(of):
    """Return the words drawn on the sheet."""
    figures = blocks_of(build(SLUG, of), Figure)
    return [plain(i.text) for f in figures for i in f.scene.items if isinstance(i, Text)]


def test_the_demonstration_holds_on_one_page_and_nothing_is_small():
    pages = pages_of(render_pdf(build(SLUG, edition()), now=edition().now))
    assert len(pages) == 1
    for figure in blocks_of(build(SLUG, edition()), Figure):
        assert min(i.size for i in figure.scene.items if isinstance(i, Text)) >= 3.0
        assert figure.scene.width <= WIDTH_MM


def test_broken_threads_come_first_and_the_whole_ones_have_their_total():
    words = drawn(edition())
    assert words.index("À réparer avant le COPIL n° 2 du 15 avril 2027") < words.index(
        "Fils complets"
    )
    text = told(edition())
    assert "8 fils : 3 complets pour 385 427 € de 2028 à 2032, 5 rompus." in text
    assert "3 faiblesses non retenues : Temps de médecin coordonnateur" in text
    assert text.count("Fil rompu.") == 5
    assert "moyens : 65 460 €, Financement complémentaire ARS" in text


def test_what_lacks_is_dashed_and_says_so():
    figures = blocks_of(build(SLUG, edition()), Figure)
    styles = [i.style for f in figures for i in f.scene.items if isinstance(i, Rect)]
    lacking = sum(
        link.manque
        for fil in fil_dor_lu(edition().snapshot, edition().content).rompus
        for link in fil.maillons
    )
    assert styles.count("fil-manque") == lacking
    assert drawn(edition()).count("Aucune fiche") == 5


def test_an_empty_dossier_and_the_longest_texts_make_a_sheet():
    assert "Aucun axe" in told(empty())
    assert len(pages_of(render_pdf(build(SLUG, hostile()), now=hostile().now))) >= 1


@pytest.mark.parametrize("edition_of", [empty, edition])
def test_its_state_says_what_is_broken(edition_of):
    of = edition_of()
    status = CATALOGUE[SLUG].status(of.snapshot, of.content, of.now.date())
    if edition_of is empty:
        assert status.state is DocumentState.VIDE
    else:
        assert status.state is DocumentState.INCOMPLET
        assert [plain(reason) for reason in status.reasons] == ["5 fils rompus"]


def test_the_workbook_has_the_columns_of_the_sheet_and_the_cost_of_each():
    sheet = fil_dor_sheets(edition())[0]
    assert [plain(c.header) for c in sheet.columns][1:7] == [
        "Constat du diagnostic",
        "Axe",
        "Objectif",
        "Fiche action (responsable)",
        "Indicateur",
        "Moyens 2028–2032",
    ]
    assert [row[0] for row in sheet.rows].count("rompu") == 5
    assert sum(row[7] for row in sheet.rows if row[0] == "complet") == 385_427
    assert {len(row) for row in sheet.rows} == {len(sheet.columns)}


def test_amounts_are_told_to_the_cent():
    found = tuple(
        replace(m, montant_centimes=123_45, quantite=None) if m.id == 1 else m
        for m in edition().snapshot.moyens
    )
    of = with_snapshot(edition(), moyens=found)
    lu = fil_dor_lu(of.snapshot, of.content)
    assert lu.cout_centimes % 100
    costs = [row[7] for row in fil_dor_sheets(of)[0].rows if row[0] == "complet"]
    assert sum(costs) * 100 == lu.cout_centimes


def thread(words, lines=1):
    case = Case(((words, False),))
    return Rang((Case((("x " * 22 * lines, False),)), *(case for _n in range(5))))


def test_a_full_page_is_followed_by_another_under_the_same_section():
    rangs = [Rang(section="Fils complets"), *(thread(f"n° {n}") for n in range(40))]
    pages = fil_dor_pages(NAMES, rangs, 140, 150)

    assert len(pages) > 1
    for page, most in zip(pages, (140, 150, 150, 150), strict=False):
        assert page.rangs[0].section == "Fils complets"
        assert page.scene.height <= most
    shown = [i.text for p in pages for i in p.scene.items if isinstance(i, Text)]
    assert all(f"n° {n}" in shown for n in range(40))


def test_a_section_never_ends_a_page():
    rangs = [*(thread("a") for _n in range(17)), Rang(section="Après"), thread("b")]
    for page in fil_dor_pages(NAMES, rangs, 140, 150):
        assert not page.rangs[-1].section


def test_a_text_without_end_is_cut_and_says_so():
    page = fil_dor_pages(NAMES, [thread("mot" * 400)], 140, 150)[0]
    lines = [i.text for i in page.scene.items if isinstance(i, Text)]
    assert sum(line.endswith("…") for line in lines) == 5
    assert sum("mot" in line or "…" in line for line in lines) == 5 * MOST_LINES


words = st.text("abcdefghij", min_size=6, max_size=12)


@given(
    objectifs=st.lists(words, max_size=5, unique=True),
    fiches=st.lists(words, max_size=5, unique=True),
    indicateurs=st.lists(words, max_size=5, unique=True),
    axes=st.lists(words, max_size=3, unique=True),
    faiblesses=st.lists(st.integers(0, 60), max_size=8, unique=True),
)
def test_every_planted_orphan_is_in_the_text_of_the_sheet(
    objectifs, fiches, indicateurs, axes, faiblesses
):
    slugs = [c.slug for c in edition().content.grille.criteres]
    titles = {c.slug: c.titre for c in edition().content.grille.criteres}
    cap = Axe(id=99, libelle="Axe des objectifs")
    found = replace(
        edition().snapshot,
        axes=(cap, *(Axe(id=n, libelle=f"{t} axe") for n, t in enumerate(axes, start=1))),
        objectifs=tuple(
            Objectif(id=n, axe_id=99, libelle=f"{t} objectif")
            for n, t in enumerate(objectifs, start=1)
        ),
        objectifs_constats=(),
        fiches_action=tuple(
            FicheAction(id=n, numero=n, titre=f"{t} fiche") for n, t in enumerate(fiches, start=1)
        ),
        fiches_constats=(),
        fiches_indicateurs=(),
        moyens=(),
        financements=(),
        cibles_indicateurs=(),
        indicateurs=tuple(
            Indicateur(id=n, libelle=f"{t} mesure") for n, t in enumerate(indicateurs, start=1)
        ),
        constats=tuple(
            Constat(id=n, critere=slugs[at], nature=NatureConstat.FAIBLESSE)
            for n, at in enumerate(faiblesses, start=1)
        ),
    )
    text = told(replace(edition(), snapshot=found)).lower()
    for planted in (
        *(f"{t} axe" for t in axes),
        *(f"{t} objectif" for t in objectifs),
        *(f"{t} fiche" for t in fiches),
        *(f"{t} mesure" for t in indicateurs),
        *(plain(titles[slugs[at]]).lower() for at in faiblesses),
    ):
        assert planted in text


def test_a_strategic_objective_alone_is_told_as_not_carried_out():
    found = Objectif(id=1, axe_id=1, libelle="Fidéliser")
    of = with_snapshot(empty(), axes=(Axe(id=1, libelle="Équipes"),), objectifs=(found,))
    assert "1.1 Fidéliser, sans objectif opérationnel" in told(of)
