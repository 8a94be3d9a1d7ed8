"""Source Sans 3, shipped with the program, for the window."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

import resources

FAMILY = "Source Sans 3"
FALLBACK = "Segoe UI"
FILES = ("Regular", "Semibold")
"""The faces that screens use; the others of the folder are for paper."""
REFUSED = -1


@lru_cache(maxsize=1)
def load_fonts() -> bool:
    """Add the faces to Qt, once; tell whether the family is available."""
    folder = Path(resources.__file__).parent / "fonts"
    paths = [str(folder / f"SourceSans3-{face}.ttf") for face in FILES]
    return REFUSED not in [QFontDatabase.addApplicationFont(path) for path in paths]


def body_font(pixel_size: int, *, semibold: bool = False) -> QFont:
    """Return the font of the window at a size in pixels (already scaled)."""
    load_fonts()
    font = QFont()
    font.setFamilies([FAMILY, FALLBACK])
    font.setPixelSize(pixel_size)
    font.setWeight(QFont.Weight.DemiBold if semibold else QFont.Weight.Normal)
    return font
