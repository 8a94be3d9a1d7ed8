"""The search, driven by its keys, for the tests of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.outils.fenetre import CONTROL, shortcut, write
from ui.models.recherche import Sort


def look_for(view, text, *, whole=True):
    """Open the search by its keys, type, and let the index be built."""
    shortcut(Qt.Key.Key_K, CONTROL)
    if whole:
        view.finder.indexing.finish()
    write(text)
    return view.finder


def rows(finder, *sorts):
    """Return the rows shown, of some sorts."""
    return [row for row in finder.list.found._rows if not sorts or row.sort in sorts]


def titles(finder):
    return [row.words for row in rows(finder, Sort.HIT)]


def here(view):
    """Return the page and the field that has the caret."""
    return view.page.slug, view.page.current_field()
