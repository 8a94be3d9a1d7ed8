"""What is to be looked at in the meeting shown, and what she may do of it. Nothing is blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.i18n import _, format_date
from ui.kit.buttons import SecondaryButton
from ui.kit.states import Strip
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.queries.reunions import ReunionView


class Findings(QWidget):
    """Strips over the tabs.

    Signals:
        fix_asked: fix the milestone of the plan at the day of the meeting.
        done_asked: say that the milestone is done.
    """

    fix_asked = Signal()
    done_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.too_soon = Strip(
            "alerte", _("Cette réunion est à venir, mais un compte rendu est déjà saisi.")
        )
        self.again = Strip(
            "alerte", _("La réunion a changé depuis : une nouvelle convocation est à envoyer.")
        )
        self.off_plan = Strip("conseil")
        self.fix_button = SecondaryButton("").set_dense()
        self.fix_button.clicked.connect(self.fix_asked)
        self.off_plan.add_button(self.fix_button)
        self.held = Strip("conseil")
        self.done_button = SecondaryButton(_("Marquer le jalon comme fait")).set_dense()
        self.done_button.clicked.connect(self.done_asked)
        self.held.add_button(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(10), px(16), 0)
        column.setSpacing(px(8))
        for strip in (self.too_soon, self.again, self.off_plan, self.held):
            column.addWidget(strip)

    def show_view(self, view: ReunionView, *, writes: bool) -> None:
        """Show what is to be looked at in a meeting."""
        shown = (
            (self.too_soon, view.too_soon),
            (self.again, view.to_convene_again),
            (self.off_plan, view.off_plan),
            (self.held, view.milestone_open),
        )
        for strip, there in shown:
            strip.setVisible(there)
        self.setVisible(any(there for _strip, there in shown))
        self.fix_button.setVisible(writes)
        self.done_button.setVisible(writes)
        titre = view.task.titre if view.task else ""
        if view.off_plan:
            self.off_plan.set_text(
                _("Le rétroplanning place ce jalon le {jour}.", jour=format_date(view.jour_plan))
            )
            self.fix_button.setText(
                _("Fixer le jalon au {jour}", jour=format_date(view.reunion.jour, "day"))
            )
        self.held.set_text(
            _("La réunion s'est tenue. Le jalon « {titre} » est encore à faire.", titre=titre)
        )
