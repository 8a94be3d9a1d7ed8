"""The RACI matrix: who answers for, does, is consulted on, is told of each activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from cpom_desktop.domain.raci import Sens, meaning_of
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import (
    AddRaciActivite,
    DeleteRaciActivites,
    PrepareDossier,
    UpdateDossier,
    UpdateRaciRole,
)
from cpom_desktop.services.queries.raci import TABLES, raci_phases, raci_view
from ui.attempt import Attempt
from ui.kit.buttons import SecondaryButton
from ui.kit.cards import Card
from ui.kit.dialogs import QuestionDialog
from ui.kit.edit_menu import add_cell_history
from ui.kit.page import Page
from ui.kit.raci_dialogs import ActivityDialog, HolderDialog
from ui.kit.raci_grid import LoadTable, RaciGrid
from ui.kit.raci_legend import RaciTop
from ui.kit.raci_popup import RaciPopup
from ui.kit.states import EmptyState
from ui.models.base import from_tsv, to_tsv
from ui.models.raci import RaciModel
from ui.models.raci_lines import acteur_choices, deletion_words
from ui.models.raci_load import LoadModel
from ui.session import touched
from ui.theme.fonts import body_font
from ui.theme.theme import px

if TYPE_CHECKING:
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
        self.reload(None, force=True)

    def _fill_header(self) -> None:
        self.add_button = SecondaryButton(_("Ajouter une activité"), icon_name="plus")
        self.add_button.clicked.connect(self.ask_activity)
        self.print_button = SecondaryButton(_("Imprimer"), icon_name="printer")
        self.print_button.clicked.connect(self._on_print)
        for button in (self.add_button, self.print_button):
            self.add_action(button)

    def _fill_top(self) -> None:
        self.top = RaciTop()
        self.reading_button, self.findings = self.top.reading, self.top.findings
        self.reading_button.chosen.connect(self._on_reading)
        self.findings.asked.connect(self.go_to_finding)
        self.body.addWidget(self.top)

    def _fill_body(self) -> None:
        self.grid = RaciGrid(_("Matrice RACI"), _("Rôles et titulaires"))
        self.grid.setModel(self.model)
        self.load_table = LoadTable(_("Charge par rôle"), self.grid)
        self.load_table.setModel(self.loads)
        self._connect_grid()
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

    def _connect_grid(self) -> None:
        grid = self.grid
        grid.lettered.connect(self._on_letter)
        grid.emptied.connect(self._on_empty)
        grid.opened.connect(self.open_cell)
        grid.filled_down.connect(self._on_fill_down)
        grid.copy_asked.connect(self._on_copy)
        grid.paste_asked.connect(self._on_paste)
        grid.menu_asked.connect(self._on_menu)
        grid.holder_asked.connect(self.ask_holder)
        grid.resized.connect(self._lay_columns)

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
        roles = [strong.horizontalAdvance(r.role.abrege) for r in self.view.roles]
        self.grid.fit_columns(max(lines, default=0) + px(40), max([*roles, px(46)]) + px(8))
        bar = self.grid.verticalScrollBar()
        self._load_row.setContentsMargins(0, 0, bar.width() if bar.isVisible() else 0, 0)
        self.load_table.take_widths()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the choice of reading beside the buttons when there is room for it."""
        super().resizeEvent(event)
        roomy = self.width() >= px(1000)
        if roomy and self._actions.indexOf(self.reading_button) < 0:
            self._actions.insertWidget(0, self.reading_button)
            QWidget.setTabOrder(self.reading_button, self.add_button)
            QWidget.setTabOrder(self.add_button, self.print_button)
        elif not roomy and self._actions.indexOf(self.reading_button) >= 0:
            self.top.legend.take(self.reading_button)
            QWidget.setTabOrder(self.print_button, self.reading_button)

    def focus_field(self, key: str) -> bool:
        """Put the caret on a cell, a line or a role."""
        table, _dot, rest = key.partition(".")
        ids = [int(part) for part in rest.split(".") if part.isdigit()]
        if table == _ROLE and ids:
            return self._go_to(-1, self._column_of(ids[0]))
        if table in {_LINE, _CELL} and ids:
            column = self._column_of(ids[1]) if len(ids) > 1 else 0
            return self._go_to(self.model.place_of(ids[0]), column)
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

    def _column_of(self, role_id: int) -> int:
        ids = [shown.role.id for shown in self.view.roles]
        return ids.index(role_id) + 1 if role_id in ids else -1

    def _go_to(self, place: int, column: int) -> bool:
        if column < 0:
            return False
        if place < 0:
            self.grid.header.move_to(column)
            self.grid.header.setFocus(Qt.FocusReason.OtherFocusReason)
            return column > 0
        self.grid.go_to(self.model.index(place, column))
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def go_to_finding(self, place: int) -> None:
        """Put the caret where a finding is: its line, the fault itself, or its column."""
        constat = self.view.findings[place].constat
        roles = constat.roles or ((constat.role_id,) if constat.role_id else ())
        column = self._column_of(roles[-1]) if roles else 0
        line = self.model.place_of(constat.activite_id) if constat.activite_id else -1
        self._go_to(line, column)

    def _selected(self) -> list[QModelIndex]:
        return self.grid.selectedIndexes() or [self.grid.currentIndex()]

    def _on_letter(self, letter: str) -> None:
        sens = meaning_of(letter, self.view.lecture)
        if sens is not None:
            self.model.toggle(self._selected(), sens)

    def _on_empty(self) -> None:
        selected = self._selected()
        if all(index.column() == 0 for index in selected):
            self.ask_deletion()
        else:
            self.model.empty(selected)

    def _on_fill_down(self) -> None:
        self.model.fill_down(self._selected())

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(to_tsv(self._selected()))

    def _on_paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if text:
            self.model.paste(self._selected(), from_tsv(text))

    def open_cell(self, index: QModelIndex) -> None:
        """Open the popup of a cell, or the editor of a title."""
        if self.session.read_only:
            return
        if index.column() == 0:
            self.grid.rename(index)
            return
        if index != self.grid.currentIndex():
            self.grid.go_to(index)
        self.popup = RaciPopup(self.view.lecture, self)
        self.popup.toggled.connect(self._on_popup_toggled)
        self.popup.emptied.connect(self._on_popup_emptied)
        self.popup.closed.connect(self.grid.drop_ring)
        self.grid.hold_ring()
        self.popup.show_meanings(self.model.meanings_at(index))
        cell = self.grid.visualRect(index)
        corner = self.grid.viewport().mapToGlobal(cell.topLeft())
        self.popup.open_at(QRect(corner, cell.size()))

    def _on_popup_toggled(self, sens: Sens) -> None:
        self.model.toggle(self._selected(), sens)
        self.popup.show_meanings(self.model.meanings_at(self.grid.currentIndex()))

    def _on_popup_emptied(self) -> None:
        self.model.empty(self._selected())

    def _on_menu(self, place: QPoint) -> None:
        self.context_menu(self.grid.currentIndex()).popup(place)

    def context_menu(self, index: QModelIndex) -> QMenu:
        """Return the menu of the selection, whose caret is on `index`."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        writable = not self.session.read_only
        on_role = index.column() > 0
        rename = _("Renommer l'activité…")
        menu.addAction(_("Copier") + "\tCtrl+C", self._on_copy)
        for words, slot, wanted in (
            (_("Coller") + "\tCtrl+V", self._on_paste, True),
            (_("Recopier vers le bas") + "\tCtrl+D", self._on_fill_down, on_role),
            (_("Vider") + "\t" + _("Suppr"), self._on_empty, on_role),
            ("", None, True),
            (_("Choisir le titulaire du rôle…"), self._on_menu_holder, on_role),
            (rename if on_role else rename + "\tF2", self._on_menu_rename, True),
            (_("Supprimer l'activité…"), self.ask_deletion, True),
        ):
            if slot is None:
                menu.addSeparator()
            else:
                menu.addAction(words, slot).setEnabled(writable and wanted)
        add_cell_history(menu, self.grid)
        return menu

    def _on_menu_holder(self) -> None:
        self.ask_holder(self.grid.currentIndex().column())

    def _on_menu_rename(self) -> None:
        self.grid.rename(self.grid.currentIndex().siblingAtColumn(0))

    def ask_activity(self) -> None:
        """Ask for a new activity."""
        phases = tuple(raci_phases(self.session.content).items())
        self.dialog = ActivityDialog(phases, self._current_phase(), self)
        self._attempt = Attempt(self.session, self.dialog, self.dialog.show_error)
        self.dialog.submitted.connect(self._on_activity)
        self.dialog.open()

    def _current_phase(self) -> str:
        index = self.grid.currentIndex()
        activite = self.model.row_at(index).activite if index.isValid() else None
        return activite.phase if activite else next(iter(raci_phases(self.session.content)), "")

    def _on_activity(self, phase: str, titre: str) -> None:
        outcome = self._attempt.run(AddRaciActivite(phase=phase, titre=titre))
        if outcome is not None:
            self._go_to(self.model.place_of(outcome.result), 1)

    def ask_holder(self, column: int) -> None:
        """Ask who holds the role of a column."""
        if self.session.read_only or not 0 < column <= len(self.view.roles):
            return
        role = self.view.roles[column - 1].role
        acteurs = acteur_choices(self.session.snapshot.acteurs)
        self._holder_of = role.id
        self.holder_dialog = HolderDialog(role.libelle, acteurs, role.acteur_id, self)
        self.holder_dialog.submitted.connect(self._on_holder)
        self.holder_dialog.open()

    def _on_holder(self, acteur_id: int | None) -> None:
        self._run(UpdateRaciRole(id=self._holder_of, acteur_id=acteur_id))

    def ask_deletion(self) -> None:
        """Ask before deleting the selected activities."""
        self._condemned = self.model.activites_at(self._selected())
        count = len(self._condemned)
        if self.session.read_only or not count:
            return
        self.question = QuestionDialog(
            ngettext("Supprimer cette activité ?", "Supprimer ces {n} activités ?", count),
            deletion_words(self.view, self._condemned),
            action_label=ngettext("Supprimer l'activité", "Supprimer les {n} activités", count),
            safe_label=_("Conserver"),
            destructive=True,
            parent=self,
        )
        self.question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.question.accepted.connect(self._on_delete)
        self.question.open()

    def _on_delete(self) -> None:
        self._run(DeleteRaciActivites(ids=[activite.id for activite in self._condemned]))
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reading(self, lecture: LectureRaci) -> None:
        self._run(UpdateDossier(lecture_raci=lecture))

    def _start_words(self) -> str:
        if self.model.roles:
            return _("Ajouter une activité")
        if self.session.snapshot.dossier.piste is None:
            return _("Dire votre situation")
        return _("Préparer la matrice")

    def _on_start(self) -> None:
        if self.model.roles:
            self.ask_activity()
        elif self.session.snapshot.dossier.piste is None:
            self.navigate.emit("etablissement", "dossier.piste")
        else:
            self._run(PrepareDossier())

    def _on_print(self) -> None:
        self.print_requested.emit(self.slug)

    def _run(self, operation: Operation) -> None:
        try:
            self.session.run(operation)
        except RegleInvalide as error:
            self.session.refused.emit(self.session.sentence(error))
