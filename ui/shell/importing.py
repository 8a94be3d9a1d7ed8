"""A file that she chooses, read and given to the page that asked for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.errors import ErreurCpom
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from ui.kit.page import Page
    from ui.shell.dossier_view import DossierView
    from ui.shell.services import AppServices


def connect_files(view: DossierView, services: AppServices, page: Page) -> None:
    """Answer a page that asks for a file, and tell what it took of it."""
    page.import_requested.connect(partial(ask_contacts, view, services))
    page.pack_requested.connect(partial(ask_pack, view, services))
    page.table_requested.connect(partial(ask_table, view, services))
    page.announced.connect(partial(announce, view))


def announce(view: DossierView, text: str) -> None:
    """Tell what was written, which may be undone at once."""
    view.toast.show_message(text, _("Annuler"), view.session.undo)


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


def ask_table(view: DossierView, services: AppServices) -> None:
    """Ask which file of a spreadsheet to read, and read it."""
    from ui.shell.files import choose_table  # noqa: PLC0415 - Qt's file dialog, when asked

    beside = view.session.workspace.path.parent
    path = choose_table(view, services.settings.documents_place(beside))
    if path is not None:
        take_table(view, services, path)


def take_table(view: DossierView, services: AppServices, path: Path) -> None:
    """Give the page shown a file of a spreadsheet; one that does not read is told."""
    try:
        table = services.read_table(path)
    except ErreurCpom as error:
        view.notices.refuse(f"{error.sentence} {error.remedy}".strip())
        return
    view.page.table_read.emit(table)
