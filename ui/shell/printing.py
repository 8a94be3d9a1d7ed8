"""The one way to a printed page: the page « Documents », and what the window tells of a PDF."""

from __future__ import annotations

from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.messages import sentence
from ui.kit.worker import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cpom_desktop.errors import ErreurCpom
    from cpom_desktop.services.documents import PreparedDocument, Written
    from cpom_desktop.services.queries.comparaison import Comparison
    from ui.pages.documents import DocumentsPage
    from ui.shell.dossier_view import DossierView
    from ui.shell.services import AppServices


DOCUMENTS = "documents"
WARNINGS_SHOWN = 3


class Printing(QObject):
    """Leads from every page of a dossier to its documents."""

    def __init__(self, view: DossierView, services: AppServices) -> None:
        super().__init__(view)
        self._view, self._services = view, services
        self._written: Path | None = None

    @cached_property
    def page(self) -> DocumentsPage:
        """The page « Documents », made when it is first shown."""
        from ui.pages.documents import DocumentsPage  # noqa: PLC0415 - when first shown

        settings = self._services.settings
        page = DocumentsPage(
            self._view.session, self._services.documents(), self._choose_pdf, grey=settings.grey
        )
        page.grey_chosen.connect(settings.set_grey)
        page.written.connect(self._on_written)
        page.printed.connect(self._tell)
        return page

    def show_document(self, slug: str) -> None:
        """Go to the page « Documents », on one of them if one is named."""
        self._view.show_page(DOCUMENTS)
        if slug:
            self.page.show_document(slug)
        self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_whole(self) -> None:
        """Go to the document that holds the others: the last of those that are bound."""
        bound = [d.slug for d in self._services.documents().catalogue() if d.bound]
        self.show_document(bound[-1])

    def print_page(self, page: str) -> None:
        """Go to the document that prints a page; from the documents, ask for the printer."""
        if page == DOCUMENTS:
            self.page.ask_print()
            return
        catalogue = self._services.documents().catalogue()
        alone_first = sorted(catalogue, key=attrgetter("bound"))
        self.show_document(next((d.slug for d in alone_first if d.page == page), ""))

    def export_comparison(self, comparison: Comparison) -> None:
        """Ask where to write the comparison of two versions, then write it in a worker."""
        maker = self._services.documents()
        prepared = maker.prepare_comparison(self._view.session.workspace, comparison)
        path = self._choose_pdf(prepared.file_name)
        if path is None:
            return
        job = Job(_writing(prepared, path), QCoreApplication.instance())  # may outlive the view
        job.done.connect(self._on_written)
        job.failed.connect(self._on_failed)
        for over in (job.done, job.failed, job.abandoned):
            over.connect(job.deleteLater)
        job.start()

    def _on_failed(self, error: ErreurCpom) -> None:
        self._view.notices.refuse(f"{sentence(error)} {error.remedy}".strip())

    def _choose_pdf(self, name: str) -> Path | None:
        """Ask where to write a PDF: first where the last one went, else the usual folder."""
        from ui.shell.files import choose_pdf  # noqa: PLC0415 - Qt's file dialog, when printing

        beside = self._view.session.workspace.path.parent
        last = self._written.parent if self._written else None
        usual = self._services.settings.documents_place(beside)
        return choose_pdf(self._view, last or usual, name)

    def _tell(self, text: str) -> None:
        self._view.toast.show_message(text)

    def _on_written(self, written: Written) -> None:
        self._written = written.path
        told = _("Fichier écrit et relu : {compte}.", compte=written.counted)
        folder = (_("Ouvrir le dossier de destination"), self._open_folder)
        self._view.toast.show_message(told, _("Ouvrir le PDF"), self._open_written, second=folder)
        if written.avertissements:
            self._warn(written.avertissements)

    def _warn(self, sentences: Sequence[str]) -> None:
        """Name the fields that do not print whole; the document is there all the same."""
        shown = list(sentences[:WARNINGS_SHOWN])
        if len(sentences) > WARNINGS_SHOWN:
            rest = len(sentences) - WARNINGS_SHOWN
            shown.append(ngettext("et {n} autre.", "et {n} autres.", rest))
        self._view.notices.refuse("\n".join(shown), tone="alerte")

    def _open_written(self) -> None:
        if self._written is not None:
            open_outside(self._written)

    def _open_folder(self) -> None:
        if self._written is not None:
            open_outside(self._written.parent)


def _writing(prepared: PreparedDocument, path: Path) -> Callable[[Callable[[], None]], Written]:
    """Return what a worker does: write the document, unless nobody wants it any more."""

    def write(checkpoint: Callable[[], None]) -> Written:
        checkpoint()
        return prepared.write(path)

    return write


def open_outside(path: Path) -> None:
    """Open a file or a folder with the program of this computer."""
    from PySide6.QtCore import QUrl  # noqa: PLC0415 - when asked
    from PySide6.QtGui import QDesktopServices  # noqa: PLC0415

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
