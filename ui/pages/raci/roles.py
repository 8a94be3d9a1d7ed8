"""What is done to the roles of the matrix: added, named, held by someone, moved, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from cpom_desktop.i18n import _
from cpom_desktop.services.operations import (
    AddRaciRole,
    DeleteRaciRoles,
    MoveRaciRoles,
    UpdateRaciRole,
)
from cpom_desktop.services.queries.personnes import persons
from ui.attempt import Attempt
from ui.kit.dialogs import QuestionDialog
from ui.kit.raci_dialogs import RoleDialog
from ui.models.raci_lines import acteur_choices, role_deletion_words

if TYPE_CHECKING:
    from cpom_desktop.domain.raci import RaciRole
    from ui.pages.raci.page import RaciPage


class Roles(QObject):
    """Gestures on the roles of a page; each is one step to undo."""

    def __init__(self, page: RaciPage) -> None:
        super().__init__(page)
        self._page = page
        self._edited: RaciRole | None = None
        self._column = 0
        grid = page.grid
        grid.holder_asked.connect(self.edit)
        grid.role_moved.connect(self.move)
        grid.header.deletion_asked.connect(self.ask_deletion)
        grid.header.menu_asked.connect(self.open_menu)

    def role_at(self, column: int) -> RaciRole | None:
        """Return the role of a column; None on the titles."""
        roles = self._page.view.roles
        return roles[column - 1].role if 0 < column <= len(roles) else None

    def ask(self) -> None:
        """Ask for a new role."""
        self._open(None)

    def edit(self, column: int) -> None:
        """Ask what a role is called and who holds it."""
        role = self.role_at(column)
        if role is not None:
            self._open(role)

    def _open(self, role: RaciRole | None) -> None:
        page = self._page
        if page.session.read_only:
            return
        self._edited = role
        self.dialog = RoleDialog(acteur_choices(page.session.snapshot.acteurs), page, role)
        self._attempt = Attempt(page.session, self.dialog, self.dialog.show_error)
        self.dialog.submitted.connect(self._on_submitted)
        self.dialog.open()

    def _on_submitted(self, libelle: str, abrege: str, acteur_id: int | None) -> None:
        values = {"libelle": libelle, "abrege": abrege, "acteur_id": acteur_id}
        if self._edited is not None:
            self._attempt.run(UpdateRaciRole(id=self._edited.id, **values))  # type: ignore[arg-type]
            return
        outcome = self._attempt.run(AddRaciRole(**values))  # type: ignore[arg-type]
        if outcome is not None:
            self._page.go_to(-1, len(self._page.view.roles))

    def move(self, column: int, step: int) -> None:
        """Move a role one column to the left or to the right."""
        roles = [shown.role for shown in self._page.view.roles]
        place, role = column - 1 + step, self.role_at(column)
        if self._page.session.read_only or role is None or not 0 <= place < len(roles):
            return
        rest = [each for each in roles if each is not role]
        before = rest[place].id if place < len(rest) else None
        in_header, line = self._page.grid.header.hasFocus(), self._page.grid.currentIndex().row()
        self._page.run(MoveRaciRoles(ids=[role.id], avant=before))
        self._page.go_to(-1 if in_header else line, column + step)

    def ask_deletion(self, column: int) -> None:
        """Ask before deleting a role."""
        page, role = self._page, self.role_at(column)
        if page.session.read_only or role is None:
            return
        self._edited = role
        self.question = QuestionDialog(
            _("Supprimer le rôle « {role} » ?", role=role.libelle),
            role_deletion_words(page.view, role),
            action_label=_("Supprimer le rôle"),
            safe_label=_("Conserver"),
            destructive=True,
            parent=page,
        )
        self.question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.question.accepted.connect(self._on_delete)
        self.question.open()

    def _on_delete(self) -> None:
        if self._edited is not None:
            self._page.run(DeleteRaciRoles(ids=[self._edited.id]))
            self._page.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_menu(self, column: int, place: QPoint) -> None:
        """Open the menu of a role."""
        self.menu(column).popup(place)

    def menu(self, column: int) -> QMenu:
        """Return the menu of a role."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._column, last = column, len(self._page.view.roles)
        writable = not self._page.session.read_only
        for words, slot, wanted in (
            (_("Modifier le rôle…") + "\tF2", self._on_edit, True),
            (_("Déplacer à gauche") + "\t" + _("Alt+Maj+←"), self._on_left, column > 1),
            (_("Déplacer à droite") + "\t" + _("Alt+Maj+→"), self._on_right, column < last),
            (_("Ajouter un rôle…"), self.ask, True),
            (_("Supprimer le rôle…") + "\t" + _("Suppr"), self._on_deletion, True),
        ):
            menu.addAction(words, slot).setEnabled(writable and wanted)
        menu.addSeparator()
        menu.addAction(_("Fiche mission"), self._on_mission)
        return menu

    def _on_edit(self) -> None:
        self.edit(self._column)

    def _on_left(self) -> None:
        self.move(self._column, -1)

    def _on_right(self) -> None:
        self.move(self._column, 1)

    def _on_mission(self) -> None:
        """Lead to the sheet of who holds the role, to all of them when nobody does."""
        role = self.role_at(self._column)
        same = persons(self._page.session.snapshot)
        person = same.get(role.acteur_id or 0) if role is not None else None
        self._page.print_requested.emit(f"fiche-mission-{person}" if person else "fiches-mission")

    def _on_deletion(self) -> None:
        self.ask_deletion(self._column)
