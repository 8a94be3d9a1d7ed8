"""The fiche action: costs to the cent, years, and what it lacks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.domain.fiches_action import Etape, FicheAction
from cpom_desktop.domain.lacunes import FicheParts, Lacune, lacunes
from cpom_desktop.domain.moyens import (
    Financement,
    Moyen,
    NatureCout,
    SourceFinancement,
    cost_by_year,
    total_cost,
    total_funding,
)
from cpom_desktop.domain.objectifs import Indicateur, TypeIndicateur

RECURRING = NatureCout.EXPLOITATION_RECURRENTE


def moyen(euros, first=2028, last=None, nature=NatureCout.INVESTISSEMENT):
    cents = None if euros is None else euros * 100
    return Moyen(
        id=1,
        fiche_id=1,
        libelle="Moyen",
        nature=nature,
        montant_centimes=cents,
        premiere_annee=first,
        derniere_annee=last,
    )


def test_the_falls_of_the_kit_cost_65_460_euros():
    """Kit §5.2: 16 060 € of equipment, 9 300 € a year for five years, 2 900 € of training."""
    moyens = [
        moyen(2_160),
        moyen(9_900),
        moyen(4_000),
        moyen(9_300, 2028, 2032, RECURRING),
        moyen(2_900, nature=NatureCout.EXPLOITATION_PONCTUELLE),
    ]

    assert total_cost(moyens) == 65_460_00
    assert cost_by_year(moyens) == {
        2028: 28_260_00,
        2029: 9_300_00,
        2030: 9_300_00,
        2031: 9_300_00,
        2032: 9_300_00,
    }


def test_half_a_year_then_whole_years_are_two_lines():
    """Kit §5.3: the pool costs 197 100 € from July 2028 to December 2032."""
    pool = [moyen(21_900), moyen(43_800, 2029, 2032, RECURRING)]

    assert total_cost(pool) == 197_100_00


def test_a_mean_not_costed_or_not_dated_is_in_no_year():
    assert total_cost([moyen(None)]) == 0
    assert cost_by_year([moyen(None), moyen(500, first=None)]) == {}


def test_a_recurring_cost_without_its_years_is_paid_once():
    assert moyen(10, 2028, None, RECURRING).annees == 1
    assert moyen(10, 2030, 2028, RECURRING).annees == 0


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(2025, 2035), st.integers(0, 10))))
def test_the_years_add_up_to_the_total(lines):
    moyens = [moyen(euros, first, first + more, RECURRING) for euros, first, more in lines]

    assert sum(cost_by_year(moyens).values()) == total_cost(moyens)


def whole(**changes):
    """Return a fiche that lacks nothing, but for `changes`."""
    fiche = FicheAction(
        id=1,
        numero=1,
        titre="Prévenir les chutes",
        objectif_id=1,
        responsable_id=1,
        acteurs_mobilises="Équipes de nuit",
        etat_des_lieux="191 chutes en 2025",
        resultats_attendus="5,2 ‰ fin 2032",
        modalites_suivi="Staff mensuel",
    )
    parts = {
        "fiche": fiche,
        "etapes": [Etape(id=1, fiche_id=1, libelle="Former", fin=date(2028, 10, 31))],
        "moyens": [moyen(100)],
        "financements": [
            Financement(id=1, fiche_id=1, source=SourceFinancement.OPCO, montant_centimes=100_00)
        ],
        "indicateurs": [
            Indicateur(
                id=7, libelle="Chutes", mode_calcul="a ÷ b", valeur_initiale=Decimal("6.49")
            )
        ],
        "targeted": frozenset({7}),
        "criteres": ["dg-e08"],
    }
    return FicheParts(**(parts | changes))


def test_a_whole_fiche_lacks_nothing():
    assert lacunes(whole()) == ()


def test_an_empty_fiche_lacks_what_it_can_and_nothing_of_rows_it_has_not():
    found = lacunes(FicheParts(fiche=FicheAction(id=1, numero=1, titre="Fiche")))

    assert set(Lacune) - set(found) == {
        Lacune.ECHEANCE,
        Lacune.FINANCEMENT,
        Lacune.VALEUR_INITIALE,
        Lacune.CIBLE,
        Lacune.MODE_CALCUL,
    }


def test_a_cost_not_wholly_funded_is_told():
    assert lacunes(whole(moyens=[moyen(101)])) == (Lacune.FINANCEMENT,)
    assert total_funding(whole().financements) == 100_00


def test_a_cost_of_zero_needs_no_funding():
    assert lacunes(whole(moyens=[moyen(0)], financements=[])) == ()


def test_an_indicator_of_process_alone_is_not_enough():
    process = Indicateur(
        id=7,
        libelle="Analyses",
        type=TypeIndicateur.PROCESSUS,
        mode_calcul="a ÷ b",
        valeur_initiale=Decimal(35),
    )

    assert lacunes(whole(indicateurs=[process])) == (Lacune.INDICATEUR_RESULTAT,)


def test_a_fiche_shows_its_number():
    assert whole().fiche.repere == "FA-01"
