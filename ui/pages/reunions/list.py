"""The left of the page: the meetings, what prepares those of the plan, a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from ui.kit.buttons import IconButton, TextButton
from ui.kit.cards import Card
from ui.kit.combo import ChoiceField
from ui.models.reunions_list import ReunionsModel, ReunionsView, rows_of
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.queries.reunions import ReunionView


FEW = 6
"""Meetings that are all seen at once: no filter is offered."""


class ReunionsList(Card):
    """The list under its count.

    Signals:
        chosen: id of the meeting now under the cursor.
        filtered: another instance is looked at.
        add_asked, prepare_asked: a new meeting; those of the plan.
    """

    chosen = Signal(int)
    filtered = Signal()
    add_asked = Signal()
    prepare_asked = Signal()

    def __init__(self) -> None:
        super().__init__(" ", flush=True)
        self.model = ReunionsModel(self)
        self.view = ReunionsView(self.model)
        self.add_button = IconButton("plus", _("Nouvelle réunion"))
        self.add_action(self.add_button)
        self.filter = ChoiceField(_("Instance montrée"), none_label=_("Toutes les instances"))
        self.filter.edited.connect(self.filtered)
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        above.setContentsMargins(px(10), px(8), px(10), px(8))
        above.addWidget(self.filter)
        self.add(self._above)
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
        self._offer_instances(views, current)
        kept = self.filter.value()
        wanted = [v for v in views if kept is None or v.reunion.instance_id == kept]
        if self.model.show_rows(rows_of(wanted)):
            self.view.choose(current)

    def _offer_instances(self, views: Sequence[ReunionView], current: int) -> None:
        """Offer to look at one instance once there are many meetings; never hide the one shown."""
        named = {v.instance.id: v.instance.nom for v in views if v.instance is not None}
        offered = len(views) > FEW and len(named) > 1
        self._above.setVisible(offered)
        self.filter.set_choices(list(named.items()) if offered else [])
        shown = next((v.reunion.instance_id for v in views if v.reunion.id == current), None)
        if not offered or self.filter.value() not in {None, shown}:
            self.filter.set_value(None)

    def shown(self) -> list[int]:
        """Return the meetings shown, in order."""
        return self.model.ids()

    def choose(self, reunion_id: int) -> None:
        """Put the cursor on a meeting."""
        self.view.choose(reunion_id)
