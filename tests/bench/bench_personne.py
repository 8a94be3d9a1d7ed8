"""The window on a dossier of 50 MB while a person is looked for, then erased.

Told: the longest time during which the window answers to nothing, and how long each takes. Its
history is sentences of French; one in a hundred names the person, and so do ten versions.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.bench_big import grow  # noqa: E402 - the checkout comes first
from tests.bench.bench_window import (  # noqa: E402
    Heart,
    _soon,
    in_a_profile,
    is_idle,
    say,
    shown_window,
)
from tests.outils.dossiers import copy_demonstration, opened  # noqa: E402

NOM = "Sophie Lemaire"
SENTENCE = "Vu avec {nom} : le projet d'établissement est à relire avant l'été, budget compris. "
VERSIONS, ONE_IN = 10, 100


def lived(path):
    """Name versions of a dossier, and fill its journal with years of typing; return its size."""
    with opened(path) as workspace:
        for number in range(VERSIONS):
            workspace.keep_version(f"Version {number}")
    return grow(path, pair=lambda rank, room: (_side(rank, room), _side(rank + 1, room)))


def _side(rank, room):
    text = SENTENCE.format(nom="la direction" if rank % ONE_IN else NOM) * 10
    return f'{{"id": 1, "critere": "dg-a01", "note": "{text[:room]}"}}'


class Measure:
    """One window, one dossier of 50 MB."""

    def __init__(self, folder):
        path = copy_demonstration(folder)
        say(f"personne: file {lived(path):.0f} MB")
        self.window = shown_window()
        self.window.open_path(path)
        self.heart = Heart()
        self.heart.beat_until(_soon(4))
        self.heart.beat_until(is_idle)
        self.window.view.show_page("confidentialite")
        self.tab.name.setText(NOM)

    @property
    def tab(self):
        return self.window.view.page.personne

    def tell(self, what, act, over):
        """Say the silence and the whole time of an act."""
        silence, whole = self.heart.silence(act, over)
        say(f"personne: {what} blocks {silence:.0f} ms, lasts {whole:.0f}")

    def is_erased(self):
        """Tell whether the window shows the dossier without the person."""
        view = self.window.view
        return view is not None and bool(view.session.snapshot.effacements) and is_idle()

    def run(self):
        """Measure both."""
        self.tell("looking for", self.tab.ask, lambda: self.tab.found is not None)
        say(f"personne: found {len(self.tab.found.occurrences)}")
        self.tab.ask_erase()
        dialog = self.tab.erasing
        dialog.sure.click()
        self.heart.beat_until(_soon(0.5))
        self.tell("erasing", dialog.action.click, self.is_erased)
        self.window.close()


def main():
    """Print each figure."""
    in_a_profile(lambda folder: Measure(folder).run())


if __name__ == "__main__":
    main()
