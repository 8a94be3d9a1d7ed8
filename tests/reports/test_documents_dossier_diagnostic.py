"""The « Dossier de diagnostic partagé » and the « Feuille de route »."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from cpom_desktop.domain.valeurs import Explication
from cpom_desktop.reports.blocks import BulletList, Callout, Heading, Pages, Paragraph, Table
from cpom_desktop.reports.catalogue import CATALOGUE, build
from cpom_desktop.services.documents import DocumentState
from tests.outils.editions import (
    blocks_of,
    empty,
    hostile,
    partial,
    rendered,
    rows_of,
    showcase,
    texts_of,
    with_snapshot,
)
from tests.outils.editions_diagnostic import long_findings, wide, worst
from tests.outils.pages import beyond_margins, pages_of, sizes_of

DOSSIER, FEUILLE = "dossier-diagnostic", "feuille-de-route"
CHAPTERS = [
    "Synthèse du diagnostic partagé",
    "Établissement et périmètre",
    "Méthode et participants",
    "Diagnostic par thème",
    "Diagnostic financier",
    "Territoire",
    "Forces, faiblesses, opportunités et menaces",
    "Thèmes proposés pour les objectifs",
    "Méthode et sources",
    "Annexe : grille complète",
]


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")


def paragraphs(edition, slug=DOSSIER):
    return [plain(block.text) for block in blocks_of(build(slug, edition), Paragraph)]


def after(edition, title):
    """Return the blocks that stand under a heading, until the next one."""
    blocks = build(DOSSIER, edition).blocks
    place = next(
        n for n, b in enumerate(blocks) if isinstance(b, Heading) and plain(b.text) == title
    )
    end = next(
        (n for n, b in enumerate(blocks[place + 1 :], place + 1) if isinstance(b, Heading)),
        len(blocks),
    )
    return blocks[place + 1 : end]


def lines_of(blocks):
    """Return the lines of the tables among some blocks."""
    return [tuple(map(plain, row)) for b in blocks if isinstance(b, Table) for row in rows_of(b)]


def status(slug, edition):
    told = CATALOGUE[slug].status
    return told(edition.snapshot, edition.content, edition.now.date())


# dossier de diagnostic


@pytest.mark.parametrize("edition", [showcase, empty, partial])
def test_the_dossier_has_its_chapters_in_order_whatever_it_holds(edition):
    headings = blocks_of(build(DOSSIER, edition()), Heading)

    assert [plain(h.text) for h in headings if h.level == 1] == CHAPTERS


@pytest.mark.parametrize("edition", [showcase, empty, partial, hostile])
def test_a_chapter_that_has_nothing_to_say_says_so(edition):
    blocks = build(DOSSIER, edition()).blocks
    bare = [
        (plain(a.text), plain(b.text))
        for a, b in pairwise(blocks)
        if isinstance(a, Heading) and isinstance(b, Heading) and b.level <= a.level
    ]

    assert bare == []
    assert not isinstance(blocks[-1], Heading)


def test_nothing_is_invented_of_the_former_contract():
    (callout,) = blocks_of(build(DOSSIER, showcase()), Callout)

    assert "Bilan du CPOM 2022–2026 : il n'est pas dans le logiciel, joignez vos pages." in plain(
        callout.text
    )


def test_shared_meetings_tell_who_came_and_internal_ones_are_only_counted():
    rows = lines_of(after(showcase(), "Réunions"))

    assert [row[0] for row in rows] == ["COPIL n° 1", "COPIL n° 2"]
    assert "Philippe Caron" in rows[0][2]
    assert rows[1][1] == "15 avril 2027 (à venir)"
    assert any("1 réunion de travail interne" in text for text in paragraphs(showcase()))


def test_imperative_has_criteria_that_are_not_mastered_stand_apart():
    told = after(showcase(), "Évaluation HAS")
    (listed,) = [block for block in told if isinstance(block, BulletList)]

    assert plain(told[0].text) == "3 critères HAS importés, dont 1 critère impératif coté sous 4."
    assert plain(listed.items[0]).endswith(": 3 sur 4")
    assert plain(after(empty(), "Évaluation HAS")[0].text).startswith("Aucune cotation")


def test_a_theme_shows_its_figures_of_four_years_with_unit_and_reference():
    blocks = after(showcase(), "B. Population accueillie et activité")
    table = next(block for block in blocks if isinstance(block, Table))
    rows = lines_of([table])

    assert [column.header for column in table.columns[1:5]] == ["2023", "2024", "2025", "2026"]
    assert rows[0][:4] == ("Occupation, hébergement permanent, %", "94,00 %", "95,00 %", "96,00 %")
    assert re.match(r"\d\d,\d\d % \(.+, \d{4} ; .+\)$", rows[0][5])


def test_the_sources_of_the_figures_of_a_theme_are_dated():
    blocks = after(showcase(), "J. Bâti, sécurité, hôtellerie et développement durable")
    told = [plain(block.text) for block in blocks if isinstance(block, Paragraph)]

    assert next(text for text in told if text.startswith("Sources des chiffres")) == (
        "Sources des chiffres : Relevés des compteurs 2023 (29 avr. 2024) ; Relevés des compteurs "
        "2024 (28 avr. 2025) ; Relevés des compteurs 2025 (27 avr. 2026)."
    )


def test_a_theme_shows_its_findings_and_names_what_is_left():
    blocks = after(showcase(), "H. Ressources humaines et qualité de vie au travail")
    rows = lines_of(blocks)
    told = [plain(block.text) for block in blocks if isinstance(block, Paragraph)]

    assert any(row[0].startswith("DG-H03") and row[3] == "Faiblesse" for row in rows)
    assert any(text.startswith("8 critères restent à coter : DG-H") for text in told)
    assert "? » : chiffre à vérifier avant l'envoi." in " ".join(told)


def test_finances_are_told_once_in_their_own_chapter():
    theme = after(showcase(), "I. Finances, tarification et achats")
    rows = lines_of(after(showcase(), "Diagnostic financier"))

    assert not any(row[0] == "Taux de CAF, %" for row in lines_of(theme))
    assert next(row for row in rows if row[0] == "Taux de CAF, %")[1:4] == (
        "3,95 %",
        "4,79 %",
        "5,44 %",
    )
    assert plain(after(empty(), "Diagnostic financier")[0].text) == (
        "Aucun chiffre financier n'est encore saisi."
    )


def test_the_priorities_lead_to_the_axes_of_the_fiches_that_answer():
    rows = lines_of(after(showcase(), "Thèmes proposés pour les objectifs"))

    assert rows[0][2] == "H. Ressources humaines et qualité de vie au travail"
    assert rows[0][3] == "Organisation efficiente"
    assert rows[2][3] == "à définir"


def test_the_radar_is_referred_to_by_its_page():
    (pages,) = blocks_of(build(DOSSIER, showcase()), Pages)
    told = " ".join(map(plain, pages_of(rendered(showcase(), DOSSIER))))

    assert "Radar et tableau des notes : Synthèse du diagnostic partagé (p. 4)." in told
    assert plain(pages.otherwise) == "Le radar et son tableau sont dans la synthèse."


def test_what_she_prepared_to_answer_stays_in_the_house():
    secret = Explication(id=9, indicateur="rotation", texte="Départs dus au cadre de nuit.")
    edition = with_snapshot(showcase(), explications=(secret,))

    for slug in (DOSSIER, "synthese-diagnostic", FEUILLE, "pv-diagnostic", "methode-sources"):
        assert not any("cadre de nuit" in text for text in texts_of(build(slug, edition)))


def test_each_long_finding_is_whole_in_the_annexe():
    texts = set(texts_of(build(DOSSIER, long_findings())))

    assert all(c.texte in texts for c in long_findings().snapshot.constats)


def test_its_state_gathers_what_lacks_in_its_parts():
    assert status(DOSSIER, empty()).state is not DocumentState.COMPLET
    assert "1 chiffre à vérifier" in status(DOSSIER, showcase()).reasons


# feuille de route


@pytest.mark.parametrize("edition", [showcase, long_findings, empty, partial, hostile, worst])
def test_the_feuille_de_route_holds_on_one_legible_page(edition):
    file = rendered(edition(), FEUILLE)

    assert file.pages == 1
    assert min(sizes_of(file, 0)) >= 8.5
    assert beyond_margins(file) == []


def test_it_holds_on_one_page_with_the_widest_letters():
    assert rendered(wide(long_findings()), FEUILLE).pages == 1


def test_six_priorities_at_most_each_with_its_figure_what_is_expected_who_and_when():
    (table,) = blocks_of(build(FEUILLE, showcase()), Table)
    rows = [tuple(map(plain, row)) for row in rows_of(table)]

    assert len(rows) == 5
    assert rows[0][1].startswith("H. Taux d'absentéisme")
    assert rows[0][2].startswith("Absentéisme hors formation : ")
    assert "Source : " in rows[0][2]
    assert rows[0][3].startswith("FA-02 : Fin 2032 : absentéisme à 9,0 %")
    assert rows[0][4:] == ("Claire Morel", "déc. 2032")
    assert len(rows_of(blocks_of(build(FEUILLE, long_findings()), Table)[0])) == 6


def test_a_priority_that_nothing_answers_says_so():
    (table,) = blocks_of(build(FEUILLE, showcase()), Table)
    rows = [tuple(map(plain, row)) for row in rows_of(table)]

    assert rows[2][3:] == ("À définir : aucune fiche action n'y répond encore.", "–", "–")
    assert status(FEUILLE, showcase()).reasons == ("2 priorités sans fiche action",)


def test_who_verifies_and_when_stand_for_a_priority_without_fiche():
    person = showcase().snapshot.acteurs[0]
    constats = tuple(
        replace(c, acteur_id=person.id, echeance=showcase().now.date()) if c.rang == 3 else c
        for c in showcase().snapshot.constats
    )
    (table,) = blocks_of(build(FEUILLE, with_snapshot(showcase(), constats=constats)), Table)

    assert rows_of(table)[2][4:] == (person.display_name, "mars 2027")


def test_an_empty_feuille_de_route_says_what_to_do():
    assert blocks_of(build(FEUILLE, empty()), Table) == []
    assert paragraphs(empty(), FEUILLE) == [
        "Aucune priorité n'est encore retenue : choisissez-en six au plus dans la synthèse."
    ]
    assert status(FEUILLE, empty()).state is DocumentState.VIDE
