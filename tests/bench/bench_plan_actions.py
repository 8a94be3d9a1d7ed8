"""The plan d'actions of 200 fiches and 400 indicators: read, its page, a step moved.

Bar (issue « Objectives, fiches actions, indicators »): at most 50 ms from a page switch asked for
to the page painted, in its window (median of the rounds, time of the processor, which a machine
at other work does not stretch; what elapsed is told beside). A fiche moved by a quarter, to the
page painted again, and the plan read anew are told too.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from cpom_desktop.domain.fiches_action import Origine  # noqa: E402 - the checkout comes first
from cpom_desktop.domain.moyens import CategorieMoyen, NatureCout  # noqa: E402
from cpom_desktop.services import operations as ops  # noqa: E402
from cpom_desktop.services.queries.plan_actions import plan_actions  # noqa: E402
from tests.outils.dossiers import copy_demonstration  # noqa: E402
from tests.outils.fenetre import make_shell  # noqa: E402

FICHES, STEPS, INDICATORS = 200, 4, 400
ROUNDS = 11
BAR_MS = 50.0
PAGE, OTHER = "plan-actions", "journal"


def say(text):
    """Write one line of the measure."""
    sys.stdout.write(f"{text}\n")


def fill(workspace):
    """Bring the dossier to its size: steps, means, origins and indicators for every fiche."""
    objectifs = [o.id for o in workspace.snapshot.objectifs]
    people = [a.id for a in workspace.snapshot.acteurs]
    for n in range(FICHES - len(workspace.snapshot.fiches_action)):
        made = ops.AddFicheAction(titre=f"Action {n} du plan, avec un titre assez long pour lire",
                                  objectif_id=objectifs[n % len(objectifs)])  # fmt: skip
        fiche = workspace.run(made).result
        workspace.run(ops.UpdateFicheAction(id=fiche, responsable_id=people[n % len(people)]))
        origine = list(Origine)[n % len(Origine)]
        workspace.run(
            ops.SetFicheOrigines(fiche_id=fiche, origines=[ops.OrigineSaisie(origine=origine)])
        )
        for rank in range(STEPS):
            workspace.run(
                ops.AddEtape(fiche_id=fiche, libelle=f"Étape {rank}",
                             debut=date(2028 + rank, n % 12 + 1, 3),
                             fin=date(2028 + rank + rank // 3, 12, 31))
            )  # fmt: skip
        workspace.run(
            ops.AddMoyen(fiche_id=fiche, libelle="Achat", categorie=CategorieMoyen.MATERIEL,
                         nature=NatureCout.EXPLOITATION_PONCTUELLE, montant_centimes=123_456 + n,
                         premiere_annee=2028 + n % 5)
        )  # fmt: skip
        for rank in range(2):
            if len(workspace.snapshot.indicateurs) < INDICATORS:
                workspace.run(ops.AddIndicateur(libelle=f"Indicateur {n}.{rank}", fiche_id=fiche))


def switched(app, window):
    """Return the milliseconds from the page asked for to its paint: elapsed, of the processor."""
    window.view.show_page(OTHER)
    app.processEvents()
    return timed(app, partial(window.view.show_page, PAGE))


def moved(app, window, way):
    """Return the milliseconds from a move of the line chosen to the paint, in the same way."""
    return timed(app, partial(window.view.page.plan_tab.moves.by_quarter, way))


def timed(app, act):
    """Return the milliseconds of an act and of the paints that it asks for."""
    start, busy = time.perf_counter(), time.process_time()
    act()
    app.processEvents()
    return (time.perf_counter() - start) * 1000, (time.process_time() - busy) * 1000


def middle(pairs):
    """Return the median of what elapsed, and of what the processor took."""
    elapsed, busy = zip(*pairs, strict=True)
    return median(elapsed), median(busy)


def read_anew(workspace, n):
    """Return the milliseconds to the plan after a step changed."""
    etape = workspace.snapshot.etapes[0]
    workspace.run(ops.UpdateEtape(id=etape.id, libelle=f"Étape changée {n}"))
    start = time.perf_counter()
    plan_actions(workspace.snapshot, date(2027, 3, 12))
    return (time.perf_counter() - start) * 1000


def main():
    """Measure, and fail over a bar."""
    from ui.app import make_application

    app = make_application()
    with tempfile.TemporaryDirectory() as folder:
        path = copy_demonstration(Path(folder))
        shell = make_shell(Path(folder))
        window = shell.window
        window.resize(1366, 698)
        window.show()
        window.open_path(path)
        workspace = window.view.session.workspace
        fill(workspace)
        window.view.show_page(PAGE)
        app.processEvents()
        window.view.page.focus_first()
        switch = middle(switched(app, window) for _ in range(ROUNDS))
        window.view.page.focus_first()
        move = middle(moved(app, window, way) for way in (1, -1) * (ROUNDS // 2))
        read = median(read_anew(workspace, n) for n in range(ROUNDS))
        count = len(workspace.snapshot.fiches_action), len(workspace.snapshot.indicateurs)
        window.close_dossier()
        window.close()
    say(f"plan of {count[0]} fiches, {count[1]} indicators: read anew in {read:.1f} ms")
    say(f"page switch: {switch[1]:.1f} ms of processor ({switch[0]:.0f} elapsed), bar {BAR_MS:g}")
    say(f"a fiche moved by a quarter: {move[1]:.1f} ms of processor ({move[0]:.0f} elapsed)")
    return int(switch[1] > BAR_MS)


if __name__ == "__main__":
    raise SystemExit(main())
