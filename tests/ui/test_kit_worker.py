"""Work in a thread: its result, its failures, and what nobody wants any more."""

from __future__ import annotations

import threading

import pytest

from cpom_desktop.errors import RapportImpossible
from ui.kit.worker import Job, workshop


@pytest.fixture(autouse=True)
def _over(qapp):
    yield
    workshop().waitForDone()


def test_the_result_is_told_in_the_thread_of_the_window(qtbot):
    threads = []
    job = Job(lambda _checkpoint: threads.append(threading.get_ident()) or 42)
    with qtbot.waitSignal(job.done) as told:
        job.start()

    assert told.args == [42]
    assert threads != [threading.get_ident()]


def test_a_foreseen_failure_is_told_as_it_is(qtbot):
    fault = RapportImpossible("panne", "Une phrase.")

    def fail(_checkpoint):
        raise fault

    job = Job(fail)
    with qtbot.waitSignal(job.failed) as told:
        job.start()

    assert told.args == [fault]


def test_a_bug_becomes_a_sentence(qtbot, capsys):
    job = Job(lambda _checkpoint: 1 / 0)
    with qtbot.waitSignal(job.failed) as told:
        job.start()

    assert "erreur imprévue" in told.args[0].sentence
    assert "ZeroDivisionError" in told.args[0].detail
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_what_nobody_wants_stops_at_its_next_checkpoint_and_tells_no_result(qtbot):
    begun, abandoned, told = threading.Event(), threading.Event(), []

    def work(checkpoint):
        begun.set()
        abandoned.wait(5)
        checkpoint()
        told.append("went on")

    job = Job(work)
    job.done.connect(told.append)
    with qtbot.waitSignal(job.abandoned):
        job.start()
        begun.wait(5)
        job.abandon()
        abandoned.set()

    assert told == []


def test_two_pieces_of_work_never_run_together(qtbot):
    running, most = [], []

    def work(_checkpoint):
        running.append(None)
        most.append(len(running))
        running.pop()

    jobs = [Job(work) for _number in range(8)]
    with qtbot.waitSignals([job.done for job in jobs]):
        for job in jobs:
            job.start()

    assert most == [1] * 8
