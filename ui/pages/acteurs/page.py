"""Page « Acteurs »: each person once; list by family, editor, map. Picture 16."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QStackedWidget,
    QWidget,
)

from cpom_desktop.i18n import _
from cpom_desktop.services.operations import AssumeAnomalie, DeleteActeurs
from cpom_desktop.services.queries.acteurs import TABLES as FOLLOWED
from cpom_desktop.services.queries.acteurs_doublons import TABLES as COMPARED
from cpom_desktop.services.queries.acteurs_doublons import both_key
from ui.kit.buttons import SecondaryButton
from ui.kit.influence_card import InfluenceCard
from ui.kit.list_panel_page import ListPanelPage, hold_width, neighbour
from ui.kit.states import EmptyState
from ui.models.acteurs_list import ActeursList
from ui.models.acteurs_menu import AddActeurMenu
from ui.pages.acteurs.card import ActeurCard
from ui.pages.acteurs.files import FilesButton
from ui.session import touched
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.contacts import ContactsTable
    from cpom_desktop.services.operations import AddActeur
    from ui.session import Session

THREE_COLUMNS = 1060
MAP_WIDTH = 340
TABLES = (*FOLLOWED, *COMPARED, "dossier", "packs_integres")


class ActeursPage(ListPanelPage):
    """The stakeholders of the contract."""

    slug = "acteurs"
    side_by_side = 640
    list_width = 270
    list_share = 0.35

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._current = 0
        self.list = ActeursList(session)
        self.card = ActeurCard(session)
        self.map_card = InfluenceCard()
        self._build_actions()
        self._build_body()
        self._fit()
        self._connect()
        self._show()
        self._choose(next(iter(self.list.ids()), 0))

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the stakeholders again; the one chosen stays, or its neighbour follows."""
        if not touched(changes, *TABLES):
            return
        before = self.list.ids()
        self._show()
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
        self.list.reveal(int(number))
        self._choose(int(number))
        if not name:
            self._focus_list()
            return True
        return self._focus_name(name)

    def current_field(self) -> str:
        """Return the key of the field that has the caret, empty when none has."""
        return self.card.current_field()

    def _fit_columns(self) -> None:
        super()._fit_columns()
        three, directions = self.width() >= px(THREE_COLUMNS), QBoxLayout.Direction
        self._details.setDirection(directions.LeftToRight if three else directions.TopToBottom)
        hold_width(self.map_card, MAP_WIDTH, held=three)

    def _tells_purpose(self) -> bool:
        return self._beside()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Come back from the fields to the list on Échap."""
        if event.key() == Qt.Key.Key_Escape:
            self._focus_list()
            return
        super().keyPressEvent(event)

    # --- building

    def _build_actions(self) -> None:
        self.print_button, self.print_icon, _always = self.add_pair(
            _("Imprimer la cartographie"), "printer", self._on_print
        )
        self.files_button = FilesButton(read_only=self._session.read_only)
        self.files_button.export_asked.connect(self.export_requested)
        self.files_button.import_asked.connect(self.import_requested)
        self.files_button.handover_asked.connect(self._on_handover)
        self.add_action(self.files_button)
        self.add_button = SecondaryButton(_("Ajouter un acteur"), icon_name="plus")
        self.add_menu = AddActeurMenu(self._session, self.add_button)
        self.add_menu.chosen.connect(self._on_chosen)
        self.add_button.setMenu(self.add_menu)
        self.add_action(self.add_button)
        if self._session.read_only:
            self.add_button.hide()

    def _build_body(self) -> None:
        inner = QWidget()
        self._details = QHBoxLayout(inner)
        self._details.setContentsMargins(0, 0, 0, 0)
        self._details.setSpacing(px(12))
        self._details.addWidget(self.card, 1)
        self._details.addWidget(self.map_card)
        content = self.place_scrolled(self.list, self.card, rows=self.list.view, inner=inner)
        self.pile = QStackedWidget()
        self.pile.addWidget(content)
        self.pile.addWidget(self._empty_state())
        self.body.addWidget(self.pile, 1)

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
        self.list.current_changed.connect(self._choose)
        self.list.edit_requested.connect(self._focus_name)
        self.list.delete_requested.connect(self._ask)
        self.card.delete_requested.connect(self._ask_delete_current)
        self.card.merge_requested.connect(self._ask_merge)
        self.card.mission_asked.connect(self._on_mission)
        self.card.both_kept.connect(self._keep_both)
        self.card.person_asked.connect(self._open_person)
        self.card.opened.connect(self.navigate)
        self.map_card.picked.connect(self._choose)

    # --- the list and the choice

    def _show(self) -> None:
        self.list.reload(self._current)
        self.pile.setCurrentIndex(0 if self._session.snapshot.acteurs else 1)
        self._show_map()

    def _choose(self, acteur_id: int) -> None:
        """Show a stakeholder in the editor, and in the list if the search lets it be seen."""
        acteur = self._session.snapshot.acteurs_by_id.get(acteur_id)
        if acteur is None:
            self.card.leave()
        elif not self.card.show_acteur(acteur):  # what is typed could not be saved: stay
            acteur_id = self._current
        self._current = acteur_id if acteur else 0
        self.list.choose(self._current)
        self._show_map()

    def _neighbour(self, before: Sequence[int]) -> int:
        return neighbour(self._current, before, self.list.ids()) or 0

    def _show_map(self) -> None:
        self.map_card.show_acteurs(self._session.snapshot.acteurs, self._current)

    def _acteur(self) -> Acteur | None:
        return self._session.snapshot.acteurs_by_id.get(self._current)

    def _known(self, acteur_id: int) -> Acteur:
        return self._session.snapshot.acteurs_by_id[acteur_id]

    def _exists(self, acteur_id: int) -> bool:
        return acteur_id in self._session.snapshot.acteurs_by_id

    def _focus_name(self, name: str = "nom") -> bool:
        if not self.card.focus_field(name):
            return False
        self._area.ensureWidgetVisible(self.card.form.row(self.card.key(name)), px(16), px(16))
        return True

    def _swap(self) -> None:
        """Go from the list to the fields and back."""
        if self.card.current_field():
            self._focus_list()
        else:
            self._focus_name()

    def _open_person(self, acteur_id: int) -> None:
        self.list.reveal(acteur_id)
        self._choose(acteur_id)

    # --- two that are one

    def _ask_merge(self, other: int) -> None:
        acteur = self._acteur()
        if acteur is None or self._session.read_only:
            return
        from ui.pages.acteurs.dialogs import MergeDialog  # noqa: PLC0415 - when asked

        self.card.form.flush()
        self.merging = MergeDialog(self._session, self._known(acteur.id), other, self)
        self.merging.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.merging.accepted.connect(self._on_merged)
        self.merging.open()

    def _on_merged(self) -> None:
        self._open_person(self.merging.kept)

    def _keep_both(self, other: int) -> None:
        reason = _("Deux acteurs différents.")
        self._session.attempt(AssumeAnomalie(cle=both_key(self._current, other), motif=reason))

    # --- adding

    def _open_menu(self) -> None:
        self.add_menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height())))

    def _on_chosen(self, operation: AddActeur) -> None:
        outcome = self._session.attempt(operation)
        if outcome is None or not isinstance(outcome.result, int):
            return
        self.list.search.clear()
        self._choose(outcome.result)
        self._focus_name("nom" if self._known(outcome.result).display_name else "structure")

    def take_contacts(self, table: ContactsTable) -> None:
        """Show what a file of contacts becomes, and the first one that she takes."""
        if self._session.read_only:
            return
        from ui.pages.acteurs.importing import ImportDialog  # noqa: PLC0415 - with a file

        self.card.form.flush()
        self.importing = ImportDialog(self._session, table, self)
        self.importing.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.importing.imported.connect(self._on_imported)
        self.importing.open()

    def _on_imported(self, ids: list[int]) -> None:
        for acteur_id in ids[:1]:
            self._open_person(acteur_id)
        self._focus_list()

    # --- deleting, printing

    def _ask_delete_current(self) -> None:
        self._ask([self._current])

    def _ask(self, ids: list[int]) -> None:
        ids = [acteur_id for acteur_id in ids if self._exists(acteur_id)]
        if not ids or self._session.read_only:
            return
        from ui.pages.acteurs.deleting import DeleteDialog  # noqa: PLC0415 - when asked

        self.question = DeleteDialog(self._session, ids, self)
        self.question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.question.accepted.connect(partial(self._delete, ids))
        self.question.open()

    def _delete(self, ids: list[int]) -> None:
        self._session.attempt(DeleteActeurs(ids=ids))
        self._focus_list()

    def _on_print(self) -> None:
        self.print_requested.emit("acteurs")

    def _on_handover(self) -> None:
        self.print_requested.emit("passation")

    def _on_mission(self, acteur_id: int) -> None:
        self.print_requested.emit(f"fiche-mission-{acteur_id}")
