"""The themes at the left of the page: how far each is, and the documents that serve the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.diagnostic import total_score
from cpom_desktop.services.queries.pieces import pieces, theme_words
from ui.kit.buttons import IconButton
from ui.kit.cards import Card
from ui.kit.link_line import LinkLine
from ui.models.themes import ThemesList
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.queries.diagnostic import ThemeView
    from ui.session import Session


class ThemesCard(Card):
    """The list of the themes, then what may be done for the theme shown.

    Signals:
        useful_asked: show the documents that serve the theme.
        add_asked: add a criterion of hers to the theme.
    """

    useful_asked = Signal()
    add_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(" ", flush=True)
        self._session = session
        self.list = ThemesList()
        self._roomy, self._folds, self._open = True, False, False
        self._views: Sequence[ThemeView] = ()
        self._slug = ""
        self.unfold = IconButton("chevron-down", _("Montrer les thèmes"))
        self.unfold.clicked.connect(self._on_unfold)
        self.list.clicked.connect(self._fold)
        self.list.opened.connect(self._fold)
        self.useful = LinkLine("", "folder", "lien")
        self.useful.clicked.connect(self.useful_asked)
        self.plus = IconButton("plus", _("Ajouter un critère à ce thème…"))
        self.plus.clicked.connect(self.add_asked)
        self.add_action(self.unfold)
        self.add_action(self.plus)
        self.plus.setVisible(not session.read_only)
        self.add(self.list, 1)
        below = QVBoxLayout()
        below.setContentsMargins(px(10), px(2), px(10), px(4))
        below.setSpacing(0)
        below.addWidget(self.useful)
        self.add(below)

    def restyle(self) -> None:
        """Keep the header as low as that of the criterion."""
        super().restyle()
        self._header_layout.setContentsMargins(px(16), 0, px(10), 0)

    def show_progress(self, views: Sequence[ThemeView]) -> None:
        """Tell how far each theme is, and all of them."""
        self._views = views
        self.list.themes.show_views(views)
        self._tell()

    def choose(self, slug: str) -> None:
        """Put the cursor on a theme, without telling; folded, the card names it."""
        self._slug = slug
        self.list.choose(slug)
        self._tell()

    def fit(self, *, roomy: bool, folds: bool) -> None:
        """Follow the room.

        Args:
            roomy: there is room under the themes.
            folds: there is none for them: the one chosen is named, a button shows the others.
        """
        self._roomy, self._folds = roomy, folds
        self.unfold.setVisible(folds)
        self.list.setVisible(self._open or not folds)
        self.useful.setVisible(roomy and bool(self.useful.words))
        self._tell()

    def _fold(self) -> None:
        """Hide the themes again, where they are folded, once one is taken."""
        self._open = False
        self.list.setVisible(not self._folds)
        self.unfold.set_icon("chevron-down")

    def _on_unfold(self) -> None:
        self._open = not self._open
        self.list.setVisible(self._open)
        self.unfold.set_icon("chevron-up" if self._open else "chevron-down")
        if self._open:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        """Name all the themes with their count, or the one chosen where they are folded."""
        views = self._views
        chosen = next((view for view in views if view.theme.slug == self._slug), None)
        if self._folds and chosen is not None:
            theme, score = chosen.theme, chosen.score
            words = _("Thème {lettre} : {titre}", lettre=theme.lettre, titre=theme.court)
            self.set_title(words, f"{score.answered}/{score.criteres}")
            return
        total = total_score(tuple(views))
        counted = ngettext(
            "{n} critère coté sur {total}",
            "{n} critères cotés sur {total}",
            total.answered,
            total=total.criteres,
        )
        self.set_title(ngettext("{n} thème", "{n} thèmes", len(views)), counted)

    def show_useful(self, lettre: str) -> None:
        """Tell how many documents serve the theme, and where they stand."""
        workspace = self._session.workspace
        found = pieces(workspace.snapshot, workspace.content, workspace.today)
        self.useful.set_words(theme_words(found, lettre))
        self.useful.setVisible(self._roomy and bool(self.useful.words))
