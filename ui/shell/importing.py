"""A file that she chooses, read and given to the page that asked for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from cpom_desktop.errors import ErreurCpom
from cpom_desktop.i18n import _
from cpom_desktop.services.documents import DocumentFormat, no_checkpoint
from cpom_desktop.services.presence import is_file
from ui.kit.buttons import SecondaryButton
from ui.kit.dialogs import KitDialog
from ui.kit.worker import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from cpom_desktop.services.personne.trouve import Personne
    from cpom_desktop.services.tableaux import FileTable
    from ui.kit.page import Page
    from ui.shell.dossier_view import DossierView
    from ui.shell.services import AppServices


R = TypeVar("R")
LARGE = 300_000
"""Bytes above which a file is read apart."""


def connect_files(view: DossierView, services: AppServices, page: Page) -> None:
    """Answer a page that asks for a file, and tell what it took of it."""
    page.import_requested.connect(partial(_ask, view, services, "contacts", take_contacts))
    page.pack_requested.connect(partial(_ask, view, services, "pack", take_pack))
    page.table_requested.connect(partial(_ask, view, services, "table", take_table))
    page.pack_offered.connect(partial(give_pack, view, services))
    page.announced.connect(partial(announce, view))
    page.personne_asked.connect(partial(_write_personne, view))
    page.erasure_asked.connect(view.erasure_asked)


def _write_personne(view: DossierView, found: Personne, kind: str) -> None:
    """Write what the dossier holds of a person where she wants it."""
    view.printing.export_personne(found, DocumentFormat(kind))


def announce(view: DossierView, text: str) -> None:
    """Tell what was written, which may be undone at once."""
    view.toast.show_message(text, _("Annuler"), view.session.undo)


def _ask(
    view: DossierView,
    services: AppServices,
    kind: str,
    take: Callable[[DossierView, AppServices, Path], None],
) -> None:
    """Ask which file to read, and read it."""
    from ui.shell.files import choose_to_read  # noqa: PLC0415 - Qt's file dialog, when asked

    beside = view.session.workspace.path.parent
    path = choose_to_read(view, services.settings.documents_place(beside), kind)
    if path is not None:
        take(view, services, path)


def take_contacts(view: DossierView, services: AppServices, path: Path) -> None:
    """Have the page shown take the contacts of a file; one that does not read is told."""
    _take(view, partial(services.read_contacts, path), view.page.take_contacts)


def take_pack(view: DossierView, services: AppServices, path: Path) -> None:
    """Give the page shown the texts of a file; one that does not read is told."""
    _take(view, partial(services.read_pack, path), view.page.pack_read.emit)


def take_table(view: DossierView, services: AppServices, path: Path) -> None:
    """Give the page shown a file of a spreadsheet; one that does not read is told."""
    if is_file(path) and path.stat().st_size > LARGE:
        LargeFile(view, services, path).begin()
        return
    _take(view, partial(services.read_table, path, no_checkpoint), view.page.table_read.emit)


def give_pack(
    view: DossierView, services: AppServices, name: str, texts: Mapping[str, str]
) -> None:
    """Ask where to write a pack, and write it; what prevents it is told."""
    from ui.shell.files import choose_file  # noqa: PLC0415 - Qt's file dialog, when asked

    beside = view.session.workspace.path.parent
    path = choose_file(view, services.settings.documents_place(beside), name)
    if path is None:
        return
    try:
        services.write_pack(path, texts)
    except ErreurCpom as error:
        _refuse(view, error)
        return
    view.toast.show_message(_("Pack écrit et relu : {nom}.", nom=path.name))


def _take(view: DossierView, read: Callable[[], R], give: Callable[[R], object]) -> None:
    try:
        found = read()
    except ErreurCpom as error:
        _refuse(view, error)
        return
    give(found)


def _refuse(view: DossierView, error: ErreurCpom) -> None:
    view.notices.refuse(f"{error.sentence} {error.remedy}".strip())


class LargeFile(QObject):
    """A file that is long to read, read apart: the window lives, and she may give it up."""

    def __init__(self, view: DossierView, services: AppServices, path: Path) -> None:
        super().__init__(view)
        self._view = view
        title = _("Lecture de « {nom} »", nom=path.name)
        told = _("Ce fichier est long à lire. Rien n'est écrit dans le dossier.")
        self.dialog = KitDialog(title, told, icon_name="hourglass", parent=view)
        self.give_up = self.dialog.add_button(SecondaryButton(_("Abandonner")), default=True)
        self.give_up.clicked.connect(self.dialog.reject)
        self.dialog.rejected.connect(self._on_given_up)
        self._job = Job(partial(_read, services, path), self)
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_failed)
        self._job.abandoned.connect(self.deleteLater)
        self._given_up = False

    def begin(self) -> None:
        """Read, and say so."""
        self._job.start()
        self.dialog.open()

    def _on_given_up(self) -> None:
        """Give up; what was read in the very same moment is not shown either."""
        self._given_up = True
        self._job.abandon()

    def _on_done(self, table: FileTable) -> None:
        if self._close():
            self._view.page.table_read.emit(table)

    def _on_failed(self, error: ErreurCpom) -> None:
        if self._close():
            _refuse(self._view, error)

    def _close(self) -> bool:
        """End; tell whether she still waits for the file."""
        self.deleteLater()
        if self._given_up:
            return False
        self.dialog.rejected.disconnect(self._on_given_up)
        self.dialog.accept()
        return True


def _read(services: AppServices, path: Path, checkpoint: Callable[[], None]) -> FileTable:
    return services.read_table(path, checkpoint)
