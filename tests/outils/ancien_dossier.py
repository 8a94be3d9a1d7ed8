"""Writes the real dossier that a schema leaves the day it is released; never run for an old one.

.venv/bin/python -m tests.outils.ancien_dossier
"""

from __future__ import annotations

import lzma
import sys

from cpom_desktop.services.dump import dump
from cpom_desktop.services.operations import DeleteTasks, UpdateActeur, UpdateEtablissement
from db.migrations import SCHEMA_VERSION
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.sources import ROOT

FOLDER = ROOT / "tests" / "anciens_dossiers"


def main():
    """Make the demonstration, work in it a little, leave the pair beside the others."""
    target = FOLDER / f"schema-{SCHEMA_VERSION}.cpom.xz"
    if target.exists():
        sys.exit(f"{target.name} is there already: a released file is never made again")
    work = FOLDER / "travail"
    work.mkdir()
    path = copy_demonstration(work)
    with opened(path) as workspace:
        workspace.run(UpdateEtablissement(commune="Villeneuve-d’Avant"))
        workspace.run(UpdateActeur(id=1, telephone="01 99 00 00 01"))
        workspace.run(DeleteTasks(ids=[workspace.snapshot.tasks[-2].id]))
        workspace.keep_draft("dossier.date_effet", "32/13/2027", "Cette date n’existe pas.")
        workspace.keep_version("Avant l’envoi à l’ARS")
        told = dump(workspace.snapshot, workspace.uuid)
    for name, data in (("cpom", path.read_bytes()), ("json", told)):
        packed = lzma.compress(data, preset=9 | lzma.PRESET_EXTREME)
        (FOLDER / f"schema-{SCHEMA_VERSION}.{name}.xz").write_bytes(packed)
    path.unlink()
    work.rmdir()


if __name__ == "__main__":
    main()
