"""« Verrouiller un dossier protégé après »: how long it may be left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from ui.kit.combo import ChoiceField
from ui.kit.labels import SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from ui.shell.settings import Settings

MINUTES = (2, 5, 10, 15, 30, 60)


class LockRow(QWidget):
    """A label, the choice of minutes, and what it does."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        words = _("Verrouiller un dossier protégé après")
        self.choice = ChoiceField(words, _choices(settings.lock_minutes), none_label=None)
        self.choice.edited.connect(self._on_chosen)
        label = SafeLabel(words, "label")
        label.setBuddy(self.choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(label)
        column.addWidget(self.choice)
        told = _("Sans clavier ni souris. Ce qui est tapé est enregistré d'abord.")
        column.addWidget(SafeLabel(told, "caption", wrap=True))
        settings.lock_minutes_changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Show what is chosen."""
        self.choice.set_value(self._settings.lock_minutes)

    def _on_chosen(self) -> None:
        minutes = self.choice.value()
        if isinstance(minutes, int):
            self._settings.set_lock_minutes(minutes)


def _choices(present: int) -> tuple[tuple[object, str], ...]:
    """Return the usual times, what was chosen otherwise, and « Jamais »."""
    known = sorted({*MINUTES, present} - {0})
    return (
        *((n, ngettext("{n} minute d'inactivité", "{n} minutes d'inactivité", n)) for n in known),
        (0, _("Jamais")),
    )
