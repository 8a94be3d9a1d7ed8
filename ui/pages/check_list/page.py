"""Page « Check-list »: three sheets in one place. Picture 18."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop.domain.controles import EtatControle, ListeControle
from cpom_desktop.i18n import _
from cpom_desktop.services.operations.reprise_kit import PartieKit
from cpom_desktop.services.parcours import PAGES
from cpom_desktop.services.queries import fiche_role
from cpom_desktop.services.queries.controles import TABLES, check_list
from ui.kit.list_panel_page import ListPanelPage, hold_width, neighbour
from ui.kit.states import EmptyState
from ui.kit.toast import Toast
from ui.pages.check_list.actions import SheetActions
from ui.pages.check_list.fiche import FicheRole
from ui.pages.check_list.gestes import Gestes
from ui.pages.check_list.list import CheckListList
from ui.pages.check_list.panel import PointPanel
from ui.pages.check_list.top import FICHE, TopBar
from ui.session import touched
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent

    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.queries.controles import CheckList
    from cpom_desktop.services.queries.controles_types import PointLu
    from ui.session import Session

DOCUMENTS: Mapping[str, str] = {
    ListeControle.CPOM: "check-list",
    ListeControle.LANCEMENT: "check-list-lancement",
    FICHE: "fiche-role-referent",
}
"""What is on the screen → the document that prints it."""
LEAST = 240
"""Height at 100 % under which the page scrolls; without room for both, the panel takes the
place of the list."""


class CheckListPage(ListPanelPage):
    """The check-list of the procedure, that of the launch meeting, and the role sheet."""

    slug = "check-list"
    side_by_side = 720

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._current: dict[ListeControle, int] = {}
        self._opened = False
        self._liste = ListeControle.CPOM
        self.found = self._read()
        self.top = TopBar()
        self.list = CheckListList()
        self.panel = PointPanel(session)
        self.fiche = FicheRole(session)
        self.pile = QStackedWidget()
        self.toast = Toast(self.pile)
        self.gestes = Gestes(session, self)
        self.sheet_actions = SheetActions(self, writes=not session.read_only)
        self._build_body()
        self._connect()
        self._show()
        self._choose(next(iter(self.list.shown()), 0))
        self._fit()

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the sheet again; the point chosen stays, or its neighbour follows."""
        if not touched(changes, *TABLES, *fiche_role.TABLES):
            return
        before = self.list.shown()
        self.found = self._read()
        self._show(force=force)
        if self._chosen not in self.list.shown():
            self._choose(self._neighbour(before))
        else:
            self.panel.show_point(self._point(), force=force)

    def focus_field(self, key: str) -> bool:
        """Show the sheet of « controles.12.note » or « rubriques.3.texte », and its field."""
        table, _dot, rest = key.partition(".")
        ident, _dot, name = rest.partition(".")
        if table == "rubriques" and ident.isdecimal():
            self.show_sheet(FICHE)
            return self.fiche.focus_field(f"rubriques.{ident}.texte")
        liste = self._liste_of(int(ident)) if table == "controles" and ident.isdecimal() else None
        if liste is None:
            return False
        self.show_sheet(liste)
        self.list.reveal(int(ident))
        self._choose(int(ident))
        if name in {"", "etat", "texte", "etape"}:
            self._back_to_list()
        else:
            self.open_panel(name)
        return True

    def current_field(self) -> str:
        """Return the key of the field that has the caret, else that of the point chosen."""
        if self._sheet == FICHE:
            return self.fiche.current_field()
        return self.panel.current_field() or (f"controles.{self._chosen}" if self._chosen else "")

    def place_detail(self) -> str:
        """Return which sheet is shown."""
        if self._sheet == FICHE:
            return _("Fiche rôle du référent")
        launch = self._liste is ListeControle.LANCEMENT
        return _("Réunion de lancement") if launch else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Come back from the panel to the list on Échap, then put the panel away."""
        if event.key() == Qt.Key.Key_Escape and self._opened:
            if self.panel.has_caret() and self._beside():
                self._back_to_list()
            else:
                self.close_panel()
            return
        super().keyPressEvent(event)

    # --- building

    def _build_body(self) -> None:
        self.body.setSpacing(px(8))
        self.body.addWidget(self.top)
        self.place(self.list, self.panel, rows=self.list.view)
        self.panel.hide()
        self.pile.addWidget(self._area)
        self.pile.addWidget(self.fiche)
        self.pile.addWidget(self._build_empty())
        self.body.addWidget(self.pile, 1)

    def _build_empty(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        self.empty = EmptyState(
            "list-checks",
            _("Cette feuille est vide"),
            _("Reprenez les points proposés d'après le kit : vous les adapterez ensuite."),
            "" if self._session.read_only else _("Reprendre les points du kit"),
            primary=False,
        )
        self.empty.triggered.connect(self.copy_from_kit)
        column.addWidget(self.empty)
        column.addStretch(1)
        return holder

    def _connect(self) -> None:
        self.top.chosen.connect(self.show_sheet)
        self.list.chosen.connect(self._choose)
        self.list.filtered.connect(self._on_filtered)
        view, panel = self.list.view, self.panel
        view.opened.connect(self.open_panel)
        view.menu_asked.connect(self._on_menu)
        for source in (view, panel):
            source.tick_asked.connect(self.toggle)
            source.aside_asked.connect(self.set_aside)
            source.why_asked.connect(self.go_to_datum)
            source.delete_asked.connect(self.delete)
        panel.back_asked.connect(self.leave_to_dossier)
        panel.closed.connect(self.close_panel)
        self.sheet_actions.print_asked.connect(self._on_print)
        self.sheet_actions.blank_asked.connect(self._on_print_blank)
        self.sheet_actions.add_asked.connect(self.add)
        self.sheet_actions.kit_asked.connect(self.copy_from_kit)
        self.fiche.opened.connect(self.navigate)
        self.fiche.rename_asked.connect(self.gestes.rename)
        self.fiche.delete_asked.connect(self.gestes.delete_heading)
        self.gestes.made.connect(self.focus_field)
        self.gestes.told.connect(self._tell)

    def _fit_columns(self) -> None:
        self.top.fit()
        self.panel.setVisible(self._opened)
        self.list.setVisible(not self._opened or self._beside())
        self.list.setMinimumHeight(px(LEAST))
        self.panel.setMinimumHeight(0 if self._beside() else px(LEAST))
        hold_width(self.panel, self.panel_width, held=self._beside())

    # --- showing

    @property
    def _sheet(self) -> str:
        """The sheet shown: a `ListeControle`, or `FICHE`."""
        return FICHE if self.top.sheets.value() == FICHE else self._liste

    def show_sheet(self, sheet: str) -> None:
        """Show a list, or the role sheet."""
        if sheet != FICHE:
            self._liste = ListeControle(sheet)
        self.top.sheets.set_value(FICHE if sheet == FICHE else self._liste.value)
        self.found = self._read()
        self._show()
        if sheet != FICHE:
            shown = self.list.shown()
            self._choose(self._chosen if self._chosen in shown else next(iter(shown), 0))
        self._fit()
        self.place_changed.emit()

    def _read(self) -> CheckList:
        workspace = self._session.workspace
        return check_list(workspace.snapshot, self._liste, workspace.content, workspace.today)

    def _show(self, *, force: bool = False) -> None:
        self.list.show_list(self.found, self._chosen)
        self.fiche.reload(force=force)
        on_fiche = self._sheet == FICHE
        self.top.progress.setVisible(not on_fiche and bool(self.found.points))
        self.top.show_progress(self.found)
        self.sheet_actions.show_for(on_fiche=on_fiche)
        headings = fiche_role.rubriques(self._session.snapshot)
        bare = not (headings if on_fiche else self.found.points)
        self.pile.setCurrentIndex(2 if bare else int(on_fiche))

    def _on_filtered(self) -> None:
        before = [self._chosen]
        self._show()
        if self._chosen not in self.list.shown():
            self._choose(self._neighbour(before))

    @property
    def _chosen(self) -> int:
        return self._current.get(self._liste, 0)

    def _choose(self, point_id: int) -> None:
        self._current[self._liste] = point_id
        self.panel.show_point(self._point())
        self.list.view.choose(point_id)

    def _neighbour(self, before: Sequence[int]) -> int:
        return neighbour(self._chosen, before, self.list.shown()) or 0

    def _point(self) -> PointLu | None:
        return self.found.point(self._chosen)

    def _liste_of(self, point_id: int) -> ListeControle | None:
        rows = self._session.snapshot.controles
        return next((row.liste for row in rows if row.id == point_id), None)

    def _swap(self) -> None:
        if self._sheet == FICHE:
            return
        if self.panel.has_caret() and self._beside():
            self._back_to_list()
        else:
            self.open_panel()

    def open_panel(self, name: str = "") -> None:
        """Open the detail of the point chosen, and go to a field."""
        if self._point() is None:
            return
        self._opened = True
        self._fit()
        self.panel.focus_field(name)

    def close_panel(self) -> None:
        """Put the detail away."""
        self._opened = False
        self._fit()
        self._back_to_list()

    # --- what she does

    def add(self) -> None:
        """Ask for a point, or a heading, then show it."""
        if self._sheet == FICHE:
            self.gestes.add_heading()
            return
        point = self._point()
        self.gestes.add_point(self._liste, point.row.etape if point else "")

    def toggle(self) -> None:
        """Tick the point chosen by hand, or untick it."""
        self._do(self.gestes.toggle)

    def set_aside(self) -> None:
        """Say that the point chosen does not concern her, and why."""
        self._do(partial(self.gestes.ask_why, etat=EtatControle.SANS_OBJET))

    def leave_to_dossier(self) -> None:
        """Let the dossier answer again."""
        self._do(self.gestes.leave_to_dossier)

    def delete(self) -> None:
        """Delete the point chosen."""
        self._do(self.gestes.delete)

    def _do(self, gesture: Callable[[PointLu], None]) -> None:
        point = self._point()
        if point is None or self._session.read_only:
            return
        from_list = not self.panel.has_caret()
        gesture(point)
        if from_list:
            self._back_to_list()

    def go_to_datum(self) -> None:
        """Go where the datum is, or is to be filled."""
        point = self._point()
        if point is not None and point.trouve is not None and point.trouve.page in PAGES:
            self.navigate.emit(point.trouve.page, point.trouve.champ)

    def copy_from_kit(self) -> None:
        """Copy what the kit proposes for this sheet."""
        on_fiche = self._sheet == FICHE
        self.gestes.copy_from_kit(PartieKit.RUBRIQUES if on_fiche else PartieKit.CONTROLES)

    def _tell(self, told: str) -> None:
        self.toast.show_message(told, _("Annuler"), self._session.undo)

    def _on_print_blank(self) -> None:
        self.print_requested.emit(f"{DOCUMENTS[self._liste]}-vierge")

    def _on_menu(self, place: QPoint) -> None:
        if self._point() is not None and not self._session.read_only:
            self.panel.more.menu().popup(place)

    def _on_print(self) -> None:
        self.print_requested.emit(DOCUMENTS[self._sheet])
