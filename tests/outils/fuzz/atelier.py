"""Children one after the other over ranges of inputs, and what came of them all.

`python -m tests.outils.fuzz.atelier FOLDER [SHARE] [ENTRY…]`: the long form, or a share of it;
faults are kept in FOLDER with their trace. See docs/recettes.md.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.outils.fuzz.entrees import ENTRIES
from tests.outils.sources import ROOT

BATCH = 1_000
LONGEST_S = 3_600


def run(entry, folder, *, first=0, count=0, files=()):
    """Try inputs in one child; return its report, whose last fault is its own end if it died."""
    asked = {"entry": entry, "folder": str(folder), "first": first, "count": count}
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.outils.fuzz.enfant"]
    done = subprocess.run(
        [*command, json.dumps(asked | {"files": [str(path) for path in files]})],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )
    if done.returncode == 0 and done.stdout:
        return json.loads(done.stdout.splitlines()[-1])
    return _dead(entry, Path(folder), first, done)


def _dead(entry, folder, first, done):
    current = folder / f"{entry}-current"
    kept = folder / f"{entry}-mort-{first}"
    if current.exists():
        current.replace(kept)
    told = f"{done.returncode}: {done.stderr[-2000:]}"
    empty = {
        "each": {},
        "outcomes": {"faute": 1},
        "slowest": [0.0, ""],
        "cpu": 0.0,
        "megabytes": 0,
    }
    return {"entry": entry, "faults": [(kept.name, told)], "resident": 0, **empty}


def together(reports):
    """Return one report of several of one entry."""
    total = dict(reports[0])
    for report in reports[1:]:
        outcomes = total["outcomes"]
        for name, number in report["outcomes"].items():
            outcomes[name] = outcomes.get(name, 0) + number
        total["faults"] = [*total["faults"], *report["faults"]]
        total["slowest"] = max(total["slowest"], report["slowest"])
        total["cpu"] += report["cpu"]
        for key in ("megabytes", "resident"):
            total[key] = max(total[key], report[key])
    return total


def line_of(report):
    """Return a report as one line."""
    read = report["outcomes"].get("lu", 0)
    total = sum(report["outcomes"].values())
    slow, where = report["slowest"]
    return (
        f"{report['entry']:10} {total:6} entrées, {read:6} lues, {len(report['faults'])} fautes, "
        f"{report['cpu']:7.1f} s de calcul, la plus lente {slow:.2f} s ({where}), "
        f"{report['megabytes']} Mo de plus ({report['resident']} en tout)"
    )


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    share = float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
    for entry in sys.argv[3:] or ENTRIES:
        wanted = int(ENTRIES[entry].inputs * share)
        reports = []
        for first in range(0, wanted, BATCH):
            reports.append(run(entry, folder, first=first, count=min(BATCH, wanted - first)))
            with (folder / "rapport.txt").open("a") as log:
                log.write(line_of(reports[-1]) + "\n")
        sys.stdout.write(line_of(together(reports)) + "\n")
        sys.stdout.flush()
        for name, told in together(reports)["faults"][:20]:
            sys.stdout.write(f"--- {name}\n{told[-700:]}\n")


if __name__ == "__main__":
    main()
