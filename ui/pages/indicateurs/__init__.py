"""Page « Indicateurs »."""

from __future__ import annotations

from ui.pages.indicateurs.page import IndicateursPage

__all__ = ["IndicateursPage"]
