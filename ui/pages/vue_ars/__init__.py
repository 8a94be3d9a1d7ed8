"""The page « Vue ARS »: the establishment as the agent sees it, and her answers."""

from __future__ import annotations

from ui.pages.vue_ars.page import VueArsPage

__all__ = ["VueArsPage"]
