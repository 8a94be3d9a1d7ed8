"""The menu of what leaves the page as a file: the template, the figures."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.documents import DocumentFormat
from ui.kit.buttons import IconButton

MODEL, FIGURES = "modele-donnees", "donnees-chiffrees"
ENTRIES = (
    ("Modèle à faire remplir…", MODEL, DocumentFormat.XLSX),
    ("Exporter toutes les données en tableur (XLSX)…", FIGURES, DocumentFormat.XLSX),
    ("Exporter les nombres en texte (CSV)…", FIGURES, DocumentFormat.CSV),
)


class FilesMenu(IconButton):
    """« Modèle à remplir et exports ».

    Signals:
        export_asked: name of the document, and its format.
    """

    export_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("ellipsis-vertical", _("Modèle à remplir et exports"), parent=parent)
        menu = QMenu(self)
        for words, slug, kind in ENTRIES:
            action = menu.addAction(_(words))
            action.triggered.connect(partial(self._on_chosen, slug, kind))
        self.setMenu(menu)

    def _on_chosen(self, slug: str, kind: DocumentFormat) -> None:
        self.export_asked.emit(slug, kind.value)
