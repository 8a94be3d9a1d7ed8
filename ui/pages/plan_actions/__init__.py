"""The page « Plan d'actions »: every action on the years of the contract, and what it costs."""

from __future__ import annotations

from ui.pages.plan_actions.page import PlanActionsPage

__all__ = ["PlanActionsPage"]
