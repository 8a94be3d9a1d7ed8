"""A cold start on a dossier of 5 MB: nothing of the program nor of the dossier is in memory.

Bar (reliability P06): 3 s to the first paint. The pages of every file of the environment, of the
checkout and of the dossier are given up first (`posix_fadvise`); those of the system's own
libraries stay, unless the measure is run as root, which empties everything.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.bench_big import grow  # noqa: E402 - the checkout comes first
from tests.bench.bench_start import start  # noqa: E402
from tests.outils.dossiers import copy_demonstration  # noqa: E402

BAR_S = 3.0
STARTS = 5
MEGABYTES = 5
STEPS = 2_000
EVERYTHING = Path("/proc/sys/vm/drop_caches")


def forget(*folders):
    """Have the system forget what it has read of some folders; tell how."""
    os.sync()
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        with suppress(OSError):
            EVERYTHING.write_text("3")
            return "everything"
    for folder in folders:
        for path in Path(folder).rglob("*"):
            with suppress(OSError):
                descriptor = os.open(path, os.O_RDONLY)
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(descriptor)
    return "the program and the dossier"


def main():
    """Print the starts, and fail when the bar is missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = grow(copy_demonstration(folder), MEGABYTES, STEPS)
        start("dossier", folder)
        times = []
        for _start in range(STARTS):
            forgotten = forget(sys.prefix, ROOT, folder)
            times.append(start("dossier", folder)[0] / 1000)
    sys.stdout.write(
        f"cold start: dossier of {size:.1f} MB, {forgotten} forgotten: "
        f"{median(times):.2f} s (longest {max(times):.2f}, bar {BAR_S:.0f})\n"
    )
    return int(median(times) > BAR_S)


if __name__ == "__main__":
    sys.exit(main())
