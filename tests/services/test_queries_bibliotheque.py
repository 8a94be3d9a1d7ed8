"""The library as it is read: her weaknesses first, what is looked for, what is taken."""

from __future__ import annotations

import time

import pytest

from cpom_desktop.domain.diagnostic import Cotation, NatureConstat
from cpom_desktop.services.operations import (
    RankConstats,
    TakeObjectifs,
    UpdateConstat,
)
from cpom_desktop.services.queries.bibliotheque import (
    Choix,
    FiltreBibliotheque,
    bibliotheque,
    comptes,
    lignes_gardees,
    note_faiblesses,
)
from cpom_desktop.services.queries.bibliotheque_detail import detail
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import plain

WEAK = FiltreBibliotheque.FAIBLESSES


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


def read(ws):
    return bibliotheque(ws.snapshot, ws.content)


def kept(ws, filtre=FiltreBibliotheque.TOUS, cherche="", **where):
    return [line.slug for line in lignes_gardees(read(ws), Choix(filtre, cherche, **where))]


def test_all_the_objectives_are_there(workspace):
    assert len(kept(workspace)) == len(workspace.content.objectifs.objectifs) == 62


def test_without_a_diagnosis_nothing_is_proposed_and_it_is_said_why(workspace):
    assert kept(workspace, WEAK) == []
    assert note_faiblesses(read(workspace)).startswith("Aucune faiblesse dans votre diagnostic")


@pytest.mark.parametrize(
    ("given", "proposed"),
    [
        ({"cotation": Cotation.ABSENT}, True),
        ({"cotation": Cotation.PARTIEL}, True),
        ({"cotation": Cotation.EN_PLACE}, False),
        ({"cotation": Cotation.EN_PLACE, "nature": NatureConstat.FAIBLESSE}, True),
        ({"cotation": Cotation.PARTIEL, "nature": NatureConstat.FORCE}, False),
        ({"cotation": Cotation.NON_CONCERNE}, False),
        ({"texte": "Dit sans note."}, False),
    ],
)
def test_what_is_weak_is_proposed(workspace, given, proposed):
    workspace.run(UpdateConstat(critere="dg-d01", **given))

    assert ("ob-101" in kept(workspace, WEAK)) is proposed


def test_weaknesses_come_by_rank_and_say_their_criterion(workspace):
    workspace.run(UpdateConstat(critere="dg-d01", cotation=Cotation.ABSENT))
    workspace.run(UpdateConstat(critere="dg-h03", nature=NatureConstat.FAIBLESSE, importance=3,
                                faisabilite=3, cotation=Cotation.PARTIEL))  # fmt: skip
    shown = kept(workspace, WEAK)
    assert shown.index("ob-401") < shown.index("ob-101")

    workspace.run(RankConstats(criteres=["dg-d01"]))

    shown = kept(workspace, WEAK)
    assert shown.index("ob-101") < shown.index("ob-401")
    weak = read(workspace).ligne("ob-101").faiblesse
    assert weak.titre.startswith("DG-D01")
    assert plain(weak.dit).endswith("n° 1 de la feuille de route")


def test_a_weakness_that_no_objective_answers_is_told(tilleuls):
    found = read(tilleuls)
    answered = {c for line in found.lignes for c in line.model.criteres}

    assert found.orphelines
    assert not {weak.critere for weak in found.orphelines} & answered
    assert "faiblesses n’ont pas d’objectif ici" in note_faiblesses(found)


@pytest.mark.parametrize("words", ["ABSENTEISME", "absentéisme", "  absenteisme  reduire "])
def test_accents_case_and_order_do_not_matter(workspace, words):
    assert kept(workspace, cherche=words)[0] == "ob-401"


def test_nothing_found(workspace):
    assert kept(workspace, cherche="zzz introuvable") == []


def test_axis_and_domain_filter_together(workspace):
    found = lignes_gardees(read(workspace), Choix(axe="soins-prevention", domaine="had-palliatif"))

    assert found
    assert {(o.model.axe, o.model.domaine) for o in found} == {
        ("soins-prevention", "had-palliatif")
    }


def test_what_is_taken_is_told_and_undone(workspace):
    workspace.run(TakeObjectifs(modeles=["ob-401"]))
    assert kept(workspace, FiltreBibliotheque.PRIS) == ["ob-401"]
    assert comptes(read(workspace))[FiltreBibliotheque.PRIS] == 1

    workspace.undo()

    assert kept(workspace, FiltreBibliotheque.PRIS) == []


def test_every_search_is_quick(tilleuls):
    read(tilleuls)
    started = time.perf_counter()

    for words in ("e", "absent", "plan de formation", "zzz", "a" * 300):
        kept(tilleuls, WEAK, words)

    assert time.perf_counter() - started < 0.25  # five searches of 50 ms


def test_every_objective_reads_in_full(tilleuls):
    for model in tilleuls.content.objectifs.objectifs:
        found = detail(tilleuls.snapshot, tilleuls.content, model.slug)
        titles = [part.titre for part in found.parties]
        assert {"Objectif stratégique", "Domaine", "Indicateur", "Calcul", "Cible"} < {*titles}
        assert "Source :" in plain(found.sources)
        assert len(found.criteres) == len(model.criteres)


def test_the_start_value_comes_from_her_figures(tilleuls):
    def start(slug):
        found = detail(tilleuls.snapshot, tilleuls.content, slug)
        return plain(next(p.texte for p in found.parties if p.titre == "Valeur de départ"))

    linked = [o for o in tilleuls.content.objectifs.objectifs if o.indicateur.donnee]
    assert any("d’après vos données" in start(model.slug) for model in linked)
    assert start("ob-101").startswith("À relever chez vous")


def test_an_unknown_objective_has_no_detail(workspace):
    assert detail(workspace.snapshot, workspace.content, "ob-999") is None
