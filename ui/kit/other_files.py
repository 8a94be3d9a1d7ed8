"""The other files that a page may become, under the arrow beside « Imprimer »."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.documents import DocumentFormat
from ui.kit.buttons import KitButton
from ui.kit.labels import set_tooltip
from ui.theme.icons import icon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SAVE_WORDS: Mapping[DocumentFormat, tuple[str, str]] = {
    DocumentFormat.PDF: ("Enregistrer en PDF…", "download"),
    DocumentFormat.DOCX: ("Enregistrer en Word…", "pencil"),
    DocumentFormat.XLSX: ("Enregistrer en tableur (XLSX)…", "table"),
    DocumentFormat.ICS: ("Enregistrer en agenda (ICS)…", "calendar-days"),
    DocumentFormat.CSV: ("Enregistrer en texte (CSV)…", "file-text"),
    DocumentFormat.VCF: ("Enregistrer en cartes de visite (vCard)…", "users"),
    DocumentFormat.JSON: ("Enregistrer les données (JSON)…", "database"),
}
"""What saves a document in each format, and its icon."""


class OtherFilesButton(KitButton):
    """The arrow beside « Imprimer »: a menu of the formats of one document.

    Signals:
        asked: name of the document, and the format chosen.
    """

    asked = Signal(str, str)

    def __init__(
        self, slug: str, formats: Sequence[DocumentFormat], parent: QWidget | None = None
    ) -> None:
        super().__init__("", "secondary", icon_name="chevron-down", parent=parent)
        self.setProperty("narrow", True)
        name = _("Enregistrer en tableur ou en agenda")
        self.setAccessibleName(name)
        set_tooltip(self, name)
        self._slug, self._formats = slug, tuple(formats)
        menu = QMenu(self)
        for kind in self._formats:
            action = menu.addAction(_(SAVE_WORDS[kind][0]))
            action.triggered.connect(partial(self._on_chosen, kind))
        self.setMenu(menu)
        self.restyle()

    def restyle(self) -> None:
        """Tint the arrow and the icons of the menu."""
        super().restyle()
        menu = self.menu()
        if menu is not None:
            for kind, action in zip(self._formats, menu.actions(), strict=True):
                action.setIcon(icon(SAVE_WORDS[kind][1]))

    def _on_chosen(self, kind: DocumentFormat) -> None:
        self.asked.emit(self._slug, kind.value)
