"""What holds for every operation: a French title, its own JSON, given or not, clean texts."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import get_args

import msgspec
import pytest

from cpom_desktop.domain.acteurs import Acteur, Famille, StatutContrat
from cpom_desktop.domain.dossier import TypeCapacite
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.labels import FIELDS, LONG_TEXTS, TABLES
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.operations import (
    AddActeur,
    AddRaciActivite,
    AddTask,
    AnyOperation,
    AssumeAnomalie,
    CellValue,
    DeleteActeurs,
    SetCible,
    SetPredecessors,
    SetRaciCells,
    StartDossier,
    UpdateActeur,
    UpdateCapacite,
    UpdateDossier,
    UpdateEtablissement,
    UpdateRaciActivite,
    UpdateRaciRole,
    UpdateTask,
    decode_operation,
    operation_name,
    operation_schema,
)
from cpom_desktop.services.operations.restore import UPDATES
from cpom_desktop.services.snapshot import RECORDS
from cpom_desktop.services.strict_json import Unsound
from tests.outils.exemples_operations import EXAMPLES


@pytest.mark.parametrize(("operation", "title"), EXAMPLES)
def test_an_operation_is_titled_in_french_and_comes_back_from_its_json(operation, title):
    encoded = msgspec.json.encode(operation)

    assert operation.title().replace("\u00a0", " ") == title
    assert decode_operation(encoded) == operation
    assert msgspec.json.decode(encoded)["operation"] == operation_name(operation)


def test_every_operation_is_among_the_examples():
    assert {type(operation) for operation, _title in EXAMPLES} == set(get_args(AnyOperation))


def test_the_schema_names_every_operation_and_every_field():
    definitions = operation_schema()["$defs"]

    for kind in get_args(AnyOperation):
        properties = definitions[kind.__name__]["properties"]
        assert properties["operation"]["enum"] == [kind.__struct_config__.tag]
        assert set(properties) == {"operation", *kind.__struct_fields__}
        assert definitions[kind.__name__]["additionalProperties"] is False


KEYS = defaultdict(
    lambda: {"id"},
    capacites={"type"},
    constats={"critere"},
    echanges={"id", "personnes", "noms"},
    valeurs={"donnee", "annee"},
    realisations={"indicateur_id", "annee"},
    explications={"indicateur"},
)
OTHERWISE = {
    "reunions": {"etat", "rouverte_le", "motif_reouverture"},
    "reunions_presences": {"acteur_id"},
    "instances_membres": {"acteur_id"},
    "envois": {"empreinte"},
    "valeurs": {"valeur"},
}
"""Fields with a label that another operation than the update writes."""


def test_every_field_that_an_update_may_change_has_a_label():
    assert UPDATES.keys() | {"anomalies_assumees"} == FIELDS.keys()
    updates = {table: kind for table, kind in UPDATES.items() if kind is not SetCible}
    for table, kind in updates.items():
        written = set(kind.__struct_fields__) - KEYS[table]
        assert written | OTHERWISE.get(table, set()) == set(FIELDS[table])
        assert TABLES[table]


def test_labels_are_of_fields_that_exist():
    for table, names in FIELDS.items():
        assert set(names) <= set(RECORDS[table].__dataclass_fields__)
    for table, name in LONG_TEXTS:
        assert name in RECORDS[table].__dataclass_fields__


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b'{"operation":"drop_table"}',
        b'{"nom":"x"}',
        b'{"operation":"update_acteur","id":1,"salaire":2}',
        b'{"operation":"update_acteur","id":"1"}',
        b'{"operation":"update_acteur","nom":"sans id"}',
        b'{"operation":"update_dossier","date_effet":"2027-02-31"}',
        b'{"operation":"update_dossier","date_effet":"31/04/2027"}',
        b'{"operation":"update_dossier","piste":"inconnue"}',
        b'{"operation":"update_task","id":1,"avancement":1.5}',
        b'{"operation":"update_acteur","id":1,"nom":"\\ud800"}',
        b'{"operation":"load_dump","tables":{}}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_a_line_that_is_no_operation_is_refused_by_the_decoder(line):
    with pytest.raises((msgspec.DecodeError, UnicodeDecodeError, Unsound)):
        decode_operation(line)


# given or not


def test_a_field_that_is_not_given_stays_and_one_given_as_null_is_emptied(workspace):
    workspace.run(UpdateActeur(id=1, nom="Ana", influence=3, statut_contrat=StatutContrat.CONTACT))

    workspace.run(decode_operation(b'{"operation":"update_acteur","id":1,"influence":null}'))

    acteur = workspace.snapshot.acteurs_by_id[1]
    assert (acteur.nom, acteur.influence, acteur.statut_contrat) == (
        "Ana",
        None,
        StatutContrat.CONTACT,
    )


def test_an_update_that_gives_nothing_changes_nothing(workspace):
    outcome = workspace.run(UpdateActeur(id=1))

    assert not outcome.changes
    assert workspace.undo_titles() == ("", "")


def test_zero_places_differ_from_none_typed(workspace):
    workspace.run(UpdateCapacite(type=TypeCapacite.UHR, autorisees=0))
    by_type = {c.type: c for c in workspace.snapshot.capacites}
    assert by_type[TypeCapacite.UHR].autorisees == 0
    assert by_type[TypeCapacite.UHR].installees is None

    workspace.run(UpdateCapacite(type=TypeCapacite.UHR, autorisees=None))

    by_type = {c.type: c for c in workspace.snapshot.capacites}
    assert by_type[TypeCapacite.UHR].autorisees is None


# texts


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ana  ", "Ana"),
        ("Ana\nBea\tZoé", "Ana Bea Zoé"),
        ("e\u0301", "é"),
        ("a\x00b\x1bc\u202ed", "abcd"),
        ("<para>A & B</para> 'x' \"y\"", "<para>A & B</para> 'x' \"y\""),
        ("'); DROP TABLE acteurs;--", "'); DROP TABLE acteurs;--"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("👩‍⚕️ שלום", "👩‍⚕️ שלום"),
        ("{nom} %s", "{nom} %s"),
        ("a\ud800b", "a\N{REPLACEMENT CHARACTER}b"),
    ],
)
def test_a_line_is_kept_clean_and_otherwise_as_typed(workspace, dossier, typed, kept):
    workspace.run(UpdateActeur(id=1, nom=typed))

    assert workspace.snapshot.acteurs_by_id[1].nom == kept
    added = workspace.run(AddActeur(famille=Famille.SOCIAL, nom=typed)).result
    assert workspace.snapshot.acteurs_by_id[added].nom == kept


@pytest.mark.parametrize("letter", ["x", "é", "<", "👩", "ש"])
def test_ten_thousand_characters_go_in_a_long_field_and_come_back(workspace, letter):
    long = letter * 10_000
    workspace.run(UpdateActeur(id=1, attentes=long))
    workspace.run(UpdateTask(id=1, note=f"{long}\n- {long}"))

    assert workspace.snapshot.acteurs_by_id[1].attentes == long
    assert workspace.snapshot.tasks[0].note == f"{long}\n- {long}"


def test_ten_thousand_characters_in_a_line_are_refused_with_their_number(workspace):
    with pytest.raises(RegleInvalide) as caught:
        workspace.run(UpdateActeur(id=1, nom="x" * 10_000))

    assert sentence(caught.value).replace("\u00a0", " ") == (
        "Ce champ est limité à 200 caractères (10 000 saisis)."
    )


# refusals of a rule: each with its code, and nothing changed

REFUSED = [
    (UpdateActeur(id=9999, nom="x"), "introuvable"),
    (UpdateActeur(id=2**70, nom="x"), "nombre-limite"),
    (DeleteActeurs(ids=[2**70]), "nombre-limite"),
    (UpdateActeur(id=1, influence=5), "cotation"),
    (UpdateActeur(id=1, interet=0), "cotation"),
    (AddActeur(famille=Famille.SOCIAL, influence=9), "cotation"),
    (UpdateActeur(id=1, courriel="dupont@"), "courriel-incomplet"),
    (UpdateActeur(id=1, telephone="06 12 34"), "telephone-court"),
    (UpdateDossier(duree_annees=0), "duree-contrat"),
    (UpdateDossier(duree_annees=8), "duree-contrat"),
    (UpdateDossier(date_effet=date(9999, 12, 31)), "annee-hors-bornes"),
    (UpdateDossier(date_signature=date(1, 1, 1)), "annee-hors-bornes"),
    (UpdateEtablissement(autorise_depuis=date(1026, 1, 1)), "annee-hors-bornes"),
    (UpdateCapacite(type=TypeCapacite.PASA, autorisees=-1), "places"),
    (UpdateCapacite(type=TypeCapacite.PASA, financees=2001), "places"),
    (AddTask(phase="diagnostic", titre=" \u200b "), "nom-vide"),
    (AddTask(phase="diagnostic", titre="x", duree_jours=0), "duree"),
    (AddTask(phase="diagnostic", titre="x", acteur_id=9999), "introuvable"),
    (AddTask(phase="diagnostic", titre="x", predecesseurs=[9999]), "introuvable"),
    (UpdateTask(id=1, titre=""), "nom-vide"),
    (UpdateTask(id=1, duree_jours=3651), "duree"),
    (UpdateTask(id=1, avancement=110), "avancement"),
    (UpdateTask(id=1, avancement=-1), "avancement"),
    (UpdateTask(id=1, limite_jours=-1), "limite-jours"),
    (UpdateTask(id=1, limite_jours=10**9), "limite-jours"),
    (UpdateTask(id=1, acteur_id=9999), "introuvable"),
    (UpdateTask(id=1, date_epinglee=date(2999, 1, 1)), "annee-hors-bornes"),
    (UpdateTask(id=9999, titre="x"), "introuvable"),
    (SetPredecessors(task_id=1, predecesseurs=[1]), "dependance-soi-meme"),
    (SetPredecessors(task_id=1, predecesseurs=[9999]), "introuvable"),
    (SetPredecessors(task_id=9999, predecesseurs=[]), "introuvable"),
    (AddRaciActivite(phase="diagnostic", titre=""), "nom-vide"),
    (UpdateRaciActivite(id=1, titre=" "), "nom-vide"),
    (UpdateRaciActivite(id=9999, titre="x"), "introuvable"),
    (UpdateRaciRole(id=1, libelle=""), "nom-vide"),
    (UpdateRaciRole(id=1, acteur_id=9999), "introuvable"),
    (SetRaciCells(cells=[CellValue(activite_id=9999, role_id=1, sens=[])]), "introuvable"),
    (SetRaciCells(cells=[CellValue(activite_id=1, role_id=9999, sens=[])]), "introuvable"),
    (StartDossier(nom="encore"), "dossier-deja-commence"),
]


@pytest.mark.parametrize(("operation", "code"), REFUSED, ids=lambda value: str(value)[:60])
def test_a_refusal_has_its_code_its_sentence_and_changes_nothing(workspace, operation, code):
    before = workspace.snapshot

    with pytest.raises(RegleInvalide) as caught:
        workspace.run(operation)

    assert caught.value.code == code
    assert sentence(caught.value)
    assert workspace.snapshot == before
    assert workspace.undo_titles() == ("", "")


# contacts and identifiers


def test_contacts_are_kept_in_one_form(workspace):
    workspace.run(UpdateActeur(id=1, telephone="0123456789", courriel=" Ana@Exemple.fr "))

    acteur = workspace.snapshot.acteurs_by_id[1]
    assert acteur.telephone.replace("\u00a0", " ") == "01 23 45 67 89"
    assert acteur.courriel.lower() == "ana@exemple.fr"


def test_an_emptied_contact_stays_empty(workspace):
    workspace.run(UpdateActeur(id=1, telephone="0123456789"))
    workspace.run(UpdateActeur(id=1, telephone="", courriel=""))

    assert workspace.snapshot.acteurs_by_id[1].telephone == ""


@pytest.mark.parametrize("finess", ["99 000 003 6", "990000029", "12", "abc"])
def test_a_doubtful_identifier_is_kept_without_its_spaces(workspace, finess):
    workspace.run(UpdateEtablissement(finess_et=finess))

    assert workspace.snapshot.etablissement.finess_et == finess.replace(" ", "").upper()


# anomalies


def test_a_warning_is_assumed_with_a_reason_and_a_day_and_taken_back(workspace):
    workspace.run(AssumeAnomalie(cle="siret:1", motif="  vu avec\nle siège "))
    (kept,) = workspace.snapshot.anomalies_assumees
    assert (kept.cle, kept.motif, kept.assumee_le) == (
        "siret:1",
        "vu avec\nle siège",
        date(2027, 3, 12),
    )

    workspace.run(AssumeAnomalie(cle="siret:1", motif="autre motif"))
    assert [a.motif for a in workspace.snapshot.anomalies_assumees] == ["autre motif"]

    workspace.run(AssumeAnomalie(cle="siret:1", motif=""))
    assert workspace.snapshot.anomalies_assumees == ()


def test_an_acteur_is_added_after_the_others(workspace):
    new_id = workspace.run(AddActeur(famille=Famille.APPUI, structure="Cabinet")).result

    assert workspace.snapshot.acteurs[-1].id == new_id
    assert isinstance(workspace.snapshot.acteurs[-1], Acteur)
