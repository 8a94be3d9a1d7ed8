"""What is done to the activities of the matrix: added, changed, moved, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import (
    AddRaciActivite,
    DeleteRaciActivites,
    MoveRaciActivites,
    UpdateRaciActivite,
)
from cpom_desktop.services.queries.raci import raci_phases
from ui.attempt import Attempt
from ui.kit.dialogs import QuestionDialog
from ui.kit.raci_dialogs import ActivityDialog
from ui.models.raci_lines import deletion_words

if TYPE_CHECKING:
    from cpom_desktop.domain.raci import RaciActivite
    from ui.pages.raci.page import RaciPage


class Lines(QObject):
    """Gestures on the activities of a page; each is one step to undo."""

    def __init__(self, page: RaciPage) -> None:
        super().__init__(page)
        self._page = page
        self._edited: RaciActivite | None = None
        self._condemned: list[RaciActivite] = []
        page.grid.moved.connect(self.move)
        page.grid.added.connect(self.ask)

    @property
    def current(self) -> RaciActivite | None:
        """The activity that has the caret."""
        index = self._page.grid.currentIndex()
        return self._page.model.row_at(index).activite if index.isValid() else None

    def ask(self) -> None:
        """Ask for a new activity."""
        self._open(None)

    def edit(self) -> None:
        """Ask what becomes of the activity that has the caret."""
        if self.current is not None:
            self._open(self.current)

    def _open(self, activite: RaciActivite | None) -> None:
        page = self._page
        if page.session.read_only or not page.view.roles:
            return
        phases = tuple(raci_phases(page.session.content).items())
        here = activite or self.current
        phase = here.phase if here else next((slug for slug, _label in phases), "")
        self._edited = activite
        self.dialog = ActivityDialog(phases, phase, page, activite)
        self._attempt = Attempt(page.session, self.dialog, self.dialog.show_error)
        self.dialog.submitted.connect(self._on_submitted)
        self.dialog.open()

    def _on_submitted(self, phase: str, titre: str, autorites: bool) -> None:  # noqa: FBT001 - slot
        if self._edited is None:
            operation = AddRaciActivite(phase=phase, titre=titre, autorites_attendues=autorites)
            outcome = self._attempt.run(operation)
            if outcome is not None:
                self._page.go_to(self._page.model.place_of(outcome.result), 1)
            return
        edited = self._edited
        change = UpdateRaciActivite(id=edited.id, titre=titre, autorites_attendues=autorites)
        if self._attempt.run(change) is not None and phase != edited.phase:
            self._page.run(MoveRaciActivites(ids=[edited.id], phase=phase))
            self._page.go_to(self._page.model.place_of(edited.id), 0)

    def move(self, step: int) -> None:
        """Move the selected activities one line up or down; at the edge they change phase."""
        page = self._page
        lines = page.model.activites_at(page.selected())
        if page.session.read_only or not lines:
            return
        every, ids = list(page.view.activites), [line.id for line in lines]
        edge = every.index(lines[0] if step < 0 else lines[-1])
        beyond = every[edge + step] if 0 <= edge + step < len(every) else None
        if beyond is None:
            return
        if beyond.phase != lines[-1 if step > 0 else 0].phase:
            operation = self._into_phase(ids, beyond, step)
        elif step < 0:
            operation = MoveRaciActivites(ids=ids, avant=beyond.id)
        else:
            after = every[edge + 2] if edge + 2 < len(every) else None
            same = after is not None and after.phase == beyond.phase
            operation = (
                MoveRaciActivites(ids=ids, avant=after.id)
                if after is not None and same
                else MoveRaciActivites(ids=ids, phase=beyond.phase)
            )
        column = page.grid.currentIndex().column()
        page.run(operation)
        page.reselect(ids, column)

    def _into_phase(self, ids: list[int], beyond: RaciActivite, step: int) -> MoveRaciActivites:
        """Return the move that leads into the phase above, at its end, or below, at its head."""
        if step < 0:
            return MoveRaciActivites(ids=ids, phase=beyond.phase)
        return MoveRaciActivites(ids=ids, avant=beyond.id)

    def ask_deletion(self) -> None:
        """Ask before deleting the selected activities."""
        page = self._page
        self._condemned = page.model.activites_at(page.selected())
        count = len(self._condemned)
        if page.session.read_only or not count:
            return
        self.question = QuestionDialog(
            ngettext("Supprimer cette activité ?", "Supprimer ces {n} activités ?", count),
            deletion_words(page.view, self._condemned),
            action_label=ngettext("Supprimer l'activité", "Supprimer les {n} activités", count),
            safe_label=_("Conserver"),
            destructive=True,
            parent=page,
        )
        self.question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.question.accepted.connect(self._on_delete)
        self.question.open()

    def _on_delete(self) -> None:
        self._page.run(DeleteRaciActivites(ids=[activite.id for activite in self._condemned]))
        self._page.grid.setFocus(Qt.FocusReason.OtherFocusReason)
