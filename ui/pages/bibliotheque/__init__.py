"""Page « Bibliothèque »."""

from __future__ import annotations

from ui.pages.bibliotheque.page import BibliothequePage

__all__ = ["BibliothequePage"]
