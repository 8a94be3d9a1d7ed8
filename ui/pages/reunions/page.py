"""The page Réunions: the list at left, the meeting chosen at right. Picture 14."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QMenu, QStackedWidget, QWidget

from cpom_desktop.domain.reunions import EtatReunion
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.parcours import PAGES
from cpom_desktop.services.queries.documents_reunions import reunion_key
from cpom_desktop.services.queries.reunions import (
    TABLES,
    Onglet,
    ReunionView,
    milestones_without_meeting,
    reunions,
)
from cpom_desktop.services.queries.reunions_mots import situation
from ui.kit.buttons import IconButton, PrimaryButton, SecondaryButton
from ui.kit.labels import set_tooltip
from ui.kit.list_panel_page import LARGE, ListPanelPage, neighbour
from ui.kit.states import EmptyState
from ui.kit.toast import Toast
from ui.pages.reunions.fields import split_key
from ui.pages.reunions.gestures import Gestures
from ui.pages.reunions.list import ReunionsList
from ui.pages.reunions.panel import MeetingPanel
from ui.session import touched
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.changes import Changes
    from ui.session import Session

PRINTS = {
    Onglet.CONVOCATION: "convocation",
    Onglet.ORDRE_DU_JOUR: "ordre-du-jour",
    Onglet.PARTICIPANTS: "emargement",
    Onglet.COMPTE_RENDU: "compte-rendu",
    Onglet.DIFFUSION: "suivi-decisions",
}
"""What Ctrl+P prints of each part."""
HELD = frozenset({EtatReunion.TENUE, EtatReunion.CLOSE})


class ReunionsPage(ListPanelPage):
    """The meetings of the procedure."""

    slug = "reunions"
    side_by_side = 720
    list_width = 228
    least_heights = (190, 420)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._current = 0
        self._title = ""
        self.views: tuple[ReunionView, ...] = ()
        self.list = ReunionsList()
        self.panel = MeetingPanel(session)
        self.pile = QStackedWidget()
        self.toast = Toast(self.pile)
        self.gestures = Gestures(self)
        self._build_actions()
        self._build_body()
        self._connect()
        self.reload(None, force=True)

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the meetings again; the one chosen stays, or its neighbour follows."""
        if not touched(changes, *TABLES, "fichiers"):
            return
        before = self.list.shown()
        workspace = self.session.workspace
        self.views = reunions(workspace.snapshot, workspace.content, workspace.today)
        ids = [view.reunion.id for view in self.views]
        if self._current not in ids:
            self._current = self._neighbour(before, ids)
        self._show(force=force)

    def focus_field(self, key: str) -> bool:
        """Choose the meeting of « reunions.3.lieu », « decisions.7.texte », and its field."""
        table, record_id, name = split_key(key)
        reunion_id = self._meeting_of(table, record_id)
        if not any(view.reunion.id == reunion_id for view in self.views):
            return False
        self.choose(reunion_id)
        if (table != "reunions" or name) and self.panel.focus_key(key):
            self._reveal_panel()
            return True
        self._focus_list()
        return True

    def current_field(self) -> str:
        """Return the key of the field that has the caret, of the meeting chosen in the list."""
        field = self.panel.current_field()
        return field or (f"reunions.{self._current}" if self._current else "")

    def flush(self) -> None:
        """Commit what is typed and not committed yet."""
        super().flush()
        self.panel.flush()

    def place_detail(self) -> str:
        """Return the meeting shown, for the path at the top."""
        view = self.view
        return view.court if view else ""

    def go_back(self) -> None:
        """Show the part before."""
        self.panel.tabs.setCurrentIndex(max(0, self.panel.tabs.currentIndex() - 1))

    def go_on(self) -> None:
        """Show the part after."""
        tabs = self.panel.tabs
        tabs.setCurrentIndex(min(tabs.count() - 1, tabs.currentIndex() + 1))

    def document_shown(self) -> str:
        """Return the document of the part shown: « ordre-du-jour-copil-2 »."""
        view = self.view
        if view is None:
            return ""
        return f"{PRINTS[self.panel.shown]}-{reunion_key(self.session.snapshot, view.reunion)}"

    def guide_details(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the minutes, over the note of the page."""
        if self.panel.shown is not Onglet.COMPTE_RENDU:
            return ()
        keys = _(
            "Ctrl+Entrée : le point est traité, passer au suivant. Ctrl+D : écrire une décision ; "
            "Entrée l'enregistre et ouvre la suivante, Échap revient au texte. Sur un "
            "participant : P présent, E excusé, R représenté, A absent."
        )
        return ((_("Pendant la réunion, au clavier"), keys),)

    # --- building

    def _build_actions(self) -> None:
        self.present_button = SecondaryButton(_("Présenter"), icon_name="presentation")
        self.print_button = PrimaryButton(_("Éditer le compte rendu"), icon_name="file-text")
        self.more = IconButton("ellipsis-vertical", _("Autres actions sur la réunion"))
        self.menu = QMenu(self.more)
        self.menu.aboutToShow.connect(self.gestures.fill_menu)
        self.more.setMenu(self.menu)
        self.print_button.clicked.connect(self._on_print)
        for button in (self.present_button, self.print_button, self.more):
            self.add_action(button)

    def _build_body(self) -> None:
        self.place(self.list, self.panel, rows=self.list.view)
        self.pile.addWidget(self._area)
        self.pile.addWidget(self._empty_state())
        self.body.addWidget(self.pile, 1)

    def _empty_state(self) -> QWidget:
        self.empty = EmptyState(
            "users",
            _("Aucune réunion pour l'instant"),
            _("De la convocation au compte rendu."),
            "" if self.session.read_only else _("Nouvelle réunion"),
            primary=False,
        )
        self.empty.triggered.connect(self.gestures.add)
        self.prepare_button = SecondaryButton(
            _("Préparer les COPIL du rétroplanning"), icon_name="calendar-days"
        )
        self.prepare_button.clicked.connect(self.gestures.prepare)
        layout = self.empty.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(
            layout.count() - 1, self.prepare_button, 0, Qt.AlignmentFlag.AlignHCenter
        )
        return self.empty

    def _connect(self) -> None:
        gestures = self.gestures
        self.list.chosen.connect(self.choose)
        self.list.filtered.connect(self._on_filtered)
        self.list.add_asked.connect(gestures.add)
        self.list.prepare_asked.connect(gestures.prepare)
        self.list.view.opened.connect(self._open_panel)
        self.list.view.delete_asked.connect(gestures.delete)
        self.present_button.clicked.connect(gestures.present)
        self.panel.step_asked.connect(gestures.step)
        self.panel.document_asked.connect(self.print_document)
        self.panel.shown_changed.connect(self.place_changed)
        self.panel.findings.fix_asked.connect(gestures.fix_milestone)
        self.panel.findings.done_asked.connect(gestures.finish_milestone)
        for part in (self.panel.agenda, self.panel.participants, self.panel.minutes):
            part.deleted.connect(self.tell)
        for speaker in (self.panel.minutes, self.panel.sending):
            speaker.told.connect(self.tell)
        self.panel.minutes.opened.connect(self.navigate)
        self.panel.sending.meeting_asked.connect(self.choose)

    # --- showing

    @property
    def view(self) -> ReunionView | None:
        """The meeting shown."""
        return next((v for v in self.views if v.reunion.id == self._current), None)

    def choose(self, reunion_id: int) -> None:
        """Show a meeting."""
        if reunion_id != self._current:
            self.panel.flush()
        self._current = reunion_id
        self._show(force=False)
        self.place_changed.emit()

    def _show(self, *, force: bool) -> None:
        snapshot, content = self.session.snapshot, self.session.content
        lacking = len(milestones_without_meeting(snapshot, content))
        writes = not self.session.read_only
        self.list.show_views(self.views, self._current, lacking=lacking, writes=writes)
        self.list.choose(self._current)
        self.pile.setCurrentIndex(0 if self.views else 1)
        self.prepare_button.setVisible(writes and lacking > 0)
        self.panel.show_view(self.view, force=force)
        self._show_heading()
        self._fit()

    def _show_heading(self) -> None:
        view, info = self.view, PAGES[self.slug]
        self._title = view.reunion.titre if view else _(info.title)
        self.purpose_label.setText(situation(view) if view else _(info.purpose))
        held = view is not None and (view.reunion.etat in HELD or view.has_minutes)
        words = _("Éditer le compte rendu") if held else _("Éditer la convocation")
        self.print_button.setText(words)
        for button in (self.print_button, self.more):
            button.setVisible(view is not None)

    def _fit(self) -> None:
        super()._fit()
        large = current_theme().scale >= LARGE
        self.present_button.setVisible(self.view is not None and not large)
        self._elide_title()

    def _elide_title(self) -> None:
        """Cut a long title where the actions begin; the tooltip tells it whole."""
        room = max(self.width() - self._actions.sizeHint().width() - px(2 * 24 + 24), px(200))
        mode = Qt.TextElideMode.ElideRight
        self.title_label.ensurePolished()
        shown = self.title_label.fontMetrics().elidedText(self._title, mode, room)
        self.title_label.setText(shown)
        self.title_label.setAccessibleName(self._title)
        set_tooltip(self.title_label, self._title if shown != self._title else "")

    def _neighbour(self, before: Sequence[int], left: Sequence[int]) -> int:
        """Return what follows the meeting that is gone; at first, the next to be held."""
        known = [i for i in left if i in before]
        kept = neighbour(self._current, before, known)
        to_come = (v.reunion.id for v in self.views if v.reunion.etat is not EtatReunion.CLOSE)
        return kept or next(to_come, 0) or (left[-1] if left else 0)

    def _meeting_of(self, table: str, record_id: int) -> int:
        """Return the meeting that a row belongs to, 0 when none has it."""
        snapshot = self.session.snapshot
        rows: dict[str, Sequence[object]] = {
            "reunions_points": snapshot.reunions_points,
            "reunions_presences": snapshot.reunions_presences,
            "decisions": snapshot.decisions,
        }
        if table == "reunions":
            return record_id
        found = (row for row in rows.get(table, ()) if getattr(row, "id", 0) == record_id)
        return getattr(next(found, None), "reunion_id", 0)

    def _on_filtered(self) -> None:
        """Show the first meeting of the instance looked at."""
        wanted = self.list.filter.value()
        found = (v.reunion.id for v in self.views if v.reunion.instance_id == wanted)
        self.choose(next(found, self._current) if wanted is not None else self._current)

    def _open_panel(self) -> bool:
        self.panel.focus_part()
        self._reveal_panel()
        return True

    def _reveal_panel(self) -> None:
        """Scroll to the meeting where it stands under the list."""
        if self._columns.direction() is QBoxLayout.Direction.TopToBottom:
            self._area.verticalScrollBar().setValue(self.panel.y())

    def _back_to_list(self) -> None:
        self._focus_list()
        self._area.verticalScrollBar().setValue(0)

    # --- what she does

    def tell(self, sentence: str) -> None:
        """Say what was done, with the way back."""
        self.toast.show_message(sentence, _("Annuler"), self.session.undo)

    def tell_drafts(self, made: int) -> None:
        """Say how many drafts were made of the plan."""
        self.tell(ngettext("{n} réunion préparée.", "{n} réunions préparées.", made))

    def print_document(self, kind: str) -> None:
        """Show a document about the meeting."""
        view = self.view
        if view is not None:
            key = reunion_key(self.session.snapshot, view.reunion)
            of_all = kind == "suivi-decisions"
            self.print_requested.emit(kind if of_all else f"{kind}-{key}")

    def _on_print(self) -> None:
        view = self.view
        held = view is not None and (view.reunion.etat in HELD or view.has_minutes)
        self.print_document("compte-rendu" if held else "convocation")
