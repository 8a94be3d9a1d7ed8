"""A folder that the program proposes: where it is, whether it can be used, how to change it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.presence import is_folder
from ui.kit.buttons import IconButton, SecondaryButton
from ui.kit.labels import IconLabel, SafeLabel
from ui.kit.restyle import set_state
from ui.theme.theme import px


class FolderRow(QWidget):
    """A label, the path, « Changer… », and under them a help or what is wrong.

    Args:
        title: what the folder is for.
        change_name: what a screen reader says of the button.
        reset_label: what the button that goes back to the usual folder says.

    Signals:
        changed: a folder was chosen (`Path`), or the usual one again (None).
    """

    changed = Signal(object)

    def __init__(
        self,
        title: str,
        *,
        change_name: str,
        reset_label: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._start = Path()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        label = SafeLabel(title, "label")
        column.addWidget(label)
        line = QHBoxLayout()
        line.setSpacing(px(5))
        self.path = QLineEdit()
        self.path.setReadOnly(True)
        self.path.setAccessibleName(title)
        label.setBuddy(self.path)
        self.change = SecondaryButton(_("Changer…"))
        self.change.setAccessibleName(change_name)
        self.change.clicked.connect(self._ask)
        self.reset = IconButton("undo-2", reset_label or change_name)
        self.reset.clicked.connect(self._reset)
        line.addWidget(self.path, 1)
        line.addWidget(self.change)
        line.addWidget(self.reset)
        column.addLayout(line)
        self.told = QHBoxLayout()
        self.told.setSpacing(px(6))
        self.mark = IconLabel("octagon-x", "erreur", 16)
        self.note = SafeLabel("", "help", wrap=True)
        self.told.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        self.told.addWidget(self.note, 1)
        column.addLayout(self.told)
        column.addStretch(1)

    def show_folder(
        self,
        folder: Path | None,
        usual: str,
        *,
        start: Path,
        note: str,
        meanwhile: str = "",
    ) -> None:
        """Show a chosen folder, or the words of the usual one; tell when it cannot be used.

        Args:
            folder: the folder that she chose, None for the usual one.
            usual: what is shown then.
            start: where « Changer… » begins.
            note: the help under the path.
            meanwhile: what happens until a folder that is gone comes back.
        """
        self._start = start
        trouble = folder_trouble(folder, meanwhile) if folder is not None else ""
        self.path.setText(usual if folder is None else str(folder))
        self.path.setCursorPosition(0)
        self.path.setAccessibleDescription(trouble)
        set_state(self.path, "etat", "erreur" if trouble else "")
        self.note.setText(trouble or note)
        self.note.set_role("error" if trouble else "help")
        self.mark.setVisible(bool(trouble))
        self.reset.setVisible(folder is not None)

    def _ask(self) -> None:
        from ui.shell.files import choose_folder  # noqa: PLC0415 - Qt's file dialog, when asked

        folder = choose_folder(self, self._start)
        if folder is not None:
            self.changed.emit(folder)

    def _reset(self) -> None:
        self.changed.emit(None)
        self.change.setFocus()


def folder_trouble(folder: Path, meanwhile: str = "") -> str:
    """Return what keeps from writing in a folder and what to do, nothing when it can be used."""
    if not is_folder(folder):
        return _(
            "Ce dossier n'est plus là. Rebranchez la clé ou le disque qui le contient, ou "
            "choisissez-en un autre. {suite}",
            suite=meanwhile or _("En attendant, l'emplacement habituel sert."),
        )
    try:
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError:
        return _(
            "Rien ne peut s'écrire dans ce dossier : il est protégé, ou le disque est plein. "
            "Choisissez-en un autre."
        )
