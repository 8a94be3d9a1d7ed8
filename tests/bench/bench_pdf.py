"""The demonstration's whole dossier as a PDF, beside ReportLab alone for the same content.

Bar: at most 1.5 times what ReportLab takes (platypus, untagged, not archivable). Both are made
in turn, so that they meet the same machine; blocks are made once, outside the measure.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from cpom_desktop.reports.catalogue import WHOLE, build  # noqa: E402 - the checkout comes first
from cpom_desktop.reports.pdf import render_pdf  # noqa: E402
from tests.outils.editions import demonstration  # noqa: E402
from tests.outils.platypus import render_plainly  # noqa: E402

ROUNDS = 15
WARM_UP = 2
RATIO_BAR = 1.5


def timed(run):
    """Return how long one document took, in milliseconds."""
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000


def measure():
    """Return the times of our documents and of ReportLab's, in milliseconds."""
    edition = demonstration()
    document = build(WHOLE, edition)
    ours, bare = [], []
    for number in range(ROUNDS + WARM_UP):
        pair = (
            timed(lambda: render_pdf(document, now=edition.now)),
            timed(lambda: render_plainly(document)),
        )
        if number >= WARM_UP:
            ours.append(pair[0])
            bare.append(pair[1])
    return ours, bare


def main():
    """Print both, and fail when the bar is missed."""
    ours, bare = measure()
    ratio = median(ours) / median(bare)
    sys.stdout.write(
        f"pdf: median {median(ours):.0f} ms, ReportLab alone {median(bare):.0f} ms, "
        f"ratio {ratio:.2f} (bar {RATIO_BAR:.1f})\n"
    )
    return int(ratio > RATIO_BAR)


if __name__ == "__main__":
    sys.exit(main())
