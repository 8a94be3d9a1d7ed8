"""The page Fiches actions: the list by axis, or the editor of one fiche. Picture 09."""

from __future__ import annotations

from functools import cached_property, partial
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from cpom_desktop.domain.objectifs import Axe
from cpom_desktop.i18n import _
from cpom_desktop.services.operations import (
    AddFicheAction,
    DeleteAxes,
    DeleteFichesAction,
    DeleteObjectifs,
)
from cpom_desktop.services.parcours import PAGES
from cpom_desktop.services.queries.fiches_action import TABLES, fiches
from cpom_desktop.services.queries.reunions_liens import TABLES as LINKS
from ui.kit.buttons import IconButton, PrimaryButton, TextButton
from ui.kit.dialogs import QuestionDialog
from ui.kit.fields import LineField
from ui.kit.labels import set_tooltip
from ui.kit.page import Page
from ui.kit.states import EmptyState
from ui.kit.toast import Toast
from ui.models.part_section import run_told
from ui.pages.fiches_action.editor import FicheEditor
from ui.pages.fiches_action.fields import FICHES, field_key, split_key
from ui.pages.fiches_action.footer import FicheFooter
from ui.pages.fiches_action.lacks import WIDTH, SidePanel
from ui.pages.fiches_action.list import FichesList
from ui.pages.fiches_action.prints import FichePrints
from ui.pages.fiches_action.words import (
    consequence,
    delete_action,
    delete_question,
    deleted_words,
    fiche_title,
)
from ui.session import touched
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.fiches_action import FicheView
    from ui.models.fiches_action import FicheLine
    from ui.session import Session

BESIDE_FROM = 1040
"""Width of the page (pixels at 100 %) from which what lacks stands beside the fiche."""
LOW = 520
"""Height under which the purpose of the page gives its room to what it shows."""
MARGIN = 24
IN_LIST = "liste"
"""Ends the key of a fiche that has the caret in the list, and is not open."""


