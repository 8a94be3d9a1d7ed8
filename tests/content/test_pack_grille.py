"""The diagnostic grid is that of the kit: its themes, its criteria, and how each text was read."""

from __future__ import annotations

import re
from itertools import chain
from typing import get_args

import pytest

from cpom_desktop.content.loader import Content
from cpom_desktop.content.packs import ADDED_LATER, embed
from cpom_desktop.content.schema import Confiance
from cpom_desktop.content.schema_grille import CodeHas, CotationSlug, Echelle, Nature

# par thème, dans l'ordre : échelle, thématique HAS, confiances des textes fondateurs (kit §3.3)
KIT = {
    "A": "OPN/-/M OPN/H9/S E4/-/V NUM/-/S E4/H7/S E4/H7/S OPN/H7/V",
    "B": "NUM/-/S NUM/-/S NUM/H7/M NUM/H6/S NUM/H6/S NUM/-/S NUM/H7/S NUM/H2/V",
    "C": (
        "DOC/H2/V DOC/H2/V DOC/H2/VM NUM/H2/V OPN/H2/V OPN/H2/V DOC/H9/VS DOC/H2/M "
        "NUM/H2/V NUM/H2/M OPN/H3/S NUM/H3/M OPN/H3/V OPN/H2/S OPN/H2/S E4/H9/M"
    ),
    "D": "NUM/H4/VP NUM/H6/V NUM/H4/P E4/H2/P NUM/H5/S E4/H5/P E4/H5/M E4/H5/V E4/H3/P",
    "E": (
        "NUM/H6/S OPN/H6/S OPN/H6/V DOC/H6/S OPN/H7/S E4/H6/M NUM/H6/P NUM/H6/P NUM/H6/P "
        "NUM/H6/P NUM/H6/P NUM/H6/S NUM/H6/P OPN/H6/VS OPN/H7/V NUM/H6/S NUM/H7/S"
    ),
    "F": (
        "DATE/H9/VS NUM/H9/S OPN/H9/S OPN/H1/VS NUM/H1/P OPN/H1/VS OPN/H1/P NUM/H9/V "
        "OPN/H3/M DOC/H9/V DOC/H9/VM E4/H9/M"
    ),
    "G": "DOC/-/V E4/-/P E4/-/P OPN/H9/P OPN/H9/S OPN/H9/V OPN/H9/S",
    "H": (
        "NUM/H8/V NUM/H8/S NUM/H8/S NUM/H8/S NUM/H8/S NUM/H8/M DOC/H8/M NUM/H8/M "
        "DATE/H8/P OPN/H1/M E4/H8/P"
    ),
    "I": "NUM/-/V NUM/-/S NUM/-/S OPN/-/VS NUM/-/S NUM/-/S DOC/-/V OPN/-/VS E4/-/P NUM/-/P",
    "J": "NUM/H2/S NUM/-/P OPN/H9/M DOC/H9/M DOC/H2/M OPN/H9/M NUM/H9/SM E4/H2/V",
    "K": "NUM/H9/S NUM/H7/S DOC/H2/M OPN/H2/M OPN/H9/M",
    "L": "OPN/H7/S OPN/H7/VS NUM/H7/P E4/H7/P E4/H3/P",
}
EFFECTIFS = (7, 8, 16, 9, 17, 12, 7, 11, 10, 8, 5, 5)
ECHELLES = {
    "E4": Echelle.MAITRISE,
    "OPN": Echelle.OUI_PARTIEL_NON,
    "DOC": Echelle.DOCUMENT,
    "NUM": Echelle.NOMBRE,
    "DATE": Echelle.DATE,
}
CONFIANCES = {
    "V": Confiance.VU,
    "S": Confiance.SECONDAIRE,
    "M": Confiance.MEMOIRE,
    "P": Confiance.PROPOSE,
}
RAYONS = (
    "Territoire",
    "Population",
    "Droits",
    "Projet perso.",
    "Soins",
    "Qualité",
    "Gouvernance",
    "RH et QVT",
    "Finances",
    "Bâti",
    "Numérique",
    "Partenariats",
)
A_VERIFIER = "à vérifier"
SIGLE = r"\b[A-Z][A-Zé]{2,}\b"
COURANTS = {"SAMU"}


@pytest.fixture(scope="module")
def grille():
    return Content.bundled().grille


def fondements(grille):
    return list(chain.from_iterable(critere.fondements for critere in grille.criteres))


def expected():
    """Return what the kit says of each criterion, by repère."""
    return {
        f"DG-{lettre}{number:02}": tuple(line.split("/"))
        for lettre, lines in KIT.items()
        for number, line in enumerate(lines.split(), 1)
    }


def test_there_are_twelve_themes_and_one_hundred_and_fifteen_criteria(grille):
    counts = tuple(len(grille.criteres_of(theme.slug)) for theme in grille.themes)
    assert counts == EFFECTIFS
    assert sum(counts) == len(grille.criteres) == 115


def test_every_criterion_of_the_kit_is_there_in_its_order(grille):
    assert [critere.repere for critere in grille.criteres] == list(expected())
    assert [critere.slug for critere in grille.criteres] == [r.lower() for r in expected()]


@pytest.mark.parametrize(("repere", "row"), expected().items(), ids=expected())
def test_a_criterion_has_the_scale_the_has_theme_and_the_confidence_of_the_kit(
    grille, repere, row
):
    scale, has, codes = row
    critere = grille.critere(repere.lower())
    assert critere.echelle is ECHELLES[scale]
    assert (critere.has or "-") == has
    found = {fondement.confiance for fondement in critere.fondements}
    assert (found or {Confiance.PROPOSE}) == {CONFIANCES[code] for code in codes}


