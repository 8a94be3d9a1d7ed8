"""What a widget, its actions and its cells show: nothing that Qt would read as mark-up."""

from __future__ import annotations

import re

from PySide6.QtCore import QAbstractListModel, QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QMenu,
    QTabBar,
    QTextEdit,
    QWidget,
)

SAFE_TIP = re.compile(r"<qt>[^<]*(?:<br ?/?>[^<]*)*</qt>", re.DOTALL)
MOST_CELLS = 800


def is_rich(text):
    """Tell whether a tooltip would be read as mark-up that we did not write."""
    return GuiQt.mightBeRichText(text) and SAFE_TIP.fullmatch(text) is None


def faults_of(widget):
    """Yield what a widget shows that could be read as mark-up."""
    if isinstance(widget, QLabel):
        if widget.textFormat() is not Qt.TextFormat.PlainText:
            yield "label of another format"
        if widget.openExternalLinks() or widget.hasSelectedText():
            yield "label with links"
    if isinstance(widget, QTextEdit):
        yield "rich editor"
    if is_rich(widget.toolTip()) or widget.whatsThis() or widget.statusTip():
        yield f"tooltip {widget.toolTip()[:60]}"
    if isinstance(widget, QTabBar):
        yield from (t for n in range(widget.count()) if is_rich(t := widget.tabToolTip(n)))
    yield from (f"action {a.text()[:40]}" for a in widget.actions() if shows_tip(a))
    if isinstance(widget, QAbstractItemView):
        yield from model_faults(widget.model())
    if isinstance(widget, QComboBox):
        yield from model_faults(widget.model())


def shows_tip(action):
    """Tell whether an action has a tooltip of mark-up that something shows."""
    holders = [w for w in action.associatedObjects() if isinstance(w, QMenu)]
    menus = [menu for menu in holders if menu.toolTipsVisible()]
    buttons = [w for w in action.associatedObjects() if isinstance(w, QAbstractButton)]
    return is_rich(action.toolTip()) and bool(menus or buttons)


def model_faults(model):
    """Yield the tooltips of mark-up of the cells and of the heads of a model."""
    if model is None:
        return
    for section in range(columns(model, QModelIndex())):
        head = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        if isinstance(head, str) and is_rich(head):
            yield f"head {head[:60]}"
    for index in cells(model, QModelIndex()):
        told = index.data(Qt.ItemDataRole.ToolTipRole)
        if isinstance(told, str) and is_rich(told):
            yield f"cell {told[:60]}"


def columns(model, parent):
    """Return how many columns a model has, a hundred at most; a list has one."""
    return 1 if isinstance(model, QAbstractListModel) else min(model.columnCount(parent), 100)


def cells(model, parent, left=MOST_CELLS):
    """Yield the cells of a model, branches included."""
    for row in range(min(model.rowCount(parent), left)):
        for column in range(columns(model, parent)):
            index = model.index(row, column, parent)
            yield index
            flat = isinstance(model, QAbstractListModel | QAbstractTableModel)
            if column == 0 and not flat and model.hasChildren(index):
                yield from cells(model, index, left // 4)


def walk(root):
    """Return what could be read as mark-up in a widget and all that it holds."""
    return {
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}: {fault}"
        for widget in (root, *root.findChildren(QWidget))
        for fault in faults_of(widget)
    }
