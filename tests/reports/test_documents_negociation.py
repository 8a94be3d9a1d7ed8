"""The table to negotiate from: who stands where; what was noted of others never leaves."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from cpom_desktop.domain.diagnostic import PositionAutorite
from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.reports.blocks import PageBreak, Paragraph, Table
from cpom_desktop.reports.catalogue import CATALOGUE, build, entry_for
from cpom_desktop.reports.entries import subjects_of
from cpom_desktop.reports.exports import WORKBOOKS
from cpom_desktop.services.documents import DocumentState
from tests.outils.editions import (
    blocks_of,
    empty,
    filled,
    rendered,
    rows_of,
    showcase,
    texts_of,
    with_snapshot,
)
from tests.outils.editions_diagnostic import long_findings

NEGOCIATION = "negociation-diagnostic"


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")


@cache
def noted(words):
    """Return the demonstration where both authorities said the same of every finding."""
    edition = showcase()
    constats = tuple(
        replace(c, note_ars=words, note_departement=words) for c in edition.snapshot.constats
    )
    return with_snapshot(edition, constats=constats)


def test_the_hardest_points_come_first_a_group_each():
    (table,) = blocks_of(build(NEGOCIATION, filled()), Table)
    groups = [row.cells[0].content for row in table.rows if row.kind == "group"]
    rows = rows_of(table)

    assert groups == ["Divergences", "Points nuancés", "Réponse non connue", "Convergences"]
    assert [row[0][:2] for row in rows[:2]] == ["I.", "H."]


def test_a_line_says_where_each_stands_and_what_is_left_to_settle():
    (table,) = blocks_of(build(NEGOCIATION, filled()), Table)
    first = tuple(map(plain, rows_of(table)[0]))

    assert first[0].startswith("I. ")
    assert first[0].endswith("Trésorerie de 39 jours, en recul : 47 en 2023.")
    assert first[1].startswith("Faiblesse, notée ")
    assert first[2] == "Partagée\nDemande le détail par mois."
    assert first[3] == "Contestée\nCompare à la moyenne du territoire."
    assert first[4] == "Divergence"
    assert first[5] == "Que faut-il pour lever le désaccord avec le département ?"


def test_a_fiche_that_answers_is_told_with_the_question():
    (table,) = blocks_of(build(NEGOCIATION, filled()), Table)
    told = [plain(row[5]) for row in rows_of(table)]

    assert any(text.endswith("Réponse proposée : FA-01, FA-02, FA-03") for text in told)


def test_what_she_prepared_about_an_indicator_stands_in_her_position():
    (table,) = blocks_of(build(NEGOCIATION, showcase()), Table)
    row = next(row for row in rows_of(table) if "accueil de jour" in row[0])

    assert "La fréquentation progresse de douze points" in row[1]


def test_it_is_printed_landscape_with_room_to_write():
    document = build(NEGOCIATION, showcase())
    (table,) = blocks_of(document, Table)

    assert document.blocks[0] == PageBreak(landscape=True)
    assert table.row_mm >= 10


def test_the_counts_are_told_before_the_table():
    told = [plain(p.text) for p in blocks_of(build(NEGOCIATION, filled()), Paragraph)]

    assert told[0].startswith("1 divergence, 1 point nuancé, ")
    assert told[0].endswith(" 1 convergence.")


def test_without_anything_to_negotiate_it_says_so_on_one_page():
    document = build(NEGOCIATION, empty())

    assert blocks_of(document, Table) == []
    assert plain(blocks_of(document, Paragraph)[0].text).startswith("Rien à négocier à ce jour")
    assert rendered(empty(), NEGOCIATION).pages == 1


def test_its_state_counts_the_answers_that_are_not_known():
    def status(edition):
        told = CATALOGUE[NEGOCIATION].status
        return told(edition.snapshot, edition.content, edition.now.date())

    assert status(empty()).state is DocumentState.VIDE
    assert status(filled()).state is DocumentState.INCOMPLET
    assert "non connue" in status(filled()).reasons[0]


def test_it_says_that_it_stays_in_the_house():
    made = build(NEGOCIATION, showcase())

    assert made.watermark == "Document interne"
    assert entry_for(NEGOCIATION, showcase()).info.mention is Mention.INTERNE


def slugs_of(slug):
    """Return a document, and those of each thing that it may be about."""
    return [slug, *(f"{slug}-{s.key}" for s in subjects_of(CATALOGUE[slug], showcase()))]


@pytest.mark.parametrize("slug", sorted(set(CATALOGUE) - {NEGOCIATION}))
def test_no_other_document_tells_what_was_noted_of_the_authorities(slug):
    before, after = noted("Discret"), noted("Vif désaccord en séance")

    for each in slugs_of(slug):
        assert build(each, before).blocks == build(each, after).blocks


@pytest.mark.parametrize("slug", sorted(WORKBOOKS))
def test_no_workbook_tells_what_was_noted_of_the_authorities(slug):
    assert WORKBOOKS[slug](noted("Discret")) == WORKBOOKS[slug](noted("Vif désaccord en séance"))


def test_the_table_itself_tells_what_was_noted():
    texts = texts_of(build(NEGOCIATION, noted("Vif désaccord en séance")))

    assert any("Vif désaccord en séance" in text for text in texts)


def test_a_contested_finding_outweighs_a_shared_one():
    constats = tuple(
        replace(c, position_ars=PositionAutorite.CONTESTEE) if c.critere == "dg-e08" else c
        for c in filled().snapshot.constats
    )
    (table,) = blocks_of(build(NEGOCIATION, with_snapshot(filled(), constats=constats)), Table)

    assert [row[4] for row in rows_of(table)][:2] == ["Divergence", "Divergence"]


def test_long_texts_are_cut_and_it_says_so():
    (table,) = blocks_of(build(NEGOCIATION, long_findings()), Table)
    told = [plain(p.text) for p in blocks_of(build(NEGOCIATION, long_findings()), Paragraph)]

    assert max(len(cell) for row in rows_of(table) for cell in row) < 1_000
    assert told[-1].startswith("[…] : texte abrégé")
    assert not any(
        "texte abrégé" in p.text for p in blocks_of(build(NEGOCIATION, filled()), Paragraph)
    )
