"""« Participants »: who is convened, in what quality, who came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from cpom_desktop.domain.reunions import Presence
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import (
    AddPresence,
    ConveneMembers,
    DeletePresences,
    UpdatePresence,
)
from cpom_desktop.services.queries.reunions_mots import (
    absences,
    attendance_words,
    missing_words,
)
from ui.kit.buttons import IconButton, TextButton
from ui.kit.flow import FlowLayout
from ui.kit.labels import SafeLabel
from ui.kit.states import Strip
from ui.models.part_section import run_told
from ui.models.presence_table import PresenceTable
from ui.models.reunion_parts import presences_model
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from cpom_desktop.domain.reunions import ReunionPresence
    from cpom_desktop.services.queries.reunions import ReunionView
    from ui.session import Session


GUEST = 0
"""Stands for someone who is no stakeholder."""


class ParticipantsTab(QFrame):
    """The table of the participants; P, E, R, A say whether each came.

    Signals:
        deleted: sentence of who was taken off: it may be taken back.
    """

    deleted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._view: ReunionView | None = None
        self.table = PresenceTable(frozenset({"presence", "voix"}))
        self.model = presences_model(session, self)
        self.summary = SafeLabel("", "small", wrap=True)
        self.absent = Strip("alerte")
        self._build_buttons()
        self._lay_out()
        self.table.setModel(self.model)
        self.table.presence_asked.connect(self._on_presence)
        self.table.delete_requested.connect(self._on_delete)

    def _build_buttons(self) -> None:
        self.members_button = TextButton(_("Reprendre les membres"), icon_name="users").set_dense()
        self.members_button.clicked.connect(self.convene)
        self.add_button = TextButton(_("Ajouter un participant"), icon_name="plus").set_dense()
        self.add_menu = QMenu(self.add_button)
        self.add_menu.aboutToShow.connect(self._fill_menu)
        self.add_menu.triggered.connect(self._on_add)
        self.add_button.setMenu(self.add_menu)
        self.delete_button = IconButton("trash-2", _("Retirer les participants choisis"))
        self.delete_button.clicked.connect(self._on_delete_button)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(8))
        tools = QWidget()
        flow = FlowLayout(tools, spacing=px(6))
        heading = SafeLabel(_("Participants et émargement"), "label")
        heading.setMinimumHeight(px(36))
        flow.addWidget(heading)
        for button in (self.add_button, self.members_button, self.delete_button):
            flow.addWidget(button)
        column.addWidget(tools)
        frame = QFrame()
        frame.setProperty("role", "carte")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.table)
        column.addWidget(frame)
        nobody = SafeLabel(_("Personne n'est convoqué : choisissez une instance, ou ajoutez."),
                           "small-2", wrap=True)  # fmt: skip
        nobody.setContentsMargins(px(12), 0, px(12), 0)
        nobody.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.table.set_placeholder(nobody)
        column.addWidget(self.summary)
        column.addWidget(self.absent)
        column.addStretch(1)

    def show_view(self, view: ReunionView, *, force: bool) -> None:
        """Show the participants of a meeting."""
        del force
        self._view = view
        self.model.locked = view.reunion.etat == "close"
        self.model.set_rows(view.presences)
        writes = not self.model.locked and not self._session.read_only
        self.add_button.setVisible(writes)
        self.members_button.setVisible(writes and bool(_members_left(view, self._session)))
        self.delete_button.setVisible(writes and bool(view.presences))
        snapshot = self._session.snapshot
        told = " ".join((attendance_words(view), *absences(view, snapshot))).strip()
        self.summary.setText(told)
        self.summary.setVisible(bool(told))
        missing = missing_words(view, snapshot)
        self.absent.set_text(missing)
        self.absent.setVisible(bool(missing))

    def focus_row(self, presence_id: int, name: str) -> bool:
        """Put the caret on a participant; tell whether they are there."""
        place = self.model.place_of(presence_id)
        keys = [column.key for column in self.model.columns]
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.go_to(max(place, 0), keys.index(name) if name in keys else 0)
        return place >= 0

    def convene(self) -> None:
        """Convene the members of the instance who are not on the list."""
        if self._view is not None:
            run_told(self._session, ConveneMembers(id=self._view.reunion.id))

    def _fill_menu(self) -> None:
        """Offer those who are not on the list yet."""
        self.add_menu.clear()
        self.add_menu.addAction(_("Une autre personne, par son nom")).setData(GUEST)
        self.add_menu.addSeparator()
        view = self._view
        known = {p.acteur_id for p in view.presences} if view else set()
        for acteur in self._session.snapshot.acteurs:
            if acteur.id not in known and acteur.display_name:
                words = " – ".join(p for p in (acteur.display_name, acteur.structure) if p)
                self.add_menu.addAction(words.replace("&", "&&")).setData(acteur.id)

    def _on_add(self, action: QAction) -> None:
        if self._view is None:
            return
        reunion_id, chosen = self._view.reunion.id, int(action.data())
        if chosen == GUEST:
            self._add_guest(reunion_id)
            return
        made = run_told(self._session, AddPresence(reunion_id=reunion_id, acteur_id=chosen))
        if made:
            self.focus_row(made, "presence")

    def _add_guest(self, reunion_id: int) -> None:
        """Add someone who is no stakeholder of the dossier, ready to be named."""
        guest = AddPresence(reunion_id=reunion_id, nom=_("Nouvel invité"), voix=False)
        made = run_told(self._session, guest)
        if made and self.focus_row(made, "nom"):
            self.table.edit(self.table.currentIndex())

    def _on_presence(self, place: int, presence: Presence) -> None:
        if self.model.locked or self._session.read_only:
            return
        run_told(self._session, UpdatePresence(id=self.model.rows[place].id, presence=presence))

    def _on_delete_button(self) -> None:
        index = self.table.currentIndex()
        chosen = self.table.selected_rows() or ([index.row()] if index.isValid() else [])
        self._on_delete(chosen)

    def _on_delete(self, places: list[int]) -> None:
        if self.model.locked or self._session.read_only or not places:
            return
        ids = [self.model.rows[place].id for place in places]
        run_told(self._session, DeletePresences(ids=ids))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleted.emit(
            ngettext("{n} participant retiré.", "{n} participants retirés.", len(ids))
        )


def say_presence(session: Session, row: ReunionPresence, presence: Presence) -> None:
    """Say whether someone came; who is represented is so by their deputy until she says else."""
    operation = UpdatePresence(id=row.id, presence=presence)
    deputy = deputy_of(session, row)
    if presence is Presence.REPRESENTE and deputy and not row.represente_par:
        operation = UpdatePresence(id=row.id, presence=presence, represente_par=deputy)
    run_told(session, operation)


def deputy_of(session: Session, row: ReunionPresence) -> str:
    """Return the name of who replaces someone in the instance; empty when nobody does."""
    snapshot = session.snapshot
    reunion = next((r for r in snapshot.reunions if r.id == row.reunion_id), None)
    seats = (
        m
        for m in snapshot.instances_membres
        if reunion is not None
        and m.instance_id == reunion.instance_id
        and m.acteur_id == row.acteur_id
    )
    deputies = (snapshot.acteurs_by_id.get(seat.suppleant_id or 0) for seat in seats)
    return next((acteur.display_name for acteur in deputies if acteur is not None), "")


def _members_left(view: ReunionView, session: Session) -> int:
    """Return how many members of the instance are not on the list."""
    known, names = {p.acteur_id for p in view.presences}, {p.nom for p in view.presences}
    acteurs = session.snapshot.acteurs_by_id
    return sum(
        m.instance_id == view.reunion.instance_id
        and m.acteur_id not in known
        and acteurs[m.acteur_id].display_name not in names
        for m in session.snapshot.instances_membres
    )
