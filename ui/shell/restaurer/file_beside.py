"""A file kept beside the dossier, in the dialog that lists the copies: its name, « Supprimer »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.kept_beside import loss_words
from cpom_desktop.services.queries.restauration import full_moment, size_words
from ui.kit.buttons import DangerButton
from ui.kit.dialogs import ask
from ui.kit.labels import SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from pathlib import Path

    from cpom_desktop.services.backups import BackupInfo


LARGE = 1.4
"""Scale of the text from which the button stands under the name."""


class FileBeside(QFrame):
    """Hidden for a backup, which is thinned by itself.

    Attributes:
        read, kept: whether it reads; whether all that it says is kept elsewhere too.

    Signals:
        delete_asked: she no longer wants it.
    """

    delete_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "surface")
        self.read = self.kept = False
        beside, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        row = QBoxLayout(under if px(100) >= 100 * LARGE else beside, self)
        words = QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        words.setSpacing(px(4))
        self.name = SafeLabel("", "caption-2", wrap=True)
        self.note = SafeLabel(
            _(
                "C'est ce que la restauration a remplacé : il se supprime une fois que vous avez "
                "dit « C'est le bon »."
            ),
            "caption-2",
            wrap=True,
        )
        self.delete = DangerButton(_("Supprimer ce fichier…")).set_dense()
        self.delete.clicked.connect(self.delete_asked)
        words.addWidget(self.name)
        words.addWidget(self.note)
        row.addLayout(words, 1)
        corner = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        row.addWidget(self.delete, 0, corner)

    def show_file(self, path: Path | None, *, may_go: bool) -> None:
        """Show the name and the place of a file, not read yet; nothing for a backup."""
        self.read = self.kept = False
        self.setVisible(path is not None)
        if path is not None:
            self.name.setText(_("{nom}, dans {lieu}", nom=path.name, lieu=str(path.parent)))
            self.note.setVisible(not may_go)
            self.delete.setVisible(may_go)

    def sure(self, info: BackupInfo, parent: QWidget) -> bool:
        """Ask whether to delete it, once told what that loses."""
        return ask(
            parent,
            _("Supprimer ce fichier gardé à côté ?"),
            _(
                "{nom}, du {quand} ({taille}). {perte} Il n'ira pas à la corbeille : cela ne "
                "s'annule pas.",
                nom=info.path.name,
                quand=full_moment(info),
                taille=size_words(info.size),
                perte=loss_words(read=self.read, kept=self.kept),
            ),
            _("Supprimer le fichier"),
            _("Garder"),
            destructive=True,
        )
