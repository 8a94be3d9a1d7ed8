from __future__ import annotations

import json
import tomllib
from copy import deepcopy
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.content.decode import decode
from cpom_desktop.content.loader import Content
from cpom_desktop.content.schema import (
    ActeursFile,
    Confiance,
    GlossaireFile,
    RaciFile,
    RetroplanningFile,
)
from cpom_desktop.errors import PackInvalide

GLOSSAIRE = """
[defauts]
source = "memoire"
confiance = "memoire"
verifie_le = 2026-11-21

[[termes]]
slug = "cpom"
terme = "CPOM"
definition = "Un contrat."

[[termes]]
slug = "ars"
terme = "ARS"
definition = "Une agence."
confiance = "vu"
"""
PLAN = """
[[plans]]
source = "proposition"
confiance = "propose"
verifie_le = 2026-11-21
slug = "signature"
titre = "Signer"
target = "Date"
pistes = ["nouveau_cpom"]
phases = [{ slug = "cadrage", libelle = "Cadrage" }]

[[plans.taches]]
slug = "cadre"
phase = "cadrage"
titre = "Cadrer"
duree_jours = 5
livrable = "Note"
acteur = "direction"
explication = "Parce que."
"""

MODEL = tomllib.loads(PLAN)
PLACES = st.sampled_from(
    [("plans",), ("defauts",), ("inconnu",)]
    + [("plans", 0, key) for key in (*MODEL["plans"][0], "fondement", "inconnu")]
    + [("plans", 0, "taches", 0, key) for key in (*MODEL["plans"][0]["taches"][0], "jalon", "x")]
)
VALUES = st.recursive(
    st.integers(-9, 9) | st.booleans() | st.dates() | st.sampled_from(["", "cadre", "Été ’"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["slug", "source", "texte", "z"]), inner, max_size=3)
    ),
    max_leaves=5,
)


def toml_of(value):
    """Return a TOML document of `value`, with inline tables inside its keys."""
    return "\n".join(f"{key} = {inline(item)}" for key, item in value.items())


def inline(value):
    match value:
        case dict():
            return "{" + ", ".join(f"{key} = {inline(v)}" for key, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(inline(item) for item in value) + "]"
        case date():
            return value.isoformat()
        case _:
            return json.dumps(value, ensure_ascii=False)


def faults_of(text, kind, name="kit/fichier.toml"):
    with pytest.raises(PackInvalide) as caught:
        decode(name, text, kind)
    return caught.value.values["fautes"]


def test_an_entry_inherits_the_defaults_of_its_file_unless_it_says_otherwise():
    first, second = decode("g.toml", GLOSSAIRE, GlossaireFile).termes
    assert (first.source, first.confiance, first.verifie_le) == (
        "memoire",
        Confiance.MEMOIRE,
        date(2026, 11, 21),
    )
    assert (second.source, second.confiance) == ("memoire", Confiance.VU)


def test_a_task_inherits_from_the_plan_around_it():
    task = decode("r.toml", PLAN, RetroplanningFile).plans[0].taches[0]
    assert (task.source, task.confiance) == ("proposition", Confiance.PROPOSE)


def test_unknown_key_wrong_type_and_missing_key_are_told_together_with_file_and_key():
    text = GLOSSAIRE.replace('terme = "CPOM"', "terme = 12").replace(
        'definition = "Une agence."', 'definiton = "Une agence."'
    )
    faults = faults_of(text, GlossaireFile)
    assert faults == (
        (
            "kit/fichier.toml, clé «\u00a0termes[cpom].terme\u00a0»\u00a0:"
            " un texte est attendu, un nombre entier est écrit"
        ),
        "kit/fichier.toml, clé «\u00a0termes[ars].definiton\u00a0»\u00a0: elle est inconnue",
        "kit/fichier.toml, clé «\u00a0termes[ars].definition\u00a0»\u00a0: elle manque",
    )


def test_a_fact_without_source_nor_default_is_refused():
    faults = faults_of(GLOSSAIRE.replace('source = "memoire"', ""), GlossaireFile)
    assert len(faults) == 2
    assert all("source" in fault and "manque" in fault for fault in faults)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('phase = "cadrage"', 'phase = "Le Cadrage"', "minuscules, chiffres, tirets"),
        ("duree_jours = 5", "duree_jours = 0", "un nombre d’au moins 1 est attendu"),
        ("duree_jours = 5", 'duree_jours = "5"', "un nombre entier est attendu"),
        ("duree_jours = 5", "duree_jours = true", "un nombre entier est attendu"),
        ("duree_jours = 5", 'duree_jours = 5\nmode = "hier"', "au_plus_tard, au_plus_tot"),
        ('titre = "Cadrer"', 'titre = ""', "le texte est vide"),
        ('titre = "Cadrer"', 'titre = ["Cadrer"]', "un texte est attendu, une liste"),
        ("duree_jours = 5", "duree_jours = 5\njalon = 1", "true ou false est attendu"),
        ("verifie_le = 2026-11-21", 'verifie_le = "21/11/2026"', "plans[signature].verifie_le"),
        ('pistes = ["nouveau_cpom"]', 'pistes = ["autre"]', "dialogue_gestion"),
    ],
)
def test_a_wrong_value_is_told_in_french_with_its_key(before, after, told):
    assert before in PLAN
    faults = faults_of(PLAN.replace(before, after), RetroplanningFile)
    assert told in faults[0]
    assert "Expected" not in faults[0]


