"""What the program is made of, under which licences, and a text to send to who repairs it."""

from __future__ import annotations

import platform
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import resources
from cpom_desktop import __version__
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from ui.theme.theme import Theme


class Component(NamedTuple):
    """A part written by others: its name, that of its distribution, its use, its licence."""

    name: str
    distribution: str
    use: str
    licence: str


COMPONENTS = (
    Component("Python", "", "langage", "PSF-2.0"),
    Component("Qt et PySide6", "PySide6_Essentials", "fenêtres", "LGPL-3.0"),
    Component("SQLite", "", "fichier du dossier", "domaine public"),
    Component("sqlite-utils", "sqlite-utils", "fichier du dossier", "Apache-2.0"),
    Component("msgspec", "msgspec", "lecture des contenus", "BSD-3-Clause"),
    Component("ReportLab", "reportlab", "documents PDF", "BSD-3-Clause"),
    Component("pikepdf", "pikepdf", "documents PDF", "MPL-2.0"),
    Component("qpdf", "", "documents PDF, avec pikepdf", "Apache-2.0"),
    Component("pypdfium2", "pypdfium2", "aperçus", "Apache-2.0 ou BSD-3-Clause"),
    Component("Pillow", "pillow", "images", "MIT-CMU (HPND)"),
    Component("Babel", "babel", "dates et nombres", "BSD-3-Clause"),
    Component("platformdirs", "platformdirs", "emplacement des réglages", "MIT"),
    Component("Source Sans 3", "", "police", "SIL OFL 1.1"),
    Component("Lucide", "", "icônes", "ISC"),
)

LICENCES = (
    ("CPOM Desktop", "LICENSE"),
    ("Source Sans 3", "resources/fonts/OFL-LICENSE.md"),
    ("Lucide", "resources/icons/LICENSE"),
)
"""Whose licence → its file, from the folder of the program."""


def component_version(component: Component) -> str:
    """Return the version of a part, empty when this computer does not tell it."""
    if component.name == "Python":
        return platform.python_version()
    try:
        return metadata.version(component.distribution) if component.distribution else ""
    except metadata.PackageNotFoundError:
        return ""


def licence_text(file: str) -> str:
    """Return a licence shipped with the program, or where to find it if it was left out."""
    path = Path(resources.__file__).parents[1] / file
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return _("Ce texte n'a pas été installé avec le logiciel : {fichier}.", fichier=file)


def diagnostic(theme: Theme, screen: str) -> str:
    """Return what helps to repair: versions, system, look. No path, no name, no dossier."""
    parts = (f"{c.name} {component_version(c)}".strip() for c in COMPONENTS if c.distribution)
    frozen = _("autonome") if getattr(sys, "frozen", False) else _("source")
    lines = (
        f"CPOM Desktop {__version__} ({frozen})",
        f"Python {platform.python_version()}, {platform.platform()}, {platform.machine()}",
        ", ".join(parts),
        _("Apparence {theme}, texte {n} %", theme=theme.name, n=round(theme.scale * 100)),
        screen,
    )
    return "\n".join(line for line in lines if line)
