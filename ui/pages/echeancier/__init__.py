"""Page « Échéancier »: everything that has a date, with the rule and the text behind it."""

from __future__ import annotations

from ui.pages.echeancier.page import EcheancierPage

__all__ = ["EcheancierPage"]
