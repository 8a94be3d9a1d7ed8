"""The state of what she types: saved at, being saved, not saved and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cpom_desktop.i18n import _, format_time
from ui.kit.buttons import SecondaryButton
from ui.kit.labels import IconLabel, LabelRole, SafeLabel

if TYPE_CHECKING:
    from datetime import datetime


class SaveStateLabel(QWidget):
    """« Enregistré à 14:32 », in the top bar. Only the failure interrupts."""

    elsewhere_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("circle-check", "succes", 16)
        self.text = SafeLabel("", "small-2")
        self.elsewhere = SecondaryButton(_("Enregistrer ailleurs…")).set_dense()
        self.elsewhere.clicked.connect(self.elsewhere_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self._icon, self.text, self.elsewhere):
            layout.addWidget(widget)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say nothing: no dossier is open, or nothing was typed yet."""
        self.setVisible(False)

    def show_saved(self, moment: datetime) -> None:
        """Say that everything is on the disk since `moment`."""
        words = _("Enregistré à {heure}", heure=format_time(moment))
        self._show("circle-check", "succes", words, "small-2")

    def show_saving(self) -> None:
        """Say that it is being written."""
        self._show("loader", "texte-2", _("Enregistrement…"), "small-2")

    def show_failed(self, reason: str) -> None:
        """Say that it is not written, why (« disque plein »), and offer another place."""
        words = _("Non enregistré : {raison}", raison=reason)
        self._show("octagon-x", "erreur", words, "error-strong", failed=True)

    def show_read_only(self) -> None:
        """Say that nothing can be written here."""
        self._show("lock", "texte-2", _("Lecture seule"), "small-2")

    def _show(
        self, icon: str, ink: str, words: str, role: LabelRole, *, failed: bool = False
    ) -> None:
        self._icon.set_icon(icon, ink)
        self.text.set_role(role)
        self.text.setText(words)
        self.setAccessibleName(words)
        self.elsewhere.setVisible(failed)
        self.setVisible(True)
