"""What the tests of the page Échéancier share."""

from __future__ import annotations

ERRD = "errd:2026"


def choose(page, cle):
    """Put the cursor of the list on a line."""
    assert page.focus_field(f"echeances.{cle}")
    assert page.panel.line.cle == cle


def said(ws, cle):
    """Return what is kept of a line."""
    return next((e for e in ws.snapshot.echeances if e.cle == cle), None)


def own(ws):
    """Return the reminder of the demonstration."""
    return next(e for e in ws.snapshot.echeances if not e.cle)
