"""« Après les tâches » : what a task waits for, typed by its title."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.operations import SetPredecessors
from ui.kit.buttons import IconButton, TextButton
from ui.kit.fields import LineField
from ui.kit.labels import ElidedLabel, SafeLabel
from ui.kit.proposals import dressed_popup
from ui.models.sorting import fold
from ui.pages.retroplanning.predecessors import waited_for
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.session import Session


class AfterField(QWidget):
    """The tasks awaited, each with its cross, and a line to type another.

    Signals:
        list_asked: she wants to tick them in a list.
    """

    list_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task_id = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(2))
        self.label = SafeLabel(_("Après les tâches"), "label")
        self.line = LineField(_("Ajouter une tâche à attendre"))
        self.line.setPlaceholderText(_("Titre d'une tâche, puis Entrée"))
        self.line.returnPressed.connect(self._on_typed)
        self.line.left.connect(self._on_left)
        self.label.setBuddy(self.line)
        self.error = SafeLabel("", "error", wrap=True)
        self.error.hide()
        self.button = TextButton(_("Choisir dans la liste…"), icon_name="link").set_dense()
        self.button.clicked.connect(self.list_asked)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._column.addWidget(self.label)
        self._column.addLayout(self._lines)
        self._column.addWidget(self.line)
        self._column.addWidget(self.error)
        self._column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.line, self.button):
            widget.setVisible(not session.read_only)
        self._shown: Mapping[int, str] = {}

    def show_task(self, task_id: int) -> None:
        """Show what a task waits for."""
        if task_id != self._task_id:
            self.line.clear()
            self._say("")
        self._task_id = task_id
        waited = waited_for(self._session, task_id)
        titles = {t.id: t.titre for t in self._session.snapshot.tasks if t.id in waited}
        if titles != self._shown or not titles:
            self._shown = titles
            self._fill()

    def _fill(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for task_id, title in self._shown.items():
            self._lines.addWidget(self._one(task_id, title))
        if not self._shown:
            self._lines.addWidget(SafeLabel(_("Elle n'attend aucune tâche."), "small-2"))

    def _one(self, task_id: int, title: str) -> QWidget:
        widget = QWidget()
        line = QHBoxLayout(widget)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(4))
        words = ElidedLabel("", "small")
        words.set_whole_text(title)
        line.addWidget(words, 1)
        cross = IconButton("x", _("Ne plus attendre « {titre} »", titre=title))
        cross.setProperty("task", task_id)
        cross.clicked.connect(self._on_cross)
        line.addWidget(cross)
        cross.setVisible(not self._session.read_only)
        return widget

    @cached_property
    def _completer(self) -> QCompleter:
        completer = QCompleter(self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._on_typed, Qt.ConnectionType.QueuedConnection)
        self.line.setCompleter(completer)
        return completer

    def offer(self) -> None:
        """Propose the titles of the other tasks while she types."""
        titles = [t.titre for t in self._session.snapshot.tasks if t.id != self._task_id]
        self._completer.setModel(QStringListModel(titles, self._completer))
        dressed_popup(self._completer)

    def _on_typed(self, _text: str = "") -> None:
        typed = self.line.raw().strip()
        if not typed:
            return
        try:
            self._write([*self._shown, self._find(typed)])
        except RegleInvalide as error:
            self._say(self._session.sentence(error))
            return
        self.line.clear()
        self._say("")

    def _find(self, typed: str) -> int:
        """Return the task that a title names: exactly, or alone to hold what is typed.

        Raises:
            RegleInvalide: none does, or several.
        """
        tasks = self._session.snapshot.tasks
        exact = [task.id for task in tasks if fold(task.titre) == fold(typed)]
        words = fold(typed).split()
        near = [t.id for t in tasks if all(word in fold(t.titre) for word in words)]
        found = exact or near
        if not found:
            sentence = _("Aucune tâche ne s'appelle « {saisie} ».", saisie=typed)
            raise RegleInvalide("tache-inconnue", sentence)
        if len(found) > 1 and not exact:
            sentence = _(
                "{n} tâches contiennent « {saisie} ». Écrivez le titre en entier, ou choisissez "
                "dans la liste.",
                n=len(found),
                saisie=typed,
            )
            raise RegleInvalide("taches-plusieurs", sentence)
        return found[0]

    def _write(self, ids: list[int]) -> None:
        self._session.run(SetPredecessors(task_id=self._task_id, predecesseurs=ids))

    def _say(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        self.line.set_state("erreur" if sentence else "")
        self.line.setAccessibleDescription(sentence)

    def _on_left(self) -> None:
        if not self.line.raw().strip():
            self._say("")

    def _on_cross(self) -> None:
        cross = self.sender()
        if cross is not None:
            self._write([i for i in self._shown if i != cross.property("task")])
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
