"""Doubts about the établissement and the dates: told, never refused; assumed with a reason."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.dossier import TypeCapacite
from cpom_desktop.services.operations import (
    AssumeAnomalie,
    UpdateCapacite,
    UpdateDossier,
    UpdateEtablissement,
)
from cpom_desktop.services.queries.etablissement import (
    avertissement_of,
    avertissements,
    contract_name,
    dossier_name,
    places,
)
from cpom_desktop.services.snapshot import DossierSnapshot

PERMANENT, PASA = TypeCapacite.HEBERGEMENT_PERMANENT, TypeCapacite.PASA
DOUBTS = [
    (UpdateEtablissement(finess_et="99000002"), "etablissement.finess_et", "9 caractères"),
    (UpdateEtablissement(finess_et="990000029"), "etablissement.finess_et", "devrait être 8"),
    (UpdateEtablissement(finess_ej="990000028"), "etablissement.finess_ej", "identiques"),
    (UpdateEtablissement(siret="12345678200011"), "etablissement.siret", "erroné"),
    (UpdateEtablissement(siret="123456782"), "etablissement.siret", "Ceci est un SIREN"),
    (UpdateEtablissement(siret="1234567820001"), "etablissement.siret", "13 saisis"),
    (UpdateEtablissement(code_postal="9912"), "etablissement.code_postal", "5 chiffres"),
    (UpdateCapacite(type=PASA, autorisees=85), "capacites.pasa.autorisees", "comprises"),
    (
        UpdateCapacite(type=PERMANENT, installees=85),
        "capacites.hebergement_permanent.installees",
        "Plus de places installées",
    ),
    (
        UpdateDossier(date_effet=date(2027, 12, 1), prolonge_jusqu_au=date(2027, 11, 30)),
        "dossier.date_effet",
        "précède la signature",
    ),
    (
        UpdateDossier(prolonge_jusqu_au=date(2028, 3, 31)),
        "dossier.date_effet",
        "ne peuvent pas couvrir la même période",
    ),
    (UpdateDossier(duree_annees=6), "dossier.duree_annees", "Vous en indiquez 6"),
    (UpdateDossier(date_effet=date(2029, 2, 1)), "dossier.date_effet", "Plus d’un an"),
]


def test_the_demonstration_has_no_doubt(workspace):
    assert avertissements(workspace.snapshot) == ()


@pytest.mark.parametrize(("operation", "champ", "words"), DOUBTS)
def test_a_doubt_is_told_beside_its_field_and_nothing_is_refused(
    workspace, operation, champ, words
):
    workspace.run(operation)

    (found,) = avertissements(workspace.snapshot)
    assert found.champ == champ
    assert words in found.texte.replace("\u00a0", " ")
    assert found.motif == ""
    assert avertissement_of(workspace.snapshot, champ) == found


def test_an_empty_dossier_has_no_doubt():
    assert avertissements(DossierSnapshot()) == ()


def test_an_assumed_doubt_keeps_its_reason_until_the_value_changes(workspace):
    workspace.run(UpdateEtablissement(siret="12345678200011"))
    found = avertissement_of(workspace.snapshot, "etablissement.siret")
    workspace.run(AssumeAnomalie(cle=found.cle, motif="numéro confirmé par l’INSEE"))

    again = avertissement_of(workspace.snapshot, "etablissement.siret")
    assert again.motif == "numéro confirmé par l’INSEE"

    workspace.run(UpdateEtablissement(siret="12345678200012"))
    assert avertissement_of(workspace.snapshot, "etablissement.siret").motif == ""


def test_no_doubt_is_none(workspace):
    assert avertissement_of(workspace.snapshot, "etablissement.siret") is None


def test_a_dossier_without_its_permanent_places_still_reads(workspace):
    from dataclasses import replace

    snapshot = replace(
        workspace.snapshot,
        capacites=tuple(c for c in workspace.snapshot.capacites if c.type is PASA),
    )

    assert [a.champ for a in avertissements(snapshot)] == ["capacites.pasa.autorisees"]


def test_names_and_totals(workspace):
    assert dossier_name(workspace.snapshot) == "EHPAD Les Tilleuls – CPOM 2028–2032"
    assert places(workspace.snapshot) == 84 + 2 + 6
    assert places(workspace.snapshot, "aide_sociale") == 84

    workspace.run(UpdateDossier(date_effet=None))

    assert contract_name(workspace.snapshot) == "CPOM"
