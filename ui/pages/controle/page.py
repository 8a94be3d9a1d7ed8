"""Page « Contrôle du dossier »: what does not hold together, why, and the way to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.anomalies.controle import controle
from cpom_desktop.services.anomalies.vue import destination
from cpom_desktop.services.operations import AssumeAnomalie
from cpom_desktop.services.queries.reunion import next_reunion, reunion_name
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.page import Page
from ui.kit.states import EmptyState
from ui.kit.toast import Toast
from ui.pages.controle.counters import Counters
from ui.pages.controle.list import ControleList
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.anomalies.controle import Anomalie, Controle
    from cpom_desktop.services.changes import Changes
    from ui.session import Session

DOCUMENT = "controle-dossier"
LEAST_HEIGHT = 400
"""Pixels at 100 % under which there is room for the list only."""


class ControlePage(Page):
    """The points to mend, those kept with a reason, the rules that hold."""

    slug = "controle"
    wide = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.found = self._read()
        self.counters = Counters()
        self.list = ControleList(read_only=session.read_only)
        self.pile = QStackedWidget()
        self.toast = Toast(self.pile)
        self._build()
        self._connect()
        self._show()

    def _build(self) -> None:
        self.print_button = SecondaryButton(_("Imprimer la liste"), icon_name="printer")
        self.first_button = PrimaryButton(_("Corriger le premier point"), icon_name="arrow-right")
        self.add_action(self.print_button)
        self.add_action(self.first_button)
        self.body.addWidget(self.counters)
        self.pile.addWidget(self.list)
        self.pile.addWidget(self._empty_state())
        self.body.addWidget(self.pile, 1)

    def _empty_state(self) -> EmptyState:
        empty = EmptyState(
            "circle-check",
            _("Rien à corriger"),
            _(
                "Toutes les règles tiennent. Le contrôle se refait à chaque modification, et "
                "avant chaque document qui part."
            ),
            _("Voir les contrôles tenus"),
            primary=False,
        )
        if empty.button is not None:
            empty.button.set_icon("list-checks", "texte")
        empty.triggered.connect(self._show_held)
        return empty

    def _connect(self) -> None:
        self.print_button.clicked.connect(self._on_print)
        self.first_button.clicked.connect(self.open_first)
        self.list.filtered.connect(self._on_filtered)
        self.list.view.opened.connect(self.open_current)
        self.list.view.delete_asked.connect(self.ignore)
        self.list.view.menu_asked.connect(self.show_menu)
        self.list.panel.open_asked.connect(self.open_current)
        self.list.panel.ignore_asked.connect(self.ignore)
        self.list.panel.withdraw_asked.connect(self.withdraw)

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Ask again the rules of what changed; the point chosen stays, or the next follows."""
        del changes, force
        self.found = self._read()
        self._show()

    def focus_field(self, key: str) -> bool:
        """Choose the point of « controle.raci-sans-responsable:14: »."""
        table, _dot, cle = key.partition(".")
        if table != self.slug:
            return False
        self._show_list()
        found = self.list.reveal(cle)
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return found

    def current_field(self) -> str:
        """Return the point chosen, so that she finds it again."""
        cle = self.list.current_key()
        return f"{self.slug}.{cle}" if cle else ""

    def focus_first(self) -> None:
        """Put the caret on the list, else on what the page offers."""
        if self.list.isVisibleTo(self) and self.list.model.rowCount():
            self.list.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what the chips tell too where the height lacks: the list comes first."""
        roomy = self.height() >= px(LEAST_HEIGHT)
        self.counters.setVisible(roomy)
        self.purpose_label.setVisible(roomy)
        super().resizeEvent(event)

    # --- showing

    def _read(self) -> Controle:
        workspace = self._session.workspace
        return controle(workspace.snapshot, workspace.content, workspace.today)

    def _show(self) -> None:
        self.counters.show_controle(self.found, self._next_meeting())
        self.list.show_controle(self.found)
        self.first_button.setVisible(self._first() is not None)
        nothing = not self.found.anomalies and not self.found.ignorees
        self.pile.setCurrentIndex(1 if nothing else 0)

    def _next_meeting(self) -> str:
        snapshot = self._session.snapshot
        found = next_reunion(snapshot, self._session.content)
        return _("le {reunion}", reunion=reunion_name(snapshot, found)) if found else ""

    def _show_list(self) -> None:
        self.pile.setCurrentIndex(0)

    def _show_held(self) -> None:
        from cpom_desktop.services.anomalies.vue import Part  # noqa: PLC0415 - when asked

        self._show_list()
        self.list.chips.choose(Part.TENUS)
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_filtered(self) -> None:
        self.list.show_controle(self.found)

    # --- what she does

    def _first(self) -> Anomalie | None:
        """Return the gravest point that has somewhere to be mended."""
        return next((a for a in self.found.anomalies if destination(a.releve).page), None)

    def open_first(self) -> None:
        """Go where the gravest point is mended."""
        self._open(self._first())

    def open_current(self) -> None:
        """Go where the point chosen is mended."""
        self._open(self.list.current())

    def _open(self, point: Anomalie | None) -> None:
        if point is None:
            return
        place = destination(point.releve)
        if place.page:
            self.list.view.choose(point.cle)
            self.navigate.emit(*place)

    def show_menu(self, where: QPoint) -> None:
        """Offer what may be done of the point chosen."""
        menu = self.menu()
        if not menu.isEmpty():
            menu.popup(where)

    def menu(self) -> QMenu:
        """Return what may be done of the point chosen."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        point = self.list.current()
        if point is None:
            return menu
        if destination(point.releve).page:
            menu.addAction(_("Aller au champ"), self.open_current)
        if self._session.read_only:
            return menu
        if point.motif:
            menu.addAction(_("Changer la raison…"), self.ignore)
            menu.addAction(_("Ne plus ignorer"), self.withdraw)
        else:
            menu.addAction(_("Ignorer, avec une raison…"), self.ignore)
        return menu

    def ignore(self) -> None:
        """Ask why the point is kept as it is."""
        point = self.list.current()
        if point is None or self._session.read_only:
            return
        from ui.pages.controle.dialogs import IgnoreDialog  # noqa: PLC0415 - when asked

        dialog = IgnoreDialog(self._session, point, self)
        done = dialog.exec()
        dialog.deleteLater()
        if done:
            told = _("Point ignoré : il reste dans la liste imprimée, avec votre raison.")
            self.toast.show_message(told, _("Annuler"), self._session.undo)

    def withdraw(self) -> None:
        """Keep the point no more: it is to mend again."""
        point = self.list.current()
        if point is None or not point.motif or self._session.read_only:
            return
        if self._session.attempt(AssumeAnomalie(cle=point.cle, motif="")) is not None:
            told = _("Ce point est de nouveau à corriger.")
            self.toast.show_message(told, _("Annuler"), self._session.undo)

    def _on_print(self) -> None:
        self.print_requested.emit(DOCUMENT)
