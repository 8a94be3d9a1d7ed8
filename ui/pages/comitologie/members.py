"""The members of an instance: added several at once, put in order, taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import AddMembres, DeleteMembres, MoveMembre
from cpom_desktop.services.queries.comitologie import quorum_words
from ui.kit.buttons import IconButton
from ui.models.membres import membres_model
from ui.models.part_section import PartSection, run_told
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.queries.comitologie import InstanceView
    from ui.session import Session


ALL_COLUMNS = 720
"""Pixels at 100 % under which a column is left out."""


class Members(PartSection):
    """The table of the members, and what may be done with them.

    Signals:
        told: sentence of what was taken out: it may be taken back.
        acteur_asked: id of the stakeholder to open.
        seated: people were added: show them.
    """

    told = Signal(str)
    acteur_asked = Signal(int)
    seated = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            _("Membres"),
            add_words=_("Ajouter des membres…"),
            delete_words=_("Retirer les membres choisis"),
            empty=_("Aucun membre : ajoutez ceux de la composition prévue."),
        )
        self.view: InstanceView | None = None
        self.set_model(membres_model(session, self))
        self.table.setAccessibleDescription(
            _("Alt+Haut et Alt+Bas changent l'ordre ; Entrée sur un nom ouvre l'acteur.")
        )
        self.up = IconButton("arrow-up", _("Monter le membre"), shortcut=_("Alt+Haut"))
        self.down = IconButton("arrow-down", _("Descendre le membre"), shortcut=_("Alt+Bas"))
        for place, button in enumerate((self.up, self.down)):
            self.head.insertWidget(2 + place, button)
        self._connect()

    def _connect(self) -> None:
        self.add_asked.connect(self.choose)
        self.delete_asked.connect(self._remove)
        self.opened.connect(self._open)
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)
        for keys, slot in (("Alt+Up", self._move_up), ("Alt+Down", self._move_down)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the structures out where the other columns would not fit."""
        super().resizeEvent(event)
        place = [column.key for column in self.model.columns].index("structure")
        narrow = self.width() < px(ALL_COLUMNS)
        if self.table.isColumnHidden(place) != narrow:
            self.table.setColumnHidden(place, narrow)
            self.table.restyle()  # the width is shared again

    def show_members(self, view: InstanceView) -> None:
        """Show the members of an instance again."""
        self.view = view
        self.show_rows(view.membres)
        self.set_total(quorum_words(view.instance, view.votants))
        several = len(view.membres) > 1 and not self.session.read_only
        self.up.setVisible(several)
        self.down.setVisible(several)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops on, in reading order."""
        return [self.up, self.down, *super().stops()]

    def choose(self) -> None:
        """Ask who sits in the instance, and seat them all as one step."""
        if self.view is None or self.session.read_only:
            return
        from ui.pages.comitologie.choosing import MembresDialog  # noqa: PLC0415 - when asked

        seated = {m.acteur.id for m in self.view.membres}
        instance = self.view.instance
        dialog = MembresDialog(self.session, instance.display_name, seated, self.window())
        chosen = dialog.ticked() if dialog.exec() else []
        dialog.deleteLater()
        if chosen:
            run_told(self.session, AddMembres(instance_id=instance.id, acteurs=chosen))
            self.focus_table()
            self.seated.emit()

    def _remove(self, places: list[int]) -> None:
        ids = [self.model.rows[place].membre.id for place in places]
        run_told(self.session, DeleteMembres(ids=ids))
        self.focus_table()
        self.told.emit(ngettext("{n} membre retiré.", "{n} membres retirés.", len(ids)))

    def _open(self, place: int) -> None:
        self.acteur_asked.emit(self.model.rows[place].acteur.id)

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        """Put the member of the caret one place higher or lower."""
        index = self.table.currentIndex()
        ids = [row.membre.id for row in self.model.rows]
        wanted = index.row() + step
        if not index.isValid() or not 0 <= wanted < len(ids) or self.session.read_only:
            return
        column, moved = index.column(), ids.pop(index.row())
        before = ids[wanted] if wanted < len(ids) else None
        run_told(self.session, MoveMembre(id=moved, avant=before))
        self.table.go_to(self.model.place_of(moved), column)
