"""The one way to a printed page: the page « Documents », and what the window tells of a file."""

from __future__ import annotations

from functools import cached_property, partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from cpom_desktop.errors import ErreurCpom
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.documents import DocumentFormat, DocumentOptions
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.presence import is_there
from ui.kit.saver import Saver
from ui.kit.worker import workshop

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cpom_desktop.services.documents import Written
    from cpom_desktop.services.personne.trouve import Personne
    from cpom_desktop.services.queries.comparaison import Comparison
    from ui.pages.documents import DocumentsPage
    from ui.shell.dossier_view import DossierView
    from ui.shell.services import AppServices


DOCUMENTS = "documents"
WARNINGS_SHOWN = 3
OPEN_WORDS: Mapping[DocumentFormat, str] = {
    DocumentFormat.PDF: "Ouvrir le PDF",
    DocumentFormat.DOCX: "Ouvrir le document",
    DocumentFormat.XLSX: "Ouvrir le tableur",
    DocumentFormat.ICS: "Ouvrir l'agenda",
    DocumentFormat.CSV: "Ouvrir le fichier",
    DocumentFormat.VCF: "Ouvrir les cartes",
    DocumentFormat.JSON: "Ouvrir le fichier",
}


class Printing(QObject):
    """Leads from every page of a dossier to its documents."""

    def __init__(self, view: DossierView, services: AppServices) -> None:
        super().__init__(view)
        self._view, self._services = view, services
        self._written: Path | None = None
        self._noted = 0

    @cached_property
    def page(self) -> DocumentsPage:
        """The page « Documents », made when it is first shown."""
        from ui.pages.documents import DocumentsPage  # noqa: PLC0415 - when first shown

        settings = self._services.settings
        page = DocumentsPage(
            self._view.session, self._services.documents(), self._choose_file, grey=settings.grey
        )
        page.grey_chosen.connect(settings.set_grey)
        page.written.connect(self._on_written)
        page.printed.connect(self._on_printed)
        page.noted.connect(self._on_noted)
        page.saver.failed.connect(self._offer_beside)
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
        of_page = next((d.slug for d in alone_first if d.page == page), "")
        self.show_document(self._view.page.document_shown() or of_page)

    def export_comparison(self, comparison: Comparison) -> None:
        """Ask where to write the comparison of two versions, then write it in a worker."""
        maker = self._services.documents()
        self._saver.save(maker.prepare_comparison(self._view.session.workspace, comparison))

    def export_personne(self, found: Personne, kind: DocumentFormat) -> None:
        """Ask where to write what the dossier holds of a person, then write it in a worker."""
        maker = self._services.documents()
        self._saver.save(maker.prepare_personne(self._view.session.workspace, found, kind))

    def export(self, slug: str, kind: DocumentFormat) -> None:
        """Write a document of the dossier in one of its formats, without leaving the page."""
        workspace = self._view.session.workspace
        maker, options = self._services.documents(), DocumentOptions(format=kind)
        if not self._may_leave(slug, options):
            return
        try:
            prepared = maker.prepare(workspace, slug, options)
        except ErreurCpom as error:
            self._on_failed(error)
            return
        self._saver.save(prepared)

    def _may_leave(self, slug: str, options: DocumentOptions) -> bool:
        """Tell what the contrôle says of a document of the catalogue before it is written."""
        from cpom_desktop.services.anomalies.envoi import CHECKED  # noqa: PLC0415 - when exporting
        from ui.models.leaving import may_leave  # noqa: PLC0415 - as above

        catalogue = self._services.documents().catalogue(self._view.session.workspace)
        info = next((info for info in catalogue if info.slug == slug), None)
        if info is None or options.format not in CHECKED:
            return True
        return may_leave(self._view.page, self._view.session, info, options.mention)

    def finish(self) -> None:
        """End what is being written, before the view goes."""
        workshop().waitForDone()

    @cached_property
    def _saver(self) -> Saver:
        saver = Saver(self._choose_file, self)
        saver.written.connect(self._on_written)
        saver.failed.connect(self._on_failed)
        return saver

    def _on_failed(self, error: ErreurCpom) -> None:
        self._view.notices.refuse(f"{sentence(error)} {error.remedy}".strip())
        self._offer_beside(error)

    def _offer_beside(self, error: ErreurCpom) -> None:
        """Offer another name for what could not take the place of a file that is open."""
        beside, saver = error.values.get("beside"), self.sender()
        if beside is None or not isinstance(saver, Saver):
            return
        from ui.shell.refusal_banner import WayOut  # noqa: PLC0415 - when refused

        path = Path(str(beside))
        way = WayOut(_("Enregistrer sous ce nom"), partial(self._save_beside, saver, path))
        proposed = _("Autre nom possible : « {nom} ».", nom=path.name)
        self._view.notices.refuse(f"{sentence(error)} {error.remedy} {proposed}", [way])

    def _save_beside(self, saver: Saver, path: Path) -> None:
        self._view.notices.forget_refusal()
        saver.save_beside(path)

    def _choose_file(self, name: str) -> Path | None:
        """Ask where to write: first where the last document went, else the usual folder."""
        from ui.shell.files import choose_file  # noqa: PLC0415 - Qt's file dialog, when printing

        beside = self._view.session.workspace.path.parent
        last = self._written.parent if self._written else None
        usual = self._services.settings.documents_place(beside)
        return choose_file(self._view, last or usual, name)

    def _on_printed(self, text: str) -> None:
        self._view.toast.show_message(text, _("Marquer comme transmis…"), self.page.ask_transmit)

    def _on_noted(self, echange_id: int) -> None:
        self._noted = echange_id
        session = self._view.session
        found = next((e for e in session.snapshot.echanges if e.id == echange_id), None)
        told = _("Envoi noté dans le journal.")
        if found is not None and found.bordereau:
            told = _("Envoi noté dans le journal : bordereau n° {n}.", n=found.bordereau)
        self._view.toast.show_message(
            told, _("Annuler"), session.undo, second=(_("Voir l'envoi"), self._show_noted)
        )

    def _show_noted(self) -> None:
        self._view.show_page("journal", f"echanges.{self._noted}")

    def _on_written(self, written: Written) -> None:
        self._written = written.path
        told = _("Document exporté et relu : {compte}.", compte=written.told)
        folder = (_("Ouvrir le dossier de destination"), self._open_folder)
        words = _(OPEN_WORDS[written.format])
        self._view.toast.show_message(told, words, self._open_written, second=folder)
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
            self._open(self._written)

    def _open_folder(self) -> None:
        """Open the folder alone, in the file manager: the name of the file goes nowhere."""
        if self._written is not None:
            self._open(self._written.parent)

    def _open(self, path: Path) -> None:
        from ui.kit.outside import open_outside  # noqa: PLC0415 - when asked

        if not is_there(path):
            told = _("{chemin} n'est plus là : il a été déplacé ou supprimé.", chemin=path)
            self._view.notices.refuse(told)
        elif not open_outside(path):
            told = _("Cet ordinateur n'a pas ouvert {chemin}.", chemin=path)
            self._view.notices.refuse(told)
