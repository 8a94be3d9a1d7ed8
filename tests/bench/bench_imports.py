"""Figures that come in: a block of 40 × 4 pasted, files of 10 000 and 100 000 lines.

Bar (issue 7): the block is read in at most 50 ms. The times of the files are told: she reads
how many lines there are before she decides.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from openpyxl import Workbook  # noqa: E402 - the checkout comes first

from cpom_desktop.domain.donnees import Unite  # noqa: E402
from cpom_desktop.imports.tables import read_table  # noqa: E402
from cpom_desktop.services.operations import SetValeurs  # noqa: E402
from cpom_desktop.services.queries.donnees_collage import Depart, read_paste  # noqa: E402
from cpom_desktop.services.queries.donnees_importees import Place, figures_of_file  # noqa: E402
from tests.outils.dossiers import copy_tilleuls, opened  # noqa: E402

PASTE_BAR_MS = 50.0
LINES = (10_000, 100_000)
YEARS = (2023, 2024, 2025, 2026)


def say(text):
    """Write one line of the measure."""
    sys.stdout.write(f"{text}\n")


def spent(work):
    """Return how long a piece of work takes, in milliseconds, and what it answers."""
    start = time.perf_counter()
    answer = work()
    return (time.perf_counter() - start) * 1000, answer


def paste(workspace):
    """Return the median time of a block of 40 × 4, and that of its writing."""
    slugs = [d.slug for d in workspace.content.donnees.donnees if d.unite is Unite.EUROS][:40]
    row = "1\u00a0234\u00a0567,89\t12\u202f000 €\tn.c.\t"
    text = "\r\n".join([row] * len(slugs))
    depart = Depart(slugs, YEARS)

    def read():
        return read_paste(text, depart, workspace.snapshot, workspace.content)

    times = [spent(read)[0] for _n in range(20)]
    write, _done = spent(lambda: workspace.run(SetValeurs(valeurs=read().valeurs)))
    return median(times), write


def lines_of(count):
    """Return the lines of a file: known names, near ones, and others."""
    yield ["Libellé", *map(str, YEARS)]
    for n in range(count):
        yield [
            f"Compte {n} : nombre de résidents en GIR {n % 9}",
            f"{n},5",
            "12 000 €",
            "n.c.",
            "",
        ]


def file_of(folder, count, kind):
    """Write a file of so many lines."""
    path = folder / f"{count}.{kind}"
    if kind == "csv":
        path.write_text("\n".join(";".join(cells) for cells in lines_of(count)), "utf-8")
        return path
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for cells in lines_of(count):
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue())
    return path


def main():
    """Measure, tell, and fail past the bar."""
    with tempfile.TemporaryDirectory() as name, opened(copy_tilleuls(Path(name))) as workspace:
        folder = Path(name)
        read, write = paste(workspace)
        say(
            f"bloc de 40 × 4 : lu en {read:.1f} ms (au plus {PASTE_BAR_MS:.0f}), écrit {write:.1f}"
        )
        place = Place(workspace.snapshot, workspace.content, workspace.today)
        for count in LINES:
            for kind in ("csv", "xlsx"):
                path = file_of(folder, count, kind)
                opening, table = spent(lambda path=path: read_table(path))
                reading, _found = spent(lambda table=table: figures_of_file(table, place, {}))
                say(
                    f"{count} lignes ({kind}) : ouvert en {opening:.0f} ms, lu en {reading:.0f} ms"
                )
    return int(read > PASTE_BAR_MS)


if __name__ == "__main__":
    sys.exit(main())
