"""Under the list: the whole of the point chosen, what to do, and its buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.anomalies.vue import destination
from ui.kit.buttons import SecondaryButton, TextButton
from ui.kit.labels import SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.anomalies.controle import Anomalie

ROOMY = 620


class PointPanel(QFrame):
    """What a row has no room for.

    Signals:
        open_asked: go to the field.
        ignore_asked: keep it with a reason, or change the reason.
        withdraw_asked: keep it no more.
    """

    open_asked = Signal()
    ignore_asked = Signal()
    withdraw_asked = Signal()

    def __init__(self, *, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._locked = read_only
        self.setProperty("role", "pied")
        self.phrase = SafeLabel("", "strong", wrap=True)
        self.why = SafeLabel("", "small-2", wrap=True)
        self.todo = SafeLabel("", "small", wrap=True)
        self.open_button = SecondaryButton(_("Aller au champ"), icon_name="arrow-right")
        self.ignore_button = TextButton("")
        self.withdraw_button = TextButton(_("Ne plus ignorer"))
        self._lay_out()
        self.open_button.clicked.connect(self.open_asked)
        self.ignore_button.clicked.connect(self.ignore_asked)
        self.withdraw_button.clicked.connect(self.withdraw_asked)

    def _lay_out(self) -> None:
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(px(16), px(8), px(12), px(8))
        self._row.setSpacing(px(12))
        texts = QVBoxLayout()
        texts.setSpacing(px(2))
        for label in (self.phrase, self.todo, self.why):
            texts.addWidget(label)
        self._row.addLayout(texts, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(6))
        buttons.addStretch(1)
        for button in (self.withdraw_button, self.ignore_button, self.open_button):
            buttons.addWidget(button)
        self._row.addLayout(buttons)

    def show_point(self, anomalie: Anomalie | None) -> None:
        """Tell a point; nothing without one."""
        self.setVisible(anomalie is not None)
        if anomalie is None:
            return
        releve, motif = anomalie.releve, anomalie.motif
        self.phrase.setText(releve.phrase)
        self.todo.setText(_("À faire : {quoi}", quoi=releve.que_faire))
        why = _("Pourquoi : {raison}", raison=_(anomalie.regle.pourquoi))
        kept = _("Vous l'ignorez : « {motif} ».", motif=motif.rstrip("."))
        self.why.setText(f"{kept} {why}" if motif else why)
        self.open_button.setVisible(bool(destination(releve).page))
        self.ignore_button.setText(_("Changer la raison…") if motif else _("Ignorer…"))
        self.ignore_button.setVisible(not self._locked)
        self.withdraw_button.setVisible(bool(motif) and not self._locked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons under the words where room lacks."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        roomy = self.width() >= px(ROOMY)
        self._row.setDirection(directions.LeftToRight if roomy else directions.TopToBottom)
