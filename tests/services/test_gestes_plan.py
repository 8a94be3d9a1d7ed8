"""What a gesture on the plan asks of the dossier."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cpom_desktop.domain.tasks import EtatTache, ModePlanification, UniteDuree
from cpom_desktop.services import gestes_plan
from cpom_desktop.services.queries.planning import dated_tasks
from tests.outils.editions import demonstration

DAY = timedelta(days=1)


@pytest.fixture
def dossier():
    edition = demonstration()
    return edition.snapshot, edition.content


def changed(snapshot, task_id, **values):
    tasks = tuple(replace(t, **values) if t.id == task_id else t for t in snapshot.tasks)
    return replace(snapshot, tasks=tasks)


def applied(snapshot, operation):
    """Return the dossier after an operation on a task."""
    values = {
        name: getattr(operation, name)
        for name in ("duree_jours", "date_epinglee", "debut_reel")
        if isinstance(getattr(operation, name), int | date | None)
    }
    return changed(snapshot, operation.id, **values)


def some(snapshot, content):
    """Return an open task that is neither fixed nor begun."""
    dated = dated_tasks(snapshot, content)
    return next(
        d for d in dated.values()
        if d.task.etat is EtatTache.A_FAIRE and not d.task.jalon
        and d.task.date_epinglee is None and d.task.duree_jours > 5
    )  # fmt: skip


@pytest.mark.parametrize("mode", list(ModePlanification))
@pytest.mark.parametrize("unite", list(UniteDuree))
@pytest.mark.parametrize(("before", "after"), [(0, 4), (0, -3), (-6, 0), (3, 0)])
def test_a_task_resized_goes_from_the_one_day_to_the_other(dossier, mode, unite, before, after):
    snapshot, content = dossier
    task = some(snapshot, content).task
    snapshot = changed(snapshot, task.id, mode=mode, unite=unite)
    dated = dated_tasks(snapshot, content)[task.id]
    debut, fin = dated.debut + before * DAY, dated.fin + after * DAY
    operation = gestes_plan.resize(snapshot, content, task.id, debut, fin)
    found = dated_tasks(applied(snapshot, operation), content)[task.id]
    assert found.fin == fin
    if unite is UniteDuree.CALENDAIRES:
        assert found.debut == debut
    else:
        assert abs((found.debut - debut).days) <= 3


def test_an_end_that_the_links_keep_by_themselves_is_not_fixed(dossier):
    snapshot, content = dossier
    dated = some(snapshot, content)
    snapshot = changed(snapshot, dated.task.id, mode=ModePlanification.AU_PLUS_TARD)
    dated = dated_tasks(snapshot, content)[dated.task.id]
    operation = gestes_plan.resize(
        snapshot, content, dated.task.id, dated.debut - 2 * DAY, dated.fin
    )
    assert operation.duree_jours == dated.task.duree_jours + 2
    assert not isinstance(operation.date_epinglee, date)


def test_nothing_is_asked_of_what_stays_or_is_over(dossier):
    snapshot, content = dossier
    dated = some(snapshot, content)
    where = (snapshot, content, dated.task.id)
    assert gestes_plan.move_end(*where, dated.fin) is None
    assert gestes_plan.resize(*where, dated.debut, dated.fin) is None
    assert gestes_plan.unpin(snapshot, dated.task.id) is None
    over = changed(snapshot, dated.task.id, etat=EtatTache.FAIT)
    assert gestes_plan.move_end(over, content, dated.task.id, dated.fin + DAY) is None
    assert gestes_plan.resize(over, content, dated.task.id, dated.debut, dated.fin + DAY) is None


def test_a_task_under_way_keeps_its_start_when_its_end_moves(dossier):
    snapshot, content = dossier
    dated = some(snapshot, content)
    begun = changed(snapshot, dated.task.id, etat=EtatTache.EN_COURS)
    was = dated_tasks(begun, content)[dated.task.id]

    operation = gestes_plan.move_end(begun, content, dated.task.id, was.fin + 10 * DAY)

    moved = dated_tasks(applied(begun, operation), content)[dated.task.id]
    assert (moved.debut, moved.fin) == (was.debut, was.fin + 10 * DAY)


def test_what_a_task_waits_for_is_known_near_and_far(dossier):
    snapshot, _content = dossier
    link = snapshot.task_links[-1]
    before = gestes_plan.waits_for(snapshot, link.task_id)
    assert {link.task_id, link.predecessor_id} <= before
    assert gestes_plan.waits_for(snapshot, link.predecessor_id) < before
    assert gestes_plan.link(snapshot, link.predecessor_id, link.task_id) is None
    assert gestes_plan.link(snapshot, link.predecessor_id, 999_999) is None
