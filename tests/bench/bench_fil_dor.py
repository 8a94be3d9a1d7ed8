"""The fil d'or of 200 fiches and 400 indicators: the page opened, then again after an edit.

Bar (issue « Objectives, fiches actions, indicators »): a page switch at most 50 ms, painted, the
threads reckoned anew each time; the same for an axis looked at alone. Milliseconds of processor,
median of the rounds.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from cpom_desktop.services.queries.fil_dor_lu import fil_dor_lu  # noqa: E402 - checkout first
from tests.bench.bench_controle import grown  # noqa: E402
from tests.outils.dossiers import copy_demonstration, opened  # noqa: E402
from ui.app import make_application  # noqa: E402
from ui.pages.fil_dor import FilDorPage  # noqa: E402
from ui.session import Session  # noqa: E402

ROUNDS = 9
BAR_MS = 50.0


def say(text):
    """Write one line of the measure."""
    sys.stdout.write(f"{text}\n")


def timed(run):
    """Return how long a call took, in milliseconds of processor."""
    start = time.thread_time()
    run()
    return (time.thread_time() - start) * 1000


def measures(app, session, large):
    """Return the medians: threads reckoned, page shown again, axis changed."""
    page = FilDorPage(session)
    page.resize(1118, 620)
    page.show()
    app.processEvents()

    def switched():
        page.lu = fil_dor_lu(replace(large), session.content)
        page._show()
        app.processEvents()

    def axis(value):
        page.axes.field.choose(value)
        app.processEvents()

    page.lu = fil_dor_lu(large, session.content)
    axes = [0, large.axes[1].id] * ROUNDS
    found = {
        "reckoned": [
            timed(lambda: fil_dor_lu(replace(large), session.content)) for _n in range(ROUNDS)
        ],
        "page switch": [timed(switched) for _n in range(ROUNDS)],
        "one axis": [timed(lambda value=value: axis(value)) for value in axes],
    }
    page.hide()
    page.deleteLater()
    app.processEvents()
    return {name: median(times) for name, times in found.items()}


def main():
    """Measure, and fail over the bar."""
    app = make_application()
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(copy_demonstration(Path(folder))) as workspace,
    ):
        large = grown(workspace.snapshot)
        found = measures(app, Session(workspace), large)
    say(f"{len(large.fiches_action)} fiches, {len(large.indicateurs)} indicators")
    for name, took in found.items():
        say(f"{name:12} {took:6.1f} ms (bar {BAR_MS:.0f})")
    return int(max(found.values()) > BAR_MS)


if __name__ == "__main__":
    raise SystemExit(main())
