"""The window that previews: how long a document is awaited, and what a long one takes of memory.

Bars: the first page of what she chooses is on the screen within 300 ms, be the rest made or not;
a dossier of eighty pages made and read takes at most 150 MB more, at its peak, than the window
that has made no document yet (Linux alone says it).
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402 - the checkout comes first

from cpom_desktop.reports.maker import Documents  # noqa: E402
from cpom_desktop.reports.pdf import render_pdf  # noqa: E402
from tests.bench.bench_pdf_dossier import TIMES, told  # noqa: E402
from tests.bench.bench_preview import LONGEST_S, opened_window  # noqa: E402
from tests.outils.editions import showcase  # noqa: E402
from ui.kit.pdf_pages import PdfPages  # noqa: E402
from ui.kit.worker import Job  # noqa: E402

FIRST_BAR_MS = 300
MEMORY_BAR_MB = 150
ROUNDS = 3
BEAT_MS = 4
SETTLING_MS = 1000


def say(line):
    """Write one line of the measure."""
    sys.stdout.write(f"{line}\n")


def live(app, awaited):
    """Let the window live, asleep between its events, until something is over; return the ms."""
    beat = QTimer()
    beat.start(BEAT_MS)
    start = time.perf_counter()
    while awaited() and time.perf_counter() - start < LONGEST_S:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return (time.perf_counter() - start) * 1000


def awaited_times(app, page):
    """Return the middle wait for each document, in ms: by the clock, by the processor."""
    found = {}
    for _round in range(ROUNDS):
        for info in Documents().catalogue():
            start, spent = time.perf_counter(), time.process_time()
            page.show_document(info.slug)
            live(app, lambda: page.renderer.busy and page.preview.paper.count == 0)
            took = time.perf_counter() - start, time.process_time() - spent
            found.setdefault(info.slug, []).append([1000 * value for value in took])
            live(app, lambda: page.renderer.busy)
    return {slug: tuple(map(median, zip(*runs, strict=True))) for slug, runs in found.items()}


def memory(word):
    """Return what the system says of this program's memory, in MB."""
    text = Path("/proc/self/status").read_text("ascii")
    return int(re.search(rf"^{word}:\s+(\d+) kB", text, re.MULTILINE)[1]) / 1000


def settled(app):
    """Return the memory of a window that nothing happens to, in MB."""
    end = time.perf_counter() + SETTLING_MS / 1000
    live(app, lambda: time.perf_counter() < end)
    return memory("VmRSS")


def long_document(app, page):
    """Return the pages of a long document, and the peak of memory while it is made and read."""
    document, now, made = told(TIMES), showcase().now, []
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    job = Job(lambda checkpoint: render_pdf(document, now=now, checkpoint=checkpoint))
    job.done.connect(made.append)
    job.start()
    live(app, lambda: not made)
    page.preview.show_pages(PdfPages(made[0].data), document.title, keep=False)
    for number in range(made[0].pages):
        page.preview.paper.turn(number)
        app.processEvents()
    return made[0].pages, memory("VmHWM")


def main():
    """Print both, and fail when a bar is missed."""
    linux, missed = sys.platform.startswith("linux"), False
    with tempfile.TemporaryDirectory() as folder, opened_window(Path(folder)) as (app, window):
        quiet = settled(app) if linux else 0
        window.view.show_page("documents")
        page = window.view.page
        cold = live(app, lambda: page.renderer.busy and page.preview.paper.count == 0)
        times = awaited_times(app, page)
        if linux:
            pages, peak = long_document(app, page)
            missed = peak - quiet > MEMORY_BAR_MB
            say(f"memory: quiet {quiet:.0f} MB, {pages} pages made and read {peak:.0f} MB")
            say(f"memory: {peak - quiet:.0f} MB more (bar {MEMORY_BAR_MB})")
    say(f"preview: the first of all {cold:.0f} ms, libraries loaded meanwhile")
    clock, processor = (median(values) for values in zip(*times.values(), strict=True))
    say(f"preview: {len(times)} documents, middle {clock:.0f} ms, processor {processor:.0f} ms")
    slowest = sorted(times.items(), key=lambda item: -item[1][0])[:5]
    for slug, (clock, processor) in slowest:
        say(f"preview: {slug} {clock:.0f} ms, processor {processor:.0f} ms (bar {FIRST_BAR_MS})")
    return int(missed or slowest[0][1][0] > FIRST_BAR_MS)


if __name__ == "__main__":
    sys.exit(main())
