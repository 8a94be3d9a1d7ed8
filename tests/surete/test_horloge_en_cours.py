"""The clock of the computer is wrong, jumps back, lives an hour twice: order and edits are kept.

The clock is injected: what she does is ordered by its rank, never by the date that it bears.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from cpom_desktop.services.backups import Reason
from cpom_desktop.services.operations import UpdateEtablissement
from cpom_desktop.services.ports import HistoryScope
from tests.outils.dossiers import copy_tilleuls, opened

pytestmark = pytest.mark.slow
PARIS = ZoneInfo("Europe/Paris")


def paris(*moment):
    return datetime(*moment, tzinfo=PARIS)


def every(step, start, times=6):
    """Return local moments that truly follow each other, as the wall of Paris shows them."""
    first = start.astimezone(UTC)
    return [(first + step * rank).astimezone(PARIS) for rank in range(times)]


QUARTERS = timedelta(minutes=30)
CLOCKS = {
    "summer time begins": every(QUARTERS, paris(2026, 3, 29, 1, 0)),
    "summer time ends": every(QUARTERS, paris(2026, 10, 25, 1, 30)),
    "1999": [paris(1999, 1, 1, 8, minute) for minute in range(6)],
    "2031": [paris(2031, 6, 2, 8, minute) for minute in range(6)],
    "a day back in the middle": [
        *(paris(2026, 11, 22, 18, minute) for minute in range(3)),
        *(paris(2026, 11, 21, 18, minute) for minute in range(3)),
    ],
    "two years back, then right again": [
        paris(2026, 11, 22, 18, 0),
        paris(2024, 11, 22, 18, 1),
        paris(2024, 11, 22, 18, 2),
        paris(2026, 11, 22, 18, 3),
    ],
    "the same minute": [paris(2026, 11, 22, 18, 0)] * 4,
}


class Clock:
    """Says a chosen moment until it is given another."""

    def __init__(self, moment):
        self.moment = moment

    def __call__(self):
        return self.moment


@pytest.mark.parametrize("name", CLOCKS)
def test_edits_stay_in_their_order_and_no_backup_goes(tmp_path, name):
    path, root, clock = copy_tilleuls(tmp_path), tmp_path / "sauvegardes", Clock(CLOCKS[name][0])
    done = []
    with opened(path, clock=clock, backups=root) as workspace:
        for rank, moment in enumerate(CLOCKS[name]):
            clock.moment = moment
            workspace.run(UpdateEtablissement(commune=f"n° {rank}"))
            done.append(f"n° {rank}")
            assert workspace.last_saved().replace(tzinfo=None) == moment.replace(tzinfo=None)
            workspace.back_up(Reason.AUTOMATIQUE)

    with opened(path, clock=clock, backups=root) as workspace:
        assert workspace.snapshot.etablissement.commune == done[-1]
        steps = workspace.history.steps(HistoryScope(("etablissement",)), limit=len(done))
        told = [row.after["commune"] for step in steps for row in step.rows]
        assert told == done[::-1]
        assert all(later.id > earlier.id for later, earlier in pairwise(steps))
        kept = workspace.backups.list()
        assert [info.sequence for info in kept] == list(range(len(done), 0, -1))
        for commune in done[-2::-1]:
            workspace.undo()
            assert workspace.snapshot.etablissement.commune == commune


def test_the_hour_that_is_lived_twice_is_truly_tried():
    """Witness: these clocks do show what they are named after."""
    walls = [moment.replace(tzinfo=None) for moment in CLOCKS["summer time ends"]]
    assert any(later <= earlier for earlier, later in pairwise(walls))
    spring = [moment.replace(tzinfo=None) for moment in CLOCKS["summer time begins"]]
    assert any(later - earlier > QUARTERS for earlier, later in pairwise(spring))
