"""The window itself is killed while she works: nothing it said was saved is lost, and it says so.

Each round is the real application on the real file, driven (`tests/outils/fenetre_conduite.py`)
and killed at a moment drawn at random: as it starts, while she types, in a commit, as it closes.
The next window repairs what the one before left. A server that has imported the program once
makes most rounds (`tests/outils/fenetre_serveur.py`); some come from the command line itself.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from cpom_desktop.bootstrap import backups_folder
from cpom_desktop.services.operations import UpdateEtablissement
from db.beside import beside
from db.copies import check_copy
from db.lock import lock_path
from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.sources import ROOT
from tests.outils.transactions import check_rows_are_as_the_journal_left_them, last_step

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="SIGKILL"),
]
STOPPED = "arrêt inattendu"
TEXTS = 12
"""Typed in a round, when nothing stops it."""
NEW_FILE_EVERY = 100
"""Rounds on one file: its history grows as she works, and so would the time of a round."""


class Moment(NamedTuple):
    """When a window is killed: so long after a line that it tells, the last of `ranks` of them."""

    after: str
    longest: float
    ranks: int


def environment():
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


@contextmanager
def server():
    """Give a function that has one round made: `ask(arguments, after, rank, wait)`."""
    command = [sys.executable, str(ROOT / "tests" / "outils" / "fenetre_serveur.py")]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
        text=True,
        encoding="utf-8",
    ) as process:

        def ask(*arguments, **kill):
            asked = {"arguments": [str(argument) for argument in arguments], **kill}
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            assert answer["errors"] == ""
            return answer["code"], answer["lines"]

        yield ask
        process.stdin.close()


def moments(lines):
    """Return the moments of a whole round, so that kills fall all over it on any machine."""
    when = {}
    for moment, line in lines:
        when.setdefault(line.split()[0], moment)
    commit = when["enregistré"] - when["écrit"]
    return {
        "début": Moment("", when["dit"] * 1.1, 1),
        "saisie": Moment("enregistré", (when["ferme"] - when["écrit"]) / TEXTS, TEXTS - 2),
        "écriture": Moment("écrit", commit, TEXTS),
        "fermeture": Moment("ferme", (when["fini"] - when["ferme"]) * 1.1, 1),
    }


def numbers(lines, word):
    """Return the numbers of the texts that lines of one word name."""
    return [int(line.split()[1][1:]) for _when, line in lines if line.startswith(word)]


def what_was_told(lines):
    """Return what the window said at its opening; None when it was killed before."""
    return next((line for _when, line in lines if line.startswith("dit")), None)


def text_in(path, floor, folder):
    """Return the number of the text that a file holds, checked whole, on a copy of it.

    The next window is to repair the file itself, not this look.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    copy = folder / path.name
    for side in ("", "-journal"):
        if beside(path, side).exists():
            shutil.copy(beside(path, side), beside(copy, side))
    with opened(copy) as workspace:
        commune = workspace.snapshot.etablissement.commune
    check_rows_are_as_the_journal_left_them(copy, floor)
    return int(commune[1:])


def test_a_killed_window_loses_nothing_it_said_was_saved_and_says_so(tmp_path, pytestconfig):
    dice, seen, told = random.Random(20270312), Counter(), 0
    rounds = 1000 if pytestconfig.getoption("--long") else 50
    with server() as ask:
        for number in range(rounds):
            if number % NEW_FILE_EVERY == 0:
                path = copy_tilleuls(tmp_path, f"{number}.cpom")
                code, lines = ask(path, 0, TEXTS)
                assert (code, what_was_told(lines)) == (0, "dit")
                choices, text, floor = moments(lines), TEXTS - 1, 0
            lock = lock_path(path)
            stopped = lock.exists() and lock.stat().st_size > 0  # empty: it had not opened yet
            phase = dice.choice(list(choices))
            kill = choices[phase]

            code, lines = ask(
                path,
                text + 1,
                text + 1 + TEXTS,
                after=kill.after,
                rank=dice.randint(1, kill.ranks),
                wait=dice.uniform(0, kill.longest),
            )

            assert code in {0, -signal.SIGKILL}
            if (opening := what_was_told(lines)) is not None:
                assert (STOPPED in opening) == stopped
            saved = max([text, *numbers(lines, "enregistré")])
            begun = max([text, *numbers(lines, "écrit")])
            seen[phase] += code != 0
            seen["journal à reprendre"] += beside(path, "-journal").exists()
            text = text_in(path, floor, tmp_path / "regard")
            assert saved <= text <= begun
            assert begun - saved <= 1
            floor = last_step(tmp_path / "regard" / path.name)
            told += len(numbers(lines, "enregistré"))
        ask(path)  # to end well
        code, lines = ask(path)
        assert (code, what_was_told(lines)) == (0, "dit")
    kept = [*backups_folder().rglob("*.cpom")]
    for backup in kept:
        check_copy(backup)
    shown = ", ".join(f"{phase} {kills}" for phase, kills in sorted(seen.items()))
    sys.stdout.write(
        f"{rounds} windows: killed {shown}; {told} texts said to be saved, 0 lost; "
        f"{len(kept)} backups, all sound\n"
    )
    assert min(seen[phase] for phase in choices) > 0
    assert kept


