"""The whole dossier as documented JSON, and back, identical (docs/stockage.md).

The journal and the refused texts are not in it: it is the dossier, not its history. The bytes of
attached files are, in base 64, by their SHA-256.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec

from cpom_desktop.content.links import check_links
from cpom_desktop.content.loader import Content
from cpom_desktop.domain.dossier import PackIntegre
from cpom_desktop.domain.fichiers import LARGEST_FILE
from cpom_desktop.domain.planning import order_tasks
from cpom_desktop.domain.tasks import Task, TaskLink
from cpom_desktop.errors import ImportImpossible, PackInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.operations.base import Context, Operation, cleaned
from cpom_desktop.services.rows import insert_rows
from cpom_desktop.services.snapshot import RECORDS, SINGLE
from cpom_desktop.services.strict_json import Unsound, check_json, line_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.services.ports import Records
    from cpom_desktop.services.snapshot import DossierSnapshot

FORMAT = "cpom-desktop/dossier"
VERSION = 1
LARGEST = 200_000_000
"""Bytes of a JSON file that is read: all the attachments that a dossier may have, and the rest."""

NOTHING: Mapping[str, bytes] = MappingProxyType({})


class DossierJson(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The JSON file: its format, version, identity of the dossier, its tables, its files."""

    format: str
    version: int
    uuid: str
    tables: dict[str, list[dict[str, Any]]]
    contenus: dict[str, bytes] = msgspec.field(default_factory=dict)


def dump(snapshot: DossierSnapshot, uuid: str, contents: Mapping[str, bytes] = NOTHING) -> bytes:
    """Return the dossier as JSON, tables and keys in a fixed order, two spaces of indent.

    `contents`: the bytes of its attached files by SHA-256; they are left out without.
    """
    tables = {table: _rows(getattr(snapshot, table), table) for table in RECORDS}
    files = {digest: contents[digest] for digest in sorted(contents)}
    raw = msgspec.json.encode(DossierJson(FORMAT, VERSION, uuid, tables, files))
    return msgspec.json.format(raw, indent=2) + b"\n"


def _rows(value: object, table: str) -> list[dict[str, Any]]:
    records = (value,) if table in SINGLE else value
    rows: list[dict[str, Any]] = msgspec.to_builtins(records)
    return sorted(rows, key=_by_id)


def _by_id(row: dict[str, Any]) -> int:
    return int(row["id"])


def read_dump(data: bytes) -> DossierJson:
    """Return what a JSON file holds, every value checked.

    Raises:
        ImportImpossible: too large, not ours, newer, or a value of the wrong kind.
    """
    if len(data) > LARGEST:
        raise _refused(_("il dépasse {n} Mo", n=LARGEST // 1_000_000))
    try:
        check_json(data)
        found = msgspec.json.decode(data, type=DossierJson)
    except Unsound as error:
        raise _refused(_unsound(error), str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _refused(_misread(line_of(data, error)), str(error)) from error
    if found.format != FORMAT:
        raise _refused(_("il ne vient pas de CPOM Desktop"))
    if found.version > VERSION:
        raise _refused(_("il vient d'une version plus récente ({v})", v=found.version))
    if unknown := sorted(found.tables.keys() - RECORDS.keys()):
        raise _refused(_("table inconnue : {nom}", nom=", ".join(unknown)))
    for digest, data_of in found.contenus.items():
        if hashlib.sha256(data_of).hexdigest() != digest or len(data_of) > LARGEST_FILE:
            raise _refused(_("un fichier joint est abîmé"), digest)
    return found


def _unsound(error: Unsound) -> str:
    """Return why a JSON is not read, in words."""
    match error.code:
        case "double":
            return _("la même clé y est deux fois (ligne {n})", n=error.line)
        case "profond":
            return _("il est trop imbriqué (ligne {n})", n=error.line)
        case _:
            return _("il contient trop de lignes")


def _misread(line: int) -> str:
    if line:
        return _("il est incomplet, abîmé ou d'un autre logiciel (ligne {n})", n=line)
    return _("il est incomplet, abîmé ou d'un autre logiciel")


class LoadDump(Operation, frozen=True):
    """Write a whole dossier in a new file. Not part of the public operations."""

    tables: dict[str, list[dict[str, Any]]]
    contenus: dict[str, bytes] = msgspec.field(default_factory=dict)

    def title(self) -> str:
        """Return its title."""
        return _("charger le dossier")

    def apply(self, records: Records, context: Context) -> None:  # noqa: ARG002 - the base's
        """Insert every row with its own id, parents first.

        Raises:
            ImportImpossible: a row that its table refuses, no dossier at all, or packs that
                do not read.
            RegleInvalide: a text too long, a date out of bounds, tasks that wait for each other.
        """
        for table in SINGLE:
            if len(self.tables.get(table, [])) != 1:
                raise _refused(_("table {nom} : une ligne est attendue", nom=table))
        for table in RECORDS:
            insert_rows(
                records, table, [_record(table, row) for row in self.tables.get(table, [])]
            )
        for data in self.contenus.values():
            records.keep_content(data)
        order_tasks(records.all(Task), records.all(TaskLink))
        _check_packs(records)


def _check_packs(records: Records) -> None:
    """Refuse packs that do not read or do not hold together; a dossier may carry none."""
    packs = records.all(PackIntegre)
    if not packs:
        return
    try:
        faults = check_links(Content.from_texts({f"{p.pack}/{p.fichier}": p.texte for p in packs}))
    except PackInvalide as error:
        raise _refused(_("son contenu intégré est illisible"), error.detail) from error
    if faults:
        raise _refused(_("son contenu intégré ne se tient pas"), "\n".join(faults))


def _record(table: str, row: dict[str, Any]) -> object:
    """Return a row as its record, checked as an operation would, but as it is written."""
    try:
        record: Any = msgspec.convert(row, RECORDS[table])
    except msgspec.ValidationError as error:
        raise _refused(_("table {nom} : valeur refusée", nom=table), str(error)) from error
    names = {field.name for field in fields(RECORDS[table])}
    if unknown := sorted(row.keys() - names):
        raise _refused(
            _("table {nom} : champ inconnu {champ}", nom=table, champ=", ".join(unknown))
        )
    if table != "packs_integres":
        cleaned(table, {name: getattr(record, name) for name in names})
    return record


def _refused(reason: str, detail: str = "") -> ImportImpossible:
    return ImportImpossible(
        "json",
        _("Fichier JSON refusé : {raison}. Rien n'a été importé.", raison=reason),
        remedy=_("Refaites-le avec « cpom dump », puis recommencez."),
        detail=detail,
    )
