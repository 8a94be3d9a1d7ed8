"""One entry per importer: it takes bytes of anybody's, and refuses in French or reads them.

An entry returns what it read, or raises `ErreurCpom`; anything else is a fault of ours.
"""

from __future__ import annotations

import os
import shutil
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec

from cpom_desktop.bootstrap import open_workspace, rescue, workspace_from_dump
from cpom_desktop.content.regional import read_regional
from cpom_desktop.errors import ErreurCpom, ImportImpossible
from cpom_desktop.imports.contacts import read_contacts
from cpom_desktop.imports.pack_file import read_pack_file
from cpom_desktop.imports.tables import read_table
from cpom_desktop.services.dump import dump, read_dump
from cpom_desktop.services.identity import identity_operations, read_identity
from cpom_desktop.services.logo import clean_logo
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.operations import decode_operation
from cpom_desktop.services.pieces_jointes import read_attachment
from cpom_desktop.services.queries.contacts_colonnes import guess_columns
from cpom_desktop.services.queries.contacts_importes import read_contacts_table
from cpom_desktop.services.queries.donnees_importees import Place, figures_of_file
from cpom_desktop.services.queries.has_importee import has_of_file
from cpom_desktop.services.strict_json import Unsound
from cpom_desktop.services.versions import unpack_version
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, frozen_clock
from tests.outils.fuzz.canari import CANARY, lay
from tests.outils.fuzz.sqlite import SIDES

TODAY = date(2027, 3, 12)


class Bench:
    """Where inputs are tried: a folder, a dossier that they are compared with."""

    def __init__(self, folder):
        self.folder = folder
        lay()
        self._runs = 0

    @cached_property
    def dossier(self):
        path = copy_demonstration(self._room("lu"))
        return open_workspace(path, read_only=True, clock=frozen_clock)

    @cached_property
    def written(self):
        path = copy_tilleuls(self._room("ecrit"))
        return open_workspace(path, clock=frozen_clock, backups=self.folder / "s")

    def written_now(self):
        """Return the dossier that operations change, a fresh one now and then."""
        self._runs += 1
        if self._runs % 500 == 0:
            self.written.close()
            del self.written
        return self.written

    def _room(self, name):
        room = self.folder / name
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir()
        return room

    def file(self, data, name):
        path = self.folder / name
        path.write_bytes(data)
        return path

    def alone(self, data, name):
        """Write a file in a folder of its own, emptied first."""
        path = self._room("seul") / name
        path.write_bytes(data)
        path.chmod(0o600)
        return path

    def close(self):
        for name in ("dossier", "written"):
            if name in self.__dict__:
                getattr(self, name).close()


def spreadsheet(bench, data, name):
    """Read a file as figures, as a self-evaluation and as contacts."""
    path, workspace = bench.file(data, name), bench.dossier
    told, refused = [], None
    try:
        table = read_table(path)
        place = Place(workspace.snapshot, workspace.content, TODAY, proches=True)
        told.append(figures_of_file(table, place, {}))
        told.append(has_of_file(table, workspace.snapshot, workspace.content.grille_du_kit))
    except ErreurCpom as error:
        check_told(error)
        refused = error
    told.append(contacts(bench, data, name) if not refused else repr(refused))
    if refused:
        contacts(bench, data, name)
    return told


def xlsx(bench, data):
    return spreadsheet(bench, data, "a.xlsx")


def csv(bench, data):
    return spreadsheet(bench, data, "a.csv")


def contacts(bench, data, name="a.vcf"):
    table = read_contacts(bench.file(data, name))
    columns = guess_columns(table, {})
    workspace = bench.dossier
    lines = read_contacts_table(table, columns, workspace.snapshot, workspace.content)
    return [line.taken(line.choices[0]) for line in lines]


def json(bench, data):
    read_dump(data)
    path = bench._room("seul") / "neuf.cpom"
    workspace = workspace_from_dump(path, data, clock=frozen_clock)
    try:
        return dump(workspace.snapshot, workspace.uuid)[:1000]
    finally:
        workspace.close()


def operation(bench, data):
    """Read a line as `cpom apply` does, and run it."""
    try:
        found = decode_operation(data)
    except (msgspec.DecodeError, Unsound, UnicodeDecodeError, RecursionError) as error:
        raise ImportImpossible("ligne", "Ligne refusée.") from error  # `cpom apply` words it
    return bench.written_now().run(found)


def pack(bench, data):
    return read_regional(read_pack_file(bench.file(data, "a.cpompack")), bench.dossier.content)


def identity(bench, data):
    text = data.decode("utf-8", "replace")
    return identity_operations(read_identity(text), bench.dossier.snapshot)


def logo(_bench, data):
    return len(clean_logo(data))


