"""The left of the page: what is shown, how far the last year is, and the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.queries.donnees_lignes import (
    FiltreDonnees,
    Sorte,
    count_of,
    keeps,
    lignes_of,
)
from ui.kit.buttons import KitButton
from ui.kit.cards import Card
from ui.kit.figures_grid import FiguresGrid
from ui.kit.filter_chips import ChoiceChips
from ui.kit.flow import FlowLayout
from ui.kit.labels import IconLabel, SafeLabel
from ui.models.donnees import DonneesModel
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from PySide6.QtCore import QModelIndex

    from cpom_desktop.services.queries.donnees_types import DonneesVue, IndicateurLu
    from ui.session import Session

NAMES: Mapping[FiltreDonnees, str] = {
    FiltreDonnees.TOUS: "Tous ({n})",
    FiltreDonnees.A_SAISIR: "{annee} à saisir ({n})",
    FiltreDonnees.A_VERIFIER: "À vérifier ({n})",
    FiltreDonnees.NOMBRES: "Nombres de base ({n})",
}


class FilterChips(ChoiceChips[FiltreDonnees]):
    """The filters with their counts, and whether earlier years are shown.

    Signals:
        chosen: another filter.
        years_asked: show the earlier years, or not.
    """

    chosen = Signal()
    years_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(FiltreDonnees, _("Filtre"), parent)
        self.filtre = FiltreDonnees.TOUS
        row = FlowLayout(self, spacing=px(2))
        self.place(row)
        self.earlier = KitButton("", "chip", icon_name="history", parent=self)
        self.earlier.setCheckable(True)
        self.earlier.clicked.connect(self.years_asked)
        row.addWidget(self.earlier)

    def show_view(self, vue: DonneesVue) -> None:
        """Show how many rows each filter keeps."""
        for filtre in self.chips:
            words = _(NAMES[filtre], n=count_of(vue, filtre), annee=vue.annees[-1])
            self.show_chip(filtre, words, words, chosen=filtre is self.filtre)
        self.earlier.setText(_("Années antérieures"))
        self.earlier.setVisible(vue.anterieures or self.earlier.isChecked())
        self.updateGeometry()

    def choose(self, choice: FiltreDonnees) -> None:
        """Choose what is shown, and tell."""
        self.filtre = choice
        self.chosen.emit()


class DonneesList(QWidget):
    """Chooses what is shown of the figures, and shows it.

    Signals:
        filtered: another filter: the rows shown are others.
    """

    filtered = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.chips = FilterChips()
        self.model = DonneesModel(session, self)
        self.grid = FiguresGrid(_("Données par année"))
        self.grid.setModel(self.model)
        self.progress = SafeLabel("", "label")
        self.alarm = IconLabel("alarm-clock", "erreur", 16)
        self.alarm.hide()
        self.due: date | None = None
        self.nothing = SafeLabel("", "small-2", wrap=True)
        self.message = SafeLabel("", "error-strong", wrap=True)
        self.message.hide()
        self.opened: set[str] = set()
        self._kept: frozenset[str] = frozenset()
        self.vue: DonneesVue | None = None
        self._lay_out()
        self.chips.chosen.connect(self._on_filter)
        self.grid.folded.connect(self.fold)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.top.setSpacing(px(6))
        self.top.addWidget(self.chips, 1)
        told = QHBoxLayout()
        told.setSpacing(px(6))
        told.addWidget(self.alarm)
        told.addWidget(self.progress)
        self.top.addLayout(told)
        card = Card(flush=True)
        card.add(self.grid, 1)
        self.nothing.setContentsMargins(px(14), px(12), px(14), px(12))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.add(self.nothing, 1)
        column.addWidget(card, 1)
        column.addWidget(self.message)

    def show_message(self, text: str) -> None:
        """Say under the grid why its cell was refused, where the panel is not in sight."""
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def show_view(self, vue: DonneesVue) -> None:
        """Show the figures again; the caret stays on its row."""
        self.vue = vue
        self.chips.show_view(vue)
        rows = lignes_of(vue, self.chips.filtre, self.opened, self._kept)
        years = self.model.annees
        self.model.show_view(vue, rows)
        if years != vue.annees or not self.grid.columnWidth(0):
            self.grid.fit_columns()
        self._show_progress(vue)
        self.grid.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.nothing.setText(self._why_nothing())

    def _show_progress(self, vue: DonneesVue) -> None:
        """Tell how far the last year is, and by when it is expected; late is told by an alarm."""
        lacks = vue.saisies < vue.attendues
        late = lacks and self.due is not None and self.due < self._session.workspace.today
        self.progress.setText(_progress(vue, self.due if lacks else None))
        self.progress.set_role("error-strong" if late else "label")
        self.alarm.setVisible(late)

    def fit(self, room: int) -> None:
        """Put the progress under the filters when room lacks."""
        chips = [*self.chips.chips.values(), self.chips.earlier]
        shown = [chip for chip in chips if not chip.isHidden()]
        wanted = sum(chip.sizeHint().width() + px(2) for chip in shown)
        roomy = wanted + self.progress.sizeHint().width() + px(34) <= room
        directions = QBoxLayout.Direction
        self.top.setDirection(directions.LeftToRight if roomy else directions.TopToBottom)

    def _on_filter(self) -> None:
        assert self.vue is not None
        filtre = self.chips.filtre
        self._kept = frozenset(i.slug for i in self.vue.indicateurs if keeps(filtre, i))
        self.filtered.emit()

    def fold(self, index: QModelIndex) -> None:
        """Fold or unfold an indicator; unfolded, its figures are seen."""
        row = self.model.row_at(index)
        assert row.indicateur is not None
        column = index.column()
        self.opened ^= {row.indicateur.slug}
        self._show_again()
        self.grid.go_to(self.model.index(self.model.place_of(row.cle), column))
        self._show_figures(row.indicateur)

    def _show_figures(self, indicateur: IndicateurLu) -> None:
        """Scroll so that the figures of an indicator are seen, its name above all."""
        place = self.model.place_of(indicateur.slug)
        if indicateur.slug in self.opened:
            under = [
                rank
                for rank, row in enumerate(self.model.rows)
                if row.sorte is Sorte.DONNEE and row.indicateur is indicateur
            ]
            self.grid.scrollTo(self.model.index(under[-1], 0))
        self.grid.scrollTo(self.model.index(place, 0))

    def _show_again(self) -> None:
        if self.vue is not None:
            self.show_view(self.vue)

    def reveal(self, indicateur: str, donnee: str = "", annee: int = 0) -> bool:
        """Put the caret on an indicator, or on one of its figures; tell whether it is there.

        Args:
            indicateur: its slug; empty for a figure wherever it is.
            donnee: slug of a figure.
            annee: the year of its cell; 0 for the name of the row.
        """
        assert self.vue is not None
        if not indicateur and donnee:
            uses = self.vue.uses_of(donnee)
            indicateur = uses[0].slug if uses else ""
        key = f"{indicateur}/{donnee}" if donnee else indicateur
        if donnee and indicateur:
            self.opened.add(indicateur)
        if (donnee and self.chips.filtre is FiltreDonnees.NOMBRES) or not indicateur:
            key = f"/{donnee}"
        self._unhide(key)
        place = self.model.place_of(key)
        if place < 0:
            return False
        column = self.model.column_of(annee) if annee else 0
        self.grid.go_to(self.model.index(place, column))
        self.grid.scrollTo(self.model.index(place, column))
        return True

    def _unhide(self, key: str) -> None:
        """Show every row when the filter hides one."""
        self._show_again()
        if self.model.place_of(key) >= 0:
            return
        alone = key.startswith("/")
        self.chips.choose(FiltreDonnees.NOMBRES if alone else FiltreDonnees.TOUS)
        self._show_again()

    def _why_nothing(self) -> str:
        match self.chips.filtre:
            case FiltreDonnees.A_SAISIR:
                return _("Rien ne manque pour la dernière année : tout est saisi.")
            case FiltreDonnees.A_VERIFIER:
                return _("Aucune donnée n'est à vérifier.")
            case _:
                return _("Aucune donnée.")


def _progress(vue: DonneesVue, due: date | None) -> str:
    told = _(
        "{annee} : {n} valeurs sur {total}",
        annee=vue.annees[-1],
        n=vue.saisies,
        total=vue.attendues,
    )
    if due is None:
        return told
    return _("{dit}, attendues le {jour}", dit=told, jour=format_date(due, "day"))
