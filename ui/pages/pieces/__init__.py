"""The page « Pièces à réunir »: what the authorities will look at, and where it is."""

from __future__ import annotations

from ui.pages.pieces.page import PiecesPage

__all__ = ["PiecesPage"]
