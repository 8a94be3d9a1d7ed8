"""The list of the fiches: axes and objectives as headings, Entrée opens a fiche."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from cpom_desktop.i18n import _
from ui.kit.cards import Card
from ui.kit.tables import StyledTableView
from ui.models.base import paste_at
from ui.models.fiches_action import (
    COST,
    LACKS,
    NUMBER,
    RESPONSABLE,
    STATUT,
    TITLE,
    FicheLine,
    FichesModel,
    fiche_lines,
)
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.queries.fiches_action import FicheView
    from ui.session import Session

LEAST_TITLE = 220


class FichesTable(StyledTableView):
    """Headings span the row; what matters least hides first when room lacks."""

    def __init__(self, model: FichesModel) -> None:
        super().__init__(_("Fiches actions, par axe et objectif"), by_cell=False, row_height=36)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleDescription(
            _("Entrée sur une fiche l'ouvre ; sur un axe ou un objectif, le renomme.")
        )
        self.setModel(model)
        self.pasted.connect(paste_at)
        self.horizontalHeader().setStretchLastSection(False)

    def span_headings(self, lines: Sequence[FicheLine]) -> None:
        """Let each heading take its whole row."""
        self.clearSpans()
        for place, line in enumerate(lines):
            if line.view is None:
                self.setSpan(place, 0, 1, LACKS + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide what matters least under a narrow width."""
        super().resizeEvent(event)
        self.fit()

    def restyle(self) -> None:
        """Take the sizes of the present text scale."""
        super().restyle()
        self.setIconSize(QSize(px(16), px(16)))
        self.fit()

    def fit(self) -> None:
        """Share the width, the title taking what is left."""
        model = self.model()
        if not isinstance(model, FichesModel):
            return
        header = self.horizontalHeader()
        room = self.viewport().width() - px(LEAST_TITLE)
        for place in (NUMBER, STATUT, LACKS, COST, RESPONSABLE):
            width = px(model.columns[place].width)
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(place, width)
            self.setColumnHidden(place, place not in {NUMBER, STATUT} and room < width)
            room -= 0 if self.isColumnHidden(place) else width
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)


class FichesList(Card):
    """The card of the list.

    Signals:
        opened: id of a fiche to edit.
        delete_asked: keys (table, id) of the lines chosen.
    """

    opened = Signal(int)
    delete_asked = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(flush=True)
        self._session = session
        self.model = FichesModel(session, self)
        self.table = FichesTable(self.model)
        self.add(self.table, 1)
        self.table.opened.connect(self._on_opened)
        self.table.delete_requested.connect(self._on_delete)

    def show_fiches(self, views: Sequence[FicheView]) -> None:
        """Show the fiches again; the caret stays on its line."""
        lines = fiche_lines(self._session.snapshot, views)
        self.model.set_rows(lines)
        self.table.span_headings(lines)
        if not self.table.currentIndex().isValid():
            self.choose(next((line.key for line in lines if line.view is not None), None))

    def choose(self, key: object) -> bool:
        """Put the caret on a line; tell whether it is there."""
        place = self.model.place_of(key)
        if place < 0:
            return False
        index = self.model.index(place, NUMBER)
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)
        return True

    def current(self) -> FicheLine | None:
        """Return the line that has the caret."""
        index = self.table.currentIndex()
        return self.model.row_at(index) if index.isValid() else None

    def chosen(self) -> list[FicheLine]:
        """Return the lines selected, in order."""
        return [self.model.rows[place] for place in self.table.selected_rows()]

    def rename(self) -> None:
        """Type over the heading that has the caret."""
        index = self.table.currentIndex().siblingAtColumn(NUMBER)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.edit(index)

    def _on_opened(self, index: QModelIndex) -> None:
        line = self.model.row_at(index)
        if line.view is not None:
            self.opened.emit(line.view.fiche.id)

    def _on_delete(self, _places: object) -> None:
        self.delete_asked.emit(self.chosen())
