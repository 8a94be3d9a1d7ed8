"""How far each page and stage is, from nothing to everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cpom_desktop.domain.diagnostic import Cotation
from cpom_desktop.services.completion import completion, stage_completion
from cpom_desktop.services.operations import (
    AddEtape,
    AddFicheAction,
    CellValue,
    RankConstats,
    SetExplication,
    SetRaciCells,
    SetValeurs,
    UpdateActeur,
    UpdateConstat,
    UpdateDossier,
    UpdateEtablissement,
    UpdateEtape,
    UpdateFicheAction,
    UpdateFinancement,
    UpdateIndicateur,
    UpdateTask,
    ValeurSaisie,
)
from cpom_desktop.services.parcours import STAGES, PageInfo
from cpom_desktop.services.snapshot import DossierSnapshot
from tests.outils.constats import answer
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fiches import add_fiche


def share(workspace, page):
    return completion(workspace.snapshot)[page]


def type_figures(workspace, *slugs, annee=2026, inconnue=False):
    valeur = None if inconnue else Decimal(1)
    cells = [
        ValeurSaisie(donnee=slug, annee=annee, valeur=valeur, inconnue=inconnue) for slug in slugs
    ]
    workspace.run(SetValeurs(valeurs=cells))


def test_the_figures_of_three_years_count_and_not_known_is_an_answer(workspace):
    expected = [d.slug for d in workspace.content.donnees.donnees if not d.facultatif]
    assert share(workspace, "donnees") == 0.0

    type_figures(workspace, *expected)
    assert share(workspace, "donnees") == pytest.approx(1 / 3)
    type_figures(workspace, *expected, annee=2025, inconnue=True)
    type_figures(workspace, *expected, annee=2022)
    assert share(workspace, "donnees") == pytest.approx(2 / 3)


def test_every_page_that_exists_has_its_share_and_no_other():
    to_complete = {p.slug for s in STAGES for p in s.pages} - {"bibliotheque"}

    assert completion(DossierSnapshot()).keys() == to_complete


def test_a_page_without_a_share_does_not_hold_its_stage_back(workspace):
    launch = STAGES[0]
    longer = launch._replace(pages=(*launch.pages, PageInfo("modele", "Modèle", "")))

    assert stage_completion(longer, workspace.snapshot) == stage_completion(
        launch, workspace.snapshot
    )


def test_an_empty_dossier_is_at_the_start():
    assert set(completion(DossierSnapshot()).values()) == {0.0}


def test_an_answer_for_the_authorities_is_whole_with_its_proposal_and_its_proof(workspace):
    workspace.run(SetExplication(indicateur="rotation", texte="Cinq retraites."))
    assert share(workspace, "vue-ars") == pytest.approx(1 / 3)

    workspace.run(SetExplication(indicateur="rotation", action="Tutorat", preuve="Registre"))

    assert share(workspace, "vue-ars") == 1


def test_the_six_stages_are_numbered_in_order():
    assert [stage.number for stage in STAGES] == [1, 2, 3, 4, 5, 6]


def test_shares_stay_between_nothing_and_everything(workspace):
    answer(workspace, 1)
    add_fiche(workspace)
    type_figures(workspace, "places_hp", "entrees")
    workspace.run(SetExplication(indicateur="rotation", texte="Cinq retraites."))
    shares = dict(completion(workspace.snapshot))
    nothing = ("fiches-action", "fil-dor", "pieces", "plan-actions", "synthese")
    assert [shares.pop(page) for page in nothing] == [0] * 5
    assert all(0 < value <= 1 for value in shares.values())


def test_the_synthesis_counts_weaknesses_placed_and_what_is_retained(workspace):
    answer(workspace, 2)
    first, second = (c.critere for c in workspace.snapshot.constats)
    workspace.run(UpdateConstat(critere=first, importance=3, faisabilite=2))
    workspace.run(UpdateConstat(critere=second, importance=3))
    assert share(workspace, "synthese") == pytest.approx(1 / 3)
    workspace.run(RankConstats(criteres=[first]))
    assert share(workspace, "synthese") == pytest.approx(2 / 3)


def test_a_broken_thread_counts_against_the_whole_ones(workspace, tmp_path):
    assert share(workspace, "fil-dor") == 0

    with opened(copy_demonstration(tmp_path, "Démonstration.cpom")) as other:
        assert share(other, "fil-dor") == pytest.approx(3 / 8)


def test_a_fiche_counts_once_nothing_lacks_in_it(workspace):
    fiche = add_fiche(workspace)
    workspace.run(AddFicheAction(titre="Vide"))
    texts = ("etat_des_lieux", "resultats_attendus", "acteurs_mobilises", "modalites_suivi")
    workspace.run(
        UpdateFicheAction(
            id=fiche,
            responsable_id=workspace.snapshot.acteurs[0].id,
            **dict.fromkeys(texts, "Dit"),
        )
    )
    (indicateur,) = workspace.snapshot.indicateurs
    workspace.run(UpdateIndicateur(id=indicateur.id, mode_calcul="a ÷ b"))
    assert share(workspace, "fiches-action") == 0
    (argent,) = workspace.snapshot.financements
    workspace.run(UpdateFinancement(id=argent.id, montant_centimes=4_650_000))
    assert share(workspace, "fiches-action") == 0.5


def test_a_stage_is_the_mean_of_its_pages_and_nothing_without_pages(workspace):
    launch = STAGES[0]
    shares = completion(workspace.snapshot)
    expected = sum(shares[page.slug] for page in launch.pages) / len(launch.pages)

    assert stage_completion(launch, workspace.snapshot) == pytest.approx(expected)
    for stage in STAGES:
        if not stage.pages:
            assert stage_completion(stage, workspace.snapshot) == 0.0


def test_the_whole_demonstration_house_is_filled(workspace):
    assert share(workspace, "etablissement") == 1.0

    workspace.run(UpdateEtablissement(siret=""))

    assert share(workspace, "etablissement") < 1.0


@pytest.mark.parametrize(
    "operation",
    [
        UpdateDossier(date_effet=None),
        UpdateDossier(piste=None),
        UpdateEtablissement(commune=""),
        UpdateEtablissement(autorise_depuis=None),
    ],
)
def test_what_is_taken_away_lowers_the_page(workspace, operation):
    before = share(workspace, "etablissement")

    workspace.run(operation)

    assert share(workspace, "etablissement") < before


def test_naming_the_authorities_and_the_house_completes_the_acteurs(workspace):
    wanted = [a for a in workspace.snapshot.acteurs if a.famille in {"autorites", "internes"}]
    assert share(workspace, "acteurs") < 1

    for acteur in wanted:
        workspace.run(UpdateActeur(id=acteur.id, nom="Ana Silva"))

    assert share(workspace, "acteurs") == 1.0


def test_a_plan_is_complete_when_dated_and_held(workspace):
    for task in workspace.snapshot.tasks:
        workspace.run(UpdateTask(id=task.id, acteur_id=1))
    assert share(workspace, "retroplanning") == 1.0

    workspace.run(UpdateDossier(date_signature=None))
    assert share(workspace, "retroplanning") < 1.0
    workspace.run(UpdateDossier(date_signature=date(2027, 12, 15)))
    workspace.run(UpdateTask(id=1, acteur_id=None))
    assert share(workspace, "retroplanning") < 1.0


def test_a_line_without_responsable_lowers_the_matrix(workspace):
    assert share(workspace, "raci") == 1.0
    empty = [
        CellValue(activite_id=1, role_id=role.id, sens=[])
        for role in workspace.snapshot.raci_roles
    ]

    workspace.run(SetRaciCells(cells=empty))

    lines = len(workspace.snapshot.raci_activites)
    assert share(workspace, "raci") == pytest.approx((lines - 1) / lines)


def test_the_grid_counts_what_is_answered_and_not_what_is_to_be_looked_for(workspace):
    assert share(workspace, "grille") == 0.0

    answer(workspace, 23)
    workspace.run(UpdateConstat(critere="dg-a01", cotation=Cotation.NON_CONCERNE))
    workspace.run(UpdateConstat(critere="dg-l05", cotation=Cotation.A_RECHERCHER))

    assert share(workspace, "grille") == pytest.approx(23 / 115)


def test_a_grid_of_the_application_is_counted_for_a_dossier_made_before_it(workspace):
    answer(workspace, 23)
    older = tuple(p for p in workspace.snapshot.packs_integres if p.fichier != "grille.toml")

    snapshot = replace(workspace.snapshot, packs_integres=older)

    assert completion(snapshot)["grille"] == pytest.approx(23 / 115)


def test_the_plan_counts_the_fiches_that_are_led_and_dated_to_the_end(workspace):
    assert share(workspace, "plan-actions") == 0
    fiche = workspace.run(AddFicheAction(titre="Une")).result
    workspace.run(AddFicheAction(titre="Autre"))
    etape = workspace.run(AddEtape(fiche_id=fiche, libelle="Étape")).result
    workspace.run(UpdateFicheAction(id=fiche, responsable_id=workspace.snapshot.acteurs[0].id))
    assert share(workspace, "plan-actions") == 0
    workspace.run(UpdateEtape(id=etape, fin=date(2028, 6, 30)))
    assert share(workspace, "plan-actions") == 0.5
