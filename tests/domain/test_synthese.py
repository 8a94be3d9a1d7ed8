"""Rules of the synthesis: ranks, gaps with the authorities, what changed in a draft."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.domain.diagnostic import Constat, PositionAutorite
from cpom_desktop.domain.fiches_action import Priorite
from cpom_desktop.domain.synthese import (
    DEGREES,
    Ecart,
    Nuance,
    ecart,
    hierarchised,
    nuances,
    priorite,
    produit,
)

SHARED, NUANCED, CONTESTED = PositionAutorite
NBSP = "\N{NO-BREAK SPACE}"


def constat(number=1, **fields):
    return Constat(id=number, critere=f"dg-{number}", **fields)


def weak(number, importance, faisabilite, **fields):
    return constat(number, importance=importance, faisabilite=faisabilite, **fields)


def test_the_tinted_cells_of_the_matrix_are_those_of_a_high_priority():
    high = {
        (i, f) for i, f in product(DEGREES, DEGREES) if priorite(weak(1, i, f)) is Priorite.HAUTE
    }
    assert high == {(2, 3), (3, 2), (3, 3)}


def test_a_product_of_three_or_four_is_a_middle_priority_and_less_a_low_one():
    assert priorite(weak(1, 3, 1)) is Priorite.MOYENNE
    assert priorite(weak(1, 2, 2)) is Priorite.MOYENNE
    assert priorite(weak(1, 2, 1)) is Priorite.BASSE


def test_without_a_product_the_priority_of_the_grid_is_taken():
    assert priorite(constat(priorite=1)) is Priorite.HAUTE
    assert priorite(constat(priorite=3, importance=3)) is Priorite.BASSE
    assert priorite(constat()) is None
    assert produit(constat(importance=3)) is None


def test_the_order_she_gave_comes_before_the_product_and_the_product_before_the_rest():
    found = [
        constat(1),
        weak(2, 3, 3),
        weak(3, 1, 1, rang=2),
        weak(4, 1, 1, rang=1),
        weak(5, 3, 2),
    ]
    assert [c.id for c in hierarchised(found)] == [4, 3, 2, 5, 1]


@pytest.mark.parametrize(
    ("ars", "departement", "gap"),
    [
        (None, None, Ecart.NON_CONNUE),
        (SHARED, None, Ecart.NON_CONNUE),
        (SHARED, SHARED, Ecart.CONVERGENCE),
        (NUANCED, None, Ecart.NUANCE),
        (NUANCED, CONTESTED, Ecart.DIVERGENCE),
        (None, CONTESTED, Ecart.DIVERGENCE),
    ],
)
def test_the_least_favourable_answer_makes_the_gap(ars, departement, gap):
    assert ecart(constat(position_ars=ars, position_departement=departement)) is gap


def test_a_departement_that_does_not_sign_is_not_waited_for():
    assert ecart(constat(position_ars=SHARED), signs=False) is Ecart.CONVERGENCE
    told = constat(position_ars=SHARED, position_departement=CONTESTED)
    assert ecart(told, signs=False) is Ecart.DIVERGENCE


def test_lines_are_known_by_the_name_before_their_colon_whatever_their_order():
    base = f"- Chutes{NBSP}: 191\n- Absences{NBSP}: 11\n- Toit{NBSP}: vieux"
    draft = f"- Absences{NBSP}: 12\n- Chutes{NBSP}: 191\n- Nuit{NBSP}: personne"
    assert nuances(base, draft) == (
        Nuance(f"- Absences{NBSP}: 11", f"- Absences{NBSP}: 12"),
        Nuance("", f"- Nuit{NBSP}: personne"),
        Nuance(f"- Toit{NBSP}: vieux", ""),
    )


LINES = st.lists(st.text("ab: \N{NO-BREAK SPACE}-", max_size=8), max_size=6).map("\n".join)


@given(LINES)
def test_a_draft_that_did_not_change_has_nothing_to_say(draft):
    assert nuances(draft, draft) == ()


def test_two_criteria_of_one_name_are_two_lines():
    twice = f"- Nuit{NBSP}: un\n- Nuit{NBSP}: deux"
    assert nuances(twice, f"- Nuit{NBSP}: un\n- Nuit{NBSP}: trois") == (
        Nuance(f"- Nuit{NBSP}: deux", f"- Nuit{NBSP}: trois"),
    )
