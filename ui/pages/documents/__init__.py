"""Page « Documents »: what may be printed, how it looks, and where it goes."""

from __future__ import annotations

from ui.pages.documents.page import DocumentsPage

__all__ = ["DocumentsPage"]
