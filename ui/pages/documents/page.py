"""Page « Documents »: list with states, preview, options, PDF and printer. Picture 12."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal

from cpom_desktop.errors import ErreurCpom
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.documents import DocumentFormat, DocumentState
from cpom_desktop.services.logo import logo_file
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.labels import set_tooltip
from ui.kit.page import Page
from ui.kit.pdf_pages import PdfPages
from ui.kit.saver import Saver
from ui.kit.worker import workshop
from ui.models.documents import rows_of
from ui.models.leaving import may_leave
from ui.pages.documents.choices import DocumentsList
from ui.pages.documents.composing import Composing
from ui.pages.documents.options import OptionsPanel
from ui.pages.documents.own_options import OwnOptions
from ui.pages.documents.preview import Preview
from ui.pages.documents.renderer import Renderer
from ui.pages.documents.room import Columns
from ui.pages.documents.subjects import Subjects
from ui.pages.documents.transmitting import Transmitting

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.documents import (
        DocumentMaker,
        PreparedDocument,
        RenderedDocument,
        Subject,
    )
    from ui.kit.saver import ChooseFile
    from ui.models.documents import DocumentRow
    from ui.pages.documents.printing import PrintRun
    from ui.session import Session

TURNING_PAUSE_MS = 50
"""Pause before a document is prepared while she goes through the list."""
TYPING_PAUSE_MS = 400
"""Pause after a change of the dossier."""


class DocumentsPage(Page):
    """The documents of the dossier.

    Args:
        session: the dossier.
        maker: makes its documents.
        choose_file: asks where to write, from the usual name; None when she gives up.
        grey: her usual choice of colours on this computer.

    Signals:
        written: the `Written` of a file that was asked for.
        printed: the sentence that tells what was sent to the printer.
        grey_chosen: her choice of colours, to be remembered on this computer.
        noted: id of the exchange that tells that a document was sent.
    """

    slug = "documents"
    wide = True

    written = Signal(object)
    printed = Signal(str)
    grey_chosen = Signal(bool)
    noted = Signal(int)

    def __init__(
        self, session: Session, maker: DocumentMaker, choose_file: ChooseFile, *, grey: bool
    ) -> None:
        super().__init__()
        self._session, self._maker = session, maker
        self._rendered: RenderedDocument | None = None
        self._shown = ""
        self.subjects = Subjects(session, maker)
        self._run: PrintRun | None = None
        self._print_awaited = False
        self.saver = self._saver = Saver(choose_file, self)
        self.renderer = Renderer(self)
        self.transmitting = Transmitting(session, maker, self)
        self.list = DocumentsList()
        self.preview = Preview()
        self.options = OptionsPanel(grey=grey)
        self.own = OwnOptions(session, self.options)
        self.composing = Composing(session, maker, self)
        self.view, self.model = self.list.view, self.list.model
        self.first_stop = self.view
        self._build_actions()
        self._build_body()
        self._connect()
        self.reload(None, force=True)
        self.show_document(next(iter(maker.catalogue())).slug)

    def _build_actions(self) -> None:
        self.print_button = SecondaryButton(_("Imprimer…"), icon_name="printer")
        self.save_button = PrimaryButton(_("Enregistrer en PDF…"), icon_name="download")
        self.print_button.clicked.connect(self.ask_print)
        self.save_button.clicked.connect(self.ask_save)
        for button in (*self.transmitting.buttons, self.print_button, self.save_button):
            self.add_action(button)

    def _build_body(self) -> None:
        composing, panel = self.composing, self.options
        for place, widget in enumerate((composing.actions, self.transmitting.line)):
            panel.body.insertWidget(place, widget)
        lists, panels = [self.list, composing.picking], [panel, composing.composer]
        self._columns = Columns(lists, self.preview, panels)
        self.body.addLayout(self._columns, 1)
        composing.serve(self.list)
        self._fit()

    def _connect(self) -> None:
        self.composing.shown.connect(self.show_document)
        self.composing.turned.connect(self._on_turned)
        self.view.chosen.connect(self._on_chosen)
        self.options.changed.connect(self._on_options)
        self.options.subject_chosen.connect(self._on_subject)
        self.options.page_asked.connect(self._open_page)
        self.options.content.field_asked.connect(self.navigate)
        self.options.file_asked.connect(self.ask_save_as)
        self.transmitting.asked.connect(self.ask_transmit)
        self.transmitting.noted.connect(self.noted)
        self.transmitting.comparison_asked.connect(self.comparison_asked)
        self.transmitting.opened.connect(self.navigate)
        self.list.sent_button.clicked.connect(self.transmitting.open_register)
        self._saver.written.connect(self.transmitting.remember)
        self._saver.written.connect(self.written)
        self._saver.failed.connect(self._refuse)
        self.preview.page_asked.connect(self._open_page)
        self.preview.retry_asked.connect(self._retry)
        self.renderer.begun.connect(self.preview.show_first)
        self.preview.listen(self)
        self.renderer.done.connect(self._on_rendered)
        self.renderer.failed.connect(self._on_failed)
        self.renderer.slow.connect(self.preview.show_waiting)

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the states again, and prepare the document again after a pause."""
        del changes, force
        self.options.content.has_logo = logo_file(self._session.snapshot) is not None
        self._show_states()
        self.composing.reload()
        if self._shown and self.model.row_of(self._shown) is None:
            self.show_document(self.model.documents()[0].info.slug)
        elif self._shown:
            self.show_document(self._shown)
            self._prepare(TYPING_PAUSE_MS)

    def _show_states(self) -> None:
        catalogue = self._maker.catalogue(self._session.workspace)
        self.subjects.take(catalogue)
        self.list.show_rows(rows_of(catalogue, self.subjects.status))

    def focus_field(self, key: str) -> bool:
        """Choose the document of « documents.raci »; tell whether there is one."""
        table, _dot, slug = key.partition(".")
        if table == "envois" and slug.isdigit():
            QTimer.singleShot(0, self, partial(self.transmitting.show_register, int(slug)))
            return True
        if table != "documents" or self.model.row_of(self.subjects.row_slug(slug)) is None:
            return False
        self.show_document(slug)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def current_field(self) -> str:
        """Return the document shown, so that she finds it again."""
        key = self.subjects.chosen(self._shown)  # the file may be closing
        return f"documents.{self._shown}-{key}" if key else f"documents.{self._shown}"

    def leave_dossier(self) -> None:
        """Give up what is prepared, and end what is being written."""
        self.renderer.give_up()
        self.transmitting.finish()
        workshop().waitForDone()
        self.preview.show_blank()

    # --- choosing

    @property
    def row(self) -> DocumentRow:
        """The document chosen."""
        row = self.model.row_of(self._shown)
        if row is None:
            raise KeyError(self._shown)
        return row

    def show_document(self, slug: str) -> None:
        """Choose a document, as a click on the list does; « convocation-copil-2 » too."""
        row = self.subjects.row_slug(slug)
        if row != slug and self.subjects.choose(row, slug.removeprefix(f"{row}-")):
            self._show_states()
        shown = self._shown
        self.view.choose(self.model.index_of(row))
        if row == shown and row != slug:
            self._on_options()

    def _on_chosen(self, slug: str) -> None:
        if slug == self._shown:
            return
        self._shown, self._rendered, self._print_awaited = slug, None, False
        self.preview.show_blank()
        self._prepare(TURNING_PAUSE_MS)

    @property
    def _hers(self) -> bool:
        """Whether it is a dossier that she composed."""
        return self.composing.dossier(self._shown) is not None

    # --- what it is about

    @property
    def subject(self) -> Subject | None:
        """What the document shown is about: what she chose, else the usual one."""
        return self.subjects.subject(self._shown)

    @property
    def document(self) -> str:
        """Slug of the document shown, with what it is about: « convocation-copil-2 »."""
        return f"{self._shown}-{self.subject.key}" if self.subject else self._shown

    def _on_subject(self, key: str) -> None:
        self.subjects.choose(self._shown, key)
        self._rendered = None
        self.reload(None, force=True)

    def _on_options(self) -> None:
        if self.own.keep(self.row.info):
            return
        self.grey_chosen.emit(self.options.options().grey)
        self._prepare(TURNING_PAUSE_MS)

    def _open_page(self) -> None:
        if self._hers and not self.row.status.page:
            self.composing.modify(self._shown)
            return
        self.navigate.emit(self.row.status.page or self.row.info.page, "")

    def _retry(self) -> None:
        self.preview.show_blank()
        self._prepare(0)

    # --- the dossiers that she composes

    def go_back(self) -> None:
        """End composing, as Échap does."""
        self.composing.finish()

    def _on_turned(self) -> None:
        self._columns.show_composing(composing=self.composing.active)
        self.composing.name_way_in(self.preview.nothing, hers=self._hers)
        if not self.composing.active:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- preparing

    def _prepare(self, pause_ms: int) -> None:
        """Prepare the document chosen, unless it is empty."""
        row = self.row
        empty = row.status.state is DocumentState.VIDE
        self.subjects.show(self.options, self._shown)
        self.own.show(row.info)
        self.composing.actions.setVisible(self._hers and not self._session.read_only)
        self.options.show_document(row, self._rendered)
        self._allow(empty=empty)
        if empty:
            self.renderer.give_up()
            self.model.set_pages(self._shown, 0)
            self.preview.show_nothing(_("{raison}.", raison=row.status.reasons[0].capitalize()))
            self.composing.name_way_in(self.preview.nothing, hers=self._hers)
            return
        self.renderer.ask(self._prepared, pause_ms=pause_ms, at_once=self._rendered is None)

    def _prepared(self) -> PreparedDocument:
        return self._maker.prepare(self._session.workspace, self.document, self.options.options())

    def _allow(self, *, empty: bool) -> None:
        why = _("Ce document est vide pour l'instant") if empty else ""
        for button in (self.print_button, self.save_button):
            button.setEnabled(not empty)
            set_tooltip(button, why)
        self.transmitting.allow(self.document, empty=empty)

    def _on_rendered(self, rendered: RenderedDocument) -> None:
        keep = self._rendered is not None
        self._rendered = rendered
        self.preview.show_pages(PdfPages(rendered.data), _(self.row.info.title), keep=keep)
        self.model.set_pages(self._shown, rendered.pages)
        self.options.show_document(self.row, rendered)
        if self._print_awaited:
            QTimer.singleShot(0, self, self.ask_print)

    def _on_failed(self, error: ErreurCpom) -> None:
        self._print_awaited = False
        self.preview.show_failure(self._told(error))

    def _told(self, error: ErreurCpom) -> str:
        return f"{self._session.sentence(error)} {error.remedy}".strip()

    # --- PDF

    def ask_save(self) -> None:
        """Ask where, then write the PDF in the thread and read it again."""
        self.ask_save_as(DocumentFormat.PDF)

    def ask_save_as(self, kind: str) -> None:
        """Ask where, then write the document in one of its formats."""
        options = replace(self.options.options(), format=DocumentFormat(kind))
        if not may_leave(self, self._session, self.row.info, options.mention):
            return
        try:
            prepared = self._maker.prepare(self._session.workspace, self.document, options)
        except ErreurCpom as error:
            self._refuse(error)
            return
        self.transmitting.about_to_write(self.document)
        self._saver.save(prepared)

    def ask_transmit(self) -> None:
        """Ask to whom the document was sent: it goes into the journal, with its slip."""
        mention = self.options.options().mention
        shown = None if self.renderer.busy else self._rendered
        self.transmitting.ask(self.document, self.row.info, self.subject, mention, shown)

    def _refuse(self, error: ErreurCpom) -> None:
        self._session.refused.emit(self._told(error))

    # --- printer

    def ask_print(self) -> None:
        """Ask which printer, then send it the pages shown, once they are ready."""
        if self._run is not None or not self.print_button.isEnabled():
            return
        rendered = self._rendered
        self._print_awaited = rendered is None or self.renderer.busy
        if rendered is None or self._print_awaited:
            if not self.renderer.busy:
                self._retry()
            return
        from ui.pages.documents.printing import (  # noqa: PLC0415 - Qt's printing, when asked
            PrintRun,
            ask_printer,
        )

        options = self.options.options()
        if not may_leave(self, self._session, self.row.info, options.mention):
            return
        printer = ask_printer(self, _(self.row.info.title), rendered.pages)
        if printer is None:
            return
        self.transmitting.remember_printed(self.document, rendered, options.mention)
        pages = PdfPages(rendered.data)
        self._run = run = PrintRun(printer, pages, grey=options.grey, parent=self)
        run.done.connect(self._on_printed)
        run.failed.connect(self._on_not_printed)
        run.start()

    def _on_printed(self, pages: int) -> None:
        self._run = None
        told = "{n} page envoyée à l'imprimante.", "{n} pages envoyées à l'imprimante."
        self.printed.emit(ngettext(*told, pages))

    def _on_not_printed(self, error: ErreurCpom) -> None:
        self._run = None
        self._refuse(error)

    # --- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the options under the preview, then all under the list, when room lacks."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange the page again for another text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_columns"):
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Arrange the page for the room it is given."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.transmitting.fit()
        self._columns.fit(self.width())
