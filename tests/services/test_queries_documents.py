"""How ready each document is, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cpom_desktop.domain.acteurs import Acteur, Famille
from cpom_desktop.domain.tasks import TaskLink
from cpom_desktop.services.documents import DocumentState, DocumentStatus
from cpom_desktop.services.queries.documents import (
    acteurs_status,
    etablissement_status,
    raci_status,
    retroplanning_status,
    whole_status,
)
from tests.outils.editions import demonstration, empty

COMPLET, INCOMPLET = DocumentState.COMPLET, DocumentState.INCOMPLET
A_CORRIGER, VIDE = DocumentState.A_CORRIGER, DocumentState.VIDE


def told(status, edition=None, **tables):
    """Return the state of a document and its reasons, ordinary spaces."""
    made = edition or demonstration()
    snapshot = replace(made.snapshot, **tables)
    found = status(snapshot, made.content, date(2027, 3, 12))
    return found.state, [reason.replace("\xa0", " ") for reason in found.reasons]


def etablissement(**values):
    return replace(demonstration().snapshot.etablissement, **values)


def test_the_demonstration_is_ready_but_for_its_stakeholders():
    assert told(etablissement_status) == (COMPLET, [])
    assert told(retroplanning_status) == (COMPLET, [])
    assert told(raci_status) == (COMPLET, [])
    assert told(acteurs_status) == (INCOMPLET, ["7 acteurs sans nom"])


def test_what_misses_and_what_is_doubtful_are_counted():
    missing = etablissement(siret="", adresse="")
    doubtful = etablissement(finess_et="990000411", ars="")

    assert told(etablissement_status, etablissement=missing) == (
        INCOMPLET,
        ["2 données à compléter"],
    )
    assert told(etablissement_status, etablissement=doubtful) == (
        A_CORRIGER,
        ["1 donnée à vérifier", "1 donnée à compléter"],
    )


def test_places_that_were_never_typed_are_told():
    capacites = tuple(replace(c, autorisees=None) for c in demonstration().snapshot.capacites)

    assert told(etablissement_status, capacites=capacites) == (
        INCOMPLET,
        ["places autorisées à saisir"],
    )


@pytest.mark.parametrize(
    ("acteur", "named"),
    [
        (Acteur(id=1, famille=Famille.AUTORITES, structure="ARS"), False),
        (Acteur(id=1, famille=Famille.AUTORITES, nom="Anne"), True),
        (Acteur(id=1, famille=Famille.SANITAIRE, structure="Hôpital"), True),
        (Acteur(id=1, famille=Famille.SANITAIRE), False),
    ],
)
def test_a_person_is_expected_of_authorities_a_structure_is_enough_elsewhere(acteur, named):
    state, _reasons = told(acteurs_status, acteurs=(acteur,))

    assert (state is COMPLET) == named


def test_a_plan_without_its_date_or_its_people_is_incomplete():
    dossier = replace(demonstration().snapshot.dossier, date_signature=None)
    first, *others = demonstration().snapshot.tasks
    tasks = (replace(first, acteur_id=None), *others)

    assert told(retroplanning_status, dossier=dossier) == (
        INCOMPLET,
        ["la date visée est à saisir"],
    )
    assert told(retroplanning_status, tasks=tasks) == (
        INCOMPLET,
        ["1 tâche sans responsable"],
    )


def test_a_plan_that_goes_round_is_to_correct_with_its_sentence():
    first, second, *_others = demonstration().snapshot.tasks
    tasks = (replace(first, id=1), replace(second, id=2))
    links = (
        TaskLink(id=1, task_id=1, predecessor_id=2),
        TaskLink(id=2, task_id=2, predecessor_id=1),
    )
    state, reasons = told(retroplanning_status, tasks=tasks, task_links=links)

    assert state is A_CORRIGER
    assert len(reasons) == 1


def test_lines_without_responsable_are_to_correct():
    assert told(raci_status, raci_cases=())[0] is A_CORRIGER
    assert told(raci_status, raci_cases=())[1][0].endswith("activités à corriger")


def test_nothing_yet_is_empty():
    bare = {"tasks": (), "raci_activites": (), "acteurs": ()}

    assert told(retroplanning_status, **bare) == (VIDE, ["aucune tâche n’est saisie"])
    assert told(raci_status, **bare) == (VIDE, ["aucune activité n’est saisie"])
    assert told(acteurs_status, **bare) == (VIDE, ["aucun acteur n’est saisi"])
    assert told(etablissement_status, empty())[0] is INCOMPLET


def as_if(state, *reasons):
    return lambda _snapshot, _content, _today: DocumentStatus(state, reasons)


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ((COMPLET, COMPLET), COMPLET),
        ((COMPLET, INCOMPLET), INCOMPLET),
        ((COMPLET, VIDE), INCOMPLET),
        ((VIDE, VIDE), VIDE),
        ((VIDE, A_CORRIGER, INCOMPLET), A_CORRIGER),
    ],
)
def test_a_whole_is_as_ready_as_its_parts(parts, whole):
    status = whole_status([("raci", as_if(state)) for state in parts])

    assert told(status) == (whole, [])


def test_a_whole_tells_the_reasons_of_its_parts_and_where_the_first_is_mended():
    edition = demonstration()
    status = whole_status(
        [("etablissement", as_if(COMPLET)), ("raci", as_if(INCOMPLET, "a", "b"))]
    )
    found = status(edition.snapshot, edition.content, date(2027, 3, 12))

    assert found.reasons == ("a", "b")
    assert found.page == "raci"
