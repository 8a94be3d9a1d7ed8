"""Page « Données »: the grid of figures at left, what founds them at right. Picture 21."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.donnees import TABLES, donnees_vue, donnees_vue_entiere
from cpom_desktop.services.queries.donnees_attente import TABLES as DATED
from cpom_desktop.services.queries.donnees_attente import attendues_le
from cpom_desktop.services.queries.donnees_lignes import Sorte
from ui.kit.list_panel_page import ListPanelPage
from ui.models.donnees import VALEURS
from ui.pages.donnees.actions import Actions
from ui.pages.donnees.answers import Answers
from ui.pages.donnees.fields import page_key
from ui.pages.donnees.list import DonneesList
from ui.pages.donnees.panel import DonneePanel
from ui.session import touched
from ui.theme.theme import px

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtCore import QModelIndex
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.queries.donnees_lignes import LigneDonnees
    from cpom_desktop.services.queries.donnees_types import DonneeLue, DonneesVue
    from ui.session import Session

DONNEES = "donnees"
LIST_SHARE = 0.52
"""Share of the height that the grid keeps over the panel: it is where she types."""


class DonneesPage(ListPanelPage):
    """The figures, year by year; only those that others are made of are typed.

    An indicator is known as `donnees.<slug>` (« Ouvrir dans Données »), a cell as
    `valeurs.<figure>.<year>`, a figure as `valeurs.<figure>`.
    """

    slug = DONNEES
    side_by_side = 900
    panel_width = 344
    least_heights = (150, 420)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.list = DonneesList(session)
        self.list.due = self._due()
        self.panel = DonneePanel(session)
        self.vue = self._read()
        self.body.addLayout(self.list.top)
        self.place(self.list, self.panel, rows=self.list.grid, top=self.list)
        self.body.addWidget(self._area, 1)
        self.gestures, self.answers = Actions(self), Answers(self)
        self._connect()
        self._fit()
        self.refresh()
        self._settle()
        self.later(self._build_panel)

    def _connect(self) -> None:
        self.list.filtered.connect(self.refresh)
        self.list.chips.years_asked.connect(self._on_years)
        self.list.grid.emptied.connect(self._on_emptied)
        self.list.grid.selectionModel().currentChanged.connect(self._on_current)
        self.list.model.modelReset.connect(self._settle)
        self.list.grid.typed.connect(self._show_panel)

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the figures again when what they are read from has changed."""
        if touched(changes, *DATED):
            self.list.due = self._due()
        if touched(changes, *TABLES, *DATED):
            self.vue = self._read()
            self.refresh(force=force)

    def focus_field(self, key: str) -> bool:
        """Show « donnees.absenteisme », « valeurs.etp_ash.2026 », or a field of that cell."""
        self.complete()
        known = page_key(self.session.snapshot, key)
        table, name, year, field = (*known.split(".", 3), "", "", "")[:4]
        if table == DONNEES and name:
            found = self.list.reveal(name)
        elif table == VALEURS and name:
            found = self.list.reveal("", name, int(year) if year.isdecimal() else 0)
        else:
            found = False
        if found and not (field and self.panel.focus_field(field)):
            self._focus_list()
        return found

    def current_field(self) -> str:
        """Return the key of the field that has the caret, else of the cell or the indicator."""
        index = self.list.grid.currentIndex()
        if not self.list.grid.hasFocus() or not index.isValid():
            return self.panel.current_field()
        place = self.list.model.place_at(index)
        if place is not None:
            return place.key
        row = self.list.model.row_at(index)
        if row.donnee is not None:
            return f"{VALEURS}.{row.donnee.slug}"
        return f"{DONNEES}.{row.indicateur.slug}" if row.indicateur else ""

    def focus_first(self) -> None:
        """Put the caret on the grid: its keys answer at once."""
        self._focus_list()

    # --- showing

    def _build_panel(self) -> None:
        self.panel.build()
        self._show_panel()

    def _read(self) -> DonneesVue:
        workspace = self.session.workspace
        query = donnees_vue_entiere if self.list.chips.earlier.isChecked() else donnees_vue
        return query(workspace.snapshot, workspace.content, workspace.today)

    def _due(self) -> date | None:
        return attendues_le(self.session.snapshot, self.session.content)

    def refresh(self, *, force: bool = False) -> None:
        """Show the grid and the panel again."""
        first, last = self.vue.annees[0], self.vue.annees[-1]
        self.title_label.setText(_("Données {premiere}–{derniere}", premiere=first, derniere=last))
        self.list.show_view(self.vue)
        self.list.fit(self.width() - px(48))
        self._show_panel(force=force)

    def _settle(self) -> None:
        """Put the caret of the grid on its first row when it has none."""
        model = self.list.model
        if self.list.grid.currentIndex().isValid():
            return
        places = (n for n, row in enumerate(model.rows) if row.sorte is not Sorte.GROUPE)
        place = next(places, -1)
        if place >= 0:
            self.list.grid.go_to(model.index(place, 0))

    def _show_panel(self, *, force: bool = False) -> None:
        index = self.list.grid.currentIndex()
        if self.list.grid.is_editing:
            return
        if not index.isValid():
            self.panel.show_row(self.vue, None, 0, force=force)
            return
        draft = self.list.model.draft_at(index)
        self.list.show_message("" if draft is None or self._beside() else draft.message)
        annee = self.list.model.annee_at(index) or self.vue.annees[-1]
        self.panel.show_row(self.vue, self.list.model.row_at(index), annee, force=force)

    def _on_current(self, _index: QModelIndex, _former: QModelIndex) -> None:
        self._show_panel()

    def _on_years(self) -> None:
        row = self.current_row()
        self.vue = self._read()
        self.refresh()
        place = self.list.model.place_of(row.cle) if row is not None else -1
        if place >= 0:
            self.list.grid.go_to(self.list.model.index(place, 0))

    def _fit_columns(self) -> None:
        super()._fit_columns()
        if not self._beside():
            self.list.setMinimumHeight(round(self.height() * LIST_SHARE))
        self.list.fit(self.width() - px(48))

    # --- what she does

    def selected(self) -> list[QModelIndex]:
        """Return the selected cells, else the one of the caret."""
        caret = self.list.grid.currentIndex()
        return self.list.grid.selectedIndexes() or ([caret] if caret.isValid() else [])

    def block(self) -> tuple[list[str], list[int]]:
        """Return the figures from the caret down and the years from the caret on."""
        caret, model = self.list.grid.currentIndex(), self.list.model
        if not caret.isValid():
            return [], []
        under = model.rows[caret.row() :]
        rows = [row.donnee.slug for row in under if row.donnee is not None]
        return rows, list(model.annees[max(caret.column() - 1, 0) :])

    def slugs_beside(self, donnee: str, *, whole: bool) -> frozenset[str]:
        """Return the figures of the group of one, or of every group."""
        groups = [[d.slug for d in groupe.donnees] for groupe in self.vue.groupes]
        return frozenset(slug for group in groups if whole or donnee in group for slug in group)

    def current_row(self) -> LigneDonnees | None:
        """Return the row of the caret."""
        index = self.list.grid.currentIndex()
        return self.list.model.row_at(index) if index.isValid() else None

    def focus_grid(self) -> None:
        """Put the caret back in the grid, where it was."""
        self._focus_list()

    def figure(self, slug: str) -> DonneeLue:
        """Return a figure of the grid."""
        found = self.vue.donnee(slug)
        assert found is not None
        return found

    def _on_emptied(self) -> None:
        """Empty the cells; on the name of an indicator of hers, delete it."""
        row = self.current_row()
        if row is not None and row.sorte is Sorte.INDICATEUR and len(self.selected()) == 1:
            self.answers.delete_indicator()
        else:
            self.list.model.empty(self.selected())
