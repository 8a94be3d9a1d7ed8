"""The backward plan: dates, margins, meetings, what she fixed or finished, cycles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from cpom_desktop.domain.planning import is_late, order_tasks, schedule_retroplanning
from cpom_desktop.domain.tasks import EtatTache, ModePlanification
from cpom_desktop.errors import RegleInvalide
from tests.outils.plans import DAY, OPEN, STILL, TARGET, linked, plan, task

TOT = ModePlanification.AU_PLUS_TOT


def days_before(day, target=TARGET):
    return (target - day).days


# the rule of the kit


def test_a_chain_is_computed_back_from_the_target():
    dated = plan([task(1, 5), task(2, 10), task(3, 1)], (2, 1), (3, 2))

    assert [days_before(dated[i].fin) for i in (1, 2, 3)] == [11, 1, 0]
    assert [days_before(dated[i].debut) for i in (1, 2, 3)] == [16, 11, 1]


def test_a_task_ends_when_the_first_of_those_that_wait_for_it_starts():
    dated = plan([task(1, 5), task(2, 30), task(3, 10)], (2, 1), (3, 1))

    assert dated[1].fin_au_plus_tard == dated[2].debut_au_plus_tard
    assert days_before(dated[1].fin) == 30


def test_a_limit_holds_a_task_before_its_followers():
    dated = plan([task(1, 5, limite_jours=60), task(2, 10)], (2, 1))

    assert days_before(dated[1].fin) == 60
    assert days_before(dated[2].debut) == 10


def test_a_limit_looser_than_the_links_changes_nothing():
    dated = plan([task(1, 5, limite_jours=3), task(2, 10)], (2, 1))

    assert days_before(dated[1].fin) == 10


def test_a_limit_of_zero_days_is_the_target_itself():
    assert plan([task(1, limite_jours=0)])[1].fin == TARGET


def test_the_longest_chain_is_critical_and_the_other_has_the_difference_as_margin():
    dated = plan([task(1, 30), task(2, 12), task(3, 1)], (3, 1), (3, 2))

    assert [dated[i].marge_jours for i in (1, 2, 3)] == [0, 18, 0]
    assert [dated[i].critical for i in (1, 2, 3)] == [True, False, True]


def test_a_start_given_too_late_makes_every_margin_of_the_chain_negative():
    dated = plan([task(1, 30), task(2, 1)], (2, 1), start=TARGET - 21 * DAY)

    assert [dated[i].marge_jours for i in (1, 2)] == [-10, -10]
    assert all(s.critical for s in dated.values())
    assert dated[2].fin == TARGET


def test_a_start_given_early_leaves_margin_and_the_longest_chain_stays_critical():
    tasks = [task(1, 30), task(2, 1), task(3, 1)]
    dated = plan(tasks, (2, 1), start=TARGET - 40 * DAY)

    assert [dated[i].marge_jours for i in (1, 2, 3)] == [9, 9, 39]
    assert [dated[i].critical for i in (1, 2, 3)] == [True, True, False]


def test_the_dates_come_in_the_order_of_the_tasks_given():
    tasks = [task(3), task(1), task(2)]
    dated = schedule_retroplanning(tasks, linked((3, 1), (1, 2)), TARGET, calendar=STILL)

    assert [s.task for s in dated] == tasks


def test_a_plan_of_nothing_is_empty():
    assert schedule_retroplanning([], [], TARGET, calendar=OPEN) == ()


def test_a_link_to_a_task_that_is_not_there_is_ignored():
    dated = plan([task(1)], (1, 99), (98, 1))

    assert dated[1].fin == TARGET


def test_the_same_link_twice_counts_once():
    once = plan([task(1), task(2)], (2, 1))

    assert plan([task(1), task(2)], (2, 1), (2, 1)) == once


# as early, as late


def test_an_early_task_starts_when_the_longest_chain_lets_it():
    dated = plan([task(1, 30), task(2, 5, mode=TOT), task(3, 1)], (3, 1), (3, 2))

    assert dated[2].debut == dated[1].debut
    assert dated[2].marge_jours == 25


def test_an_early_task_waits_for_the_day_really_planned_of_what_it_follows():
    tasks = [task(1, 60), task(2, 10), task(3, 5, mode=TOT), task(4, 1)]
    dated = plan(tasks, (3, 2), (4, 1), (4, 3))

    assert dated[3].debut == dated[2].fin
    assert dated[3].debut_au_plus_tot < dated[3].debut


def test_early_tasks_follow_each_other_without_a_gap():
    tasks = [task(1, 60), task(2, 10, mode=TOT), task(3, 5, mode=TOT), task(4, 1)]
    dated = plan(tasks, (3, 2), (4, 1), (4, 3))

    assert dated[2].debut == dated[1].debut
    assert dated[3].debut == dated[2].fin == dated[3].debut_au_plus_tot


def test_an_early_task_never_goes_past_its_latest_start():
    dated = plan([task(1, 30), task(2, 5, mode=TOT)], (2, 1), start=TARGET - 10 * DAY)

    assert dated[2].fin == TARGET
    assert dated[2].marge_jours == -25


# meetings


def test_a_meeting_on_a_holiday_moves_to_the_day_before():
    dated = plan([task(1, 1, jalon=True)], target=date(2027, 11, 11), calendar=OPEN)

    assert dated[1].fin == date(2027, 11, 10)
    assert dated[1].shifted_from == date(2027, 11, 11)


def test_a_meeting_on_a_sunday_after_a_holiday_moves_back_to_the_thursday():
    dated = plan([task(1, 1, jalon=True)], target=date(2027, 1, 3), calendar=OPEN)

    assert dated[1].fin == date(2026, 12, 31)


def test_a_meeting_on_a_working_day_stays():
    dated = plan([task(1, 1, jalon=True)], calendar=OPEN)

    assert (dated[1].fin, dated[1].shifted_from) == (TARGET, None)


def test_a_task_that_is_no_meeting_may_end_on_a_sunday():
    dated = plan([task(1)], target=date(2027, 10, 17), calendar=OPEN)

    assert (dated[1].fin, dated[1].shifted_from) == (date(2027, 10, 17), None)


def test_what_a_moved_meeting_waits_for_is_over_before_it():
    sunday = date(2027, 10, 17)
    dated = plan([task(1, 5), task(2, 1, jalon=True)], (2, 1), target=sunday, calendar=OPEN)

    assert dated[2].fin == sunday - 2 * DAY
    assert dated[1].fin == dated[2].debut


def test_a_moved_meeting_of_the_longest_chain_stays_critical():
    sunday = date(2027, 10, 17)
    dated = plan([task(1, 5), task(2, 1, jalon=True)], (2, 1), target=sunday, calendar=OPEN)

    assert [dated[i].marge_jours for i in (1, 2)] == [0, 0]


def test_a_meeting_fixed_by_hand_stays_on_her_day():
    saturday = date(2027, 10, 16)
    dated = plan([task(1, 1, jalon=True, date_epinglee=saturday)], calendar=OPEN)

    assert (dated[1].fin, dated[1].shifted_from) == (saturday, None)


def test_a_meeting_that_was_held_keeps_its_day():
    saturday = date(2027, 10, 16)
    held = task(1, 1, jalon=True, etat=EtatTache.FAIT, fin_reelle=saturday)

    assert plan([held], calendar=OPEN)[1].fin == saturday


def test_a_meeting_held_as_early_as_it_can_be_moves_to_the_next_working_day():
    friday = date(2027, 3, 12)
    tasks = [task(1, 1), task(2, 1, jalon=True, mode=TOT), task(3, 5, mode=TOT)]
    dated = plan(tasks, (2, 1), (3, 2), calendar=OPEN, start=friday)

    assert dated[1].debut_au_plus_tot + DAY == date(2027, 3, 13)
    assert dated[2].debut_au_plus_tot == date(2027, 3, 14)
    assert dated[3].debut_au_plus_tot == date(2027, 3, 15)


def test_an_early_meeting_is_held_after_what_it_waits_for():
    tasks = [task(1, 1, mode=TOT), task(2, 1, jalon=True, mode=TOT)]
    dated = plan(tasks, (2, 1), calendar=OPEN, start=date(2027, 3, 12))

    assert (dated[1].fin, dated[2].fin) == (date(2027, 3, 13), date(2027, 3, 15))
    assert dated[2].shifted_from is None


def test_an_early_meeting_never_goes_past_its_deadline():
    saturday = date(2027, 10, 16)
    meeting = task(1, 1, jalon=True, mode=TOT)
    dated = plan([meeting], target=saturday, calendar=OPEN, start=saturday - DAY)

    assert dated[1].fin == saturday - DAY


# fixed, finished, out of scope


def test_a_date_fixed_by_hand_is_not_moved_by_a_new_target():
    pinned = task(1, 5, date_epinglee=date(2027, 6, 4))

    for target in (TARGET, TARGET + 90 * DAY):
        assert plan([pinned], target=target)[1].fin == date(2027, 6, 4)


def test_what_a_fixed_task_waits_for_ends_before_it():
    pinned = task(2, 5, date_epinglee=TARGET - 40 * DAY)
    dated = plan([task(1, 10), pinned], (2, 1))

    assert dated[2].debut == TARGET - 45 * DAY
    assert dated[1].fin == dated[2].debut
    assert dated[1].marge_jours == 0


def test_a_task_fixed_too_late_leaves_no_room_to_the_next_one():
    pinned = task(1, 5, date_epinglee=TARGET - 4 * DAY)
    dated = plan([pinned, task(2, 10)], (2, 1))

    assert dated[1].fin > dated[1].fin_au_plus_tard
    assert dated[2].marge_jours == -6
    assert dated[2].critical


def test_a_finished_task_keeps_the_day_it_ended():
    done = task(1, 5, etat=EtatTache.FAIT, fin_reelle=date(2027, 3, 1))
    dated = plan([done])

    assert (dated[1].debut, dated[1].fin) == (date(2027, 2, 24), date(2027, 3, 1))
    assert not dated[1].critical


def test_a_finished_task_without_its_day_takes_the_planned_one():
    assert plan([task(1, etat=EtatTache.FAIT)])[1].fin == TARGET


def test_the_day_it_ended_wins_over_the_day_once_fixed():
    done = task(
        1, etat=EtatTache.FAIT, fin_reelle=date(2027, 3, 1), date_epinglee=date(2027, 2, 1)
    )

    assert plan([done])[1].fin == date(2027, 3, 1)


def test_a_task_finished_early_gives_its_followers_margin():
    first, second = task(1, 30), task(2, 10, mode=TOT)
    done = replace(first, etat=EtatTache.FAIT, fin_reelle=TARGET - 60 * DAY)

    assert plan([first, second], (2, 1))[2].marge_jours == 0
    assert plan([done, second], (2, 1))[2].marge_jours == 50
    assert plan([done, second], (2, 1))[2].debut == TARGET - 60 * DAY


def test_a_task_finished_early_does_not_hurry_what_it_waited_for():
    done = task(2, 5, etat=EtatTache.FAIT, fin_reelle=TARGET - 90 * DAY)
    dated = plan([task(1, 10), done], (2, 1))

    assert dated[1].fin == TARGET - 5 * DAY


def test_a_task_out_of_scope_takes_no_time():
    skipped = task(2, 20, etat=EtatTache.SANS_OBJET)
    dated = plan([task(1, 5), skipped, task(3, 1)], (2, 1), (3, 2))

    assert days_before(dated[1].fin) == 1
    assert dated[2].debut == dated[2].fin
    assert not dated[2].critical


def test_a_task_out_of_scope_still_carries_the_order():
    skipped = task(2, 20, etat=EtatTache.SANS_OBJET)
    dated = plan([task(1, 60), task(4, 3), skipped, task(3, 5, mode=TOT)], (2, 4), (3, 2), (3, 1))

    assert dated[3].debut == max(dated[4].fin, dated[1].fin)


def test_the_day_once_fixed_of_a_task_out_of_scope_holds_nobody():
    skipped = task(1, etat=EtatTache.SANS_OBJET, date_epinglee=TARGET + 30 * DAY)
    dated = plan([skipped, task(2, 5)], (2, 1))

    assert dated[2].marge_jours == 0
    assert dated[1].fin <= dated[2].debut


@pytest.mark.parametrize("etat", [EtatTache.A_FAIRE, EtatTache.EN_COURS])
def test_an_open_task_is_late_the_day_after_its_end(etat):
    dated = plan([task(1, etat=etat)])[1]

    assert not is_late(dated, TARGET)
    assert is_late(dated, TARGET + DAY)


@pytest.mark.parametrize("etat", [EtatTache.FAIT, EtatTache.SANS_OBJET])
def test_a_closed_task_is_never_late(etat):
    assert not is_late(plan([task(1, etat=etat)])[1], TARGET + 365 * DAY)


# order and cycles


def cycle_titles(tasks, *pairs):
    with pytest.raises(RegleInvalide) as refused:
        order_tasks(tasks, linked(*pairs))
    assert refused.value.code == "cycle"
    return refused.value.values["titres"].split(" → ")


def test_tasks_that_wait_for_each_other_are_named_each_before_the_one_it_waits_for():
    waits = {("T1", "T2"), ("T2", "T3"), ("T3", "T1")}
    titles = cycle_titles([task(n) for n in (1, 2, 3, 4)], (1, 2), (2, 3), (3, 1), (4, 1))

    assert titles[0] == titles[-1]
    assert len(titles) == 4
    assert set(pairwise(titles)) == waits


def test_a_task_that_waits_for_itself_is_a_cycle():
    assert cycle_titles([task(1)], (1, 1)) == ["T1", "T1"]


def test_a_plan_with_a_cycle_is_not_dated():
    with pytest.raises(RegleInvalide, match="cycle"):
        plan([task(1), task(2)], (1, 2), (2, 1))
