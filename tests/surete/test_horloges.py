"""Ten thousand clocks that leap: no backup that counts goes because of what a clock says.

The true time is known to the test alone. The clock of the computer follows it, and leaps now and
then: back by any amount, or forward by more than the whole of what is kept.
"""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cpom_desktop.services.backups import NEVER_BELOW, PINNED_FOR, RECENT, BackupInfo, keep

pytestmark = pytest.mark.slow
START = datetime(2027, 3, 12, 14, 32, tzinfo=UTC).replace(tzinfo=None)
BACKUPS = 30
STEPS = (timedelta(minutes=10), timedelta(hours=3), timedelta(hours=30), timedelta(days=40))
LEAPS = (
    timedelta(hours=-1),
    timedelta(days=-1),
    timedelta(days=-400),
    timedelta(days=-9000),
    timedelta(days=400),
    timedelta(days=1500),
    timedelta(days=9000),
)


class Computer:
    """A folder of backups, the clock that names them, and the time that it truly is."""

    def __init__(self, dice):
        self.dice, self.true, self.clock, self.leaps = dice, START, START, 0
        self.infos, self.made = [], {}

    def pass_time(self):
        """Let time pass; one time in four the clock leaps."""
        step = self.dice.choice(STEPS) * self.dice.random()
        self.true += step
        self.clock += step
        leap = self.dice.choice(LEAPS) if self.dice.random() < 0.25 else timedelta()
        if 1990 < (self.clock + leap).year < 2090:
            self.clock += leap
            self.leaps += bool(leap)

    def back_up(self, sequence):
        """Add a backup, then thin the folder as each backup does; return what went."""
        self.made[sequence] = self.true
        self.infos.append(
            BackupInfo(
                path=Path(f"{sequence}.cpom"),
                sequence=sequence,
                moment=self.clock,
                size=1,
                pinned=self.dice.random() < 0.1,
                valid=self.dice.random() < 0.9,
            )
        )
        kept = keep(self.infos, self.clock)
        gone = [info for info in self.infos if info.sequence not in kept]
        self.infos = [info for info in self.infos if info.sequence in kept]
        return gone

    def counts(self, info):
        """Tell whether a backup was made in the last two days, or pinned in the last year."""
        age = self.true - self.made[info.sequence]
        return age <= RECENT or (info.pinned and age <= PINNED_FOR)


def test_whatever_clocks_leap_no_backup_that_counts_goes(count):
    clocks, leaps, thinned = count(10_000), 0, 0
    for seed in range(clocks):
        computer, valid = Computer(random.Random(seed)), []
        for sequence in range(1, BACKUPS + 1):
            computer.pass_time()

            gone = computer.back_up(sequence)

            assert not any(computer.counts(info) for info in gone)
            if computer.infos[-1].valid:
                valid.append(sequence)
            present = {info.sequence for info in computer.infos}
            assert {sequence, *valid[-NEVER_BELOW:]} <= present
            thinned += len(gone)
        leaps += computer.leaps
    sys.stdout.write(f"{clocks} clocks, {leaps} leaps, {thinned} thinned, none that counts\n")
    assert thinned > clocks


def test_by_its_own_date_alone_a_backup_that_counts_would_go():
    """The control: a retention by date loses some of them."""
    lost = 0
    for seed in range(100):
        computer = Computer(random.Random(seed))
        for sequence in range(1, BACKUPS + 1):
            computer.pass_time()
            computer.back_up(sequence)
            lost += sum(
                computer.counts(info) and computer.clock - info.moment > PINNED_FOR
                for info in computer.infos
            )
    assert lost > 100
