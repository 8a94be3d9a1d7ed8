"""The plan d'actions: states, origins, and costs that are the same to the cent everywhere."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.fiches_action import Origine, StatutFiche
from cpom_desktop.domain.moyens import SectionTarifaire, SourceFinancement
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.plan_actions import EtatAction, is_late, plan_actions
from tests.outils.dossiers import copy_demonstration, opened


@pytest.fixture
def ws(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


def plan(ws, today=None):
    return plan_actions(ws.snapshot, today or ws.today)


def test_the_costs_of_the_demonstration_are_to_the_cent(ws):
    """Kit §5: 65 460 €, 243 100 € and 76 867 €."""
    told = plan(ws).couts
    assert told.total == 65_460_00 + 243_100_00 + 76_867_00
    assert sum(told.par_annee.values()) + told.sans_annee == told.total
    assert sum(told.par_section.values()) == told.total
    assert told.sans_annee == 0
    assert set(told.par_section) == {SectionTarifaire.SOINS, SectionTarifaire.HEBERGEMENT, None}
    assert told.obtenu[SourceFinancement.FONDS_PROPRES] == 25_460_00
    assert SourceFinancement.CARSAT not in told.obtenu


def test_a_fiche_given_up_costs_nothing_and_stays_in_sight(ws):
    first = ws.snapshot.fiches_action[0]
    ws.run(ops.UpdateFicheAction(id=first.id, statut=StatutFiche.ABANDONNEE))
    told = plan(ws)
    assert told.couts.total == 243_100_00 + 76_867_00
    assert told.lignes[0].etat is EtatAction.ABANDONNEE


def test_a_fiche_of_several_origins_is_found_under_each_and_once_in_all(ws):
    told = plan(ws)
    assert [li.view.fiche.repere for li in told.of(Origine.DUERP)] == ["FA-01", "FA-02"]
    assert len(told.lignes) == 3


@pytest.mark.parametrize(
    ("today", "etat"),
    [
        (date(2027, 3, 12), EtatAction.A_VENIR),
        (date(2028, 2, 1), EtatAction.EN_COURS),
        (date(2028, 4, 1), EtatAction.EN_RETARD),
    ],
)
def test_the_state_follows_the_day(ws, today, etat):
    assert plan(ws, today).lignes[0].etat is etat


def test_what_is_done_is_done_whatever_the_day(ws):
    fiche = ws.snapshot.fiches_action[0]
    for etape in ws.snapshot.etapes:
        if etape.fiche_id == fiche.id:
            ws.run(ops.UpdateEtape(id=etape.id, avancement=100))
    line = plan(ws, date(2040, 1, 1)).lignes[0]
    assert (line.etat, line.avancement) == (EtatAction.FAITE, 100)
    assert not any(is_late(e, date(2040, 1, 1)) for e in line.view.parts.etapes)


def test_without_a_date_nothing_is_late(ws):
    made = ws.run(ops.AddFicheAction(titre="Seule")).result
    line = next(li for li in plan(ws).lignes if li.view.fiche.id == made)
    assert line is plan(ws).lignes[-1]
    assert (line.etat, line.debut, line.responsable) == (EtatAction.SANS_DATE, None, "")
