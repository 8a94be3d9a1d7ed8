"""The state of what she types: saved at, being saved, not saved and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cpom_desktop.i18n import _, format_date, format_time
from ui.kit.labels import IconLabel, LabelRole, SafeLabel

if TYPE_CHECKING:
    from datetime import date, datetime


class SaveStateLabel(QWidget):
    """« Enregistré à 14:32 », in the top bar. Only the failure interrupts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("circle-check", "succes", 16)
        self.text = SafeLabel("", "small-2")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self._icon, self.text):
            layout.addWidget(widget)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say nothing: nothing was ever saved in this dossier."""
        self.setVisible(False)

    def show_saved(self, moment: datetime, today: date | None = None) -> None:
        """Say that everything is on the disk since `moment`, with its day unless it is `today`."""
        if today in {None, moment.date()}:
            words = _("Enregistré à {heure}", heure=format_time(moment))
        else:
            words = _(
                "Enregistré le {jour} à {heure}",
                jour=format_date(moment.date(), "short"),
                heure=format_time(moment),
            )
        self._show("circle-check", "succes", words, "small-2")

    def show_saving(self) -> None:
        """Say that it is being written."""
        self._show("loader", "texte-2", _("Enregistrement…"), "small-2")

    def show_failed(self, reason: str) -> None:
        """Say that it is not written, and why (« disque plein »)."""
        words = _("Non enregistré : {raison}", raison=reason)
        self._show("octagon-x", "erreur", words, "error-strong")

    def show_read_only(self) -> None:
        """Say that nothing can be written here."""
        self._show("lock", "texte-2", _("Lecture seule"), "small-2")

    def _show(self, icon: str, ink: str, words: str, role: LabelRole) -> None:
        self._icon.set_icon(icon, ink)
        self.text.set_role(role)
        self.text.setText(words)
        self.setAccessibleName(words)
        self.setVisible(True)
