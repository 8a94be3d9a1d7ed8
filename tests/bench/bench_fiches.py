"""Two hundred fiches and four hundred indicators: from fiche to fiche, and back to the list.

Bars: at most 50 ms for the page to be there again, painted, when one comes back to it, and
from a fiche to the next one with Alt+Right (medians of the rounds).
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from cpom_desktop.domain.moyens import SourceFinancement  # noqa: E402 - the checkout first
from cpom_desktop.services import operations as ops  # noqa: E402
from cpom_desktop.services.queries.fiches_action import fiches  # noqa: E402
from tests.outils.dossiers import copy_demonstration, opened  # noqa: E402
from ui.app import make_application  # noqa: E402
from ui.pages.fiches_action import FichesActionPage  # noqa: E402
from ui.session import Session  # noqa: E402

FICHES, PER_FICHE, ROUNDS = 200, 2, 15
BAR_MS = 50.0


def say(text):
    """Write one line of the measure."""
    sys.stdout.write(f"{text}\n")


def fill(workspace):
    """Add fiches until there are two hundred, each with steps, means and indicators."""
    run = workspace.run
    objectif = next(o.id for o in workspace.snapshot.objectifs if o.strategique_id)
    for number in range(FICHES - len(workspace.snapshot.fiches_action)):
        fiche = run(ops.AddFicheAction(titre=f"Action {number}", objectif_id=objectif)).result
        for step in range(4):
            run(ops.AddEtape(fiche_id=fiche, libelle=f"Étape {step}", fin=date(2029, 6, 30)))
        for mean in range(3):
            made = ops.AddMoyen(fiche_id=fiche, libelle=f"Moyen {mean}", montant_centimes=10_000)
            run(made)
        run(ops.AddFinancement(fiche_id=fiche, source=SourceFinancement.FONDS_PROPRES))
        for rank in range(PER_FICHE):
            made = ops.AddIndicateur(fiche_id=fiche, libelle=f"Indicateur {number}-{rank}")
            indicateur = run(made).result
            run(ops.SetCible(indicateur_id=indicateur, annee=2032, valeur=Decimal(5)))


def milliseconds(app, act):
    """Return how long an act takes, what it shows painted."""
    start = time.perf_counter()
    act()
    app.processEvents()
    return (time.perf_counter() - start) * 1000


def edit(workspace, number):
    """Change the title of the first fiche, as another page would."""
    fiche = workspace.snapshot.fiches_action[0]
    workspace.run(ops.UpdateFicheAction(id=fiche.id, titre=f"Titre {number}"))


def shown_again(app, page, number):
    """Return the milliseconds to the list, shown again after an edit made elsewhere."""
    page.hide()
    edit(page.session.workspace, number)

    def act():
        page.reload(None, force=False)
        page.show()

    return milliseconds(app, act)


def main():
    """Measure; return whether a bar is missed."""
    app = make_application()
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(copy_demonstration(Path(folder))) as workspace,
    ):
        fill(workspace)
        snapshot = workspace.snapshot
        say(f"fiches: {len(snapshot.fiches_action)}, indicators {len(snapshot.indicateurs)}")
        page = FichesActionPage(Session(workspace))
        page.resize(1118, 650)
        page.show()
        app.processEvents()
        again = median(shown_again(app, page, n) for n in range(ROUNDS))
        page.open_fiche(workspace.snapshot.fiches_action[5].id)
        app.processEvents()
        following = median(milliseconds(app, page.footer.go_after) for _n in range(ROUNDS))
        read = median(
            milliseconds(app, lambda: (edit(workspace, 1), fiches(workspace.snapshot)))
            for _n in range(ROUNDS)
        )
        page.deleteLater()
    say(f"fiches: an edit and every fiche read again {read:.1f} ms")
    say(f"fiches: page shown again after an edit {again:.1f} ms (bar {BAR_MS:.0f})")
    say(f"fiches: from a fiche to the next {following:.1f} ms (bar {BAR_MS:.0f})")
    return int(max(again, following) > BAR_MS)


if __name__ == "__main__":
    sys.exit(main())
