"""Page « Check-list »: the points of the procedure, of the launch meeting, and the role sheet."""

from __future__ import annotations

from ui.pages.check_list.page import CheckListPage

__all__ = ["CheckListPage"]
