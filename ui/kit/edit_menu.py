"""The context menu of the editors: French, without a native undo, and the way to the history."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu

from cpom_desktop.i18n import _
from cpom_desktop.services.parcours import HISTORY

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


def edit_menu(editor: QLineEdit | QPlainTextEdit) -> QMenu:
    """Return the French context menu of an editor, without a native undo."""
    menu = QMenu(editor)
    writable = not editor.isReadOnly()
    for words, slot, wanted in (
        (_("Couper"), editor.cut, writable),
        (_("Copier"), editor.copy, True),
        (_("Coller"), editor.paste, writable),
        (_("Tout sélectionner"), editor.selectAll, True),
    ):
        menu.addAction(words, slot).setEnabled(wanted)
    if show := history_of(editor):
        menu.addSeparator()
        menu.addAction(_("Historique du champ"), show)
    return menu


def history_of(editor: QWidget) -> Callable[[], None] | None:
    """Return what shows the history of a field of a page of the dossier; None elsewhere.

    The key is that of its row, the way there that of its page, found by what they have: the
    kit of fields knows neither.
    """
    key = getattr(_above(editor, "spec"), "key", "")
    navigate = _above(editor, "navigate")
    if not key or navigate is None:
        return None
    return partial(navigate.emit, HISTORY, f"{HISTORY}.{key}")


def _above(widget: QWidget, name: str) -> Any:  # noqa: ANN401 - whatever it has
    """Return what the nearest ancestor has under a name; None when no one has it."""
    parent = widget.parentWidget()
    while parent is not None:
        if hasattr(parent, name):
            return getattr(parent, name)
        parent = parent.parentWidget()
    return None
