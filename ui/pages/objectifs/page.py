"""Page « Axes et objectifs »: the tree, moved by keys and mouse, beside its detail. Picture 08."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.gestes_arbre import Sens, deplacer, objectif_sous
from cpom_desktop.services.operations import (
    AddAxe,
    AddObjectif,
    DeleteAxes,
    DeleteFichesAction,
    DeleteObjectifs,
)
from cpom_desktop.services.parcours import PAGES
from cpom_desktop.services.queries.arbre import (
    ACTIONS,
    AXES,
    INDICATEURS,
    OBJECTIFS,
    TABLES,
    arbre,
)
from cpom_desktop.services.queries.arbre_alertes import alertes
from ui.kit.buttons import IconButton, TextButton
from ui.kit.cards import Card
from ui.kit.dialogs import QuestionDialog
from ui.kit.labels import ElidedLabel
from ui.kit.list_panel_page import ListPanelPage, neighbour
from ui.kit.scrolling import scrolled
from ui.kit.states import EmptyState
from ui.kit.toast import Toast
from ui.models.arbre import MOVED, RENAMED, ArbreModel
from ui.models.arbre_view import ArbreView
from ui.models.part_section import run_told
from ui.pages.objectifs.panel import ObjectifPanel
from ui.pages.objectifs.warnings import Warnings
from ui.pages.objectifs.words import delete_words
from ui.session import touched
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.arbre import Noeud
    from ui.session import Session

DOCUMENT = "arbre-objectifs"
SYNTHESE, BIBLIOTHEQUE = "synthese", "bibliotheque"
MAKERS: dict[str, type[Operation]] = {
    AXES: DeleteAxes,
    OBJECTIFS: DeleteObjectifs,
    ACTIONS: DeleteFichesAction,
}
"""What deletes the rows of a table."""
LEAST_TREE = 96
"""Height of the rows at least, in pixels at 100 %."""
READS = (*TABLES, "objectifs_constats", "packs_integres", "anomalies_assumees", "constats")


class ObjectifsPage(ListPanelPage):
    """The axes and objectives of the contract, with what carries them out and measures them."""

    slug = "objectifs"
    side_by_side = 900
    panel_width = 350
    least_heights = (185, 400)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = ArbreModel(session, self)
        self.view = ArbreView(self.model)
        self.panel = ObjectifPanel(session)
        self.warnings = Warnings()
        self.pile = QStackedWidget()
        self.toast = Toast(self.pile)
        self.chosen = ""
        self._build()
        self._connect()
        self.reload(None, force=True)
        self.view.choose(next((n.cle for n in self.model.arbre.walk()), ""))
        self._choose(self.view.current())
        self._fit()

    # --- building

    def _build(self) -> None:
        writes = not self._session.read_only
        self.print_button = IconButton("printer", _("Imprimer l'arbre des objectifs"))
        self.print_button.clicked.connect(self._on_print)
        self.add_action(self.print_button)
        self.library_pair = self.add_pair(
            _("Bibliothèque"), "library", self._on_library, offered=BIBLIOTHEQUE in PAGES
        )
        self.axe_pair = self.add_pair(_("Nouvel axe"), "plus", self.add_axe, offered=writes)
        self.objectif_pair = self.add_pair(
            _("Nouvel objectif"), "plus", self.add_objectif, offered=writes
        )
        self.axe_pair.icon.set_icon("flag")
        self.objectif_pair.icon.set_icon("target")
        self.card = Card(" ", flush=True)
        self.count = ElidedLabel("", "section")
        self.card.set_name_label(self.count)
        self.up = IconButton("chevron-up", _("Monter"), shortcut=_("Alt+flèche haut"))
        self.down = IconButton("chevron-down", _("Descendre"), shortcut=_("Alt+flèche bas"))
        self.rename = IconButton("pencil", _("Renommer"), shortcut="F2")
        self.delete = IconButton("trash-2", _("Supprimer…"), shortcut=_("Suppr"))
        for button in (self.up, self.down, self.rename, self.delete):
            self.card.add_action(button)
            button.setVisible(writes)
        self.card.add(self.view, 1)
        self.card.add(self.warnings)
        self.place(self.card, self.panel, rows=self.view)
        self.pile.addWidget(self._area)
        self.pile.addWidget(self._build_empty())
        self.body.addWidget(self.pile, 1)

    def _build_empty(self) -> QWidget:
        self.empty = EmptyState(
            "target",
            _("Aucun axe pour l'instant"),
            _("Créez-les d'après les faiblesses retenues dans la synthèse, ou ajoutez le premier "
              "ici."),
            "" if self._session.read_only else _("Créer les axes retenus"),
        )  # fmt: skip
        self.empty.triggered.connect(partial(self.navigate.emit, SYNTHESE, ""))
        if self.empty.button is not None:
            self.empty.button.set_icon("arrow-right")
        self.library_button = TextButton(_("Choisir dans la bibliothèque"), icon_name="library")
        self.library_button.clicked.connect(self._on_library)
        self.empty.add_link(self.library_button)
        self.library_button.setVisible(BIBLIOTHEQUE in PAGES)
        return scrolled(self.empty)

    def _connect(self) -> None:
        self.up.clicked.connect(partial(self.move_chosen, Sens.MONTER))
        self.down.clicked.connect(partial(self.move_chosen, Sens.DESCENDRE))
        self.rename.clicked.connect(self.view.rename)
        self.delete.clicked.connect(self.ask_delete)
        self.view.chosen.connect(self._on_chosen)
        self.view.opened.connect(self._on_opened)
        self.view.delete_asked.connect(self.ask_delete)
        self.view.move_asked.connect(self.move_chosen)
        self.view.dropped.connect(self._on_dropped)
        self.panel.open_asked.connect(self.open)
        self.warnings.fold.toggled.connect(self._fit)

    def _fit_columns(self) -> None:
        """Leave a few rows in sight over what is unfolded under them."""
        super()._fit_columns()
        self.view.setMinimumHeight(px(LEAST_TREE))
        if not self._beside():
            self.card.setMinimumHeight(px(self.least_heights[0]) + self.warnings.opened_height)

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the tree again; the row chosen stays, or its neighbour follows."""
        if not touched(changes, *READS):
            return
        before = [noeud.cle for noeud in self.model.arbre.walk()]
        found = arbre(self._session.snapshot)
        self.model.show_tree(found)
        self.count.set_whole_text(found.compte())
        self.pile.setCurrentIndex(0 if found.racines else 1)
        self._show_warnings()
        left = [noeud.cle for noeud in found.walk()]
        if self.chosen not in left:
            same = found.noeud(self.chosen.rpartition("/")[2]) if self.chosen else None
            self.chosen = same.cle if same else neighbour(self.chosen, before, left) or ""
        self.view.choose(self.chosen)
        self._choose(self.view.current(), force=force)

    def focus_field(self, key: str) -> bool:
        """Go to a row (« axes.3 »), or to a field of the panel (« objectifs.4.domaine »)."""
        table, _dot, rest = key.partition(".")
        number, _dot, name = rest.partition(".")
        if not self.view.choose(f"{table}.{number}"):
            return False
        self._choose(self.view.current())
        if name and table in RENAMED:
            return self.panel.focus_field(name)
        self._focus_list()
        return True

    def current_field(self) -> str:
        """Return the key of the field that has the caret, else that of the row chosen."""
        if key := self.panel.current_field():
            return key
        noeud = self.view.current()
        return noeud.champ if noeud and noeud.id else ""

    def focus_first(self) -> None:
        """Put the caret on the tree, or on the way to the synthesis when there is nothing."""
        if self.pile.currentIndex() == 0:
            self._focus_list()
        elif self.empty.button is not None:
            self.empty.button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def document_shown(self) -> str:
        """Return the tree of objectives."""
        return DOCUMENT

    # --- showing

    def _show_warnings(self) -> None:
        session = self._session
        today = session.workspace.today
        self.warnings.show_alertes(alertes(session.snapshot, session.content, today))

    def _on_chosen(self, cle: str) -> None:
        self._choose(self.model.arbre.noeud(cle))

    def _choose(self, noeud: Noeud | None, *, force: bool = False) -> None:
        self.chosen = noeud.cle if noeud else ""
        self.panel.show_noeud(noeud, self.model.arbre, force=force)
        moved = noeud is not None and noeud.table in MOVED
        for button in (self.up, self.down, self.delete):
            button.setEnabled(moved)
        self.rename.setEnabled(noeud is not None and noeud.table in RENAMED)

    def _on_opened(self) -> None:
        noeud = self.view.current()
        if noeud is None:
            return
        if noeud.table in {ACTIONS, INDICATEURS}:
            self.open(noeud.champ)
        else:
            self._open_panel()

    def open(self, champ: str) -> None:
        """Go to a fiche or to an indicator, where it is written."""
        table = champ.partition(".")[0]
        written = table == INDICATEURS and INDICATEURS in PAGES
        self.navigate.emit(INDICATEURS if written else "fiches-action", champ)

    # --- what she does

    def add_axe(self) -> None:
        """Add an axis, its words ready to be typed over."""
        self._added(AXES, run_told(self._session, AddAxe(libelle=_("Nouvel axe"))))

    def add_objectif(self) -> None:
        """Add an objective where the cursor is, its words ready to be typed over."""
        under = objectif_sous(self.model.arbre, self.view.current())
        if under is None:
            self._session.refused.emit(_("Ajoutez d'abord un axe : l'objectif se range dessous."))
            return
        axe, above = under
        made = AddObjectif(axe_id=axe, libelle=_("Nouvel objectif"), strategique_id=above)
        self._added(OBJECTIFS, run_told(self._session, made))

    def _added(self, table: str, record_id: int) -> None:
        if record_id and self.view.choose(f"{table}.{record_id}"):
            self._choose(self.view.current())
            self.view.rename()

    def move_chosen(self, sens: Sens) -> None:
        """Move the row chosen by one step; nothing is told where it leads nowhere."""
        noeud = self.view.current()
        if noeud is None or self._session.read_only:
            return
        operation = deplacer(self.model.arbre, noeud, sens)
        if operation is not None:
            run_told(self._session, operation)

    def _on_dropped(self, operation: Operation) -> None:
        if not self._session.read_only:
            run_told(self._session, operation)

    def ask_delete(self) -> None:
        """Ask before the row chosen is deleted, telling what goes with it."""
        noeud = self.view.current()
        if noeud is None or noeud.table not in MAKERS or self._session.read_only:
            return
        words = delete_words(noeud, self._session.snapshot)
        self.question = QuestionDialog(
            words.question,
            words.consequence,
            action_label=words.action,
            safe_label=_("Garder"),
            destructive=True,
            parent=self,
        )
        self.question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.question.accepted.connect(partial(self._delete, noeud))
        self.question.open()

    def _delete(self, noeud: Noeud) -> None:
        told = delete_words(noeud, self._session.snapshot).done
        run_told(self._session, MAKERS[noeud.table](ids=[noeud.id]))
        self._focus_list()
        self.toast.show_message(told, _("Annuler la suppression"), self._session.undo)

    def _on_library(self) -> None:
        self.navigate.emit(BIBLIOTHEQUE, "")

    def _on_print(self) -> None:
        self.print_requested.emit(DOCUMENT)
