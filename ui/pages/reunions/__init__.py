"""Page « Réunions »: from the convocation to the minutes, and what was decided."""

from __future__ import annotations

from ui.pages.reunions.page import ReunionsPage

__all__ = ["ReunionsPage"]
