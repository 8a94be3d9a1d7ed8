"""Page « Journal des échanges »."""

from __future__ import annotations

from ui.pages.journal.page import JournalPage

__all__ = ["JournalPage"]
