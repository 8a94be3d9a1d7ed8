"""Page « Matrice RACI »: who answers for, does, is consulted on, is told of each activity."""

from __future__ import annotations

from ui.pages.raci.page import RaciPage

__all__ = ["RaciPage"]
