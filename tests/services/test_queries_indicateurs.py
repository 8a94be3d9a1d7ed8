"""The indicators as they are read: values by year, where each stands, what they lack."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cpom_desktop.domain.atteinte import StatutAtteinte
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.indicateurs import Manque, indicateurs, manques_words
from tests.outils.dossiers import copy_demonstration, opened


@pytest.fixture
def ws(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


def named(ws, libelle):
    found = indicateurs(ws.snapshot, ws.content, ws.today)
    return next(i for i in found if i.indicateur.libelle.startswith(libelle))


def year(suivi, annee):
    return next(y for y in suivi.annees if y.annee == annee)


def test_a_linked_indicator_takes_its_values_from_the_figures(ws):
    ws.run(ops.SetValeurs(valeurs=[
        ops.ValeurSaisie(donnee="chutes", annee=2028, valeur=Decimal(170)),
        ops.ValeurSaisie(donnee="journees_hp", annee=2028, valeur=Decimal(29400)),
    ]))  # fmt: skip
    told = year(named(ws, "Chutes pour"), 2028)
    assert round(told.valeur, 2) == Decimal("5.78")
    assert told.sur_la_cible is True
    assert told.atteinte.statut is StatutAtteinte.EN_BONNE_VOIE


def test_the_worked_example_of_the_kit(ws):
    """Kit §1.12: 11,8 towards 9,5, now 10,6: 52,2 %."""
    suivi = named(ws, "Part de chutes graves")
    row = suivi.indicateur.id
    ws.run(ops.UpdateIndicateur(id=row, valeur_initiale=Decimal("11.8")))
    ws.run(ops.SetCibles(indicateur_id=row, valeurs={2030: None, 2032: Decimal("9.5")}))
    ws.run(ops.SetRealisation(indicateur_id=row, annee=2030, valeur=Decimal("10.6")))
    told = year(named(ws, "Part de chutes graves"), 2030)
    assert round(told.atteinte.affiche * 100, 1) == Decimal("52.2")


def test_a_year_without_a_target_expects_its_share_of_the_way(ws):
    suivi = named(ws, "Taux de rotation du personnel")
    assert year(suivi, 2029).cible is None
    assert 0 < year(suivi, 2029).atteinte.attendu < year(suivi, 2031).atteinte.attendu < 1


def test_what_lacks_is_said_in_a_sentence(ws):
    suivi = named(ws, "Dossiers de liaison d’urgence à jour")
    assert suivi.manques == (Manque.FORMULE,)
    row = suivi.indicateur.id
    ws.run(ops.UpdateIndicateur(id=row, unite=""))
    ws.run(ops.SetCibles(indicateur_id=row, valeurs={2032: None}))
    said = manques_words(named(ws, "Dossiers de liaison d’urgence à jour"))
    assert said == ("Il manque le mode de calcul, l’unité et la cible de la dernière année.")
    assert manques_words(named(ws, "Part de chutes graves")) == ""


def test_those_that_follow_no_fiche_are_last(ws):
    ws.run(ops.AddIndicateur(libelle="Seul"))
    found = indicateurs(ws.snapshot, ws.content, ws.today)
    assert found[-1].indicateur.libelle == "Seul"
    assert found[-1].derniere is None
    assert [i.numero for i in found[:-1]] == sorted(i.numero for i in found[:-1])


def test_a_dossier_without_dates_shows_the_years_of_its_targets(ws):
    ws.run(ops.UpdateDossier(date_effet=None))
    found = named(ws, "Part de chutes graves")
    assert [y.annee for y in found.annees] == [2025, 2030, 2032]
    assert ws.today == date(2027, 3, 12)
