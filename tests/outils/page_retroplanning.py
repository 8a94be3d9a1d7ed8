"""The page Rétroplanning for its tests: its tasks by their place in the table, from 0."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.outils.fenetre import press, write
from ui.pages.retroplanning import gestures


def caret_on(page, place, column):
    """Put the caret in a cell of the table."""
    page.card.table.setFocus()
    page.card.table.choose(place, column)


def task(page, place):
    """Return a task as the dossier keeps it."""
    return page.session.snapshot.tasks[place]


def end_of(page, place):
    """Return the day a task ends in the plan."""
    return page.view.rows[place].scheduled.fin


def cell(page, place, column, role=Qt.ItemDataRole.DisplayRole):
    """Return what a cell of the table shows."""
    return page.card.model.index(place, column).data(role)


def edited(page, place, column, text):
    """Type in a cell and press Enter."""
    caret_on(page, place, column)
    press(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    press(Qt.Key.Key_Delete)
    write(text)
    press(Qt.Key.Key_Return)
    QApplication.processEvents()


def answer(monkeypatch, reply):
    """Reply to each question of the page; return the list that the questions join."""
    asked = []

    def ask(*words, **more):
        asked.append((words[1], words[2]))
        return reply

    monkeypatch.setattr(gestures, "ask", ask)
    return asked
