"""Page « Confidentialité »: one person everywhere, what to review, the register."""

from __future__ import annotations

from ui.pages.confidentialite.page import ConfidentialitePage

__all__ = ["ConfidentialitePage"]