def set_commune(path, number):
    """Write a text as another window would, closed well."""
    with opened(path) as workspace:
        workspace.run(UpdateEtablissement(commune=f"v{number}"))


def put_aside(path):
    """Return how many times a copy has taken the place of a file."""
    return len([*path.parent.glob(f"{path.stem} (avant restauration*.cpom")])


def test_a_window_killed_while_it_puts_a_copy_back_leaves_one_whole_dossier(tmp_path, count):
    """What was there, or the copy, never anything else; what it replaced is beside."""
    path, dice, seen = copy_tilleuls(tmp_path), random.Random(20270313), Counter()
    set_commune(path, 0)
    with server() as ask:
        code, lines = ask(path, 1, 4, "restaure")
        when = {line.split()[0]: moment for moment, line in lines}
        assert code == 0
        assert "restauré" in when
        longest = (when["fini"] - when["restaure"]) * 1.1
        for start in range(10, 10 + 10 * count(100), 10):
            set_commune(path, start)  # what the copy will hold
            before, kill = put_aside(path), {"after": "restaure", "wait": dice.uniform(0, longest)}

            code, lines = ask(path, start + 1, start + 4, "restaure", **kill)

            with opened(path) as workspace:  # ends what was cut
                text = int(workspace.snapshot.etablissement.commune[1:])
            restored = text == start
            assert restored or text == start + 3
            assert put_aside(path) - before == restored
            assert restored or not any(line == "restauré" for _when, line in lines)
            seen["killed"] += code != 0
            seen["put back" if restored else "as it was"] += 1
    assert list(tmp_path.glob("*.part")) == []
    sys.stdout.write(f"windows killed while a copy is put back: {dict(seen)}\n")
    assert seen["killed"] > 0


# --- from the command line


def started(path, *words):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.outils.fenetre_conduite", str(path), *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
        text=True,
        encoding="utf-8",
    )


def what_it_says(path):
    """Return what the window says at an opening that ends well."""
    with started(path) as child:
        said, errors = child.communicate(timeout=60)
    assert child.returncode == 0, errors
    return said.splitlines()[0].removeprefix("dit").strip()


def killed(path, dice, kind=signal.SIGKILL):
    """Let the window type a moment, kill it; return what it said at its opening, and the numbers
    of the texts that it said to be saved.
    """
    with started(path, 1, 100_000) as child:
        opening = child.stdout.readline()
        lines = [child.stdout.readline() for _line in range(2)]
        time.sleep(dice.uniform(0, 0.3))
        child.send_signal(kind)
        lines += child.stdout.read().splitlines(keepends=True)
        child.stderr.read()
    assert child.returncode == -kind
    return opening, numbers([(0, line) for line in lines if line.endswith("\n")], "enregistré")


def test_a_window_of_the_command_line_is_killed_in_the_same_way(tmp_path):
    path, dice = copy_tilleuls(tmp_path), random.Random(2)
    for rank in range(3):
        told, saved = killed(path, dice)

        assert (STOPPED in told) == (rank > 0)
        assert saved[-1] <= text_in(path, 0, tmp_path / "regard") <= saved[-1] + 1

    assert STOPPED in what_it_says(path)
    assert what_it_says(path) == ""


def test_a_native_fault_is_told_at_the_next_start_with_its_report(tmp_path):
    path = copy_tilleuls(tmp_path)
    killed(path, random.Random(1), signal.SIGSEGV)

    said = what_it_says(path)

    assert STOPPED in said
    assert "s’est arrêté de lui-même" in said
    report = said[said.index("dossiers") :].split(":", 1)[1].strip()
    text = Path(report).read_text("utf-8")
    assert "Segmentation fault" in text
    assert str(ROOT) not in text
    assert what_it_says(path) == ""
