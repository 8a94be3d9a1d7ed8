"""A child that edits a dossier and backs it up without end, telling each thing once done.

`python child_backups.py DOSSIER BACKUPS START`: lines « backup NAME », « restored ».
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from cpom_desktop.bootstrap import open_workspace, restorer  # noqa: E402 - the checkout comes first
from cpom_desktop.services.backups import Reason  # noqa: E402
from cpom_desktop.services.operations import UpdateActeur  # noqa: E402


def tell(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main():
    dossier, root, start = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    for number in itertools.count(start):
        workspace = open_workspace(dossier, backups=root)
        for step in range(4):
            workspace.run(UpdateActeur(id=1, nom=f"{number}.{step}"))
            info = workspace.backups.write(Reason.AUTOMATIQUE).verify()
            tell(f"backup {info.path.name}")
        workspace.close()
        newest = restorer(root).backups_of(dossier)[1]
        aside = restorer(root).restore(newest.path, dossier)
        aside.unlink()
        tell("restored")


if __name__ == "__main__":
    main()
