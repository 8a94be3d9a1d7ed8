"""The weaknesses to rank, and the matrix that places them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cpom_desktop.charts.matrice import Pastille
from cpom_desktop.domain.diagnostic import MOST_PRIORITIES
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import RankConstats
from ui.kit.buttons import SecondaryButton
from ui.kit.cards import Card
from ui.kit.labels import SafeLabel, set_tooltip
from ui.kit.matrice_view import MatriceView
from ui.models.degree_table import DegreeTable
from ui.models.part_section import run_told
from ui.models.synthese import DECIDED, TICKED, faiblesses_model
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.queries.synthese_types import ConstatLu, SyntheseVue
    from ui.kit.cells import AnyIndex
    from ui.session import Session

LEAST_ROWS = 4


class FaiblessesTable(DegreeTable):
    """The weaknesses: a box ticks at once, 1 to 3 decide where the caret is."""

    def __init__(self) -> None:
        super().__init__(_("Faiblesses à prioriser"), degrees=DECIDED, stretch=1)
        self.setAccessibleDescription(
            _(
                "1, 2, 3 : importance ou faisabilité faible, moyenne, forte ; Suppr : non "
                "décidée. Espace coche « En axe ». Alt+Haut et Alt+Bas changent le rang. Entrée "
                "sur une faiblesse ouvre son critère."
            )
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick; leave degrees and the rest to the table."""
        index = self.currentIndex()
        if self.key_of(index) == TICKED and event.key() in _TICKING:
            self._tick(index)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick the box that is pressed."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if self.key_of(index) == TICKED and event.button() == Qt.MouseButton.LeftButton:
            self._tick(index)

    def takes(self, index: AnyIndex) -> bool:
        """Open no list over a box: it ticks."""
        return self.key_of(index) != TICKED

    def _tick(self, index: AnyIndex) -> None:
        row: ConstatLu = self.table_model.row_at(index)
        self.table_model.setData(index, row.rang is None)


_TICKING = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class FaiblessesCard(Card):
    """The weaknesses by rank, moved by hand once they are retained.

    Signals:
        opened: the criterion to go to.
    """

    opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(_("Faiblesses à prioriser"), icon_name="thumbs-down", flush=True)
        self._session = session
        self._route: Sequence[str] = ()
        self.up = SecondaryButton(_("Monter"), icon_name="chevron-up").set_dense()
        self.down = SecondaryButton(_("Descendre"), icon_name="chevron-down").set_dense()
        self.table = FaiblessesTable()
        self.table.setModel(faiblesses_model(session, self.route, self))
        nothing = SafeLabel(
            _("Aucune faiblesse : dans la grille, dites d'un constat qu'il est une faiblesse."),
            "small-2",
            wrap=True,
        )
        nothing.setContentsMargins(px(14), px(8), px(14), px(8))
        self.table.set_placeholder(nothing)
        for button in (self.up, self.down):
            self.add_action(button)
        self.add(self.table, 1)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        self.up.clicked.connect(self.move_up)
        self.down.clicked.connect(self.move_down)
        self.table.opened.connect(self._on_opened)
        for keys, slot in (("Alt+Up", self.move_up), ("Alt+Down", self.move_down)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def restyle(self) -> None:
        """Keep a few rows in sight at the present text scale."""
        super().restyle()
        if hasattr(self, "table"):
            head = self.table.horizontalHeader().height()
            rows = self.table.verticalHeader().defaultSectionSize()
            self.table.setMinimumHeight(head + LEAST_ROWS * rows)

    def route(self) -> Sequence[str]:
        """Return the criteria retained, in order."""
        return self._route

    def show_view(self, view: SyntheseVue) -> None:
        """Show the weaknesses again."""
        self._route = tuple(lu.critere for lu in view.feuille_de_route)
        self.table.show_rows(view.a_prioriser)
        for button in (self.up, self.down):
            button.setVisible(bool(view.a_prioriser) and not self._session.read_only)

    def move_up(self) -> None:
        """Give the weakness of the caret the rank above."""
        self._move(-1)

    def move_down(self) -> None:
        """Give it the rank below."""
        self._move(1)

    def _move(self, step: int) -> None:
        row: ConstatLu | None = self.table.current_row()
        if row is None or self._session.read_only:
            return
        route = list(self._route)
        if row.critere not in route:
            told = _("Seules les faiblesses retenues ont un rang : cochez d'abord « En axe ».")
            self._session.refused.emit(told)
            return
        place = route.index(row.critere)
        wanted = place + step
        if 0 <= wanted < len(route):
            route[place], route[wanted] = route[wanted], route[place]
            run_told(self._session, RankConstats(criteres=route))

    def _on_opened(self, index: QModelIndex) -> None:
        self.opened.emit(self.table.table_model.row_at(index).critere)


class FaiblessesMatrice(MatriceView):
    """The matrix: numbers of the list, the cells dealt with first tinted and outlined."""

    def __init__(self) -> None:
        super().__init__(_("Matrice de l'importance et de la faisabilité"))

    def show_view(self, view: SyntheseVue) -> None:
        """Place the weaknesses, told in words to screen readers."""
        names = {lu.numero: lu.critere for lu in view.faiblesses}
        placed = {
            place: [Pastille(n, names[n]) for n in numbers]
            for place, numbers in view.matrice.items()
        }
        told = (
            _(
                "Faiblesse {n} : importance {i}, faisabilité {f}.",
                n=lu.numero,
                i=lu.importance_mot.lower(),
                f=lu.faisabilite_mot.lower(),
            )
            for lu in view.faiblesses
            if lu.produit is not None
        )
        self.show_placed(placed, " ".join(told))


class MatriceCard(Card):
    """The matrix, and what it means in words.

    Signals:
        picked: the criterion of the number pressed.
    """

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.matrice = FaiblessesMatrice()
        self.matrice.picked.connect(self.picked)
        self.words = SafeLabel("", "small-2", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addWidget(self.matrice, 3)
        column = QVBoxLayout()
        column.setSpacing(px(4))
        column.addStretch(1)
        column.addWidget(SafeLabel(_("Importance et faisabilité"), "strong", wrap=True))
        column.addWidget(self.words)
        column.addStretch(1)
        row.addLayout(column, 2)
        self.add(row, 1)

    def show_view(self, view: SyntheseVue) -> None:
        """Show the matrix again."""
        self.matrice.show_view(view)
        kept = len(view.feuille_de_route)
        sentences = [_("Les cases encadrées sont à traiter d'abord.")]
        told = ngettext("{n} priorité retenue", "{n} priorités retenues", kept)
        counted = told if kept else _("Aucune priorité retenue")
        sentences.append(_("{compte} sur {most}.", compte=counted, most=MOST_PRIORITIES))
        left = len(view.a_placer)
        if left:
            sentences.append(
                ngettext(
                    "{n} faiblesse n'est pas encore placée.",
                    "{n} faiblesses ne sont pas encore placées.",
                    left,
                )
            )
        self.words.setText(" ".join(sentences))
        set_tooltip(self.words, view.regle)
