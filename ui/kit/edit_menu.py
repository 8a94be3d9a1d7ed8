"""The context menus of fields and cells: French, without a native undo, the way to the history."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from cpom_desktop.i18n import _
from cpom_desktop.services.parcours import HISTORY

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

    from ui.kit.tables import StyledTableView


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
    add_history(menu, editor)
    return menu


def choice_menu(editor: QWidget) -> QMenu | None:
    """Return the context menu of a field that is chosen rather than typed; None elsewhere."""
    menu = QMenu(editor)
    add_history(menu, editor)
    return None if menu.isEmpty() else menu


def add_history(menu: QMenu, editor: QWidget) -> None:
    """Add the way to the history of a field, where it has one."""
    if show := history_of(editor):
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(_("Historique du champ") + "\tCtrl+H", show)


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


def cell_menu(view: StyledTableView) -> QMenu:
    """Return the context menu of the cells of a table, whose caret is on one of them."""
    menu = QMenu(view)
    writable = bool(view.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable)
    menu.addAction(_("Copier") + "\tCtrl+C", view.copy_selection)
    menu.addAction(_("Coller") + "\tCtrl+V", view.paste_clipboard).setEnabled(writable)
    add_cell_history(menu, view)
    return menu


def add_cell_history(menu: QMenu, view: QWidget) -> None:
    """Add the way to the history of the cell that has the caret, where it has one."""
    current_field, navigate = _above(view, "current_field"), _above(view, "navigate")
    key = current_field() if current_field is not None else ""
    if navigate is not None and key:
        menu.addSeparator()
        show = partial(navigate.emit, HISTORY, f"{HISTORY}.{key}")
        menu.addAction(_("Historique de la case") + "\tCtrl+H", show)


def _above(widget: QWidget, name: str) -> Any:  # noqa: ANN401 - whatever it has
    """Return what the nearest ancestor has under a name; None when no one has it."""
    parent = widget.parentWidget()
    while parent is not None:
        if hasattr(parent, name):
            return getattr(parent, name)
        parent = parent.parentWidget()
    return None
