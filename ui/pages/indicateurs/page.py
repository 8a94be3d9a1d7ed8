"""Page « Indicateurs »: how each is reckoned, where it starts, where it goes. Picture 24."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import AddIndicateur, DeleteIndicateurs, SetCibles
from cpom_desktop.services.parcours import PAGES
from cpom_desktop.services.queries.indicateurs import TABLES, indicateurs
from cpom_desktop.services.queries.indicateurs_lecture import repartition
from ui.kit.buttons import IconButton, TextButton
from ui.kit.cards import Card
from ui.kit.dialogs import QuestionDialog
from ui.kit.labels import ElidedLabel
from ui.kit.list_panel_page import ListPanelPage, neighbour
from ui.kit.scrolling import scrolled
from ui.kit.states import EmptyState
from ui.kit.toast import Toast
from ui.models.indicateurs import IndicateursModel, IndicateursView, row_of
from ui.models.part_section import run_told
from ui.pages.indicateurs.dialogs import SpreadDialog, delete_consequence
from ui.pages.indicateurs.fields import INDICATEURS
from ui.pages.indicateurs.panel import IndicateurPanel
from ui.pages.indicateurs.side import SideColumn
from ui.session import touched
from ui.theme.theme import px

if TYPE_CHECKING:
    from decimal import Decimal

    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.queries.indicateurs import IndicateurSuivi
    from ui.session import Session

BIBLIOTHEQUE, DONNEES, ANNEXE = "bibliotheque", "donnees", "annexe-objectifs"
FICHE = "fiche-indicateur"
READS = (*TABLES, "packs_integres")
BESIDE, SIDE = 940, 300
"""Pixels at 100 %: width of the page from which the cards stand beside the form, and theirs."""


class IndicateursPage(ListPanelPage):
    """The indicators of the contract, each with its form, its curve and its attainment."""

    slug = "indicateurs"
    side_by_side = 680
    list_width = 222
    list_share = 0.36

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.chosen = 0
        self.found: dict[int, IndicateurSuivi] = {}
        self.model = IndicateursModel(self)
        self.view = IndicateursView(self.model)
        self.panel = IndicateurPanel(session)
        self.side = SideColumn()
        self.pile = QStackedWidget()
        self.toast = Toast(self.pile)
        self._build()
        self._connect()
        self.reload(None, force=True)
        self.panel.order_stops()
        self._fit()

    # --- building

    def _build(self) -> None:
        writes = not self._session.read_only
        self.print_pair = self.add_pair(_("Imprimer la fiche"), "printer", self._on_print)
        self.add_pair_new = self.add_pair(
            _("Nouvel indicateur"), "plus", self.add_indicateur, offered=writes
        )
        self.card = Card(" ", flush=True)
        self.count = ElidedLabel("", "section")
        self.card.set_name_label(self.count)
        self.delete = IconButton("trash-2", _("Supprimer l'indicateur…"), shortcut=_("Suppr"))
        self.card.add_action(self.delete)
        self.delete.setVisible(writes)
        self.card.add(self.view, 1)
        inner = QWidget()
        self._inner = QVBoxLayout(inner)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(px(12))
        self._inner.addWidget(self.panel)
        self._inner.addWidget(self.side)
        content = self.place_scrolled(self.card, self.panel, rows=self.view, inner=inner)
        self._columns.setStretchFactor(self._area, 1)
        holder = QWidget()
        self._beside_column = QVBoxLayout(holder)
        self._beside_column.setContentsMargins(0, 0, 0, 0)
        self._beside_area = scrolled(holder)
        self._beside_area.hide()
        self._columns.addWidget(self._beside_area)
        self.pile.addWidget(content)
        self.pile.addWidget(self._build_empty())
        self.body.addWidget(self.pile, 1)

    def _build_empty(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        writes = not self._session.read_only
        self.empty = EmptyState(
            "gauge",
            _("Aucun indicateur pour l'instant"),
            _("Un indicateur dit d'où vous partez et où vous allez."),
            _("Créer un indicateur") if writes else "",
        )  # fmt: skip
        self.empty.triggered.connect(self.add_indicateur)
        column.addStretch(1)
        column.addWidget(self.empty)
        row = QHBoxLayout()
        row.addStretch(1)
        self.library_button = TextButton(_("Choisir dans la bibliothèque"), icon_name="library")
        self.library_button.clicked.connect(partial(self.navigate.emit, BIBLIOTHEQUE, ""))
        row.addWidget(self.library_button)
        row.addStretch(1)
        column.addLayout(row)
        self.library_button.setVisible(BIBLIOTHEQUE in PAGES)
        column.addStretch(2)
        return holder

    def _connect(self) -> None:
        self.view.chosen.connect(self._on_chosen)
        self.view.opened.connect(self._open_panel)
        self.view.delete_asked.connect(self.ask_delete)
        self.delete.clicked.connect(self.ask_delete)
        self.panel.spread_asked.connect(self.ask_spread)
        self.panel.figures_asked.connect(self._go_to_figures)
        self.side.asked.connect(self._focus_name)

    def _fit(self) -> None:
        """Put the cards beside the form, or under it where there is no room."""
        super()._fit()
        beside = self.width() >= px(BESIDE)
        if beside == (self._beside_column.indexOf(self.side) >= 0):
            return
        self._beside_area.setFixedWidth(px(SIDE))
        (self._beside_column if beside else self._inner).addWidget(self.side)
        self._beside_area.setVisible(beside)
        self.side.show()

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the indicators again; the one chosen stays, or its neighbour follows."""
        if not touched(changes, *READS):
            return
        session = self._session
        shown = indicateurs(session.snapshot, session.content, session.workspace.today)
        before = self.model.ids()
        self.found = {suivi.indicateur.id: suivi for suivi in shown}
        left = list(self.found)
        if self.chosen not in self.found:
            self.chosen = neighbour(self.chosen, before, left) or 0
        self.model.show_rows([row_of(suivi) for suivi in shown])
        self.count.set_whole_text(ngettext("{n} indicateur", "{n} indicateurs", len(shown)))
        self.pile.setCurrentIndex(0 if shown else 1)
        self.print_pair.button.setEnabled(bool(shown))
        self.print_pair.icon.setEnabled(bool(shown))
        self.view.choose(self.chosen)
        self._show(force=force)

    def focus_field(self, key: str) -> bool:
        """Go to an indicator, or to one of its fields: « indicateurs.3.definition »."""
        table, _dot, rest = key.partition(".")
        number, _dot, name = rest.partition(".")
        if table != INDICATEURS or not number.isdecimal() or int(number) not in self.found:
            return False
        self.view.choose(int(number))
        self._on_chosen(int(number))
        if not name:
            self._focus_list()
            return True
        return self._focus_name(name)

    def current_field(self) -> str:
        """Return the key of the field that has the caret, else that of the row chosen."""
        key = self.panel.current_field()
        return key or (f"{INDICATEURS}.{self.chosen}" if self.chosen else "")

    def focus_first(self) -> None:
        """Put the caret on the list, or on the button that makes the first one."""
        if self.pile.currentIndex() == 0:
            self._focus_list()
        elif self.empty.button is not None:
            self.empty.button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def document_shown(self) -> str:
        """Return the document of the indicator chosen."""
        return f"{FICHE}-{self.chosen}" if self.chosen else ANNEXE

    # --- showing

    def _on_chosen(self, indicateur_id: int) -> None:
        self.chosen = indicateur_id
        self._show()
        self._area.verticalScrollBar().setValue(0)
        self.place_changed.emit()

    def _show(self, *, force: bool = False) -> None:
        suivi = self.found.get(self.chosen)
        self.panel.show_suivi(suivi, force=force)
        self.side.setVisible(suivi is not None)
        self.delete.setEnabled(suivi is not None)
        if suivi is not None:
            self.side.show_suivi(suivi)

    def _focus_name(self, name: str) -> bool:
        found = self.panel.focus_field(name)
        if found and (focused := self.focusWidget()) is not None:
            self._area.ensureWidgetVisible(focused, 0, px(40))
        return found

    # --- gestures

    def add_indicateur(self) -> None:
        """Add an indicator, its name ready to be typed over."""
        self.flush()
        made = run_told(self._session, AddIndicateur(libelle=_("Nouvel indicateur")))
        if made and self.focus_field(f"{INDICATEURS}.{made}.libelle"):
            self.panel.select_name()

    def ask_delete(self) -> None:
        """Ask before the indicator chosen is deleted, telling what uses it."""
        suivi = self.found.get(self.chosen)
        if suivi is None or self._session.read_only:
            return
        one = suivi.indicateur
        self.question = QuestionDialog(
            _("Supprimer l'indicateur « {nom} » ?", nom=one.libelle),
            delete_consequence(one, self._session.snapshot),
            action_label=_("Supprimer l'indicateur"),
            safe_label=_("Garder"),
            destructive=True,
            parent=self,
        )
        self.question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.question.accepted.connect(partial(self._delete, one.id))
        self.question.open()

    def _delete(self, indicateur_id: int) -> None:
        run_told(self._session, DeleteIndicateurs(ids=[indicateur_id]))
        self.focus_first()
        self.toast.show_message(
            _("Indicateur supprimé."), _("Annuler la suppression"), self._session.undo
        )

    def ask_spread(self) -> None:
        """Show the even targets before and after; say what lacks when there are none."""
        self.flush()
        suivi = self.found.get(self.chosen)
        if suivi is None:
            return
        found = repartition(suivi)
        if found.raison:
            self._session.refused.emit(found.raison)
            self._focus_name(found.champ)
            return
        if not found.changes:
            self.toast.show_message(_("Les cibles sont déjà réparties régulièrement."), "", None)
            return
        self.spread = SpreadDialog(suivi, found, self)
        self.spread.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.spread.accepted.connect(partial(self._spread, suivi.indicateur.id, found.changes))
        self.spread.open()

    def _spread(self, indicateur_id: int, changes: dict[int, Decimal | None]) -> None:
        run_told(self._session, SetCibles(indicateur_id=indicateur_id, valeurs=changes))
        self._focus_name("cibles")

    def _go_to_figures(self) -> None:
        suivi = self.found.get(self.chosen)
        if suivi is not None and suivi.donnee is not None:
            self.navigate.emit(DONNEES, f"{DONNEES}.{suivi.donnee.slug}")

    def _on_print(self) -> None:
        self.print_requested.emit(self.document_shown())
