"""A child that tries the inputs of one entry, under limits of memory and of time.

`python -X faulthandler -m tests.outils.fuzz.enfant JSON`; what it says is one JSON line. An input
that ends the interpreter is left in the folder as `ENTRY-current`.
"""

from __future__ import annotations

import faulthandler
import json
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from tests.outils.dossiers import copy_tilleuls
from tests.outils.fuzz.entrees import ALL, IN_PLACE, Bench, tried
from tests.outils.fuzz.graines import read_kept, seeds
from tests.outils.fuzz.mutations import made

LAST_RESORT_S = 120
"""Seconds after which the interpreter, deaf, is ended."""


class TooLong(BaseException):
    """An input took more time of the processor than its entry may."""


def limit_memory(megabytes):
    """Refuse to this process more memory than it has now, and so many megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def resident():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def on_alarm(*_signal):
    raise TooLong


class Report:
    """What came of the inputs of one child."""

    def __init__(self, entry, folder):
        self.entry, self.folder = entry, Path(folder)
        self.outcomes, self.faults = Counter(), []
        self.each, self.slowest = {}, (0.0, "")
        self.current = self.folder / f"{entry}-current"

    def try_one(self, bench, name, data):
        """Try one input; a fault is kept with its bytes."""
        self.current.write_bytes(data)
        limits = ALL[self.entry]
        started = time.process_time()
        faulthandler.dump_traceback_later(LAST_RESORT_S, exit=True)
        signal.setitimer(signal.ITIMER_PROF, limits.seconds)
        try:
            outcome = tried(self.entry, bench, data)
        except (Exception, TooLong):  # noqa: BLE001 - whatever it is, it is what is looked for
            outcome = "faute"
            self._keep(name, data)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            faulthandler.cancel_dump_traceback_later()
        spent = time.process_time() - started
        self.outcomes[outcome] += 1
        self.slowest = max(self.slowest, (spent, str(name)))
        if isinstance(name, str):
            self.each[name] = outcome, spent

    def _keep(self, name, data):
        told = traceback.format_exc()
        place = self.folder / f"{self.entry}-{str(name).replace('/', '_')}"
        place.write_bytes(data)
        place.with_suffix(".txt").write_text(told)
        self.faults.append((str(name), told[-1500:]))

    def told(self, base):
        return {
            "entry": self.entry,
            "outcomes": dict(self.outcomes),
            "faults": self.faults,
            "each": self.each,
            "slowest": self.slowest,
            "cpu": time.process_time(),
            "megabytes": resident() - base,
            "resident": resident(),
        }


def main():
    asked = json.loads(sys.argv[1])
    signal.signal(signal.SIGPROF, on_alarm)
    report = Report(asked["entry"], asked["folder"])
    with tempfile.TemporaryDirectory() as room:
        bench = Bench(Path(room))
        warm_up(report.entry, bench)
        base = resident()
        limit_memory(ALL[report.entry].megabytes)
        for path in map(Path, asked["files"]):
            named = report.entry in IN_PLACE
            report.try_one(bench, path.name, bytes(path) if named else read_kept(path))
        for rank in range(asked["first"], asked["first"] + asked["count"]):
            report.try_one(bench, rank, made(report.entry, rank))
        bench.close()
    sys.stdout.write(json.dumps(report.told(base)) + "\n")


def warm_up(entry, bench):
    """Import what an entry needs, so that the memory of an input is its own."""
    named = entry in IN_PLACE
    tried(entry, bench, bytes(copy_tilleuls(bench.folder)) if named else seeds(entry)[0])


if __name__ == "__main__":
    main()
