"""Page « Versions et historique »: what changed and when, what was deleted, named versions."""

from __future__ import annotations

from ui.pages.historique.page import HistoriquePage

__all__ = ["HistoriquePage"]
