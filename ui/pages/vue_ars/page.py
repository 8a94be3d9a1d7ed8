"""Page « Vue ARS »: what the agent looks at, and the answer prepared. Picture 22."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.vue_ars import TABLES, vue_ars
from ui.kit.buttons import PrimaryButton
from ui.kit.cards import Card
from ui.kit.labels import ElidedLabel
from ui.kit.list_panel_page import ListPanelPage
from ui.kit.states import EmptyState
from ui.models.vue_ars import VueArsModel, rows_of
from ui.models.vue_ars_view import VueArsView
from ui.pages.vue_ars.counts import Counts
from ui.pages.vue_ars.fields import EXPLICATIONS
from ui.pages.vue_ars.panel import AnswerPanel, reckoned_words
from ui.session import touched
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.queries.vue_ars_types import LigneArs, VueArs
    from ui.session import Session

DONNEES = "donnees"


class VueArsPage(ListPanelPage):
    """The establishment as the agent sees it."""

    slug = "vue-ars"
    side_by_side = 820
    least_heights = (300, 460)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._current = ""
        self.found = self._read()
        self.counts = Counts()
        self.model = VueArsModel(self)
        self.view = VueArsView(self.model)
        self.panel = AnswerPanel(session)
        self.pile = QStackedWidget()
        self._build()
        self._connect()
        self._fit()
        self._show()
        self._choose(self._first())

    # --- the page's contract

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the sheet again; the indicator chosen stays."""
        if not touched(changes, *TABLES):
            return
        self.found = self._read()
        self._show()
        if self.found.ligne(self._current) is None:
            self._current = self._first()
        self._show_panel(force=force)

    def focus_field(self, key: str) -> bool:
        """Choose the line of « explications.rotation.texte » and put the caret in the field."""
        table, _dot, rest = key.partition(".")
        ident, _dot, name = rest.partition(".")
        slug = self._slug_of(ident) if table == EXPLICATIONS else ""
        if not slug or self.found.is_vide:
            return False
        self._choose(slug)
        if not (name and self._focus_answer(name)):
            self._focus_list()
        return True

    def current_field(self) -> str:
        """Return the key of the field that has the caret, else of the line chosen."""
        return self.panel.current_field()

    def guide_details(self) -> Sequence[tuple[str, str]]:
        """Return how the indicator chosen is reckoned, and what to know of it."""
        ligne = self._ligne()
        if ligne is None or self.found.is_vide:
            return ()
        told = ((_("Calcul"), reckoned_words(ligne)), (_("À savoir"), ligne.indicateur.remarque))
        return tuple((title, text) for title, text in told if text)

    def go_back(self) -> None:
        """Go to the point before (Alt+Left)."""
        self._go(self._points_around()[0])

    def go_on(self) -> None:
        """Go to the point after (Alt+Right)."""
        self._go(self._points_around()[1])

    # --- building

    def _build(self) -> None:
        self.print_button = PrimaryButton(_("Recto-verso en PDF"), icon_name="printer")
        self.add_action(self.print_button)
        self.body.addWidget(self.counts)
        card = Card(flush=True)
        self.identity = ElidedLabel("", "small")
        line = QHBoxLayout()
        line.setContentsMargins(px(14), px(8), px(14), px(8))
        line.addWidget(self.identity)
        card.add(line)
        card.add(self.view.header)
        card.add(self.view, 1)
        left = QWidget()
        self._left_column = QVBoxLayout(left)
        self._left_column.setContentsMargins(0, 0, 0, 0)
        self._left_column.addWidget(card, 1)
        self.place(left, self.panel, rows=self.view, top=card)
        self.pile.addWidget(self._area)
        self.pile.addWidget(self._empty_state())
        self.body.addWidget(self.pile, 1)

    def _fit(self) -> None:
        """Let the counts scroll away with the list where the height lacks."""
        super()._fit()
        column = self.body if self._tells_purpose() else self._left_column
        if column.indexOf(self.counts) < 0:
            column.insertWidget(0, self.counts)

    def _empty_state(self) -> EmptyState:
        empty = EmptyState(
            "table",
            _("Aucun chiffre pour l'instant"),
            _(
                "L'agent voit votre établissement à travers ses chiffres. Saisissez-les dans "
                "Données : ils viennent ici, lus comme il les lit."
            ),
            _("Aller à Données"),
        )
        empty.triggered.connect(self._go_to_figures)
        return empty

    def _connect(self) -> None:
        self.print_button.clicked.connect(self._on_print)
        self.view.chosen.connect(self._choose)
        self.view.opened.connect(self._open_panel)
        self.panel.previous_asked.connect(self.go_back)
        self.panel.next_asked.connect(self.go_on)
        self.panel.figures_asked.connect(self._go_to_figures)

    # --- showing

    def _read(self) -> VueArs:
        workspace = self._session.workspace
        return vue_ars(workspace.snapshot, workspace.content, workspace.today)

    def _show(self) -> None:
        found = self.found
        self.counts.show_view(found)
        self.counts.setVisible(not found.is_vide)
        self.print_button.setVisible(not found.is_vide)
        self.identity.set_whole_text(_identity_line(found))
        if self.model.show_rows(rows_of(found.domaines, found.faits)):
            self.view.choose(self._current)
        self.view.show_years(found.annees)
        self.pile.setCurrentIndex(1 if found.is_vide else 0)

    def _choose(self, slug: str) -> None:
        self._current = slug
        self._show_panel()
        self.view.choose(slug)
        self.place_changed.emit()

    def _show_panel(self, *, force: bool = False) -> None:
        self.panel.show_ligne(self._ligne(), force=force)
        before, after = self._points_around()
        self.panel.offer_points(before=before is not None, after=after is not None)

    def _first(self) -> str:
        """Return the first point to explain, else the first line."""
        return next((ligne.slug for ligne in (*self.found.points, *self.found.lignes)), "")

    def _ligne(self) -> LigneArs | None:
        return self.found.ligne(self._current)

    def _slug_of(self, ident: str) -> str:
        """Return the indicator that a key names: by its own name, or by the row of its answer."""
        rows = self._session.snapshot.explications
        named = next((row.indicateur for row in rows if str(row.id) == ident), ident)
        return named if self.found.ligne(named) else ""

    # --- the caret

    def _open_panel(self) -> bool:
        return self._focus_answer()

    def _focus_answer(self, name: str = "texte") -> bool:
        """Put the caret in a field of the panel, which is shown wherever it stands."""
        found = self.panel.focus_field(name)
        if found:
            QTimer.singleShot(0, self, self._reveal)  # once fields have their place
        return found

    def _reveal(self) -> None:
        """Scroll to the field that has the caret."""
        if name := self.panel.current_field().rpartition(".")[2]:
            self.panel.reveal(name)
            self._area.ensureWidgetVisible(self.panel.row(name), 0, px(24))

    # --- from point to point

    def _points_around(self) -> tuple[LigneArs | None, LigneArs | None]:
        """Return the point before the line chosen, and the one after, in the order shown."""
        order = [ligne.slug for ligne in self.found.lignes]
        if self._current not in order:
            return None, None
        here = order.index(self._current)
        before = [p for p in self.found.points if order.index(p.slug) < here]
        after = [p for p in self.found.points if order.index(p.slug) > here]
        return (before[-1] if before else None), (after[0] if after else None)

    def _go(self, point: LigneArs | None) -> None:
        """Choose a point; the caret stays in the panel when it was there."""
        if point is None:
            return
        typing = self.panel.has_caret()
        self._choose(point.slug)
        if typing:
            self._focus_answer()

    def _go_to_figures(self) -> None:
        """Show the indicator among the figures."""
        empty = self.found.is_vide or not self._current
        self.navigate.emit(DONNEES, "" if empty else f"{DONNEES}.{self._current}")

    def _on_print(self) -> None:
        self.print_requested.emit(self.slug)


def _identity_line(found: VueArs) -> str:
    """Return « EHPAD Les Tilleuls · FINESS 99 000 002 8 · 84 HP + 2 HT + 6 AJ · CPOM… »."""
    identite = found.identite
    finess = _("FINESS {n}", n=identite.finess) if identite.finess else ""
    parts = (identite.nom, finess, identite.places, identite.cpom)
    return " · ".join(part for part in parts if part)
