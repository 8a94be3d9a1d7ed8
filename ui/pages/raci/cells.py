"""What is done to the cells of the matrix: letters, fill, copy, paste, the popup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QGuiApplication

from cpom_desktop.domain.raci import Sens, meaning_of
from cpom_desktop.services.queries.raci_collage import Spot, read_block
from cpom_desktop.services.queries.raci_lettres import copied_matrix
from ui.kit.raci_dialogs import RefusedPasteDialog
from ui.kit.raci_popup import RaciPopup
from ui.models.base import from_tsv, read_only_dossier, to_tsv

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from cpom_desktop.services.queries.raci_collage import CollageRaci
    from ui.pages.raci.page import RaciPage


class Cells(QObject):
    """Gestures on the cells of a page; each is one step to undo."""

    def __init__(self, page: RaciPage) -> None:
        super().__init__(page)
        self._page, self._grid, self._model = page, page.grid, page.model
        self._made: CollageRaci | None = None
        grid = page.grid
        grid.lettered.connect(self._on_letter)
        grid.filled_down.connect(self.fill_down)
        grid.filled_right.connect(self.fill_right)
        grid.copy_asked.connect(self.copy)
        grid.paste_asked.connect(self.paste)

    def _on_letter(self, letter: str) -> None:
        sens = meaning_of(letter, self._page.view.lecture)
        if sens is not None:
            self._model.toggle(self._page.selected(), sens)

    def empty(self) -> None:
        """Empty the selected cells."""
        self._model.empty(self._page.selected())

    def fill_down(self) -> None:
        """Copy the first selected cell of each column on those under it."""
        self._model.fill(self._page.selected(), down=True)

    def fill_right(self) -> None:
        """Copy the first selected cell of each line on those at its right."""
        self._model.fill(self._page.selected(), down=False)

    def copy(self) -> None:
        """Copy the selection: titles bring the names of the roles with them."""
        selected = self._page.selected()
        columns = {index.column() for index in selected}
        if 0 in columns and len(columns) > 1:
            roles = [self._model.roles[column - 1].role for column in sorted(columns - {0})]
            text = copied_matrix(self._page.view, self._model.activites_at(selected), roles)
        else:
            text = to_tsv(selected)
        QGuiApplication.clipboard().setText(text)

    def copy_all(self) -> None:
        """Copy the whole matrix, with its headers."""
        view = self._page.view
        roles = [shown.role for shown in view.roles]
        QGuiApplication.clipboard().setText(copied_matrix(view, view.activites, roles))

    def paste(self) -> None:
        """Write a block; with anything refused, show it first and write nothing."""
        text = QGuiApplication.clipboard().text()
        session = self._page.session
        if session.read_only:
            session.refused.emit(session.sentence(read_only_dossier()))
        if not text or session.read_only or not self._page.view.roles:
            return
        made = read_block(self._page.view, from_tsv(text), self._spot())
        if made.refus:
            self._made = made
            self.dialog = RefusedPasteDialog(made, self._page)
            self.dialog.taken.connect(self._on_taken)
            self.dialog.open()
        elif made.cells:
            self._page.run(made.operation)

    def _on_taken(self) -> None:
        if self._made is not None:
            self._page.run(self._made.operation)

    def _spot(self) -> Spot:
        """Return where the selection is, in activities and roles."""
        selected = self._page.selected()
        lines = self._model.activites_at(selected)
        columns = {index.column() for index in selected}
        ids = [activite.id for activite in self._page.view.activites]
        first = ids.index(lines[0].id) if lines else 0
        column = min(columns, default=1) - 1
        return Spot(first, column, max(len(lines), 1), max(len(columns), 1))

    def open(self, index: QModelIndex) -> None:
        """Open the popup of a cell."""
        page, grid = self._page, self._grid
        if index != grid.currentIndex():
            grid.go_to(index)
        self.popup = RaciPopup(page.view.lecture, page)
        self.popup.toggled.connect(self._on_popup_toggled)
        self.popup.emptied.connect(self.empty)
        self.popup.closed.connect(grid.drop_ring)
        grid.hold_ring()
        self.popup.show_meanings(self._model.meanings_at(index))
        cell = grid.visualRect(index)
        corner = grid.viewport().mapToGlobal(cell.topLeft())
        self.popup.open_at(QRect(corner, cell.size()))

    def _on_popup_toggled(self, sens: Sens) -> None:
        self._model.toggle(self._page.selected(), sens)
        self.popup.show_meanings(self._model.meanings_at(self._grid.currentIndex()))
