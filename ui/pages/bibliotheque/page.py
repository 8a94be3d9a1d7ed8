"""Page « Bibliothèque »: objectives to take, what answers her weaknesses first. Picture 08."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.operations import TakeObjectifs
from cpom_desktop.services.queries.bibliotheque import PREFIX
from cpom_desktop.services.queries.bibliotheque_detail import READS, detail
from ui.kit.list_panel_page import ListPanelPage
from ui.models.part_section import run_told
from ui.pages.bibliotheque.list import LibraryCard
from ui.pages.bibliotheque.menu import LibraryMenu
from ui.pages.bibliotheque.panel import LibraryPanel
from ui.session import touched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.changes import Changes
    from ui.session import Session

OBJECTIFS, GRILLE = "objectifs", "grille"


class BibliothequePage(ListPanelPage):
    """The library: search, take, adapt."""

    slug = "bibliotheque"
    side_by_side = 820
    panel_width = 400
    least_heights = (520, 420)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.card = LibraryCard(session)
        self.panel = LibraryPanel(writes=not session.read_only)
        self.menu = LibraryMenu(session, self)
        self.add_action(self.menu)
        self.place(self.card, self.panel, rows=self.card.view)
        self.body.addWidget(self._area, 1)
        self._connect()
        self.card.refresh()
        self._fit()

    def _connect(self) -> None:
        self.card.chosen.connect(self._show_panel)
        self.card.refreshed.connect(self._show_panel)
        self.card.opened.connect(self._open_panel)
        self.card.view.add_asked.connect(self.take)
        self.panel.add_asked.connect(self._on_add)
        self.panel.taken_asked.connect(self._go_to_taken)
        self.panel.critere_asked.connect(self._go_to_critere)
        self.panel.voisin_asked.connect(self._go_to_voisin)

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the library again; nothing is typed here, so that `force` changes nothing."""
        del force
        if touched(changes, *READS):
            self.card.refresh()

    def focus_field(self, key: str) -> bool:
        """Go to an objective: « bibliotheque.ob-101 »."""
        table, _dot, slug = key.partition(".")
        if table != PREFIX or not self.card.choose(slug):
            return False
        self._show_panel()
        self.card.focus()
        return True

    def current_field(self) -> str:
        """Return the key of the objective chosen."""
        return f"{PREFIX}.{self.card.slug}" if self.card.slug else ""

    def focus_first(self) -> None:
        """Put the caret in the list."""
        self.card.focus()

    def document_shown(self) -> str:
        """Return the tree of objectives."""
        return "arbre-objectifs"

    def guide_details(self) -> Sequence[tuple[str, str]]:
        """Return what the library is worth."""
        return ((_("À savoir"), self._session.content.objectifs.mention),)

    # --- showing

    def _show_panel(self) -> None:
        session, slug = self._session, self.card.slug
        shown = slug in self.card.rows.slugs()
        self.panel.show_detail(detail(session.snapshot, session.content, slug) if shown else None)

    # --- what she does

    def take(self, slug: str, *, fiche: bool = True) -> None:
        """Take an objective, with a first draft of its fiche; it may be undone at once."""
        ligne = self.card.found().ligne(slug)
        if ligne is None or ligne.pris or self._session.read_only:
            return
        caret = self.panel.has_caret()
        run_told(self._session, TakeObjectifs(modeles=[slug], fiche=fiche))
        ligne = self.card.found().ligne(slug)
        if ligne is None or not ligne.pris:
            return
        self.announced.emit(
            _("Ajouté avec son indicateur et une fiche à adapter, sous « {axe} ».", axe=ligne.axe)
            if fiche
            else _("Ajouté avec son indicateur, à adapter, sous « {axe} ».", axe=ligne.axe)
        )
        if caret:  # the button that had it is gone
            self.panel.focus_field()

    def _on_add(self, fiche: bool) -> None:  # noqa: FBT001 - a signal has no keywords
        self.take(self.card.slug, fiche=fiche)

    def _go_to_taken(self) -> None:
        ligne = self.card.found().ligne(self.card.slug)
        if ligne is not None and ligne.objectif_id is not None:
            self.navigate.emit(OBJECTIFS, f"objectifs.{ligne.objectif_id}")

    def _go_to_critere(self, slug: str) -> None:
        self.navigate.emit(GRILLE, f"constats.{slug}.texte")

    def _go_to_voisin(self, slug: str) -> None:
        self.card.choose(slug)
        self._show_panel()
        self.panel.focus_field()
