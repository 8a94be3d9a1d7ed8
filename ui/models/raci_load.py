"""What each role carries, as the row under the RACI matrix."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt

from cpom_desktop.domain.raci import LETTERS, Sens
from cpom_desktop.i18n import _, ngettext
from ui.kit.raci_delegate import LOAD_ROLE, Load
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

    def show_view(self, view: RaciView) -> None:
        """Show the loads again."""
        known = LETTERS[view.lecture]
        first, second = known[Sens.RESPONSABLE], known[Sens.REALISATEUR]
        caption = _("nombre de {premier} et de {second}", premier=first, second=second)
        title = Column[LoadLine](
            key=TITLE,
            header=_("Charge par rôle"),
            value=_constant(_("Charge par rôle") + "\n" + caption),
            tooltip=_constant(_("Nombre d'activités dont chaque rôle répond, et qu'il réalise.")),
        )
        columns = [title, *(_load_column(view, role) for role in view.roles)]
        if len(columns) != self._count:
            self._count = len(columns)
            self.set_columns(columns)
        self._columns = tuple(columns)
        self.set_rows([LoadLine(view)])


def _load_column(view: RaciView, shown: RoleView) -> Column[LoadLine]:
    known, (answers, does) = LETTERS[view.lecture], shown.load
    heavy = any(f.constat.role_id == shown.role.id for f in view.findings)
    largest = max((sum(role.load) for role in view.roles), default=0)
    said = _load_in_words(shown, len(view.activites))
    text = f"{answers} {known[Sens.RESPONSABLE]} · {does} {known[Sens.REALISATEUR]}"
    return Column(
        key=str(shown.role.id),
        header=shown.role.abrege,
        value=_constant(text),
        tooltip=_constant(said),
        roles={
            LOAD_ROLE: _constant(Load(answers, does, largest, heavy)),
            _SAID: _constant(said),
        },
    )


def _load_in_words(shown: RoleView, total: int) -> str:
    answers, does = shown.load
    return _(
        "{role} : {premier}, {second}, sur {total}",
        role=shown.role.libelle,
        premier=ngettext("responsable de {n} activité", "responsable de {n} activités", answers),
        second=ngettext("acteur de {n}", "acteur de {n}", does),
        total=total,
    )


def _constant(value: object) -> Callable[..., str]:
    """Return a function that answers `value` whatever the row."""
    return cast("Callable[..., str]", partial(_same, value))


def _same(value: object, _row: object = None) -> object:
    return value


def _only(_line: LoadLine) -> object:
    return TITLE
