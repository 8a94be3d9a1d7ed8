"""What the journal forgets at last: by age and by size, never a deletion under 90 days."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta

import pytest

from cpom_desktop.domain.acteurs import Acteur, Famille
from db import journal
from db.store import open_dossier
from tests.outils.dossiers import copy_tilleuls, raw

START = datetime(2027, 3, 12, 9, 0)  # noqa: DTZ001 - local time, as the journal has it


class Days:
    """A clock moved by hand."""

    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now

    def wait(self, **spans):
        self.now += timedelta(**spans)


@pytest.fixture
def days():
    return Days()


@pytest.fixture
def live(tmp_path, days):
    """Return a dossier whose history is only what the test writes."""
    path = copy_tilleuls(tmp_path)
    raw(path, "DELETE FROM journal_etapes", sealed=True)
    raw(path, "DELETE FROM journal", sealed=True)
    store = open_dossier(path, days)
    yield store
    store.close()


def work(store, days, count, every, *, deleting=()):
    """Run steps at regular times; those whose rank is in `deleting` delete what they added."""
    for rank in range(count):
        with store.step(title=str(rank), operation="essai") as step:
            if rank in deleting:
                step.records.delete(Acteur, [store.load("acteurs")[-1].id])
            else:
                step.records.insert(Acteur(id=0, famille=Famille.SOCIAL, nom=f"n° {rank}"))
        days.wait(**every)


def forgotten(store, days):
    steps = set(journal.forgettable(store._connection, days.now))
    return {
        title
        for step_id, title in store._connection.execute("SELECT id, titre FROM journal_etapes")
        if step_id in steps
    }


def test_a_history_of_a_year_is_kept_whole(live, days):
    work(live, days, 150, {"days": 2}, deleting=(3,))

    assert forgotten(live, days) == set()


def test_steps_of_more_than_three_years_go_but_never_the_newest_hundred(live, days):
    work(live, days, 300, {"days": 7})

    gone = forgotten(live, days)
    assert gone == {str(rank) for rank in range(300 - 156)}

    days.wait(days=4000)
    assert len(forgotten(live, days)) < 200


def test_beyond_the_size_the_oldest_go_first(live, days, monkeypatch):
    work(live, days, 150, {"hours": 1})
    size = live._connection.execute("SELECT sum(length(apres)) FROM journal").fetchone()[0]
    monkeypatch.setattr(journal, "LARGEST", size * 3 // 4)

    gone = forgotten(live, days)
    assert gone == {str(rank) for rank in range(len(gone))}
    assert 30 < len(gone) < 45


def test_a_deletion_stays_ninety_days_whatever_the_size(live, days, monkeypatch):
    work(live, days, 150, {"hours": 1}, deleting=(5, 20))
    monkeypatch.setattr(journal, "LARGEST", 0)

    assert {"5", "20"}.isdisjoint(forgotten(live, days))
    assert len(forgotten(live, days)) == 48

    work(live, days, 13, {"days": 7})
    assert {"5", "20"} <= forgotten(live, days)


def test_a_clock_that_leaps_ahead_forgets_no_deletion(live, days, monkeypatch):
    work(live, days, 150, {"hours": 1}, deleting=(5,))
    monkeypatch.setattr(journal, "LARGEST", 0)
    days.wait(days=20_000)

    assert "5" not in forgotten(live, days)

    days.wait(days=-40_000)
    assert "5" not in forgotten(live, days)


def test_one_closing_forgets_a_part_and_the_next_ones_the_rest(live, days, monkeypatch):
    work(live, days, 160, {"hours": 1})
    monkeypatch.setattr(journal, "LARGEST", 0)
    monkeypatch.setattr(journal, "MOST_AT_ONCE", 25)
    left = []
    for _closing in range(4):
        live.close()
        live = open_dossier(live.path, days)
        left.append(live._connection.execute("SELECT count(*) FROM journal_etapes").fetchone()[0])
    live.close()

    assert left == [135, 110, 100, 100]


def test_a_young_and_small_history_is_not_even_looked_at(live, days, monkeypatch):
    work(live, days, 150, {"days": 7})
    monkeypatch.setattr(journal, "forgettable", None)  # to look would fail
    live.close()


def test_closing_forgets_and_what_is_left_opens_and_undoes(live, days, monkeypatch):
    monkeypatch.setattr(journal, "LARGEST", 0)
    work(live, days, 150, {"hours": 1}, deleting=(5,))
    live.close()

    with closing(open_dossier(live.path, days)) as store:
        titles = [t for (t,) in store._connection.execute("SELECT titre FROM journal_etapes")]
        assert titles == ["5", *map(str, range(50, 150))]
        for _step in range(100):
            assert store.undo() is not None
        assert store.undo() is None
        names = {acteur.nom for acteur in store.load("acteurs")}
        assert "n° 49" in names
        assert "n° 50" not in names


def test_what_was_undone_may_still_be_redone(live, days, monkeypatch):
    work(live, days, 150, {"hours": 1})
    for _step in range(20):
        live.undo()
    monkeypatch.setattr(journal, "LARGEST", 0)
    live.close()

    with closing(open_dossier(live.path, days)) as store:
        for _step in range(20):
            assert store.redo() is not None


def test_a_file_that_was_taken_away_closes_all_the_same(live, days, monkeypatch):
    work(live, days, 150, {"hours": 1})
    monkeypatch.setattr(journal, "LARGEST", 0)
    live.path.rename(live.path.with_name("ailleurs.cpom"))

    live.close()

    rows = raw(live.path.with_name("ailleurs.cpom"), "SELECT count(*) FROM journal_etapes")
    assert rows == [(150,)]
