"""The page RACI for its tests: its cells by line (an activity, from 0) and column (a role)."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt

from cpom_desktop.domain.raci import Sens
from cpom_desktop.services.operations import CellValue, SetRaciCells
from tests.outils.fenetre import press

R, A, C, I = Sens  # noqa: E741 - the letters of the matrix
SAID = Qt.ItemDataRole.AccessibleTextRole


def letter(text):
    """Press a letter where the caret is."""
    press(Qt.Key(ord(text.upper())), text)


def place(page, line, column):
    """Return the index of the nth activity (from 0) in a column."""
    return page.model.index(page.model.place_of(page.view.activites[line].id), column)


def go(page, line, column):
    """Put the caret in a cell of the matrix."""
    page.grid.setFocus()
    page.grid.go_to(place(page, line, column))


def select(page, first, last):
    """Select from a cell to another, the caret in the first."""
    box = QItemSelection(place(page, *first), place(page, *last))
    go(page, *first)
    page.grid.selectionModel().select(box, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def held(ws, page, line, column):
    """Return what the dossier keeps of a cell."""
    key = page.view.activites[line].id, page.view.roles[column - 1].role.id
    return ws.snapshot.cells.get(key, frozenset())


def clear_all(ws, page, lines=range(6)):
    """Empty every cell of some activities."""
    ids = [page.view.activites[line].id for line in lines]
    roles = [r.role.id for r in page.view.roles]
    page.session.run(
        SetRaciCells(
            cells=[CellValue(activite_id=a, role_id=r, sens=[]) for a in ids for r in roles]
        )
    )
