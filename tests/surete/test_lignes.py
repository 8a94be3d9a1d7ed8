"""Every row of the catalogue of bad inputs is proven somewhere, or its absence explained."""

from __future__ import annotations

import re

import pytest

from tests.outils.lignes import LIGNES, SANS_LIEU
from tests.outils.sources import ROOT
from tests.services.test_messages_saisie import ACCEPTED, DOUBTED, REFUSED

OWN = re.compile(r"^def test_ligne_(\d{3}(?:_\d{3})*)_", re.MULTILINE)


def own_rows():
    """Return the rows that the tests of this family are named after."""
    found = set()
    for path in (ROOT / "tests" / "surete").glob("test_lignes_*.py"):
        for numbers in OWN.findall(path.read_text("utf-8")):
            found |= {int(number) for number in numbers.split("_")}
    return found


def typed_rows():
    """Return the rows that are read by the parsers, then typed in a field."""
    return {case[0] for case in (*REFUSED, *ACCEPTED, *DOUBTED) if case[0] is not None}


def test_the_catalogue_is_whole():
    assert list(LIGNES) == list(range(1, 121))
    assert {behaviour for _typed, behaviour, _proofs in LIGNES.values()} <= {
        *("R", "N", "A", "ok", "R/A", "N/R")
    }


@pytest.mark.parametrize("number", LIGNES)
def test_a_row_is_proven_or_has_no_place(number):
    _typed, _behaviour, elsewhere = LIGNES[number]

    if number in SANS_LIEU:
        assert number not in own_rows() | typed_rows()
        assert elsewhere == ()
        return
    assert elsewhere or number in own_rows() | typed_rows()


@pytest.mark.parametrize(
    "proof", sorted({p for _t, _b, proofs in LIGNES.values() for p in proofs})
)
def test_a_proof_that_is_named_exists(proof):
    path, _sign, name = proof.partition("::")
    text = (ROOT / path).read_text("utf-8")

    assert f"def {name or 'test_'}" in text


def test_few_rows_have_no_place_and_each_says_why():
    assert set(SANS_LIEU) <= set(LIGNES)
    assert len(SANS_LIEU) <= 4
    assert all(len(reason) > 30 for reason in SANS_LIEU.values())
