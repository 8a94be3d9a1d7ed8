"""Beside the minutes: who came, the quorum, who is to be sent the minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.reunions_mots import (
    absences,
    attendance_words,
    missing_words,
)
from ui.kit.buttons import SecondaryButton
from ui.kit.labels import SafeLabel
from ui.kit.states import Strip
from ui.models.presence_table import PresenceTable
from ui.models.reunion_parts import signing_model
from ui.pages.reunions.participants import say_presence
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.domain.reunions import Presence
    from cpom_desktop.services.queries.reunions import ReunionView
    from ui.session import Session


class SigningPart(QFrame):
    """The participants with a pill each; P, E, R, A say whether they came.

    Signals:
        sheet_asked: print the attendance sheet.
    """

    sheet_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "panneau")
        self._session = session
        self.table = PresenceTable(frozenset({"nom", "presence"}))
        self.model = signing_model(session, self)
        self.table.setModel(self.model)
        self.table.presence_asked.connect(self._on_presence)
        self.summary = SafeLabel("", "small", wrap=True)
        self.absent = Strip("alerte")
        self.sheet = SecondaryButton(_("Feuille d'émargement"), icon_name="printer")
        self.sheet.clicked.connect(self.sheet_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(8))
        column.addWidget(SafeLabel(_("Participants et émargement"), "label"))
        frame = QFrame()
        frame.setProperty("role", "carte")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.table)
        column.addWidget(frame)
        column.addWidget(self.summary)
        column.addWidget(self.absent)
        column.addStretch(1)
        column.addWidget(self.sheet)

    def show_view(self, view: ReunionView) -> None:
        """Show who is convened to a meeting, and who came."""
        self.model.locked = view.reunion.etat == "close"
        self.model.set_rows(view.presences)
        snapshot = self._session.snapshot
        told = " ".join((attendance_words(view), *absences(view, snapshot))).strip()
        self.summary.setText(told)
        missing = missing_words(view, snapshot)
        self.absent.set_text(missing)
        self.absent.setVisible(bool(missing))

    def _on_presence(self, place: int, presence: Presence) -> None:
        if not self.model.locked and not self._session.read_only:
            say_presence(self._session, self.model.rows[place], presence)
