"""The disk is full, or answers no more, at each call of an edit: nothing is lost (D06, D08, A.6).

The window's own session edits a real file, and a system call fails: once, or from then on. What
it says is true at each moment, and the work goes on in the same process once the cause ends.
"""

from __future__ import annotations

import json
import random
import sys
from itertools import product

import pytest

from cpom_desktop.services import operations as ops
from tests.outils.appels_systeme import Child, needs_strace
from tests.outils.dossiers import copy_tilleuls, opened, raw

pytestmark = [pytest.mark.slow, needs_strace]
EDITS = 5
FAULTS = {
    ("pwrite64", "ENOSPC"): "disque plein",
    ("pwrite64", "EIO"): "le support ne répond plus",
    ("fdatasync", "EIO"): "le support ne répond plus",
    ("fdatasync", "ENOSPC"): "le support ne répond plus",
    ("ftruncate", "EIO"): "le support ne répond plus",
    ("pread64", "EIO"): "le support ne répond plus",
    ("openat", "EIO"): "le support ne répond plus",
    ("unlink", "EIO"): "le support ne répond plus",
}
"""Call and error → the few words that are said of it."""
WRITTEN_UNREAD = "le dossier ne se relit pas"
"""In the file already: only reading it again failed."""
LAST = 60


class Edits:
    """What a child does: edits that fail, then edits that do not, told one by one."""

    def __init__(self, path):
        self._path = path

    def __call__(self, tell, wait):
        from PySide6.QtCore import QCoreApplication

        from ui.session import Session

        QCoreApplication.instance() or QCoreApplication([])
        with opened(self._path) as workspace:
            session = Session(workspace)
            wait()
            for number in range(EDITS):
                session.run(ops.UpdateEtablissement(commune=f"v{number}"))
                self._say(tell, session, number)
            tell("over")
            wait()
            tries = next((n for n in range(1, 4) if session.retry()), 0)
            session.run(ops.UpdateEtablissement(commune="after"))
            tell(f"resumed {tries} {session.snapshot.etablissement.commune}")
            session.stop()

    def _say(self, tell, session, number):
        """Tell what she reads: what is said of saving, and what is on the screen."""
        state = session.state
        kept = [kept.operation.commune for kept in session.unsaved.kept]
        tell(
            json.dumps(
                {
                    "number": number,
                    "reason": state.reason,
                    "saved": not state.failure,
                    "kept": kept,
                    "told": f"{state.failure} {state.remedy}",
                }
            )
        )


def told_by(lines):
    return [json.loads(line) for line in lines if line.startswith("{")]


def communes(path):
    """Return each text that the history holds, in order."""
    rows = raw(path, "SELECT apres FROM journal WHERE tbl = 'etablissement' ORDER BY seq")
    return [json.loads(after)["commune"] for (after,) in rows]


def faulty_edits(path, call, error, when):
    """Edit under a fault, then without; return what was told and the word of the end."""
    with Child(Edits(path)) as child:
        child.trace("-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}")
        child.go()
        told = told_by(child.until("over"))
        child.until("wait")
        child.untrace()
        child.go()
        assert child.end() == 0, child.told
    return told, next(line for line in child.told if line.startswith("resumed"))


def check(path, told, words):
    """Check what was said: never « saved » of what waits, the right cause, nothing left out."""
    for line in told:
        assert not (line["saved"] and line["kept"]), line
        assert line["saved"] or line["reason"] in {words, WRITTEN_UNREAD}, line
        assert line["reason"] != WRITTEN_UNREAD or f"v{line['number']}" not in line["kept"]
    found = communes(path)
    assert found[-1] == "after"
    assert [text for text in found if text.startswith("v")] == [f"v{n}" for n in range(EDITS)]
    with opened(path) as workspace:
        assert workspace.snapshot.etablissement.commune == "after"
        for _step in range(EDITS + 1):
            assert workspace.undo()
        assert workspace.undo() is None or workspace.snapshot.etablissement.commune != "after"


@pytest.mark.parametrize(("call", "error"), FAULTS, ids=[f"{c}-{e}" for c, e in FAULTS])
def test_a_disk_that_fails_at_each_call_loses_nothing_and_work_resumes(
    tmp_path, pytestconfig, call, error
):
    """At each of sixty calls, once and from then on; one of each, drawn, in the short form."""
    told_unsaved, dice = 0, random.Random(f"{call} {error}")
    numbers = range(1, LAST + 1) if pytestconfig.getoption("--long") else [dice.randint(1, 5)]
    trials = list(product(numbers, ("", "+")))
    for number, forever in trials:
        path = copy_tilleuls(tmp_path)
        try:
            told, resumed = faulty_edits(path, call, error, f"{number}{forever}")
            check(path, told, FAULTS[call, error])
            assert resumed in {"resumed 1 after", "resumed 2 after"}
        except BaseException:
            sys.stdout.write(f"{error} of {call}, {number}{forever}\n")
            raise
        told_unsaved += not all(line["saved"] for line in told)
    sys.stdout.write(f"{error} of {call}: {len(trials)} trials, {told_unsaved} told unsaved\n")
    assert told_unsaved or call == "ftruncate"  # which a rollback journal hardly asks for
