"""The dialog that says by which tasks of the plan an activity is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.recherche.folding import fold
from ui.kit.buttons import PrimaryButton, SecondaryButton, TextButton
from ui.kit.dialogs import KitDialog
from ui.kit.fields import LineField
from ui.kit.labels import SafeLabel, set_tooltip
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

_ID = Qt.ItemDataRole.UserRole


class TaskChoice(NamedTuple):
    """A task to tick: its id, its title, its dates and state in words, linked or not."""

    task_id: int
    titre: str
    told: str
    linked: bool


class TasksDialog(KitDialog):
    """Every task of the plan with a box to tick, those of the activity first.

    Signals:
        kept: ids of the tasks ticked.
        opened: id of a task to go to in the plan.
    """

    kept = Signal(list)
    opened = Signal(int)

    def __init__(
        self, titre: str, choices: Sequence[TaskChoice], parent: QWidget, *, locked: bool
    ) -> None:
        super().__init__(
            _("Par quelles tâches se fait « {titre} » ?", titre=titre),
            _("Leurs dates deviennent celles de l'activité, dans les fiches mission aussi."),
            icon_name="link",
            icon_role="texte-2",
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(px(680))
        self._locked = locked
        self.search = LineField(_("Chercher une tâche"))
        self.search.setPlaceholderText(_("Chercher une tâche…"))
        self.search.edited.connect(self._on_search)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Tâches du rétroplanning"))
        self.list.setMinimumHeight(px(260))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.itemActivated.connect(self._on_activated)
        self.nothing = SafeLabel(_("Le rétroplanning n'a encore aucune tâche."), "small-2")
        self.nothing.setVisible(not choices)
        self.list.setVisible(bool(choices))
        for widget in (self.search, self.list, self.nothing):
            self.body.addWidget(widget)
        for choice in sorted(choices, key=lambda choice: not choice.linked):
            self.list.addItem(self._item(choice))
        self.list.setCurrentRow(0)
        self._add_buttons()

    def _item(self, choice: TaskChoice) -> QListWidgetItem:
        item = QListWidgetItem(f"{choice.titre} – {choice.told}" if choice.told else choice.titre)
        item.setData(_ID, choice.task_id)
        set_tooltip(item, item.text())
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags if self._locked else flags | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if choice.linked else Qt.CheckState.Unchecked)
        return item

    def _add_buttons(self) -> None:
        self.go = self.add_button(TextButton(_("Ouvrir dans le rétroplanning")))
        self.go.clicked.connect(self._on_go)
        self.go.setEnabled(self.list.count() > 0)
        words = _("Fermer") if self._locked else _("Annuler")
        self.cancel = self.add_button(SecondaryButton(words))
        self.cancel.clicked.connect(self.reject)
        self.keep = self.add_button(PrimaryButton(_("Enregistrer les liens")))
        self.keep.clicked.connect(self._on_keep)
        self.keep.setVisible(not self._locked and self.list.count() > 0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def ticked(self) -> list[int]:
        """Return the ids of the tasks ticked."""
        items = (self.list.item(place) for place in range(self.list.count()))
        return [item.data(_ID) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _on_search(self) -> None:
        words = fold(self.search.raw()).split()
        for place in range(self.list.count()):
            item = self.list.item(place)
            text = fold(item.text())
            item.setHidden(not all(word in text for word in words))

    def _on_activated(self, item: QListWidgetItem) -> None:
        if self._locked:
            self._open(item)
        else:
            self._on_keep()

    def _on_go(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._open(item)

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(int(item.data(_ID)))
        self.reject()

    def _on_keep(self) -> None:
        self.kept.emit(self.ticked())
        self.accept()
