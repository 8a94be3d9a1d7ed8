"""Asking where, for each thing that is opened or written, and safe names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from cpom_desktop.i18n import _
from ui.kit.file_dialogs import answer, file_dialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

DOSSIER = "Dossiers CPOM (*.cpom)"
READ = {
    "contacts": (
        "Importer des contacts",
        "Contacts (*.vcf *.csv *.xlsx *.txt)",
        "Importer",
    ),
    "pack": ("Fichier de votre ARS", "Fichier régional (*.cpompack)", "Lire"),
    "table": (
        "Importer un fichier",
        "Tableurs et textes (*.xlsx *.csv *.txt *.tsv)",
        "Importer",
    ),
}
"""What a page may ask to read → title, files that are shown, button."""
DOCUMENTS = {
    ".pdf": ("Enregistrer le PDF", "PDF (*.pdf)"),
    ".docx": ("Enregistrer le document", "Document Word (*.docx)"),
    ".xlsx": ("Enregistrer le tableur", "Tableur (*.xlsx)"),
    ".ics": ("Enregistrer l'agenda", "Agenda (*.ics)"),
    ".csv": ("Enregistrer le texte", "Texte (*.csv)"),
    ".cpompack": ("Enregistrer le pack", "Pack CPOM (*.cpompack)"),
    ".vcf": ("Enregistrer les cartes de visite", "Cartes de visite (*.vcf)"),
    ".json": ("Enregistrer les données", "Données (*.json)"),
}
"""What the dialog says for each suffix, and what it shows."""
RESERVED = frozenset({"con", "prn", "aux", "nul"}) | {
    f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)
}


def choose_dossier(parent: QWidget, folder: Path) -> Path | None:
    """Ask which dossier to open."""
    dialog = file_dialog(parent, _("Ouvrir un dossier"), folder, DOSSIER, _("Ouvrir"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return answer(dialog)


def choose_to_read(parent: QWidget, folder: Path, kind: str) -> Path | None:
    """Ask which file to read for a page; `kind` is one of `READ`."""
    title, files, button = READ[kind]
    dialog = file_dialog(parent, _(title), folder, _(files), _(button))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return answer(dialog)


def choose_dossier_copy(parent: QWidget, place: Path, title: str = "") -> Path | None:
    """Ask where to write a copy of the dossier; a name that is taken is refused afterwards."""
    words = title or _("Enregistrer une copie ailleurs")
    dialog = file_dialog(parent, words, place.parent, DOSSIER, _("Enregistrer"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setDefaultSuffix("cpom")
    dialog.selectFile(place.name)
    return answer(dialog)


def choose_folder(parent: QWidget, folder: Path) -> Path | None:
    """Ask for a folder."""
    dialog = file_dialog(parent, _("Choisir l'emplacement"), folder, "", _("Choisir"))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return answer(dialog)


def choose_report(parent: QWidget, folder: Path) -> Path | None:
    """Ask where to write the report of an incident."""
    dialog = file_dialog(
        parent, _("Enregistrer le rapport"), folder, "Texte (*.txt)", _("Enregistrer")
    )
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("txt")
    dialog.selectFile(_("Rapport CPOM Desktop.txt"))
    return answer(dialog)


def choose_list(parent: QWidget, folder: Path) -> Path | None:
    """Ask where to write the list of the components."""
    dialog = file_dialog(
        parent, _("Enregistrer la liste"), folder, "CycloneDX (*.json)", _("Enregistrer")
    )
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("json")
    dialog.selectFile(_("Composants de CPOM Desktop.cdx.json"))
    return answer(dialog)


def choose_file(parent: QWidget, folder: Path, name: str) -> Path | None:
    """Ask where to write a document; an existing file is only replaced if she says so."""
    suffix = Path(name).suffix
    title, kinds = DOCUMENTS[suffix]
    dialog = file_dialog(parent, _(title), folder, kinds, _("Enregistrer"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix.removeprefix("."))
    dialog.selectFile(name)
    return answer(dialog)


def safe_stem(text: str) -> str:
    """Return a file name without extension that Windows accepts too; empty when none is left."""
    kept = "".join("-" if c in '<>:"/\\|?*' or ord(c) < 32 else c for c in text)
    stem = " ".join(kept.split())[:80].strip(" .-")
    return f"{stem} CPOM" if stem.lower() in RESERVED else stem
