"""Each reason of SMART is told when it holds, with what its sentence names, and only then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cpom_desktop.domain.donnees import Polarite
from cpom_desktop.domain.fiches_action import Etape, FicheAction
from cpom_desktop.domain.lacunes import FicheParts
from cpom_desktop.domain.moyens import Financement, Moyen, SourceFinancement
from cpom_desktop.domain.objectifs import Indicateur, TypeIndicateur
from cpom_desktop.domain.smart import (
    CodeSmart,
    ExamenSmart,
    QuestionSmart,
    RaisonSmart,
    raisons_smart,
)

FICHE = FicheAction(
    id=1, numero=1, titre="Prévenir les chutes", responsable_id=4, acteurs_mobilises="Équipes"
)
CHUTES = Indicateur(
    id=7,
    libelle="Chutes",
    mode_calcul="Chutes ÷ journées × 1 000",
    valeur_initiale=Decimal("6.49"),
    annee_initiale=2025,
)
MOYEN = Moyen(id=1, fiche_id=1, libelle="Lits bas", montant_centimes=990_000)
PAID = Financement(
    id=1, fiche_id=1, source=SourceFinancement.FONDS_PROPRES, montant_centimes=990_000
)
ETAPE = Etape(id=1, fiche_id=1, libelle="Former", fin=date(2028, 10, 31))
PARTS = FicheParts(
    fiche=FICHE,
    etapes=[ETAPE],
    moyens=[MOYEN],
    financements=[PAID],
    indicateurs=[CHUTES],
)
COMPLETE = ExamenSmart(
    parts=PARTS,
    objectif="Réduire les chutes",
    cibles={7: Decimal("5.2")},
    polarites={7: Polarite.BAISSE},
    fin_contrat=date(2032, 12, 31),
)


def with_parts(**changes):
    return replace(COMPLETE, parts=replace(PARTS, **changes))


def with_fiche(**changes):
    return with_parts(fiche=replace(FICHE, **changes))


def with_measure(**changes):
    return with_parts(indicateurs=[replace(CHUTES, **changes)])


CASES = [
    ("sans_objectif", "specifique", replace(COMPLETE, objectif=""), {}),
    (
        "sans_verbe",
        "specifique",
        replace(COMPLETE, objectif="Chutes"),
        {"libelle": "Chutes"},
    ),
    (
        "plusieurs_verbes",
        "specifique",
        replace(COMPLETE, objectif="Évaluer et réduire les chutes"),
        {"verbes": ("évaluer", "réduire")},
    ),
    ("sans_indicateur", "mesurable", with_parts(indicateurs=[]), {}),
    ("sans_resultat", "mesurable", with_measure(type=TypeIndicateur.PROCESSUS), {}),
    (
        "sans_valeur_initiale",
        "mesurable",
        with_measure(valeur_initiale=None),
        {"indicateur": "Chutes"},
    ),
    ("sans_cible", "mesurable", replace(COMPLETE, cibles={}), {"indicateur": "Chutes"}),
    ("sans_mode_calcul", "mesurable", with_measure(mode_calcul=""), {"indicateur": "Chutes"}),
    (
        "trop_indicateurs",
        "mesurable",
        with_parts(indicateurs=[CHUTES] * 4),
        {"n": 4, "maximum": 3},
    ),
    (
        "cible_egale",
        "acceptable",
        replace(COMPLETE, cibles={7: Decimal("6.490")}),
        {"indicateur": "Chutes", "initiale": Decimal("6.49"), "cible": Decimal("6.490")},
    ),
    (
        "cible_moins_bonne",
        "acceptable",
        replace(COMPLETE, cibles={7: Decimal(7)}),
        {"indicateur": "Chutes", "initiale": Decimal("6.49"), "cible": Decimal(7)},
    ),
    ("sans_acteurs", "acceptable", with_fiche(acteurs_mobilises=""), {}),
    ("sans_responsable", "realiste", with_fiche(responsable_id=None), {}),
    ("sans_moyen", "realiste", with_parts(moyens=[]), {}),
    (
        "moyen_non_chiffre",
        "realiste",
        with_parts(moyens=[replace(MOYEN, montant_centimes=None)]),
        {"moyen": "Lits bas"},
    ),
    (
        "cout_sans_financement",
        "realiste",
        with_parts(financements=[replace(PAID, montant_centimes=989_999)]),
        {"cout_centimes": 990_000, "finance_centimes": 989_999},
    ),
    ("sans_etape", "temporel", with_parts(etapes=[]), {}),
    (
        "etape_sans_fin",
        "temporel",
        with_parts(etapes=[replace(ETAPE, fin=None)]),
        {"etape": "Former"},
    ),
    (
        "etape_apres_contrat",
        "temporel",
        with_parts(etapes=[replace(ETAPE, fin=date(2033, 1, 1))]),
        {"etape": "Former", "fin": date(2033, 1, 1), "fin_contrat": date(2032, 12, 31)},
    ),
]


def told(examen):
    """Return every reason with its question."""
    return [(question, r) for question, found in raisons_smart(examen).items() for r in found]


def test_a_complete_fiche_answers_the_five_questions_in_order():
    found = raisons_smart(COMPLETE)

    assert list(found) == list(QuestionSmart)
    assert "".join(question[0] for question in found) == "smart"
    assert set(found.values()) == {()}


@pytest.mark.parametrize(
    ("code", "question", "examen", "values"), CASES, ids=[c[0] for c in CASES]
)
def test_a_reason_is_told_alone_with_what_its_sentence_names(code, question, examen, values):
    expected = (QuestionSmart(question), RaisonSmart(CodeSmart(code), values))

    assert told(examen) == [expected]


def test_every_reason_has_its_case():
    assert {case[0] for case in CASES} | {"verbe_vague"} == set(CodeSmart)


def test_a_vague_verb_is_enough_when_what_follows_is_measured():
    vague = replace(COMPLETE, objectif="Améliorer la sécurité")
    expected = RaisonSmart(CodeSmart.VERBE_VAGUE, {"verbe": "améliorer"})

    assert told(vague) == []
    for loose in (
        replace(vague, cibles={}),
        replace(vague, parts=with_measure(valeur_initiale=None).parts),
    ):
        assert raisons_smart(loose)[QuestionSmart.SPECIFIQUE] == (expected,)


def test_without_an_objective_the_title_of_the_fiche_is_read():
    loose = replace(with_fiche(titre="Chutes"), objectif="")

    assert [r.code for r in raisons_smart(loose)[QuestionSmart.SPECIFIQUE]] == [
        CodeSmart.SANS_OBJECTIF,
        CodeSmart.SANS_VERBE,
    ]


@pytest.mark.parametrize("polarite", [Polarite.HAUSSE, Polarite.NEUTRE])
def test_a_target_is_only_worse_against_a_known_polarity(polarite):
    higher = replace(COMPLETE, cibles={7: Decimal(7)}, polarites={7: polarite})

    assert told(higher) == []
    assert told(replace(higher, polarites={})) == []


def test_each_measure_and_each_step_has_its_own_reasons():
    other = replace(CHUTES, id=8, libelle="Chutes graves", valeur_initiale=None)
    examen = with_parts(indicateurs=[CHUTES, other], etapes=[ETAPE, replace(ETAPE, fin=None)])

    assert [(question, r.code) for question, r in told(examen)] == [
        (QuestionSmart.MESURABLE, CodeSmart.SANS_VALEUR_INITIALE),
        (QuestionSmart.MESURABLE, CodeSmart.SANS_CIBLE),
        (QuestionSmart.TEMPOREL, CodeSmart.ETAPE_SANS_FIN),
    ]


def test_a_contract_without_an_end_closes_no_step():
    late = with_parts(etapes=[replace(ETAPE, fin=date(2040, 1, 1))])

    assert told(replace(late, fin_contrat=None)) == []


def test_a_mean_that_costs_nothing_needs_no_funding():
    free = with_parts(moyens=[replace(MOYEN, montant_centimes=0)], financements=[])

    assert told(free) == []
