"""Page « Fil d'or »: every thread from a finding to the means. Picture 23."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import AddFicheAction
from cpom_desktop.services.queries.fil_dor_lu import TABLES, a_reparer, fil_dor_lu
from cpom_desktop.services.queries.fil_dor_mots import FICHES, OBJECTIFS, Destination
from ui.kit.buttons import IconButton, SecondaryButton
from ui.kit.list_panel_page import LEAST_WITH_PURPOSE, ActionPair
from ui.kit.page import Page
from ui.kit.scrolling import scrolled
from ui.kit.states import EmptyState
from ui.models.fil_dor import FOLD, LINKS, FilDorModel
from ui.models.fil_dor_view import FilDorView
from ui.models.part_section import run_told
from ui.pages.fil_dor.axes import AxeChoice
from ui.session import touched
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QResizeEvent

    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.queries.fil_dor_lu import FilDorLu
    from ui.session import Session

DOCUMENT = "fil-dor"
READS = (*TABLES, "reunions", "instances", "tasks")
"""Tables that the page reads: the threads, and by when they should be mended."""


class FilDorPage(Page):
    """Every thread of the dossier; nothing is typed here, each link opens where it is."""

    slug = "fil-dor"
    wide = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, scrolls=False)
        self._session = session
        self.lu = self._read()
        self.model = FilDorModel(self)
        self.view = FilDorView(self.model)
        self.axes = AxeChoice()
        self.pile = QStackedWidget()
        self.menu: QMenu | None = None
        self._places: tuple[Destination, ...] = ()
        self._build()
        self._connect()
        self._show()
        self.view.go_first()

    def _build(self) -> None:
        words = _("Imprimer")
        self.print_pair = ActionPair(
            SecondaryButton(words, icon_name="printer"), IconButton("printer", words), offered=True
        )
        self.add_action(self.axes)
        for button in (self.print_pair.button, self.print_pair.icon):
            button.clicked.connect(self._on_print)
            self.add_action(button)
        self.print_pair.fit()
        self.empty = EmptyState(
            "link",
            _("Aucun fil pour l'instant"),
            _("Un fil mène d'un constat aux moyens, par un axe, un objectif, une fiche action et "
              "un indicateur. Écrivez un premier axe : le fil commence."),
            _("Aller aux axes et objectifs"),
        )  # fmt: skip
        if self.empty.button is not None:
            self.empty.button.set_icon("arrow-right")
        self.pile.addWidget(self.view)
        self.pile.addWidget(scrolled(self.empty))
        self.body.addWidget(self.pile, 1)

    def _connect(self) -> None:
        self.axes.chosen.connect(self._on_axe)
        self.view.opened.connect(self.open)
        self.view.folded.connect(self._on_folded)
        self.view.narrowed.connect(self._on_narrowed)
        self.empty.triggered.connect(self._on_empty)

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the threads again; the link that has the cursor keeps it."""
        del force
        if touched(changes, *READS):
            self.lu = self._read()
            self._show()

    def focus_field(self, key: str) -> bool:
        """Go to a thread (« fil-dor.objectifs.4 »), or to a link (« ….4.moyens »)."""
        name, _dot, rest = key.partition(".")
        parts = rest.split(".")
        if name != self.slug or not rest:
            return False
        link = next((n for n, one in enumerate(LINKS) if one == parts[-1]), 0)
        cle = ".".join(parts[:2])
        self._unfold_for(cle)
        if not self.view.go_to(cle, link):
            return False
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def current_field(self) -> str:
        """Return the key of the link that has the cursor."""
        cle, link = self.view.place()
        if not cle or cle == FOLD:
            return ""
        return f"{self.slug}.{cle}.{LINKS[link]}"

    def focus_first(self) -> None:
        """Put the caret on the threads, or on the way to the objectives when there is none."""
        if self.pile.currentIndex() == 0:
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.empty.button is not None:
            self.empty.button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def document_shown(self) -> str:
        """Return the printed sheet of the threads."""
        return DOCUMENT

    def go_back(self) -> None:
        """Go to the thread before (Alt+Left)."""
        self.view.step_thread(-1)

    def go_on(self) -> None:
        """Go to the thread after (Alt+Right)."""
        self.view.step_thread(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show words or an icon, and the purpose, as the text scale leaves room for."""
        self.print_pair.fit()
        self.purpose_label.setVisible(self.height() >= px(LEAST_WITH_PURPOSE))
        super().resizeEvent(event)

    # --- showing

    def _read(self) -> FilDorLu:
        return fil_dor_lu(self._session.snapshot, self._session.content)

    def _show(self) -> None:
        session, place = self._session, self.view.place()
        self.axes.show_axes(self.lu.axes)
        shown = self.lu.de_l_axe(self.axes.value())
        before = a_reparer(session.snapshot, session.content, session.workspace.today)
        self.model.show_fils(shown, before, self._left_out(), per_line=self.view.per_line())
        self.pile.setCurrentIndex(1 if self.lu.est_vide else 0)
        if not self.view.go_to(*place):
            self.view.go_first()

    def _left_out(self) -> str:
        """Return what an axis looked at alone leaves out."""
        count = self.lu.sans_axe
        if not self.axes.value() or not count:
            return ""
        return ngettext(
            "{n} fil sans axe est sous « Tout »", "{n} fils sans axe sont sous « Tout »", count
        )

    def _unfold_for(self, cle: str) -> None:
        """Show what is folded, or of another axis, where a thread is."""
        if self.model.index_of(cle).isValid():
            return
        if any(fil.cle == cle for fil in self.lu.non_retenues):
            self.model.unfolded = True
        self.axes.set_value(0)
        self._show()

    def _on_axe(self, _axe: int) -> None:
        self._show()

    def _on_narrowed(self) -> None:
        self._show()

    def _on_folded(self) -> None:
        self.model.unfolded = not self.model.unfolded
        self._show()
        self.view.go_to(FOLD)

    # --- going elsewhere

    def open(self, index: QModelIndex) -> None:
        """Open what a link holds: there at once, or by a choice when it holds several things."""
        link = self.model.maillon(index)
        if link is None:
            return
        if link.fiche_sous:
            self._create_fiche(link.fiche_sous)
        elif len(link.cibles) == 1:
            self._go(link.cibles[0])
        elif link.cibles:
            self._choose_among(link.cibles, index)

    def _go(self, place: Destination) -> None:
        self.navigate.emit(place.page, place.champ)

    def _choose_among(self, places: tuple[Destination, ...], index: QModelIndex) -> None:
        self.menu = QMenu(self)
        self.menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for rank, place in enumerate(places):
            action = self.menu.addAction(place.mots.replace("&", "&&"))
            action.setData(rank)
        self._places = places
        self.menu.triggered.connect(self._on_chosen)
        self.menu.popup(self.view.menu_place(index))
        self.menu.setActiveAction(self.menu.actions()[0])

    def _on_chosen(self, action: QAction) -> None:
        self._go(self._places[action.data()])

    def _create_fiche(self, objectif_id: int) -> None:
        """Write a new fiche under an objective, and open it, caret in its title."""
        if self._session.read_only:
            self.navigate.emit(FICHES, f"objectifs.{objectif_id}")
            return
        made = AddFicheAction(titre=_("Nouvelle fiche"), objectif_id=objectif_id)
        new = run_told(self._session, made)
        if new:
            self.navigate.emit(FICHES, f"fiches_action.{new}.titre")

    def _on_empty(self) -> None:
        self.navigate.emit(OBJECTIFS, "")

    def _on_print(self) -> None:
        self.print_requested.emit(DOCUMENT)
