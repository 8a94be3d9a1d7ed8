"""The verbs of objectives: one leads, others hide behind « et »."""

from __future__ import annotations

import pytest

from cpom_desktop.content.loader import Content
from cpom_desktop.domain.verbes import is_vague, verbes

TWO_VERBS = {"OB-103", "OB-104", "OB-108", "OB-505"}
"""Objectives of the kit's own words that hold two."""


@pytest.mark.parametrize(
    ("libelle", "found"),
    [
        ("Réduire les chutes et leurs conséquences", "réduire"),
        ("Évaluer et réduire les chutes", "évaluer réduire"),
        ("Repérer, analyser et traiter les plaintes", "repérer analyser traiter"),
        ("Présenter les cycles, puis les adapter", "présenter adapter"),
        ("Appliquer les mesures et en mesurer l'effet", "appliquer mesurer"),
        ("Choisir le test et l’inscrire dans l'admission", "choisir inscrire"),
        ("Ne plus recourir à l'intérim", "recourir"),
        ("Se doter d'un DUI", "doter"),
        ("S'assurer du suivi", "assurer"),
        ("Co-construire un projet personnalisé", "co-construire"),
        ("Faire vivre le CVS", "faire"),
        ("Convaincre, mettre à jour et connaître", "convaincre mettre connaître"),
        ("Lever les écarts", "lever"),
        ("Améliorer le déjeuner et le dîner", "améliorer"),
        ("Réduire le bruit le matin et le soir", "réduire"),
        ("Choisir l'information et le formulaire", "choisir"),
        ("Former les aides-soignants et infirmiers", "former"),
        ("Limiter les restrictions à l'aller et venir", "limiter"),
        ("Ramener l’absentéisme à 9 % et la rotation à 18,2 %", "ramener"),
        ("Chutes et escarres", ""),
        ("À définir", ""),
        ("2027", ""),
        ("", ""),
    ],
)
def test_the_infinitives_of_a_sentence(libelle, found):
    assert " ".join(verbes(libelle)) == found


def test_every_objective_and_every_step_of_the_library_is_led_by_a_verb():
    library = Content.bundled().objectifs
    led = [objectif.libelle for objectif in library.objectifs]
    led += [etape.libelle for o in library.objectifs for etape in o.fiche.etapes]

    assert [libelle for libelle in led if not verbes(libelle)] == []
    assert {o.repere for o in library.objectifs if len(verbes(o.libelle)) > 1} == TWO_VERBS


def test_a_direction_is_vague_and_a_change_is_not():
    assert is_vague("améliorer")
    assert is_vague("optimiser")
    assert not is_vague("réduire")
    assert not is_vague("signer")
