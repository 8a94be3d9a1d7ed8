"""No memory left, the computer put to sleep in the middle of a save (D33): nothing is lost."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import signal
import sys
from collections import Counter

import pytest

from cpom_desktop.cli.main import main
from cpom_desktop.errors import ErreurCpom
from cpom_desktop.reports.maker import Documents
from cpom_desktop.services import operations as ops
from cpom_desktop.services.backups import Reason
from tests.outils.appels_systeme import Child, needs_strace
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, opened

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_AS, SIGSTOP, /proc"),
]
LEVELS_KB = (0, 256, 512, 1024, 2048, 4096, 8192, 16_384, 32_768, 131_072)
LONG = "é" * 150_000
BLOCK = 600
"""Bytes: more than what Python keeps lists of free places for."""
KEPT_FREE = 3000


def limit_memory(kb):
    """Let this process take so many kilobytes more than it uses; return what fills the rest.

    A process that ran for long has much that it no longer uses: it is filled first.
    """
    pages = int(open("/proc/self/statm", encoding="ascii").read().split()[0])  # noqa: PTH123, SIM115
    held = pages * resource.getpagesize()
    most = held + kb * 1024
    resource.setrlimit(resource.RLIMIT_AS, (held, most))
    filled = ()
    with contextlib.suppress(MemoryError):
        while True:
            filled = (filled, bytearray(BLOCK))
    for _block in range(KEPT_FREE):  # without any, not even a refusal could be told
        filled = filled[0]
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    return filled


def tight(path, root, kb):
    """Return what a child does with so little memory, each thing told once done or refused."""

    def action(tell, _wait):
        with opened(path, backups=root) as workspace:
            filled = limit_memory(kb)
            try:
                for name, work in (
                    ("edit", lambda: workspace.run(ops.UpdateTask(id=1, note=LONG))),
                    ("small", lambda: workspace.run(ops.UpdateEtablissement(commune="Ici"))),
                    ("cells", lambda: workspace.run(ops.DeleteTasks(ids=[2, 3, 4]))),
                    ("backup", lambda: workspace.backups.write(Reason.DEMANDE).verify()),
                    ("export", lambda: exported(workspace, path)),
                ):
                    tell(f"{name} {outcome(work)}")
            finally:
                del filled  # the memory comes back

    return action


def exported(workspace, path):
    Documents().prepare(workspace, "acteurs").write(path.with_name("a.pdf"))


def outcome(work):
    """Return « done », or the code of what is told."""
    try:
        work()
    except ErreurCpom as error:
        return f"{error.code} {error.sentence}"
    except (MemoryError, ImportError, SystemError):  # the last two: Python without memory
        return "memoire"  # told by the outermost place: the command, the worker, the window
    return "done"


def test_without_memory_each_act_is_done_or_told_and_what_was_saved_is_there(tmp_path):
    seen = Counter()
    for kb in LEVELS_KB:
        folder = tmp_path / f"{kb}"
        folder.mkdir()
        path = copy_demonstration(folder)
        with opened(path) as workspace:
            before = workspace.snapshot
            exported(workspace, path)  # what is imported late is imported now
        with Child(tight(path, folder / "s", kb)) as child:
            code = child.end()
        assert code in {0, 1}, child.told
        told = dict(line.split(" ", 1) for line in child.told if " " in line)
        with opened(path, backups=folder / "s") as workspace:
            now = workspace.snapshot
            assert (now.tasks[0].note == LONG) == (told.get("edit") == "done")
            assert (now.etablissement.commune == "Ici") == (told.get("small") == "done")
            assert len(now.acteurs) == len(before.acteurs)
            workspace.run(ops.UpdateActeur(id=1, nom="Après"))
        for act, answer in told.items():
            assert answer == "done" or answer.startswith(("memoire", "sauvegarde")), (act, answer)
            seen[answer == "done"] += 1
    sys.stdout.write(f"memory: {seen[True]} acts done, {seen[False]} told\n")
    assert seen[True]
    assert seen[False]


def test_a_command_without_memory_says_so_in_french(monkeypatch, tmp_path, capsys):
    def no_room(_args):
        raise MemoryError

    monkeypatch.setattr("cpom_desktop.cli.commands.verify", no_room)
    assert main(["verify", str(tmp_path / "a.cpom")]) == 2

    assert "manque de mémoire" in capsys.readouterr().err


# --- sleep

ASLEEP_AT = (("pwrite64", 60), ("fdatasync", 10), ("openat", 30), ("unlink", 3))
"""Calls of three edits, and how many of each there are at least."""


def edits(path):
    def action(tell, wait):
        wait()
        with opened(path) as workspace:
            for number in range(3):
                workspace.run(ops.UpdateEtablissement(commune=f"v{number}"))
                tell(f"saved {number}")

    return action


@needs_strace
def test_a_computer_put_to_sleep_in_the_middle_of_a_save_loses_nothing(tmp_path, count):
    """Stopped at a call of an edit, its file touched, copied and read meanwhile, then awake."""
    dice, slept = random.Random(20270312), 0
    for _round in range(count(60)):
        path = copy_tilleuls(tmp_path)
        call = dice.choice(["pwrite64", "fdatasync", "openat", "unlink"])
        number = dice.randint(
            1, {"pwrite64": 60, "fdatasync": 10, "openat": 30, "unlink": 3}[call]
        )
        with Child(edits(path)) as child:
            inject = f"inject={call}:signal=SIGSTOP:when={number}"
            log = tmp_path / "appels.txt"
            log.unlink(missing_ok=True)
            child.trace("-e", f"trace={call}", "-e", inject, "-o", str(log))
            child.go()
            if is_asleep(log):
                slept += 1
                os.utime(path, (0, 0))
                path.read_bytes()
                os.kill(child.pid, signal.SIGCONT)
            code = child.end()
        assert code == 0, child.told
        assert [line for line in child.told if line.startswith("saved")] == [
            f"saved {n}" for n in range(3)
        ]
        with opened(path) as workspace:
            assert workspace.snapshot.etablissement.commune == "v2"
    sys.stdout.write(f"put to sleep {slept} times of {count(60)}\n")
    assert slept


def is_asleep(log):
    """Wait until a process stops (true) or ends (false), as strace tells."""
    while True:
        said = log.read_text("utf-8", "replace") if log.exists() else ""
        if "stopped by SIGSTOP" in said:
            return True
        if "+++ exited" in said:
            return False
        os.sched_yield()
