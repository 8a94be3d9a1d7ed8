"""Page « Fil d'or »."""

from __future__ import annotations

from ui.pages.fil_dor.page import FilDorPage

__all__ = ["FilDorPage"]
