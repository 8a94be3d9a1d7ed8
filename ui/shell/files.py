"""Asking where: dialogs that open no file (Qt's own would, to guess types), and safe names."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QFileIconProvider, QToolButton

from cpom_desktop.i18n import _
from ui.theme.icons import icon

if TYPE_CHECKING:
    from PySide6.QtCore import QFileInfo
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QWidget

DOSSIER = "Dossiers CPOM (*.cpom)"
DOCUMENTS = {
    ".pdf": ("Enregistrer le PDF", "PDF (*.pdf)"),
    ".xlsx": ("Enregistrer le tableur", "Tableur (*.xlsx)"),
    ".ics": ("Enregistrer l'agenda", "Agenda (*.ics)"),
}
"""What the dialog says for each suffix, and what it shows."""
ARROWS = (
    ("backButton", "arrow-left"),
    ("forwardButton", "arrow-right"),
    ("toParentButton", "arrow-up"),
)
"""Buttons of Qt's file dialog, whose own arrows are black on any ground."""
RESERVED = frozenset({"con", "prn", "aux", "nul"}) | {
    f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)
}


class QuietIcons(QFileIconProvider):
    """One icon a kind, without looking into files."""

    def icon(self, info: QFileInfo | QFileIconProvider.IconType) -> QIcon:
        """Return the icon of a folder or of a file."""
        kinds = QFileIconProvider.IconType
        if isinstance(info, QFileIconProvider.IconType):
            return super().icon(info)
        return super().icon(kinds.Folder if info.isDir() else kinds.File)


def choose_dossier(parent: QWidget, folder: Path) -> Path | None:
    """Ask which dossier to open."""
    dialog = _dialog(parent, _("Ouvrir un dossier"), folder, DOSSIER, _("Ouvrir"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _answer(dialog)


def choose_dossier_copy(parent: QWidget, place: Path, title: str = "") -> Path | None:
    """Ask where to write a copy of the dossier; a name that is taken is refused afterwards."""
    words = title or _("Enregistrer une copie ailleurs")
    dialog = _dialog(parent, words, place.parent, DOSSIER, _("Enregistrer"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setDefaultSuffix("cpom")
    dialog.selectFile(place.name)
    return _answer(dialog)


def choose_folder(parent: QWidget, folder: Path) -> Path | None:
    """Ask for a folder."""
    dialog = _dialog(parent, _("Choisir l'emplacement"), folder, "", _("Choisir"))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _answer(dialog)


def choose_report(parent: QWidget, folder: Path) -> Path | None:
    """Ask where to write the report of an incident."""
    dialog = _dialog(
        parent, _("Enregistrer le rapport"), folder, "Texte (*.txt)", _("Enregistrer")
    )
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("txt")
    dialog.selectFile(_("Rapport CPOM Desktop.txt"))
    return _answer(dialog)


def choose_file(parent: QWidget, folder: Path, name: str) -> Path | None:
    """Ask where to write a document; an existing file is only replaced if she says so."""
    suffix = Path(name).suffix
    title, kinds = DOCUMENTS[suffix]
    dialog = _dialog(parent, _(title), folder, kinds, _("Enregistrer"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix.removeprefix("."))
    dialog.selectFile(name)
    return _answer(dialog)


def _dialog(parent: QWidget, title: str, folder: Path, kinds: str, action: str) -> QFileDialog:
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


def _answer(dialog: QFileDialog) -> Path | None:
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = dialog.selectedFiles()
    dialog.deleteLater()
    return Path(chosen[0]) if accepted and chosen else None


def _existing(folder: Path) -> Path:
    """Return `folder`, or the nearest folder above it that exists."""
    return next((p for p in (folder, *folder.parents) if p.is_dir()), Path.home())


@lru_cache(maxsize=1)
def _icons() -> QuietIcons:
    """Return the provider, which Qt does not keep alive by itself."""
    return QuietIcons()


def safe_stem(text: str) -> str:
    """Return a file name without extension that Windows accepts too; empty when none is left."""
    kept = "".join("-" if c in '<>:"/\\|?*' or ord(c) < 32 else c for c in text)
    stem = " ".join(kept.split())[:80].strip(" .-")
    return f"{stem} CPOM" if stem.lower() in RESERVED else stem
