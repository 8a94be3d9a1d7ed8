"""A dossier whose rows or texts do not read is refused as a whole, and let go at once."""

from __future__ import annotations

import pytest

from cpom_desktop.bootstrap import open_workspace
from cpom_desktop.errors import DossierCorrompu
from cpom_desktop.services.operations import AddActeur, TakePack
from tests.outils.dossiers import frozen_clock, raw, state_of
from tests.outils.pack_regional import files

SPOILED = {
    "unknown slug": "UPDATE acteurs SET famille = 'amis'",
    "impossible date": "UPDATE dossier SET date_effet = '2027-02-31'",
    "not TOML": "UPDATE packs_integres SET texte = 'x = [' WHERE fichier = 'raci.toml'",
    "unknown key": "UPDATE packs_integres SET texte = 'x = 1' WHERE fichier = 'raci.toml'",
    "missing file": "DELETE FROM packs_integres WHERE fichier = 'acteurs.toml'",
    "not UTF-8": "UPDATE acteurs SET nom = CAST(x'ff41' AS TEXT) WHERE id = 1",
}


@pytest.mark.parametrize("read_only", [False, True], ids=["write", "read"])
@pytest.mark.parametrize("statement", SPOILED.values(), ids=SPOILED)
def test_what_does_not_read_is_refused_and_the_file_let_go(dossier, statement, read_only):
    raw(dossier, statement, sealed=True)
    before = state_of(dossier.parent)

    with pytest.raises(DossierCorrompu) as caught:
        open_workspace(dossier, read_only=read_only, clock=frozen_clock)

    assert caught.value.code == "M-02"
    assert "copie de secours" in caught.value.remedy
    assert "Réinstallez" not in caught.value.remedy
    assert "livré avec" not in caught.value.sentence
    assert state_of(dossier.parent) == before, "neither lock nor journal is left"
    dossier.rename(dossier.with_name("libre.cpom"))


def test_the_fault_of_a_text_is_told_in_french_with_its_file(dossier):
    raw(dossier, SPOILED["not TOML"], sealed=True)

    with pytest.raises(DossierCorrompu) as caught:
        open_workspace(dossier, clock=frozen_clock)

    said = caught.value.sentence
    assert said.startswith("Le contenu gardé dans ce dossier est illisible")
    assert "kit_anap/raci.toml" in said
    assert "Invalid" not in said
    assert "Invalid" in caught.value.detail


def test_an_older_content_that_reads_opens(dossier):
    raw(dossier, "UPDATE packs_integres SET texte = texte || char(10) || '# ancien'", sealed=True)

    workspace = open_workspace(dossier, clock=frozen_clock)

    assert workspace.run(AddActeur(famille="social", nom="Ana")).result
    workspace.close()


def test_a_dossier_made_before_the_grid_opens_and_has_one(dossier):
    raw(dossier, "DELETE FROM packs_integres WHERE fichier = 'grille.toml'", sealed=True)

    workspace = open_workspace(dossier, clock=frozen_clock)

    assert "grille" not in workspace.content.__dict__, "not read at opening"
    assert len(workspace.content.grille.themes) == 12
    workspace.close()


def test_a_grid_that_does_not_read_is_refused_as_any_text(dossier):
    raw(
        dossier,
        "UPDATE packs_integres SET texte = 'x = [' WHERE fichier = 'grille.toml'",
        sealed=True,
    )

    with pytest.raises(DossierCorrompu, match="kit_anap/grille"):
        open_workspace(dossier, clock=frozen_clock)


@pytest.mark.parametrize("fichier", ["grille.toml", "pack.toml", "sources.toml"])
def test_a_grid_of_a_region_that_does_not_read_is_refused_and_one_that_does_opens(
    dossier, fichier
):
    workspace = open_workspace(dossier, clock=frozen_clock)
    workspace.run(TakePack(textes=files()))
    workspace.close()
    reopened = open_workspace(dossier, clock=frozen_clock)
    assert "retroplanning" not in reopened.content.__dict__, "ours is not read"
    assert len(reopened.content.grille.themes) == 2
    reopened.close()

    spoiled = f"UPDATE packs_integres SET texte = 'x = [' WHERE fichier = '{fichier}'"
    raw(dossier, f"{spoiled} AND pack = 'ars-exemple'", sealed=True)

    with pytest.raises(DossierCorrompu, match="ars-exemple"):
        open_workspace(dossier, clock=frozen_clock)
