"""The établissement: its département fills in the authorities, until she writes otherwise."""

from __future__ import annotations

import pytest

from cpom_desktop.bootstrap import new_workspace
from cpom_desktop.content.loader import Content
from cpom_desktop.domain.dossier import RegimeTarifaire, ZoneScolaire
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.operations import UpdateActeur, UpdateEtablissement
from tests.outils.dossiers import frozen_clock

ARS_SLUGS = {"ars-delegation-departementale", "ars-direction-autonomie", "dgars"}
FILLED = ("ars", "collectivite", "zone_scolaire", "regime_tarifaire")


@pytest.fixture
def started(tmp_path):
    """Return a dossier just created, its département not yet known."""
    workspace = new_workspace(tmp_path / "neuf.cpom", "EHPAD Les Saules", clock=frozen_clock)
    yield workspace
    workspace.close()


def filled(workspace):
    return tuple(getattr(workspace.snapshot.etablissement, name) for name in FILLED)


def proposed(code):
    found = Content.bundled().proposal_for(code)
    return (found.ars, found.collectivite, found.zone, found.regime)


def structures(workspace, slugs=ARS_SLUGS):
    return {a.slug: a.structure for a in workspace.snapshot.acteurs if a.slug in slugs}


@pytest.mark.parametrize(
    ("postal", "code"), [("67000", "67"), ("97110", "971"), ("20000", "2A"), ("99120", "99")]
)
def test_a_postal_code_gives_the_departement_and_its_authorities(started, postal, code):
    started.run(UpdateEtablissement(code_postal=postal))

    assert started.snapshot.etablissement.departement == code
    assert filled(started) == proposed(code)


def test_the_departement_alone_gives_them_too_in_the_same_step(started):
    outcome = started.run(UpdateEtablissement(departement="67"))

    assert filled(started) == proposed("67")
    assert outcome.changes.touch("acteurs")
    started.undo()
    assert filled(started) == ("", "", None, None)


def test_moving_to_another_departement_follows_what_she_had_not_written(started):
    started.run(UpdateEtablissement(departement="67"))

    started.run(UpdateEtablissement(departement="971"))

    assert filled(started) == proposed("971")
    assert started.snapshot.etablissement.zone_scolaire is ZoneScolaire.AUTRE


def test_what_she_wrote_herself_stays(started):
    started.run(UpdateEtablissement(departement="67"))
    started.run(
        UpdateEtablissement(
            ars="Mon agence", regime_tarifaire=RegimeTarifaire("forfait_global_unique")
        )
    )

    started.run(UpdateEtablissement(departement="971"))

    house = started.snapshot.etablissement
    assert house.ars == "Mon agence"
    assert house.regime_tarifaire is RegimeTarifaire.FORFAIT_GLOBAL_UNIQUE
    assert house.collectivite == proposed("971")[1]


def test_what_she_gives_with_the_departement_wins(started):
    started.run(UpdateEtablissement(departement="67", ars="Mon agence"))

    assert started.snapshot.etablissement.ars == "Mon agence"
    assert started.snapshot.etablissement.collectivite == proposed("67")[1]


def test_an_unknown_departement_fills_in_nothing(started):
    started.run(UpdateEtablissement(departement="zz"))

    assert filled(started) == ("", "", None, None)


def test_an_unknown_postal_code_leaves_the_departement(started):
    started.run(UpdateEtablissement(departement="67"))
    started.run(UpdateEtablissement(code_postal="00000"))

    assert started.snapshot.etablissement.departement == "67"


def test_acteurs_of_the_authorities_take_their_name_and_keep_their_service(started):
    before = {a.slug: a for a in started.snapshot.acteurs}

    started.run(UpdateEtablissement(departement="67"))

    ars = proposed("67")[0]
    assert set(structures(started).values()) == {ars}
    services = {a.slug: a.service for a in started.snapshot.acteurs if a.slug in ARS_SLUGS}
    assert services["ars-delegation-departementale"] == "Délégation départementale"
    assert before["ars-delegation-departementale"].structure.endswith("délégation départementale")


def test_their_name_follows_a_change_of_the_authority(started):
    started.run(UpdateEtablissement(departement="67"))
    started.run(UpdateEtablissement(ars="Autre agence"))

    assert set(structures(started).values()) == {"Autre agence"}


def test_a_acteur_that_she_renamed_keeps_her_name(started):
    chosen = next(a for a in started.snapshot.acteurs if a.slug == "dgars")
    started.run(UpdateActeur(id=chosen.id, structure="Cabinet du directeur général"))

    started.run(UpdateEtablissement(departement="67"))

    assert structures(started)["dgars"] == "Cabinet du directeur général"


def test_identifiers_are_kept_without_spaces(started):
    started.run(
        UpdateEtablissement(
            finess_et="99 000 002 8",
            finess_ej="2a 000 001 0",
            siret="123 456 782 00010",
            code_postal="99 120",
        )
    )

    house = started.snapshot.etablissement
    assert (house.finess_et, house.finess_ej, house.siret, house.code_postal) == (
        "990000028",
        "2A0000010",
        "12345678200010",
        "99120",
    )
    assert house.departement == "99"


@pytest.mark.parametrize("nom", ["", "  ", "\u200b"])
def test_the_establishment_keeps_a_name(workspace, nom):
    before = workspace.snapshot

    with pytest.raises(RegleInvalide) as caught:
        workspace.run(UpdateEtablissement(nom=nom, commune="Ailleurs"))

    assert caught.value.code == "nom-vide"
    assert workspace.snapshot == before
