"""Operations on the meetings: agendas, states, drafts of the plan, what decisions become."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.reunions import EtatReunion
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services import operations as ops
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.queries.reunions import Avance, Onglet, reunions
from cpom_desktop.services.queries.reunions_mots import slot_words
from tests.outils.dossiers import copy_demonstration, opened

TODAY = date(2027, 3, 12)


@pytest.fixture
def ws(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


def instance(ws, slug):
    return next(i.id for i in ws.snapshot.instances if i.slug == slug)


def points(ws, reunion_id):
    return [p for p in ws.snapshot.reunions_points if p.reunion_id == reunion_id]


def view(ws, reunion_id):
    found = reunions(ws.snapshot, ws.content, ws.today)
    return next(v for v in found if v.reunion.id == reunion_id)


def test_a_model_gives_points_slot_and_purpose(ws):
    copil = instance(ws, "copil")
    made = ws.run(ops.AddReunion(titre="COPIL", instance_id=copil, modele="copil-accord")).result

    reunion = view(ws, made).reunion
    assert (reunion.numero, reunion.duree_minutes) == (3, 150)
    assert reunion.objet.startswith("Accord")
    assert points(ws, made)[0].titre == "Approbation du compte rendu précédent"
    assert sum(p.duree_minutes for p in points(ws, made)) <= 150


def test_the_first_meeting_of_an_instance_approves_no_minutes(ws):
    negociation = instance(ws, "negociation")
    made = ws.run(
        ops.AddReunion(titre="N1", instance_id=negociation, modele="negociation-objectifs")
    ).result

    assert not any("Approbation" in p.titre for p in points(ws, made))


def test_without_a_model_the_decisions_before_come_back_all_the_same(ws):
    equipe = instance(ws, "equipe-projet")
    made = ws.run(ops.AddReunion(titre="Équipe projet n° 2", instance_id=equipe)).result

    assert [p.titre for p in points(ws, made)] == ["Approbation du compte rendu précédent"]
    assert len(view(ws, made).decisions_precedentes) == 2


def test_an_unknown_model_is_refused_and_named(ws):
    with pytest.raises(RegleInvalide) as caught:
        ws.run(ops.AddReunion(titre="X", modele="nulle-part"))

    assert "nulle-part" in sentence(caught.value)


def test_a_person_of_two_functions_is_convened_once(ws):
    made = ws.run(ops.AddReunion(titre="X", instance_id=instance(ws, "copil"))).result

    names = [p.nom for p in view(ws, made).presences]
    assert len(names) == len(set(names))


def test_a_draft_without_a_day_may_not_be_convened(ws):
    made = ws.run(ops.AddReunion(titre="X")).result

    with pytest.raises(RegleInvalide, match="reunion-sans-date"):
        ws.run(ops.SetEtatReunion(id=made, etat=EtatReunion.CONVOQUEE))
    ws.run(ops.SetEtatReunion(id=made, etat=EtatReunion.CONVOQUEE, jour=date(2027, 5, 3)))
    assert view(ws, made).reunion.jour == date(2027, 5, 3)


def test_what_a_convocation_tells_asks_for_another_when_it_changes(ws):
    made = ws.run(ops.AddReunion(titre="X", jour=date(2027, 5, 3))).result
    ws.run(ops.SetEtatReunion(id=made, etat=EtatReunion.CONVOQUEE))

    ws.run(ops.UpdateReunion(id=made, note="Café"))
    assert not view(ws, made).to_convene_again
    ws.run(ops.UpdateReunion(id=made, heure="15 h"))
    assert view(ws, made).to_convene_again
    assert view(ws, made).avance(Onglet.CONVOCATION) is Avance.EN_COURS
    ws.run(ops.SetEtatReunion(id=made, etat=EtatReunion.CONVOQUEE, le=date(2027, 3, 15)))
    assert view(ws, made).reunion.convoquee_le == date(2027, 3, 15)


def test_the_copil_of_the_plan_are_drafted_once(ws):
    made = ws.run(ops.PrepareReunions()).result

    assert [view(ws, i).reunion.numero for i in made] == [3]
    assert view(ws, made[0]).follows_plan
    assert ws.run(ops.PrepareReunions()).result == []


def test_an_agenda_is_told_against_its_slot(ws):
    made = ws.run(ops.AddReunion(titre="X", duree_minutes=60)).result
    ws.run(ops.AddPoint(reunion_id=made, titre="A", duree_minutes=45))
    assert slot_words(view(ws, made)).replace("\u00a0", " ") == (
        "45 min pour 1 h, il reste 15 min"
    )
    ws.run(ops.AddPoint(reunion_id=made, titre="B", duree_minutes=16))
    assert slot_words(view(ws, made)).replace("\u00a0", " ") == (
        "1 h 01 pour 1 h : 1 minute de trop"
    )
    assert view(ws, made).avance(Onglet.ORDRE_DU_JOUR) is Avance.EN_COURS


def test_a_decision_becomes_a_fiche_with_who_carries_it(ws):
    decision = next(d for d in ws.snapshot.decisions if d.responsable_id)
    fiche_id = ws.run(ops.MakeActionOfDecision(id=decision.id)).result

    fiche = next(f for f in ws.snapshot.fiches_action if f.id == fiche_id)
    assert fiche.responsable_id == decision.responsable_id
    assert not fiche.titre.endswith(".")


def test_a_long_decision_gives_a_short_name(ws):
    reunion_id = ws.snapshot.reunions[0].id
    made = ws.run(ops.AddDecision(reunion_id=reunion_id, texte="Mot " * 100)).result
    task_id = ws.run(ops.MakeTaskOfDecision(id=made)).result

    task = next(t for t in ws.snapshot.tasks if t.id == task_id)
    assert len(task.titre) <= 181
    assert task.titre.endswith("Mot…")


def test_fixing_the_day_fixes_the_milestone_in_one_step(ws):
    reunion = next(r for r in ws.snapshot.reunions if r.numero == 2)
    ws.run(ops.SetDateReunion(id=reunion.id, jour=date(2027, 4, 22)))

    task = next(t for t in ws.snapshot.tasks if t.id == reunion.task_id)
    assert task.date_epinglee == date(2027, 4, 22)
    ws.undo()
    task = next(t for t in ws.snapshot.tasks if t.id == reunion.task_id)
    assert task.date_epinglee is None
    assert view(ws, reunion.id).reunion.jour == date(2027, 4, 15)
