"""Whatever the plan: bounds, margins, order and meetings, on graphs drawn at random."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.domain.planning import order_tasks
from cpom_desktop.domain.tasks import EtatTache, ModePlanification
from tests.outils.plans import DAY, OPEN, TARGET, linked, plan, task

TARGETS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
LIMITS = st.none() | st.integers(0, 400)


@st.composite
def plans(draw, *, with_limits=True, meetings=True):
    """Return tasks, and pairs that never go back: the graph has no cycle."""
    count = draw(st.integers(1, 12))
    tasks = [
        task(
            number,
            draw(st.integers(1, 60)),
            mode=draw(st.sampled_from(ModePlanification)),
            jalon=meetings and draw(st.booleans()),
            limite_jours=draw(LIMITS) if with_limits else None,
            etat=draw(st.sampled_from((EtatTache.A_FAIRE, EtatTache.SANS_OBJET))),
        )
        for number in range(1, count + 1)
    ]
    forward = [(after, before) for after in range(1, count + 1) for before in range(1, after)]
    pairs = draw(st.lists(st.sampled_from(forward), unique=True)) if forward else []
    return draw(st.permutations(tasks)), pairs


@given(plans(), TARGETS)
def test_the_order_puts_each_task_after_those_it_waits_for(made, target):
    tasks, pairs = made
    order = order_tasks(tasks, linked(*pairs))

    assert sorted(order) == sorted(t.id for t in tasks)
    assert all(order.index(before) < order.index(after) for after, before in pairs)


@given(plans(), TARGETS)
def test_latest_dates_respect_links_limits_and_target(made, target):
    tasks, pairs = made
    dated = plan(tasks, *pairs, target=target, calendar=OPEN)

    for after, before in pairs:
        assert dated[before].fin_au_plus_tard <= dated[after].debut_au_plus_tard
    for s in dated.values():
        limit = 0 if s.task.etat is EtatTache.SANS_OBJET else s.task.limite_jours or 0
        assert s.fin_au_plus_tard <= target - limit * DAY


@given(plans(), TARGETS)
def test_no_margin_is_negative_when_the_longest_chain_decides_the_start(made, target):
    tasks, pairs = made
    dated = plan(tasks, *pairs, target=target, calendar=OPEN).values()

    assert all(s.marge_jours >= 0 for s in dated)
    assert min(s.marge_jours for s in dated) == 0


@given(plans(), TARGETS)
def test_the_chosen_dates_lie_between_the_bounds(made, target):
    tasks, pairs = made

    for s in plan(tasks, *pairs, target=target, calendar=OPEN).values():
        assert s.debut_au_plus_tot <= s.debut
        assert s.fin <= s.fin_au_plus_tard
        assert s.marge_jours == (s.debut_au_plus_tard - s.debut_au_plus_tot).days


@given(plans(), TARGETS)
def test_nothing_starts_before_what_it_waits_for_is_over(made, target):
    tasks, pairs = made
    dated = plan(tasks, *pairs, target=target, calendar=OPEN)

    assert all(dated[before].fin <= dated[after].debut for after, before in pairs)


@given(plans(), TARGETS)
def test_every_meeting_to_come_is_held_on_a_working_day(made, target):
    tasks, pairs = made

    for s in plan(tasks, *pairs, target=target, calendar=OPEN).values():
        if s.task.jalon and s.task.etat is EtatTache.A_FAIRE:
            assert OPEN.is_worked(s.fin)
            assert (s.shifted_from or s.fin) - s.fin < 6 * DAY


@given(plans(with_limits=False, meetings=False), st.integers(1, 400))
def test_a_later_target_moves_every_date_by_as_much(made, days):
    tasks, pairs = made
    now = plan(tasks, *pairs)
    later = plan(tasks, *pairs, target=TARGET + days * DAY)

    assert {i: s.fin + days * DAY for i, s in now.items()} == {i: s.fin for i, s in later.items()}


@given(plans(), st.integers(-400, 400))
def test_early_dates_follow_the_first_day_and_the_links(made, offset):
    tasks, pairs = made
    start = TARGET + offset * DAY
    dated = plan(tasks, *pairs, calendar=OPEN, start=start)

    assert all(s.debut_au_plus_tot >= start for s in dated.values())
    for after, before in pairs:
        length = dated[before].fin - dated[before].debut
        assert dated[before].debut_au_plus_tot + length <= dated[after].debut_au_plus_tot


@given(plans(), st.data())
def test_what_she_fixed_or_finished_keeps_its_day(made, data):
    tasks, pairs = made
    day = data.draw(st.dates(date(2027, 1, 1), date(2028, 1, 1)))
    done = data.draw(st.booleans())
    kept = replace(
        tasks[0],
        etat=EtatTache.FAIT if done else EtatTache.EN_COURS,
        date_epinglee=None if done else day,
        fin_reelle=day if done else None,
    )
    dated = plan([kept, *tasks[1:]], *pairs, calendar=OPEN)

    assert dated[kept.id].fin == day
    assert all(s.fin_au_plus_tard <= TARGET for s in dated.values())
