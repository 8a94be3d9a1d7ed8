"""Page « Contrôle du dossier »."""

from __future__ import annotations

from ui.pages.controle.page import ControlePage

__all__ = ["ControlePage"]
