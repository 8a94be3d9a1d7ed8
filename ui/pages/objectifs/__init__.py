"""Page « Axes et objectifs »."""

from __future__ import annotations

from ui.pages.objectifs.page import ObjectifsPage

__all__ = ["ObjectifsPage"]
