"""Impact against effort: which actions to begin with, decided in the table."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from cpom_desktop.charts.matrice import MatriceLayout, Pastille
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import Operation, UpdateFicheAction
from cpom_desktop.services.queries.words import niveau, niveaux
from ui.kit.cards import Card
from ui.kit.labels import SafeLabel
from ui.kit.matrice_view import MatriceView
from ui.models.base import Column, TableModel
from ui.models.degree_table import DegreeTable
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.queries.plan_actions import LignePlan, PlanActions
    from ui.session import Session

DEGREES = ("impact", "effort")
FIRST = frozenset({(3, 1), (3, 2), (2, 1)})
"""(Impact, effort) of the actions to begin with."""
TWO_COLUMNS = 860
MATRIX_HEIGHT = 240
LEAST_ROWS = 4


class ImpactTab(QWidget):
    """The table at the left, the matrix at the right.

    Signals:
        opened: id of the fiche to open.
    """

    opened = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.table = DegreeTable(_("Impact et effort des actions"), degrees=DEGREES, stretch=1)
        self.table.setModel(impact_model(session, self))
        self.table.setAccessibleDescription(
            _("1, 2, 3 : impact ou effort faible, moyen, fort ; Suppr : non décidé. Entrée sur "
              "une fiche l'ouvre.")
        )  # fmt: skip
        self.matrice = MatriceView(
            _("Matrice de l'impact et de l'effort"),
            MatriceLayout(
                haut=_("Impact fort"),
                bas=_("Effort"),
                premieres=FIRST,
                mots={value: told.lower() for value, told in niveaux()},
            ),
        )
        self.words = SafeLabel("", "small-2", wrap=True)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(px(12))
        listed = Card(_("Actions"), icon_name="list-checks", flush=True)
        listed.add(self.table, 1)
        drawn = Card(_("Impact et effort"), icon_name="target")
        drawn.add(self.matrice, 1)
        drawn.add(self.words)
        self._columns.addWidget(listed, 4)
        self._columns.addWidget(drawn, 3)
        self.table.opened.connect(self._on_opened)
        self.matrice.picked.connect(self._on_picked)

    def show_plan(self, plan: PlanActions) -> None:
        """Show the actions again."""
        self.table.show_rows(plan.lignes)
        placed: dict[tuple[int, int], list[Pastille]] = {}
        for line in plan.lignes:
            fiche = line.view.fiche
            if fiche.impact and fiche.effort:
                one = Pastille(fiche.numero, str(fiche.id))
                placed.setdefault((fiche.impact, fiche.effort), []).append(one)
        self.matrice.show_placed(placed, " ".join(_spoken(plan.lignes)))
        self.words.setText(" ".join(_sentences(plan.lignes)))
        head = self.table.horizontalHeader().height()
        row = self.table.verticalHeader().defaultSectionSize()
        self.table.setMinimumHeight(head + LEAST_ROWS * row)
        self.matrice.setMinimumHeight(px(MATRIX_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the matrix under the table where room lacks."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        two = self.width() >= px(TWO_COLUMNS)
        self._columns.setDirection(way.LeftToRight if two else way.TopToBottom)

    def _on_opened(self, index: QModelIndex) -> None:
        line: LignePlan = self.table.table_model.row_at(index)
        self.opened.emit(line.view.fiche.id)

    def _on_picked(self, ref: str) -> None:
        if self.table.go_to(int(ref)):
            self.table.focus_rows()


def impact_model(session: Session, parent: QObject) -> TableModel[LignePlan]:
    """Return the model of the actions to place."""
    columns: tuple[Column[LignePlan], ...] = (
        Column(key="numero", header=_("Fiche"), value=attrgetter("view.fiche.repere"), width=62),
        Column(key="titre", header=_("Intitulé de l'action"),
               value=attrgetter("view.fiche.titre")),
        _degree("impact", _("Impact")),
        _degree("effort", _("Effort")),
    )  # fmt: skip
    return TableModel(session, columns, attrgetter("view.fiche.id"), parent=parent)


def _degree(name: str, header: str) -> Column[LignePlan]:
    return Column(
        key=name,
        header=header,
        value=attrgetter(f"view.fiche.{name}"),
        choices=niveaux,
        none_label=_("Non décidé"),
        write=partial(_decide, name),
        width=92,
    )


def _decide(name: str, row: LignePlan, value: int | None) -> Operation:
    fiche_id = row.view.fiche.id
    if name == "impact":
        return UpdateFicheAction(id=fiche_id, impact=value)
    return UpdateFicheAction(id=fiche_id, effort=value)


def _spoken(lines: Iterable[LignePlan]) -> Iterable[str]:
    for line in lines:
        fiche = line.view.fiche
        if fiche.impact and fiche.effort:
            yield _(
                "{repere} : impact {i}, effort {e}.",
                repere=fiche.repere,
                i=niveau(fiche.impact).lower(),
                e=niveau(fiche.effort).lower(),
            )


def _sentences(lines: Iterable[LignePlan]) -> Iterable[str]:
    fiches = [line.view.fiche for line in lines]
    first = [f.repere for f in fiches if (f.impact, f.effort) in FIRST]
    left = sum(not (f.impact and f.effort) for f in fiches)
    yield _("Les cases encadrées apportent beaucoup pour peu d'effort : commencez par elles.")
    if first:
        yield _("À commencer : {fiches}.", fiches=", ".join(first))
    if left:
        yield ngettext(
            "{n} fiche n'est pas encore placée.", "{n} fiches ne sont pas encore placées.", left
        )
