"""Every command: what it takes, what it does, what it answers.

A command returns 0 on success and 1 on findings; a refused input raises `ErreurCpom`, which
`cli.main` turns into one French sentence on stderr and the code 2.
"""

from __future__ import annotations

import contextlib
import json
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from cpom_desktop.bootstrap import (
    open_workspace,
    rescue,
    workspace_from_dump,
    workspace_from_identity,
)
from cpom_desktop.content.links import check_links
from cpom_desktop.content.reasons import refusal
from cpom_desktop.errors import ErreurCpom, ErreurStockage, ImportImpossible, RapportImpossible
from cpom_desktop.i18n import _
from cpom_desktop.reports.writer import write_file
from cpom_desktop.services.dump import LARGEST, dump
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.operations import decode_operation, operation_name, operation_schema
from cpom_desktop.services.recuperation import report
from cpom_desktop.services.strict_json import Unsound

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from cpom_desktop.services.workspace import Workspace


LONGEST_LINE = 50_000_000
"""Bytes of one operation; what is beyond is read as another line, which is refused."""


def say(text: str) -> None:
    """Write one line on the standard output, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def open_window(args: Namespace) -> int:
    """Say how the window opens: `__main__` opens it before any command is read."""
    raise ErreurStockage(
        "fenetre",
        _("La fenêtre s'ouvre avec « cpom open FICHIER », sans autre mot."),
        detail=str(args.dossier),
    )


def new(args: Namespace) -> int:
    """Create a dossier from an identity file."""
    data = _read(args.identite)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(args.identite, _("il n'est pas écrit en UTF-8")) from error
    workspace = workspace_from_identity(args.dossier, text)
    workspace.close()
    say(_("Dossier créé : {chemin}", chemin=str(args.dossier)))
    return 0


def make_folder(folder: Path) -> None:
    """Make the folder where something is to be written.

    Raises:
        RapportImpossible: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RapportImpossible(
            "emplacement",
            _("Impossible d'écrire à cet endroit : {chemin}.", chemin=str(folder)),
            remedy=_("Choisissez un autre emplacement, par exemple Documents."),
            detail=str(error),
        ) from error


def dump_json(args: Namespace) -> int:
    """Write the whole dossier as JSON on the standard output, or in a file."""
    workspace = open_workspace(args.dossier, read_only=True)
    try:
        data = dump(workspace.snapshot, workspace.uuid, workspace.readable_files())
    finally:
        workspace.close()
    if args.vers:
        write_file(args.vers, data)
        say(_("Dossier exporté : {chemin}", chemin=str(args.vers)))
    else:
        with open(sys.stdout.fileno(), "wb", closefd=False) as whole:
            whole.write(data)
    return 0


def load_json(args: Namespace) -> int:
    """Create a dossier from its JSON."""
    workspace = workspace_from_dump(args.dossier, _read(args.json))
    workspace.close()
    say(_("Dossier créé : {chemin}", chemin=str(args.dossier)))
    return 0


def apply(args: Namespace) -> int:
    """Apply operations read as JSON lines; answer one JSON line after each commit."""
    workspace = open_workspace(args.dossier)
    refused = 0
    try:
        for line in iter(partial(sys.stdin.buffer.readline, LONGEST_LINE + 1), b""):
            if line.strip():
                answer = _applied(workspace, line)
                refused += not answer["ok"]
                say(json.dumps(answer, ensure_ascii=False))
        with contextlib.suppress(ErreurStockage):  # told at the next opening; all is committed
            workspace.back_up()
    finally:
        workspace.close()
    return 1 if refused else 0


def _applied(workspace: Workspace, line: bytes) -> dict[str, Any]:
    try:
        operation = decode_operation(line)
        outcome = workspace.run(operation)
    except (msgspec.DecodeError, Unsound, UnicodeDecodeError, RecursionError) as error:
        return _misread(error)
    except ErreurStockage:
        raise
    except ErreurCpom as error:
        return {"ok": False, "code": error.code, "message": sentence(error)}
    return {
        "ok": True,
        "operation": operation_name(operation),
        "resultat": outcome.result,
        "changements": {table: sorted(ids) for table, ids in outcome.changes.tables.items()},
    }


def _misread(error: Exception) -> dict[str, Any]:
    """Answer a line that is no operation: the place and the reason in French."""
    if isinstance(error, msgspec.ValidationError):
        raison = refusal(error)
    else:
        raison = _("cette ligne n'est pas du JSON lisible")
    message = _(
        "Opération refusée ({raison}). « cpom ops --json » liste les champs et leurs valeurs.",
        raison=raison,
    )
    return {"ok": False, "code": "operation", "message": message, "detail": str(error)}


def ops(args: Namespace) -> int:
    """List the operations and their fields."""
    schema = operation_schema()
    if args.json:
        say(json.dumps(schema, ensure_ascii=False, indent=2))
        return 0
    for name, definition in schema["$defs"].items():
        fields = definition.get("properties", {})
        if "operation" in fields:
            names = ", ".join(field for field in fields if field != "operation")
            say(f"{fields['operation']['enum'][0]} : {names}  [{name}]")
    return 0


def verify(args: Namespace) -> int:
    """Check a file as opening does, and every record in it; or save what can be read of it."""
    if args.repare:
        return _repair(args.dossier, args.repare)
    workspace = open_workspace(args.dossier, read_only=True)
    try:
        snapshot = workspace.snapshot
        faults = check_links(workspace.content)
    finally:
        workspace.close()
    if faults:
        raise workspace.content.invalid(faults)
    say(
        _(
            "Dossier sain : {nom}, {tables} acteurs, {taches} tâches, {lignes} activités.",
            nom=snapshot.etablissement.nom,
            tables=len(snapshot.acteurs),
            taches=len(snapshot.tasks),
            lignes=len(snapshot.raci_activites),
        )
    )
    return 0


def _repair(damaged: Path, target: Path) -> int:
    """Write what can be read in a new file, and beside it the report; 1 when anything is lost."""
    found = rescue(damaged, target)
    say(report(found).rstrip())
    return int(bool(found.lost))


def check(args: Namespace) -> int:
    """Tell what the contrôle finds in a dossier."""
    from cpom_desktop.cli.check import check as told  # noqa: PLC0415 - this command only

    return told(args)


def demo(args: Namespace) -> int:
    """Write the demonstration dossier and its documents."""
    from cpom_desktop.cli.demo import demo as write_demo  # noqa: PLC0415 - this command only

    return write_demo(args)


def self_test(args: Namespace) -> int:
    """Have the program check itself; say each check as it is done."""
    from cpom_desktop.cli.self_test import run_self_test  # noqa: PLC0415 - this command only

    return run_self_test(say, check_window=args.check_window, as_json=args.json)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise _unreadable(path, _("il dépasse {n} Mo", n=LARGEST // 1_000_000))
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, _("il est introuvable ou illisible")) from error


def _unreadable(path: Path, reason: str) -> ImportImpossible:
    return ImportImpossible(
        "lecture",
        _("Le fichier {nom} n'a pas pu être lu : {raison}.", nom=path.name, raison=reason),
        remedy=_("Vérifiez son nom et son emplacement."),
    )
