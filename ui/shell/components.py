"""What the program is made of, and a text to send to who repairs it."""

from __future__ import annotations

import platform
import sys
from functools import cache
from typing import TYPE_CHECKING

from cpom_desktop import __version__
from cpom_desktop.i18n import _
from cpom_desktop.inventory.licences import shipped_parts

if TYPE_CHECKING:
    from cpom_desktop.inventory.parts import Part
    from ui.theme.theme import Theme

TOLD = (
    "PySide6",
    "SQLite",
    "sqlcipher3",
    "sqlite-utils",
    "msgspec",
    "ReportLab",
    "pikepdf",
    "pypdfium2",
    "pillow",
    "babel",
)
"""Components whose version helps to repair."""


@cache
def parts() -> tuple[Part, ...]:
    """Return the components, read once."""
    return shipped_parts()


def diagnostic(theme: Theme, screen: str) -> str:
    """Return what helps to repair: versions, system, look. No path, no name, no dossier."""
    versions = {part.name: part.version for part in parts()}
    frozen = _("autonome") if getattr(sys, "frozen", False) else _("source")
    lines = (
        f"CPOM Desktop {__version__} ({frozen})",
        f"Python {platform.python_version()}, {platform.platform()}, {platform.machine()}",
        ", ".join(f"{name} {versions[name]}" for name in TOLD if versions.get(name)),
        _("Apparence {theme}, texte {n} %", theme=theme.name, n=round(theme.scale * 100)),
        screen,
    )
    return "\n".join(line for line in lines if line)
