"""The detailed diagnosis on paper: every criterion, its finding and its proof."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from cpom_desktop.domain.diagnostic import Constat, ConstatPiece, Cotation, CriterePropre
from cpom_desktop.domain.pieces import Piece, TypePiece
from cpom_desktop.reports.blocks import Heading, Paragraph, Table
from cpom_desktop.reports.catalogue import build
from tests.outils.diagnostics import NOT_CONCERNED
from tests.outils.editions import (
    blocks_of,
    empty,
    filled,
    partial,
    rendered,
    rows_of,
    texts_of,
    with_snapshot,
)
from tests.outils.pages import pages_of

DETAIL = "diagnostic"


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")


def paragraphs(document):
    return [plain(block.text) for block in blocks_of(document, Paragraph)]


def headings(document):
    return [plain(block.text) for block in blocks_of(document, Heading)]


@cache
def detail():
    return build(DETAIL, filled())


def changed(slug, **values):
    """Return the filled dossier with other values in one finding."""
    constats = filled().snapshot.constats
    found = tuple(replace(c, **values) if c.critere == slug else c for c in constats)
    return with_snapshot(filled(), constats=found)


def detail_row(edition, repere):
    rows = (row for table in blocks_of(build(DETAIL, edition), Table) for row in rows_of(table))
    return next(row for row in rows if row[0].startswith(repere))


def test_every_criterion_of_the_grid_has_its_line():
    rows = [row for table in blocks_of(detail(), Table) for row in rows_of(table)]
    reperes = {c.repere for c in filled().content.grille.criteres}

    assert reperes == {row[0].split()[0] for row in rows}
    assert headings(detail())[1:13] == [
        f"{t.lettre}. {plain(t.titre)}" for t in filled().content.grille.themes
    ]


def test_each_theme_tells_its_counts_and_its_mean():
    captions = [plain(table.caption) for table in blocks_of(detail(), Table)]

    assert captions[4].startswith("17 critères : 17 cotés. Moyenne ")
    assert captions[4].endswith(" sur 4.")
    assert captions[1].startswith("8 critères : 7 cotés, 1 non concerné.")
    begun = [plain(table.caption) for table in blocks_of(build(DETAIL, partial()), Table)]
    assert begun[1] == "8 critères : 0 coté, 8 à compléter. Moyenne à compléter."


def test_each_title_of_a_theme_is_followed_at_once_by_its_table_and_keeps_with_it():
    blocks = detail().blocks
    titles = [rank for rank, b in enumerate(blocks) if isinstance(b, Heading) and b.level == 2]

    assert len(titles) == 12
    assert all(isinstance(blocks[rank + 1], Table) for rank in titles)


def test_a_mark_is_a_digit_and_its_word():
    row = detail_row(changed("dg-e08", cotation=Cotation.PARTIEL), "DG-E08")

    assert row[0] == "DG-E08 Prévention des chutes"
    assert row[1] == "2 – En deçà de l’attendu"
    assert row[2] == "191 chutes en 2025, 35 % analysées par écrit."
    assert row[4].startswith("Faiblesse\nPriorité ")


def test_a_criterion_that_does_not_concern_says_why():
    row = detail_row(filled(), NOT_CONCERNED.upper())

    assert row[1:3] == ("Non concerné", "Motif\xa0: Aucun accueil de nuit.")


def test_a_criterion_without_answer_reads_to_be_completed():
    assert detail_row(empty(), "DG-A01")[1:] == ("à compléter", "–", "–", "–")
    assert detail_row(partial(), "DG-E01")[1] == "À rechercher"


def test_what_is_to_be_checked_is_marked():
    assert detail_row(changed("dg-e01", a_verifier=True), "DG-E01")[4] == "À vérifier"


def test_what_the_authorities_answered_is_not_told_here():
    texts = " ".join(texts_of(detail()))

    assert "Contestée" not in texts
    assert "Compare à la moyenne" not in texts


def test_a_finding_of_a_criterion_gone_from_the_grid_is_still_printed():
    lost = Constat(id=999, critere="ancien", texte="Écrit l'an passé.")
    edition = with_snapshot(filled(), constats=(*filled().snapshot.constats, lost))

    assert "Critères qui ne sont plus dans la grille" in headings(build(DETAIL, edition))
    assert "Écrit l'an passé." in texts_of(build(DETAIL, edition))


@pytest.mark.parametrize("length", [2_000, 20_000])
def test_a_long_finding_runs_over_pages_without_loss(length):
    words = [f"m{n}" for n in range(length // 6)]
    file = rendered(changed("dg-e01", texte=" ".join(words)), DETAIL)

    found = [w for page in pages_of(file) for w in page.split() if w[0] == "m" and w[1:].isdigit()]
    assert found == words


def test_what_proves_a_finding_is_her_words_then_the_documents_that_it_cites():
    edition = with_snapshot(
        changed("dg-h03", preuve="Suivi des absences"),
        pieces=(Piece(id=4, titre="Bilan social 2025", type=TypePiece.RH),),
        constats_pieces=(ConstatPiece(id=1, critere="dg-h03", piece_id=4),),
    )
    assert detail_row(edition, "DG-H03")[3] == "Suivi des absences\nBilan social 2025"


def test_a_criterion_of_hers_prints_like_the_others_at_the_end_of_its_theme():
    own = CriterePropre(id=7, theme="a", titre="nuits calmes")
    edition = with_snapshot(
        filled(),
        criteres_propres=(own,),
        constats=(*filled().snapshot.constats, Constat(id=999, critere=own.slug, texte="Oui.")),
    )
    row = detail_row(edition, "PR-07")
    assert (row[0], row[2]) == ("PR-07 Nuits calmes", "Oui.")
