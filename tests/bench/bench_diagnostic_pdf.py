"""The documents of the diagnosis, for the demonstration and for findings of 2 000 letters.

Bars: the synthesis reckoned within 200 ms for 115 long findings; the essential documents made
within a second, the whole dossier within five.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from cpom_desktop.reports.catalogue import build  # noqa: E402 - the checkout comes first
from cpom_desktop.reports.pdf import render_pdf  # noqa: E402
from cpom_desktop.services.queries.synthese import synthese_vue  # noqa: E402
from tests.outils.editions import empty, showcase  # noqa: E402
from tests.outils.editions_diagnostic import long_findings  # noqa: E402

ROUNDS = 7
QUERY_BAR_MS = 200
BARS_MS = {
    "synthese-diagnostic": 1000,
    "synthese-annexe": 2000,
    "feuille-de-route": 1000,
    "negociation-diagnostic": 1000,
    "pv-diagnostic": 1000,
    "methode-sources": 1000,
    "dossier-diagnostic": 5000,
}


def timed(run):
    """Return how long something took, in milliseconds, and what it gave."""
    start = time.perf_counter()
    given = run()
    return (time.perf_counter() - start) * 1000, given


def made(edition, slug):
    """Return the document as a file, from a snapshot that nothing was reckoned of yet."""
    edition.snapshot.reckoned.clear()
    return render_pdf(build(slug, edition), now=edition.now)


def reckoned(edition):
    """Return the synthesis of a snapshot that nothing was reckoned of yet."""
    edition.snapshot.reckoned.clear()
    return synthese_vue(edition.snapshot, edition.content, edition.now.date())


def main():
    """Print the time and the pages of each, and fail when a bar is missed."""
    missed = 0
    found = median(timed(partial(reckoned, long_findings()))[0] for _ in range(ROUNDS))
    missed += found > QUERY_BAR_MS
    sys.stdout.write(f"synthesis of 115 long findings: {found:.0f} ms (bar {QUERY_BAR_MS})\n")
    for slug, bar in BARS_MS.items():
        told = []
        for edition in (showcase(), long_findings(), empty()):
            runs = [timed(partial(made, edition, slug)) for _ in range(ROUNDS)]
            took = median(run[0] for run in runs)
            missed += took > bar
            told.append(f"{took:.0f} ms, {runs[0][1].pages} p.")
        sys.stdout.write(f"{slug}: {' | '.join(told)} (bar {bar} ms)\n")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
