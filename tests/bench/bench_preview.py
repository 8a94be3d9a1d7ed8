"""The window while documents are prepared: the longest time during which it answers nothing.

Bar: 100 ms, from the first preview to the last, the dossier changing meanwhile. A timer beats
every 2 ms in the window's own thread; the longest gap between two beats is what she would feel.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer  # noqa: E402 - the checkout comes first

from cpom_desktop.bootstrap import (  # noqa: E402
    demonstration_workspace,
    lieux,
    new_workspace,
    open_workspace,
    protector,
    rescue,
    restorer,
    save_copy,
    write_pack,
)
from cpom_desktop.imports.contacts import read_contacts  # noqa: E402
from cpom_desktop.imports.pack_file import read_pack_file  # noqa: E402
from cpom_desktop.imports.tables import read_table  # noqa: E402
from cpom_desktop.reports.fiche_secours import rescue_sheet  # noqa: E402
from cpom_desktop.reports.maker import Documents  # noqa: E402
from cpom_desktop.reports.writer import write_file  # noqa: E402
from cpom_desktop.services.operations import UpdateEtablissement  # noqa: E402
from tests.outils.dossiers import copy_demonstration, frozen_clock  # noqa: E402
from ui.app import make_application, make_window  # noqa: E402
from ui.shell.services import Opening  # noqa: E402

BAR_MS = 100.0
BEAT_MS = 2
LONGEST_S = 20
ROUNDS = 3


class Heart:
    """Beats in the window's thread and keeps its longest gap."""

    def __init__(self):
        self.timer, self.last, self.gaps = QTimer(), 0.0, []
        self.timer.timeout.connect(self._beat)

    def _beat(self):
        now = time.perf_counter()
        self.gaps.append((now - self.last) * 1000)
        self.last = now

    def start(self):
        """Begin to beat."""
        self.last = time.perf_counter()
        self.timer.start(BEAT_MS)

    def longest(self):
        """Return the longest gap since the last call, in milliseconds."""
        found, self.gaps = max(self.gaps, default=0.0), []
        return found


def wait(app, page):
    """Let the window live until the preview is ready."""
    end = time.perf_counter() + LONGEST_S
    while page.renderer.busy and time.perf_counter() < end:
        app.processEvents()
    for _turn in range(20):
        app.processEvents()


@contextmanager
def opened_window(folder):
    """Show the window with the demonstration open; give the application too."""
    app = make_application()
    window = make_window(
        opening=Opening(
            partial(open_workspace, clock=frozen_clock),
            new_workspace,
            demonstration_workspace,
            save_copy,
            restorer,
            rescue,
            read_contacts,
            read_pack_file,
            read_table,
            write_pack,
            lieux,
            partial(protector, clock=frozen_clock),
            partial(rescue_sheet, now=frozen_clock()),
            write_file,
        ),
        documents=Documents,
        clock=frozen_clock,
        settings_file=folder / "reglages.ini",
    )
    window.show()
    window.open_path(copy_demonstration(folder))
    try:
        yield app, window
    finally:
        window.close()


def measure(folder):
    """Return the longest gap of each scene, in milliseconds."""
    with opened_window(folder) as (app, window):
        return gaps(app, window)


def gaps(app, window):
    """Return the longest gap of each scene in a window."""
    heart, found = Heart(), {}
    view = window.view
    view.show_page("documents")
    page = view.page
    heart.start()
    wait(app, page)
    found["first preview"] = heart.longest()
    for number in range(ROUNDS):
        for info in Documents().catalogue():
            page.show_document(info.slug)
            wait(app, page)
        found["going through the list"] = max(
            found.get("going through the list", 0.0), heart.longest()
        )
        page.show_document(Documents().catalogue()[0].slug)
        view.session.run(UpdateEtablissement(nom=f"EHPAD {number}"))
        wait(app, page)
        found["after a change"] = max(found.get("after a change", 0.0), heart.longest())
    heart.timer.stop()
    return found


def main():
    """Print the longest gap of each scene, and fail when the bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder))
    for scene, gap in found.items():
        sys.stdout.write(f"preview: {scene}, longest pause {gap:.0f} ms (bar {BAR_MS:.0f} ms)\n")
    return int(max(found.values()) > BAR_MS)


if __name__ == "__main__":
    sys.exit(main())
