"""One writer: the lock, what it says of its holder, and when it is stale."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from datetime import datetime

import pytest

from cpom_desktop.errors import DossierVerrouille, LectureSeule
from db.lock import WriterLock, lock_path
from db.store import open_dossier
from tests.outils.dossiers import state_of
from tests.outils.sources import ROOT

NOON = datetime(2027, 3, 12, 12, 5)  # noqa: DTZ001 - written as the computer shows it
HOLDING = """
import sys
from datetime import datetime
from pathlib import Path
from db.lock import WriterLock
lock = WriterLock.acquire(Path(sys.argv[1]), datetime(2027, 3, 12, 14, 2))
print("held", flush=True)
sys.stdin.readline()
lock.release()
"""


@pytest.fixture
def other_process(dossier):
    """Return a second process that holds the lock of the dossier."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(dossier)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "LOGNAME": "m.durand"},
        text=True,
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def left_behind(dossier, **holder):
    said = {
        "ordinateur": socket.gethostname(),
        "personne": "m.durand",
        "processus": 1,
        "depuis": "2027-03-11 14:02",
        **holder,
    }
    lock_path(dossier).write_text(json.dumps(said), "utf-8")


def test_a_lock_says_who_holds_it_and_goes_away_with_its_release(dossier):
    lock = WriterLock.acquire(dossier, NOON)
    said = json.loads(lock_path(dossier).read_text("utf-8"))
    lock.release()

    assert said["ordinateur"] == socket.gethostname()
    assert said["processus"] == os.getpid()
    assert said["depuis"] == "2027-03-12 12:05"
    assert not lock_path(dossier).exists()


def test_a_second_process_is_refused_by_m_05_with_computer_person_and_time(
    dossier, clock, other_process
):
    with pytest.raises(DossierVerrouille) as caught:
        open_dossier(dossier, clock)

    assert caught.value.code == "M-05"
    assert caught.value.sentence == (
        f"Déjà ouvert sur {socket.gethostname()} par m.durand depuis 14\u00a0h\u00a002."
    )
    assert "lecture seule" in caught.value.remedy


def test_a_second_window_of_the_same_process_is_refused_too(dossier, clock, store):
    with pytest.raises(DossierVerrouille):
        open_dossier(dossier, clock)


def test_a_refused_process_leaves_the_lock_of_the_other_as_it_was(dossier, clock, other_process):
    before = state_of(dossier.parent)

    with pytest.raises(DossierVerrouille):
        open_dossier(dossier, clock)
    assert state_of(dossier.parent) == before


def test_a_lock_left_by_a_killed_process_does_not_block(dossier, clock, other_process):
    other_process.kill()
    other_process.wait()
    assert lock_path(dossier).exists()

    open_dossier(dossier, clock).close()

    assert not lock_path(dossier).exists()


def test_a_lock_of_another_computer_is_refused_unless_taken_over(dossier, clock):
    left_behind(dossier, ordinateur="PC-DIRECTION")
    before = state_of(dossier.parent)

    with pytest.raises(DossierVerrouille) as caught:
        open_dossier(dossier, clock)

    assert "PC-DIRECTION par m.durand depuis le 11 mars 2027 à 14" in caught.value.sentence
    assert caught.value.values["holder"].personne == "m.durand"
    assert state_of(dossier.parent) == before
    open_dossier(dossier, clock, take_over=True).close()
    assert not lock_path(dossier).exists()


def test_a_lock_that_is_held_cannot_be_taken_over(dossier, clock, other_process):
    with pytest.raises(DossierVerrouille):
        open_dossier(dossier, clock, take_over=True)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff\xfe", b'{"ordinateur": 1}', b"[" * 3000, b'{"depuis": 3}'],
)
def test_an_unreadable_lock_is_stale_once_nobody_holds_it(dossier, clock, content):
    lock_path(dossier).write_bytes(content)

    open_dossier(dossier, clock).close()

    assert list(dossier.parent.iterdir()) == [dossier]


def test_a_lock_with_values_of_the_wrong_kind_still_gives_a_sentence(dossier, clock):
    left_behind(dossier, ordinateur=3, personne=None, depuis=1402)

    with pytest.raises(DossierVerrouille) as caught:
        open_dossier(dossier, clock)
    assert caught.value.code == "M-05"


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
def test_a_link_in_place_of_the_lock_does_not_empty_what_it_points_at(dossier, clock, tmp_path):
    target = tmp_path / "lettre.txt"
    target.write_text("précieux", "utf-8")
    lock_path(dossier).symlink_to(target)

    with pytest.raises(LectureSeule):
        open_dossier(dossier, clock)
    assert target.read_text("utf-8") == "précieux"


def test_only_one_of_many_racing_processes_writes(dossier, count):
    racing = HOLDING.replace("print(", "import os; print(").replace('"held"', "os.getpid()")
    for _round in range(count(20)):
        racers = [
            subprocess.Popen(
                [sys.executable, "-c", racing, str(dossier)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=ROOT,
                text=True,
            )
            for _racer in range(4)
        ]
        first = [racer.stdout.readline() for racer in racers]
        errors = [racer.communicate("\n")[1] for racer in racers]

        assert sum(bool(line) for line in first) == 1
        assert sum("DossierVerrouille: " in e for e in errors) == 3
        assert not lock_path(dossier).exists()


def test_a_lock_given_back_twice_leaves_that_of_the_next_writer(dossier, clock):
    first = open_dossier(dossier, clock)
    first.close()
    second = open_dossier(dossier, clock)

    first.close()

    assert lock_path(dossier).exists()
    with pytest.raises(DossierVerrouille):
        open_dossier(dossier, clock)
    second.close()


def test_a_lock_put_in_place_of_ours_is_not_removed(dossier, clock):
    store = open_dossier(dossier, clock)
    lock_path(dossier).unlink()
    left_behind(dossier, ordinateur="PC-DIRECTION")

    store.close()

    assert lock_path(dossier).exists()


def test_a_holder_cut_short_over_a_longer_one_is_still_read(dossier):
    left_behind(dossier, personne="m.durand")
    with lock_path(dossier).open("a", encoding="utf-8") as file:
        file.write('end of a longer one"}')

    taken = WriterLock.acquire(dossier, NOON)

    assert taken.left_behind
    assert json.loads(lock_path(dossier).read_text("utf-8"))["processus"] == os.getpid()
    taken.release()
