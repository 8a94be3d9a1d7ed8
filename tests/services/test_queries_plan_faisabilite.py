"""A plan that does not fit: the statement, three proposals in words, each applied as one step."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.faisabilite import GenreProposition
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.services.operations import PrepareDossier, UpdateDossier, UpdateTask
from cpom_desktop.services.queries.plan_faisabilite import before_after, feasibility
from cpom_desktop.services.queries.planning import dated_tasks, plan_view

TODAY = date(2027, 1, 11)


@pytest.fixture
def view(workspace):
    """Return a function that reads the proposals on a day; the target is 30 September 2027."""
    workspace.run(UpdateDossier(date_signature=date(2027, 9, 30)))
    return lambda today=TODAY: feasibility(workspace.snapshot, workspace.content, today)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_statement_says_by_how_much_and_since_when(view):
    assert plain(view().constat) == (
        "Pour signer le jeudi 30 septembre 2027, il aurait fallu commencer le 7 novembre 2026. "
        "Nous sommes le 11 janvier 2027 : il manque 65 jours. "
        "Sans rien changer, la date visée passerait au 23 novembre 2027."
    )


def test_the_day_she_began_is_told_when_it_is_to_come(workspace, view):
    workspace.run(UpdateDossier(debut_demarche=date(2027, 1, 18)))

    assert "La démarche date du 18 janvier 2027 : il manque 72 jours." in plain(view().constat)


def test_a_task_begun_or_awaited_is_named(workspace, view):
    workspace.run(UpdateTask(id=1, etat=EtatTache.EN_COURS))
    assert "aurait dû finir le 12 novembre 2026. Elle finira au plus tôt le 16 janvier" in plain(
        view().constat
    )

    workspace.run(UpdateTask(id=1, etat=EtatTache.FAIT, fin_reelle=TODAY))
    assert "« Désigner le référent CPOM et l’équipe projet » aurait dû commencer le" in plain(
        view().constat
    )


def test_a_milestone_that_slips_alone_is_named(workspace):
    for task in workspace.snapshot.tasks:
        if task.id < 23:
            workspace.run(UpdateTask(id=task.id, etat=EtatTache.FAIT))

    told = plain(feasibility(workspace.snapshot, workspace.content, date(2027, 6, 10)).constat)
    assert told.endswith(
        "La date visée tiendrait, mais « COPIL n° 2 : concertation et validation du diagnostic "
        "partagé », attendue au plus tard le 18 juin 2027, se tiendrait le 21 juin 2027."
    )


def test_a_plan_that_fits_or_has_no_target_needs_nothing(workspace, view):
    assert view(date(2026, 1, 5)) is None

    workspace.run(UpdateDossier(date_signature=None))
    assert view() is None


def test_three_proposals_tell_what_they_change_and_what_they_suppose(view):
    move, early, short = view().propositions

    assert move.genre is GenreProposition.DEPLACER
    assert "Au lundi 29 novembre 2027, 60 jours plus tard" in plain(move.texte)
    assert [plain(n.texte) for n in move.notes if not n.attention] == [
        "Aucune tâche raccourcie",
        "L’effet au 1er janvier 2028 ne change pas",
    ]
    assert early.titre == "Négocier avant la fin du diagnostic"
    assert "peut commencer le" in early.texte
    assert "Suppose l’accord de l’ARS et du département" in {n.texte for n in early.notes}
    assert short.titre.startswith("Raccourcir 1")
    assert "45 → 23 jours" in plain(short.texte)
    assert {p.marge_avant for p in (move, early, short)} == {"−65\u00a0jours"}
    assert all(p.reste_jours == 0 for p in (move, early, short))


def test_each_proposal_shows_the_milestones_before_and_after(view):
    for proposal in view().propositions:
        titles = [line.titre for line in proposal.jalons]
        assert titles[0] == "Fin du diagnostic"
        assert sum("COPIL" in title for title in titles) == 3
        assert titles[-1] == "Signature du CPOM"
    moved = {p.genre: p.jalons[-1] for p in view().propositions}
    assert moved[GenreProposition.DEPLACER].jours == 60
    assert moved[GenreProposition.RACCOURCIR].jours == 0


def test_each_proposal_is_one_step_that_makes_the_plan_fit(workspace, view):
    before = workspace.snapshot
    for proposal in view().propositions:
        workspace.run(proposal.operation)

        after = plan_view(workspace.snapshot, workspace.content, TODAY)
        assert after.manque is None
        expected = dated_tasks(proposal.apres, workspace.content)
        found = dated_tasks(workspace.snapshot, workspace.content)
        assert {i: s.fin for i, s in expected.items()} == {i: s.fin for i, s in found.items()}
        workspace.undo()
        assert workspace.snapshot == before


def test_the_list_before_and_after_holds_what_moves_only(workspace, view):
    before = dated_tasks(workspace.snapshot, workspace.content)
    move, *_others = view().propositions

    lines = before_after(before, dated_tasks(move.apres, workspace.content))

    assert lines == move.changements
    assert all(line.jours for line in lines)
    assert before_after(before, before) == ()


def test_a_signature_after_the_contract_is_told(workspace, view):
    workspace.run(
        UpdateDossier(
            date_effet=date(2027, 10, 1),
            fin_contrat_actuel=date(2027, 9, 30),
            prolonge_jusqu_au=None,
        )
    )

    notes = [plain(n.texte) for n in view().propositions[0].notes if n.attention]
    assert notes == [
        "La signature viendrait après la date d’effet (1er octobre 2027)",
        "Le contrat en cours finit le 30 septembre 2027 : une prolongation est à prévoir",
    ]


def test_a_meeting_in_august_is_told_when_meetings_do_not_move(workspace, view):
    workspace.run(UpdateDossier(reporter_reunions=False, date_signature=date(2027, 10, 10)))

    told = [plain(n.texte) for p in view().propositions for n in p.notes]
    assert any("tombe un jour à éviter, le" in note for note in told)


def test_what_still_lacks_is_told(view):
    *_move, short = view(date(2027, 8, 2)).propositions

    assert short.reste_jours > 0
    assert short.marge_apres == f"−{short.reste_jours}\u00a0jours"
    assert plain(short.notes[0].texte) == f"Il manquerait encore {short.reste_jours} jours"


@pytest.mark.parametrize(
    ("piste", "words"),
    [
        ("avenant_prolongation", "Pour signer le mercredi 27 janvier 2027"),
        ("dialogue_gestion", "Pour la réunion du mercredi 27 janvier 2027"),
    ],
)
def test_the_short_plans_have_their_ways_out_too(workspace, piste, words):
    workspace.run(UpdateDossier(piste=piste, date_signature=date(2027, 1, 27)))
    workspace.run(PrepareDossier(remplacer=True))

    view = feasibility(workspace.snapshot, workspace.content, TODAY)

    assert plain(view.constat).startswith(words)
    kinds = [proposal.genre for proposal in view.propositions]
    assert kinds[0] is GenreProposition.DEPLACER
    assert GenreProposition.RACCOURCIR in kinds
    early = [p for p in view.propositions if p.genre is GenreProposition.CHEVAUCHER]
    assert {p.titre for p in early} <= {"Faire se chevaucher deux phases"}
    for proposal in view.propositions:
        workspace.run(proposal.operation)
        after = plan_view(workspace.snapshot, workspace.content, TODAY)
        assert (after.manque.jours if after.manque else 0) == proposal.reste_jours
        workspace.undo()
