"""Page « Comité de pilotage »: the instances at left, the one chosen at right."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.operations import (
    AddInstance,
    CopyFromKit,
    DeleteInstances,
    PartieKit,
)
from cpom_desktop.services.queries.comitologie import TABLES, instance_views
from ui.kit.cards import Card
from ui.kit.dialogs import QuestionDialog
from ui.kit.fields import LineField
from ui.kit.list_panel_page import ListPanelPage, neighbour
from ui.kit.states import EmptyState
from ui.kit.toast import Toast
from ui.models.lines import LinesModel
from ui.models.lines_view import LinesView
from ui.models.membres import MEMBRES as SEATS
from ui.models.part_section import run_told
from ui.pages.comitologie.fields import INSTANCES, field_key
from ui.pages.comitologie.panel import InstancePanel
from ui.pages.comitologie.words import consequence, line_of
from ui.session import touched
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.queries.comitologie import InstanceView
    from ui.session import Session


class ComitologiePage(ListPanelPage):
    """The instances of the procedure."""

    slug = "comitologie"
    list_width = 270
    list_share = 0.35

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._current = 0
        self.views: tuple[InstanceView, ...] = ()
        self.model = LinesModel(self)
        self.list = LinesView(self.model, _("Instances"))
        self.panel = InstancePanel(session)
        self.pile = QStackedWidget()
        self.toast = Toast(self.pile)
        self._build_actions()
        self._build_body()
        self._connect()
        self._fit()
        self._show()
        self._choose(self._first())

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the instances again; the one chosen stays, or its neighbour follows."""
        if not touched(changes, *TABLES):
            return
        before = [view.instance.id for view in self.views]
        self._show()
        if self._view() is None:
            self._choose(self._neighbour(before))
        else:
            self._show_panel(force=force)

    def focus_field(self, key: str) -> bool:
        """Go to « instances.1.quorum », to « instances.1.membres », to the cell of a member."""
        table, _dot, rest = key.partition(".")
        number, _dot, name = rest.partition(".")
        record_id = int(number) if number.isdecimal() else 0
        if table == SEATS:
            return self._focus_seat(record_id, name)
        if table != INSTANCES or not self._has(record_id):
            return False
        self._choose(record_id)
        if not name:
            self._back_to_list()
            return True
        return self._reveal(self.panel.focus_name(name))

    def current_field(self) -> str:
        """Return the key of the field that has the caret, of the instance chosen in the list."""
        field = self.panel.current_field()
        if field or not self._current or not self.list.hasFocus():
            return field
        return field_key(self._current)

    def focus_first(self) -> None:
        """Put the caret on the list."""
        if self.views:
            self._back_to_list()
        else:
            super().focus_first()

    # --- building

    def _build_actions(self) -> None:
        self.print_button = self.add_pair(
            _("Imprimer la comitologie"), "printer", self._on_print
        ).button
        writes, words = not self._session.read_only, _("Ajouter une instance")
        self.add_button = self.add_pair(words, "plus", self.add_instance, offered=writes).button

    def _build_body(self) -> None:
        self.card = Card(flush=True)
        self.card.add(self.list, 1)
        self.pile.addWidget(self.place_scrolled(self.card, self.panel, rows=self.list))
        self.pile.addWidget(self._empty_state())
        self.body.addWidget(self.pile, 1)

    def _empty_state(self) -> EmptyState:
        self.empty = EmptyState(
            "users-round",
            _("Aucune instance pour l'instant"),
            _("Le comité de pilotage, l'équipe projet et les conseils à consulter viennent ici."),
            "" if self._session.read_only else _("Reprendre les instances du kit"),
            primary=False,
        )
        self.empty.triggered.connect(self.copy_from_kit)
        return self.empty

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.list.acted.connect(self._open_panel)
        self.list.delete_requested.connect(self._on_suppr)
        panel, members = self.panel, self.panel.membres
        panel.delete_asked.connect(self.ask_delete)
        panel.opened.connect(self._on_link)
        members.told.connect(self._tell)
        members.acteur_asked.connect(self._open_acteur)
        members.seated.connect(self._show_seated)

    def _tells_purpose(self) -> bool:
        return self._beside() and super()._tells_purpose()

    # --- showing

    def _show(self) -> None:
        self.toast.close_message()
        self.views = instance_views(self._session.snapshot)
        self.model.show_rows([line_of(view) for view in self.views])
        self.list.choose(self.model.index_of(self._current))
        self.pile.setCurrentIndex(0 if self.views else 1)

    def _show_panel(self, *, force: bool = False) -> None:
        view = self._view()
        self._area.setVisible(view is not None)
        if view is not None:
            self.panel.show_instance(view, force=force)
            stops = [self.print_button, self.add_button, self.list, *self.panel.stops()]
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)

    def _choose(self, instance_id: int) -> None:
        moved = instance_id != self._current
        self._current = instance_id
        self._show_panel()
        self.list.choose(self.model.index_of(instance_id))
        if moved:
            self._area.verticalScrollBar().setValue(0)

    def _on_chosen(self, instance_id: object) -> None:
        if instance_id != self._current:
            self._choose(int(str(instance_id)))

    def _neighbour(self, before: list[int]) -> int:
        left = [view.instance.id for view in self.views]
        return neighbour(self._current, before, left) or 0

    def _view(self) -> InstanceView | None:
        return next((v for v in self.views if v.instance.id == self._current), None)

    def _first(self) -> int:
        return self.views[0].instance.id if self.views else 0

    def _has(self, instance_id: int) -> bool:
        return any(view.instance.id == instance_id for view in self.views)

    def _focus_seat(self, membre_id: int, name: str) -> bool:
        holders = (v for v in self.views if any(m.membre.id == membre_id for m in v.membres))
        holder = next(holders, None)
        if holder is None:
            return False
        self._choose(holder.instance.id)
        return self._reveal(self.panel.focus_member(membre_id, name))

    def _reveal(self, widget: QWidget | None) -> bool:
        """Scroll to a widget, now and once what stands over it has its height."""
        if widget is None:
            return False
        self._scroll_to(widget)
        QTimer.singleShot(0, widget, partial(self._scroll_to, widget))
        return True

    def _scroll_to(self, widget: QWidget) -> None:
        if widget.height() > self._area.viewport().height() - px(24):
            top = widget.mapTo(self.panel, QPoint(0, 0)).y()
            self._area.verticalScrollBar().setValue(top - px(8))
        else:
            self._area.ensureWidgetVisible(widget, px(16), px(16))

    def _open_panel(self) -> bool:
        return self._view() is not None and self._reveal(self.panel.focus_name("objet"))

    # --- what she does

    def add_instance(self) -> None:
        """Add an instance of hers, its name ready to be typed over."""
        new = run_told(self._session, AddInstance(nom=_("Nouvelle instance")))
        if new and self.focus_field(field_key(new, "nom")):
            assert self.panel.form is not None
            editor = self.panel.form.row(field_key(new, "nom")).editor
            if isinstance(editor, LineField):
                editor.selectAll()

    def copy_from_kit(self) -> None:
        """Copy the instances that the kit proposes, with their members."""
        run_told(self._session, CopyFromKit(parties=[PartieKit.INSTANCES]))
        self._choose(self._first())
        self.focus_first()

    def ask_delete(self) -> None:
        """Delete the instance; asked first only when something hangs from it."""
        view = self._view()
        if view is None or self._session.read_only:
            return
        held = sum(r.instance_id == self._current for r in self._session.snapshot.reunions)
        if not view.membres and not held:
            self._delete()
            return
        self.question = QuestionDialog(
            _("Supprimer « {nom} » ?", nom=view.instance.nom),
            consequence(view, held),
            action_label=_("Supprimer l'instance"),
            safe_label=_("Garder"),
            destructive=True,
            parent=self,
        )
        self.question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.question.accepted.connect(self._delete)
        self.question.open()

    def _delete(self) -> None:
        view = self._view()
        if view is None:
            return
        run_told(self._session, DeleteInstances(ids=[self._current]))
        self._back_to_list()
        self._tell(_("« {nom} » est supprimée.", nom=view.instance.display_name))

    def _tell(self, sentence: str) -> None:
        self.toast.show_message(sentence, _("Annuler"), self._session.undo)

    def _open_acteur(self, acteur_id: int) -> None:
        self.navigate.emit("acteurs", f"acteurs.{acteur_id}.nom")

    def _show_seated(self) -> None:
        self._reveal(self.panel.membres)

    def _on_link(self, page: str, key: str) -> None:
        if page:
            self.navigate.emit(page, key)
        else:
            self.focus_field(key)

    def _on_suppr(self, _instance_id: object) -> None:
        self.ask_delete()

    def _on_print(self) -> None:
        self.print_requested.emit("comitologie")
