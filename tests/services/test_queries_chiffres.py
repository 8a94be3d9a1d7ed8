"""The figures beside a criterion: those of the pack, hers, what is in doubt, what founds them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cpom_desktop.services.operations import (
    AddIndicateurPropre,
    DeleteIndicateursPropres,
    SetConstatIndicateurs,
    UpdateValeur,
)
from cpom_desktop.services.queries.chiffres import chiffres, indicateurs_beside
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import plain


@pytest.fixture
def demo(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


def beside(ws, critere):
    return chiffres(ws.snapshot, ws.content, ws.today, critere)


def test_a_figure_tells_its_years_its_reference_and_what_founds_it(demo):
    figure = beside(demo, "dg-h03")[0]
    assert figure.titre == "Absentéisme hors formation"
    told = [(year.annee, plain(year.texte)) for year in figure.annees]
    assert told[:3] == [(2023, "12,63 %"), (2024, "11,72 %"), (2025, "11,04 %")]
    assert (figure.repere_titre, plain(figure.repere)) == ("2023, CNSA, EHPAD", "11,40 %")
    detail = plain(figure.detail)
    assert "Formule : jours d’absence" in detail
    assert "2025 : 2 260 ÷ 20 476,5 = 11,04 %" in detail
    assert "Source : Helios" in detail
    assert "(lu dans le texte)" in detail
    assert "Repère EHPAD, 2023 : CNSA" in detail


def test_a_year_in_doubt_is_told_and_not_drawn_until_she_confirms(demo):
    def last():
        return beside(demo, "dg-h03")[0].annees[-1]

    assert (last().texte, last().valeur) == ("à vérifier", None)
    assert beside(demo, "dg-h03")[0].annees[-2].sure
    about = {"commentaire": "Neuf postes vacants.", "confirmee": True}
    demo.run(UpdateValeur(donnee="etp_aides_soignants", annee=2026, **about))
    assert plain(last().texte) == "13,08 %"
    assert last().sure


def test_she_takes_one_of_the_pack_away_and_adds_others(demo):
    snapshot = demo.snapshot
    proposed = indicateurs_beside(snapshot, demo.content, "dg-b01")
    kept = proposed[1:]
    demo.run(SetConstatIndicateurs(critere="dg-b01", indicateurs=[*kept, "chutes"]))
    assert indicateurs_beside(demo.snapshot, demo.content, "dg-b01") == (*kept, "chutes")
    demo.run(SetConstatIndicateurs(critere="dg-b01", indicateurs=list(proposed)))
    assert indicateurs_beside(demo.snapshot, demo.content, "dg-b01") == proposed


def test_an_indicator_of_hers_that_is_deleted_leaves_the_criterion_standing(demo):
    groupe = demo.content.donnees.groupes[0].slug
    own = demo.run(
        AddIndicateurPropre(libelle="Repas servis", groupe=groupe, numerateur="Repas")
    ).result
    demo.run(SetConstatIndicateurs(critere="dg-a01", indicateurs=[f"propre-{own}"]))
    assert [figure.titre for figure in beside(demo, "dg-a01")] == ["Repas servis"]
    demo.run(DeleteIndicateursPropres(ids=[own]))
    assert beside(demo, "dg-a01") == ()


def test_a_figure_without_values_or_reference_says_so(workspace):
    figure = beside(workspace, "dg-h03")[0]
    assert {year.texte for year in figure.annees} == {"–"}
    assert not any(year.sure for year in figure.annees)
    assert set(figure.valeurs) == {None}
    assert all(isinstance(v, Decimal | None) for v in figure.valeurs)