def test_the_themes_are_those_of_the_radar(grille):
    assert tuple(theme.court for theme in grille.themes) == RAYONS
    assert "".join(theme.lettre for theme in grille.themes) == "ABCDEFGHIJKL"
    assert grille.theme("h").titre == "Ressources humaines et qualité de vie au travail"


def test_a_criterion_belongs_to_the_theme_of_its_mark(grille):
    for theme in grille.themes:
        letters = {critere.repere[3] for critere in grille.criteres_of(theme.slug)}
        assert letters == {theme.lettre}


def test_a_slug_that_the_grid_does_not_have_gives_nothing(grille):
    assert grille.critere("dg-z01") is None
    assert grille.theme("z") is None


def test_the_scale_is_that_of_the_screen(grille):
    assert [(c.slug, c.court, c.libelle, c.touche) for c in grille.cotations] == [
        ("absent", "1", "Pas du tout en place", "1"),
        ("partiel", "2", "Partiel, non formalisé", "2"),
        ("en_place", "3", "En place, à consolider", "3"),
        ("maitrise", "4", "En place, tracé et évalué", "4"),
        ("non_concerne", "NC", "Non concerné", "N"),
        ("a_rechercher", "RI", "À rechercher", "R"),
    ]
    assert {c.slug for c in grille.cotations} == set(get_args(CotationSlug))


def test_the_nine_themes_of_the_has_are_there_and_one_is_from_memory(grille):
    assert tuple(has.code for has in grille.themes_has) == get_args(CodeHas)
    unsure = {has.code for has in grille.themes_has if has.confiance is Confiance.MEMOIRE}
    assert unsure == {"H7"}


def test_the_grid_says_that_it_is_a_proposal_and_not_a_national_one(grille):
    assert "aucune grille nationale" in grille.mention
    entries = (*grille.criteres, *grille.themes, *grille.cotations)
    assert {entry.confiance for entry in entries} == {Confiance.PROPOSE}


def test_a_text_told_from_memory_says_so_and_no_other_does(grille):
    told = fondements(grille)
    marked = {f.texte for f in told if f.texte.endswith("(de mémoire, à vérifier)")}
    assert marked == {f.texte for f in told if f.confiance is Confiance.MEMOIRE}
    assert len(marked) > 20


def test_a_threshold_known_from_memory_says_so_in_the_question_itself(grille):
    """Figures of the question that no text read supports: only C12 and H07 have some."""
    memory = [
        critere
        for critere in grille.criteres
        if {f.confiance for f in critere.fondements} == {Confiance.MEMOIRE}
        and re.search(r"\d| (deux|trois) fois", critere.question)
    ]
    assert {critere.repere for critere in memory} == {"DG-C12", "DG-H07"}
    assert all(A_VERIFIER in critere.question for critere in memory)


def test_a_title_fits_the_header_and_follows_the_number_of_the_criterion(grille):
    assert [c.titre for c in grille.criteres if len(c.titre) > 90] == []
    capitals = {c.titre.split()[0] for c in grille.criteres if c.titre[0].isupper()}
    assert capitals == {"GMP", "PMP", "PASA", "CAF,", "PGFP"}, "acronyms only"


def test_a_question_is_a_sentence_that_asks(grille):
    for critere in grille.criteres:
        assert critere.question[0].isupper()
        assert critere.question.endswith("\u202f?")
        assert critere.preuve.endswith(".")
        assert len(critere.question) <= 260, critere.repere


def test_titles_and_questions_are_all_different(grille):
    assert len({critere.titre for critere in grille.criteres}) == 115
    assert len({critere.question for critere in grille.criteres}) == 115


def test_each_theme_proposes_strengths_and_weaknesses(grille):
    for theme in grille.themes:
        natures = {exemple.nature for exemple in grille.exemples_of(theme.slug)}
        assert natures == set(Nature), theme.slug


def test_the_ready_made_sentences_come_from_the_study_or_are_ours(grille):
    kinds = {(exemple.source, exemple.confiance) for exemple in grille.exemples}
    assert kinds == {("kpmg-2017", Confiance.VU), ("proposition", Confiance.PROPOSE)}


def test_a_dossier_made_before_the_grid_takes_that_of_the_application():
    texts = embed()
    for name in ADDED_LATER.values():
        del texts[name]
    older = Content.from_texts(texts)

    older.load_everything()
    assert "grille" not in older.__dict__, "read when it serves"

    assert older.grille == Content.bundled().grille


def test_the_sources_of_a_borrowed_grid_are_found():
    texts = embed()
    del texts[ADDED_LATER["grille"]]
    name = "kit_anap/sources.toml"
    texts[name] = texts[name].replace('cle = "loi-asv"', 'cle = "autre-loi"')
    older = Content.from_texts(texts)

    assert {f.source for f in fondements(older.grille)} <= set(older.sources)
    assert "autre-loi" in older.sources, "its own are kept"


def test_a_dossier_that_carries_a_grid_keeps_its_own():
    texts = embed()
    name = ADDED_LATER["grille"]
    texts[name] = texts[name].replace('court = "Territoire"', 'court = "Ancrage"')
    assert Content.from_texts(texts).grille.theme("a").court == "Ancrage"


def test_an_abbreviation_that_a_criterion_uses_is_in_the_glossary(grille):
    termes = Content.bundled().glossaire.termes
    explained = {word for t in termes for word in re.findall(SIGLE, t.terme)}
    used = {
        word
        for critere in grille.criteres
        for text in (critere.titre, critere.question, critere.preuve)
        for word in re.findall(SIGLE, text)
    }
    assert used - explained - COURANTS == set()
