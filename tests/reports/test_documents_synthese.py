"""The synthesis on paper: an essential page, four in all, what is longer in its annexe."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from cpom_desktop.domain.diagnostic import NatureConstat, Synthese
from cpom_desktop.reports.blocks import Figure, Heading, Pages, Paragraph, Table
from cpom_desktop.reports.catalogue import CATALOGUE, build
from cpom_desktop.reports.entries_diagnostic import DIAGNOSTIC, DIAGNOSTIC_APART
from cpom_desktop.services.documents import DocumentOptions, DocumentState
from tests.outils.editions import (
    blocks_of,
    empty,
    filled,
    hostile,
    partial,
    rendered,
    rows_of,
    showcase,
    texts_of,
    with_snapshot,
)
from tests.outils.editions_diagnostic import her_words, long_findings, many_themes, wide, worst
from tests.outils.pages import beyond_margins, elements_of, pages_of, sizes_of, words_of

SYNTHESE, ANNEXE, DETAIL = "synthese-diagnostic", "synthese-annexe", "diagnostic"
MOST_PAGES = 4
RADAR, ROUTE = 0, 1


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")


def paragraphs(edition, slug=SYNTHESE):
    return [plain(block.text) for block in blocks_of(build(slug, edition), Paragraph)]


def headings(edition, slug=SYNTHESE):
    return [plain(block.text) for block in blocks_of(build(slug, edition), Heading)]


def tables(edition):
    return blocks_of(build(SYNTHESE, edition), Table)


def titled(edition, header):
    """Return the lines of the table whose second column has this header."""
    table = next(t for t in tables(edition) if plain(t.columns[1].header) == header)
    return [tuple(map(plain, row)) for row in rows_of(table)]


def weaknesses(edition):
    return titled(edition, "Faiblesse")


def status(slug, edition):
    told = CATALOGUE[slug].status
    return told(edition.snapshot, edition.content, edition.now.date())


@cache
def widest():
    return wide(long_findings())


def changed(slug, **values):
    """Return the filled dossier with other values in one finding."""
    constats = filled().snapshot.constats
    found = tuple(replace(c, **values) if c.critere == slug else c for c in constats)
    return with_snapshot(filled(), constats=found)


def written(cle, texte):
    """Return the filled dossier where she wrote one text of the synthesis."""
    return with_snapshot(filled(), syntheses=(Synthese(id=1, cle=cle, texte=texte),))


# pages


@pytest.mark.parametrize("edition", [showcase, long_findings, her_words, widest, hostile, worst])
def test_the_synthesis_stays_within_four_pages(edition):
    assert rendered(edition(), SYNTHESE).pages <= MOST_PAGES


def test_a_longer_dossier_or_a_grid_of_24_themes_takes_no_more_pages():
    assert rendered(many_themes(), SYNTHESE).pages <= MOST_PAGES
    assert rendered(her_words(20_000), SYNTHESE).pages <= MOST_PAGES


@pytest.mark.parametrize("edition", [showcase, long_findings, her_words, empty])
def test_nothing_of_the_synthesis_is_smaller_than_eight_and_a_half_points(edition):
    file = rendered(edition(), SYNTHESE)

    assert min(min(sizes_of(file, rank)) for rank in range(file.pages)) >= 8.5


@pytest.mark.parametrize("edition", [showcase, long_findings, her_words, widest, worst])
def test_nothing_runs_beyond_the_margins(edition):
    assert beyond_margins(rendered(edition(), SYNTHESE)) == []


@pytest.mark.parametrize("edition", [showcase, long_findings, empty, worst])
def test_the_essential_holds_on_the_first_page(edition):
    first = plain(pages_of(rendered(edition(), SYNTHESE))[0])

    assert "Gestionnaire" in first
    assert "L. Partenariats, coopérations et parcours" in first
    assert "Feuille de route" in first
    assert "aucune grille nationale" in first
    assert "Introduction" not in first


def test_what_is_printed_in_grey_says_the_same():
    grey = replace(showcase(), options=DocumentOptions(grey=True))

    assert words_of(rendered(grey, SYNTHESE)) == words_of(rendered(showcase(), SYNTHESE))


# first page


def test_the_counts_and_the_meeting_come_first():
    assert paragraphs(showcase())[0] == (
        "116 critères, 12 thèmes : 105 cotés, 1 non concerné, 10 à compléter au 12 mars 2027. "
        "Préparée en vue du COPIL n° 2, 15 avril 2027."
    )
    assert paragraphs(partial())[0].startswith("115 critères, 12 thèmes : 3 cotés, 112 à")


def test_the_radar_says_in_words_what_it_draws_and_always_has_its_table():
    (figure,) = blocks_of(build(SYNTHESE, showcase()), Figure)
    rows = rows_of(tables(showcase())[RADAR])

    assert len(rows) == 12
    assert all(row[3] in figure.alt for row in rows)
    assert elements_of(rendered(showcase(), SYNTHESE), "Figure")[0].alt == figure.alt


def test_the_gaps_of_a_radar_are_told():
    (figure,) = blocks_of(build(SYNTHESE, partial()), Figure)

    assert "B Population à compléter" in figure.alt
    assert rows_of(tables(partial())[RADAR])[1][3] == "à compléter"


def test_no_radar_is_drawn_before_the_first_mark_but_its_table_stands():
    assert blocks_of(build(SYNTHESE, empty()), Figure) == []
    assert "Le radar se dessine dès le premier critère coté." in paragraphs(empty())
    assert len(rows_of(tables(empty())[RADAR])) == 12


def test_the_priorities_come_in_her_order_with_who_answers():
    rows = titled(showcase(), "Priorité")

    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5"]
    assert rows[0][2:] == ("H", "FA-02", "Claire Morel")
    assert rows[2][2:] == ("I", "à définir", "–")


# sections


def test_no_section_is_blank():
    told = paragraphs(empty())

    assert headings(empty())[1:] == [
        "Notes moyennes par thème, de 1 à 4",
        "Feuille de route",
        "Introduction",
        "Forces à préserver",
        "Faiblesses hiérarchisées",
        "Opportunités",
        "Menaces",
        "Chiffres clés",
        "Convergences et divergences",
    ]
    assert "Aucune force n'est encore retenue." in told
    assert "Aucune faiblesse n'est encore retenue." in told
    assert "Aucun chiffre clé n'est encore saisi." in told
    assert "Aucune position des autorités sur un constat n'est encore connue." in told
    assert rendered(empty(), SYNTHESE).pages == 2


def test_each_heading_is_followed_by_something():
    for edition in (empty(), partial(), showcase(), long_findings()):
        blocks = build(SYNTHESE, edition).blocks
        pairs = [(type(a), type(b)) for a, b in pairwise(blocks)]
        assert (Heading, Heading) not in pairs


def test_her_words_are_printed_in_place_of_the_draft():
    assert "Notre force, c'est l'équipe." in paragraphs(
        written("forces", "Notre force, c'est l'équipe.")
    )
    assert not any("Autorisation valide" in t for t in paragraphs(written("forces", "À nous.")))


def test_weaknesses_are_ranked_with_what_ranks_them_and_their_fiches():
    rows = weaknesses(showcase())

    assert len(rows) == 11
    assert rows[0][0] == "1"
    assert rows[0][1].startswith("L'absentéisme recule de 1,6 point")
    assert rows[0][2:] == ("H", "Forte", "Moyenne", "Haute", "FA-02")
    assert rows[-1][5] == "Basse"


def test_the_matrix_tells_the_numbers_of_the_weaknesses():
    rows = titled(showcase(), "Faisabilité faible")

    assert rows == [
        ("Forte", "–", "1, 3", "2"),
        ("Moyenne", "–", "–", "4, 5"),
        ("Faible", "–", "–", "–"),
    ]


def test_what_is_to_be_checked_says_so():
    rows = weaknesses(changed("dg-i03", a_verifier=True))

    assert any(row[1].endswith("(à vérifier)") for row in rows)


def test_key_figures_have_three_years_their_unit_a_reference_and_their_sources():
    rows = titled(showcase(), "2023")
    table = next(t for t in tables(showcase()) if t.columns[1].header == "2023")
    told = next(text for text in paragraphs(showcase()) if text.startswith("Sources de 2025 : "))

    assert [column.header for column in table.columns[1:4]] == ["2023", "2024", "2025"]
    assert len(rows) == 20
    assert rows[0][:4] == ("Occupation, hébergement permanent, %", "94,00 %", "95,00 %", "96,00 %")
    assert re.match(r"\d\d,\d\d % \(.+, \d{4} ; .+", rows[0][4])
    assert "ERRD 2025 (27 avr. 2026)" in told
    assert "Méthode et sources" in told


def test_no_figure_stands_without_its_unit():
    names = [row[0] for row in titled(showcase(), "2023")]

    assert "ETP pour 100 places" in names
    assert "GMP au 31 décembre, points" in names
    assert "ETP vacants, %" in names


def test_positions_are_told_without_the_remarks_of_the_authorities():
    rows = titled(showcase(), "ARS")

    assert rows[0] == ("I. Forfaits, tarifs et modulation", "–", "Contestée", "Divergence")
    assert "Conteste le lien avec son tarif" not in " ".join(texts_of(build(SYNTHESE, showcase())))
    assert "Sur 9 autres constats, aucune position n'est encore connue." in paragraphs(showcase())


# annexe


def test_the_demonstration_needs_no_annexe():
    assert blocks_of(build(SYNTHESE, showcase()), Pages) == []
    assert status(ANNEXE, showcase()).needless
    assert paragraphs(showcase(), ANNEXE) == [
        "Tout tient dans la synthèse : cette annexe est sans objet."
    ]


def test_what_is_longer_goes_on_in_the_annexe_and_says_so():
    page = plain(words_of(rendered(long_findings(), SYNTHESE)))
    parts = [title for title in headings(long_findings(), ANNEXE) if title[0].isdigit()]

    assert not status(ANNEXE, long_findings()).needless
    assert parts[0] == "1. Faiblesses hiérarchisées, en entier"
    for number in range(1, len(parts) + 1):
        assert f"Suite en annexe : document « Annexe de la synthèse », partie {number}." in page


def test_the_annexe_holds_each_long_weakness_whole():
    words = words_of(rendered(long_findings(), ANNEXE))
    weak = [c for c in long_findings().snapshot.constats if c.nature is NatureConstat.FAIBLESSE]

    assert len(weak) > 12
    for constat in weak:
        assert " ".join(constat.texte.split()) in " ".join(words.split())


def test_her_long_words_are_whole_in_the_annexe():
    texts = texts_of(build(ANNEXE, her_words()))

    for row in her_words().snapshot.syntheses:
        assert row.texte in texts


def test_in_the_bound_dossier_the_page_of_the_annexe_is_told():
    pages = [plain(page) for page in pages_of(rendered(long_findings(), "dossier-complet"))]
    place = next(n for n, p in enumerate(pages, start=1) if "Ce que contient cette annexe" in p)
    told = [page for page in pages if "Suite en annexe : 1. Faiblesses" in page]

    assert len(told) == 1
    assert f"(p. {place})" in told[0]


# state


def test_the_state_tells_what_lacks():
    assert status(SYNTHESE, empty()).state is DocumentState.VIDE
    assert "1 chiffre à vérifier" in status(SYNTHESE, showcase()).reasons
    assert "aucune priorité n'est retenue" in map(plain, status(SYNTHESE, filled()).reasons)


# every document of the diagnosis


@pytest.mark.parametrize("slug", sorted(e.info.slug for e in (*DIAGNOSTIC, *DIAGNOSTIC_APART)))
def test_a_document_of_the_diagnosis_has_the_same_bytes_for_the_same_clock(slug):
    again = with_snapshot(showcase(), constats=showcase().snapshot.constats)

    assert rendered(again, slug).data == rendered(showcase(), slug).data
