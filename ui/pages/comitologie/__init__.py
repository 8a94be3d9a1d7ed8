"""The page « Comité de pilotage »: the instances and who sits in them."""

from __future__ import annotations

from ui.pages.comitologie.page import ComitologiePage

__all__ = ["ComitologiePage"]
