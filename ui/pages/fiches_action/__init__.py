"""The page Fiches actions: the fiches by axis and objective, and the editor of one."""

from __future__ import annotations

from ui.pages.fiches_action.page import FichesActionPage

__all__ = ["FichesActionPage"]
