"""The library of objectives is that of the kit, and what it brings along can be used."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from itertools import chain

import pytest

from cpom_desktop.content.loader import Content
from cpom_desktop.content.packs import ADDED_LATER, embed
from cpom_desktop.content.schema import Confiance
from cpom_desktop.domain.atteinte import ModeCible, cible_depuis
from cpom_desktop.domain.donnees import Polarite
from cpom_desktop.domain.formules import FORMULES
from cpom_desktop.services.queries.words import word

# repère, critère, domaine, sens, périodicité, cible : kit §4.1
KIT = """
101 d01 acc h t 90
102 d03 acc h s 100
103 c04 acc h a 100
104 c09 acc h a 95
105 c10 acc h a 90
106 c05 acc h t 100
107 c12 acc h a 3
108 c13 acc h a 85
109 c13 acc h a 50
110 d06 acc h s 75
111 d07 acc h s 50
112 d08 acc h a 90
113 d05 acc b s 12
114 d09 acc h a 4
201 e08 qua b t -20%
202 e08 qua b t 5
203 e09 qua h m 95
204 e09 qua h t 100
205 e09 qua h a 90
206 e10 qua h t 90
207 e13 qua b t 3
208 e11 qua h a 80
209 e07 qua h a 90
210 e07 qua b s -15%
211 e12 qua h a 95
212 e12 qua h a -
213 e14 had h a 6
214 e14 had h a 60
215 e05 qua h a 100
216 e17 qua b t -15%
217 l04 qua h s 100
218 e16 qua h a 40
301 f02 qua h s 100
302 g06 qua h t 80
303 f05 qua h a 90
304 f06 qua h t 100
305 f08 qua h t 20%
306 f08 qua h t 80
307 f10 qua h a 1
308 f10 qua h a 100
401 h03 hor b t -2pt
402 h04 hor b a 15
403 h02 hor b t 3
404 h08 hor b a -20%
405 h02 hor b t 2
406 h05 hor h a 3
407 b01 act h m 97
408 i02 hor h a 5
409 i02 hor h a 30
410 i10 hor b t 40
411 j01 hor h a 100
412 j07 hor b a -10%
413 j07 hor b s -25%
414 k01 hor h t 95
415 k02 hor h m 30
416 k05 hor h a 2
501 b02 act h t 80
502 a07 act h a 30
503 b03 act b t 21
504 l03 hor h a 100
505 l01 hor h a 2
506 l05 hor h s 40
"""
ROWS = [line.split() for line in KIT.split("\n") if line]
DOMAINES = {
    "act": "activite",
    "qua": "qualite",
    "acc": "accompagnement",
    "had": "had-palliatif",
    "hor": "hors-domaine",
}
SENS = {"h": Polarite.HAUSSE, "b": Polarite.BAISSE}
PERIODICITES = {"m": "Mensuelle", "t": "Trimestrielle", "s": "Semestrielle", "a": "Annuelle"}
MODES = {"%": ModeCible.POURCENT, "pt": ModeCible.POINTS, "": ModeCible.ABSOLUE}
SAME_AS_FIGURES = {
    "ob-201": "chutes",
    "ob-401": "absenteisme",
    "ob-402": "rotation",
    "ob-403": "etp-vacants",
    "ob-407": "occupation-hp",
    "ob-408": "taux-caf",
    "ob-409": "frng-jours",
    "ob-412": "energie-surface",
    "ob-501": "occupation-ht",
}
SIGLE = r"\b[A-Z][A-Zé]{2,}\b"
# institutions and contracts that she knows by these names
COURANTS = {"CARSAT", "CCAS", "CDI", "OPCO", "SAMU"}


@pytest.fixture(scope="module")
def library():
    return Content.bundled().objectifs


def texts_in(value):
    """Return every text of a value and of what it holds."""
    if isinstance(value, str):
        yield value
    for name in getattr(value, "__struct_fields__", ()):
        yield from texts_in(getattr(value, name))
    if isinstance(value, tuple):
        yield from chain.from_iterable(texts_in(item) for item in value)


def target_of(code):
    """Return the value and the mode that the last column of the kit tells."""
    number, unit = re.fullmatch(r"(-?\d*)(%|pt)?", code).groups(default="")
    return (Decimal(number), MODES[unit]) if code != "-" else (None, None)


def test_the_sixty_two_objectives_of_the_kit_are_there_in_their_order(library):
    assert len(ROWS) == 62
    assert [objectif.repere for objectif in library.objectifs] == [f"OB-{row[0]}" for row in ROWS]
    assert [o.slug for o in library.objectifs] == [o.repere.lower() for o in library.objectifs]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_an_objective_is_that_of_the_kit(library, row):
    number, critere, domaine, sens, periodicite, cible = row
    objectif = library.objectif(f"ob-{number}")
    mesure = objectif.indicateur

    assert objectif.criteres[0] == f"dg-{critere}"
    assert objectif.domaine == DOMAINES[domaine]
    assert mesure.polarite is SENS[sens]
    assert mesure.periodicite == PERIODICITES[periodicite]
    assert (mesure.cible_valeur, mesure.cible_mode) == target_of(cible)


def test_a_target_in_words_tells_its_number(library):
    for objectif in library.objectifs:
        mesure = objectif.indicateur
        if mesure.cible_valeur is not None:
            number = str(mesure.cible_valeur).replace("-", "−")
            assert number in mesure.cible, objectif.repere
        assert ("valeur initiale" in mesure.cible) is (mesure.cible_mode is ModeCible.POURCENT)


@pytest.mark.parametrize(
    ("slug", "start", "target"),
    [
        ("ob-101", "58.2", "90"),
        ("ob-201", "6.49", "5.19"),
        ("ob-216", "62", "52.7"),
        ("ob-305", "2.10", "2.52"),
        ("ob-401", "11.72", "9.72"),
        ("ob-413", "131", "98"),
    ],
)
def test_a_target_is_computed_from_where_she_starts(library, slug, start, target):
    mesure = library.objectif(slug).indicateur
    found = cible_depuis(
        Decimal(start),
        valeur=mesure.cible_valeur,
        mode=mesure.cible_mode,
        decimales=mesure.decimales,
    )

    assert str(found) == target


def test_the_axes_are_the_five_of_the_kit_and_hold_what_they_hold(library):
    counts = Counter(objectif.axe for objectif in library.objectifs)

    assert [counts[axe.slug] for axe in library.axes] == [14, 18, 8, 16, 6]
    for rank, axe in enumerate(library.axes, 1):
        held = {o.repere[3] for o in library.objectifs if o.axe == axe.slug}
        assert held == {str(rank)}


def test_the_four_domains_of_the_law_have_objectives_and_one_is_outside_it(library):
    legal = [domaine.slug for domaine in library.domaines if domaine.legal]
    used = {objectif.domaine for objectif in library.objectifs}

    assert legal == ["activite", "qualite", "accompagnement", "had-palliatif"]
    assert used == {*legal, "hors-domaine"}


def test_an_objective_of_the_same_words_above_is_of_the_same_axis(library):
    axes = {}
    for objectif in library.objectifs:
        axes.setdefault(objectif.strategique, set()).add(objectif.axe)

    assert {words for words, held in axes.items() if len(held) > 1} == set()
    assert len(axes) == 32


def test_nine_indicators_are_those_of_the_figures_to_the_unit(library):
    figures = Content.bundled().donnees
    linked = {o.slug: o.indicateur.donnee for o in library.objectifs if o.indicateur.donnee}

    assert linked == SAME_AS_FIGURES
    for slug, name in linked.items():
        formule = FORMULES[figures.indicateur(name).formule]
        assert library.objectif(slug).indicateur.unite == word(formule.unite), slug


def test_a_criterion_finds_first_the_objectives_made_for_it(library):
    found = [objectif.slug for objectif in library.objectifs_of("dg-e08")]

    assert found == ["ob-201", "ob-202", "ob-111"]
    assert library.objectifs_of("dg-z01") == ()
    assert library.objectif("ob-999") is None


def test_the_limits_are_told_with_who_counted_them(library):
    rules = {r.slug: (r.minimum, r.maximum) for r in library.regles}

    assert rules == {
        "objectifs-operationnels": (None, 15),
        "objectifs-conseilles": (8, 12),
        "indicateurs-par-fiche": (None, 3),
    }
    for regle in library.regles:
        assert regle.confiance is Confiance.PROPOSE
        assert {(f.source, f.confiance) for f in regle.fondements} == {("kpmg-2017", Confiance.VU)}
    seen = library.regles[0].fondements[0].texte
    assert all(figure in seen for figure in ("médiane 15", "moyenne 17", "de 4 à 41"))


def test_the_library_says_that_it_is_a_proposal(library):
    assert "aucune liste régionale" in library.mention
    assert "jamais des seuils" in library.mention
    assert {objectif.confiance for objectif in library.objectifs} == {Confiance.PROPOSE}
    assert not any(objectif.obligatoire for objectif in library.objectifs)


def test_what_is_told_from_memory_says_so(library):
    told = list(chain.from_iterable(o.fondements for o in library.objectifs))
    marked = {f.texte for f in told if f.texte.endswith("(de mémoire, à vérifier)")}

    assert marked == {f.texte for f in told if f.confiance is Confiance.MEMOIRE}
    assert len(marked) == 2


def test_a_draft_gives_no_figure_no_amount_and_no_code_of_the_library(library):
    """Only what is counted, a law known by its number and a day of the year have digits."""
    allowed = r"1 000 journées|loi 2002-2|31 décembre"
    for objectif in library.objectifs:
        for text in texts_in(objectif.fiche):
            bare = re.sub(allowed, "", text.replace("\u00a0", " "))
            assert not re.search(r"[\d%€]|OB-", bare), text


def test_a_draft_asks_for_figures_and_dates_instead_of_giving_them(library):
    for objectif in library.objectifs:
        asked = objectif.fiche.etat_des_lieux_a_decrire
        assert re.match(r"Indiquez[ ,]", asked), objectif.repere
        assert re.search(r"[Pp]récisez|Décrivez", asked), objectif.repere
        assert asked.endswith(".")


def test_a_step_is_an_infinitive_that_leaves_something_behind(library):
    for objectif in library.objectifs:
        etapes = objectif.fiche.etapes
        starts = [etape.debut_mois for etape in etapes]
        assert starts == sorted(starts), objectif.repere
        for etape in etapes:
            assert re.search(r"(er|ir|re)$", etape.libelle.split()[0]), etape.libelle
            assert not etape.livrable.endswith(".")


def test_every_draft_names_who_answers_for_it_and_for_each_step(library):
    for objectif in library.objectifs:
        fiche = objectif.fiche
        named = [fiche.responsable_suggere, *(e.responsable_suggere for e in fiche.etapes)]
        assert all(named), objectif.repere


def test_what_can_be_told_apart_is(library):
    fiches = [objectif.fiche for objectif in library.objectifs]
    for group in (
        [objectif.libelle for objectif in library.objectifs],
        [objectif.indicateur.libelle for objectif in library.objectifs],
        [fiche.titre for fiche in fiches],
        [fiche.etat_des_lieux_a_decrire for fiche in fiches],
        [fiche.resultats_attendus for fiche in fiches],
    ):
        assert len(set(group)) == 62
    assert [fiche.titre for fiche in fiches if len(fiche.titre) > 70] == []
    assert [o.libelle for o in library.objectifs if len(o.libelle) > 90] == []


def test_a_draft_leaves_room_for_her_words_on_one_page(library):
    sizes = [sum(map(len, texts_in(objectif.fiche))) for objectif in library.objectifs]

    assert max(sizes) < 2100
    assert min(sizes) > 1000


def test_an_abbreviation_of_the_library_is_in_the_glossary_or_beside_its_words(library):
    termes = Content.bundled().glossaire.termes
    explained = {name for t in termes for name in re.findall(SIGLE, t.terme)}
    used = set()
    for text in texts_in((library.objectifs, library.regles, library.domaines)):
        used |= {name for name in re.findall(SIGLE, text) if f"({name})" not in text}

    assert used - explained - COURANTS == set()


def test_a_dossier_made_before_the_library_takes_that_of_the_application(library):
    texts = embed()
    del texts[ADDED_LATER["objectifs"]]
    older = Content.from_texts(texts)

    assert older.objectifs == library


def test_a_dossier_that_carries_a_library_keeps_its_own():
    texts = embed()
    name = ADDED_LATER["objectifs"]
    texts[name] = texts[name].replace('court = "Soins"', 'court = "Santé"')

    assert "Santé" in {axe.court for axe in Content.from_texts(texts).objectifs.axes}


def test_a_region_may_ask_for_an_objective():
    texts = embed()
    name = ADDED_LATER["objectifs"]
    texts[name] = texts[name].replace(
        'domaine = "activite"', 'domaine = "activite"\nobligatoire = true', 1
    )
    asked = [o.repere for o in Content.from_texts(texts).objectifs.objectifs if o.obligatoire]

    assert asked == ["OB-407"]
