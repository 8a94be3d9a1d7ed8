"""How closely to associate a stakeholder, and what it is called."""

from __future__ import annotations

import pytest

from cpom_desktop.domain.acteurs import Acteur, Famille, Strategie, strategie


@pytest.mark.parametrize(
    ("influence", "interet", "expected"),
    [
        (4, 4, Strategie.ASSOCIER),
        (3, 3, Strategie.ASSOCIER),
        (3, 2, Strategie.SATISFAIRE),
        (4, 1, Strategie.SATISFAIRE),
        (2, 3, Strategie.INFORMER),
        (1, 4, Strategie.INFORMER),
        (2, 2, Strategie.SURVEILLER),
        (1, 1, Strategie.SURVEILLER),
    ],
)
def test_influence_and_interest_of_three_or_more_are_high(influence, interet, expected):
    assert strategie(influence, interet) is expected


@pytest.mark.parametrize(("influence", "interet"), [(None, None), (4, None), (None, 4)])
def test_nothing_is_advised_until_both_are_rated(influence, interet):
    assert strategie(influence, interet) is None


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"nom": "Claire Morel", "fonction": "Directrice", "structure": "EHPAD"}, "Claire Morel"),
        ({"fonction": "Directrice", "structure": "EHPAD"}, "Directrice"),
        ({"structure": "EHPAD"}, "EHPAD"),
        ({}, ""),
    ],
)
def test_an_acteur_is_called_by_the_person_then_the_function_then_the_structure(values, shown):
    assert Acteur(id=1, famille=Famille.INTERNES, **values).display_name == shown
