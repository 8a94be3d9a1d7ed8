"""The dashboard: stages, what is late, what to check, the next meeting, the place she left."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.diagnostic import NatureConstat
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.services import operations as ops
from cpom_desktop.services.completion import percent
from cpom_desktop.services.queries.reprise import place_sentence
from cpom_desktop.services.queries.tableau_de_bord import dashboard
from tests.outils.fiches import add_fiche

TODAY = date(2027, 3, 12)


def seen(workspace, today=TODAY, resumed=""):
    return dashboard(workspace.snapshot, workspace.content, today, resumed)


def task_id(workspace, slug):
    return next(t.id for t in workspace.snapshot.tasks if t.slug == slug)


def finish(workspace, *slugs):
    for slug in slugs:
        workspace.run(ops.UpdateTask(id=task_id(workspace, slug), etat=EtatTache.FAIT))


def test_the_days_left_are_counted_from_the_day_of_the_dossier(workspace):
    assert seen(workspace).jours_restants == 278
    assert seen(workspace, date(2027, 12, 16)).jours_restants == -1


def test_without_a_date_aimed_at_nothing_is_dated(workspace):
    workspace.run(ops.UpdateDossier(date_signature=None, date_effet=None))

    view = seen(workspace)
    assert (view.target, view.jours_restants, view.meeting) == (None, None, None)
    assert not any(stage.next_step for stage in view.stages)
    assert not any(todo.retard_jours for todo in view.todos)


def test_the_late_tasks_come_first_the_latest_of_them_at_the_top(workspace):
    todos = seen(workspace).todos
    late = [todo.retard_jours for todo in todos if todo.retard_jours]

    assert late == sorted(late, reverse=True)
    assert [bool(todo.retard_jours) for todo in todos[: len(late)]] == [True] * len(late)
    assert seen(workspace).late_count == len(late) > 0


def test_a_task_leads_to_its_line_and_is_no_longer_there_once_finished(workspace):
    before = seen(workspace).todos
    first = before[0]
    number = int(first.field.removeprefix("tasks."))

    workspace.run(ops.UpdateTask(id=number, etat=EtatTache.FAIT))

    assert first.page == "retroplanning"
    assert first not in seen(workspace).todos


def test_a_task_far_ahead_is_not_to_do_now(workspace):
    fields = {todo.field for todo in seen(workspace).todos}

    assert f"tasks.{task_id(workspace, 'signature-cpom')}" not in fields


def test_criteria_left_are_to_do_once_the_diagnosis_has_begun(workspace):
    assert not [t for t in seen(workspace).todos if t.page == "grille"]

    add_fiche(workspace)

    (todo,) = [t for t in seen(workspace).todos if t.page == "grille"]
    assert "113" in todo.titre
    assert todo.detail.endswith("A, B, C, D, E, F, G, H, I, J, K, L")


def test_a_fiche_that_lacks_something_is_to_complete(workspace):
    fiche = add_fiche(workspace)

    (todo,) = [t for t in seen(workspace).todos if t.page == "fiches-action"]
    assert todo.field == f"fiches_action.{fiche}"
    assert "points à compléter" in todo.detail


def test_the_current_stage_is_that_of_the_page_she_left_else_the_first_unfinished(workspace):
    def current(resumed):
        return [s.stage.number for s in seen(workspace, resumed=resumed).stages if s.is_current]

    assert current("raci") == current("") == current("reglages") == [1]


def test_each_stage_tells_its_next_milestone(workspace):
    steps = [stage.next_step.replace("\u00a0", " ") for stage in seen(workspace).stages]

    assert steps[0].startswith("COPIL n° 1 :")
    assert steps[4] == "Signature : 15 déc."
    assert steps[5] == "Dès janvier 2028"
    finish(workspace, "reunion-lancement")
    assert seen(workspace).stages[0].next_step == ""


def test_a_matrix_to_correct_is_what_the_first_stage_waits_for(workspace):
    line = workspace.snapshot.raci_activites[0].id
    roles = workspace.snapshot.raci_roles
    cells = [ops.CellValue(activite_id=line, role_id=role.id, sens=[]) for role in roles]

    workspace.run(ops.SetRaciCells(cells=cells))

    assert seen(workspace).stages[0].next_step == "Matrice RACI à corriger"
    assert seen(workspace).checks[0].words == "ligne à corriger dans la matrice RACI"


def test_a_share_is_told_rounded_down():
    assert [percent(share) for share in (0, 0.996, 1)] == [0, 99, 100]


def test_the_next_meeting_tells_until_when_to_convene_it(workspace):
    finish(workspace, "reunion-lancement")

    meeting = seen(workspace).meeting
    assert meeting.titre.startswith("COPIL n°")
    assert "28 mai 2027" in meeting.notice
    late = seen(workspace, date(2027, 6, 10)).meeting
    assert "sans attendre" in late.notice


def test_the_notice_of_a_meeting_follows_the_lead_times_and_what_she_says(workspace):
    finish(workspace, "reunion-lancement")
    delai = next(d for d in workspace.snapshot.delais_reunion if d.slug == "convocation")
    workspace.run(ops.UpdateDelaiReunion(id=delai.id, jours=-30))
    assert "19 mai 2027" in seen(workspace).meeting.notice

    meeting = task_id(workspace, "reunion-concertation")
    cle = f"reunion:{meeting}:convocation"
    workspace.run(ops.SetEcheance(cle=cle, fait_le=date(2027, 3, 10)))
    assert seen(workspace).meeting.notice == "Convocation envoyée le 10 mars 2027"
    workspace.run(ops.SetEcheance(cle=cle, fait_le=None, sans_objet=True))
    assert seen(workspace).meeting.notice == ""
    workspace.run(ops.UpdateDelaiReunion(id=delai.id, actif=False))
    assert seen(workspace).meeting.notice == ""


def test_there_is_no_next_meeting_once_all_are_held(workspace):
    assert seen(workspace, date(2028, 1, 1)).meeting is None


def test_what_deserves_a_look_is_counted_and_named_in_the_right_number(workspace):
    checks = {check.page: check for check in seen(workspace).checks}
    assert "acteurs" in checks

    workspace.run(ops.UpdateEtablissement(siret="12345678200011"))
    add_fiche(workspace)
    workspace.run(ops.UpdateConstat(critere="dg-e08", a_verifier=True))

    checks = {check.page: check for check in seen(workspace).checks}
    assert checks["etablissement"].nombre == 1
    assert checks["etablissement"].words.startswith("doute ")
    assert checks["grille"].words.startswith("constat à")


def test_broken_threads_are_counted_once_there_is_an_axis(workspace):
    pages = {check.page for check in seen(workspace).checks}
    assert "fil-dor" not in pages

    axe = workspace.run(ops.AddAxe(libelle="Stabiliser les équipes")).result
    workspace.run(ops.AddObjectif(axe_id=axe, libelle="Fidéliser"))

    checks = {check.page: check for check in seen(workspace).checks}
    assert (checks["fil-dor"].nombre, checks["fil-dor"].words) == (1, "fil d’or rompu")


def test_the_load_adds_up_to_the_open_tasks_that_have_a_name(workspace):
    charge = seen(workspace).charge
    wanted = [
        t
        for t in workspace.snapshot.tasks
        if t.acteur_id and t.etat in {EtatTache.A_FAIRE, EtatTache.EN_COURS}
    ]

    assert sum(load.ouvertes for load in charge) == len(wanted)
    assert charge == tuple(sorted(charge, key=lambda load: -load.ouvertes))


def test_a_text_of_the_synthesis_is_to_be_read_again_once_the_answers_changed(workspace):
    def told():
        return [todo for todo in seen(workspace).todos if todo.page == "synthese"]

    workspace.run(ops.UpdateConstat(critere="dg-a01", texte="Avant.", nature=NatureConstat.FORCE))
    workspace.run(ops.SetSynthese(cle="forces", texte="Mes mots.", base="- Autre chose"))
    (todo,) = told()
    assert (todo.titre, todo.field) == (
        "Relire un texte de la synthèse",
        "syntheses.forces.texte",
    )
    workspace.run(ops.SetSynthese(cle="forces", texte=""))
    assert told() == []


@pytest.mark.parametrize(
    ("page", "champ", "expected"),
    [
        (
            "etablissement",
            "etablissement.nom",
            "Établissement et périmètre, nom de l’établissement",
        ),
        ("etablissement", "", "Établissement et périmètre"),
        (
            "etablissement",
            "capacites.pasa.autorisees",
            "Établissement et périmètre, places autorisées",
        ),
        ("acteurs", "acteurs.1.telephone", "Acteurs, {acteur}, téléphone"),
        ("acteurs", "acteurs.999.nom", "Acteurs, nom"),
        ("retroplanning", "tasks.1", "Rétroplanning, « {task} »"),
        ("retroplanning", "dossier.date_signature", "Rétroplanning, date visée"),
        ("raci", "raci_cases.1.2", "Matrice RACI, « {line} »"),
        ("raci", "raci_activites.1", "Matrice RACI, « {line} »"),
        ("synthese", "syntheses.forces.texte", "Synthèse, « Forces à préserver »"),
        ("synthese", "synthese.positions", "Synthèse"),
    ],
)
def test_the_place_she_left_is_told_in_words(workspace, page, champ, expected):
    snapshot = workspace.snapshot
    told = place_sentence(snapshot, workspace.content, page, champ)

    wanted = expected.format(
        acteur=snapshot.acteurs_by_id[1].display_name,
        task=next(t.titre for t in snapshot.tasks if t.id == 1),
        line=next(a.titre for a in snapshot.raci_activites if a.id == 1),
    )
    assert told.replace("\u00a0", " ") == wanted.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("champ", "field"),
    [
        ("fiches_action.1.etat_des_lieux", ", état des lieux"),
        ("fiches_action.1.liste", ""),
        ("etapes.1.fin", ", fin"),
        ("moyens.1.montant_centimes", ", montant"),
        ("financements.1.precision", ", précision"),
        ("indicateurs.1.mode_calcul", ", mode de calcul"),
        ("indicateurs.1.cible_2030", ""),
    ],
)
def test_a_place_in_a_fiche_names_the_fiche(workspace, champ, field):
    add_fiche(workspace)
    told = place_sentence(workspace.snapshot, workspace.content, "fiches-action", champ)

    wanted = f"Fiches actions, FA-01 « Prévenir les chutes »{field}"
    assert told.replace("\u00a0", " ") == wanted
