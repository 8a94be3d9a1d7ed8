"""The instances as they are read: order, words, delays, meetings of the plan and hers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cpom_desktop.domain.instances import Instance
from cpom_desktop.services.operations import (
    AddReunion,
    DeleteMembres,
    UpdateDelaiReunion,
    UpdateDossier,
    UpdateEtablissement,
    UpdateInstance,
    UpdateReunion,
)
from cpom_desktop.services.queries.comitologie import (
    delay_words,
    instance_views,
    plan_delay,
    quorum_words,
    seances,
)
from tests.outils.fenetre import plain

TODAY = date(2027, 3, 12)


def copil(workspace):
    return next(i for i in workspace.snapshot.instances if i.slug == "copil")


def view_of(workspace):
    return instance_views(workspace.snapshot)[0]


def told(workspace):
    return [constat.texte for constat in view_of(workspace).constats]


def meetings(workspace):
    found = copil(workspace)
    return seances(workspace.snapshot, workspace.content, TODAY, found)


def test_the_copil_comes_first_wherever_it_stands(workspace):
    snapshot = workspace.snapshot
    turned = replace(snapshot, instances=tuple(reversed(snapshot.instances)))

    names = [view.instance.slug for view in instance_views(turned)]

    assert names[0] == "copil"
    assert names[1:] == [i.slug for i in turned.instances if i.slug != "copil"]


def test_a_seat_without_quality_shows_the_function_of_the_person(workspace):
    membres = view_of(workspace).membres
    bare = replace(workspace.snapshot, instances_membres=tuple(
        replace(m.membre, qualite="") for m in membres))  # fmt: skip

    (first, *_rest) = instance_views(bare)[0].membres

    assert first.qualite == first.acteur.fonction


def test_an_absent_collectivite_is_told_by_its_name_only_when_it_signs(workspace):
    snapshot = workspace.snapshot
    seat = next(
        m.membre.id
        for m in view_of(workspace).membres
        if m.acteur.slug == "departement-etablissements-pa"
    )
    workspace.run(DeleteMembres(ids=[seat]))
    name = snapshot.etablissement.collectivite
    assert any(sentence.startswith(name[0].upper() + name[1:]) for sentence in told(workspace))

    workspace.run(UpdateEtablissement(collectivite_signataire=False))

    assert not any("signe le contrat" in sentence for sentence in told(workspace))


@pytest.mark.parametrize(
    ("quorum", "votants", "words"),
    [
        (None, 4, ""),
        (1, 4, "1 présent suffit : 4 membres votent."),
        (3, 4, "3 présents suffisent : 4 membres votent."),
        (2, 1, "2 présents sont demandés et 1 membre vote : le quorum ne peut pas être atteint."),
    ],
)
def test_a_quorum_says_whether_it_can_be_reached(quorum, votants, words):
    instance = Instance(id=1, nom="Comité", quorum=quorum)

    assert plain(quorum_words(instance, votants)) == words


def test_an_empty_delay_is_that_of_the_plan_and_follows_it(workspace):
    workspace.run(UpdateInstance(id=copil(workspace).id, delai_convocation=None))
    first = plain(delay_words(workspace.snapshot, copil(workspace), "delai_convocation"))
    assert first == "21 jours (plan)"

    rule = next(d for d in workspace.snapshot.delais_reunion if d.slug == "convocation")
    workspace.run(UpdateDelaiReunion(id=rule.id, jours=-30))

    assert plan_delay(workspace.snapshot, "delai_convocation") == 30
    workspace.run(UpdateDelaiReunion(id=rule.id, actif=False))
    assert delay_words(workspace.snapshot, copil(workspace), "delai_convocation") == ""


def test_meetings_of_the_plan_wait_for_hers_and_none_is_told_twice(workspace):
    planned = [seance for seance in meetings(workspace) if seance.page == "retroplanning"]
    assert len(planned) == 3
    task_id = int(planned[0].champ.split(".")[1])

    made = workspace.run(
        AddReunion(titre="COPIL n° 1", instance_id=copil(workspace).id, task_id=task_id)
    ).result

    found = meetings(workspace)
    assert len(found) == 3
    hers = next(seance for seance in found if seance.page == "reunions")
    assert (hers.champ, hers.jour) == (f"reunions.{made}", planned[0].jour)
    workspace.run(UpdateReunion(id=made, jour=date(2027, 2, 5)))
    assert meetings(workspace)[0].jour == date(2027, 2, 5)


def test_without_a_date_aimed_at_meetings_have_no_day(workspace):
    workspace.run(UpdateDossier(date_signature=None))

    assert [seance.jour for seance in meetings(workspace)] == [None, None, None]
