"""The page « Données »: the figures year by year, and the ratios they make."""

from __future__ import annotations

from ui.pages.donnees.page import DonneesPage

__all__ = ["DonneesPage"]