def attachment(bench, data):
    """Read, attach and open a file: its first line is its name, or a name that it would have."""
    name, _end, content = data.partition(b"\n")
    text = name.decode("utf-8", "replace")
    workspace = bench.written_now()
    path = workspace.extraction.write(text, content or b"x")
    if path.parent != workspace.extraction._folder:
        raise AssertionError(path)
    path.unlink()
    return read_attachment(bench.file(content, "piece.pdf"))


def version(_bench, data):
    return unpack_version(data.decode("latin-1")).dossier


def cpom(bench, data):
    """Open a dossier, and read it all."""
    path = bench.alone(data, "a.cpom")
    workspace = open_workspace(path, clock=frozen_clock, backups=bench.folder / "s")
    try:
        return dump(workspace.snapshot, workspace.uuid, workspace.readable_files())[:1000]
    finally:
        workspace.close()


def in_place(bench, data):
    """Open a dossier where it lies, with what lies beside it: the input is its path."""
    path = Path(os.fsdecode(data))
    workspace = open_workspace(path, clock=frozen_clock, backups=bench.folder / "s")
    try:
        return dump(workspace.snapshot, workspace.uuid, workspace.readable_files())[:1000]
    finally:
        workspace.close()


def rescued_in_place(bench, data):
    """Save what can be of a dossier where it lies."""
    path = Path(os.fsdecode(data))
    return rescue(path, bench._room("neuf") / "neuf.cpom", clock=frozen_clock)


def rescued(bench, data):
    """Save what can be of a dossier, and open it."""
    path = bench.alone(data, "a.cpom")
    target = path.with_name("neuf.cpom")
    rescue(path, target, clock=frozen_clock)
    workspace = open_workspace(target, clock=frozen_clock, backups=bench.folder / "s")
    try:
        return dump(workspace.snapshot, workspace.uuid)[:1000]
    finally:
        workspace.close()


def sides(bench, data):
    """Open a sound dossier beside which a hostile file lies; its first byte says which."""
    path = copy_tilleuls(bench._room("seul"))
    hers = path.with_name("hers.txt")
    hers.write_text(CANARY)
    side = SIDES[(data[0] if data else 0) % len(SIDES)]
    path.with_name(side.format(nom=path.name)).write_bytes(
        data[1:].replace(b"@HERS@", bytes(hers))
    )
    try:
        workspace = open_workspace(path, clock=frozen_clock, backups=bench.folder / "s")
        try:
            return workspace.snapshot.etablissement.nom
        finally:
            workspace.close()
    finally:
        if hers.read_text() != CANARY:
            raise AssertionError("a file of hers was touched")


def witness(_bench, data):
    """Do what no importer may: the witness that a fault is seen."""
    match Path(os.fsdecode(data)).name:
        case "leve":
            raise ValueError("none of ours")
        case "tourne":
            while True:
                pass
        case "enfle":
            return len(bytearray(300_000_000))
        case "lit":
            return CANARY
        case "meurt":
            os.abort()
    return None


class Entry(NamedTuple):
    """An importer: what takes the bytes, and what an input may cost (CPU seconds, megabytes)."""

    run: object
    seconds: float = 5
    megabytes: int = 500
    inputs: int = 10_000
    """Of the long form."""


ENTRIES = {
    "xlsx": Entry(xlsx, inputs=12_000),
    "csv": Entry(csv, inputs=26_000),
    "vcard": Entry(contacts, inputs=24_000),
    "json": Entry(json, inputs=2_000),
    "operation": Entry(operation, inputs=12_000),
    "pack": Entry(pack, inputs=6_000),
    "identite": Entry(identity, inputs=8_000),
    "logo": Entry(logo, inputs=4_000),
    "piece": Entry(attachment, inputs=4_000),
    "version": Entry(version, inputs=2_000),
    "abords": Entry(sides, seconds=2, megabytes=300, inputs=1_000),
    "cpom": Entry(cpom, seconds=2, megabytes=300),
    "secours": Entry(rescued, inputs=1_000),
}
IN_PLACE = {
    "cpom-en-place": Entry(in_place, seconds=2, megabytes=300),
    "secours-en-place": Entry(rescued_in_place),
    "temoin": Entry(witness, seconds=0.3, megabytes=50),
}
"""Those that are given paths."""
ALL = {**ENTRIES, **IN_PLACE}


def check_told(error):
    """Check that a refusal says something in French, and shows nothing of what it must not."""
    said = sentence(error)
    if not said or said == error.code or CANARY in f"{said}{error.remedy}":
        raise AssertionError(f"told badly: {error.code}: {said!r}")


def tried(entry, bench, data):
    """Return what came of an input: « lu » or « refus CODE »; raise any fault of ours."""
    try:
        found = ALL[entry].run(bench, data)
    except ErreurCpom as error:
        check_told(error)
        return f"refus {error.code}"
    if CANARY in repr(found):
        raise AssertionError("a canary was read")
    return "lu"
