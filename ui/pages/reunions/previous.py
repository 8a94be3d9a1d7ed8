"""What the meeting before decided, where it stands, changed on the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from ui.kit.labels import SafeLabel
from ui.models.part_table import PartTable
from ui.models.reunion_parts import decisions_model
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.queries.reunions import ReunionView
    from ui.session import Session

TEXT = 1


class PreviousDecisions(QWidget):
    """The decisions of the meeting before; only their state changes here.

    Signals:
        told, opened: as the other parts of the minutes.
    """

    told = Signal(str)
    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.heading = SafeLabel("", "label", wrap=True)
        self.table = PartTable(_("Décisions de la réunion précédente"), stretch=TEXT)
        self.model = decisions_model(session, self)
        self.model.locked = True
        self.table.setModel(self.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.heading)
        frame = QFrame()
        frame.setProperty("role", "carte")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.table)
        column.addWidget(frame)

    def show_view(self, view: ReunionView, *, shown: bool) -> None:
        """Show what the meeting before decided, at the first point only."""
        rows = view.decisions_precedentes
        self.setVisible(shown and bool(rows))
        if view.precedente is not None:
            words = _(
                "Décisions de la réunion précédente, « {titre} »", titre=view.precedente.titre
            )
            self.heading.setText(words)
        self.model.set_rows(rows)
