"""How a value reads: bounds, threshold, reference, and what is not known."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.domain.donnees import Polarite
from cpom_desktop.services.queries.donnees_types import Lecture
from cpom_desktop.services.queries.vue_ars_lecture import Bornes, Raison, lire

WORST_FIRST = (Lecture.ATYPIQUE, Lecture.A_EXPLIQUER, Lecture.DANS_LA_NORME)
AMOUNTS = st.decimals(min_value=-200, max_value=200, places=2)
SIDES = st.sampled_from([Polarite.HAUSSE, Polarite.BAISSE])


def read(*values, polarite=Polarite.HAUSSE, **bornes):
    numbers = [None if v is None else Decimal(v) for v in values]
    known = {k: Decimal(v) if isinstance(v, str) else v for k, v in bornes.items()}
    return lire(numbers, Bornes(polarite=polarite, **known))


@pytest.mark.parametrize(
    ("values", "bornes", "lecture", "raison"),
    [
        (("94", "95", "96"), {"seuil": "95"}, "dans_la_norme", "seuil_tenu"),
        (("96", "96", "95"), {"seuil": "95"}, "dans_la_norme", "seuil_tenu"),
        (("96", "96", "94.99"), {"seuil": "95"}, "a_expliquer", "seuil_manque"),
        (("94", "93", "92"), {"seuil": "95"}, "atypique", "seuil_manque_durablement"),
        ((None, "93", "92"), {"seuil": "95"}, "a_expliquer", "seuil_manque"),
        (("93", "92"), {"seuil": "95"}, "a_expliquer", "seuil_manque"),
        (("100", "121"), {"seuil": "95", "au_dela": "120"}, "atypique", "au_dela_de_la_borne"),
        (("100", "120"), {"seuil": "95", "au_dela": "120"}, "dans_la_norme", "seuil_tenu"),
        (("5", "-22"), {"sous": "-21", "au_dela": "21"}, "atypique", "sous_la_borne"),
        (("60", "73"), {"au_dela": "120"}, "sans_repere", "sans_repere"),
    ],
)
def test_a_value_that_should_be_high(values, bornes, lecture, raison):
    found = read(*values, **bornes)

    assert (found.lecture, found.raison) == (lecture, raison)


@pytest.mark.parametrize(
    ("values", "repere", "lecture", "raison"),
    [
        (("12.63", "11.72", "11.04"), "11.4", "dans_la_norme", "repere_tenu"),
        (("28.23", "23.77", "25.00"), "25.6", "a_expliquer", "repere_proche_et_degradation"),
        (("28.23", "25.00", "25.00"), "25.6", "dans_la_norme", "repere_tenu"),
        (("20", "23.77"), "25.6", "dans_la_norme", "repere_tenu"),
        (("5.26", "4.66", "4.1026"), "4.1", "dans_la_norme", "repere_tenu"),
        (("5.26", "4.66", "4.15"), "4.1", "a_expliquer", "repere_defavorable"),
        ((None, None, "66.01"), "60", "a_expliquer", "repere_defavorable"),
        ((None, None, "25.00"), "25.6", "dans_la_norme", "repere_tenu"),
    ],
)
def test_a_value_that_should_be_low_beside_a_reference(values, repere, lecture, raison):
    found = read(*values, polarite=Polarite.BAISSE, repere=repere)

    assert (found.lecture, found.raison) == (lecture, raison)


@pytest.mark.parametrize(
    ("value", "lecture"),
    [("713", "dans_la_norme"), ("642", "dans_la_norme"), ("640", "a_expliquer")],
)
def test_a_value_neither_good_nor_bad_is_asked_about_when_it_is_far(value, lecture):
    found = read(value, polarite=Polarite.NEUTRE, repere="713")

    assert found.lecture == lecture


def test_a_bound_alone_tells_something_only_on_the_worse_side():
    assert read("54", polarite=Polarite.BAISSE, au_dela="80").raison is Raison.BORNE_TENUE
    assert read("54", polarite=Polarite.NEUTRE, au_dela="80").raison is Raison.BORNE_TENUE
    assert read("54", polarite=Polarite.HAUSSE, au_dela="80").raison is Raison.SANS_REPERE


def test_a_value_that_is_not_known_is_not_read():
    assert read("96", "95", None, seuil="95") is None
    assert read(seuil="95") is None


def test_a_value_is_compared_as_it_is_shown():
    assert read("94.995", seuil="95").lecture is Lecture.DANS_LA_NORME
    assert read("94.994", seuil="95").lecture is Lecture.A_EXPLIQUER
    assert read("94.6", repere="95").lecture is Lecture.A_EXPLIQUER


@given(
    values=st.lists(st.none() | AMOUNTS, min_size=1, max_size=4),
    limits=st.tuples(*[st.none() | AMOUNTS] * 3),
    polarite=st.sampled_from(Polarite),
)
def test_what_was_not_read_in_a_source_never_makes_a_value_atypical(values, limits, polarite):
    seuil, repere, au_dela = limits
    found = lire(
        values,
        Bornes(polarite=polarite, seuil=seuil, repere=repere, au_dela=au_dela, lues=False),
    )

    assert (found is None) == (values[-1] is None)
    if found is not None:
        assert found.lecture is not Lecture.ATYPIQUE


@given(
    before=st.lists(AMOUNTS, max_size=2),
    pair=st.tuples(AMOUNTS, AMOUNTS),
    limits=st.tuples(st.none() | AMOUNTS, st.none() | AMOUNTS),
    polarite=SIDES,
)
def test_a_better_value_never_reads_worse(before, pair, limits, polarite):
    seuil, repere = limits
    worse, better = sorted(pair, reverse=polarite is Polarite.BAISSE)
    bornes = Bornes(polarite=polarite, seuil=seuil, repere=repere)

    low, high = (lire([*before, value], bornes).lecture for value in (worse, better))

    if Lecture.SANS_REPERE in {low, high}:
        assert low is high
        assert (seuil, repere) == (None, None)
    else:
        assert WORST_FIRST.index(high) >= WORST_FIRST.index(low)
