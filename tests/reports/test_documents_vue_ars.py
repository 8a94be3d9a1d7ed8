"""The Vue ARS on paper: one sheet, figures on the recto, answers on the verso."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.domain.valeurs import Explication
from cpom_desktop.reports.blocks import Fitted, Heading, Table
from cpom_desktop.reports.catalogue import CATALOGUE, COMPLETE, WHOLE, build, entry_for, file_name
from cpom_desktop.reports.documents.vue_ars import runs, vue_ars_blocks
from cpom_desktop.services.documents import DocumentState
from tests.outils.editions import (
    NAME,
    STORY,
    blocks_of,
    empty,
    hostile,
    rendered,
    rows_of,
    showcase,
    texts_of,
    with_snapshot,
)
from tests.outils.pages import pages_of

SLUG = "vue-ars"
SENTENCE = "Le déficit vient de l’hébergement, et la section soins est excédentaire. "
SLUGS = (
    "occupation-aj",
    "rotation",
    "resultat",
    "vetuste-equipements",
    "eig",
    "chutes",
    "absenteisme",
    "taux-caf",
    "hospitalisations",
    "projets-personnalises",
)


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")


@cache
def explained(count, signs):
    """Return the demonstration with that many answers, each of that many signs."""
    text = (SENTENCE * 30)[:signs]
    answers = tuple(
        Explication(id=n, indicateur=slug, texte=text, action="Former", preuve="Registre")
        for n, slug in enumerate(SLUGS[:count], 1)
    )
    return with_snapshot(showcase(), explications=answers)


def status_of(edition):
    return entry_for(SLUG, edition).status(edition.snapshot, edition.content, edition.now.date())


def test_the_sheet_of_the_demonstration_is_one_recto_and_one_verso():
    recto, verso = map(plain, pages_of(rendered(showcase(), SLUG)))

    assert "L'établissement en chiffres" in recto
    assert "FINESS 99 000 002 8" in recto
    assert "Quatre points, quatre réponses" in verso
    assert "Page 1 sur 2" in recto
    assert "document interne" in recto


def test_each_line_has_three_years_its_reference_and_its_reading():
    table = blocks_of(build(SLUG, showcase()), Table)[1]
    rows = (tuple(map(plain, row)) for row in rows_of(table))
    lines = {row[0].split(" [")[0]: row[1:] for row in rows}

    assert [c.header for c in table.columns][1:4] == ["2023", "2024", "2025"]
    assert lines["Rotation du personnel †"] == (
        "28,23 %",
        "23,77 %",
        "25,00 %",
        "25,6 % (2023, f)",
        "À expliquer (2)",
    )
    assert lines["Résultat net comptable"][-2:] == ("0 € (seuil, a)", "▲ Atypique (3)")
    assert lines["Chutes pour 1 000 journées"][-2:] == ("–", "Sans repère")


def test_figures_and_references_say_their_source_and_their_date():
    told = " ".join(map(plain, texts_of(build(SLUG, showcase()))))

    assert "ERRD 2025 (27 avril 2026)" in told
    assert "f CNSA, Repères statistiques n° 24" in told
    assert "Dernière évaluation de la qualité : 17 octobre 2024." in told
    assert "Dernière inspection : date non renseignée." in told
    assert "aucun texte ne la fixe" in told


def test_answers_stand_in_the_order_of_the_recto():
    (fitted,) = (b for b in vue_ars_blocks(showcase()) if isinstance(b, Fitted))
    answers = fitted.at_ease

    assert [plain(answer.title) for answer in answers] == [
        "1. Occupation, accueil de jour : 70,00 %",
        "2. Rotation du personnel : 25,00 %",
        "3. Résultat net comptable : −12 229 €",
        "4. Vétusté des équipements : 66,01 %",
    ]
    assert [answer.tone for answer in answers] == ["info", "info", "attention", "info"]
    third = plain(answers[2].text)
    assert third.startswith("▲ Atypique : négatif trois ans de suite.")
    assert "Action : Remplir l'accueil de jour. Preuve : ERRD 2025, accusé de dépôt." in third
    assert "À compléter" in answers[3].text


def test_what_went_well_and_what_is_asked_for_follow_the_answers():
    titles = [plain(heading.text) for heading in blocks_of(build(SLUG, showcase()), Heading)]
    asked = rows_of(blocks_of(build(SLUG, showcase()), Table)[-1])

    assert titles[-2:] == ["Ce que nous mettons en avant", "Ce que nous demandons"]
    assert plain(asked[0][1]) == "64 167 € (Financement complémentaire ARS)"
    assert asked[0][2]


def test_six_answers_of_350_signs_hold_on_the_verso():
    edition = explained(6, 350)

    assert len(pages_of(rendered(edition, SLUG))) == 2
    assert status_of(edition).state is DocumentState.COMPLET


@pytest.mark.parametrize(("count", "signs"), [(4, 2_000), (6, 700), (8, 400), (10, 350)])
def test_answers_that_overflow_go_on_and_it_is_told(count, signs):
    edition = explained(count, signs)
    pages = [plain(page) for page in pages_of(rendered(edition, SLUG))]

    assert len(pages) > 2
    assert all("Vue ARS, verso, suite" in page for page in pages[2:])
    assert "continuent page suivante" in " ".join(pages[1].split())
    assert any("peut déborder" in reason for reason in status_of(edition).reasons)
    whole = " ".join(" ".join(pages).split())
    assert whole.count("Action : Former") == count


def test_the_recto_stays_one_page_when_every_figure_has_its_own_source():
    edition = showcase()
    rows = tuple(
        replace(row, source=f"Extraction numéro {n} du logiciel de paie et de facturation")
        for n, row in enumerate(edition.snapshot.valeurs)
    )
    pages = pages_of(rendered(with_snapshot(edition, valeurs=rows), SLUG))

    assert len(pages) == 2
    assert "dites une à une dans" in pages[0]


def test_a_few_sources_are_numbered_beside_the_lines_that_they_found():
    edition = showcase()
    rows = tuple(
        replace(row, source="Registre" if row.donnee == "eig" else "Extraction")
        for row in edition.snapshot.valeurs
    )
    table = blocks_of(build(SLUG, with_snapshot(edition, valeurs=rows)), Table)[1]
    names = [plain(row[0]) for row in rows_of(table)]

    assert "Événements indésirables graves déclarés † [4–6]" in names
    assert "Taux de CAF [1–3]" in names


def test_an_empty_dossier_says_what_lacks_and_its_document_is_empty():
    edition = empty()
    recto, verso = map(plain, pages_of(rendered(edition, SLUG)))

    assert "à compléter" in recto
    assert "À saisir" in recto
    assert "Aucun chiffre n'est saisi" in verso
    assert status_of(edition).state is DocumentState.VIDE


def test_hostile_texts_print_whole():
    answers = (
        Explication(id=1, indicateur="eig", texte=STORY, question=NAME, action=NAME, preuve=NAME),
        Explication(id=2, indicateur="chutes", texte="x" * 20_000),
        Explication(id=3, indicateur="disparu", texte="Indicateur d’un pack retiré."),
    )
    pages = pages_of(rendered(with_snapshot(hostile(), explications=answers), SLUG))

    assert len(pages) > 2
    assert sum(page.count("x") for page in pages) >= 20_000


def test_it_stays_in_the_house():
    assert entry_for(SLUG, showcase()).info.mention is Mention.INTERNE
    assert "document interne" in file_name(SLUG, showcase())
    for whole in (WHOLE, COMPLETE):
        assert not set(CATALOGUE[SLUG].parts) & set(CATALOGUE[whole].parts)


def test_answers_to_write_are_told_beside_the_state():
    assert [plain(reason) for reason in status_of(showcase()).reasons] == [
        "explications prêtes : 3 sur 4"
    ]


def test_numbers_that_follow_one_another_are_told_by_their_ends():
    assert runs([1, 2, 3, 7, 9, 10]) == "1–3, 7, 9–10"
    assert runs([]) == ""
