"""Page « Acteurs »: each person once; list by family, editor, map. Picture 16."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import AddActeur, DeleteActeurs
from ui.kit.acteur_card import ActeurCard
from ui.kit.buttons import DangerButton, IconButton, SecondaryButton
from ui.kit.cards import Card
from ui.kit.dialogs import QuestionDialog
from ui.kit.fields import LineField
from ui.kit.influence_card import InfluenceCard
from ui.kit.labels import SafeLabel
from ui.kit.page import Page
from ui.kit.states import EmptyState
from ui.models.acteurs import ActeurRole, ActeursModel, rows_of, title_of
from ui.models.acteurs_view import ActeursView
from ui.session import touched
from ui.theme.icons import icon
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from cpom_desktop.content.schema import ActeurModele, FamilleModele
    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.changes import Changes, Outcome
    from cpom_desktop.services.operations import Operation
    from ui.session import Session

THREE_COLUMNS = 1060
TWO_COLUMNS = 640
LIST_WIDTH = 270
MAP_WIDTH = 340
LIST_HEIGHT = 240
LARGE = 1.5
"""Text scale from which « Imprimer » is an icon, so that the title keeps its room."""
TABLES = ("acteurs", "packs_integres")


class ActeursPage(Page):
    """The stakeholders of the contract."""

    slug = "acteurs"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, scrolls=False)
        self._session = session
        self._current = 0
        self._offers: list[AddActeur] = []
        self.model = ActeursModel(self)
        self.view = ActeursView(self.model)
        self.search = LineField(_("Rechercher un acteur"))
        self.card = ActeurCard(session)
        self.map_card = InfluenceCard()
        self._build_actions()
        self._build_body()
        self._fit()
        self._connect()
        self._reload_list()
        self._choose_first()

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the stakeholders again; the one chosen stays, or its neighbour follows."""
        if not touched(changes, *TABLES):
            return
        before = self.model.ids()
        self._reload_list()
        if self._acteur() is None:
            self._choose(self._neighbour(before))
        else:
            self.card.reload(self._known(self._current), force=force)

    def focus_field(self, key: str) -> bool:
        """Choose the stakeholder of « acteurs.12.nom » and put the caret in the field."""
        table, _dot, rest = key.partition(".")
        number, _dot, name = rest.partition(".")
        if table != "acteurs" or not number.isdigit() or not self._exists(int(number)):
            return False
        self._show_everyone_if_hidden(int(number))
        self._choose(int(number))
        if not name:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return self._focus_name(name)

    def current_field(self) -> str:
        """Return the key of the field that has the caret, empty when none has."""
        return self.card.current_field()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the map under the fields, then the fields under the list, when room lacks."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange the page again for another text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "pile"):
            self._fit()

    def _fit(self) -> None:
        large = current_theme().scale >= LARGE
        self.print_button.setVisible(not large)
        self.print_icon.setVisible(large)
        side, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        three = self.width() >= px(THREE_COLUMNS)
        two = self.width() >= px(TWO_COLUMNS)
        self._details.setDirection(side if three else under)
        self._columns.setDirection(side if two else under)
        self.map_card.setMaximumWidth(px(MAP_WIDTH) if three else 16777215)
        self.map_card.setMinimumWidth(px(MAP_WIDTH) if three else 0)
        self._list.setMaximumWidth(px(LIST_WIDTH) if two else 16777215)
        self._list.setMinimumWidth(px(LIST_WIDTH) if two else 0)
        self._list.setMaximumHeight(16777215 if two else px(LIST_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Come back from the fields to the list on Échap."""
        if event.key() == Qt.Key.Key_Escape:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    # --- building

    def _build_actions(self) -> None:
        self.print_button = SecondaryButton(_("Imprimer la cartographie"), icon_name="printer")
        self.print_button.clicked.connect(self._on_print)
        self.add_action(self.print_button)
        self.print_icon = IconButton("printer", self.print_button.text())
        self.print_icon.clicked.connect(self._on_print)
        self.add_action(self.print_icon)
        self.add_button = SecondaryButton(_("Ajouter un acteur"), icon_name="plus")
        self.add_menu = QMenu(self.add_button)
        self.add_menu.aboutToShow.connect(self._fill_menu)
        self.add_menu.triggered.connect(self._on_offer)
        self.add_button.setMenu(self.add_menu)
        self.add_button.setVisible(not self._session.read_only)
        self.add_action(self.add_button)

    def _build_body(self) -> None:
        self._list = self._list_card()
        inner = QWidget()
        self._details = QHBoxLayout(inner)
        self._details.setContentsMargins(0, 0, 0, 0)
        self._details.setSpacing(px(12))
        self._details.addWidget(self.card, 1)
        self._details.addWidget(self.map_card)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        content = QWidget()
        self._columns = QHBoxLayout(content)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(px(12))
        self._columns.addWidget(self._list)
        self._columns.addWidget(self._area, 1)
        self.pile = QStackedWidget()
        self.pile.addWidget(content)
        self.pile.addWidget(self._empty_state())
        self.body.addWidget(self.pile, 1)

    def _list_card(self) -> Card:
        card = Card(flush=True)
        self._search_icon = QAction(self)
        self.search.addAction(self._search_icon, QLineEdit.ActionPosition.LeadingPosition)
        self._search_icon.setIcon(icon("search", "texte-2", 16))
        top = QVBoxLayout()
        top.setContentsMargins(px(10), px(8), px(10), px(8))
        top.addWidget(self.search)
        card.add(top)
        card.add(self.view, 1)
        self.nobody = SafeLabel(_("Aucun acteur ne correspond."), "small-2", wrap=True)
        self.nobody.setContentsMargins(px(12), px(4), px(12), px(12))
        card.add(self.nobody)
        self._selection_bar = QWidget()
        bar = QHBoxLayout(self._selection_bar)
        bar.setContentsMargins(px(12), px(2), px(6), px(2))
        self.selection_label = SafeLabel("", "caption-2", wrap=True)
        self.delete_button = DangerButton(_("Supprimer…")).set_dense()
        bar.addWidget(self.selection_label, 1)
        bar.addWidget(self.delete_button)
        card.add(self._selection_bar)
        return card

    def _empty_state(self) -> EmptyState:
        empty = EmptyState(
            "users-round",
            _("Aucun acteur"),
            _("Les convocations, la matrice RACI et les signatures partent de cette liste."),
            "" if self._session.read_only else _("Ajouter un acteur"),
            primary=False,
        )
        empty.triggered.connect(self._open_menu)
        return empty

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_search)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self.view.edit_requested.connect(self._focus_name)
        self.view.delete_requested.connect(self._ask_delete)
        self.delete_button.clicked.connect(self._ask_delete)
        self.card.delete_requested.connect(self._ask_delete_current)
        self.map_card.picked.connect(self._choose)
        for keys, slot in (("Ctrl+Tab", self._swap), ("Ctrl+Shift+Tab", self._swap)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- the list and the choice

    def _reload_list(self) -> None:
        acteurs = self._session.snapshot.acteurs
        chosen = set(self.view.chosen_ids())
        families = self._session.content.acteurs.familles
        anew = self.model.show_rows(rows_of(acteurs, families, self.search.text()))
        if anew:
            self._restore_selection(chosen)
        count = len(acteurs)
        words = ("Rechercher dans {n} acteur", "Rechercher dans {n} acteurs")
        self.search.setPlaceholderText(ngettext(*words, count))
        self.pile.setCurrentIndex(0 if acteurs else 1)
        self.nobody.setVisible(bool(acteurs) and not self.model.ids())
        self._show_map()
        self._on_selection()

    def _restore_selection(self, chosen: set[int]) -> None:
        model, view = self.view.selectionModel(), self.view
        model.blockSignals(True)  # the same people are chosen: nothing to tell
        current = self.model.index_of(self._current)
        if current.isValid():
            view.setCurrentIndex(current)
        for acteur_id in chosen - {self._current}:
            place = self.model.index_of(acteur_id)
            if place.isValid():
                model.select(place, QItemSelectionModel.SelectionFlag.Select)
        model.blockSignals(False)
        view.viewport().update()

    def _choose(self, acteur_id: int) -> None:
        """Show a stakeholder in the editor, and in the list if the search lets it be seen."""
        acteur = self._session.snapshot.acteurs_by_id.get(acteur_id)
        self._current = acteur_id if acteur else 0
        if acteur is None:
            self.card.leave()
        else:
            self.card.show_acteur(acteur)
        index = self.model.index_of(acteur_id)
        if index.isValid() and self.view.currentIndex() != index:
            self.view.setCurrentIndex(index)
        if index.isValid():
            self.view.show_person(index)
        self._show_map()

    def _choose_first(self) -> None:
        ids = self.model.ids()
        self._choose(ids[0] if ids else 0)

    def _neighbour(self, before: Sequence[int]) -> int:
        """Return who follows the one that is gone, else who came before; 0 when all are."""
        left = set(self.model.ids())
        place = before.index(self._current) if self._current in before else 0
        nearest = [*before[place:], *reversed(before[:place]), *self.model.ids()]
        return next((acteur_id for acteur_id in nearest if acteur_id in left), 0)

    def _show_map(self) -> None:
        self.map_card.show_acteurs(self._session.snapshot.acteurs, self._current)

    def _acteur(self) -> Acteur | None:
        return self._session.snapshot.acteurs_by_id.get(self._current)

    def _known(self, acteur_id: int) -> Acteur:
        return self._session.snapshot.acteurs_by_id[acteur_id]

    def _exists(self, acteur_id: int) -> bool:
        return acteur_id in self._session.snapshot.acteurs_by_id

    def _show_everyone_if_hidden(self, acteur_id: int) -> None:
        if not self.model.index_of(acteur_id).isValid():
            self.search.clear()

    def _on_current(self, index: QModelIndex, _previous: QModelIndex) -> None:
        acteur_id = index.data(ActeurRole.ID)
        if acteur_id is not None and acteur_id != self._current:
            self._choose(acteur_id)

    def _on_selection(self) -> None:
        count = len(self.view.chosen_ids())
        several = count > 1 and not self._session.read_only
        self._selection_bar.setVisible(several)
        words = ("{n} acteur choisi", "{n} acteurs choisis")
        self.selection_label.setText(ngettext(*words, count))

    def _on_search(self, _text: str) -> None:
        self._reload_list()

    def _focus_name(self, name: str = "nom") -> bool:
        if not self.card.focus_field(name):
            return False
        self._area.ensureWidgetVisible(self.card.form.row(self.card.key(name)), px(16), px(16))
        return True

    def _swap(self) -> None:
        """Go from the list to the fields and back."""
        if self.card.current_field():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._focus_name()

    # --- adding

    def _fill_menu(self) -> None:
        """List families; in each, someone new, then who the kit proposes and is not here."""
        self.add_menu.clear()
        self._offers.clear()
        for family in self._session.content.acteurs.familles:
            menu = self.add_menu.addMenu(icon(family.icone), family.libelle)
            self._offer(menu, _("Personne ou structure à nommer"), AddActeur(famille=family.slug))
            proposed = self._missing_of(family)
            if proposed:
                menu.addSeparator()
            for model in proposed:
                self._offer(menu, model.fonction or model.structure, _addition(model))

    def _offer(self, menu: QMenu, words: str, operation: AddActeur) -> None:
        action = menu.addAction(words.replace("&", "&&"))
        action.setData(len(self._offers))
        self._offers.append(operation)

    def _missing_of(self, family: FamilleModele) -> list[ActeurModele]:
        acteurs = self._session.snapshot.acteurs
        slugs = {a.slug for a in acteurs}
        names = {(a.structure, a.fonction) for a in acteurs}
        return [
            model
            for model in self._session.content.acteurs.acteurs
            if model.famille is family.slug
            and model.slug not in slugs
            and (model.structure, model.fonction) not in names
        ]

    def _open_menu(self) -> None:
        self.add_menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height())))

    def _on_offer(self, action: QAction) -> None:
        rank = action.data()
        outcome = self._run(self._offers[rank]) if isinstance(rank, int) else None
        if outcome is None or not isinstance(outcome.result, int):
            return
        self.search.clear()
        self._choose(outcome.result)
        self._focus_name("nom" if self._known(outcome.result).display_name else "structure")

    # --- deleting, printing

    def _ask_delete_current(self) -> None:
        self._ask([self._current])

    def _ask_delete(self) -> None:
        self._ask(self.view.chosen_ids())

    def _ask(self, ids: list[int]) -> None:
        ids = [acteur_id for acteur_id in ids if self._exists(acteur_id)]
        if not ids or self._session.read_only:
            return
        name = title_of(self._known(ids[0]))
        question = ngettext("Supprimer « {nom} » ?", "Supprimer {n} acteurs ?", len(ids), nom=name)
        self.question = QuestionDialog(
            question,
            self._consequence(ids),
            action_label=ngettext("Supprimer l'acteur", "Supprimer {n} acteurs", len(ids)),
            safe_label=_("Garder"),
            destructive=True,
            parent=self,
        )
        self.question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.question.accepted.connect(partial(self._delete, ids))
        self.question.open()

    def _consequence(self, ids: list[int]) -> str:
        snapshot = self._session.snapshot
        tasks = sum(task.acteur_id in ids for task in snapshot.tasks)
        roles = sum(role.acteur_id in ids for role in snapshot.raci_roles)
        undo = _("Vous pourrez annuler cette suppression.")
        if not tasks and not roles:
            return _("Aucune tâche, aucun rôle RACI n'en dépend.") + " " + undo
        named = [ngettext("{n} tâche", "{n} tâches", tasks)] if tasks else []
        named += [ngettext("{n} rôle RACI", "{n} rôles RACI", roles)] if roles else []
        stays = ngettext("{quoi} restera, sans nom.", "{quoi} resteront, sans nom.", tasks + roles,
                         quoi=_(" et ").join(named))
        return f"{stays} {undo}"

    def _delete(self, ids: list[int]) -> None:
        self._run(DeleteActeurs(ids=ids))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _run(self, operation: Operation) -> Outcome | None:
        try:
            return self._session.run(operation)
        except RegleInvalide as error:
            self._session.refused.emit(self._session.sentence(error))
            return None

    def _on_print(self) -> None:
        self.print_requested.emit("acteurs")


def _addition(model: ActeurModele) -> AddActeur:
    return AddActeur(
        famille=model.famille,
        structure=model.structure,
        fonction=model.fonction,
        statut_contrat=model.statut_contrat,
        relation=model.relation,
    )
