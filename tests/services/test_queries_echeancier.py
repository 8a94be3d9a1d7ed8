"""The échéancier: one list of what has a date, in words, with what she says of it."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.calendrier import GroupeFeries
from cpom_desktop.domain.dossier import Piste, RegimeTarifaire, StatutJuridique
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries import echeancier_lignes
from cpom_desktop.services.queries.agenda import plan_events
from cpom_desktop.services.queries.echeancier import (
    Periode,
    Rang,
    echeancier,
    ics_events,
    is_reminded,
)
from cpom_desktop.services.queries.echeancier_mots import (
    caution_of,
    closed_day_words,
    confidence_of,
    delay_of,
    how_found,
    paper_rule,
    reminders_words,
    where_from,
)
from cpom_desktop.services.queries.echeancier_types import EtatEcheance, Origine
from cpom_desktop.services.queries.reprise import place_sentence
from cpom_desktop.services.queries.tableau_de_bord import dashboard

TODAY = date(2027, 3, 12)
ERRD = "errd:2026"


def seen(workspace, today=TODAY):
    return echeancier(workspace.snapshot, workspace.content, today)


def line(workspace, cle, today=TODAY):
    found = seen(workspace, today).line(cle)
    assert found is not None, cle
    return found


def found_words(workspace, cle):
    return how_found(line(workspace, cle), workspace.snapshot, workspace.content)


def meeting_of(workspace):
    return next(
        t for t in workspace.snapshot.tasks if t.reunion and t.slug == "reunion-concertation"
    )


def test_everything_that_has_a_date_is_in_one_list(workspace):
    workspace.run(ops.AddEcheance(titre="Appeler l’ARS", jour=date(2027, 3, 20)))
    partner = workspace.snapshot.acteurs[0].id
    agreement = {"convention": True, "convention_echeance": date(2027, 6, 1)}
    workspace.run(ops.UpdateActeur(id=partner, **agreement))

    origins = {found.origine for found in seen(workspace).lignes}

    assert origins == set(Origine)


def test_periods_overlap_in_the_counts_and_late_lines_count_in_all_only(workspace):
    view = seen(workspace)
    groups = {group.rang: len(group.lignes) for group in view.chosen(Periode.TOUT)}

    assert view.count(Periode.SEPT) == groups.get(Rang.SEPT, 0)
    assert view.count(Periode.TRENTE) == groups.get(Rang.SEPT, 0) + groups.get(Rang.TRENTE, 0)
    assert view.count(Periode.TOUT) == sum(groups.values()) - groups.get(Rang.CLOSES, 0)
    shown = [group.rang for group in view.chosen(Periode.SEPT)]
    assert set(shown) <= {Rang.EN_RETARD, Rang.SEPT}


def test_the_two_filters_share_every_line(workspace):
    view = seen(workspace)
    legal = view.count(Periode.TOUT, dossier=False)
    own = view.count(Periode.TOUT, legales=False)

    assert legal + own == view.count(Periode.TOUT)
    assert view.chosen(Periode.TOUT, legales=False, dossier=False) == ()


def test_headings_say_until_when(workspace):
    view = seen(workspace)
    notes = {group.titre: group.note for group in view.chosen(Periode.TOUT)}

    assert notes["90\u00a0jours"] == "jusqu’au 10 juin"
    assert notes["Plus tard"].endswith("jusqu’en 2032")
    assert "à dater" in notes["Sans date"]


def test_a_rule_is_told_with_its_year_its_text_and_how_it_was_read(workspace):
    errd = line(workspace, ERRD)

    assert (errd.titre, errd.jour) == ("ERRD 2026 et rapport d’activité", date(2027, 4, 30))
    assert confidence_of(errd) == "Lu dans le texte"
    assert where_from(errd).endswith("R.\u00a0314-232.")
    assert caution_of(errd) == ""
    assert delay_of(errd, TODAY) == "dans 49 j"
    assert errd.qui == "Thomas Girard"
    assert errd.rappels == (60, 30, 7)


@pytest.mark.parametrize(
    ("cle", "words"),
    [
        (ERRD, "Exercice 2026, plus un an, le 30 avril. C’est un vendredi ouvré"),
        ("gir-pmp-tarif:2028", "Exercice 2028, moins un an, le 30 juin."),
        ("eprd:2027", "la date limite est le 30 juin"),
        ("prorogation:fin_contrat_actuel", "Fin du contrat en cours, le 31 décembre 2027, moins"),
        ("coupe-mi-contrat:effet", "Entre le 1er janvier 2030 et le 31 décembre 2030."),
        ("observations-activite:2028", "Le 31 octobre 2027, plus 60\u00a0jours."),
        ("revue-trimestrielle:2028-t1", "Dernier jour du trimestre"),
        ("evaluation-has:1", "saisissez-la"),
        ("releve-infra-annuel:2027", "pas de date tant que"),
        ("duerp-plan-bleu:2027", "Année 2027, le 30 novembre."),
        ("annexe-activite:2028", "le vendredi 29 octobre 2027"),
    ],
)
def test_every_date_says_how_it_is_found(workspace, cle, words):
    assert words in found_words(workspace, cle)


def test_a_closed_day_keeps_its_date_and_tells_until_when_to_hand_in():
    told = closed_day_words(date(2027, 10, 31), GroupeFeries.METROPOLE)

    assert "dimanche" in told
    assert "la date reste la même" in told
    assert "dernier jour ouvré précédent, le vendredi 29 octobre 2027" in told
    holiday = closed_day_words(date(2027, 11, 1), GroupeFeries.METROPOLE)
    assert "lundi férié" in holiday


def test_what_she_says_is_laid_over_the_rule(workspace):
    workspace.run(
        ops.SetEcheance(
            cle=ERRD, jour=date(2027, 5, 15), motif="Délai accordé", rappels="10", note="Courrier"
        )
    )
    errd = line(workspace, ERRD)

    assert (errd.jour, errd.jour_calcule) == (date(2027, 5, 15), date(2027, 4, 30))
    assert errd.moved
    assert (errd.motif, errd.rappels, errd.note) == ("Délai accordé", (10,), "Courrier")
    assert "30 avril" in paper_rule(errd)


def test_done_and_out_of_scope_leave_the_list_to_do(workspace):
    workspace.run(ops.SetEcheance(cle=ERRD, fait_le=date(2027, 3, 10)))
    workspace.run(ops.SetEcheance(cle="rama:2026", sans_objet=True))
    view = seen(workspace)

    assert line(workspace, ERRD).etat is EtatEcheance.FAITE
    assert line(workspace, "rama:2026").etat is EtatEcheance.SANS_OBJET
    assert {view.rank(view.line(cle)) for cle in (ERRD, "rama:2026")} == {Rang.CLOSES}


def test_past_its_date_a_deadline_is_late_but_a_date_of_the_authorities_is_not(workspace):
    later = date(2028, 1, 10)
    view = seen(workspace, later)

    assert line(workspace, "duerp-plan-bleu:2027", later).etat is EtatEcheance.EN_RETARD
    assert view.line("plafond-hebergement:2028") is None
    assert view.late
    assert all(found.etat is EtatEcheance.EN_RETARD for found in view.late)


def test_a_meeting_has_its_lead_times_until_it_is_held(workspace):
    meeting = meeting_of(workspace)
    keys = {f"reunion:{meeting.id}:{slug}" for slug in ("convocation", "pieces", "compte_rendu")}
    assert keys <= {found.cle for found in seen(workspace).lignes}
    asked = line(workspace, f"reunion:{meeting.id}:convocation")
    held_on = line(workspace, f"tache:{meeting.id}").jour
    assert (held_on - asked.jour).days == 21
    assert "21\u00a0jours avant la réunion du" in asked.resume
    minutes = line(workspace, f"reunion:{meeting.id}:compte_rendu")
    assert minutes.resume.endswith("18 juin 2027, jour ouvré suivant")

    workspace.run(ops.UpdateTask(id=meeting.id, etat=EtatTache.FAIT, fin_reelle=TODAY))
    left = {found.cle for found in seen(workspace).lignes} & keys
    assert left == {f"reunion:{meeting.id}:compte_rendu"}


def test_a_lead_time_that_she_stops_is_told_no_more(workspace):
    delai = next(d for d in workspace.snapshot.delais_reunion if d.slug == "pieces")
    workspace.run(ops.UpdateDelaiReunion(id=delai.id, actif=False))

    assert not [found for found in seen(workspace).lignes if found.cle.endswith(":pieces")]


def test_a_task_over_is_left_out(workspace):
    task = next(t for t in workspace.snapshot.tasks if t.slug == "envoyer-diagnostic")
    assert seen(workspace).line(f"tache:{task.id}") is not None

    workspace.run(ops.UpdateTask(id=task.id, etat=EtatTache.SANS_OBJET))
    assert seen(workspace).line(f"tache:{task.id}") is None


def test_a_rule_is_done_with_its_task_and_told_once(workspace):
    workspace.run(ops.AddContractLife())
    task = next(t for t in workspace.snapshot.tasks if t.slug == "coupes-mi-contrat")
    rule = line(workspace, "coupe-mi-contrat:effet")
    assert rule.tache_liee == task.id
    assert seen(workspace).line(f"tache:{task.id}") is None

    workspace.run(ops.UpdateTask(id=task.id, etat=EtatTache.FAIT, fin_reelle=TODAY))
    assert line(workspace, "coupe-mi-contrat:effet").etat is EtatEcheance.FAITE


def test_rules_follow_the_situation_of_the_dossier(workspace):
    def slugs():
        return {found.cle.partition(":")[0] for found in seen(workspace).lignes}

    assert "budget-vote" not in slugs()
    assert "fin-fgu" not in slugs()
    workspace.run(
        ops.UpdateEtablissement(
            statut_juridique=StatutJuridique.PUBLIC,
            regime_tarifaire=RegimeTarifaire.FORFAIT_GLOBAL_UNIQUE,
        )
    )
    assert "budget-vote" in slugs()
    workspace.run(ops.UpdateDossier(piste=Piste.DIALOGUE_GESTION))
    assert not {"coupes-avant-signature", "revue-trimestrielle", "comite-final"} & slugs()
    assert {"errd", "eprd", "prorogation"} <= slugs()


def test_an_empty_dossier_has_its_legal_dates(workspace):
    workspace.run(ops.UpdateDossier(date_signature=None, date_effet=None))
    view = seen(workspace)

    assert not [found for found in view.lignes if found.origine is Origine.TACHE]
    assert view.line(ERRD) is not None


def test_a_plan_that_cannot_be_dated_is_told_and_the_rest_stays(workspace, monkeypatch):
    from cpom_desktop.errors import RegleInvalide

    def refuse(*_args):
        raise RegleInvalide("plan-trop-long")

    monkeypatch.setattr(echeancier_lignes, "plan_view", refuse)
    view = seen(workspace)

    assert "raccourcissez" in view.plan_error
    assert view.line(ERRD) is not None


def test_a_reminder_is_shown_a_week_from_its_day(workspace):
    errd = line(workspace, ERRD)

    assert not is_reminded(errd, date(2027, 2, 28))
    assert is_reminded(errd, date(2027, 3, 1))
    assert is_reminded(errd, date(2027, 3, 7))
    assert not is_reminded(errd, date(2027, 3, 8))
    assert is_reminded(errd, date(2027, 3, 31))
    assert is_reminded(errd, date(2027, 4, 30))
    assert not is_reminded(errd, date(2027, 5, 1))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((60, 30, 7), "60, 30 et 7 j"),
        ((30, 7), "30 et 7 j avant"),
        ((7,), "7 j avant"),
        ((), "Pas de rappel"),
    ],
)
def test_reminders_are_told_in_words(days, words):
    assert reminders_words(days) == words


def test_a_calendar_takes_what_is_open_with_the_keys_of_the_plan(workspace):
    workspace.run(ops.AddEcheance(titre="Appeler l’ARS", jour=date(2027, 3, 20), rappels="30,7"))
    workspace.run(ops.SetEcheance(cle=ERRD, fait_le=TODAY))
    events = {
        event.key: event for event in ics_events(workspace.snapshot, workspace.content, TODAY)
    }

    assert ERRD not in events
    assert events["rama:2026"].day == date(2027, 4, 30)
    assert events["rama:2026"].rappels == (30, 7)
    own = next(event for key, event in events.items() if key.startswith("rappel:"))
    assert (own.title, own.rappels) == ("Appeler l’ARS", (7,))
    plan = {event.key for event in plan_events(workspace.snapshot, workspace.content, TODAY)}
    assert {key for key in events if key.startswith("tache:")} <= plan
    alone = ics_events(workspace.snapshot, workspace.content, TODAY, plan=False)
    assert not [event for event in alone if event.key.startswith(("tache:", "reunion:"))]


@pytest.mark.parametrize(
    ("champ", "told"),
    [
        ("echeances.errd:2026.note", "Échéancier, «\u00a0ERRD 2026\u00a0», note"),
        ("echeances.1.titre", "Échéancier, «\u00a0Appeler l’ARS\u00a0», échéance"),
        ("echeances.reunion:3:pieces.note", "Échéancier, note"),
        ("echeances.99.note", "Échéancier, note"),
    ],
)
def test_the_place_she_left_is_named(workspace, champ, told):
    workspace.run(ops.AddEcheance(titre="Appeler l’ARS", jour=date(2027, 3, 20)))

    place = place_sentence(workspace.snapshot, workspace.content, "echeancier", champ)

    assert place == told


def test_what_is_late_or_recalled_is_to_do_on_the_dashboard(workspace):
    workspace.run(ops.AddEcheance(titre="Appeler l’ARS", jour=date(2027, 3, 15)))
    workspace.run(ops.AddEcheance(titre="Écrire", jour=date(2027, 3, 1)))
    view = dashboard(workspace.snapshot, workspace.content, TODAY)
    told = {todo.titre: todo for todo in view.todos}

    assert told["Écrire"].retard_jours == 11
    assert told["Appeler l’ARS"].retard_jours == 0
    assert told["Appeler l’ARS"].page == "echeancier"
    assert told["Appeler l’ARS"].field.startswith("echeances.rappel:")
    assert "ERRD 2026 et rapport d’activité" not in told
    assert view.dates_en_retard == len(seen(workspace).late)
    assert view.dates_de_la_semaine == len(seen(workspace).soon)


def test_the_end_of_an_agreement_is_a_date_kept_with_its_partner(workspace):
    partner = next(a for a in workspace.snapshot.acteurs if a.slug == "had")
    cle = f"convention:{partner.id}"
    days = {"convention_signee_le": date(2024, 6, 1), "convention_echeance": date(2027, 6, 1)}
    workspace.run(ops.UpdateActeur(id=partner.id, convention=True, **days))
    found = line(workspace, cle)
    assert (found.jour, found.origine, found.rappels) == (
        date(2027, 6, 1),
        Origine.DOSSIER,
        (90, 30),
    )
    assert found.titre.endswith(partner.structure)
    assert (found.page, found.champ) == ("acteurs", f"acteurs.{partner.id}.convention_echeance")
    workspace.run(ops.SetEcheance(cle=cle, fait_le=date(2027, 5, 3)))
    assert line(workspace, cle).etat is EtatEcheance.FAITE
    renewed = {"convention_signee_le": date(2027, 5, 10), "convention_echeance": date(2030, 6, 1)}
    workspace.run(ops.UpdateActeur(id=partner.id, **renewed))
    assert line(workspace, cle).etat is EtatEcheance.A_FAIRE
    workspace.run(ops.UpdateActeur(id=partner.id, convention=False))
    assert seen(workspace).line(cle) is None
