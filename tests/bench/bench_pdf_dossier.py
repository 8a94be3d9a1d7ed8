"""A tagged dossier of eighty pages beside ReportLab alone and LibreOffice; then of a thousand.

The matter is the launch dossier of the demonstration, all that follows its contents told five
times (sixty for a thousand pages): the same blocks for all. Bars: 1.5 times ReportLab's platypus,
which tags nothing; faster than LibreOffice making a PDF of the same DOCX, by the clock and by the
processor; a page of a thousand costs what one of a hundred does (1.25 times at most). All is made
in turn, so that every one meets the same machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from cpom_desktop.reports.blocks import Contents  # noqa: E402 - the checkout comes first
from cpom_desktop.reports.catalogue import WHOLE, build  # noqa: E402
from cpom_desktop.reports.docx import render_docx  # noqa: E402
from cpom_desktop.reports.pdf import render_pdf  # noqa: E402
from tests.outils.editions import showcase  # noqa: E402
from tests.outils.platypus import render_plainly  # noqa: E402

TIMES = 5
ROUNDS = 5
RATIO_BAR = 1.5
LINEAR_BAR = 1.25
FEW, MANY = 6, 60


def told(times):
    """Return the launch dossier with all that follows its contents told several times."""
    document = build(WHOLE, showcase())
    start = 1 + next(n for n, b in enumerate(document.blocks) if isinstance(b, Contents))
    blocks = document.blocks[:start] + document.blocks[start:] * times
    return replace(document, blocks=blocks)


def timed(run):
    """Return what was made, and how long it took by the clock and by the processor, in ms."""
    clock, processor = time.perf_counter(), _processor()
    made = run()
    return made, (time.perf_counter() - clock) * 1000, (_processor() - processor) * 1000


def _processor():
    """Return the seconds of processor of this program and of those it has ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def convert(folder):
    """Make LibreOffice turn the DOCX of a folder into a PDF."""
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)),
            str(folder / "dossier.docx"),
        ],
        check=True,
        capture_output=True,
    )
    return (folder / "dossier.pdf").read_bytes()


def pages_of(data):
    """Return the number of pages of a PDF."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    try:
        return len(pdf)
    finally:
        pdf.close()


def compared(folder):
    """Return name → (pages, median by the clock, by the processor), all made in turn."""
    document, now = told(TIMES), showcase().now
    (folder / "dossier.docx").write_bytes(render_docx(document, now))
    makers = {
        "ours, tagged": lambda: render_pdf(document, now=now).data,
        "ReportLab alone": lambda: render_plainly(document),
        "LibreOffice": lambda: convert(folder),
    }
    found = {name: [] for name in makers}
    pages = {name: pages_of(make()) for name, make in makers.items()}
    for _round in range(ROUNDS):
        for name, make in makers.items():
            found[name].append(timed(make)[1:])
    return {
        name: (pages[name], *(median(times[n] for times in runs) for n in (0, 1)))
        for name, runs in found.items()
    }


def growth():
    """Return pages and processor time of a page for about a hundred pages, and a thousand."""
    now, found = showcase().now, []
    for times in (FEW, MANY):
        document = told(times)
        runs = [timed(lambda d=document: render_pdf(d, now=now)) for _ in range(3)]
        pages = runs[0][0].pages
        found.append((pages, median(run[2] for run in runs) / pages))
    return found


def main():
    """Print all, and fail when a bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        found = compared(Path(folder))
    for name, (pages, clock, processor) in found.items():
        say(f"pdf: {name}, {pages} pages, {clock:.0f} ms, processor {processor:.0f} ms")
    ours, bare, office = found.values()
    ratio, rest = ours[1] / bare[1], (ours[1] / office[1], ours[2] / office[2])
    say(f"pdf: {ratio:.2f} times ReportLab alone (bar {RATIO_BAR})")
    say(f"pdf: {rest[0]:.2f} times LibreOffice, processor {rest[1]:.2f} (bar 1)")
    (few, one), (many, other) = growth()
    say(f"pdf: {few} pages {one:.1f} ms a page, {many} pages {other:.1f} ms a page")
    say(f"pdf: ratio {other / one:.2f} (bar {LINEAR_BAR})")
    return int(ratio > RATIO_BAR or max(rest) > 1 or other / one > LINEAR_BAR)


def say(line):
    """Write one line of the measure."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
