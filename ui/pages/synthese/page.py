"""The page itself: the whole at a glance, the texts, the table to negotiate from. Picture 07."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.synthese import TABLES, synthese_vue
from cpom_desktop.services.queries.synthese_axes import axes_proposes
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.labels import SafeLabel
from ui.kit.page import Page
from ui.kit.scrolling import scrolled
from ui.kit.segmented import SegmentedChoice
from ui.kit.states import EmptyState
from ui.pages.synthese.overview import OverviewTab
from ui.pages.synthese.positions import PositionsTab
from ui.pages.synthese.textes import TextesTab, field_key
from ui.session import touched
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.queries.synthese_types import SyntheseVue
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.session import Session

GLANCE, TEXTES, POSITIONS = "ensemble", "textes", "positions"
TABS: Mapping[str, tuple[str, str]] = {
    GLANCE: ("Vue d'ensemble", "Ensemble"),
    TEXTES: ("Textes de la synthèse", "Textes"),
    POSITIONS: ("Convergences et divergences", "Convergences"),
}
"""Words of the tabs, and those they take where room lacks."""
WHOLE_WORDS = 640
"""Width under which the title goes away and the tabs shorten, in pixels at 100 %."""
DOCUMENT, NEGOCIATION = "synthese-diagnostic", "negociation-diagnostic"
GRILLE = "grille"


class SynthesePage(Page):
    """What the diagnosis comes to, and what it becomes in the contract."""

    slug = "synthese"
    wide = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, scrolls=False)
        self._session = session
        self._stale: dict[str, bool] = {}
        self.overview = OverviewTab(session)
        self.textes = TextesTab(session, self._reading)
        self.positions = PositionsTab(session)
        choices = [(tab, _(whole)) for tab, (whole, _short) in TABS.items()]
        self.tabs = SegmentedChoice(_("Ce que la page montre"), choices)
        self.empty = EmptyState(
            "clipboard-check",
            _("Rien n'est encore coté"),
            _(
                "Cotez les critères de la grille et dites ce qui est une force ou une faiblesse : "
                "notes, priorités et textes se rédigent ici d'eux-mêmes."
            ),
            _("Ouvrir la grille"),
        )
        self.note = SafeLabel("", "caption")
        self.print_button = SecondaryButton(_("Imprimer"), icon_name="printer")
        self.create_button = PrimaryButton(_("Créer les axes retenus"), icon_name="arrow-right")
        self._lay_out()
        self._connect()
        self.show_tab(GLANCE)
        self._show(force=True)

    def _lay_out(self) -> None:
        self.title_label.setText(_("Synthèse du diagnostic"))
        self.add_note(self.note)
        self.note.hide()
        self.add_action(self.print_button)
        self.add_action(self.create_button)
        self._stack = QStackedWidget()
        self._tabs = {
            GLANCE: scrolled(self.overview),
            TEXTES: scrolled(self.textes),
            POSITIONS: scrolled(self.positions),
        }
        for tab in (*self._tabs.values(), self.empty):
            self._stack.addWidget(tab)
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.tabs)
        row.addStretch(1)
        self.body.addWidget(self._bar)
        self.body.addWidget(self._stack, 1)
        if self.empty.button is not None:
            self.empty.button.set_icon("arrow-right")

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._on_tab)
        self.empty.triggered.connect(self._on_grille)
        self.print_button.clicked.connect(self._on_print)
        self.create_button.clicked.connect(self.create_axes)
        self.overview.opened.connect(self._on_opened)
        self.positions.table.field_asked.connect(self._on_field)

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the synthesis again; a text undone or redone is shown where it is."""
        if not touched(changes, *TABLES, "axes"):
            return
        self._tell("")
        if force and changes is not None and "syntheses" in changes.tables:
            self.show_tab(TEXTES)
        self._show(force=force)

    def focus_field(self, key: str) -> bool:
        """Show a tab (« synthese.positions »), a text, or a weakness (« synthese.dg-h03 »)."""
        table, _dot, rest = key.partition(".")
        cle = rest.partition(".")[0]
        if table == "syntheses":
            return self._focus_text(cle)
        if table != self.slug:
            return False
        self.show_tab(cle if cle in self._tabs else GLANCE)
        if cle not in self._tabs:
            self.overview.faiblesses.table.go_to(cle)
        self.focus_first()
        return True

    def _focus_text(self, cle: str) -> bool:
        """Put the caret in a text, known by its key or by the id of its row."""
        rows = {str(row.id): row.cle for row in self._session.snapshot.syntheses}
        self.show_tab(TEXTES)
        return self.textes.form.focus(field_key(rows.get(cle, cle)))

    def current_field(self) -> str:
        """Return the text that has the caret, else the tab shown."""
        return self.textes.form.current_field() or f"{self.slug}.{self.shown}"

    def focus_first(self) -> None:
        """Put the caret on the weaknesses, or on the way to the grid when there is nothing."""
        if self._stack.currentWidget() is self.empty and self.empty.button is not None:
            self.empty.button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.shown == GLANCE:
            self.overview.faiblesses.table.focus_rows()
        elif self.shown == POSITIONS:
            self.positions.table.focus_rows()
        else:
            self.textes.form.focus(next(iter(self.textes.form)))

    def guide_details(self) -> Sequence[tuple[str, str]]:
        """Return how weaknesses are ranked, and what the grid is."""
        view = self.view
        rule = (_("Comment les faiblesses se rangent"), view.regle)
        return (rule, (_("Cette grille"), view.mention))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the body where it lacks."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange the page again for another text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_bar"):
            self._fit()

    def _fit(self) -> None:
        roomy = self.width() >= px(WHOLE_WORDS)
        self.tabs.set_words([_(whole if roomy else short) for whole, short in TABS.values()])
        self.title_label.setVisible(roomy)  # the path at the top names the page
        self.purpose_label.setVisible(roomy)
        self.fit_heading()

    def go_back(self) -> None:
        """Go to the tab before (Alt+Left)."""
        self._step(-1)

    def go_on(self) -> None:
        """Go to the next tab (Alt+Right)."""
        self._step(1)

    def _step(self, step: int) -> None:
        tabs = list(TABS)
        wanted = tabs.index(self.shown) + step
        if 0 <= wanted < len(tabs) and not self.view.est_vide:
            self.show_tab(tabs[wanted])
            self.focus_first()

    def document_shown(self) -> str:
        """Return what prints the tab shown: the table to negotiate from, else the synthesis."""
        return NEGOCIATION if self.shown == POSITIONS else DOCUMENT

    # --- showing

    @property
    def shown(self) -> str:
        """The tab shown."""
        return str(self.tabs.value())

    def show_tab(self, tab: str) -> None:
        """Show a tab."""
        self.tabs.set_value(tab)
        self._on_tab(tab)

    def _on_tab(self, tab: object) -> None:
        if not self.view.est_vide:
            self._refresh()
            self._stack.setCurrentWidget(self._tabs[str(tab)])

    @property
    def view(self) -> SyntheseVue:
        """The synthesis as it stands."""
        return self._reading(self._session.snapshot)

    def _reading(self, snapshot: DossierSnapshot) -> SyntheseVue:
        return synthese_vue(snapshot, self._session.content, self._session.workspace.today)

    def _show(self, *, force: bool) -> None:
        view = self.view
        self._bar.setVisible(not view.est_vide)
        self._stack.setCurrentWidget(self.empty if view.est_vide else self._tabs[self.shown])
        self.create_button.setVisible(bool(view.a_prioriser) and not self._session.read_only)
        self._stale = {tab: force or self._stale.get(tab, False) for tab in TABS}
        self._refresh()
        self.fit_heading()

    def _refresh(self) -> None:
        """Show the tab shown again, if the dossier changed since; the others wait to be seen."""
        if self.shown not in self._stale:
            return
        force, view = self._stale.pop(self.shown), self.view
        match self.shown:
            case "textes":
                self.textes.show_view(view, self._session.snapshot, force=force)
            case "positions":
                self.positions.show_view(view)
            case _:
                self.overview.show_view(view)

    # --- acting

    def create_axes(self) -> None:
        """Ask for the names of the axes that lack, and create them as one step."""
        proposed = axes_proposes(self.view, self._session.snapshot)
        if not proposed:
            told = _("Cochez d'abord « En axe » pour les faiblesses que vous retenez.")
            self._session.refused.emit(told)
            return
        if all(axe.existe for axe in proposed):
            names = ", ".join(axe.libelle for axe in proposed)
            self._tell(_("Rien à créer : ces axes sont déjà là ({noms}).", noms=names))
            return
        from ui.pages.synthese.axes import AxesDialog  # noqa: PLC0415 - when asked

        before = len(self._session.snapshot.axes)
        there = [axe.libelle for axe in self._session.snapshot.axes]
        dialog = AxesDialog(self._session, proposed, there, self.window())
        accepted = dialog.exec()
        dialog.deleteLater()
        if accepted:
            created = len(self._session.snapshot.axes) - before
            self._tell(ngettext("{n} axe créé.", "{n} axes créés.", created))

    def _tell(self, sentence: str) -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))  # alone on its line, it would keep its height
        self.note.setAccessibleName(sentence)

    def _on_print(self) -> None:
        self.print_requested.emit(self.document_shown())

    def _on_grille(self) -> None:
        self.navigate.emit(GRILLE, "")

    def _on_opened(self, critere: str) -> None:
        self._on_field(critere, "texte")

    def _on_field(self, critere: str, name: str) -> None:
        self.navigate.emit(GRILLE, f"constats.{critere}.{name}")
