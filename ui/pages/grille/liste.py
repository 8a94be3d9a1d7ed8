"""The grid as a list beside its themes: what is looked for, what is kept, the criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.i18n import _, format_number, ngettext
from cpom_desktop.services.queries.grille_liste import FiltreGrille, counts, lines_kept
from ui.kit.cards import Card
from ui.kit.filter_chips import ChoiceChips
from ui.kit.flow import FlowLayout
from ui.kit.labels import SafeLabel
from ui.kit.list_panel_page import neighbour
from ui.kit.search_field import SearchField
from ui.models.grille_list import CritereRole, CriteresModel, rows_of
from ui.models.grille_list_view import CriteresView
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from ui.session import Session

WORDS = {
    FiltreGrille.THEME: "Ce thème",
    FiltreGrille.A_COTER: "À coter",
    FiltreGrille.A_RECHERCHER: "À rechercher",
    FiltreGrille.A_VERIFIER: "À vérifier",
    FiltreGrille.FAIBLESSES: "Faiblesses",
}


class GrilleChips(ChoiceChips[FiltreGrille]):
    """What is shown: the theme, or what is left to do in the whole grid.

    Signals:
        changed: another filter is chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(FiltreGrille, _("Critères montrés"), parent)
        self.chosen = FiltreGrille.THEME
        self.place(FlowLayout(self, spacing=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep all its lines: the list gives way before them."""
        super().resizeEvent(event)
        flow = self.layout()
        if flow is not None:
            self.setMinimumHeight(flow.heightForWidth(self.width()))

    def choose(self, choice: FiltreGrille) -> None:
        """Show what a filter keeps."""
        self.chosen = choice
        self.changed.emit()


class ListeCard(Card):
    """The criteria of a theme, or those of the whole grid that are looked for.

    Signals:
        chosen: slug of the criterion now under the cursor.
        opened: show the criterion under the cursor.
    """

    chosen = Signal(str)
    opened = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(" ", flush=True)
        self._session = session
        self._theme = self._slug = ""
        self._roomy = True
        self.rows = CriteresModel(self)
        self.view = CriteresView(self.rows)
        self.search = SearchField(
            _("Chercher dans toute la grille"), _("Chercher dans la grille, les constats…")
        )
        self.chips = GrilleChips()
        self.nothing = SafeLabel("", "small-2", wrap=True)
        self._build()
        self.search.edited.connect(self.refresh)
        self.chips.changed.connect(self.refresh)
        self.view.chosen.connect(self._on_chosen)
        self.view.opened.connect(self._on_opened)

    def _build(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(px(12), px(8), px(12), px(6))
        top.setSpacing(px(4))
        top.addWidget(self.search)
        top.addWidget(self.chips)
        top.addWidget(self.nothing)
        self.add(top)
        self.add(self.view.header)
        self.add(self.view, 1)

    def fit(self, *, roomy: bool) -> None:
        """Leave the title and the names of the columns out where room lacks."""
        self._roomy = roomy
        self.view.header.setVisible(roomy)
        self._header.setVisible(roomy)

    def show_theme(self, theme: str) -> None:
        """Show the criteria of a theme; what is looked for in the whole grid stays."""
        if theme != self._theme:
            self._theme = theme
            self.refresh()

    def choose_theme(self, theme: str) -> None:
        """Show a theme alone: nothing is looked for any more."""
        self._theme = theme
        self.search.set_raw("")
        self.chips.choose(FiltreGrille.THEME)

    def choose(self, slug: str) -> None:
        """Put the cursor on a criterion, without telling; it stays the one where it is shown."""
        self._slug = slug
        self.view.put_cursor(self.rows.index_of(slug))

    def refresh(self) -> None:
        """Show the list again; where the row chosen is gone, the next one is chosen."""
        before = self.rows.slugs()
        snapshot, content = self._session.snapshot, self._session.content
        filtre, sought = self.chips.chosen, self.search.raw()
        lines = lines_kept(snapshot, content, filtre, self._theme, sought)
        headed = filtre is not FiltreGrille.THEME or bool(sought.strip())
        if self.rows.show_rows(rows_of(lines, headed=headed)):
            self._choose_near(before)
        self._tell(len(lines), headed=headed, sought=bool(sought.strip()))

    def focus(self) -> None:
        """Put the caret in the list."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._settle()

    def _choose_near(self, before: list[str]) -> None:
        left = self.rows.slugs()
        found = self._slug if self._slug in left else neighbour(self._slug, before, left)
        if found is None:
            return
        self.view.put_cursor(self.rows.index_of(found))
        if found != self._slug and not self.search.hasFocus():  # nothing moves under her words
            self._on_chosen(found)

    def take_key(self, event: QKeyEvent) -> bool:
        """Leave the search by Échap or Bas; tell whether the key was for it.

        Any other key is about the row that is shown as chosen: the page then shows it too.
        """
        if self.search.hasFocus() and event.key() == Qt.Key.Key_Escape and self.search.raw():
            self.search.set_raw("")
            self.refresh()
            return True
        if self.search.hasFocus() and event.key() == Qt.Key.Key_Down:
            self.focus()
            return True
        self._settle()
        return False

    def _settle(self) -> None:
        """Have the page show the row that is shown as chosen."""
        slug = self.view.currentIndex().data(CritereRole.SLUG)
        if slug is not None and slug != self._slug:
            self._on_chosen(slug)

    def _tell(self, count: int, *, headed: bool, sought: bool) -> None:
        told = counts(self._session.snapshot, self._session.content, self._theme)
        for filtre, number in told.items():
            whole = sought and filtre is FiltreGrille.THEME
            name = _("Toute la grille") if whole else _(WORDS[filtre])
            words = name if whole else f"{name} {format_number(number)}"
            spoken = ngettext("{filtre}, {n} critère", "{filtre}, {n} critères", number,
                              filtre=name)  # fmt: skip
            self.chips.show_chip(filtre, words, spoken, chosen=filtre is self.chips.chosen)
        title = _("Dans toute la grille") if headed else _("Liste du thème")
        self.set_title(title, ngettext("{n} critère", "{n} critères", count))
        self._header.setVisible(self._roomy)
        self.nothing.setVisible(not count)
        self.nothing.setText(_("Aucun critère ne répond. Effacez la recherche ou le filtre."))

    def _on_opened(self) -> None:
        self._settle()
        self.opened.emit()

    def _on_chosen(self, slug: object) -> None:
        self._slug = str(slug)
        self.chosen.emit(self._slug)
