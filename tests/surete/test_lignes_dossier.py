"""The rows about the whole dossier: what does not fit together is told and kept (§7)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.dossier import LectureRaci
from cpom_desktop.domain.fiches_action import StatutFiche
from cpom_desktop.domain.raci import Sens
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services import operations as ops
from cpom_desktop.services.anomalies.controle import controle
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.operations import CellValue, ValeurSaisie
from cpom_desktop.services.ports import HistoryScope
from cpom_desktop.services.queries.acteurs_doublons import doublon_sentence, doublons
from cpom_desktop.services.queries.acteurs_suppression import deletion_words
from cpom_desktop.services.queries.corbeille import KINDS, deleted
from cpom_desktop.services.queries.designations import Designations
from cpom_desktop.services.queries.donnees import donnees_vue
from cpom_desktop.services.queries.donnees_recues import Sort
from cpom_desktop.services.queries.etablissement import avertissements
from cpom_desktop.services.queries.planning import plan_view
from cpom_desktop.services.queries.raci import raci_view
from cpom_desktop.services.queries.raci_lettres import read_cell
from cpom_desktop.services.queries.recherche.folding import fold
from tests.outils.chiffres import table_of, understood
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, opened


def spaced(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


@pytest.fixture
def ws(tmp_path):
    with opened(copy_tilleuls(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def whole(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


def found(workspace, slug):
    """Return what a rule of the contrôle says, as it is read."""
    told = controle(workspace.snapshot, workspace.content, workspace.today)
    return [spaced(a.releve.phrase) for a in told.anomalies if a.regle.slug == slug]


def refusal(act, *values):
    with pytest.raises(RegleInvalide) as caught:
        act(*values)
    return spaced(sentence(caught.value))


def figures(workspace, **values):
    cells = [ValeurSaisie(donnee=k, annee=2026, valeur=Decimal(v)) for k, v in values.items()]
    workspace.run(ops.SetValeurs(valeurs=cells))
    view = donnees_vue(workspace.snapshot, workspace.content, workspace.today)
    asked = (q for groupe in view.groupes for one in groupe.indicateurs for q in one.questions)
    return list(dict.fromkeys(spaced(f"{q.texte} {q.suite}") for q in asked))


# --- dates


def test_ligne_018_two_contracts_over_the_same_days_are_told_beside_the_date(ws):
    ws.run(ops.UpdateDossier(fin_contrat_actuel=date(2028, 3, 31), prolonge_jusqu_au=None))
    (doubt,) = [a for a in avertissements(ws.snapshot) if a.champ == "dossier.date_effet"]

    assert spaced(doubt.texte) == (
        "Deux CPOM ne peuvent pas couvrir la même période : celui-ci prend effet le "
        "1er janvier 2028, avant la fin du contrat en cours (31 mars 2028)."
    )
    assert len(found(ws, "contrats-qui-se-chevauchent")) == 1
    assert found(ws, "dates-du-contrat") == [], "told once"


@pytest.mark.parametrize("years", [4, 6])
def test_ligne_019_a_contract_of_another_length_is_told(ws, years):
    ws.run(ops.UpdateDossier(duree_annees=years))
    (doubt,) = [a for a in avertissements(ws.snapshot) if "duree_annees" in a.champ]

    assert spaced(doubt.texte) == f"Un CPOM couvre d'ordinaire 5 ans. Vous en indiquez {years}."


# --- figures


def test_ligne_033_more_staff_than_a_house_has_is_asked_about(whole):
    (told,) = [t for t in figures(whole, etp_ash="564") if "ETP en tout" in t]

    assert "Ce total paraît élevé pour un EHPAD. Vérifiez la virgule." in told


def test_ligne_034_an_occupation_over_a_hundred_percent_is_asked_about(whole):
    told = figures(whole, journees_hp="37230", places_hp="75", jours_ouverture="365")

    assert any(
        t.startswith("136 % d'occupation en 2026") and "dépasse rarement 100 %" in t for t in told
    )


def test_ligne_042_a_gmp_of_seven_thousand_is_asked_about_with_its_bounds(whole):
    told = [t for t in figures(whole, gmp_valide="7400") if "7 400 points" in t]

    assert any("Au plus 1 000 points est attendu." in question for question in told)


def test_ligne_090_a_second_value_of_one_year_takes_the_place_of_the_first_and_says_so(whole):
    figures(whole, gmp_valide="740")
    table = table_of(["Donnée", "2026"], ["GMP validé appliqué", "745"])
    _columns, read = understood(whole, table)
    (cell,) = read.recu.cellules

    assert cell.sort is Sort.MODIFIEE, "she is asked before"
    assert (spaced(cell.avant), spaced(cell.apres)) == ("740 points", "745 points")
    figures(whole, gmp_valide="745")
    rows = [v for v in whole.snapshot.valeurs if (v.donnee, v.annee) == ("gmp_valide", 2026)]
    assert [row.valeur for row in rows] == [Decimal(745)]


# --- people and identifiers


def test_ligne_071_a_siret_of_la_poste_has_a_rule_of_its_own(ws):
    ws.run(ops.UpdateEtablissement(siret="35600000049837"))

    assert [a for a in avertissements(ws.snapshot) if a.champ == "etablissement.siret"] == []


def test_ligne_062_a_partner_of_the_same_name_is_told_with_its_name(ws):
    first = ws.run(ops.AddActeur(famille=Famille.SANITAIRE, structure="CH de Lens")).result
    other = ws.run(ops.AddActeur(famille=Famille.SANITAIRE, structure="ch de  LENS")).result

    assert doublons(ws.snapshot)[other] == (first,)
    assert spaced(doublon_sentence(ws.snapshot, first)) == (
        "Un partenaire de ce nom existe déjà (CH de Lens). Ouvrir celui-ci ou créer un doublon ?"
    )


@pytest.mark.parametrize(
    ("typed", "looked"), [("l’ARS d'Artois", "L'ars D’ARTOIS"), ("cœur Élodie", "COEUR elodie")]
)
def test_ligne_063_apostrophes_accents_and_ligatures_do_not_hide_a_name(typed, looked):
    assert fold(typed) == fold(looked)


def test_ligne_087_deleting_a_partner_says_what_keeps_and_what_loses_the_name(whole):
    acteur = max(whole.snapshot.acteurs, key=lambda a: len(deletion_words(whole.snapshot, {a.id})))
    told = spaced(deletion_words(whole.snapshot, {acteur.id}))

    assert "Resteront, sans nom : " in told
    assert "Garderont le nom : " in told
    assert any(character.isdigit() for character in told)
    assert "Vous pourrez annuler" in told


# --- matrix


def line_of(workspace, **by_role):
    activite = workspace.snapshot.raci_activites[0].id
    roles = workspace.snapshot.raci_roles
    cells = [CellValue(activite_id=activite, role_id=r.id, sens=[]) for r in roles]
    workspace.run(ops.SetRaciCells(cells=cells))
    given = [
        CellValue(activite_id=activite, role_id=roles[int(place[1:])].id, sens=list(sens))
        for place, sens in by_role.items()
    ]
    if given:
        workspace.run(ops.SetRaciCells(cells=given))
    view = raci_view(workspace.snapshot, workspace.content)
    return [spaced(f.texte) for f in view.findings if f.constat.activite_id == activite]


def test_ligne_078_an_empty_line_is_told_by_its_title(ws):
    (told,) = line_of(ws)

    assert ws.snapshot.raci_activites[0].titre.replace("’", "'")[:20] in told
    assert "ersonne" in told


def test_ligne_079_two_who_answer_for_one_line_are_both_named(ws):
    told = line_of(ws, r0=[Sens.RESPONSABLE], r1=[Sens.RESPONSABLE, Sens.REALISATEUR])
    names = [role.libelle for role in ws.snapshot.raci_roles[:2]]

    assert any(all(spaced(name) in sentence for name in names) for sentence in told)


def test_ligne_080_nobody_answers_or_nobody_does(ws):
    nobody_answers = line_of(ws, r0=[Sens.REALISATEUR])
    nobody_does = line_of(ws, r0=[Sens.RESPONSABLE])

    assert any("responsable" in told for told in nobody_answers)
    assert nobody_answers != nobody_does
    assert nobody_does != []


@pytest.mark.parametrize("text", ["r", "R", " R ", "R/A", "r, a", "RA"])
def test_ligne_081_a_small_letter_or_two_are_understood(text):
    assert Sens.RESPONSABLE in read_cell(text, LectureRaci.KIT)


@pytest.mark.parametrize("text", ["Z", "R/Z", "1", "RACI "])
def test_ligne_081_another_letter_is_refused_and_named(text):
    told = refusal(read_cell, text, LectureRaci.KIT)

    assert "« " in told
    assert text.strip()[:4] in told


# --- plan


def bin_of(workspace):
    words = Designations(workspace.snapshot, workspace.content, workspace.history.last_known)
    return deleted(
        workspace.history.steps(HistoryScope(tuple(KINDS), deleting=True), limit=1000), words
    )


def test_ligne_082_083_a_task_waits_neither_for_itself_nor_in_a_circle(ws):
    phase = ws.snapshot.tasks[0].phase
    made = [ws.run(ops.AddTask(phase=phase, titre=f"Tâche {n}")).result for n in "ABC"]
    for task, before in zip(made[1:], made, strict=False):
        ws.run(ops.SetPredecessors(task_id=task, predecesseurs=[before]))

    def loop(task, before):
        ws.run(ops.SetPredecessors(task_id=task, predecesseurs=[before]))

    assert refusal(loop, made[0], made[0]) == "Une tâche ne peut pas dépendre d'elle-même."
    told = refusal(loop, made[0], made[2])
    assert told.startswith("Ces tâches s'attendent l'une l'autre : ")
    assert all(f"Tâche {n}" in told for n in "ABC")
    assert told.endswith("Retirez un lien.")
    assert len([li for li in ws.snapshot.task_links if li.task_id == made[0]]) == 0


def test_ligne_084_what_waits_for_a_task_deleted_loses_its_link_and_the_bin_gives_it_back(ws):
    phase = ws.snapshot.tasks[0].phase
    first = ws.run(ops.AddTask(phase=phase, titre="Attendue")).result
    second = ws.run(ops.AddTask(phase=phase, titre="Suit", predecesseurs=[first])).result
    ws.run(ops.DeleteTasks(ids=[first]))

    assert [li for li in ws.snapshot.task_links if li.task_id == second] == []
    (item,) = bin_of(ws)
    ws.run(item.operation)
    assert [li.predecessor_id for li in ws.snapshot.task_links if li.task_id == second] == [first]


def test_ligne_085_a_date_fixed_before_the_end_of_what_it_waits_for_is_told_in_days(ws):
    phase = ws.snapshot.tasks[0].phase
    first = ws.run(ops.AddTask(phase=phase, titre="A", duree_jours=30)).result
    second = ws.run(ops.AddTask(phase=phase, titre="B", predecesseurs=[first])).result
    pinned = ws.today + timedelta(days=40)
    ws.run(ops.UpdateTask(id=first, date_epinglee=pinned))
    ws.run(ops.UpdateTask(id=second, date_epinglee=pinned - timedelta(days=14)))
    view = plan_view(ws.snapshot, ws.content, ws.today)
    (told,) = [spaced(a.texte) for a in view.alertes if a.genre == "avant-la-fin"]

    assert told.startswith("« B » commence ")
    assert told.endswith(" jours avant la fin de « A ».")


# --- fiches and indicators


def test_ligne_014_088_089_091_what_lacks_is_told_with_what_it_is_about(whole):
    fiche = whole.snapshot.fiches_action[0]
    indicateur = whole.snapshot.indicateurs[0]
    whole.run(ops.UpdateFicheAction(id=fiche.id, objectif_id=None, statut=StatutFiche.TERMINEE))
    whole.run(ops.UpdateIndicateur(id=indicateur.id, unite="", valeur_initiale=None))

    assert any(fiche.repere in told for told in found(whole, "fiche-sans-objectif"))
    assert any(
        spaced(indicateur.libelle) in told for told in found(whole, "indicateur-sans-unite")
    )
    assert any("valeur de départ" in told for told in found(whole, "indicateur-sans-depart"))
    assert found(whole, "fiche-terminee-ouverte") != []


def test_ligne_045_a_target_against_the_way_says_both_numbers_and_the_way(whole):
    one = whole.snapshot.indicateurs[0]
    whole.run(ops.UpdateIndicateur(id=one.id, valeur_initiale=Decimal(72), polarite="hausse"))
    for cible in [c for c in whole.snapshot.cibles_indicateurs if c.indicateur_id == one.id]:
        whole.run(ops.SetCible(indicateur_id=one.id, annee=cible.annee, valeur=Decimal(60)))
    (told,) = [t for t in found(whole, "cible-a-rebours") if spaced(one.libelle) in t]

    assert told.endswith(
        "la cible (60) est inférieure au départ (72), alors que la hausse est le sens favorable."
    )
