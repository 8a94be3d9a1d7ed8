"""Qt's dialog of files, in our words: it opens no file (Qt's own would, to guess types)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QFileIconProvider, QToolButton

from cpom_desktop.i18n import _
from cpom_desktop.services.presence import is_folder
from ui.theme.icons import icon

if TYPE_CHECKING:
    from PySide6.QtCore import QFileInfo
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QWidget

ARROWS = (
    ("backButton", "arrow-left"),
    ("forwardButton", "arrow-right"),
    ("toParentButton", "arrow-up"),
)
"""Buttons of Qt's file dialog, whose own arrows are black on any ground."""


class QuietIcons(QFileIconProvider):
    """One icon a kind, without looking into files."""

    def icon(self, info: QFileInfo | QFileIconProvider.IconType) -> QIcon:
        """Return the icon of a folder or of a file."""
        kinds = QFileIconProvider.IconType
        if isinstance(info, QFileIconProvider.IconType):
            return super().icon(info)
        return super().icon(kinds.Folder if info.isDir() else kinds.File)


def choose_attachments(parent: QWidget, folder: Path) -> list[Path]:
    """Ask which files to attach."""
    dialog = file_dialog(parent, _("Joindre des fichiers"), folder, "", _("Joindre"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return answers(dialog)


def choose_picture(parent: QWidget, folder: Path) -> Path | None:
    """Ask which picture to take."""
    kinds = _("Images (*.png *.jpg *.jpeg)")
    dialog = file_dialog(parent, _("Choisir un logo"), folder, kinds, _("Choisir"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return answer(dialog)


def choose_copy(parent: QWidget, folder: Path, name: str) -> Path | None:
    """Ask where to write a copy of an attached file."""
    words = _("Enregistrer une copie")
    dialog = file_dialog(parent, words, folder, "", _("Enregistrer"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    return answer(dialog)


def file_dialog(parent: QWidget, title: str, folder: Path, kinds: str, action: str) -> QFileDialog:
    """Return a dialog with our icons and our words: Qt's French lacks some of them."""
    dialog = QFileDialog(parent, title, str(_existing(folder)), kinds)
    dialog.setIconProvider(_icons())
    labels = QFileDialog.DialogLabel
    for label, words in (
        (labels.LookIn, _("Emplacement :")),
        (labels.FileName, _("Nom du fichier :")),
        (labels.FileType, _("Type de fichier :")),
        (labels.Accept, action),
        (labels.Reject, _("Annuler")),
    ):
        dialog.setLabelText(label, words)
    for name, drawing in ARROWS:
        button = dialog.findChild(QToolButton, name)
        if button is not None:  # the computer's own dialog has none of ours
            button.setIcon(icon(drawing))
    return dialog


def answer(dialog: QFileDialog) -> Path | None:
    """Ask, and return the file or the folder chosen; None when she gives up."""
    found = answers(dialog)
    return found[0] if found else None


def answers(dialog: QFileDialog) -> list[Path]:
    """Ask, and return the files chosen; none when she gives up."""
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = dialog.selectedFiles()
    dialog.deleteLater()
    return [Path(path) for path in chosen] if accepted else []


def _existing(folder: Path) -> Path:
    """Return `folder`, or the nearest folder above it that exists."""
    return next((p for p in (folder, *folder.parents) if is_folder(p)), Path.home())


@lru_cache(maxsize=1)
def _icons() -> QuietIcons:
    """Return the provider, which Qt does not keep alive by itself."""
    return QuietIcons()
