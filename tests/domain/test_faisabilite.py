"""Plans that do not fit: three ways out, each scheduled again, none that breaks a floor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from cpom_desktop.domain.calendrier_du_plan import CalendarRules, calendar_of
from cpom_desktop.domain.faisabilite import Changes, Situation, fits, move_target
from cpom_desktop.domain.faisabilite_chevaucher import overlap
from cpom_desktop.domain.faisabilite_raccourcir import compress, least_days
from cpom_desktop.domain.tasks import EtatTache
from tests.domain.test_planning_au_hasard import plans
from tests.outils.plans import DAY, OPEN, STILL, TARGET, linked, task

AVOIDED = calendar_of(CalendarRules(ete=True, fin_annee=True, ponts=True))


def situation(tasks, *pairs, target=TARGET, calendar=STILL, **dates):
    return Situation(tuple(tasks), tuple(linked(*pairs)), target, calendar, **dates)


def phased(number, days, phase, **values):
    return replace(task(number, days, **values), phase=phase)


def diagnosis(today, **dates):
    """Return a plan of three phases, a meeting closing the second: 61 days and the meetings."""
    tasks = [
        phased(1, 10, "cadrage"),
        phased(2, 20, "diagnostic"),
        phased(3, 10, "diagnostic"),
        phased(4, 1, "concertation", jalon=True, limite_jours=25),
        phased(5, 10, "negociation"),
        phased(6, 1, "negociation", jalon=True),
        phased(7, 10, "negociation"),
        phased(8, 1, "negociation", jalon=True),
    ]
    pairs = [(2, 1), (3, 2), (4, 3), (5, 4), (6, 5), (7, 6), (8, 7)]
    return situation(tasks, *pairs, today=today, **dates)


# moving the target


def test_the_target_moves_to_the_first_day_on_which_all_fits():
    plan = situation([task(1, 30), task(2, 1)], (2, 1), today=TARGET - 17 * DAY)

    found = move_target(plan)

    assert found.cible == TARGET + 14 * DAY
    assert (found.marge.jours, found.reste_jours) == (0, 0)
    assert not fits(replace(plan, target=found.cible - DAY))


def test_the_new_target_is_a_day_on_which_it_may_be_held():
    friday = date(2027, 12, 17)
    plan = situation([task(1, 30, jalon=True)], target=friday - 5 * DAY, calendar=OPEN,
                     today=friday + DAY - 30 * DAY)  # fmt: skip

    assert move_target(plan).cible == date(2027, 12, 20), "Saturday is not"


def test_a_target_beyond_ten_years_is_not_proposed():
    assert move_target(situation([task(1, 3650), task(2, 3650)], (2, 1), today=TARGET)) is None


def test_meetings_that_may_not_be_held_in_summer_move_the_target_farther():
    tasks = [task(1, 10), task(2, 1, jalon=True, reunion=True), task(3, 60)]
    day = date(2027, 7, 10)
    free = situation(tasks, (2, 1), (3, 2), target=day + 65 * DAY, today=day)

    free_target = move_target(free).cible
    held = move_target(replace(free, calendar=AVOIDED))

    assert held.cible > free_target
    assert AVOIDED.is_open(held.dated[2].fin)


# beginning a phase early


def test_a_phase_begins_before_the_meeting_that_closes_the_one_before():
    plan = diagnosis(TARGET - 55 * DAY)

    found = overlap(plan)

    assert found.retires == ((5, 4),)
    assert (6, 4) in found.ajoutes, "the meeting of the next phase still comes after"
    assert found.limites == {4: None}
    assert found.reste_jours == 0
    assert {p for t, p in found.ajoutes if t == 5} == {2}, "as little as it takes"


def test_an_overlap_that_is_not_enough_tells_what_lacks():
    found = overlap(diagnosis(TARGET - 20 * DAY))

    assert found.reste_jours > 0
    assert found.reste_jours == -found.apres.margin().jours


def test_a_meeting_never_goes_before_what_prepares_it():
    """Freeing a phase that a meeting opens would have it held without its papers."""
    tasks = [
        phased(1, 40, "preparation"),
        phased(2, 10, "envoi"),
        phased(3, 1, "reunion", jalon=True),
    ]
    plan = situation(tasks, (2, 1), (3, 2), today=TARGET - 45 * DAY)

    found = overlap(plan)
    assert found is None or all(after != 3 for after, _before in found.retires)


def test_a_plan_of_one_phase_has_nothing_to_overlap():
    assert overlap(situation([task(1, 30), task(2, 1)], (2, 1), today=TARGET)) is None


# shortening


def test_the_longest_tasks_are_shortened_as_little_as_it_takes():
    tasks = [task(1, 40), task(2, 4), task(3, 1, jalon=True)]
    plan = situation(tasks, (2, 1), (3, 2), today=TARGET - 35 * DAY)

    found = compress(plan)

    assert found.durees == {1: 30}
    assert found.marge.jours == 0


def test_least_times_that_do_not_do_are_proposed_and_what_lacks_is_told():
    tasks = [task(1, 40), task(2, 10), task(3, 1, jalon=True)]
    found = compress(situation(tasks, (2, 1), (3, 2), today=TARGET - 20 * DAY))

    assert found.durees == {1: 20, 2: 5}
    assert found.reste_jours == 6


def test_a_limit_that_no_haste_can_hold_is_freed():
    tasks = [task(1, 40), task(2, 1, jalon=True, limite_jours=60), task(3, 10)]
    found = compress(situation(tasks, (2, 1), (3, 2), today=TARGET - 45 * DAY))

    assert found.limites == {2: None}
    assert found.reste_jours == 0


def test_what_is_begun_and_the_meetings_are_not_shortened():
    tasks = [task(1, 30, etat=EtatTache.EN_COURS), task(2, 9, jalon=True)]

    assert compress(situation(tasks, (2, 1), today=TARGET)) is None


def test_others_keep_three_quarters_of_their_time():
    assert least_days(task(1, 20, slug="consulter-personnel")) == 15
    assert least_days(task(1, 15)) == 8
    assert least_days(task(1, 1)) == 1


def test_of_many_tasks_shortened_only_those_that_matter_stay_so():
    row = [task(n, 10) for n in range(1, 41)]
    beside = [task(n, 60) for n in range(41, 61)]
    pairs = [(n + 1, n) for n in range(1, 40)]
    plan = situation([*row, *beside], *pairs, today=TARGET - 395 * DAY)

    found = compress(plan)

    assert found.reste_jours == 0
    assert set(found.durees) <= {t.id for t in row}
    assert found.marge.jours <= 4, "hardly more than it takes"


# whatever the plan


@given(plans(), st.integers(-60, 400))
def test_whatever_is_proposed_is_what_the_engine_then_finds(made, offset):
    tasks, pairs = made
    plan = situation(tasks, *pairs, calendar=AVOIDED, today=TARGET - offset * DAY)
    assume(not fits(plan))

    for found in (move_target(plan), overlap(plan), compress(plan)):
        if found is None:
            continue
        changes = Changes(found.durees, found.limites, found.retires, found.ajoutes)
        again = changes.applied(replace(plan, target=found.cible or plan.target))
        assert again.dated() == found.dated
        assert found.reste_jours == max(0, -again.margin().jours)
        lengths = {t.id: t for t in tasks}
        assert all(least_days(lengths[i]) <= d < lengths[i].duree_jours
                   for i, d in found.durees.items())  # fmt: skip


@given(plans(), st.integers(-60, 400))
def test_a_target_that_is_moved_always_fits(made, offset):
    tasks, pairs = made
    plan = situation(tasks, *pairs, calendar=AVOIDED, today=TARGET - offset * DAY)
    assume(not fits(plan))

    assert move_target(plan).reste_jours == 0
