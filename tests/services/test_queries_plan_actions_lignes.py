"""The plan d'actions as lines and as a Gantt: gathered, filtered, unfolded, drawn."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from cpom_desktop.domain.fiches_action import Etape, Origine
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.plan_actions import EtatAction, plan_actions
from cpom_desktop.services.queries.plan_actions_couts import note_annees
from cpom_desktop.services.queries.plan_actions_gantt import plan_gantt, sort_of, years_shown_of
from cpom_desktop.services.queries.plan_actions_lignes import (
    NOBODY,
    Delai,
    FiltrePlan,
    VuePlan,
    delai,
    gardees,
    origines_comptees,
    rangs,
    sans_financement,
)
from tests.outils.dossiers import copy_demonstration, opened

TODAY = date(2027, 3, 12)


@pytest.fixture
def ws(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


def plan(ws, today=TODAY):
    return plan_actions(ws.snapshot, today)


def lines(ws, vue=VuePlan.OBJECTIF, today=TODAY, unfolded=frozenset()):
    return rangs(ws.snapshot, plan(ws, today).lignes, vue, today, unfolded=unfolded)


def told(rows):
    return [row.titre or (row.etape.libelle if row.etape else row.ligne.view.fiche.repere)
            for row in rows]  # fmt: skip


def test_fiches_stand_under_their_axis(ws):
    assert told(lines(ws)) == [
        "Axe 2 – Soins, prévention et sécurité",
        "FA-01",
        "FA-03",
        "Axe 3 – Organisation efficiente",
        "FA-02",
    ]


def test_a_fiche_without_objective_stands_last(ws):
    ws.run(ops.AddFicheAction(titre="Seule"))
    assert told(lines(ws))[-2:] == ["Sans objectif", "FA-04"]


def test_by_name_those_that_nobody_leads_stand_last(ws):
    ws.run(ops.AddFicheAction(titre="Seule"))
    rows = lines(ws, VuePlan.RESPONSABLE)
    heads = [row.titre for row in rows if row.ligne is None]
    assert heads == [*sorted(heads[:-1], key=str.casefold), "Sans pilote"]


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (TODAY, Delai.PLUS_TARD),
        (date(2028, 1, 15), Delai.QUATRE_VINGT_DIX),
        (date(2028, 3, 2), Delai.TRENTE),
        (date(2028, 3, 31), Delai.TRENTE),
        (date(2028, 4, 1), Delai.RETARD),
    ],
)
def test_the_deadline_of_a_fiche_is_that_of_its_next_step(ws, today, due):
    assert delai(plan(ws, today).lignes[0], today) is due


def test_by_deadline_the_late_come_first(ws):
    heads = [r.titre for r in lines(ws, VuePlan.ECHEANCE, date(2028, 4, 1)) if r.ligne is None]
    assert heads[0] == "En retard"


def test_an_unfolded_fiche_shows_its_steps_with_who_does_them(ws):
    fiche = plan(ws).lignes[0].view
    rows = lines(ws, unfolded=frozenset({fiche.fiche.id}))
    steps = [row for row in rows if row.etape is not None]
    assert [row.etape for row in steps] == list(fiche.parts.etapes)
    assert all(row.responsable for row in steps)
    assert [row.rang for row in steps] == list(range(1, len(steps) + 1))


def test_filters_keep_what_is_asked(ws):
    found = plan(ws)
    assert gardees(found, FiltrePlan(), TODAY) == found.lignes
    duerp = gardees(found, FiltrePlan(origine=Origine.DUERP), TODAY)
    assert [li.view.fiche.repere for li in duerp] == ["FA-01", "FA-02"]
    assert gardees(found, FiltrePlan(responsable_id=NOBODY), TODAY) == ()
    assert gardees(found, FiltrePlan(etat=EtatAction.FAITE), TODAY) == ()
    assert len(gardees(found, FiltrePlan(delai=Delai.PLUS_TARD), TODAY)) == 3


def test_origins_are_counted_without_counting_a_fiche_twice_in_one(ws):
    assert origines_comptees(plan(ws))[Origine.CPOM] == 3
    assert Origine.RECLAMATION not in origines_comptees(plan(ws))


def test_a_fiche_that_costs_and_that_nobody_pays_is_told(ws):
    assert sans_financement(plan(ws)) == ()
    fiche = plan(ws).lignes[0].view
    ws.run(ops.DeleteFinancements(ids=[line.id for line in fiche.parts.financements]))
    assert [li.view.fiche.id for li in sans_financement(plan(ws))] == [fiche.fiche.id]


def etape(**changes):
    return Etape(**({"id": 1, "fiche_id": 1, "libelle": "E"} | changes))


@pytest.mark.parametrize(
    ("debut", "fin", "sort"),
    [
        (None, None, ""),
        (None, date(2028, 6, 1), "jalon"),
        (date(2028, 6, 1), date(2028, 6, 1), "jalon"),
        (date(2028, 6, 1), date(2028, 9, 1), "datee"),
        (date(2028, 1, 1), date(2030, 1, 1), "datee"),
        (date(2028, 1, 1), date(2032, 12, 31), "courante"),
    ],
)
def test_how_a_step_is_drawn(debut, fin, sort):
    assert sort_of(etape(debut=debut, fin=fin)) == sort


def test_the_steps_of_a_fiche_stand_end_to_end_on_its_line(ws):
    rows = lines(ws)
    picture = plan_gantt(rows, TODAY)
    assert [bar.heading for bar in picture.bars] == [True, False, False, True, False]
    bar = picture.bars[1]
    dated = [part for part in bar.parts if part.sort == "datee"]
    assert all(a.fin <= b.debut for a, b in pairwise(dated))
    running = [part for part in bar.parts if part.sort == "courante"]
    assert [(part.debut, part.fin) for part in running] == [(dated[-1].fin, date(2032, 12, 31))]
    assert bar.debut == plan(ws).lignes[0].debut
    assert not picture.linkable


def test_a_review_makes_a_milestone_of_the_end_of_its_step(ws):
    bar = plan_gantt(lines(ws), TODAY).bars[1]
    assert [(p.fin, p.word) for p in bar.parts if p.sort == "jalon"] == [
        (date(2032, 12, 31), "bilan")
    ]


def test_the_picture_shows_the_years_of_the_contract_else_those_of_the_steps(ws):
    assert years_shown_of(plan(ws), TODAY) == (date(2028, 1, 1), date(2032, 12, 31))
    ws.run(ops.UpdateDossier(date_effet=None))
    assert years_shown_of(plan(ws), TODAY) == (date(2028, 1, 1), date(2032, 12, 31))
    ws.run(ops.DeleteFichesAction(ids=[f.id for f in ws.snapshot.fiches_action]))
    assert years_shown_of(plan(ws), TODAY) == (date(2028, 1, 1), date(2032, 12, 31))


def test_a_step_dated_the_year_before_the_contract_is_in_the_picture(ws):
    etape = ws.snapshot.etapes[0]
    ws.run(ops.UpdateEtape(id=etape.id, debut=date(2027, 9, 1)))
    assert years_shown_of(plan(ws), TODAY) == (date(2027, 1, 1), date(2032, 12, 31))
    ws.run(ops.UpdateEtape(id=etape.id, debut=date(2020, 9, 1)))
    assert years_shown_of(plan(ws), TODAY)[0] == date(2028, 1, 1)


def test_what_the_years_shown_do_not_bear_is_told(ws):
    assert note_annees(plan(ws).couts, 2028, 2032) == ""
    told = note_annees(plan(ws).couts, 2029, 2032).replace("\u00a0", " ")
    assert told == "dont 109 227 € hors de ces années"


# --- the operation


def dates(ws, ids):
    return [(e.debut, e.fin) for e in ws.snapshot.etapes if e.id in ids]


def test_steps_move_together_as_one_step_to_undo(ws):
    ids = [e.id for e in plan(ws).lignes[0].view.parts.etapes]
    before = dates(ws, ids)
    ws.run(ops.MoveEtapes(ids=ids, mois=3))
    assert dates(ws, ids)[0] == (date(2028, 4, 3), date(2028, 6, 30))
    ws.undo()
    assert dates(ws, ids) == before


def test_a_move_out_of_the_calendar_moves_nothing(ws):
    ids = [e.id for e in plan(ws).lignes[0].view.parts.etapes]
    before = dates(ws, ids)
    with pytest.raises(RegleInvalide) as refused:
        ws.run(ops.MoveEtapes(ids=ids, mois=12 * 90))
    assert refused.value.code == "annee-hors-bornes"
    assert dates(ws, ids) == before


def test_a_step_without_a_date_stays_so(ws):
    fiche = ws.snapshot.fiches_action[0]
    new = ws.run(ops.AddEtape(fiche_id=fiche.id, libelle="Sans date")).result
    assert not ws.run(ops.MoveEtapes(ids=[new], mois=3)).changes
