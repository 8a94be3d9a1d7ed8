"""Page « Grille »: the shared diagnosis, criterion by criterion. Picture 06."""

from __future__ import annotations

from ui.pages.grille.page import GrillePage

__all__ = ["GrillePage"]
