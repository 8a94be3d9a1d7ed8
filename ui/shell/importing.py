"""Contacts or a grid from a file that she chooses, given to the page that asked for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.errors import ErreurCpom

if TYPE_CHECKING:
    from pathlib import Path

    from ui.shell.dossier_view import DossierView
    from ui.shell.services import AppServices


def ask_contacts(view: DossierView, services: AppServices) -> None:
    """Ask which file of contacts to read, and read it."""
    from ui.shell.files import choose_contacts  # noqa: PLC0415 - Qt's file dialog, when asked

    beside = view.session.workspace.path.parent
    path = choose_contacts(view, services.settings.documents_place(beside))
    if path is not None:
        take_contacts(view, services, path)


def take_contacts(view: DossierView, services: AppServices, path: Path) -> None:
    """Have the page shown take the contacts of a file; one that does not read is told."""
    try:
        table = services.read_contacts(path)
    except ErreurCpom as error:
        view.notices.refuse(f"{error.sentence} {error.remedy}".strip())
        return
    view.page.take_contacts(table)


def ask_pack(view: DossierView, services: AppServices) -> None:
    """Ask which grid of a region to read, and read it."""
    from ui.shell.files import choose_pack  # noqa: PLC0415 - Qt's file dialog, when asked

    beside = view.session.workspace.path.parent
    path = choose_pack(view, services.settings.documents_place(beside))
    if path is not None:
        take_pack(view, services, path)


def take_pack(view: DossierView, services: AppServices, path: Path) -> None:
    """Give the page shown the texts of a file; one that does not read is told."""
    try:
        texts = services.read_pack(path)
    except ErreurCpom as error:
        view.notices.refuse(f"{error.sentence} {error.remedy}".strip())
        return
    view.page.pack_read.emit(texts)
