"""The line of the dashboard that says which dates are late or near, and opens the échéancier."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from ui.kit.buttons import TextButton
from ui.kit.labels import IconLabel, SafeLabel
from ui.theme.theme import px


class DatesLine(QWidget):
    """Calm: a sentence and a link, never over the page.

    Signals:
        asked: slug of the page to go to, and an empty field.
    """

    asked = Signal(str, str)

    def __init__(self, late: int, soon: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(2), px(10), px(2))
        row.setSpacing(px(12))
        icon = ("alarm-clock", "erreur") if late else ("calendar-clock", "texte-2")
        row.addWidget(IconLabel(*icon, 20))
        self.words = SafeLabel(dates_words(late, soon), "small", wrap=True)
        row.addWidget(self.words, 1)
        self.button = TextButton(_("Voir l'échéancier")).set_dense()
        self.button.clicked.connect(self._on_open)
        row.addWidget(self.button)

    def _on_open(self) -> None:
        self.asked.emit("echeancier", "")


def dates_words(late: int, soon: int) -> str:
    """Return « 2 dates en retard, 4 dans les sept jours. »; empty when there is none."""
    parts = []
    if late:
        parts.append(ngettext("{n} date en retard", "{n} dates en retard", late))
    if soon:
        words = ("{n} date dans les sept jours", "{n} dates dans les sept jours")
        parts.append(ngettext(*words, soon))
    return f"{', '.join(parts)}." if parts else ""
