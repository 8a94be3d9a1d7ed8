"""What looks wrong in a fiche is told and kept; what cannot be is refused, in exact words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cpom_desktop.domain.fiches_action import StatutFiche
from cpom_desktop.domain.moyens import NatureCout, UniteCout
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services import operations as ops
from cpom_desktop.services.messages import sentence as sentence_of
from cpom_desktop.services.queries.fiches_action import fiches
from cpom_desktop.services.queries.fiches_doutes import doutes
from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.fenetre import plain
from tests.outils.fiches import add_fiche


@pytest.fixture
def workspace(tmp_path):
    with opened(copy_tilleuls(tmp_path)) as one:
        one.run(ops.UpdateDossier(date_effet=date(2028, 1, 1)))
        add_fiche(one)
        yield one


def straight(text):
    return plain(text).replace("’", "'")


def told(workspace, table):
    (view,) = fiches(workspace.snapshot)
    found = doutes(view.parts, workspace.snapshot.dossier, workspace.today)
    return [straight(sentence) for sentence in found[table]]


def step(workspace, **values):
    workspace.run(ops.UpdateEtape(id=workspace.snapshot.etapes[0].id, **values))


def mean(workspace, **values):
    workspace.run(ops.UpdateMoyen(id=workspace.snapshot.moyens[0].id, **values))


def funding(workspace, **values):
    workspace.run(ops.UpdateFinancement(id=workspace.snapshot.financements[0].id, **values))


def refusal(workspace, run, **values):
    with pytest.raises(RegleInvalide) as found:
        run(workspace, **values)
    return straight(sentence_of(found.value))


def test_a_sound_fiche_raises_no_doubt(workspace):
    assert told(workspace, "etapes") == []
    assert told(workspace, "moyens") == []
    assert told(workspace, "financements") == []


def test_an_end_before_the_beginning_is_refused_whichever_is_changed(workspace):
    step(workspace, debut=date(2028, 3, 15))
    words = refusal(workspace, step, fin=date(2028, 2, 1))
    assert words == "La fin (1er février 2028) précède le début (15 mars 2028)."
    assert "précède le début" in refusal(workspace, step, debut=date(2029, 1, 1))
    assert workspace.snapshot.etapes[0].fin == date(2028, 10, 31)
    step(workspace, debut=date(2029, 1, 1), fin=date(2029, 2, 1))
    assert workspace.snapshot.etapes[0].debut == date(2029, 1, 1)


@pytest.mark.parametrize("progress", [110, -1])
def test_a_progress_out_of_its_bounds_is_refused(workspace, progress):
    words = refusal(workspace, step, avancement=progress)
    assert words == "L'avancement va de 0 à 100 %."


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {"debut": date(2028, 10, 31)},
            "« Former » : l'action dure un seul jour. Est-ce voulu ?",
        ),
        (
            {"fin": date(2034, 1, 1)},
            "« Former » : cette date est hors de la période du CPOM (2028–2032).",
        ),
    ],
)
def test_dates_that_look_wrong_are_kept_and_told(workspace, values, words):
    step(workspace, **values)
    assert told(workspace, "etapes") == [words]


def test_an_end_that_is_past_is_told_with_its_age(workspace):
    workspace.run(ops.UpdateDossier(date_effet=date(2025, 1, 1)))
    step(workspace, fin=date.fromordinal(workspace.today.toordinal() - 12))
    (words,) = told(workspace, "etapes")
    assert words == (
        "« Former » : cette échéance est déjà passée (il y a 12 jours). Est-ce voulu ?"
    )
    step(workspace, avancement=100)
    assert told(workspace, "etapes") == []


def test_a_finished_fiche_with_open_steps_is_told(workspace):
    fiche_id = workspace.snapshot.fiches_action[0].id
    workspace.run(ops.AddEtape(fiche_id=fiche_id, libelle="Équiper"))
    workspace.run(ops.UpdateFicheAction(id=fiche_id, statut=StatutFiche.TERMINEE))
    assert told(workspace, "etapes") == ["Il reste 2 étapes ouvertes."]


@pytest.mark.parametrize("year", [2027, 2033])
def test_a_cost_in_a_year_out_of_the_contract_is_told(workspace, year):
    mean(workspace, nature=NatureCout.EXPLOITATION_PONCTUELLE, premiere_annee=year)
    words = f"« Ergothérapeute » : {year} est hors de la période du CPOM (2028–2032)."
    assert told(workspace, "moyens") == [words]


def test_years_the_wrong_way_round_are_told(workspace):
    mean(workspace, premiere_annee=2032, derniere_annee=2028)
    (words,) = told(workspace, "moyens")
    assert words == ("« Ergothérapeute » : la dernière année (2028) précède la première (2032).")


def test_more_posts_than_such_a_place_has_are_told(workspace):
    mean(workspace, quantite=Decimal(501), unite=UniteCout.ETP, cout_unitaire_centimes=100)
    (words,) = told(workspace, "moyens")
    assert "Ce total paraît élevé pour un EHPAD. Vérifiez la virgule.".lower() in words.lower()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {"quantite": Decimal("-0.5"), "unite": UniteCout.ETP},
            "Un ETP ne peut pas être négatif.",
        ),
        (
            {"cout_unitaire_centimes": 100_000_000_000},
            "Ce montant dépasse la limite (999 999 999,99 €).",
        ),
        (
            {"montant_centimes": 100_000_000_000},
            "Ce montant dépasse la limite (999 999 999,99 €).",
        ),
        ({"premiere_annee": 1026}, "L'année doit être comprise entre 2000 et 2100."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(workspace, values, words):
    before = workspace.snapshot.moyens
    assert refusal(workspace, mean, **values) == words
    assert workspace.snapshot.moyens == before


def test_more_granted_than_asked_is_told(workspace):
    funding(workspace, montant_centimes=100, montant_obtenu_centimes=200)
    assert told(workspace, "financements") == [
        "Un financement obtenu dépasse ce qui était demandé."
    ]


def test_only_the_first_doubts_are_told_then_how_many_more(workspace):
    fiche_id = workspace.snapshot.fiches_action[0].id
    for number in range(5):
        day = date(2035, 1, 1)
        workspace.run(ops.AddEtape(fiche_id=fiche_id, libelle=f"É{number}", fin=day))
    *_first, last = told(workspace, "etapes")
    assert len(_first) == 3
    assert last == "Et 2 autres points."


@pytest.mark.parametrize("level", [0, 4])
def test_an_impact_is_from_one_to_three(workspace, level):
    fiche_id = workspace.snapshot.fiches_action[0].id
    with pytest.raises(RegleInvalide):
        workspace.run(ops.UpdateFicheAction(id=fiche_id, impact=level))
    workspace.run(ops.UpdateFicheAction(id=fiche_id, impact=3, effort=1))
    assert workspace.snapshot.fiches_action[0].impact == 3
