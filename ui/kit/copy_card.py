"""« Copie de secours » on the dashboard: the last backup, the second copy, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import SecondaryButton
from ui.kit.labels import ElidedLabel, IconLabel, SafeLabel
from ui.kit.when import when
from ui.theme.theme import px

if TYPE_CHECKING:
    from ui.copies import Copies


class CopyCard(QFrame):
    """A line: where the dossier is kept besides its file, and the button that copies it."""

    def __init__(self, copies: Copies, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copies = copies
        self.setProperty("role", "carte")
        self.setAccessibleName(_("Copie de secours"))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(5), px(10), px(5))
        row.setSpacing(px(12))
        self.mark = IconLabel("hard-drive", "succes", 20)
        row.addWidget(self.mark)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(SafeLabel(_("Copie de secours"), "label"))
        self.told = ElidedLabel("", "caption-2")
        words.addWidget(self.told)
        row.addLayout(words, 1)
        self.button = SecondaryButton("").set_dense()
        self.button.clicked.connect(copies.copy_now)
        row.addWidget(self.button)
        copies.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Show what is true now."""
        copies, state = self._copies, self._copies.state()
        sure = not state.attention and copies.fault is None
        self.mark.set_icon(*(("hard-drive", "succes") if sure else _TROUBLE))
        self.told.set_whole_text(self._words())
        self.told.set_role("caption-2" if sure else "warning")
        if copies.copying:
            self.button.setText(_("Copie…"))
        else:
            self.button.setText(_("Copier") if copies.place else _("Choisir un endroit…"))
        self.button.setEnabled(not copies.copying)
        self.button.setAccessibleName(
            _("Copier maintenant sur l'autre support")
            if copies.place
            else _("Choisir un endroit pour une seconde copie")
        )
        self.setAccessibleDescription(state.sentence)

    def _words(self) -> str:
        """Return the reminder if there is one, else where and when the copies are."""
        copies, state, place = self._copies, self._copies.state(), self._copies.place
        if state.last is None or state.failing_since is not None:
            return state.sentence
        if state.second_last is None:
            return _("Aucune copie ailleurs")
        if state.attention:
            return _("À refaire. {quand}", quand=when(state.second_last, copies.now))
        told = when(state.second_last, copies.now)
        if place is None:
            return _("{quand}, ailleurs", quand=told)
        return _("{quand}, sur « {lieu} »", quand=told, lieu=place.name or str(place))


_TROUBLE = ("triangle-alert", "attention")
