"""The button « Contacts »: bring people from a file, take them to another program."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.documents import DocumentFormat
from ui.kit.buttons import KitButton
from ui.kit.labels import set_tooltip
from ui.theme.icons import icon

ANNUAIRE = "annuaire"
EXPORTS = (
    (DocumentFormat.XLSX, "Exporter en tableur (XLSX)…", "table"),
    (DocumentFormat.CSV, "Exporter en texte (CSV)…", "file-text"),
    (DocumentFormat.VCF, "Exporter en cartes de visite (vCard)…", "users"),
)


class FilesButton(KitButton):
    """A menu of what comes from a file and what goes to one.

    Signals:
        import_asked: choose a file of contacts.
        export_asked: name of the document, and the format chosen.
        handover_asked: show the « Dossier de passation ».
    """

    import_asked = Signal()
    export_asked = Signal(str, str)
    handover_asked = Signal()

    def __init__(self, *, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__("", "secondary", icon_name="chevron-down", parent=parent)
        self.setProperty("narrow", True)
        name = _("Importer ou exporter des contacts")
        self.setAccessibleName(name)
        set_tooltip(self, name)
        menu = QMenu(self)
        self.import_action = menu.addAction(_("Importer des contacts…"))
        self.import_action.triggered.connect(self.import_asked)
        self.import_action.setVisible(not read_only)
        menu.addSeparator()
        for kind, words, _icon in EXPORTS:
            action = menu.addAction(_(words))
            action.triggered.connect(partial(self._on_chosen, kind))
        menu.addSeparator()
        self.handover_action = menu.addAction(_("Dossier de passation…"))
        self.handover_action.triggered.connect(self.handover_asked)
        self.setMenu(menu)
        self.restyle()

    def restyle(self) -> None:
        """Tint the arrow and the icons of the menu."""
        super().restyle()
        menu = self.menu()
        if menu is not None:
            formats = (drawing for _kind, _words, drawing in EXPORTS)
            drawings = ("upload", "", *formats, "", "handshake")
            for drawing, action in zip(drawings, menu.actions(), strict=True):
                if drawing:
                    action.setIcon(icon(drawing))

    def _on_chosen(self, kind: DocumentFormat) -> None:
        self.export_asked.emit(ANNUAIRE, kind.value)
