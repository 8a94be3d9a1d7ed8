"""The fil d'or: every planted orphan is in a broken thread, whatever the dossier."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.domain.diagnostic import Constat, NatureConstat
from cpom_desktop.domain.fiches_action import (
    FicheAction,
    FicheConstat,
    FicheIndicateur,
    StatutFiche,
)
from cpom_desktop.domain.moyens import Financement, Moyen, SourceFinancement
from cpom_desktop.domain.objectifs import Axe, Indicateur, Objectif, ObjectifConstat
from cpom_desktop.services.queries.fil_dor import Maillon, fil_dor
from cpom_desktop.services.snapshot import DossierSnapshot
from tests.outils.dossiers import copy_demonstration, opened


def whole(**values):
    """Return a dossier of one whole thread, but for these tables."""
    tables = {
        "constats": (Constat(id=1, critere="dg-a01", nature=NatureConstat.FAIBLESSE),),
        "axes": (Axe(id=1, libelle="Axe"),),
        "objectifs": (
            Objectif(id=1, axe_id=1, libelle="Cap"),
            Objectif(id=2, axe_id=1, strategique_id=1, libelle="But"),
        ),
        "objectifs_constats": (ObjectifConstat(id=1, objectif_id=2, critere="dg-a01"),),
        "fiches_action": (FicheAction(id=1, numero=1, titre="Agir", objectif_id=2),),
        "indicateurs": (Indicateur(id=1, libelle="Mesure"),),
        "fiches_indicateurs": (FicheIndicateur(id=1, fiche_id=1, indicateur_id=1),),
        "moyens": (Moyen(id=1, fiche_id=1, libelle="Temps", montant_centimes=100),),
        "financements": (
            Financement(id=1, fiche_id=1, source=SourceFinancement.OPCO, montant_centimes=100),
        ),
    }
    return replace(DossierSnapshot(), **{**tables, **values})


def test_a_whole_thread_is_whole_and_its_cost_counted():
    told = fil_dor(whole())
    assert told.rompus == ()
    assert [fil.numero for fil in told.complets] == ["1.1.1"]
    assert told.cout_centimes == 100


@pytest.mark.parametrize(
    ("spoilt", "manque"),
    [
        ({"objectifs_constats": ()}, Maillon.CONSTAT),
        ({"fiches_indicateurs": ()}, Maillon.INDICATEUR),
        ({"moyens": ()}, Maillon.MOYENS),
        ({"financements": ()}, Maillon.MOYENS),
        ({"fiches_action": ()}, Maillon.FICHE),
    ],
)
def test_what_lacks_breaks_the_thread(spoilt, manque):
    told = fil_dor(whole(**spoilt))
    assert told.complets == ()
    assert manque in told.rompus[0].manque
    assert told.cout_centimes == 0


def test_a_fiche_given_up_holds_no_thread():
    fiche = FicheAction(id=1, numero=1, titre="Agir", objectif_id=2, statut=StatutFiche.ABANDONNEE)
    told = fil_dor(whole(fiches_action=(fiche,)))
    assert all(fil.fiche is None for fil in told.rompus)
    assert {fil.objectif.id for fil in told.rompus if fil.objectif} == {2}


ids = st.integers(1, 6)


@given(
    objectifs=st.lists(st.tuples(ids, st.booleans()), max_size=6),
    fiches=st.lists(st.one_of(st.none(), ids), max_size=6),
    indicateurs=st.lists(st.one_of(st.none(), ids), max_size=6),
    constats=st.lists(st.one_of(st.none(), ids), max_size=6),
)
def test_every_planted_orphan_is_in_a_broken_thread(objectifs, fiches, indicateurs, constats):
    axes = tuple(Axe(id=i, libelle=f"Axe {i}") for i in range(1, 7))
    caps = tuple(Objectif(id=10 + i, axe_id=i, libelle="Cap") for i in range(1, 7))
    under = tuple(
        Objectif(id=20 + n, axe_id=axe, strategique_id=10 + axe if low else None, libelle="But")
        for n, (axe, low) in enumerate(objectifs)
    )
    known = [o.id for o in under]
    rows = tuple(
        FicheAction(
            id=n, numero=n, titre="F", objectif_id=known[at % len(known)] if at and known else None
        )
        for n, at in enumerate(fiches, start=1)
    )
    links = tuple(
        FicheIndicateur(id=n, fiche_id=at, indicateur_id=n)
        for n, at in enumerate(indicateurs, start=1)
        if at and at <= len(rows)
    )
    found = tuple(
        FicheConstat(id=n, fiche_id=at, critere=f"c{n}")
        for n, at in enumerate(constats, start=1)
        if at and at <= len(rows)
    )
    snapshot = replace(
        DossierSnapshot(),
        axes=axes,
        objectifs=caps + under,
        fiches_action=rows,
        indicateurs=tuple(Indicateur(id=n, libelle="I") for n in range(1, len(indicateurs) + 1)),
        fiches_indicateurs=links,
        constats=tuple(
            Constat(id=n, critere=f"c{n}", nature=NatureConstat.FAIBLESSE)
            for n in range(1, len(constats) + 1)
        ),
        fiches_constats=found,
    )
    told = fil_dor(snapshot)
    every = (*told.rompus, *told.complets)
    carried, linked = {f.objectif_id for f in rows}, {li.indicateur_id for li in links}
    said = {li.critere for li in found}
    assert {f.fiche.id for f in every if f.fiche} == {f.id for f in rows}
    assert {o for f in told.rompus if not f.fiche and f.objectif for o in [f.objectif.id]} == {
        o.id
        for o in caps + under
        if o.id not in carried and o.id not in {u.strategique_id for u in under}
    }
    lone = {i.id for f in told.rompus if not f.fiche for i in f.indicateurs}
    assert lone == {i.id for i in snapshot.indicateurs} - linked
    alone = {c for f in told.rompus if not f.fiche and not f.objectif for c in f.criteres}
    assert alone == {c.critere for c in snapshot.constats} - said


def test_the_demonstration_has_whole_and_broken_threads(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        told = fil_dor(workspace.snapshot)
        assert [fil.fiche.repere for fil in told.complets] == ["FA-01", "FA-03", "FA-02"]
        assert told.cout_centimes == 385_427_00
        lengths = [len(fil.manque) for fil in told.rompus]
        assert lengths == sorted(lengths)
