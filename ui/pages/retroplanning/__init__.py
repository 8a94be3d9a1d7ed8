"""The page Rétroplanning: the plan as a table and as a Gantt, and the task chosen."""

from __future__ import annotations

from ui.pages.retroplanning.page import RetroplanningPage

__all__ = ["RetroplanningPage"]
