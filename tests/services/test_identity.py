"""An identity file becomes the dossier that the assistant would make; a bad one, a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.bootstrap import workspace_from_identity
from cpom_desktop.domain.dossier import Piste, TypeCapacite
from cpom_desktop.errors import ErreurCpom, ImportImpossible, RegleInvalide
from cpom_desktop.services.identity import read_identity
from tests.outils.dossiers import IDENTITY, frozen_clock

NAME = '[etablissement]\nnom = "EHPAD Les Saules"\n'


def created(folder, text):
    workspace = workspace_from_identity(folder / "neuf.cpom", text, clock=frozen_clock)
    snapshot = workspace.snapshot
    workspace.close()
    return snapshot


def test_the_demonstration_is_what_its_file_says(tmp_path):
    snapshot = created(tmp_path, IDENTITY.read_text("utf-8"))

    assert snapshot.etablissement.nom == "EHPAD Les Tilleuls"
    assert snapshot.etablissement.departement == "99"
    assert snapshot.dossier.piste is Piste.RENOUVELLEMENT
    assert snapshot.dossier.date_signature == date(2027, 12, 15)
    assert snapshot.dossier.assistant_termine
    places = {c.type: c.autorisees for c in snapshot.capacites}
    assert places[TypeCapacite.HEBERGEMENT_PERMANENT] == 84
    assert places[TypeCapacite.UHR] is None
    assert {a.slug: a.nom for a in snapshot.acteurs}["direction"] == "Claire Morel"
    assert snapshot.tasks
    assert snapshot.raci_activites


def test_a_name_is_enough(tmp_path):
    snapshot = created(tmp_path, NAME)

    assert snapshot.etablissement.nom == "EHPAD Les Saules"
    assert snapshot.tasks == ()
    assert not snapshot.dossier.assistant_termine


REFUSED = {
    "not TOML": ("nom = ", "TOML"),
    "deep": ("x = " + "[" * 100_000, "TOML"),
    "impossible date": (f"{NAME}[dossier]\ndate_effet = 2027-02-31\n", "TOML"),
    "unknown section": (f"{NAME}[autre]\nx = 1\n", "section inconnue"),
    "no name": ("[etablissement]\ncommune = 'x'\n", "il manque"),
    "empty name": ('[etablissement]\nnom = ""\n', "il manque"),
    "name of another kind": ("[etablissement]\nnom = 3\n", "il manque"),
    "nothing": ("", "il manque"),
    "section that is a value": ("etablissement = 3\n", "n’est pas une section"),
    "contract that is a value": (f"dossier = 3\n{NAME}", "n’est pas une section"),
    "list of sections": (f"{NAME}[[dossier]]\nduree_annees = 5\n", "n’est pas une section"),
    "places that are a value": (f"capacites = 3\n{NAME}", "n’est pas une section"),
    "a kind that is a value": (f"{NAME}[capacites]\npasa = 3\n", "n’est pas une section"),
    "unknown kind of places": (f"{NAME}[capacites.lits]\nautorisees = 3\n", "capacites.lits"),
    "unknown stakeholder": (f"{NAME}[acteurs.voisin]\nnom = 'x'\n", "acteur inconnu"),
    "stakeholder that is a value": (f"{NAME}[acteurs]\ndirection = 'x'\n", "une section"),
    "unknown key": (f"{NAME}salaire = 3\n", "champ inconnu : salaire"),
    "text in a number": (f"{NAME}[dossier]\nduree_annees = 'cinq'\n", "duree_annees : un nombre"),
    "moment for a day": (
        f"{NAME}[dossier]\ndate_effet = 2027-01-01T10:00:00\n",
        "date_effet : une",
    ),
    "unknown slug": (f"{NAME}[dossier]\npiste = 'x'\n", "piste : « x » n’est pas admis"),
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_bad_file_is_refused_with_its_reason_and_leaves_no_dossier(tmp_path, text, reason):
    with pytest.raises(ImportImpossible) as caught:
        created(tmp_path, text)

    assert caught.value.sentence.startswith("Fichier d’identité refusé")
    assert reason in caught.value.sentence.replace("\u00a0", " ")
    assert "Expected" not in caught.value.sentence
    assert "cpom ops --json" in caught.value.remedy
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[etablissement]\nnom = "  "\n', "nom-vide"),
        (f"{NAME}[dossier]\nduree_annees = 12\n", "duree-contrat"),
        (f"{NAME}[dossier]\ndate_effet = 9999-12-31\n", "annee-hors-bornes"),
        (f"{NAME}[capacites.pasa]\nautorisees = -1\n", "places"),
        (f'{NAME}[acteurs.direction]\ncourriel = "x@"\n', "courriel-incomplet"),
        ('[etablissement]\nnom = "' + "x" * 201 + '"\n', "ligne-trop-longue"),
    ],
)
def test_a_value_against_the_rules_is_refused_and_leaves_no_dossier(tmp_path, text, code):
    with pytest.raises(RegleInvalide) as caught:
        created(tmp_path, text)
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_acteur_cannot_point_at_another_by_its_id(tmp_path):
    snapshot = created(tmp_path, f"{NAME}[acteurs.direction]\nid = 1\nnom = 'Claire Morel'\n")

    assert {a.slug: a.nom for a in snapshot.acteurs}["direction"] == "Claire Morel"
    assert snapshot.acteurs[0].nom == ""


def test_a_file_that_is_there_is_never_replaced(tmp_path):
    path = tmp_path / "neuf.cpom"
    path.write_text("précieux", "utf-8")

    with pytest.raises(ErreurCpom) as caught:
        created(tmp_path, NAME)
    assert caught.value.code == "existe-deja"
    assert path.read_text("utf-8") == "précieux"


def test_reading_gives_the_sections_as_they_are():
    assert read_identity(NAME) == {"etablissement": {"nom": "EHPAD Les Saules"}}
