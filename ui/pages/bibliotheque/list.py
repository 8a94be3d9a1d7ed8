"""The left of the page: what is looked for, what is kept, the objectives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from cpom_desktop.i18n import _, format_number, ngettext
from cpom_desktop.services.queries.bibliotheque import (
    Choix,
    FiltreBibliotheque,
    bibliotheque,
    comptes,
    lignes_gardees,
    note_faiblesses,
)
from cpom_desktop.services.queries.packs_lecture import limite_words
from ui.kit.cards import Card
from ui.kit.combo import ChoiceField
from ui.kit.filter_chips import ChoiceChips
from ui.kit.flow import FlowLayout
from ui.kit.labels import SafeLabel, set_tooltip
from ui.kit.list_panel_page import neighbour
from ui.kit.search_field import SearchField
from ui.kit.states import EmptyState
from ui.models.bibliotheque import BibliothequeModel, ObjectifRole, rows_of
from ui.models.bibliotheque_view import BibliothequeView
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.queries.bibliotheque import Bibliotheque
    from ui.session import Session

WORDS = {
    FiltreBibliotheque.FAIBLESSES: "Pour mes faiblesses",
    FiltreBibliotheque.TOUS: "Tous",
    FiltreBibliotheque.OBLIGATOIRES: "Obligatoires",
    FiltreBibliotheque.PRIS: "Ajoutés",
}


class BibliothequeChips(ChoiceChips[FiltreBibliotheque]):
    """What is shown: what answers her weaknesses, all, what the region asks for, what is taken.

    Signals:
        changed: another filter is chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(FiltreBibliotheque, _("Objectifs montrés"), parent)
        self.chosen = FiltreBibliotheque.FAIBLESSES
        self.place(FlowLayout(self, spacing=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep all its lines: the list gives way before them."""
        super().resizeEvent(event)
        flow = self.layout()
        if flow is not None:
            self.setMinimumHeight(flow.heightForWidth(self.width()))

    def choose(self, choice: FiltreBibliotheque) -> None:
        """Show what a filter keeps."""
        self.chosen = choice
        self.changed.emit()


class LibraryCard(Card):
    """The objectives of the library.

    Signals:
        chosen: slug of the objective now under the cursor.
        opened: show the objective under the cursor.
        refreshed: other rows may be shown.
    """

    chosen = Signal(str)
    opened = Signal()
    refreshed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(" ", flush=True)
        self._session = session
        self.slug = ""
        self._shown: object = None
        self.rows = BibliothequeModel(self)
        self.view = BibliothequeView(self.rows)
        self.search = SearchField(
            _("Rechercher dans la bibliothèque"), _("Rechercher un objectif, un indicateur…")
        )
        self.chips = BibliothequeChips()
        self.axe = ChoiceField(_("Axe"), none_label=_("Tous les axes"))
        self.domaine = ChoiceField(_("Domaine"), none_label=_("Tous les domaines"))
        self.note = SafeLabel("", "caption-2", wrap=True)
        self._build()
        if not self.found().faiblesses:
            self.chips.chosen = FiltreBibliotheque.TOUS
        self.search.edited.connect(self.refresh)
        self.chips.changed.connect(self.refresh)
        for field in (self.axe, self.domaine):
            field.edited.connect(self.refresh)
        self.view.chosen.connect(self._on_chosen)
        self.view.opened.connect(self._on_opened)

    def _build(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(px(12), px(8), px(12), px(6))
        top.setSpacing(px(4))
        top.addWidget(self.search)
        top.addWidget(self.chips)
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self.axe, 1)
        line.addWidget(self.domaine, 1)
        top.addLayout(line)
        self.add(top)
        self.empty = EmptyState(
            "search",
            _("Aucun objectif ne répond"),
            _("Effacez la recherche, l'axe ou le domaine, ou montrez toute la bibliothèque."),
            _("Montrer tous les objectifs"),
        )
        self.empty.triggered.connect(self._on_show_all)
        if self.empty.button is not None:
            self.empty.button.set_icon("library")
        self.pile = QStackedWidget()
        self.pile.addWidget(self.view)
        self.pile.addWidget(self.empty)
        self.add(self.pile, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(14), px(6), px(14), px(6))
        foot.addWidget(self.note)
        self.add(foot)

    def found(self) -> Bibliotheque:
        """Return the library beside the dossier as it is now."""
        return bibliotheque(self._session.snapshot, self._session.content)

    # --- showing

    def refresh(self) -> None:
        """Show the list again; where the row chosen is gone, the next one is chosen."""
        found, before = self.found(), self.rows.slugs()
        self._offer(found)
        lines = lignes_gardees(found, self._choix())
        weak = self.chips.chosen is FiltreBibliotheque.FAIBLESSES
        ranked = weak or bool(self.search.raw().strip())
        if self.rows.show_rows(rows_of(lines, headed=not ranked, reasons=weak)):
            self._choose_near(before)
        self._tell(found, len(lines))
        self.refreshed.emit()

    def choose(self, slug: str) -> bool:
        """Put the cursor on an objective, shown whatever was looked for; tell whether it is."""
        if self.found().ligne(slug) is None:
            return False
        if not self.rows.index_of(slug).isValid():
            self.show_all()
        self.slug = slug
        self.view.put_cursor(self.rows.index_of(slug))
        return True

    def show_all(self) -> None:
        """Look for nothing any more."""
        self.search.set_raw("")
        self.axe.set_value(None)
        self.domaine.set_value(None)
        self.chips.choose(FiltreBibliotheque.TOUS)

    def _on_show_all(self) -> None:
        self.show_all()
        self.focus()

    def focus(self) -> None:
        """Put the caret in the list, in the search where it is empty."""
        where = self.view if self.rows.slugs() else self.search
        where.setFocus(Qt.FocusReason.OtherFocusReason)
        self._settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the search by Bas or Entrée, empty it by Échap: the area would scroll."""
        if not self.search.hasFocus():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape and self.search.raw():
            self.search.set_raw("")
            self.refresh()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.focus()
        else:
            super().keyPressEvent(event)

    def _choix(self) -> Choix:
        return Choix(
            self.chips.chosen,
            self.search.raw(),
            str(self.axe.value() or ""),
            str(self.domaine.value() or ""),
        )

    def _offer(self, found: Bibliotheque) -> None:
        """Offer the axes and domains that have objectives."""
        if self._shown is self._session.content:
            return
        self._shown = self._session.content
        self.axe.set_choices([*dict.fromkeys((r.model.axe, r.axe) for r in found.lignes)])
        domaines = dict.fromkeys((r.model.domaine, r.domaine) for r in found.lignes)
        self.domaine.set_choices([*domaines])

    def _choose_near(self, before: list[str]) -> None:
        left = self.rows.slugs()
        near = self.slug if self.slug in left else neighbour(self.slug, before, left)
        if near is None:
            return
        self.view.put_cursor(self.rows.index_of(near))
        if near != self.slug:
            self._on_chosen(near)

    def _settle(self) -> None:
        """Have the page show the row that is shown as chosen."""
        slug = self.view.currentIndex().data(ObjectifRole.SLUG)
        if slug is not None and slug != self.slug:
            self._on_chosen(slug)

    def _tell(self, found: Bibliotheque, count: int) -> None:
        for filtre, number in comptes(found).items():
            name = _(WORDS[filtre])
            spoken = ngettext("{filtre}, {n} objectif", "{filtre}, {n} objectifs", number,
                              filtre=name)  # fmt: skip
            chosen = filtre is self.chips.chosen
            self.chips.show_chip(filtre, f"{name} {format_number(number)}", spoken, chosen=chosen)
        asked = self.chips.chosen is FiltreBibliotheque.OBLIGATOIRES
        self.chips.chips[FiltreBibliotheque.OBLIGATOIRES].setVisible(
            asked or bool(found.obligatoires)
        )
        total = len(found.lignes)
        self.set_title(
            _("Objectifs"),
            ngettext("{n} affiché sur {total}", "{n} affichés sur {total}", count, total=total),
        )
        weak = self.chips.chosen is FiltreBibliotheque.FAIBLESSES
        note = note_faiblesses(found) if weak else ""
        self.pile.setCurrentIndex(0 if count else 1)
        limit = limite_words(self._session.snapshot, self._session.content)
        note = " ".join(filter(None, (limit, note)))
        self.note.setText(note)
        self.note.setVisible(bool(note))
        set_tooltip(self.note, "\n".join(f.titre for f in found.orphelines) if weak else "")

    def _on_opened(self) -> None:
        self._settle()
        self.opened.emit()

    def _on_chosen(self, slug: object) -> None:
        self.slug = str(slug)
        self.chosen.emit(self.slug)
