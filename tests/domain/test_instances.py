"""What the composition of an instance calls for."""

from __future__ import annotations

import pytest

from cpom_desktop.domain.acteurs import Acteur, Famille
from cpom_desktop.domain.instances import (
    AnomalieInstance,
    ConstatInstance,
    Instance,
    InstanceMembre,
    check_instance,
    is_ars,
    is_collectivite,
    voters,
)

ARS = Acteur(id=1, slug="ars-dd", famille=Famille.AUTORITES, nom="P. Caron")
COLLECTIVITE = Acteur(id=2, slug="departement-pa", famille=Famille.AUTORITES, nom="A")
DIRECTION = Acteur(id=3, slug="direction", famille=Famille.INTERNES, nom="C. Morel")
COPIL = Instance(id=1, slug="copil", nom="Comité de pilotage", president_id=3)


def found(instance=COPIL, acteurs=(ARS, COLLECTIVITE, DIRECTION), *, signs=True, voix=True):
    membres = [
        InstanceMembre(id=n, instance_id=1, ordre=n, acteur_id=acteur.id, voix=voix)
        for n, acteur in enumerate(acteurs, start=1)
    ]
    by_id = {acteur.id: acteur for acteur in acteurs}
    return [c.kind for c in check_instance(instance, membres, by_id, collectivite_signs=signs)]


def test_a_copil_with_both_authorities_and_a_chair_calls_for_nothing():
    assert found() == []


def test_the_ars_is_expected_in_the_copil_and_the_collectivite_when_it_signs():
    assert found(acteurs=(DIRECTION,)) == [
        AnomalieInstance.SANS_ARS,
        AnomalieInstance.SANS_COLLECTIVITE,
    ]
    assert found(acteurs=(ARS, DIRECTION), signs=False) == []


def test_no_authority_is_expected_in_the_house_s_own_instances():
    team = Instance(id=2, slug="equipe-projet", nom="Équipe projet", president_id=3)

    assert found(team, (DIRECTION,)) == []


def test_a_chair_is_expected():
    assert found(Instance(id=1, slug="copil", nom="COPIL")) == [AnomalieInstance.SANS_PRESIDENT]


@pytest.mark.parametrize(("quorum", "voix", "told"), [(3, True, 0), (4, True, 1), (1, False, 1)])
def test_a_quorum_cannot_be_larger_than_the_members_who_vote(quorum, voix, told):
    instance = Instance(id=1, slug="copil", nom="COPIL", president_id=3, quorum=quorum)

    assert found(instance, voix=voix).count(AnomalieInstance.QUORUM) == told


def test_a_member_without_a_name_is_told_by_itself():
    nameless = Acteur(id=4, famille=Famille.INTERNES, fonction="Finances")
    membres = [InstanceMembre(id=1, instance_id=1, acteur_id=4)]
    instance = Instance(id=2, nom="Équipe", president_id=4)

    told = check_instance(instance, membres, {4: nameless}, collectivite_signs=True)

    assert told == (ConstatInstance(AnomalieInstance.SANS_NOM, 4),)


def test_an_instance_without_members_calls_for_members_and_nothing_else():
    told = check_instance(
        Instance(id=1, slug="copil", nom="COPIL"), [], {}, collectivite_signs=True
    )

    assert [constat.kind for constat in told] == [AnomalieInstance.SANS_MEMBRE]


@pytest.mark.parametrize(
    ("structure", "ars", "collectivite"),
    [
        ("ARS de démonstration", True, False),
        ("Agence régionale de santé Bretagne", True, False),
        ("Conseil départemental des Vallées", False, True),
        ("Métropole de Lyon", False, True),
        ("Préfecture", False, False),
    ],
)
def test_her_own_authorities_are_known_by_their_words(structure, ars, collectivite):
    hers = Acteur(id=9, famille=Famille.AUTORITES, structure=structure)

    assert (is_ars(hers), is_collectivite(hers)) == (ars, collectivite)


def test_only_an_authority_speaks_for_the_ars():
    assert not is_ars(Acteur(id=9, famille=Famille.APPUI, structure="ARS conseil"))


def test_members_without_a_vote_are_not_counted():
    membres = [
        InstanceMembre(id=1, instance_id=1, acteur_id=1),
        InstanceMembre(id=2, instance_id=1, acteur_id=2, voix=False),
    ]

    assert voters(membres) == 1
