"""Axes, objectives, their numbers, and what a fiche hangs from."""

from __future__ import annotations

from decimal import Decimal

from cpom_desktop.domain.objectifs import (
    Axe,
    CibleIndicateur,
    Objectif,
    Rattachement,
    cibles_of,
    numeros,
    rattachement,
)

AXES = (Axe(id=4, libelle="Soins"), Axe(id=2, libelle="Équipes"))
OBJECTIFS = (
    Objectif(id=10, axe_id=4, libelle="Prévenir"),
    Objectif(id=11, axe_id=4, strategique_id=10, libelle="Réduire les chutes"),
    Objectif(id=12, axe_id=4, strategique_id=10, libelle="Réduire les escarres"),
    Objectif(id=20, axe_id=2, libelle="Fidéliser"),
    Objectif(id=21, axe_id=2, libelle="Protéger"),
    Objectif(id=22, axe_id=2, strategique_id=21, libelle="Réduire les accidents"),
)


def test_numbers_follow_the_order_of_axes_then_of_objectives():
    assert numeros(AXES, OBJECTIFS) == {
        10: "1.1",
        11: "1.1.1",
        12: "1.1.2",
        20: "2.1",
        21: "2.2",
        22: "2.2.1",
    }


def test_a_fiche_hangs_from_an_operational_objective_and_all_above():
    assert rattachement(22, AXES, OBJECTIFS) == Rattachement(AXES[1], OBJECTIFS[4], OBJECTIFS[5])


def test_a_fiche_may_hang_from_a_strategic_objective_alone():
    assert rattachement(20, AXES, OBJECTIFS) == Rattachement(AXES[1], OBJECTIFS[3])


def test_a_fiche_of_nothing_or_of_what_is_gone_hangs_from_nothing():
    assert rattachement(None, AXES, OBJECTIFS) == Rattachement()
    assert rattachement(99, AXES, OBJECTIFS) == Rattachement()


def test_targets_come_in_the_order_of_years():
    cibles = [
        CibleIndicateur(id=1, indicateur_id=7, annee=2032, valeur=Decimal("5.2")),
        CibleIndicateur(id=2, indicateur_id=8, annee=2028, valeur=Decimal(1)),
        CibleIndicateur(id=3, indicateur_id=7, annee=2028, valeur=Decimal("6.3")),
    ]

    assert list(cibles_of(cibles, 7).items()) == [(2028, Decimal("6.3")), (2032, Decimal("5.2"))]
