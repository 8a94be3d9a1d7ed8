"""What the whole scenario works on: a dossier with a canary in each text, files to take, a house.

A canary is a word that is nowhere else: found in a file, it says what leaked there.
"""

from __future__ import annotations

import json
import os
from dataclasses import fields
from pathlib import Path
from typing import NamedTuple

from cpom_desktop.bootstrap import demonstration_workspace, workspace_from_dump
from cpom_desktop.services.dump import dump
from cpom_desktop.services.snapshot import RECORDS
from tests.outils.dossiers import frozen_clock
from tests.outils.pack_regional import files, packed

TEXT = "zqxtexte"
"""In each text of the dossier, whoever typed or imported it."""
PLACE = "zqxchemin"
"""In the path of the dossier, which her list of dossiers may hold."""
NAMED = "zqxjoint"
"""In the names and the bytes of the files that she attaches, imports or chooses."""
CANARIES = (TEXT, PLACE, NAMED)
SLUGS = frozenset(
    [
        "slug",
        "phase",
        "phases",
        "critere",
        "cle",
        "donnee",
        "modele",
        "domaine",
        "theme",
        "themes",
        "fiche",
        "groupe",
        "indicateur",
        "code",
        "empreinte",
        "document",
        "contenu",
        "sorte",
        "signature",
        "colonnes",
        "etape",
        "usage",
        "version",
        "reference",
        "base",
        "rappels",
        "heure",
        "telephone",
        "courriel",
        "finess_et",
        "finess_ej",
        "siret",
        "code_postal",
    ]
)
"""Fields that name something of the program, or whose signs are checked: no free text."""


class House(NamedTuple):
    """Every place of one scenario, under one root."""

    root: Path

    @property
    def home(self):
        """Her home, where the program keeps its folders."""
        return self.root / "Élodie Müller"

    @property
    def dossiers(self):
        """Where she keeps her dossiers."""
        return self.root / f"Dossiers d’été 🌻 {PLACE}"

    @property
    def exports(self):
        """Where she writes documents and copies."""
        return self.root / "exports"

    @property
    def key(self):
        """Her other support."""
        return self.root / "clé"

    @property
    def received(self):
        """Files that others sent her."""
        return self.root / f"reçus {NAMED}"

    @property
    def system(self):
        """The temporary folder of everybody: nothing of the program goes there."""
        return self.root / "tmp"

    @property
    def told(self):
        """What the scenario says of itself, outside all this."""
        return self.root / "dit"

    @property
    def backups(self):
        """Where the program keeps copies of the dossiers."""
        return self.home / ".local/share/CPOM Desktop/sauvegardes"

    @property
    def hers(self):
        """Places where what she typed may be: dossiers, backups, what she wrote or received."""
        return (self.dossiers, self.exports, self.key, self.received, self.backups)

    def make(self):
        """Make the folders, and the programs that open a file outside."""
        for folder in (self.home, self.dossiers, self.exports, self.key, self.received):
            folder.mkdir(parents=True)
        for folder in (self.system, self.told):
            folder.mkdir()
        self.system.chmod(0o1777)
        opener = self.told / "xdg-open"
        opener.write_text(f'#!/bin/sh\nprintf "%s\\n" "TMPDIR=$TMPDIR" >> "{self.told}/ouverts"\n')
        opener.chmod(0o755)
        return self

    def environment(self):
        """Return what a program of this house is started with."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "PYTEST", "LC_"))}
        for name in ("TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            kept.pop(name, None)
        return kept | {
            "HOME": str(self.home),
            "TMPDIR": str(self.system),
            "PATH": f"{self.told}:{kept['PATH']}",
            "PYTHONDONTWRITEBYTECODE": "1",
        }


def write_received(folder):
    """Write the files that others sent her."""
    from openpyxl import Workbook
    from PIL import Image

    csv = f"Nom;Structure;Mail\nAna {TEXT};CH {TEXT};ana@{TEXT}.example\n"
    (folder / f"contacts {NAMED}.csv").write_text(csv, "utf-8")
    card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Paul {TEXT}\r\nORG:HAD {TEXT}\r\nEND:VCARD\r\n"
    (folder / f"carte {NAMED}.vcf").write_text(card, "utf-8")
    book = Workbook()
    for row in (("Donnée", "2024"), ("gir_1", 9), (f"Balivernes {TEXT}", 1)):
        book.active.append(row)
    book.save(folder / f"chiffres {NAMED}.xlsx")
    (folder / f"grille {NAMED}.cpompack").write_bytes(packed(files()))
    (folder / f"pièce {NAMED}.pdf").write_bytes(b"%PDF-1.4 " + NAMED.encode() * 200)
    Image.new("RGB", (80, 40), "teal").save(folder / f"logo {NAMED}.png")


def write_dossier(path):
    """Write the demonstration at `path`, with a canary in each of its texts."""
    with_texts = path.with_name("modèle.cpom")
    workspace = demonstration_workspace(with_texts, clock=frozen_clock)
    found = json.loads(dump(workspace.snapshot, workspace.uuid, workspace.readable_files()))
    workspace.close()
    with_texts.unlink()
    for table, record in RECORDS.items():
        if table == "packs_integres":
            continue
        names = [f.name for f in fields(record) if f.type == "str" and f.name not in SLUGS]
        for row in found["tables"].get(table, []):
            row.update({name: f"{row[name]} {TEXT}".strip() for name in names})
    workspace_from_dump(path, json.dumps(found).encode(), clock=frozen_clock).close()


def files_under(root):
    """Return every file and folder under a root, links not followed."""
    for folder, folders, names in os.walk(root):
        yield from (Path(folder) / name for name in (*folders, *names))


def leaks(house):
    """Return where a canary is that should not be: `file: canary`, by content or by name.

    The recent list and the marks of a place may hold the path of a dossier and nothing else.
    """
    found = []
    for path in files_under(house.root):
        if any(path == place or place in path.parents for place in (*house.hers, house.told)):
            continue
        about = str(path.relative_to(house.root))
        said = about.encode() + (path.read_bytes() if path.is_file() else b"")
        wide = said + said.replace(b"\x00", b"")
        allowed = {PLACE} if path.name == "reglages.ini" else set()
        found += [f"{about}: {word}" for word in set(CANARIES) - allowed if word.encode() in wide]
    return sorted(found)
