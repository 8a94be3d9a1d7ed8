"""The dialog that says which tasks a task waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.operations import SetPredecessors
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.dialogs import KitDialog
from ui.kit.fields import LineField
from ui.kit.labels import SafeLabel
from ui.models.sorting import fold
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.domain.tasks import Task
    from ui.session import Session

_ID = Qt.ItemDataRole.UserRole


class PredecessorsDialog(KitDialog):
    """Every other task with a box to tick; a circle is refused, named, and the dialog stays."""

    def __init__(self, session: Session, task: Task, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Quelles tâches « {titre} » attend-elle ?", titre=task.titre),
            _("Elle commencera après la fin de celles que vous cochez."),
            icon_name="link",
            parent=parent,
        )
        self._session, self._task = session, task
        self.search = LineField(_("Chercher une tâche"))
        self.search.setPlaceholderText(_("Chercher une tâche…"))
        self.search.edited.connect(self._on_search)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Tâches à attendre"))
        self.list.setMinimumHeight(px(220))
        self.error = SafeLabel("", "error-strong", wrap=True)
        self.error.hide()
        for widget in (self.search, self.list, self.error):
            self.body.addWidget(widget)
        self._fill()
        self._add_buttons()

    def _fill(self) -> None:
        snapshot = self._session.snapshot
        awaited = waited_for(self._session, self._task.id)
        for task in snapshot.tasks:
            if task.id == self._task.id:
                continue
            item = QListWidgetItem(task.titre)
            item.setData(_ID, task.id)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsSelectable
            )
            ticked = Qt.CheckState.Checked if task.id in awaited else Qt.CheckState.Unchecked
            item.setCheckState(ticked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _add_buttons(self) -> None:
        cancel = self.add_button(SecondaryButton(_("Annuler")))
        cancel.clicked.connect(self.reject)
        self.keep = self.add_button(PrimaryButton(_("Enregistrer les liens")))
        self.keep.clicked.connect(self._on_keep)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

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

    def _on_keep(self) -> None:
        try:
            self._session.run(SetPredecessors(task_id=self._task.id, predecesseurs=self.ticked()))
        except RegleInvalide as error:
            self.error.setText(self._session.sentence(error))
            self.error.show()
            self.setAccessibleDescription(self.error.text())
            return
        self.accept()


def waited_for(session: Session, task_id: int) -> set[int]:
    """Return the ids of the tasks that a task waits for."""
    links = session.snapshot.task_links
    return {link.predecessor_id for link in links if link.task_id == task_id}


def choose_predecessors(session: Session, task: Task, parent: QWidget) -> None:
    """Open the dialog until the links are kept or left as they are."""
    dialog = PredecessorsDialog(session, task, parent)
    dialog.exec()
    dialog.deleteLater()
