"""What is kept of the backups, whatever the clock says; what the dashboard says of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.services.backups import (
    NEVER_BELOW,
    BackupInfo,
    Reason,
    SecondCopy,
    backup_state,
    keep,
    reason_before,
)
from cpom_desktop.services.operations import (
    AddActeurs,
    ColonnesRetenues,
    DeleteActeurs,
    DeleteAxes,
    DeleteFichesAction,
    ImportHas,
    PrepareDossier,
    SetValeurs,
    UpdateActeur,
)


def local(year, month=1, day=1, hour=0, minute=0):
    """Return a moment as the names of backups say it: local, without offset."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC).replace(tzinfo=None)


NOW = local(2027, 3, 12, 14, 32)
MOMENTS = st.datetimes(local(1999), local(2045))
STEPS = st.timedeltas(timedelta(days=-4000), timedelta(days=4000)) | st.timedeltas(
    timedelta(), timedelta(hours=3)
)


def info(sequence, moment, *, pinned=False, valid=True):
    return BackupInfo(
        path=Path(f"{sequence}.cpom"),
        sequence=sequence,
        moment=moment,
        size=1,
        pinned=pinned,
        valid=valid,
    )


def every(step, count, *, start=NOW):
    """Return `count` backups, the newest first of all `step` before `start`."""
    return [info(count - rank, start - step * (rank + 1)) for rank in range(count)]


@st.composite
def histories(draw):
    """Return backups made under a clock that jumps, and what it says now."""
    clock, found = draw(MOMENTS), []
    for sequence in range(1, 1 + draw(st.integers(0, 60))):
        clock = min(max(clock + draw(STEPS), local(1990)), local(2060))
        found.append(
            info(sequence, clock, pinned=draw(st.booleans()), valid=draw(st.integers(0, 4)) > 0)
        )
    return found, draw(MOMENTS | st.just(clock))


@given(histories())
def test_whatever_the_clock_the_newest_and_five_valid_ones_stay(history):
    infos, now = history
    kept = keep(infos, now)
    valid = sorted(i.sequence for i in infos if i.valid)

    assert set(valid[-NEVER_BELOW:]) <= kept
    assert kept <= {i.sequence for i in infos}
    if infos:
        assert infos[-1].sequence in kept


@given(st.lists(st.timedeltas(timedelta(), timedelta(days=90)), max_size=60))
def test_thinning_twice_deletes_nothing_more_while_the_clock_goes_forward(gaps):
    moments = accumulate(gaps, initial=local(2027))
    infos = [info(sequence, moment) for sequence, moment in enumerate(moments, start=1)]
    now = infos[-1].moment
    once = keep(infos, now)

    assert keep([i for i in infos if i.sequence in once], now) == once


@given(histories(), st.permutations(range(8)))
def test_the_order_of_the_folder_changes_nothing(history, order):
    infos, now = history
    shuffled = [i for rank in order for i in infos[rank::8]]

    assert keep(shuffled, now) == keep(infos, now)


def test_everything_of_the_last_two_days_stays():
    infos = every(timedelta(minutes=10), 6 * 48)

    assert keep(infos, NOW) == {i.sequence for i in infos}


def test_older_ones_are_thinned_to_days_weeks_and_months():
    infos = every(timedelta(hours=6), 4 * 365 * 4)
    sequences = keep(infos, NOW)
    kept = [i for i in infos if i.sequence in sequences]

    assert len({(i.moment.year, i.moment.month) for i in kept}) == 36
    assert len(kept) <= 8 + 14 + 10 + 36 + NEVER_BELOW
    assert {i.moment.date() for i in infos[: 4 * 12]} <= {i.moment.date() for i in kept}


def test_a_pinned_one_stays_a_year():
    infos = every(timedelta(hours=6), 4 * 400)
    days = {timedelta(days=days): info(0, NOW) for days in (360, 390)}
    for age in days:
        rank = next(n for n, i in enumerate(infos) if NOW - i.moment >= age + timedelta(hours=6))
        days[age] = infos[rank] = info(infos[rank].sequence, infos[rank].moment, pinned=True)

    young, old = (found.sequence in keep(infos, NOW) for found in days.values())

    assert (young, old) == (True, False)


@pytest.mark.parametrize("year", [1999, 2031, 2043])
def test_a_clock_that_leaps_deletes_none_of_the_last_two_days(year):
    before = every(timedelta(minutes=10), 200)
    leapt = info(500, local(year, 6))

    assert keep([*before, leapt], local(year, 6, 1, 1)) >= {i.sequence for i in before}


def test_much_deleted_at_once_asks_for_a_backup():
    assert reason_before(DeleteActeurs(ids=list(range(10)))) is Reason.SUPPRESSION
    assert reason_before(DeleteActeurs(ids=[1])) is None
    assert reason_before(DeleteFichesAction(ids=[1])) is Reason.SUPPRESSION
    assert reason_before(DeleteAxes(ids=[1])) is Reason.SUPPRESSION


def test_a_file_that_is_taken_asks_for_a_backup():
    taken = ColonnesRetenues(nom="paie.csv")
    assert reason_before(SetValeurs(valeurs=[], retenir=taken)) is Reason.IMPORT
    assert reason_before(SetValeurs(valeurs=[])) is None
    assert reason_before(ImportHas(lignes=[])) is Reason.IMPORT
    assert reason_before(AddActeurs(lignes=[])) is Reason.IMPORT
    assert reason_before(PrepareDossier(remplacer=True)) is Reason.SUPPRESSION
    assert reason_before(PrepareDossier()) is None
    assert reason_before(UpdateActeur(id=1, nom="x")) is None


@pytest.mark.parametrize(
    ("infos", "second", "failing", "words", "attention"),
    [
        ([], None, None, "Aucune sauvegarde", False),
        ([info(1, NOW)], None, None, "Aucune copie sur une clé", True),
        ([info(1, NOW)], NOW - timedelta(days=9), None, "il y a 9\N{NO-BREAK SPACE}jours", True),
        ([info(1, NOW)], NOW - timedelta(days=3), None, "copié ailleurs le 9 mars", False),
        ([info(1, NOW)], NOW, NOW - timedelta(minutes=3), "interrompues depuis 14:29", True),
        ([info(1, NOW + timedelta(days=2))], NOW, None, "Vérifiez l’horloge", True),
        ([info(1, NOW), info(2, NOW, valid=False)], NOW, None, "Sauvegardé 14:32", False),
    ],
)
def test_the_dashboard_says_how_the_backups_are(infos, second, failing, words, attention):
    state = backup_state(infos, second and SecondCopy("E:", second), failing, NOW)

    assert words in state.sentence
    assert state.attention is attention
    assert state.last is None or state.last.sequence == 1
