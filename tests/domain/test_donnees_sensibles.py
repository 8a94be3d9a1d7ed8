"""A security number, or the health of someone named, is noticed; ordinary notes are not."""

from __future__ import annotations

import pytest

from cpom_desktop.domain.saisie.donnees_sensibles import NIR, SANTE, sensitive_doubt
from cpom_desktop.services.messages_doutes import DOUBTS


@pytest.mark.parametrize(
    "text",
    [
        "2 95 10 99 126 111 93",
        "son numéro : 295109912611193, à ne pas perdre",
        "2\u00a095\u00a010\u00a099\u00a0126\u00a0111\u00a093",
        "2.95.10.99.126.111.93",
    ],
)
def test_a_security_number_is_noticed_however_it_is_cut(text):
    assert sensitive_doubt(text) == NIR


@pytest.mark.parametrize(
    "text",
    [
        "2 95 10 99 126 111 94",
        "01 99 00 10 12 et 01 99 00 20 45",
        "FINESS 990000028, SIRET 99000002800019",
        "1 234 567 890 123 456",
        "",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert sensitive_doubt(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "M. X est atteint de la maladie de Parkinson.",
        "Mme Durand souffre d'une dépression. Rien d'autre.",
        "La résidente Petit est hospitalisée pour un cancer.",
    ],
)
def test_the_health_of_someone_named_is_noticed(text):
    assert sensitive_doubt(text) == SANTE


@pytest.mark.parametrize(
    "text",
    [
        "L'unité accueille des résidents atteints de démence.",
        "Mme Delmas rappellera. Le projet Alzheimer sera discuté ensuite.",
        "Visite du PASA avec M. Caron.",
    ],
)
def test_ordinary_notes_are_left_alone(text):
    assert sensitive_doubt(text) == ""


@pytest.mark.parametrize("code", [NIR, SANTE])
def test_each_doubt_has_its_sentence(code):
    assert DOUBTS[code].endswith(("?", "."))
