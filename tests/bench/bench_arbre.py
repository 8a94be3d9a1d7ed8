"""The tree of objectives of a large dossier: reckoned anew, and its page after a row moved.

Twelve axes, 120 objectives, the fiches of the demonstration. Bars: at most 50 ms to reckon the
tree, at most 100 ms from a move asked for to the page painted again (medians of the rounds).
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from cpom_desktop.services import operations as ops  # noqa: E402 - the checkout comes first
from cpom_desktop.services.gestes_arbre import Sens  # noqa: E402
from cpom_desktop.services.queries.arbre import arbre  # noqa: E402
from tests.outils.dossiers import copy_demonstration, opened  # noqa: E402
from ui.app import make_application  # noqa: E402
from ui.pages.objectifs import ObjectifsPage  # noqa: E402
from ui.session import Session  # noqa: E402

ROUNDS = 9
AXES, STRATEGIC, OPERATIONAL = 8, 3, 4
TREE_MS, MOVE_MS = 50.0, 100.0


def say(text):
    """Write one line of the measure."""
    sys.stdout.write(f"{text}\n")


def fill(workspace):
    """Add axes and objectives."""
    for n in range(AXES):
        axe = workspace.run(ops.AddAxe(libelle=f"Axe {n}")).result
        for m in range(STRATEGIC):
            made = ops.AddObjectif(axe_id=axe, libelle=f"Stratégique {n}.{m}")
            above = workspace.run(made).result
            for k in range(OPERATIONAL):
                words = f"Opérationnel {n}.{m}.{k}"
                workspace.run(ops.AddObjectif(axe_id=axe, libelle=words, strategique_id=above))


def reckoned(workspace, n):
    """Return the milliseconds to the tree after an axis renamed."""
    axe = workspace.snapshot.axes[0]
    workspace.run(ops.UpdateAxe(id=axe.id, libelle=f"Axe nommé {n}"))
    start = time.perf_counter()
    arbre(workspace.snapshot)
    return (time.perf_counter() - start) * 1000


def moved(app, page, sens):
    """Return the milliseconds from a move to the page painted."""
    start = time.perf_counter()
    page.move_chosen(sens)
    app.processEvents()
    page.view.viewport().grab()
    return (time.perf_counter() - start) * 1000


def main():
    """Measure, and fail over a bar."""
    app = make_application()
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(copy_demonstration(Path(folder))) as workspace,
    ):
        fill(workspace)
        tree = median(reckoned(workspace, n) for n in range(ROUNDS))
        session = Session(workspace)
        page = ObjectifsPage(session)
        session.changed.connect(lambda changes, force: page.reload(changes, force=force))
        page.resize(1118, 620)
        page.show()
        app.processEvents()
        page.focus_field(f"axes.{workspace.snapshot.axes[5].id}")
        ways = [Sens.MONTER, Sens.DESCENDRE] * ROUNDS
        move = median(moved(app, page, sens) for sens in ways)
        page.hide()
        page.deleteLater()
        app.processEvents()
    say(f"tree of {len(workspace.snapshot.objectifs)} objectives: {tree:.1f} ms, bar {TREE_MS:g}")
    say(f"a row moved, painted: {move:.1f} ms, bar {MOVE_MS:g}")
    return int(tree > TREE_MS or move > MOVE_MS)


if __name__ == "__main__":
    raise SystemExit(main())
