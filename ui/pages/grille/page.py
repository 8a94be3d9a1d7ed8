"""The page itself: the themes at the left, one criterion at the right, the way on below."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.chiffres import TABLES as CHIFFRES
from cpom_desktop.services.queries.diagnostic import themes
from cpom_desktop.services.queries.grille import (
    critere_details,
    first_to_rate,
    places,
    theme_title,
)
from cpom_desktop.services.queries.grille_liste import FiltreGrille
from cpom_desktop.services.queries.preuves import TABLES as PREUVES
from ui.kit.page import Page
from ui.kit.toast import Toast
from ui.kit.wizard_footer import WizardFooter
from ui.pages.grille.card import CritereCard
from ui.pages.grille.gardes import KeptStrip, StartStrip, slugs_of
from ui.pages.grille.grille_menu import GrilleMenu
from ui.pages.grille.liste import ListeCard
from ui.pages.grille.propres import OwnCriteres
from ui.pages.grille.room import Room
from ui.pages.grille.switch import ListSwitch
from ui.pages.grille.themes_card import ThemesCard
from ui.pages.grille.way import way
from ui.session import touched
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.queries.diagnostic import ThemeView
    from cpom_desktop.services.queries.grille import Place
    from ui.session import Session

TABLES = ("constats", "criteres_propres", "acteurs", "packs_integres", *CHIFFRES, *PREUVES)
FILTER = "filtre:"
"""Begins what a key names when it is what the list keeps."""
LISTED = "grille_liste"
"""Key of the place where it is noted that she works in the list."""


class GrillePage(Page):
    """The shared diagnosis: rate, say, prove, one criterion after the other."""

    slug = "grille"
    wide = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, scrolls=False)
        self._session = session
        self._places = places(session.snapshot, session.content)
        self._ranks = {place.critere.slug: n for n, place in enumerate(self._places)}
        first = first_to_rate(self._places, session.snapshot) or self._places[0]
        self._rank = self._ranks[first.critere.slug]
        self._slugs = slugs_of(session)
        self.themes_card = ThemesCard(session)
        self.list = self.themes_card.list
        self.card = CritereCard(session, first)
        self.right = QStackedWidget()
        self.footer = WizardFooter()
        self.start = StartStrip(session)
        self.own = OwnCriteres(session, first, self)
        self.toast = Toast(self)
        self.kept = KeptStrip(session)
        self._build()
        self._connect()
        self._show_progress()
        self._show_place()
        if session.workspace.resume().get(LISTED):
            self.show_list(True)

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the findings again; what is undone or redone is shown where it was."""
        if not touched(changes, *TABLES):
            return
        self._read_places()
        if force and changes is not None:
            self._go_to_changed(changes)
        self.card.reload(force=force)
        if self.listed:
            self.liste.refresh()
        self._show_progress()

    def _go_to_changed(self, changes: Changes) -> None:
        """Show the criterion of the only finding that changed, if it is another."""
        known = self._slugs | slugs_of(self._session)
        found = [known.get(number, "") for number in changes.tables.get("constats", ())]
        if len(found) == 1 and found[0] in self._ranks:
            self._go(self._ranks[found[0]])

    def focus_field(self, key: str) -> bool:
        """Show « constats.dg-h03.texte », or « constats.filtre:a_verifier » as a list."""
        table, _dot, rest = key.partition(".")
        slug, _dot, name = rest.partition(".")
        if table == "constats" and slug.removeprefix(FILTER) in set(FiltreGrille):
            self.show_list(True)
            self.liste.chips.choose(FiltreGrille(slug.removeprefix(FILTER)))
            self.focus_first()
            return True
        if table != "constats" or slug not in self._ranks or not self._go(self._ranks[slug]):
            return False
        if self.listed and not name:
            self.focus_first()
            return True
        self.show_list(False)
        return self.card.focus_field(name or "cotation")

    def current_field(self) -> str:
        """Return the key of the field that has the caret, else of the criterion shown."""
        return self.card.current_field() or f"constats.{self.card.critere.slug}"

    def focus_first(self) -> None:
        """Put the caret on the answers of the criterion shown: its keys rate at once."""
        if self.listed:
            self.liste.focus()
        else:
            self.card.focus_field("cotation")

    def place_detail(self) -> str:
        """Return « thème H »."""
        return _("thème {lettre}", lettre=self.place.theme.lettre)

    def guide_details(self) -> Sequence[tuple[str, str]]:
        """Return what proves and what founds the criterion shown."""
        return critere_details(self.card.critere, self._session.snapshot, self._session.content)

    def go_back(self) -> None:
        """Go to the previous criterion, the caret on its answers."""
        self._step(self._rank - 1)

    def go_on(self) -> None:
        """Go to the next criterion, the caret on its answers."""
        self._step(self._onward())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rate with 1 to 4, N, R and Suppr wherever the caret does not write."""
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if self.listed and self.liste.take_key(event):
            return
        if event.key() == Qt.Key.Key_Escape:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not (plain and self.card.scale_field.take_key(event)):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the criterion under the themes where room lacks."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange the page again for another text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_room"):
            self._fit()

    def _fit(self) -> None:
        roomy = self._room.fit(listed=self.listed)
        if "liste" in vars(self):
            self.liste.fit(roomy=roomy)

    # --- building

    def _build(self) -> None:
        self.switch = ListSwitch(self)
        self.add_action(self.switch.button)
        menu = GrilleMenu(self._session, self)
        self.add_action(menu)
        self.themes_card.add_action(self.switch.icon)
        columns = QHBoxLayout()
        columns.setSpacing(px(12))
        columns.addWidget(self.themes_card)
        self.right.addWidget(self.card)
        columns.addWidget(self.right, 1)
        self._room = Room(self, columns, self.themes_card, switch=self.switch, menu=menu)
        self.body.addWidget(self.start)
        self.body.addWidget(self.kept)
        self.body.addLayout(columns, 1)
        self.set_footer(self.footer)
        self.title_label.setWordWrap(True)

    @cached_property
    def liste(self) -> ListeCard:
        """The criteria as a list, made when first asked for."""
        made = ListeCard(self._session)
        made.chosen.connect(self._on_line)
        made.opened.connect(self._on_opened)
        made.fit(roomy=self.switch.button.isVisibleTo(self))
        self.right.addWidget(made)
        return made

    def _connect(self) -> None:
        self.list.theme_chosen.connect(self._on_theme)
        self.list.opened.connect(self.focus_first)
        self.switch.pressed.connect(self._on_switch)
        self.themes_card.useful_asked.connect(self._on_useful)
        self.card.back.connect(self.go_back)
        self.card.onward.connect(self.go_on)
        self.card.left_button.clicked.connect(self._on_left)
        self.card.opened.connect(self.navigate)
        self.themes_card.add_asked.connect(self.own.add)
        self.card.own.edit_asked.connect(self.own.edit)
        self.card.own.delete_asked.connect(self.own.delete)
        self.own.made.connect(self._on_made)
        self.own.told.connect(self._tell)
        self.card.preuves.files.told.connect(self._tell)
        self.footer.back.connect(self.go_back)
        self.footer.onward.connect(self.go_on)
        for keys, slot in (
            ("Ctrl+PgUp", self._previous_theme),
            ("Ctrl+PgDown", self._next_theme),
            ("Ctrl+Tab", self._swap),
            ("Ctrl+Shift+Tab", self._swap),
            ("Ctrl+F", self._on_search),
            ("Alt+End", self._on_left),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- going through

    @property
    def place(self) -> Place:
        """The criterion shown, in its theme."""
        return self._places[self._rank]

    @property
    def listed(self) -> bool:
        """Whether the criteria are shown as a list."""
        return self.right.currentWidget() is not self.card

    def show_list(self, listed: bool) -> None:  # noqa: FBT001 - mirrors Qt's setters
        """Show the criteria as a list, or one at a time; kept for the next start."""
        if listed == self.listed:
            return
        if listed:
            self.liste.choose(self.card.critere.slug)
            self.liste.show_theme(self.place.theme.slug)
            self.liste.refresh()
        self.right.setCurrentWidget(self.liste if listed else self.card)
        self._session.set_resume(LISTED, "oui" if listed else "")
        self.switch.show_listed(listed)
        self._fit()

    def _on_switch(self) -> None:
        self.show_list(not self.listed)
        self.focus_first()

    def _on_made(self, slug: str) -> None:
        self.focus_field(f"constats.{slug}.cotation")

    def _tell(self, sentence: str) -> None:
        """Tell what was done, with the way back."""
        self.toast.stand_over(self.footer_height)
        self.toast.show_message(sentence, _("Annuler"), self._session.undo)

    def _on_search(self) -> None:
        self.show_list(True)
        self.liste.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_line(self, slug: str) -> None:
        """Follow the cursor of the list: what rates and the Guide are of its criterion."""
        if not self._go(self._ranks[slug]):
            self.liste.choose(self.card.critere.slug)

    def _on_opened(self) -> None:
        self.show_list(False)
        self.focus_first()

    def _read_places(self) -> None:
        """Take the criteria again where some came, changed or went."""
        found = places(self._session.snapshot, self._session.content)
        if found == self._places:
            return
        self._places = found
        self._ranks = {place.critere.slug: n for n, place in enumerate(found)}
        self._rank = self._ranks.get(self.card.critere.slug, min(self._rank, len(found) - 1))
        self.card.show_place(self.place)
        self._show_place()
        self.place_changed.emit()

    def _step(self, rank: int) -> None:
        if 0 <= rank < len(self._places) and self._go(rank):
            self.focus_first()

    def _go(self, rank: int) -> bool:
        """Show a criterion, unless what is typed could not be saved; tell whether it is shown."""
        if not self.card.show_place(self._places[rank]):
            self.themes_card.choose(self.place.theme.slug)
            return False
        if rank != self._rank:
            self._rank = rank
            self._show_place()
            self.place_changed.emit()
        return True

    def _onward(self) -> int:
        """Return the criterion that follows, after the last one the first still to rate."""
        if self._rank + 1 < len(self._places):
            return self._rank + 1
        left = first_to_rate(self._places, self._session.snapshot)
        return -1 if left is None or left is self.place else self._ranks[left.critere.slug]

    def _on_theme(self, slug: str) -> None:
        """Show the first criterion to rate of a theme, else its first one."""
        if self.listed:
            self.liste.choose_theme(slug)
        members = [place for place in self._places if place.theme.slug == slug]
        place = first_to_rate(members, self._session.snapshot) or members[0]
        self._go(self._ranks[place.critere.slug])

    def _on_left(self) -> None:
        """Go to the next criterion still to rate, from here then from the beginning."""
        after = [*self._places[self._rank + 1 :], *self._places[: self._rank]]
        left = first_to_rate(after, self._session.snapshot)
        if left is not None:
            self._step(self._ranks[left.critere.slug])

    def _previous_theme(self) -> None:
        self._go_to_theme(-1)

    def _next_theme(self) -> None:
        self._go_to_theme(1)

    def _go_to_theme(self, step: int) -> None:
        slugs = [theme.slug for theme in self._session.content.grille.themes]
        rank = slugs.index(self.place.theme.slug) + step
        if 0 <= rank < len(slugs):
            in_list = self.list.hasFocus()
            self._on_theme(slugs[rank])
            if not in_list:
                self.focus_first()

    def _on_useful(self) -> None:
        """Show the documents that serve the theme."""
        self.navigate.emit("pieces", f"pieces.theme:{self.place.theme.lettre}")

    def _swap(self) -> None:
        """Go from the themes to the criterion and back."""
        if self.list.hasFocus():
            self.focus_first()
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- showing

    def _show_place(self) -> None:
        self.own.place = self.place
        self.title_label.setText(theme_title(self.place.theme))
        self.purpose_label.setText(self.place.theme.purpose)
        self.themes_card.choose(self.place.theme.slug)
        if self.listed:
            self.liste.choose(self.card.critere.slug)
            self.liste.show_theme(self.place.theme.slug)
        self.themes_card.show_useful(self.place.theme.lettre)
        self._show_way(themes(self._session.snapshot, self._session.content))

    def _show_progress(self) -> None:
        self._slugs = slugs_of(self._session)
        views = themes(self._session.snapshot, self._session.content)
        self.themes_card.show_progress(views)
        self.start.refresh()
        self.kept.refresh()
        self.themes_card.show_useful(self.place.theme.lettre)
        self._show_way(views)

    def _show_way(self, views: Sequence[ThemeView]) -> None:
        score = next(v.score for v in views if v.theme.slug == self.place.theme.slug)
        onward = self._onward()
        self.footer.show_place(*way(self._places, self._rank, onward, score))
        self.card.previous.setEnabled(self._rank > 0)
        self.card.next.setEnabled(onward >= 0)
        left = first_to_rate(self._places, self._session.snapshot)
        self.card.left_button.setVisible(left is not None and left is not self.place)