class FichesActionPage(Page):
    """The fiches actions of the contract."""

    slug = "fiches-action"
    wide = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, scrolls=False)
        self.session = session
        self.views: tuple[FicheView, ...] = ()
        self.list = FichesList(session)
        self.fiche_id = 0
        self.side = SidePanel(self)
        self.footer = FicheFooter(self)
        self.pile = QStackedWidget()
        self.toast = Toast(self.pile)
        self._build()
        self._connect()
        self.reload(None, force=True)
        self.show_list()

    @cached_property
    def editor(self) -> FicheEditor:
        """The editor of a fiche, made with the first one opened."""
        editor = FicheEditor(self.session)
        editor.parts.deleted.connect(self._tell_deleted)
        editor.parts.detached.connect(self._tell_detached)
        editor.versions.deleted.connect(self._tell_deleted)
        editor.links.opened.connect(self.navigate)
        for signal in (*(panel.filled for panel in editor.parts.panels),
                       *(fold.toggled for fold in editor.folds.values())):  # fmt: skip
            signal.connect(self._order_stops)
        self.pile.addWidget(editor)
        return editor

    def _build(self) -> None:
        self.back_button = TextButton(_("Toutes les fiches"), icon_name="arrow-left")
        prints = FichePrints(self)
        self.print_button, self.print_all, self.blank = prints.one, prints.every, prints.blank
        self.rename_button = IconButton("pencil", _("Renommer l'axe ou l'objectif"), shortcut="F2")
        self.delete_button = IconButton(
            "trash-2", _("Supprimer les lignes choisies…"), shortcut=_("Suppr")
        )
        self.add_button = PrimaryButton(_("Ajouter une fiche"), icon_name="plus")
        for button in (self.back_button, self.print_button, self.rename_button, self.delete_button,
                       self.blank, self.print_all, self.add_button):  # fmt: skip
            self.add_action(button)
        self.pile.addWidget(self.list)
        self.pile.addWidget(self._empty_state())
        self.body.addWidget(self.pile, 1)
        self.title_label.setMinimumWidth(px(120))

    def _empty_state(self) -> EmptyState:
        self.empty = EmptyState(
            "file-text",
            _("Aucune fiche action pour l'instant"),
            _("Une fiche dit ce qui sera fait, par qui, quand, à quel coût, et comment le "
              "résultat se mesurera."),
            "" if self.session.read_only else _("Ajouter une fiche"),
            primary=False,
        )  # fmt: skip
        self.empty.triggered.connect(self.add_fiche)
        return self.empty

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.show_list)
        self.rename_button.clicked.connect(self.list.rename)
        self.delete_button.clicked.connect(self._on_delete)
        self.add_button.clicked.connect(self.add_fiche)
        self.footer.asked.connect(self.open_fiche)
        self.list.opened.connect(self.open_fiche)
        self.list.delete_asked.connect(self.ask_delete)
        self.list.table.selectionModel().currentChanged.connect(self._show_actions)
        for keys, slot in (
            ("Alt+Left", self.footer.go_before),
            ("Alt+Right", self.footer.go_after),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the fiches again; the one open stays, the list comes back when it is gone."""
        if not touched(changes, *TABLES, *LINKS, "dossier"):
            return
        self.toast.close_message()
        self.views = fiches(self.session.snapshot)
        self.list.show_fiches(self.views)
        view = self._view(self.fiche_id)
        if view is not None:
            self.editor.show_fiche(view, force=force)
            self._show_fiche_frame(view)
        else:
            self.show_list()

    def focus_field(self, key: str) -> bool:
        """Go to a line of the list, to a field of a fiche, or to a row of its tables."""
        table, record_id, name = split_key(key)
        if table == FICHES and self._view(record_id) is not None:
            if name != IN_LIST:
                return self._open(record_id) and self.editor.focus_name(name or "titre")
            self.show_list()
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return self.list.choose((table, record_id))
        if table in {"axes", "objectifs"}:
            self.show_list()
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return self.list.choose((table, record_id))
        holder = self._holder(table, record_id)
        return (
            bool(holder) and self._open(holder) and self.editor.focus_row(table, record_id, name)
        )

    def current_field(self) -> str:
        """Return the key of what has the caret."""
        if self.fiche_id:
            return self.editor.current_field()
        line = self.list.current()
        if line is None or line.view is None:
            return ""
        return field_key(FICHES, line.view.fiche.id, IN_LIST)

    def flush(self) -> None:
        """Commit what is typed."""
        super().flush()
        if self.fiche_id:
            self.editor.flush()

    def focus_first(self) -> None:
        """Put the caret on the list, on the first field of the fiche open."""
        if self.fiche_id:
            self.editor.focus_name("titre")
        elif self.list.isVisibleTo(self):
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().focus_first()

    # --- the list and the fiche

    def open_fiche(self, fiche_id: int) -> None:
        """Open a fiche, caret in its title."""
        if self._open(fiche_id):
            self.editor.focus_name("titre")

    def show_list(self) -> None:
        """Come back to the list, caret on the fiche that was open."""
        left = self.fiche_id
        if left:
            self.editor.leave()
            self.fiche_id = 0
        self.pile.setCurrentIndex(0 if self.list.model.rows else 1)
        self._show_list_frame()
        if left:
            self.list.choose((FICHES, left))
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_fiche(self) -> None:
        """Add a fiche under the objective chosen, and open it, title selected."""
        line = self.list.current()
        objectif = line.view.fiche.objectif_id if line and line.view else None
        if line is not None and line.head is not None and not isinstance(line.head, Axe):
            objectif = line.head.id
        made = AddFicheAction(titre=_("Nouvelle fiche"), objectif_id=objectif)
        new = run_told(self.session, made)
        if new:
            self.open_fiche(new)
            assert self.editor.form is not None
            title = self.editor.form.row(field_key(FICHES, new, "titre")).editor
            if isinstance(title, LineField):
                title.selectAll()

    def ask_delete(self, lines: list[FicheLine]) -> None:
        """Ask before lines of one kind are deleted, telling what goes with them."""
        known = [line for line in lines if line.view is not None or line.head is not None]
        if not known or self.session.read_only:
            return
        alike = [line for line in known if _kind(line) == _kind(known[0])]
        self.question = QuestionDialog(
            delete_question(alike),
            consequence(alike, self.session.snapshot),
            action_label=delete_action(alike),
            safe_label=_("Garder"),
            destructive=True,
            parent=self,
        )
        self.question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.question.accepted.connect(partial(self._delete, alike))
        self.question.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Come back to the list on Échap."""
        if event.key() == Qt.Key.Key_Escape and self.fiche_id:
            self.show_list()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place what lacks beside the fiche or over it, and the foot under it."""
        self._place()
        super().resizeEvent(event)

    def _open(self, fiche_id: int) -> bool:
        view = self._view(fiche_id)
        if view is None:
            return False
        self.fiche_id = fiche_id
        self.editor.show_fiche(view)
        self.pile.setCurrentWidget(self.editor)
        self._show_fiche_frame(view)
        return True

    def _view(self, fiche_id: int) -> FicheView | None:
        return next((view for view in self.views if view.fiche.id == fiche_id), None)

    def _holder(self, table: str, record_id: int) -> int:
        """Return the fiche that holds a row of a table, 0 when none does."""
        for view in self.views:
            rows = getattr(view.parts, table, ())
            if any(getattr(row, "id", 0) == record_id for row in rows):
                return view.fiche.id
        return 0

    def _show_list_frame(self) -> None:
        info = PAGES[self.slug]
        self.title_label.setText(_(info.title))
        self.purpose_label.setText(_(info.purpose))
        self._show_actions()
        self._place()

    def _show_fiche_frame(self, view: FicheView) -> None:
        self._show_actions()
        self.footer.show_place([v.fiche for v in self.views], view.fiche.id)
        self._place()
        self._order_stops()

    def _order_stops(self, _opened: bool = False) -> None:  # noqa: FBT001, FBT002 - a Qt slot
        """Let Tab go through the fiche as she reads it, whenever each part was made."""
        lacks, card = self.editor.lacks.stops(), self.editor.stops()
        body = [*card, *lacks] if self.side.isVisibleTo(self) else [*lacks, *card]
        shown = [stop for stop in body if stop.isVisibleTo(self)]
        for before, after in pairwise([self.print_button, *shown, *self.footer.stops()]):
            QWidget.setTabOrder(before, after)

    def _show_actions(self) -> None:
        """Show the buttons of what is shown; Qt would widen the window for too many at once."""
        opened, writable = bool(self.fiche_id), not self.session.read_only
        line = self.list.current()
        listed = not opened and bool(self.list.model.rows)
        heading = line is not None and line.head is not None
        fiche = line is not None and line.view is not None
        wanted = {
            self.back_button: opened,
            self.print_button: opened,
            self.rename_button: listed and writable and heading,
            self.delete_button: listed and writable and (heading or fiche),
            self.blank: not opened,
            self.print_all: listed and bool(self.views),
            self.add_button: not opened and writable,
        }
        for button, shown in sorted(wanted.items(), key=itemgetter(1)):
            button.setVisible(shown)

    def _place(self) -> None:
        """Give the foot and the panel their places, and elide the title for what is left."""
        opened = bool(self.fiche_id)
        beside = opened and self.width() >= px(BESIDE_FROM)
        foot = self.footer.sizeHint().height() if opened else 0
        side = px(WIDTH) if beside else 0
        outer = self.layout()
        assert outer is not None
        outer.setContentsMargins(
            px(MARGIN), px(16), px(MARGIN) + side, foot + px(0 if opened else 16)
        )
        listed = not opened and bool(self.list.model.rows)
        self.purpose_label.setVisible(listed or self.height() >= px(LOW))
        self.footer.setVisible(opened)
        self.side.setVisible(beside)
        self.footer.setGeometry(0, self.height() - foot, self.width() - side, foot)
        self.side.setGeometry(self.width() - side, 0, side, self.height())
        if opened:
            self.editor.place_lacks(self.side.area if beside else None)
            self._elide_title(side)
        self.fit_heading()

    def _elide_title(self, side: int) -> None:
        view = self._view(self.fiche_id)
        assert view is not None, "the frame of a fiche is placed while it is open"
        whole = fiche_title(view.fiche)
        room = self.width() - side - self._actions.sizeHint().width() - px(2 * MARGIN + 24)
        if room < px(220):
            room = self.width() - side - px(2 * MARGIN)
        metrics = self.title_label.fontMetrics()
        shown = metrics.elidedText(whole, Qt.TextElideMode.ElideRight, room)
        self.title_label.setText(shown)
        self.title_label.setAccessibleName(whole)
        set_tooltip(self.title_label, whole if shown != whole else "")

    # --- deleting, printing

    def _on_delete(self) -> None:
        self.ask_delete(self.list.chosen())

    def _delete(self, lines: list[FicheLine]) -> None:
        ids = [int(str(line.key[1])) for line in lines if isinstance(line.key, tuple)]
        table = _kind(lines[0])
        makers: dict[str, type[Operation]] = {
            FICHES: DeleteFichesAction, "axes": DeleteAxes, "objectifs": DeleteObjectifs,
        }  # fmt: skip
        run_told(self.session, makers[table](ids=ids))
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_deleted(deleted_words(lines))

    def _tell_deleted(self, sentence: str) -> None:
        self.toast.show_message(sentence, _("Annuler la suppression"), self.session.undo)

    def _tell_detached(self, sentence: str) -> None:
        self.toast.show_message(sentence, _("Attacher de nouveau"), self.session.undo)


def _kind(line: FicheLine) -> str:
    """Return the table of a line."""
    key = line.key
    return str(key[0]) if isinstance(key, tuple) else ""
