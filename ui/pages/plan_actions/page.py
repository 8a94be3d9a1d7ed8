"""The page itself: the plan, impact against effort, the costs. Picture 25."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import AddFicheAction
from cpom_desktop.services.queries.plan_actions import TABLES, plan_actions
from cpom_desktop.services.queries.plan_actions_lignes import sans_financement
from ui.kit.buttons import PrimaryButton, SecondaryButton, TextButton
from ui.kit.labels import set_tooltip
from ui.kit.page import Page
from ui.kit.scrolling import scrolled
from ui.kit.segmented import SegmentedChoice
from ui.kit.states import EmptyState
from ui.models.part_section import run_told
from ui.pages.plan_actions.couts import CoutsTab
from ui.pages.plan_actions.matrice import ImpactTab
from ui.pages.plan_actions.plan import PlanTab
from ui.session import touched
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.queries.plan_actions import PlanActions
    from ui.session import Session

PLAN, IMPACT, COUTS = "plan", "impact", "couts"
TABS: Mapping[str, tuple[str, str]] = {
    PLAN: ("Plan sur cinq ans", "Plan"),
    IMPACT: ("Impact et effort", "Impact"),
    COUTS: ("Coûts et financements", "Coûts"),
}
"""Words of the tabs, and those they take where room lacks."""
DOCUMENTS: Mapping[str, str] = {COUTS: "tableau-couts"}
"""What prints a tab; the others print the plan."""
DOCUMENT, SHEETS = "plan-actions", "feuilles-route-personnes"
FICHES = "fiches-action"
WHOLE_WORDS = 640
LOW = 520


class PlanActionsPage(Page):
    """All the actions on the years of the contract, wherever they come from."""

    slug = "plan-actions"
    wide = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, scrolls=False)
        self._session = session
        self._stale: set[str] = set()
        self.plan_tab = PlanTab(session)
        self.impact = ImpactTab(session)
        self.couts = CoutsTab(session)
        self.tabs = SegmentedChoice(
            _("Ce que la page montre"), [(tab, _(whole)) for tab, (whole, _s) in TABS.items()]
        )
        self.warning = TextButton("", icon_name="triangle-alert")
        self.print_button = SecondaryButton(_("Imprimer"), icon_name="printer")
        self.sheets_button = SecondaryButton(_("Feuilles de route"), icon_name="users")
        self.add_button = PrimaryButton(_("Nouvelle fiche"), icon_name="plus")
        self.empty = EmptyState(
            "list-checks",
            _("Aucune fiche action pour l'instant"),
            _("Le plan d'actions se dessine de lui-même à partir des fiches : leurs étapes, leurs "
              "dates et leurs coûts viennent ici."),
            _("Ouvrir les fiches actions"),
        )  # fmt: skip
        self._lay_out()
        self._connect()
        self.tabs.set_value(PLAN)
        self._show()

    def _lay_out(self) -> None:
        set_tooltip(self.sheets_button, _("Une page par personne : ses fiches, ses étapes"))
        self.add_action(self.sheets_button)
        self.add_action(self.print_button)
        self.add_action(self.add_button)
        self.add_button.setVisible(not self._session.read_only)
        self._stack = QStackedWidget()
        self._tabs: dict[str, QWidget] = {
            PLAN: scrolled(self.plan_tab),
            IMPACT: scrolled(self.impact),
            COUTS: scrolled(self.couts),
        }
        for widget in (*self._tabs.values(), self.empty):
            self._stack.addWidget(widget)
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.warning)
        row.addWidget(self.plan_tab.filters.more)
        self.body.setSpacing(px(8))
        self.body.addWidget(self._bar)
        self.body.addWidget(self._stack, 1)
        if self.empty.button is not None:
            self.empty.button.set_icon("arrow-right")

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._on_tab)
        self.empty.triggered.connect(self._on_fiches)
        self.print_button.clicked.connect(self._on_print)
        self.sheets_button.clicked.connect(self._on_sheets)
        self.add_button.clicked.connect(self.add_fiche)
        self.warning.clicked.connect(self._on_warning)
        self.plan_tab.card.table.opened.connect(self._on_opened)
        self.impact.opened.connect(self._on_impact_opened)

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the plan again; `force` matters to typed fields, and there is none here."""
        del force
        if touched(changes, *TABLES):
            self._show()

    def focus_field(self, key: str) -> bool:
        """Show a tab (« plan-actions.couts »), a fiche, or a step with its fiche unfolded."""
        table, _dot, rest = key.partition(".")
        if table == self.slug:
            self.show_tab(rest if rest in self._tabs else PLAN)
            self.focus_first()
            return True
        if table not in {"fiches_action", "etapes"} or self.view.lignes == ():
            return False
        self.show_tab(PLAN)
        found = self.plan_tab.go_to(table, int(rest.partition(".")[0]))
        self.focus_first()
        return found

    def current_field(self) -> str:
        """Return the line of the caret, else the tab shown."""
        row = self.plan_tab.card.current() if self.shown == PLAN else None
        return row.key if row and row.ligne else f"{self.slug}.{self.shown}"

    def focus_first(self) -> None:
        """Put the caret on the lines shown, or on the way to the fiches when there is none."""
        if self._stack.currentWidget() is self.empty and self.empty.button is not None:
            self.empty.button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.shown == PLAN:
            self.plan_tab.focus_rows()
        elif self.shown == IMPACT:
            self.impact.table.focus_rows()
        else:
            self.couts.focus_rows()

    def document_shown(self) -> str:
        """Return what prints the tab shown."""
        return DOCUMENTS.get(self.shown, DOCUMENT)

    def go_back(self) -> None:
        """Move the line chosen a quarter earlier (Alt+Left)."""
        self._move(-1)

    def go_on(self) -> None:
        """Move the line chosen a quarter later (Alt+Right)."""
        self._move(1)

    def _move(self, way: int) -> None:
        if self.shown == PLAN and not self.empty.isVisible():
            self.plan_tab.moves.by_quarter(way)

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
        self.purpose_label.setVisible(roomy and self.height() >= px(LOW))
        self.fit_heading()

    # --- showing

    @property
    def view(self) -> PlanActions:
        """The plan as it stands."""
        return plan_actions(self._session.snapshot, self._session.workspace.today)

    @property
    def shown(self) -> str:
        """The tab shown."""
        return str(self.tabs.value())

    def show_tab(self, tab: str) -> None:
        """Show a tab."""
        self.tabs.set_value(tab)
        self._on_tab(tab)

    def _on_tab(self, tab: object) -> None:
        if self.view.lignes:
            self._refresh()
            self.plan_tab.filters.more.setVisible(tab == PLAN)
            self._stack.setCurrentWidget(self._tabs[str(tab)])

    def _show(self) -> None:
        view = self.view
        any_fiche = bool(view.lignes)
        years = view.annees
        title = _("Plan d'actions")
        if years:
            title = _("Plan d'actions {debut}–{fin}", debut=years[0], fin=years[-1])
        self.title_label.setText(title)
        self._bar.setVisible(any_fiche)
        self.print_button.setVisible(any_fiche)
        self.sheets_button.setVisible(any_fiche)
        self._stack.setCurrentWidget(self._tabs[self.shown] if any_fiche else self.empty)
        self._show_warning(view)
        self._stale = set(TABS)
        if any_fiche:
            self._refresh()
        self.fit_heading()

    def _show_warning(self, view: PlanActions) -> None:
        alone = sans_financement(view)
        self.warning.setVisible(bool(alone))
        if alone:
            first = alone[0].view.fiche.repere
            self.warning.setText(
                _("{repere} sans financement", repere=first)
                if len(alone) == 1
                else ngettext("{n} fiche sans financement", "{n} fiches sans financement",
                              len(alone))
            )  # fmt: skip

    def _refresh(self) -> None:
        """Show the tab shown again, if the dossier changed since; the others wait to be seen."""
        if self.shown in self._stale:
            self._stale.discard(self.shown)
            shown: dict[str, PlanTab | ImpactTab | CoutsTab] = {
                PLAN: self.plan_tab,
                IMPACT: self.impact,
                COUTS: self.couts,
            }
            shown[self.shown].show_plan(self.view)

    # --- acting

    def add_fiche(self) -> None:
        """Add a fiche, and open it on its own page."""
        new = run_told(self._session, AddFicheAction(titre=_("Nouvelle fiche")))
        if new:
            self.navigate.emit(FICHES, f"fiches_action.{new}.titre")

    def _on_print(self) -> None:
        self.print_requested.emit(self.document_shown())

    def _on_sheets(self) -> None:
        self.print_requested.emit(SHEETS)

    def _on_fiches(self) -> None:
        self.navigate.emit(FICHES, "")

    def _on_warning(self) -> None:
        alone = sans_financement(self.view)
        if alone:
            self.navigate.emit(FICHES, f"fiches_action.{alone[0].view.fiche.id}.financements")

    def _on_impact_opened(self, fiche_id: int) -> None:
        self.navigate.emit(FICHES, f"fiches_action.{fiche_id}")

    def _on_opened(self, index: QModelIndex) -> None:
        row = self.plan_tab.card.model.row_at(index)
        if row.ligne is not None:
            self.navigate.emit(FICHES, row.key)
