"""The card of the list of stakeholders: search, list by family, what is done to several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.acteurs_doublons import doublons
from cpom_desktop.services.queries.acteurs_filtres import (
    FILTER_WORDS,
    FiltreActeurs,
    filtered,
    other_names,
)
from ui.kit.buttons import DangerButton, IconButton, TextButton
from ui.kit.cards import Card
from ui.kit.labels import SafeLabel
from ui.kit.search_field import SearchField
from ui.models.acteurs import ActeurRole, ActeursModel, rows_of
from ui.models.acteurs_view import ActeursView
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from ui.session import Session


class ActeursList(Card):
    """Shows the stakeholders and tells who is chosen.

    Signals:
        current_changed: id of the person now under the cursor of the list.
        edit_requested: go to the fields of that person.
        delete_requested: ids to delete.
    """

    current_changed = Signal(int)
    edit_requested = Signal()
    delete_requested = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(flush=True)
        self._session = session
        self._current = 0
        self.filter = FiltreActeurs.TOUS
        self.model = ActeursModel(self)
        self.view = ActeursView(self.model)
        self.search = SearchField(_("Rechercher un acteur"))
        self._build()
        self.search.textChanged.connect(self._on_search)
        self.filter_menu.aboutToShow.connect(self._fill_filters)
        self.filter_menu.triggered.connect(self._on_filter)
        self.everyone.clicked.connect(self.show_everyone)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.selectionModel().selectionChanged.connect(self._tell_selection)
        self.view.edit_requested.connect(self.edit_requested)
        self.view.delete_requested.connect(self._ask_delete)
        self.delete_button.clicked.connect(self._ask_delete)

    def ids(self) -> list[int]:
        """Return the people shown, in order."""
        return self.model.ids()

    def reload(self, current: int) -> None:
        """Show the people again; `current` and those selected stay so."""
        self._current = current
        acteurs = self._session.snapshot.acteurs
        chosen = set(self.view.chosen_ids())
        families = self._session.content.acteurs.familles
        rows = rows_of(
            acteurs,
            families,
            self.search.text(),
            only=filtered(self._session.snapshot)[self.filter],
            alike=doublons(self._session.snapshot),
            also=other_names(self._session.snapshot),
        )
        if self.model.show_rows(rows):
            self._restore(chosen)
        words = ("Rechercher dans {n} acteur", "Rechercher dans {n} acteurs")
        self.search.setPlaceholderText(ngettext(*words, len(acteurs)))
        self.nobody.setVisible(bool(acteurs) and not self.model.ids())
        self._tell_filter()
        self._tell_selection()

    def choose(self, acteur_id: int) -> None:
        """Put the cursor of the list on a person, if the search lets it be seen."""
        self._current = acteur_id
        index = self.model.index_of(acteur_id)
        if not index.isValid():
            return
        if self.view.currentIndex() != index:
            self.view.setCurrentIndex(index)
        self.view.show_row(index)

    def reveal(self, acteur_id: int) -> None:
        """Forget the search and the filter if they hide a person."""
        if not self.model.index_of(acteur_id).isValid():
            self.search.clear()
        if not self.model.index_of(acteur_id).isValid():
            self.show_everyone()

    def show_everyone(self) -> None:
        """Forget the filter."""
        self.filter = FiltreActeurs.TOUS
        self.reload(self._current)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(px(10), px(8), px(6), px(8))
        top.setSpacing(px(2))
        top.addWidget(self.search, 1)
        self.filter_button = IconButton("sliders-horizontal", _("Filtrer les acteurs"))
        self.filter_menu = QMenu(self.filter_button)
        self.filter_button.setMenu(self.filter_menu)
        top.addWidget(self.filter_button)
        self.add(top)
        self.add(self._build_filter_bar())
        self.add(self.view, 1)
        self.nobody = SafeLabel(_("Aucun acteur ne correspond."), "small-2", wrap=True)
        self.nobody.setContentsMargins(px(12), px(4), px(12), px(12))
        self.add(self.nobody)
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(px(12), px(2), px(6), px(2))
        self.selection_label = SafeLabel("", "caption-2", wrap=True)
        self.delete_button = DangerButton(_("Supprimer…")).set_dense()
        bar.addWidget(self.selection_label, 1)
        bar.addWidget(self.delete_button)
        self.add(self._bar)

    def _build_filter_bar(self) -> QWidget:
        self._filter_bar = QWidget()
        bar = QHBoxLayout(self._filter_bar)
        bar.setContentsMargins(px(12), 0, px(4), px(2))
        self.filter_label = SafeLabel("", "caption-strong", wrap=True)
        self.everyone = TextButton(_("Tout montrer")).set_dense()
        bar.addWidget(self.filter_label, 1)
        bar.addWidget(self.everyone)
        return self._filter_bar

    def _fill_filters(self) -> None:
        """List the filters with their counts again."""
        self.filter_menu.clear()
        group = QActionGroup(self.filter_menu)
        counts = filtered(self._session.snapshot)
        for each in FiltreActeurs:
            action = self.filter_menu.addAction(f"{_(FILTER_WORDS[each])} ({len(counts[each])})")
            action.setCheckable(True)
            action.setChecked(each is self.filter)
            action.setData(each.value)
            group.addAction(action)

    def _on_filter(self, action: QAction) -> None:
        self.filter = FiltreActeurs(action.data())
        self.reload(self._current)

    def _tell_filter(self) -> None:
        count = len(filtered(self._session.snapshot)[self.filter])
        self.filter_label.setText(f"{_(FILTER_WORDS[self.filter])} ({count})")
        self._filter_bar.setVisible(self.filter is not FiltreActeurs.TOUS)

    def _restore(self, chosen: set[int]) -> None:
        selection = self.view.selectionModel()
        selection.blockSignals(True)  # the same people are chosen: nothing to tell
        place = self.model.index_of(self._current)
        if place.isValid():
            self.view.setCurrentIndex(place)
        for acteur_id in chosen - {self._current}:
            place = self.model.index_of(acteur_id)
            if place.isValid():
                selection.select(place, QItemSelectionModel.SelectionFlag.Select)
        selection.blockSignals(False)
        self.view.viewport().update()

    def _tell_selection(self) -> None:
        count = len(self.view.chosen_ids())
        self._bar.setVisible(count > 1 and not self._session.read_only)
        words = ("{n} acteur choisi", "{n} acteurs choisis")
        self.selection_label.setText(ngettext(*words, count))

    def _on_current(self, index: QModelIndex, _previous: QModelIndex) -> None:
        acteur_id = index.data(ActeurRole.ID)
        if acteur_id not in {None, self._current}:
            self._current = acteur_id
            self.current_changed.emit(acteur_id)

    def _on_search(self, _text: str) -> None:
        self.reload(self._current)

    def _ask_delete(self) -> None:
        self.delete_requested.emit(self.view.chosen_ids())
