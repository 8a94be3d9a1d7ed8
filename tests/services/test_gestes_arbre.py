"""Where a row of the tree of objectives may stand, and what is told of the tree."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpom_desktop.domain.objectifs import numeros
from cpom_desktop.services import operations as ops
from cpom_desktop.services.gestes_arbre import Sens, consequence, deplacer, objectif_sous, poser
from cpom_desktop.services.queries.arbre import EtatNoeud, arbre
from cpom_desktop.services.queries.arbre_alertes import alertes

SHAPE = {"A": {"a1": ("a11", "a12"), "a2": ()}, "B": {"b1": ("b11",)}}
"""Axis → strategic → operational."""


@pytest.fixture
def tree(workspace):
    """Return the dossier with a small tree, and a fiche on `a11`."""
    for axe, strategic in SHAPE.items():
        axe_id = workspace.run(ops.AddAxe(libelle=axe)).result
        for above, below in strategic.items():
            made = ops.AddObjectif(axe_id=axe_id, libelle=above)
            above_id = workspace.run(made).result
            for name in below:
                workspace.run(
                    ops.AddObjectif(axe_id=axe_id, libelle=name, strategique_id=above_id)
                )
    workspace.run(ops.AddFicheAction(titre="Agir", objectif_id=of(workspace, "a11").id))
    return workspace


def of(workspace, name):
    rows = arbre(workspace.snapshot).walk()
    return next(noeud for noeud in rows if noeud.libelle == name)


def numbers(workspace):
    found = numeros(workspace.snapshot.axes, workspace.snapshot.objectifs)
    return {o.libelle: found[o.id] for o in workspace.snapshot.objectifs}


def move(workspace, name, sens):
    """Move a row by a key; tell whether anything was asked."""
    operation = deplacer(arbre(workspace.snapshot), of(workspace, name), sens)
    if operation is not None:
        workspace.run(operation)
    return operation is not None


def put(workspace, name, parent, rang):
    tree = arbre(workspace.snapshot)
    above = of(workspace, parent) if parent else None
    return poser(tree, of(workspace, name), above, rang)


def test_up_and_down_among_neighbours_then_into_the_next_parent(tree):
    assert move(tree, "a11", Sens.DESCENDRE)
    assert (numbers(tree)["a11"], numbers(tree)["a12"]) == ("1.1.2", "1.1.1")
    assert move(tree, "a11", Sens.DESCENDRE)
    assert numbers(tree)["a11"] == "1.2.1"
    assert move(tree, "a11", Sens.DESCENDRE)
    assert (numbers(tree)["a11"], numbers(tree)["b11"]) == ("2.1.1", "2.1.2")
    assert move(tree, "b11", Sens.DESCENDRE) is False
    assert move(tree, "a11", Sens.MONTER)
    assert numbers(tree)["a11"] == "1.2.1"


def test_a_strategic_objective_goes_to_the_next_axis_with_those_under_it(tree):
    assert move(tree, "a2", Sens.DESCENDRE)
    assert numbers(tree)["a2"] == "2.1"
    assert move(tree, "a1", Sens.DESCENDRE)
    assert numbers(tree)["a11"] == "2.1.1"
    assert {o.axe_id for o in tree.snapshot.objectifs} == {of(tree, "B").id}


def test_out_it_becomes_strategic_in_it_goes_under_the_one_above(tree):
    assert move(tree, "a12", Sens.SORTIR)
    assert numbers(tree)["a12"] == "1.2"
    assert move(tree, "a12", Sens.RENTRER)
    assert numbers(tree)["a12"] == "1.1.2"
    assert move(tree, "a1", Sens.RENTRER) is False
    assert move(tree, "a1", Sens.SORTIR) is False
    assert move(tree, "A", Sens.RENTRER) is False


def test_axes_stay_among_axes(tree):
    assert move(tree, "B", Sens.MONTER)
    assert [axe.libelle for axe in tree.snapshot.axes] == ["B", "A"]
    assert move(tree, "B", Sens.MONTER) is False
    assert put(tree, "B", "A", 0) is None


def test_a_fiche_goes_from_objective_to_objective_and_nowhere_else(tree):
    assert move(tree, "Agir", Sens.MONTER) is False
    assert move(tree, "Agir", Sens.DESCENDRE)
    assert tree.snapshot.fiches_action[0].objectif_id == of(tree, "a12").id
    assert put(tree, "Agir", "a1", 0) is None
    assert put(tree, "Agir", "A", 0) is None
    assert put(tree, "Agir", None, 0) is None
    assert move(tree, "Agir", Sens.SORTIR) is False


def test_a_fiche_without_objective_is_attached_from_the_end(tree):
    tree.run(ops.UpdateFicheAction(id=of(tree, "Agir").id, objectif_id=None))
    assert arbre(tree.snapshot).racines[-1].libelle == "Fiches sans objectif"

    assert move(tree, "Agir", Sens.DESCENDRE) is False
    assert move(tree, "Agir", Sens.MONTER)

    assert tree.snapshot.fiches_action[0].objectif_id == of(tree, "b11").id


def test_where_it_stands_already_nothing_is_asked(tree):
    assert put(tree, "a11", "a1", 0) is None
    assert put(tree, "a11", "a1", 1) is None
    assert put(tree, "a11", "a1", 2) is not None
    assert put(tree, "a1", "a1", 0) is None
    assert put(tree, "a1", "a2", 0) is None


NAMES = ("A", "B", "a1", "a2", "b1", "a11", "a12", "b11", "Agir")


@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(list(Sens))), max_size=6))
def test_no_key_is_ever_refused_and_undo_gives_back_the_tree(tree, steps):
    before = arbre(tree.snapshot)

    done = sum(move(tree, name, sens) for name, sens in steps)

    assert sorted(n.libelle for n in arbre(tree.snapshot).walk()) == sorted(
        n.libelle for n in before.walk()
    )
    for _step in range(done):
        tree.undo()
    assert arbre(tree.snapshot) == before


def test_a_new_objective_goes_where_the_cursor_is(tree):
    found = arbre(tree.snapshot)

    def under(name):
        return objectif_sous(found, of(tree, name))

    axe, above = of(tree, "A").id, of(tree, "a1").id
    assert under("A") == (axe, None)
    assert under("a1") == under("a11") == under("Agir") == (axe, above)
    assert objectif_sous(found, None) == (of(tree, "B").id, None)


def test_what_a_deletion_takes_along(tree):
    def told(axes, objectifs):
        return consequence(axes, objectifs, tree.snapshot).replace("’", "'")

    assert told([of(tree, "A").id], []) == (
        "4 objectifs partent avec. 1 fiche reste, sans objectif."
    )
    assert told([], [of(tree, "b1").id]) == "1 objectif part avec. Aucune fiche n'en dépend."


def test_states_tell_what_is_left(tree):
    assert of(tree, "a11").etat is None
    assert of(tree, "a12").etat is EtatNoeud.A_REDIGER
    assert of(tree, "a2").etat is EtatNoeud.A_COMPLETER
    assert of(tree, "Agir").etat is EtatNoeud.A_COMPLETER
    tree.run(ops.UpdateObjectif(id=of(tree, "a11").id, a_adapter=True))
    assert of(tree, "a11").etat is EtatNoeud.A_ADAPTER


def test_the_rules_of_the_tree_are_told_with_a_dated_source(tree):
    def phrases():
        return alertes(tree.snapshot, tree.content, tree.today)

    legal = [d for d in tree.content.objectifs.domaines if d.legal]
    assert len(phrases()) == len(legal)
    assert all(alerte.source.endswith("2026.") for alerte in phrases())
    above = of(tree, "a1")
    for number in range(16):
        made = ops.AddObjectif(
            axe_id=of(tree, "A").id,
            libelle=f"Objectif {number}",
            strategique_id=above.id,
            domaine=legal[number % len(legal)].slug,
        )
        tree.run(made)
    (many,) = phrases()
    assert many.phrase.startswith("19 objectifs opérationnels")
    assert "médiane" not in many.source
