"""Operations on who sits in an instance: several at once, and in what order."""

from __future__ import annotations

import pytest

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.operations import (
    AddInstance,
    AddMembre,
    AddMembres,
    MoveMembre,
    UpdateMembre,
)


@pytest.fixture
def instance_id(workspace):
    return workspace.run(AddInstance(nom="Comité local")).result


def seated(workspace, instance_id):
    return [m for m in workspace.snapshot.instances_membres if m.instance_id == instance_id]


def seat(workspace, instance_id, count=3):
    ids = [acteur.id for acteur in workspace.snapshot.acteurs[:count]]
    return ids, workspace.run(AddMembres(instance_id=instance_id, acteurs=ids)).result


def test_several_members_are_seated_in_the_order_given_as_one_step(workspace, instance_id):
    ids, made = seat(workspace, instance_id)

    assert [(m.id, m.acteur_id, m.ordre) for m in seated(workspace, instance_id)] == [
        (made[0], ids[0], 1),
        (made[1], ids[1], 2),
        (made[2], ids[2], 3),
    ]
    workspace.undo()
    assert not seated(workspace, instance_id)


def test_who_sits_already_is_left_out_and_nobody_sits_twice(workspace, instance_id):
    ids, _made = seat(workspace, instance_id, 2)
    more = [ids[1], workspace.snapshot.acteurs[5].id, workspace.snapshot.acteurs[5].id]

    made = workspace.run(AddMembres(instance_id=instance_id, acteurs=more)).result

    assert len(made) == 1
    assert len(seated(workspace, instance_id)) == 3


def test_a_stranger_refuses_the_whole_list(workspace, instance_id):
    known = workspace.snapshot.acteurs[0].id

    with pytest.raises(RegleInvalide, match="introuvable"):
        workspace.run(AddMembres(instance_id=instance_id, acteurs=[known, 999]))

    assert not seated(workspace, instance_id)


def test_a_member_is_put_before_another_or_at_the_end(workspace, instance_id):
    _ids, (first, second, third) = seat(workspace, instance_id)

    workspace.run(MoveMembre(id=third, avant=first))
    assert [m.id for m in seated(workspace, instance_id)] == [third, first, second]

    workspace.run(MoveMembre(id=third))
    assert [m.id for m in seated(workspace, instance_id)] == [first, second, third]


def test_a_member_is_not_put_before_one_of_another_instance(workspace, instance_id):
    other = workspace.run(AddInstance(nom="Autre")).result
    acteur = workspace.snapshot.acteurs[0].id
    elsewhere = workspace.run(AddMembre(instance_id=other, acteur_id=acteur)).result
    _ids, made = seat(workspace, instance_id)

    with pytest.raises(RegleInvalide, match="introuvable"):
        workspace.run(MoveMembre(id=made[0], avant=elsewhere))


def test_nobody_stands_in_for_themselves(workspace, instance_id):
    ids, made = seat(workspace, instance_id)

    with pytest.raises(RegleInvalide, match="suppleant-soi-meme"):
        workspace.run(UpdateMembre(id=made[0], suppleant_id=ids[0]))
