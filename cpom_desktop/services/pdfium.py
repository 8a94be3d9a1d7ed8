"""Whose turn it is to read a PDF: PDFium knows one thread at a time.

The window paints pages while a worker reads again what it has just written. Each takes its turn
for a page, and closes itself whatever it opened: a collector that closed it would take no turn.
"""

from __future__ import annotations

from threading import RLock

PDFIUM_TURN = RLock()
"""Held around every call to PDFium, a page at most."""
