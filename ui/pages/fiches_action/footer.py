"""The foot of a fiche: the one before, where she is, the one after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.labels import SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.domain.fiches_action import FicheAction


class FicheFooter(QFrame):
    """« Fiche FA-01 », « Fiche 2 sur 3 », « Suivant : fiche FA-03 ».

    Signals:
        asked: id of the fiche to go to.
    """

    asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pied-guide")
        self._before = self._after = 0
        line = QHBoxLayout(self)
        line.setContentsMargins(px(21), px(4), px(21), px(4))
        self.previous = SecondaryButton("", icon_name="arrow-left")
        self.next = PrimaryButton("", icon_name="arrow-right", trailing=True)
        self.place = SafeLabel("", "small-2")
        self.place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line.addWidget(self.previous)
        line.addWidget(self.place, 1)
        line.addWidget(self.next)
        self.previous.clicked.connect(self.go_before)
        self.next.clicked.connect(self.go_after)

    def show_place(self, fiches: Sequence[FicheAction], fiche_id: int) -> None:
        """Show where a fiche is among all, in the order of their numbers."""
        ids = [fiche.id for fiche in fiches]
        place = ids.index(fiche_id)
        before = fiches[place - 1] if place else None
        after = fiches[place + 1] if place + 1 < len(fiches) else None
        self._before, self._after = before.id if before else 0, after.id if after else 0
        self.place.setText(_("Fiche {rang} sur {total}", rang=place + 1, total=len(fiches)))
        self.previous.setVisible(before is not None)
        self.next.setVisible(after is not None)
        if before is not None:
            self.previous.setText(_("Fiche {repere}", repere=before.repere))
        if after is not None:
            self.next.setText(_("Suivant : fiche {repere}", repere=after.repere))

    def stops(self) -> list[QWidget]:
        """Return what Tab stops on, in reading order."""
        return [self.previous, self.next]

    def go_before(self) -> None:
        """Go to the fiche before, if there is one."""
        if self._before:
            self.asked.emit(self._before)

    def go_after(self) -> None:
        """Go to the fiche after, if there is one."""
        if self._after:
            self.asked.emit(self._after)
