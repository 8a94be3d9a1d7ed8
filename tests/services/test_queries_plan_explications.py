"""Where each date comes from, in one sentence; what closes days; what to look at."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.calendrier import MotifFermeture
from cpom_desktop.domain.calendrier_du_plan import (
    CalendarRules,
    JourFerme,
    PeriodeFermee,
    calendar_of,
)
from cpom_desktop.domain.planning import schedule_retroplanning
from cpom_desktop.domain.planning_types import Contrat
from cpom_desktop.domain.tasks import Ancre, EtatTache, ModePlanification, UniteDuree
from cpom_desktop.services.operations import (
    AddFermeture,
    UpdateDossier,
    UpdateEtablissement,
    UpdateTask,
)
from cpom_desktop.services.queries.plan_calendrier import closed_spans
from cpom_desktop.services.queries.plan_explications import (
    PlanBook,
    closed_words,
    explain,
    margin_words,
)
from cpom_desktop.services.queries.planning import plan_view
from tests.outils.plans import DAY, TARGET, linked, task

TOT = ModePlanification.AU_PLUS_TOT
AVOIDED = calendar_of(CalendarRules(ete=True, fin_annee=True, ponts=True))
CONTRAT = Contrat(date(2028, 1, 1), date(2032, 12, 31))


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def why(tasks, *pairs, target=TARGET, contrat=CONTRAT, **dates):
    """Return the sentence of the first task."""
    found = schedule_retroplanning(
        tasks, linked(*pairs), target, calendar=AVOIDED, contrat=contrat, **dates
    )
    book = PlanBook({s.task.id: s for s in found}, AVOIDED, target, contrat)
    return plain(explain(found[0], book))


@pytest.mark.parametrize(
    ("tasks", "pairs", "target", "sentence"),
    [
        (
            [task(1), task(2, 10, unite=UniteDuree.OUVRES)],
            [(2, 1)],
            date(2027, 7, 23),
            (
                "8 juillet 2027 : 10 jours ouvrés avant la fin de « T2 » (23 juillet 2027), "
                "le 14 juillet étant férié."
            ),
        ),
        (
            [task(1), task(2, 10, unite=UniteDuree.OUVRES)],
            [(2, 1)],
            date(2027, 5, 21),
            (
                "5 mai 2027 : 10 jours ouvrés avant la fin de « T2 » (21 mai 2027), "
                "les 6 mai et 17 mai étant fériés."
            ),
        ),
        (
            [task(1), task(2, 10)],
            [(2, 1)],
            TARGET,
            "5 décembre 2027 : 10 jours avant la fin de « T2 » (15 décembre 2027).",
        ),
        (
            [task(1), task(2, 1, jalon=True)],
            [(2, 1)],
            TARGET,
            "14 décembre 2027 : la veille de « T2 » (15 décembre 2027).",
        ),
        (
            [task(1), task(2, 1, jalon=True, reunion=True)],
            [(2, 1)],
            date(2027, 8, 20),
            (
                "12 juillet 2027 : la veille de « T2 » (13 juillet 2027), avancée pour éviter un "
                "jour fermé."
            ),
        ),
        (
            [task(1), task(2, 5), task(3, 1, jalon=True, reunion=True)],
            [(2, 1), (3, 2)],
            date(2027, 10, 17),
            (
                "9 octobre 2027 : 5 jours avant la fin de « T2 » (14 octobre 2027) ; « T3 » passe "
                "au 15 octobre 2027 pour éviter un jour fermé."
            ),
        ),
        (
            [task(1), task(2, 20, etat=EtatTache.SANS_OBJET), task(3, 2)],
            [(2, 1), (3, 2)],
            TARGET,
            "13 décembre 2027 : avant « T2 », sans objet.",
        ),
        (
            [task(1, 1, jalon=True, reunion=True, limite_jours=60)],
            [],
            TARGET,
            (
                "15 octobre 2027 : au plus tard 60 jours avant la date visée (15 décembre 2027) ; "
                "réunion avancée, le 16 octobre étant un samedi."
            ),
        ),
        ([task(1)], [], TARGET, "15 décembre 2027 : c’est la date visée."),
        (
            [task(1, mode=TOT), task(2, 40)],
            [],
            TARGET,
            "10 novembre 2027 : au plus tôt, 5 jours après le premier jour (5 novembre 2027).",
        ),
        (
            [task(1, mode=TOT), task(2, 40), task(3, 30)],
            [(1, 2), (3, 2)],
            TARGET,
            "20 novembre 2027 : au plus tôt, 5 jours après la fin de « T2 » (15 novembre 2027).",
        ),
        (
            [task(1, etat=EtatTache.SANS_OBJET)],
            [],
            TARGET,
            "15 décembre 2027 : sans objet, elle ne prend pas de temps.",
        ),
        (
            [task(1, date_epinglee=date(2027, 6, 1))],
            [],
            TARGET,
            "1er juin 2027 : date que vous avez fixée.",
        ),
        (
            [task(1, ancre=Ancre.SIGNATURE, decalage_jours=30)],
            [],
            TARGET,
            "14 janvier 2028 : 30 jours après la signature (15 décembre 2027).",
        ),
        (
            [task(1, ancre=Ancre.EFFET, decalage_mois=28, decalage_jours=1)],
            [],
            TARGET,
            "2 mai 2030 : 28 mois et 1 jour après la date d’effet (1er janvier 2028).",
        ),
        (
            [task(1, ancre=Ancre.FIN_CONTRAT, decalage_mois=-6)],
            [],
            TARGET,
            "30 juin 2032 : 6 mois avant la fin du contrat (31 décembre 2032).",
        ),
        (
            [task(1, ancre=Ancre.EFFET)],
            [],
            TARGET,
            "1er janvier 2028 : le jour même de la date d’effet (1er janvier 2028).",
        ),
    ],
)
def test_a_date_says_where_it_comes_from(tasks, pairs, target, sentence):
    assert why(tasks, *pairs, target=target) == sentence


def test_what_is_late_says_when_it_is_foreseen():
    assert why([task(1, 15)], today=TARGET - 5 * DAY) == (
        "15 décembre 2027 : c’est la date visée ; fin prévue le 25 décembre 2027, "
        "10 jours plus tard."
    )


@pytest.mark.parametrize(
    ("ancre", "words"),
    [
        (Ancre.EFFET, "la signature (15 décembre 2027), en attendant la date d’effet."),
        (Ancre.FIN_CONTRAT, "la fin du contrat, comptée depuis la signature (15 décembre 2027)."),
    ],
)
def test_an_anchor_that_is_not_known_is_told(ancre, words):
    assert why([task(1, ancre=ancre, decalage_mois=1)], contrat=Contrat()).endswith(words)


@pytest.mark.parametrize(
    ("motif", "words"),
    [
        (MotifFermeture.WEEK_END, "le 1er mai étant un samedi"),
        (MotifFermeture.FERIE, "le 1er mai étant férié"),
        (MotifFermeture.FERMETURE, "le 1er mai étant un jour de fermeture (« Travaux »)"),
        (MotifFermeture.VACANCES, "le 1er mai étant dans les vacances scolaires"),
        (MotifFermeture.ETE, "le 1er mai étant entre le 15 juillet et le 31 août"),
        (MotifFermeture.FIN_ANNEE, "le 1er mai étant entre le 20 décembre et le 4 janvier"),
        (MotifFermeture.PONT, "le 1er mai étant un pont"),
    ],
)
def test_a_closed_day_says_why(motif, words):
    assert plain(closed_words(JourFerme(date(2027, 5, 1), motif, "Travaux"))) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(19, "10 jours ouvrés de marge"), (5, "sans marge"), (2, "il manque 3 jours")],
)
def test_the_margin_of_a_task_is_told_in_worked_days(days, words):
    (found,) = schedule_retroplanning(
        [task(1, 5)], [], TARGET, calendar=AVOIDED, today=TARGET - days * DAY
    )

    assert plain(margin_words(found)) == words
    assert margin_words(None) == ""


# what closes days, as a dossier says it


@pytest.fixture
def view(workspace):
    """Return a function that reads the plan on a day."""
    return lambda today=date(2026, 12, 1): plan_view(workspace.snapshot, workspace.content, today)


def test_closed_periods_join_over_the_week_end_and_keep_their_name():
    closure = PeriodeFermee(date(2027, 3, 3), date(2027, 3, 10), "Travaux")
    calendar = calendar_of(CalendarRules(periodes=(closure,), ponts=True))

    spans = closed_spans(calendar, date(2027, 3, 1), date(2027, 5, 31))

    assert [(s.premier, s.dernier, s.libelle) for s in spans] == [
        (date(2027, 3, 3), date(2027, 3, 10), "Travaux"),
        (date(2027, 5, 7), date(2027, 5, 7), "pont"),
    ]


def test_her_closures_and_the_breaks_she_avoids_move_the_meetings(workspace, view):
    copil = next(t for t in workspace.snapshot.tasks if t.slug == "reunion-concertation")
    before = next(r for r in view().rows if r.task_id == copil.id).scheduled.fin

    workspace.run(AddFermeture(debut=before, fin=before, libelle="Journée du personnel"))
    row = next(r for r in view().rows if r.task_id == copil.id)
    assert row.scheduled.fin < before
    assert "« Journée du personnel »" in plain(row.explication)

    workspace.run(UpdateDossier(eviter_vacances=True))
    labels = {span.motif for span in view().closed}
    assert MotifFermeture.VACANCES in labels


def test_the_horizon_of_the_school_breaks_is_told_when_the_plan_goes_beyond(workspace, view):
    assert view().horizon == ""

    workspace.run(UpdateDossier(date_signature=date(2029, 3, 1)))
    assert plain(view().horizon).startswith(
        "Vacances scolaires : calendrier officiel jusqu’au 31 août 2028."
    )

    workspace.run(UpdateEtablissement(departement="971"))
    assert view().horizon.startswith("La Corse et l’outre-mer")
    workspace.run(UpdateEtablissement(zone_scolaire=None))
    assert view().horizon.startswith("Choisissez la zone")


# what to look at


def kinds(view):
    return {(alert.task_id, alert.genre) for alert in view.alertes}


def test_a_date_fixed_before_the_end_of_what_it_waits_for_is_told(workspace, view):
    workspace.run(UpdateTask(id=2, date_epinglee=date(2027, 2, 9)))
    workspace.run(UpdateTask(id=1, date_epinglee=date(2027, 2, 18)))

    texts = {a.task_id: plain(a.texte) for a in view().alertes if a.genre == "avant-la-fin"}
    assert texts[2].startswith(
        "« Désigner le référent CPOM et l’équipe projet » commence 14 jours"
    )


def test_a_meeting_fixed_on_a_closed_day_is_told(workspace, view):
    workspace.run(UpdateTask(id=24, date_epinglee=date(2027, 7, 20)))

    alert = next(a for a in view().alertes if a.genre == "reunion-jour-ferme")
    assert plain(alert.texte).endswith(
        "est fixée au 20 juillet 2027, le 20 juillet étant entre le 15 juillet et le 31 août."
    )


def test_a_meeting_moved_too_near_the_one_before_is_told(workspace, view):
    assert not any(genre == "etape-courte" for _id, genre in kinds(view()))

    workspace.run(UpdateDossier(eviter_ete=False, date_signature=date(2027, 12, 15)))
    copil = next(r for r in view().rows if r.task_id == 33).scheduled
    before = next(r for r in view().rows if r.task_id == 31).scheduled.fin
    workspace.run(AddFermeture(debut=before.replace(day=before.day + 4), fin=copil.fin))
    workspace.run(UpdateTask(id=32, duree_jours=1))
    workspace.run(UpdateTask(id=31, date_epinglee=before))

    assert (33, "etape-courte") in kinds(view())


def test_a_gmp_that_comes_too_late_to_count_is_told(workspace, view):
    assert (11, "coupes-tardives") not in kinds(view())

    workspace.run(UpdateTask(id=11, date_epinglee=date(2027, 7, 1)))
    assert (11, "coupes-tardives") in kinds(view())
