"""What each role carries, as the row under the RACI matrix."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt

from cpom_desktop.domain.raci import LETTERS, Sens
from cpom_desktop.i18n import _, ngettext
from ui.kit.raci_delegate import LINK_ROLE, LOAD_ROLE, Load
from ui.models.base import Column, TableModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpom_desktop.services.queries.raci import RaciView, RoleView
    from ui.session import Session

TITLE = "titre"
_SAID = Qt.ItemDataRole.AccessibleTextRole


@dataclass(frozen=True, slots=True)
class LoadLine:
    """The only row of the load table."""

    view: RaciView


class LoadModel(TableModel[LoadLine]):
    """What each role carries: lines it answers for, lines it does."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, (), _only, parent=parent)
        self._count = -1
        self.by_person = False
        self._view: RaciView | None = None

    def switch(self) -> None:
        """Show the loads by person, roles of one person together, or by role again."""
        if self._view is not None and any(role.cumulated for role in self._view.roles):
            self.by_person = not self.by_person
            self.show_view(self._view)
            last = self.index(0, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def show_view(self, view: RaciView) -> None:
        """Show the loads again."""
        self._view = view
        shared = any(role.cumulated for role in view.roles)
        self.by_person = self.by_person and shared
        words = _("Charge par personne") if self.by_person else _("Charge par rôle")
        title = Column[LoadLine](
            key=TITLE,
            header=words,
            value=_constant(words + "\n" + self._caption(view, shared=shared)),
            tooltip=_constant(_("Nombre d'activités dont on répond, et qu'on réalise.")),
            roles={LINK_ROLE: _constant(shared)},
        )
        columns = [title, *(_load_column(view, r, whole=self.by_person) for r in view.roles)]
        if len(columns) != self._count:
            self._count = len(columns)
            self.set_columns(columns)
        self._columns = tuple(columns)
        self.set_rows([LoadLine(view)])

    def _caption(self, view: RaciView, *, shared: bool) -> str:
        if shared:
            return _("Voir par rôle") if self.by_person else _("Voir par personne")
        known = LETTERS[view.lecture]
        first, second = known[Sens.RESPONSABLE], known[Sens.REALISATEUR]
        return _("nombre de {premier} et de {second}", premier=first, second=second)


def _load_column(view: RaciView, shown: RoleView, *, whole: bool) -> Column[LoadLine]:
    known, (answers, does) = LETTERS[view.lecture], shown.cumul if whole else shown.load
    heavy = any(
        shown.role.id in {f.constat.role_id, *f.constat.roles}
        for f in view.findings
        if f.constat.activite_id is None
    )
    largest = max((sum(r.cumul if whole else r.load) for r in view.roles), default=0)
    said = _load_in_words(shown, (answers, does), len(view.activites), whole=whole)
    text = f"{answers} {known[Sens.RESPONSABLE]} · {does} {known[Sens.REALISATEUR]}"
    return Column(
        key=str(shown.role.id),
        header=shown.role.abrege or shown.role.libelle,
        value=_constant(text),
        tooltip=_constant(said),
        roles={
            LOAD_ROLE: _constant(Load(answers, does, largest, heavy)),
            _SAID: _constant(said),
        },
    )


def _load_in_words(shown: RoleView, load: tuple[int, int], total: int, *, whole: bool) -> str:
    several = whole and bool(shown.cumulated)
    names = ", ".join(shown.cumulated)
    return _(
        "{role} : {premier}, {second}, sur {total}",
        role=f"{shown.titulaire} ({names})" if several else shown.role.libelle,
        premier=ngettext("responsable de {n} activité", "responsable de {n} activités", load[0]),
        second=ngettext("acteur de {n}", "acteur de {n}", load[1]),
        total=total,
    )


def _constant(value: object) -> Callable[..., str]:
    """Return a function that answers `value` whatever the row."""
    return cast("Callable[..., str]", partial(_same, value))


def _same(value: object, _row: object = None) -> object:
    return value


def _only(_line: LoadLine) -> object:
    return TITLE
