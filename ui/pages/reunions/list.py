"""The left of the page: the meetings, what prepares those of the plan, a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cpom_desktop.i18n import _, ngettext
from ui.kit.buttons import IconButton, TextButton
from ui.kit.cards import Card
from ui.models.reunions_list import ReunionsModel, ReunionsView, rows_of
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.queries.reunions import ReunionView


class ReunionsList(Card):
    """The list under its count.

    Signals:
        chosen: id of the meeting now under the cursor.
        add_asked, prepare_asked: a new meeting; those of the plan.
    """

    chosen = Signal(int)
    add_asked = Signal()
    prepare_asked = Signal()

    def __init__(self) -> None:
        super().__init__(" ", flush=True)
        self.model = ReunionsModel(self)
        self.view = ReunionsView(self.model)
        self.add_button = IconButton("plus", _("Nouvelle réunion"))
        self.add_action(self.add_button)
        self.add(self.view, 1)
        self.prepare_button = TextButton("", icon_name="calendar-days").set_dense()
        self.body.setContentsMargins(0, 0, 0, px(2))
        self.add(self.prepare_button)
        self.add_button.clicked.connect(self.add_asked)
        self.prepare_button.clicked.connect(self.prepare_asked)
        self.view.chosen.connect(self.chosen)

    def show_views(
        self, views: Sequence[ReunionView], current: int, *, lacking: int, writes: bool
    ) -> None:
        """Show the meetings again; `current` stays under the cursor.

        Args:
            views: the meetings, in order.
            current: the one shown.
            lacking: how many milestones of the plan have no meeting.
            writes: whether anything may be added.
        """
        self.set_title(ngettext("{n} réunion", "{n} réunions", len(views)))
        self.add_button.setVisible(writes)
        self.prepare_button.setVisible(writes and lacking > 0)
        self.prepare_button.setText(
            ngettext("Préparer le COPIL à venir", "Préparer les {n} COPIL à venir", lacking)
        )
        if self.model.show_rows(rows_of(views)):
            self.view.choose(current)

    def shown(self) -> list[int]:
        """Return the meetings shown, in order."""
        return self.model.ids()

    def choose(self, reunion_id: int) -> None:
        """Put the cursor on a meeting."""
        self.view.choose(reunion_id)
