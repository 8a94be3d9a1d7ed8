"""Whatever the plan and the day: graphs of every kind of task, ten thousand with `--long`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpom_desktop.domain.calendrier_du_plan import CalendarRules, PeriodeFermee, calendar_of
from cpom_desktop.domain.planning import least_slack
from cpom_desktop.domain.planning_marge import plan_margin
from cpom_desktop.domain.tasks import CLOSED, Ancre, EtatTache, ModePlanification, UniteDuree
from tests.outils.plans import DAY, STILL, linked, plan, task

pytestmark = pytest.mark.timeout(1800)  # ten thousand graphs on a busy machine

LONG = settings.default.max_examples >= 1000
MANY = 10_000 if LONG else 100
"""Ten thousand with `--long`."""

SHUT = PeriodeFermee(date(2027, 3, 1), date(2027, 3, 19), "Travaux", travail=True)
CALENDARS = (
    STILL,
    calendar_of(CalendarRules()),
    calendar_of(CalendarRules(ete=True, fin_annee=True, ponts=True, periodes=(SHUT,))),
)
TARGETS = st.dates(date(2026, 6, 1), date(2028, 6, 1))


@st.composite
def tasks_drawn(draw, *, begun=True):
    """Return tasks of every kind, and pairs that never go back: the graph has no cycle."""
    count = draw(st.integers(1, 10))
    states = list(EtatTache) if begun else [EtatTache.A_FAIRE, EtatTache.SANS_OBJET]
    tasks = []
    for number in range(1, count + 1):
        kind = draw(st.integers(0, 9))
        state = draw(st.sampled_from(states)) if kind > 5 else EtatTache.A_FAIRE
        day = draw(TARGETS)
        tasks.append(
            task(
                number,
                draw(st.integers(1, 40)),
                unite=draw(st.sampled_from(UniteDuree)),
                mode=draw(st.sampled_from(ModePlanification)),
                jalon=kind in {0, 1},
                reunion=kind == 1,
                limite_jours=draw(st.integers(0, 200)) if kind == 2 else None,
                ancre=draw(st.sampled_from(Ancre)) if kind == 3 else None,
                decalage_mois=draw(st.integers(-8, 40)) if kind == 3 else 0,
                date_epinglee=day if kind == 4 else None,
                etat=state,
                avancement=draw(st.integers(0, 100)),
                debut_reel=day if begun and kind == 7 else None,
                fin_reelle=day if state is EtatTache.FAIT and kind > 7 else None,
            )
        )
    forward = [(after, before) for after in range(1, count + 1) for before in range(1, after)]
    pairs = draw(st.lists(st.sampled_from(forward), unique=True, max_size=18)) if forward else []
    return draw(st.permutations(tasks)), pairs


def is_free(task):
    """Tell whether nothing but links and the calendar decides its dates."""
    held = task.ancre or task.date_epinglee or task.debut_reel
    return not held and task.etat in {EtatTache.A_FAIRE, EtatTache.SANS_OBJET}


@settings(max_examples=MANY)
@given(tasks_drawn(), TARGETS, TARGETS, st.sampled_from(CALENDARS))
def test_every_plan_is_dated_the_same_twice_within_its_bounds(made, target, today, calendar):
    tasks, pairs = made
    dated = plan(tasks, *pairs, target=target, calendar=calendar, today=today)

    assert dated == plan(tasks, *pairs, target=target, calendar=calendar, today=today)
    for s in dated.values():
        assert s.debut <= s.fin
        assert s.debut_prevu <= s.fin_prevue
        assert s.fin <= s.fin_prevue
        if s.task.etat not in CLOSED:
            assert s.fin_prevue >= s.fin_au_plus_tot
        if is_free(s.task):
            assert s.marge_jours == (s.debut_au_plus_tard - s.debut_au_plus_tot).days
            assert s.debut_au_plus_tot >= today or s.task.etat is EtatTache.SANS_OBJET
            assert s.fin_au_plus_tard <= target


@settings(max_examples=MANY)
@given(tasks_drawn(begun=False), TARGETS, TARGETS, st.sampled_from(CALENDARS))
def test_no_free_task_starts_before_what_it_waits_for_is_over(made, target, today, calendar):
    tasks, pairs = made
    dated = plan(tasks, *pairs, target=target, calendar=calendar, today=today)

    for after, before in pairs:
        first, second = dated[before], dated[after]
        if is_free(second.task):
            assert first.fin_au_plus_tot <= second.debut_au_plus_tot
            assert first.fin_prevue <= second.debut_prevu or second.fin_prevue == second.fin
        if is_free(first.task) and is_free(second.task):
            assert first.fin_au_plus_tard <= second.debut_au_plus_tard
            assert first.fin <= second.debut


@settings(max_examples=MANY)
@given(tasks_drawn(begun=False), TARGETS, TARGETS, st.sampled_from(CALENDARS))
def test_late_dates_come_after_early_ones_exactly_when_the_plan_fits(
    made, target, today, calendar
):
    tasks, pairs = made
    tasks = [replace(t, date_epinglee=None, ancre=None, decalage_mois=0) for t in tasks]
    dated = plan(tasks, *pairs, target=target, calendar=calendar, today=today)
    margin = plan_margin(dated, linked(*pairs))

    lacks = [s for s in dated.values() if s.marge_jours < 0 and s.task.etat not in CLOSED]
    assert bool(lacks) is (margin is not None and margin.jours < 0)
    if not lacks:
        for s in dated.values():
            assert s.fin_au_plus_tot <= s.fin_au_plus_tard or s.task.etat in CLOSED
            assert s.fin_prevue == s.fin or s.task.etat in CLOSED


@settings(max_examples=MANY)
@given(tasks_drawn(), TARGETS, TARGETS, st.sampled_from(CALENDARS))
def test_the_quick_margin_is_that_of_the_dates(made, target, today, calendar):
    tasks, pairs = made
    links = linked(*pairs)
    margin = plan_margin(plan(tasks, *pairs, target=target, calendar=calendar, today=today), links)

    quick = least_slack(tasks, links, target, calendar=calendar, today=today)
    assert quick == (margin.jours if margin else None)


@settings(max_examples=MANY)
@given(tasks_drawn(begun=False), TARGETS, st.sampled_from(CALENDARS[1:]))
def test_a_meeting_is_held_on_an_open_day_never_past_its_deadline(made, target, calendar):
    tasks, pairs = made
    dated = plan(tasks, *pairs, target=target, calendar=calendar)

    for s in dated.values():
        if not (s.task.jalon or s.task.reunion) or s.task.etat in CLOSED or s.task.date_epinglee:
            continue
        held = calendar.is_open if s.task.reunion else calendar.is_worked
        assert held(s.fin)
        if s.shifted_from is not None:
            assert s.fin < s.shifted_from
            assert not held(s.shifted_from)
            assert s.raison.ferme.jour == s.shifted_from
        if s.task.ancre is None:
            assert s.fin <= target


@settings(max_examples=MANY)
@given(tasks_drawn(begun=False), TARGETS, st.integers(-300, 300))
def test_another_target_moves_every_free_task_by_as_much_in_calendar_days(made, target, days):
    tasks, pairs = made
    tasks = [
        replace(t, unite=UniteDuree.CALENDAIRES, date_epinglee=None, ancre=None, decalage_mois=0)
        for t in tasks
    ]
    now = plan(tasks, *pairs, target=target, calendar=STILL)
    later = plan(tasks, *pairs, target=target + days * DAY, calendar=STILL)

    assert {i: s.fin + days * DAY for i, s in now.items()} == {i: s.fin for i, s in later.items()}
