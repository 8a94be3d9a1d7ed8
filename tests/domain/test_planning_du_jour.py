"""The plan in worked days, on a day, with meetings, lateness, and the life of the contract."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.calendrier import MotifFermeture
from cpom_desktop.domain.calendrier_du_plan import CalendarRules, PeriodeFermee, calendar_of
from cpom_desktop.domain.planning_marge import plan_margin
from cpom_desktop.domain.planning_types import Contrat, MotifDate
from cpom_desktop.domain.tasks import Ancre, EtatTache, ModePlanification, UniteDuree
from cpom_desktop.errors import RegleInvalide
from tests.outils.plans import DAY, OPEN, TARGET, linked, plan, task

TOT = ModePlanification.AU_PLUS_TOT
OUVRES = UniteDuree.OUVRES
AVOIDED = calendar_of(CalendarRules(ete=True, fin_annee=True, ponts=True))


def reason(dated, number):
    found = dated[number].raison
    return found.motif, found.autre_id, found.jour


# worked days


def test_worked_days_skip_week_ends_and_holidays_back_from_the_target():
    dated = plan([task(1, 10, unite=OUVRES)], target=date(2027, 7, 23))

    assert dated[1].debut == date(2027, 7, 8), "14 July and two week-ends are not worked"
    assert dated[1].fin == date(2027, 7, 23)


def test_worked_days_and_calendar_days_follow_each_other_without_a_gap_that_matters():
    tasks = [task(1, 5, unite=OUVRES), task(2, 5), task(3, 5, unite=OUVRES)]
    dated = plan(tasks, (2, 1), (3, 2), today=date(2027, 11, 1))

    assert dated[1].fin == dated[2].debut
    assert dated[2].fin <= dated[3].debut
    assert dated[1].debut_au_plus_tot == date(2027, 11, 2), "1 November is a holiday"
    assert dated[1].fin_au_plus_tot == date(2027, 11, 9)
    assert dated[3].fin_au_plus_tot == date(2027, 11, 20)


def test_a_closure_where_nobody_works_makes_worked_days_longer():
    closed = PeriodeFermee(date(2027, 12, 6), date(2027, 12, 10), travail=True)
    calendar = calendar_of(CalendarRules(periodes=(closed,)))

    assert plan([task(1, 3, unite=OUVRES)], calendar=calendar)[1].debut == date(2027, 12, 3)
    assert plan([task(1, 3)], calendar=calendar)[1].debut == date(2027, 12, 12)


def test_margins_are_told_in_worked_days_too():
    dated = plan([task(1, 5)], today=TARGET - 19 * DAY)

    assert (dated[1].marge_jours, dated[1].marge_ouvres) == (14, 10)


# meetings


def test_a_meeting_moves_before_the_summer_and_says_why():
    meeting = task(1, 1, jalon=True, reunion=True)
    dated = plan([meeting], target=date(2027, 8, 31), calendar=AVOIDED)

    assert dated[1].fin == date(2027, 7, 13)
    assert dated[1].shifted_from == date(2027, 8, 31)
    assert dated[1].raison.ferme.motif is MotifFermeture.ETE


def test_a_milestone_that_is_no_meeting_only_keeps_off_days_without_work():
    dated = plan([task(1, 1, jalon=True)], target=date(2027, 8, 31), calendar=AVOIDED)

    assert (dated[1].fin, dated[1].raison.ferme) == (date(2027, 8, 31), None)


def test_a_meeting_that_is_no_milestone_keeps_off_closed_days_too():
    dated = plan([task(1, 1, reunion=True)], target=date(2027, 12, 25), calendar=AVOIDED)

    assert dated[1].fin == date(2027, 12, 17)


def test_what_a_moved_meeting_pulls_knows_which_meeting():
    tasks = [task(1, 5), task(2, 5), task(3, 1, jalon=True, reunion=True)]
    dated = plan(tasks, (2, 1), (3, 2), target=date(2027, 10, 17), calendar=OPEN)

    assert [dated[i].raison.origine_id for i in (1, 2, 3)] == [3, 3, None]
    assert plan(tasks, (2, 1), (3, 2), calendar=OPEN)[1].raison.origine_id is None


def test_what_follows_a_moved_meeting_as_early_as_it_can_knows_it_too():
    tasks = [task(1, 1, jalon=True, limite_jours=60), task(2, 5, mode=TOT), task(3, 1)]
    dated = plan(tasks, (2, 1), (3, 2), calendar=OPEN)

    assert dated[1].shifted_from == date(2027, 10, 16)
    assert dated[2].raison.origine_id == 1


# why


def test_each_end_says_what_decides_it():
    tasks = [
        task(1, 5),
        task(2, 10),
        task(3, 5, limite_jours=60),
        task(4, 5, mode=TOT),
        task(5, 30, mode=TOT),
        task(6, 2, date_epinglee=date(2027, 11, 2)),
        task(7, 2, etat=EtatTache.FAIT, fin_reelle=date(2027, 3, 1)),
        task(8, 2, ancre=Ancre.SIGNATURE, decalage_mois=1),
    ]
    dated = plan(tasks, (2, 1), (4, 5), (2, 4))

    assert reason(dated, 1) == (MotifDate.SUIVANTE, 2, TARGET)
    assert reason(dated, 2) == (MotifDate.CIBLE, None, None)
    assert reason(dated, 3) == (MotifDate.LIMITE, None, None)
    assert reason(dated, 4) == (MotifDate.AU_PLUS_TOT, 5, dated[5].fin)
    assert reason(dated, 5) == (MotifDate.PREMIER_JOUR, None, None)
    assert [dated[i].raison.motif for i in (6, 7, 8)] == [
        MotifDate.EPINGLEE,
        MotifDate.TERMINEE,
        MotifDate.ANCREE,
    ]


def test_a_task_before_one_fixed_by_hand_counts_from_that_day():
    dated = plan([task(1, 10), task(2, 5, date_epinglee=TARGET - 40 * DAY)], (2, 1))

    assert reason(dated, 1) == (MotifDate.SUIVANTE, 2, TARGET - 40 * DAY)


# on a day


def test_what_is_late_pushes_the_early_dates_of_what_waits():
    today = TARGET - 20 * DAY
    dated = plan([task(1, 15), task(2, 10)], (2, 1), today=today)

    assert [dated[i].marge_jours for i in (1, 2)] == [-5, -5]
    assert [dated[i].fin for i in (1, 2)] == [TARGET - 10 * DAY, TARGET], "planned dates stay"
    assert [dated[i].fin_prevue for i in (1, 2)] == [TARGET - 5 * DAY, TARGET + 5 * DAY]
    assert dated[2].debut_prevu == TARGET - 5 * DAY
    assert [dated[i].retard_prevu for i in (1, 2)] == [5, 5]


def test_on_time_the_forecast_is_the_plan():
    dated = plan([task(1, 15), task(2, 10)], (2, 1), today=TARGET - 60 * DAY)

    for s in dated.values():
        assert (s.debut_prevu, s.fin_prevue, s.retard_prevu) == (s.debut, s.fin, 0)


def test_a_day_to_begin_that_is_to_come_holds_the_early_dates():
    dated = plan([task(1, 5)], today=TARGET - 60 * DAY, start=TARGET - 20 * DAY)

    assert dated[1].debut_au_plus_tot == TARGET - 20 * DAY
    late = plan([task(1, 5)], today=TARGET - 10 * DAY, start=TARGET - 20 * DAY)
    assert late[1].debut_au_plus_tot == TARGET - 10 * DAY


def test_a_task_begun_on_a_day_ends_when_its_time_is_over():
    begun = task(1, 10, etat=EtatTache.EN_COURS, debut_reel=TARGET - 12 * DAY)
    dated = plan([begun, task(2, 4)], (2, 1), today=TARGET - 8 * DAY)

    assert dated[1].debut == TARGET - 12 * DAY
    assert dated[1].fin_au_plus_tot == TARGET - 2 * DAY
    assert dated[1].marge_jours == -2
    assert dated[2].fin_prevue == TARGET + 2 * DAY


def test_a_task_begun_and_past_its_time_ends_today_at_the_earliest():
    begun = task(1, 10, etat=EtatTache.EN_COURS, debut_reel=TARGET - 40 * DAY)

    assert plan([begun], today=TARGET - 8 * DAY)[1].fin_au_plus_tot == TARGET - 8 * DAY


@pytest.mark.parametrize(("progress", "left"), [(0, 10), (55, 5), (100, 0)])
def test_a_task_begun_one_knows_not_when_counts_what_is_left(progress, left):
    begun = task(1, 10, etat=EtatTache.EN_COURS, avancement=progress)
    today = TARGET - 30 * DAY

    assert plan([begun], today=today)[1].fin_au_plus_tot == today + left * DAY


def test_a_task_begun_does_not_end_before_what_it_waits_for():
    tasks = [task(1, 20), task(2, 10, etat=EtatTache.EN_COURS, avancement=90)]
    dated = plan(tasks, (2, 1), today=TARGET - 30 * DAY)

    assert dated[1].fin_au_plus_tot == TARGET - 10 * DAY
    assert dated[2].fin_au_plus_tot == TARGET - 9 * DAY, "one day of ten is left"
    assert dated[1].marge_jours == dated[2].marge_jours == 9


def test_a_meeting_foreseen_late_waits_for_an_open_day():
    tasks = [task(1, 10), task(2, 1, jalon=True, reunion=True)]
    dated = plan(tasks, (2, 1), target=date(2027, 7, 12), calendar=AVOIDED,
                 today=date(2027, 7, 6))  # fmt: skip

    assert dated[2].fin == date(2027, 7, 12)
    assert dated[2].fin_prevue == date(2027, 9, 1)


def test_a_date_fixed_by_hand_that_is_past_is_foreseen_today():
    pinned = task(1, 5, date_epinglee=TARGET - 40 * DAY)
    dated = plan([pinned, task(2, 5)], (2, 1), today=TARGET - 30 * DAY)

    assert dated[1].fin == TARGET - 40 * DAY
    assert dated[1].fin_prevue == TARGET - 30 * DAY
    assert dated[2].debut_au_plus_tot == TARGET - 30 * DAY


def test_what_waits_for_a_finished_task_frees_what_it_waited_for():
    tasks = [task(1, 10), task(2, 5, etat=EtatTache.FAIT, fin_reelle=TARGET - 60 * DAY)]
    dated = plan([*tasks, task(3, 5)], (2, 1), (3, 2), today=TARGET - 30 * DAY)

    assert dated[1].fin == TARGET - 10 * DAY, "its planned date stays"
    assert dated[1].fin_au_plus_tard == TARGET, "nothing waits for it any more"
    assert dated[3].marge_jours == 25


def test_a_limit_of_what_is_out_of_scope_holds_nobody():
    tasks = [task(1, 5), task(2, 1, limite_jours=100, etat=EtatTache.SANS_OBJET), task(3, 5)]

    assert plan(tasks, (2, 1), (3, 2))[1].fin == TARGET - 5 * DAY


# margin and critical path


def test_the_margin_is_that_of_the_work_that_comes_next():
    tasks = [task(1, 30), task(2, 12), task(3, 1)]
    links = linked((3, 1), (3, 2))
    margin = plan_margin(plan(tasks, (3, 1), (3, 2), today=TARGET - 40 * DAY), links)

    assert (margin.jours, margin.fin_prevue, margin.manque) == (9, TARGET, None)


def test_what_lacks_is_told_with_the_task_and_since_when():
    links = linked((2, 1))
    margin = plan_margin(plan([task(1, 30), task(2, 1)], (2, 1), today=TARGET - 21 * DAY), links)

    lack = margin.manque
    assert (lack.jours, lack.task_id, lack.commence) == (10, 1, False)
    assert (lack.depuis, lack.possible) == (TARGET - 31 * DAY, TARGET - 21 * DAY)
    assert margin.fin_prevue == TARGET + 10 * DAY


def test_a_plan_wholly_closed_has_no_margin():
    done = task(1, etat=EtatTache.FAIT, fin_reelle=TARGET)

    assert plan_margin(plan([done, task(2, etat=EtatTache.SANS_OBJET)]), []) is None


def test_the_life_of_the_contract_does_not_weigh_on_the_margin():
    tasks = [task(1, 5), task(2, 90, ancre=Ancre.SIGNATURE, decalage_jours=30)]
    dated = plan(tasks, today=TARGET - 15 * DAY)

    assert plan_margin(dated, []).jours == 10
    assert plan_margin(dated, []).fin_prevue == TARGET


def test_the_critical_path_goes_through_a_meeting_that_moves():
    tasks = [task(1, 10), task(2, 1, jalon=True, reunion=True), task(3, 5), task(4, 2)]
    dated = plan(tasks, (2, 1), (3, 2), target=date(2027, 9, 20), calendar=AVOIDED,
                 today=date(2027, 3, 1))  # fmt: skip

    assert [dated[i].critical for i in (1, 2, 3, 4)] == [True, True, True, False]


# the life of the contract


@pytest.mark.parametrize(
    ("ancre", "months", "days", "expected"),
    [
        (Ancre.SIGNATURE, 0, 30, date(2028, 1, 14)),
        (Ancre.SIGNATURE, 1, 0, date(2028, 1, 15)),
        (Ancre.EFFET, 28, 0, date(2030, 5, 1)),
        (Ancre.FIN_CONTRAT, -6, 0, date(2032, 6, 30)),
        (Ancre.FIN_CONTRAT, -12, -1, date(2031, 12, 30)),
    ],
)
def test_a_task_of_the_life_of_the_contract_is_counted_from_its_anchor(
    ancre, months, days, expected
):
    contrat = Contrat(date(2028, 1, 1), date(2032, 12, 31))
    anchored = task(1, 5, ancre=ancre, decalage_mois=months, decalage_jours=days)

    dated = plan([anchored], contrat=contrat)

    assert dated[1].fin == expected
    assert dated[1].debut == expected - 5 * DAY


def test_without_an_effective_date_the_signature_stands_for_it():
    tasks = [task(1, ancre=Ancre.EFFET, decalage_mois=1), task(2, ancre=Ancre.FIN_CONTRAT)]
    dated = plan(tasks)

    assert (dated[1].fin, dated[2].fin) == (date(2028, 1, 15), date(2032, 12, 14))


def test_an_end_of_month_is_bounded_by_the_shorter_month():
    dated = plan([task(1, ancre=Ancre.SIGNATURE, decalage_mois=2)], target=date(2027, 12, 31))

    assert dated[1].fin == date(2028, 2, 29)


def test_a_meeting_of_the_life_of_the_contract_moves_before_its_day():
    meeting = task(1, 1, jalon=True, reunion=True, ancre=Ancre.SIGNATURE, decalage_mois=8)
    dated = plan([meeting], calendar=AVOIDED)

    assert dated[1].shifted_from == date(2028, 8, 15)
    assert dated[1].fin == date(2028, 7, 13), "in 2028 the 14th is a Friday: no bridge"


def test_what_comes_after_the_signature_does_not_delay_it():
    tasks = [task(1, 5), task(2, 5, ancre=Ancre.SIGNATURE, decalage_mois=1)]

    assert plan(tasks, (2, 1))[1].fin == TARGET


# bounds


@pytest.mark.parametrize(
    "asked",
    [
        {"tasks": [task(1, 3650)] * 1, "target": date(1905, 1, 1)},
        {"tasks": [task(1, 3650, unite=OUVRES)], "target": date(1905, 1, 1)},
        {"tasks": [task(1, ancre=Ancre.SIGNATURE, decalage_mois=3650)], "target": TARGET},
        {"tasks": [task(1, ancre=Ancre.EFFET, decalage_jours=10**9)], "target": TARGET},
    ],
)
def test_a_plan_that_leaves_our_centuries_is_refused(asked):
    with pytest.raises(RegleInvalide, match="plan-trop-long"):
        plan(asked["tasks"], target=asked["target"])


def test_a_thousand_tasks_in_a_row_are_dated():
    tasks = [task(n, 5) for n in range(1, 1001)]
    dated = plan(tasks, *((n + 1, n) for n in range(1, 1000)))

    assert dated[1].debut == TARGET - 5000 * DAY
