"""The recovery sheet: printed, or kept as a PDF; going on without one is said and chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cpom_desktop.errors import ErreurCpom
from cpom_desktop.i18n import _
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.queries.etablissement import dossier_name
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.labels import SafeLabel
from ui.kit.tall_dialog import TallDialog

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.workspace import Workspace
    from ui.pages.documents.printing import PrintRun
    from ui.shell.services import AppServices


class SheetDialog(TallDialog):
    """Offers the sheet of the dossier that is open.

    Args:
        workspace: a protected dossier.
        services: what makes the sheet, and what writes a file.
        needed: the password has just been chosen: she prints the sheet, or says that she does not.
        parent: the window.
    """

    def __init__(
        self,
        workspace: Workspace,
        services: AppServices,
        *,
        needed: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Imprimez la fiche de secours maintenant") if needed else _("Fiche de secours"),
            _(
                "Une page, avec le code qui ouvre le dossier sans le mot de passe. À garder dans "
                "une enveloppe fermée, au coffre. Si le mot de passe et la fiche sont perdus, "
                "personne ne peut rouvrir le dossier."
            ),
            icon_name="life-buoy",
            icon_role="lien",
            parent=parent,
        )
        self._workspace, self._services, self._needed = workspace, services, needed
        self._run: PrintRun | None = None
        self.told = SafeLabel("", "small-2", wrap=True)
        self.told.hide()
        self.body.addWidget(self.told)
        self.leave = self.add_button(SecondaryButton(self._leaving()))
        self.leave.clicked.connect(self.reject)
        self.keep = self.add_button(SecondaryButton(_("Enregistrer le PDF…")))
        self.keep.clicked.connect(self._save)
        self.print_button = self.add_button(PrimaryButton(_("Imprimer…")), default=True)
        self.print_button.clicked.connect(self._print)

    def _leaving(self) -> str:
        return _("Continuer sans fiche") if self._needed else _("Fermer")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do not take Échap for a choice where one is needed."""
        if self._needed and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return
        super().keyPressEvent(event)

    @property
    def _title(self) -> str:
        return _("Fiche de secours – {nom}", nom=self._workspace.path.stem)

    def _made(self) -> bytes:
        key = self._workspace.key
        assert key is not None
        name = dossier_name(self._workspace.snapshot)
        return self._services.rescue_sheet(name, self._workspace.path.name, key.code)

    def _print(self) -> None:
        from ui.kit.pdf_pages import PdfPages  # noqa: PLC0415 - when printing
        from ui.pages.documents.printing import PrintRun, ask_printer  # noqa: PLC0415

        printer = ask_printer(self, self._title, 1)
        if printer is None:
            return
        self._run = PrintRun(printer, PdfPages(self._made()), grey=False, parent=self)
        self._run.done.connect(self._on_printed)
        self._run.failed.connect(self._on_failed)
        self._run.start()

    def _save(self) -> None:
        from ui.shell.files import choose_file, safe_stem  # noqa: PLC0415 - when asked

        path = choose_file(self, self._workspace.path.parent, f"{safe_stem(self._title)}.pdf")
        if path is None:
            return
        try:
            self._services.write_file(path, self._made(), private=True)
        except ErreurCpom as error:
            self._on_failed(error)
            return
        self._tell(
            _("Fiche enregistrée. Imprimez-la, puis supprimez ce PDF : il ouvre le dossier."),
            _("J'imprimerai ce PDF"),
        )

    def _on_printed(self, _pages: int) -> None:
        self._tell(
            _("Fiche envoyée à l'imprimante : vérifiez que la page est sortie, lisible."),
            _("La fiche est imprimée"),
        )

    def _on_failed(self, error: ErreurCpom) -> None:
        self._tell(f"{sentence(error)} {error.remedy}".strip(), self._leaving())

    def _tell(self, words: str, leaving: str) -> None:
        self.told.setText(words)
        self.told.show()
        self.setAccessibleDescription(words)
        self.leave.setText(leaving)
        self.fit(seen=self.told)
