"""The whole scenario: all that she does in a window and by commands, ended well, badly, killed.

`python -m tests.outils.scenario ROOT [tout] [--umask 000]` runs its stories one after the other on
a house made before (`prepared`); what they say is in `ROOT/dit`. Proofs of silence read one run:
which calls it made (`tests/outils/traces.py`), what it left, where her words are.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.outils.ecran_virtuel import virtual_screen
from tests.outils.scenario_matiere import PLACE, House, leaks, write_dossier, write_received
from tests.outils.sources import ROOT
from tests.outils.traces import traced

STORIES = ("travail", "panne", "retour", "arrêt", "retour")


def prepared(root):
    """Make a house with its dossier and what others sent; return it."""
    house = House(root).make()
    write_received(house.received)
    write_dossier(house.dossiers / f"{PLACE}.cpom")
    settings = house.home / ".config/CPOM Desktop/reglages.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"[General]\nfolder={house.dossiers}\n", "utf-8")
    return house


def live(house, *options, umask=0o022, before=(), trace=None):
    """Have the scenario run in a house, the screen out of what is traced.

    `before`: what to put before the command (`unshare -n`); `trace`: where strace writes.
    """
    module = [*before, sys.executable, "-m", "tests.outils.scenario", str(house.root)]
    command = [*module, *options, f"--umask={umask:o}"]
    with virtual_screen():
        screen = ("QT_QPA_PLATFORM", "DISPLAY")
        shown = {name: os.environ[name] for name in screen if name in os.environ}
        subprocess.run(
            traced(trace, command) if trace else command,
            cwd=ROOT,
            env=house.environment() | shown,
            check=True,
        )


def told(house):
    """Return what the scenario said, one line an act."""
    return (house.told / "lignes").read_text("utf-8").splitlines()


def errors(house):
    """Return what it wrote on the standard error."""
    return (house.told / "erreurs").read_text("utf-8", errors="replace")


def main(root, *options):
    """Run the stories; note, after each, what is of hers where it should not be."""
    house = House(Path(root))
    mask = next((o.partition("=")[2] for o in options if o.startswith("--umask=")), "022")
    os.umask(int(mask, 8))
    asked = [("scenario_fenetre", story) for story in STORIES]
    asked.append(("scenario_commandes", *(o for o in options if o == "tout")))
    with (house.told / "lignes").open("ab") as out, (house.told / "erreurs").open("ab") as err:
        for module, *words in asked:
            made = subprocess.run(
                [sys.executable, "-m", f"tests.outils.{module}", str(house.root), *words],
                cwd=ROOT,
                stdout=out,
                stderr=err,
                check=False,
            )
            out.write(f"code {' '.join((module, *words))} {made.returncode}\n".encode())
            out.writelines(f"fuite {leak}\n".encode() for leak in leaks(house))
            out.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
