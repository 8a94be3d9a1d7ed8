"""The synthesis of 115 criteria answered with findings of 2 000 characters.

Bar (issue « The shared diagnosis »): at most 200 ms from an answer that changed to the whole
synthesis reckoned again (median of the rounds), her five texts being compared with new drafts.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

ROUNDS = 9
BAR_MS = 200.0
LETTERS = 2_000
TODAY = date(2027, 3, 12)
STORY = "Le constat repose sur les relevés de 2025, que les équipes ont relus en réunion. "


def say(text):
    """Write one line of the measure."""
    sys.stdout.write(f"{text}\n")


def answer_all(workspace):
    """Answer every criterion with a long finding, a nature, a product and two positions."""
    from cpom_desktop.domain.diagnostic import Cotation, NatureConstat, PositionAutorite
    from cpom_desktop.services import operations as ops

    natures, positions, marks = list(NatureConstat), list(PositionAutorite), list(Cotation)[:4]
    for n, critere in enumerate(workspace.content.grille.criteres):
        workspace.run(
            ops.UpdateConstat(
                critere=critere.slug,
                cotation=marks[n % 4],
                texte=f"Constat {n}. {STORY * 40}"[:LETTERS],
                nature=natures[n % 4],
                importance=n % 3 + 1,
                faisabilite=n // 3 % 3 + 1,
                position_ars=positions[n % 3],
                note_ars=STORY * 4,
                position_departement=positions[n // 2 % 3],
                note_departement=STORY * 4,
            )
        )


def write_all(workspace):
    """Write every text in words of hers, from the drafts as they are."""
    from cpom_desktop.services import operations as ops
    from cpom_desktop.services.queries.synthese import synthese_vue

    found = synthese_vue(workspace.snapshot, workspace.content, TODAY)
    for cle, texte in found.textes.items():
        mine = texte.proposition.replace("relevés", "registres")
        workspace.run(ops.SetSynthese(cle=cle, texte=mine, base=texte.proposition))


def reckoned(workspace, n):
    """Return the milliseconds to the synthesis after one answer more."""
    from cpom_desktop.services import operations as ops
    from cpom_desktop.services.queries.synthese import synthese_vue

    slug = workspace.content.grille.criteres[n].slug
    workspace.run(ops.UpdateConstat(critere=slug, texte=f"Autre constat {n}. {STORY * 24}"))
    snapshot = workspace.snapshot
    start = time.perf_counter()
    synthese_vue(snapshot, workspace.content, TODAY)
    return (time.perf_counter() - start) * 1000


def main():
    """Measure; return whether the bar is missed."""
    from tests.outils.dossiers import copy_demonstration, opened

    with (
        tempfile.TemporaryDirectory() as folder,
        opened(copy_demonstration(Path(folder))) as workspace,
    ):
        answer_all(workspace)
        write_all(workspace)
        took = median(reckoned(workspace, n) for n in range(ROUNDS))
        criteres = len(workspace.content.grille.criteres)
    say(f"synthese: {criteres} criteria of {LETTERS} characters, {took:.1f} ms (bar {BAR_MS:.0f})")
    return int(took > BAR_MS)


if __name__ == "__main__":
    sys.exit(main())
