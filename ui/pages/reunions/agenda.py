"""« Ordre du jour »: the points, their order, their lengths against the slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import AddPoint, DeletePoints, MovePoint
from cpom_desktop.services.queries.reunions_mots import slot_words
from ui.kit.states import Strip
from ui.models.part_section import PartSection, run_told
from ui.models.reunion_parts import points_model
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.queries.reunions import ReunionView
    from ui.session import Session

TITLE = 1
"""Column of the title of a point."""


class AgendaTab(QFrame):
    """The table of the points; Alt+arrows move the one that has the caret.

    Signals:
        deleted: sentence of what was deleted: it may be taken back.
    """

    deleted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._reunion_id = 0
        self.over = Strip("alerte")
        self.points = PartSection(
            session,
            _("Points à l'ordre du jour"),
            add_words=_("Ajouter un point"),
            delete_words=_("Supprimer les points choisis"),
            empty=_("Aucun point : ajoutez le premier, ou partez d'un modèle à la création."),
            stretch=TITLE,
        )
        self._model = points_model(session, self)
        self.points.set_model(self._model)
        self.points.table.setAccessibleDescription(
            _("Alt et une flèche déplacent le point, Suppr le supprime.")
        )
        self._lay_out()
        self.points.add_asked.connect(self.add_point)
        self.points.delete_asked.connect(self._on_delete)
        for keys, slot in (("Alt+Up", self.move_up), ("Alt+Down", self.move_down)):
            shortcut = QShortcut(QKeySequence(keys), self.points.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(10))
        self.over.hide()
        column.addWidget(self.over)
        column.addWidget(self.points)
        column.addStretch(1)

    def show_view(self, view: ReunionView, *, force: bool) -> None:
        """Show the agenda of a meeting."""
        del force
        self._reunion_id = view.reunion.id
        self._model.locked = view.reunion.etat == "close"
        self.points.show_rows(view.points)
        writes = not self._model.locked and not self._session.read_only
        self.points.add_button.setVisible(writes)
        self.points.delete_button.setVisible(writes and bool(view.points))
        told = slot_words(view)
        self.points.set_total(told)
        self.over.setVisible(bool(view.minutes_over))
        self.over.set_text(_("{duree}. Rien n'est bloqué.", duree=told))

    def focus_row(self, point_id: int, name: str) -> bool:
        """Put the caret on a point; tell whether it is there."""
        return self.points.focus_row(point_id, name or "titre")

    def add_point(self) -> None:
        """Add a point at the end, ready to be named."""
        made = run_told(
            self._session, AddPoint(reunion_id=self._reunion_id, titre=_("Nouveau point"))
        )
        if made:
            self.points.focus_row(made, "titre")
            self.points.table.edit(self.points.table.currentIndex())

    def move_up(self) -> None:
        """Put the point that has the caret before the one above."""
        place = self._place()
        if place > 0:
            self._move(place, self._model.rows[place - 1].id)

    def move_down(self) -> None:
        """Put the point that has the caret after the one under it."""
        place, rows = self._place(), self._model.rows
        if 0 <= place < len(rows) - 1:
            after = rows[place + 2].id if place + 2 < len(rows) else None
            self._move(place, after)

    def _place(self) -> int:
        index = self.points.table.currentIndex()
        closed = self._model.locked or self._session.read_only
        return index.row() if index.isValid() and not closed else -1

    def _move(self, place: int, before: int | None) -> None:
        column = self.points.table.currentIndex().column()
        point_id = self._model.rows[place].id
        run_told(self._session, MovePoint(id=point_id, avant=before))
        self.points.table.go_to(self._model.place_of(point_id), column)

    def _on_delete(self, places: list[int]) -> None:
        if self._model.locked:
            return
        ids = [self._model.rows[place].id for place in places]
        run_told(self._session, DeletePoints(ids=ids))
        self.points.focus_table()
        self.deleted.emit(ngettext("{n} point supprimé.", "{n} points supprimés.", len(ids)))
