"""The one way to another program: it opens a file or a folder, and gets nothing else of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from cpom_desktop.private import ordinary_temporaries

if TYPE_CHECKING:
    from pathlib import Path


def open_outside(path: Path) -> bool:
    """Open a file or a folder with the program of this computer; tell whether one did."""
    with ordinary_temporaries():
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
