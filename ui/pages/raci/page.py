"""The RACI matrix: who answers for, does, is consulted on, is told of each activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.documents import DocumentFormat
from cpom_desktop.services.operations import PrepareDossier, UpdateDossier
from cpom_desktop.services.queries.raci import TABLES, raci_view
from cpom_desktop.services.queries.raci_lettres import role_name
from ui.kit.buttons import SecondaryButton
from ui.kit.cards import Card
from ui.kit.page import Page
from ui.kit.raci_grid import LoadTable, RaciGrid
from ui.kit.raci_legend import RaciTop
from ui.kit.states import EmptyState
from ui.models.raci import RaciModel
from ui.models.raci_load import LoadModel
from ui.pages.raci.cells import Cells
from ui.pages.raci.checks import Checks
from ui.pages.raci.lines import Lines
from ui.pages.raci.menus import RaciTools, cell_menu
from ui.pages.raci.roles import Roles
from ui.pages.raci.tasks import Tasks
from ui.session import touched
from ui.theme.fonts import body_font
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.domain.dossier import LectureRaci
    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.raci import RaciView
    from ui.session import Session

_LINE, _CELL, _ROLE = "raci_activites", "raci_cases", "raci_roles"


class RaciPage(Page):
    """The matrix, filled by keyboard; every gesture is one step to undo.

    Its fields are known as `raci_activites.<id>`, `raci_cases.<activité>.<rôle>` and
    `raci_roles.<id>`.
    """

    slug = "raci"
    wide = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.view = raci_view(session.snapshot, session.content)
        self.model = RaciModel(session, self)
        self.loads = LoadModel(session, self)
        self._fill_header()
        self._fill_top()
        self._fill_body()
        self.cells, self.lines = Cells(self), Lines(self)
        self.roles, self.checks, self.tasks = Roles(self), Checks(self), Tasks(self)
        self._connect()
        self.reload(None, force=True)

    def _fill_header(self) -> None:
        self.add_button = SecondaryButton(_("Ajouter une activité"), icon_name="plus")
        self.print_button = SecondaryButton(_("Imprimer"), icon_name="printer")
        self.print_button.clicked.connect(self._on_print)
        self.tools = RaciTools()
        for button in (self.add_button, self.print_button, self.tools):
            self.add_action(button)

    def _fill_top(self) -> None:
        self.top = RaciTop()
        self.reading_button, self.findings = self.top.reading, self.top.findings
        self.reading_button.chosen.connect(self._on_reading)
        self.body.addWidget(self.top)

    def _fill_body(self) -> None:
        self.grid = RaciGrid(_("Matrice RACI"), _("Rôles et titulaires"))
        self.grid.setModel(self.model)
        self.load_table = LoadTable(_("Charge par rôle"), self.grid)
        self.load_table.setModel(self.loads)
        card = Card(flush=True)
        card.body.setContentsMargins(0, 0, 0, 0)
        card.body.setSpacing(0)
        self._load_row = QHBoxLayout()
        self._load_row.addWidget(self.load_table)
        card.body.addWidget(self.grid, 1)
        card.body.addLayout(self._load_row)
        self.stack = QStackedWidget()
        self.stack.addWidget(card)
        self.empty = self._empty_state()
        self.stack.addWidget(self.empty)
        self.body.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.grid.emptied.connect(self._on_empty)
        self.grid.opened.connect(self.open_cell)
        self.grid.menu_asked.connect(self._on_menu)
        self.grid.resized.connect(self._lay_columns)
        self.load_table.switched.connect(self.loads.switch)
        self.add_button.clicked.connect(self.lines.ask)
        self.tools.role_asked.connect(self.roles.ask)
        self.tools.copy_asked.connect(self.cells.copy_all)
        self.tools.paste_asked.connect(self.cells.paste)
        self.tools.workbook_asked.connect(self._on_workbook)
        self.tools.workshop_asked.connect(self._on_workshop)
        self.tools.missions_asked.connect(self._on_missions)

    def _empty_state(self) -> EmptyState:
        state = EmptyState(
            "table",
            _("Aucune activité dans la matrice"),
            _(
                "La matrice dit qui répond de chaque activité, qui la réalise, qui est consulté "
                "et qui est informé."
            ),
            _("Préparer la matrice"),
        )
        state.triggered.connect(self._on_start)
        return state

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the matrix again when what it reads has changed."""
        if not touched(changes, *TABLES) and not force:
            return
        view = raci_view(self.session.snapshot, self.session.content)
        self.view = view
        self.model.show_view(view)
        self.loads.show_view(view)
        self.top.show_view(view, locked=self.session.read_only)
        self._show_state(view)
        self.grid.lay_rows()
        self._lay_columns()

    def _show_state(self, view: RaciView) -> None:
        locked = self.session.read_only
        filled = bool(view.activites)
        self.grid.set_locked(locked)
        self.add_button.setVisible(not locked and bool(view.roles) and filled)
        self.print_button.setEnabled(filled)
        self.tools.setVisible(bool(view.roles) or filled)
        self.tools.set_locked(locked)
        self.top.setVisible(filled)
        self.stack.setCurrentIndex(0 if filled else 1)
        if self.empty.button is not None:
            self.empty.button.setVisible(not locked)
            self.empty.button.setText(self._start_words())
            self.empty.button.set_icon("plus" if view.roles else "arrow-right")
        if filled and not self.grid.currentIndex().isValid():
            self.grid.go_to(self._first_cell())

    def _first_cell(self) -> QModelIndex:
        places = range(self.model.rowCount())
        place = next((p for p in places if self.model.rows[p].activite), 0)
        return self.model.index(place, min(1, self.model.columnCount() - 1))

    def _lay_columns(self) -> None:
        title, strong = (QFontMetrics(body_font(px(s), semibold=True)) for s in (14, 13))
        lines = [title.horizontalAdvance(line.titre[:60]) for line in self.model.rows]
        names = [role_name(shown.role)[:12] for shown in self.view.roles]
        roles = [strong.horizontalAdvance(name) for name in names]
        self.grid.fit_columns(max(lines, default=0) + px(40), max([*roles, px(46)]) + px(8))
        bar = self.grid.verticalScrollBar()
        self._load_row.setContentsMargins(0, 0, bar.width() if bar.isVisible() else 0, 0)
        self.load_table.take_widths()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the choice of reading beside the buttons when there is room for it."""
        super().resizeEvent(event)
        self.purpose_label.setVisible(self.height() >= px(360))
        self.fit_heading()
        roomy = self.width() >= px(1000)
        if roomy and self._actions.indexOf(self.reading_button) < 0:
            self._actions.insertWidget(0, self.reading_button)
            QWidget.setTabOrder(self.reading_button, self.add_button)
            QWidget.setTabOrder(self.add_button, self.print_button)
            QWidget.setTabOrder(self.print_button, self.tools)
        elif not roomy and self._actions.indexOf(self.reading_button) >= 0:
            self.top.legend.take(self.reading_button)
            QWidget.setTabOrder(self.tools, self.reading_button)

    def focus_field(self, key: str) -> bool:
        """Put the caret on a cell, a line or a role."""
        table, _dot, rest = key.partition(".")
        ids = [int(part) for part in rest.split(".") if part.isdigit()]
        if table == _ROLE and ids:
            return self.go_to(-1, self.column_of(ids[0]))
        if table in {_LINE, _CELL} and ids:
            column = self.column_of(ids[1]) if len(ids) > 1 else 0
            return self.go_to(self.model.place_of(ids[0]), column)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        return table in {"", self.slug, _LINE, _CELL, _ROLE}

    def current_field(self) -> str:
        """Return the key of the cell or line that has the caret."""
        index = self.grid.currentIndex()
        if not self.grid.hasFocus() or not index.isValid():
            return ""
        activite = self.model.row_at(index).activite
        if activite is None:
            return ""
        if index.column() == 0:
            return f"{_LINE}.{activite.id}"
        return f"{_CELL}.{activite.id}.{self.view.roles[index.column() - 1].role.id}"

    def column_of(self, role_id: int | None) -> int:
        """Return the column of a role, −1 when it is not shown."""
        ids = [shown.role.id for shown in self.view.roles]
        return ids.index(role_id) + 1 if role_id in ids else -1

    def go_to(self, place: int, column: int) -> bool:
        """Put the caret on a cell, or on the header of a column when `place` is −1."""
        if column < 0:
            return False
        if place < 0:
            self.grid.header.move_to(column)
            self.grid.header.setFocus(Qt.FocusReason.OtherFocusReason)
            return column > 0
        self.grid.go_to(self.model.index(place, column))
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def reselect(self, ids: Sequence[int], column: int) -> None:
        """Select activities again in a column, after they moved."""
        places = sorted(self.model.place_of(activite_id) for activite_id in ids)
        self.grid.go_to(self.model.index(places[0], column))
        for place in places[1:]:
            flag = QItemSelectionModel.SelectionFlag.Select
            self.grid.selectionModel().select(self.model.index(place, column), flag)

    def selected(self) -> list[QModelIndex]:
        """Return the selected cells, else the one of the caret; none in an empty matrix."""
        caret = self.grid.currentIndex()
        return self.grid.selectedIndexes() or ([caret] if caret.isValid() else [])

    def _on_empty(self) -> None:
        if all(index.column() == 0 for index in self.selected()):
            self.lines.ask_deletion()
        else:
            self.cells.empty()

    def open_cell(self, index: QModelIndex) -> None:
        """Open the popup of a cell, or the editor of a title."""
        if self.session.read_only:
            return
        if index.column() == 0:
            self.grid.rename(index)
        else:
            self.cells.open(index)

    def _on_menu(self, place: QPoint) -> None:
        self.context_menu(self.grid.currentIndex()).popup(place)

    def context_menu(self, index: QModelIndex) -> QMenu:
        """Return the menu of the selection, whose caret is on `index`."""
        return cell_menu(self, index)

    def edit_role_here(self) -> None:
        """Ask what becomes of the role of the caret."""
        self.roles.edit(self.grid.currentIndex().column())

    def rename_here(self) -> None:
        """Open the editor of the title of the caret's line."""
        self.grid.rename(self.grid.currentIndex().siblingAtColumn(0))

    def _on_reading(self, lecture: LectureRaci) -> None:
        self.run(UpdateDossier(lecture_raci=lecture))

    def _start_words(self) -> str:
        if self.model.roles:
            return _("Ajouter une activité")
        if self.session.snapshot.dossier.piste is None:
            return _("Dire votre situation")
        return _("Préparer la matrice")

    def _on_start(self) -> None:
        if self.model.roles:
            self.lines.ask()
        elif self.session.snapshot.dossier.piste is None:
            self.navigate.emit("etablissement", "dossier.piste")
        else:
            self.run(PrepareDossier())

    def _on_print(self) -> None:
        self.print_requested.emit(self.slug)

    def _on_workshop(self) -> None:
        self.print_requested.emit("raci-atelier")

    def _on_missions(self) -> None:
        self.print_requested.emit("fiches-mission")

    def _on_workbook(self) -> None:
        self.export_requested.emit(self.slug, DocumentFormat.XLSX)

    def run(self, operation: Operation) -> None:
        """Run an operation; what a rule refuses is said."""
        try:
            self.session.run(operation)
        except RegleInvalide as error:
            self.session.refused.emit(self.session.sentence(error))