def test_a_cell_accepts_only_the_five_combinations():
    text = """
        phases = []
        roles = []
        [[activites]]
        source = "a"
        confiance = "propose"
        verifie_le = 2026-11-21
        slug = "coter"
        phase = "diagnostic"
        titre = "Coter"
        cases = { dir = "responsable+realisateur", ref = "R" }
    """
    (fault,) = faults_of(text, RaciFile)
    assert "activites[coter].cases" in fault
    assert "consulte" in fault


def test_an_entry_without_name_is_told_by_its_number():
    faults = faults_of("familles = []\n[[acteurs]]\nfamille = 'internes'", ActeursFile)
    assert any("acteurs[1].slug" in fault for fault in faults)


def test_a_text_that_is_not_toml_is_told_with_its_file():
    (fault,) = faults_of("termes = [", GlossaireFile)
    assert fault.startswith("kit/fichier.toml")
    assert "TOML" in fault


def test_a_text_nested_without_end_is_a_fault_not_a_crash():
    (fault,) = faults_of("termes = " + "[" * 20_000, GlossaireFile)
    assert "kit/fichier.toml" in fault


@given(path=PLACES, value=VALUES)
def test_any_value_anywhere_is_read_or_told(path, value):
    data = deepcopy(MODEL)
    entry = data
    for step in path[:-1]:
        entry = entry[step]
    entry[path[-1]] = value
    told = outcome_of(toml_of(data))
    assert told is None or (told and all(fault.startswith("r.toml") for fault in told))


def outcome_of(text):
    """Return None when the text is read, or the faults that are told."""
    try:
        decode("r.toml", text, RetroplanningFile)
    except PackInvalide as error:
        return error.values["fautes"]
    return None


def test_an_impossible_date_is_a_fault_not_a_crash():
    (fault,) = faults_of(GLOSSAIRE.replace("2026-11-21", "2026-02-31"), GlossaireFile)
    assert "kit/fichier.toml" in fault


def test_the_error_says_that_her_files_are_safe():
    with pytest.raises(PackInvalide) as caught:
        decode("kit/fichier.toml", "x = 1", GlossaireFile)
    assert caught.value.code == "pack-invalide"
    assert "vos dossiers ne sont pas touchés" in caught.value.remedy


def test_a_text_that_is_not_toml_tells_its_place_and_keeps_english_for_the_log():
    with pytest.raises(PackInvalide) as caught:
        decode("kit/fichier.toml", "x = 1\ntermes = [", GlossaireFile)

    assert "ligne " in caught.value.sentence or "TOML lisible" in caught.value.sentence
    assert "Invalid" not in caught.value.sentence
    assert "Invalid" in caught.value.detail


def test_the_fault_of_a_content_kept_in_a_dossier_sends_to_its_copies():
    with pytest.raises(PackInvalide) as caught:
        Content.from_texts({"kit_anap/raci.toml": "x = 1"}).load_everything()

    assert caught.value.sentence.startswith("Le contenu gardé dans ce dossier est illisible")
    assert "copie de secours" in caught.value.remedy
    assert "Réinstallez" not in caught.value.remedy
