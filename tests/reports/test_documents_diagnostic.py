"""The diagnosis on paper: synthesis, every criterion, where the authorities stand."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from cpom_desktop.domain.diagnostic import Constat, Cotation, NatureConstat
from cpom_desktop.reports.blocks import BulletList, Figure, Heading, Paragraph, Table
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
from tests.outils.pages import elements_of, pages_of, words_of

SYNTHESE, DETAIL = "synthese-diagnostic", "diagnostic"


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")


def paragraphs(document):
    return [plain(block.text) for block in blocks_of(document, Paragraph)]


def headings(document):
    return [plain(block.text) for block in blocks_of(document, Heading)]


@cache
def synthese():
    return build(SYNTHESE, filled())


@cache
def detail():
    return build(DETAIL, filled())


def changed(slug, **values):
    """Return the filled dossier with other values in one finding."""
    constats = filled().snapshot.constats
    found = tuple(replace(c, **values) if c.critere == slug else c for c in constats)
    return with_snapshot(filled(), constats=found)


def weaknesses(edition):
    return rows_of(blocks_of(build(SYNTHESE, edition), Table)[1])


def detail_row(edition, repere):
    rows = (row for table in blocks_of(build(DETAIL, edition), Table) for row in rows_of(table))
    return next(row for row in rows if row[0].startswith(repere))


# synthesis


def test_the_counts_come_first():
    assert paragraphs(synthese())[0] == (
        "115 critères, 12 thèmes : 114 cotés, 1 non concerné au 12 mars 2027."
    )


def test_what_is_left_to_rate_is_counted_too():
    assert paragraphs(build(SYNTHESE, partial()))[0] == (
        "115 critères, 12 thèmes : 3 cotés, 112 à compléter au 12 mars 2027."
    )


def test_the_grid_says_that_it_is_proposed():
    for slug in (SYNTHESE, DETAIL):
        assert any("aucune grille nationale" in text for text in paragraphs(build(slug, filled())))


def test_each_theme_has_its_means_in_the_table():
    rows = rows_of(blocks_of(synthese(), Table)[0])

    assert len(rows) == 12
    assert rows[4][0] == "E. Soins, santé et prévention"
    assert rows[4][1:3] == ("17", "17")
    assert all("," in row[3] for row in rows)


def test_a_theme_without_a_mark_reads_to_be_completed():
    rows = rows_of(blocks_of(build(SYNTHESE, partial()), Table)[0])
    marked = {row[0][0] for row in rows if row[3] != "à compléter"}

    assert marked == {"A", "E"}


def test_the_radar_says_in_words_what_it_draws():
    (figure,) = blocks_of(synthese(), Figure)
    rows = rows_of(blocks_of(synthese(), Table)[0])

    assert all(row[3] in figure.alt for row in rows)
    assert "E Soins" in figure.alt
    assert elements_of(rendered(filled(), SYNTHESE), "Figure")[0].alt == figure.alt


def test_the_gaps_of_a_radar_are_told():
    (figure,) = blocks_of(build(SYNTHESE, partial()), Figure)

    assert "B Population à compléter" in figure.alt
    assert "B Population, à compléter" in words_of(rendered(partial(), SYNTHESE))


def test_no_radar_is_drawn_before_the_first_mark():
    document = build(SYNTHESE, empty())

    assert blocks_of(document, Figure) == []
    assert any("dès le premier critère coté" in text for text in paragraphs(document))


def test_strengths_are_listed_and_weaknesses_are_ranked_with_their_fiches():
    strengths = blocks_of(synthese(), BulletList)[0].items
    rows = [tuple(map(plain, row)) for row in weaknesses(filled())]

    assert "Autorisation valide jusqu'en 2032, 84 places exploitées." in map(plain, strengths)
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert ("Absentéisme de 11,04 %, sans pool de remplaçants.", "H") in [r[1:3] for r in rows]
    assert {row[4] for row in rows} == {"FA-01, FA-02, FA-03", "–"}


def test_a_weakness_without_priority_reads_to_be_completed():
    rows = weaknesses(changed("dg-i03", priorite=None))

    assert rows[-1][2:4] == ("I", "à compléter")


def test_the_most_urgent_weakness_comes_first():
    rows = weaknesses(changed("dg-i03", priorite=1))

    assert rows[0][2:4] == ("I", "Haute")


def test_opportunities_and_threats_have_a_section_only_if_there_are_some():
    assert headings(synthese())[-2:] == ["Opportunités", "Menaces"]
    assert headings(build(SYNTHESE, partial())) == [
        "Synthèse du diagnostic partagé",
        "Notes moyennes par thème, de 1 à 4",
        "Forces à préserver",
        "Faiblesses hiérarchisées",
    ]


def test_a_strength_without_a_sentence_takes_the_name_of_its_criterion():
    (strength, *_others) = blocks_of(
        build(SYNTHESE, changed("dg-a01", texte="", nature=NatureConstat.FORCE)), BulletList
    )[0].items

    assert strength == "Validité de l’autorisation et capacité exploitée"


def test_what_is_to_be_checked_says_so():
    strengths = blocks_of(build(SYNTHESE, changed("dg-a01", a_verifier=True)), BulletList)[0].items

    assert plain(strengths[0]).endswith("(à vérifier)")


def test_a_long_finding_is_shortened_in_the_synthesis_and_whole_in_the_detail():
    story = "Un mot puis un autre. " * 900
    edition = changed("dg-e01", texte=story, nature=NatureConstat.FAIBLESSE, priorite=1)
    rows = weaknesses(edition)

    assert len(rows[0][1]) < 420
    assert rows[0][1].endswith("[…]")
    assert any("en entier" in text for text in paragraphs(build(SYNTHESE, edition)))
    assert words_of(rendered(edition, DETAIL)).count("Un mot puis") == 900


def test_the_synthesis_of_a_usual_dossier_stays_under_four_pages():
    assert rendered(filled(), SYNTHESE).pages <= 4


# every criterion


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
