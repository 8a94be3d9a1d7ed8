"""Page « Acteurs »: the people and the structures of the contract, each typed once."""

from __future__ import annotations

from ui.pages.acteurs.page import ActeursPage

__all__ = ["ActeursPage"]
