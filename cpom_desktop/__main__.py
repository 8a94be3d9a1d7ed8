"""Composition root: the window, or the commands. The only file that knows both."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from cpom_desktop.services.contacts import ContactsTable
    from cpom_desktop.services.copies_de_travail import Lieux
    from cpom_desktop.services.documents import DocumentMaker
    from cpom_desktop.services.ports import Holder
    from cpom_desktop.services.protection import Protector
    from cpom_desktop.services.recuperation import Rescue
    from cpom_desktop.services.restorer import Restorer
    from cpom_desktop.services.tableaux import FileTable
    from cpom_desktop.services.workspace import Workspace
    from ui.shell.services import Opening

WINDOW = "open"


def main() -> int:
    """Open the window (`cpom`, `cpom open FILE`), else run a command.

    Whatever writes a temporary file meanwhile writes it where only she enters.
    """
    from cpom_desktop.private import private_temporaries  # noqa: PLC0415 - before all the rest

    with private_temporaries() as temporary:
        return _run(sys.argv[1:], temporary)


def _run(arguments: list[str], temporary: Path | None) -> int:
    if not arguments or arguments == [WINDOW]:
        return _window([], temporary)
    if arguments[0] == WINDOW and len(arguments) == 2 and not arguments[1].startswith("-"):
        return _window(arguments[1:], temporary)
    from cpom_desktop.cli.main import main as command  # noqa: PLC0415 - no window, no Qt

    return command(arguments, check_window=_check_window)


def _window(arguments: list[str], temporary: Path | None) -> int:
    """Give the window what it needs; the home page is painted before storage is imported."""
    from cpom_desktop.clock import system_clock  # noqa: PLC0415 - window only
    from ui.app import run  # noqa: PLC0415 - Qt, only for the window

    return run(
        arguments,
        opening=_opening(),
        documents=_documents,
        clock=system_clock,
        holder_of=_holder_of,
        temporary=temporary,
    )


def _check_window(dossier: Path, settings_file: Path) -> str:
    """Have the window check itself on a dossier, for `cpom self-test`."""
    from cpom_desktop.clock import system_clock  # noqa: PLC0415 - window only
    from ui.self_check import check_window  # noqa: PLC0415 - Qt, only for the window

    return check_window(
        dossier,
        settings_file,
        opening=_opening(),
        documents=_documents,
        clock=system_clock,
    )


def _opening() -> Opening:
    from ui.shell.services import Opening  # noqa: PLC0415 - window only

    return Opening(
        _open_workspace,
        _new_workspace,
        _new_demonstration,
        _save_copy,
        _restorer,
        _rescue,
        _read_contacts,
        _read_pack,
        _read_table,
        _write_pack,
        _lieux,
        _protector,
        _rescue_sheet,
        _write_file,
    )


def _open_workspace(path: Path, *, read_only: bool = False, take_over: bool = False) -> Workspace:
    from cpom_desktop.bootstrap import open_workspace  # noqa: PLC0415 - with the first dossier

    return open_workspace(path, read_only=read_only, take_over=take_over)


def _new_workspace(path: Path, nom: str) -> Workspace:
    from cpom_desktop.bootstrap import new_workspace  # noqa: PLC0415 - with the first dossier

    return new_workspace(path, nom)


def _new_demonstration(path: Path) -> Workspace:
    from cpom_desktop.bootstrap import (  # noqa: PLC0415 - when she asks for it
        demonstration_workspace,
    )

    return demonstration_workspace(path)


def _save_copy(workspace: Workspace, path: Path) -> None:
    from cpom_desktop.bootstrap import save_copy  # noqa: PLC0415 - when she asks for it

    save_copy(workspace, path)


def _holder_of(path: Path) -> Holder | None:
    from db.lock import read_holder  # noqa: PLC0415 - with a dossier

    return read_holder(path.absolute())


def _restorer() -> Restorer:
    from cpom_desktop.bootstrap import restorer  # noqa: PLC0415 - when she asks for a backup

    return restorer()


def _lieux() -> Lieux:
    from cpom_desktop.bootstrap import lieux  # noqa: PLC0415 - with a dossier shown

    return lieux()


def _rescue(damaged: Path, target: Path, checkpoint: Callable[[], None]) -> Rescue:
    from cpom_desktop.bootstrap import rescue  # noqa: PLC0415 - for a damaged file only

    return rescue(damaged, target, checkpoint)


def _read_contacts(path: Path) -> ContactsTable:
    from cpom_desktop.imports.contacts import read_contacts  # noqa: PLC0415 - with a file

    return read_contacts(path)


def _read_pack(path: Path) -> dict[str, str]:
    from cpom_desktop.imports.pack_file import read_pack_file  # noqa: PLC0415 - with a file

    return read_pack_file(path)


def _write_pack(path: Path, texts: Mapping[str, str]) -> None:
    from cpom_desktop.bootstrap import write_pack  # noqa: PLC0415 - with a file

    write_pack(path, texts)


def _protector() -> Protector:
    from cpom_desktop.bootstrap import protector  # noqa: PLC0415 - for a protected dossier only

    return protector()


def _rescue_sheet(nom: str, fichier: str, code: str) -> bytes:
    from cpom_desktop.clock import system_clock  # noqa: PLC0415 - for a protected dossier only
    from cpom_desktop.reports.fiche_secours import rescue_sheet  # noqa: PLC0415

    return rescue_sheet(nom, fichier, code, now=system_clock())


def _write_file(path: Path, data: bytes, *, private: bool = False) -> None:
    from cpom_desktop.reports.writer import write_file  # noqa: PLC0415 - when something is written

    write_file(path, data, private=private)


def _read_table(path: Path, checkpoint: Callable[[], None]) -> FileTable:
    from cpom_desktop.imports.tables import read_table  # noqa: PLC0415 - with a file

    return read_table(path, checkpoint)


def _documents() -> DocumentMaker:
    from cpom_desktop.reports.maker import Documents  # noqa: PLC0415 - with the first print

    return Documents()


if __name__ == "__main__":
    sys.exit(main())
