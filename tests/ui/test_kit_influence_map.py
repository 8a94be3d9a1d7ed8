"""The map of acteurs: whom its discs stand for."""

from __future__ import annotations

import pytest

from cpom_desktop.domain.acteurs import Acteur, Famille
from cpom_desktop.services.queries.acteurs_initiales import distinct_initials, initials_of
from ui.kit.influence_map import InfluenceMap, MapPoint


def make(**values):
    return Acteur(**{"id": 1, "famille": Famille.INTERNES, **values})


@pytest.mark.parametrize(
    ("values", "letters"),
    [
        ({"nom": "Philippe Caron"}, "Ca"),
        ({"nom": "Dr Paul Garnier"}, "Ga"),
        ({"structure": "Conseil de la vie sociale"}, "CV"),
        ({"structure": "Centre hospitalier de proximité"}, "CH"),
        ({"fonction": "Équipes"}, "Éq"),
        ({"fonction": "Directeur général de l’ARS"}, "DG"),
        ({}, "?"),
    ],
)
def test_initials_come_from_the_surname_or_from_the_first_words(values, letters):
    assert initials_of(make(**values)) == letters


def test_initials_that_come_again_take_a_number():
    people = [make(id=n, nom=name) for n, name in enumerate(("A Caron", "B Cardin", "C Roux"))]
    assert distinct_initials(people) == {0: "Ca", 1: "Ca2", 2: "Ro"}


def test_too_many_people_in_one_place_are_counted(qtbot, dress):
    widget = InfluenceMap()
    qtbot.addWidget(widget)
    widget.resize(310, 290)
    widget.show_points([MapPoint(n, f"P{n}", f"Nom {n}", 4, 4) for n in range(1, 8)], 6)
    discs = widget._discs()
    assert len(discs) == 3
    assert discs[0][0].id == 6
    assert "Nom 7" in widget.accessibleDescription()
    assert not widget.grab().isNull()
