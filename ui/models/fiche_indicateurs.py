"""The indicators of a fiche action as a table: start value, and the target of each year."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from cpom_desktop.domain.objectifs import TypeIndicateur
from cpom_desktop.i18n import EMPTY, _, format_number
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import Operation, SetCible, UpdateIndicateur
from cpom_desktop.services.queries.fiches_action import IndicateurView
from cpom_desktop.services.queries.words import choices
from ui.models.base import COPY_ROLE, Column, TableModel
from ui.models.fiche_parts import read_value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from ui.session import Session

SHORT_UNIT = 3
"""Letters of a unit that still fit a cell after its figure."""


class IndicateursModel(TableModel[IndicateurView]):
    """The indicators: Entrée on a name opens it, figures are typed in place."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(session, [], _indicateur_id, parent=parent)
        self._years: tuple[int, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a column."""
        return self._years

    def set_years(self, years: Sequence[int]) -> None:
        """Give a column of targets to each year."""
        if tuple(years) == self._years and self.columns:
            return
        self._years = tuple(years)
        self.set_columns([*_indicateur_columns(), *(_cible_column(year) for year in years)])


def _indicateur_columns() -> list[Column[IndicateurView]]:
    number = partial(_number_of, "valeur_initiale")
    return [
        Column(key="libelle", header=label("indicateurs", "libelle"), value=_name_of,
               roles={Qt.ItemDataRole.DisplayRole: shared_name}),
        Column(key="type", header=label("indicateurs", "type"), value=_type_of, width=104,
               choices=partial(choices, TypeIndicateur), write=_write_type),
        Column(key="valeur_initiale", header=_("Initiale"), value=number, width=112,
               edit=_typed_number, parse=read_value, write=_write_initial, align_right=True,
               roles={Qt.ItemDataRole.DisplayRole: _shown_initial, COPY_ROLE: partial(
                   _copied, number)}),
    ]  # fmt: skip


def _cible_column(year: int) -> Column[IndicateurView]:
    value = partial(_cible_of, year)
    return Column(
        key=f"cible_{year}",
        header=str(year),
        value=value,
        edit=_typed_number,
        parse=read_value,
        write=partial(_write_cible, year),
        align_right=True,
        width=66,
        roles={
            Qt.ItemDataRole.DisplayRole: partial(_shown_value, value),
            COPY_ROLE: partial(_copied, value),
        },
    )


def with_unit(value: Decimal | None, unite: str) -> str:
    """Return the value of an indicator, its unit after it when it is short; « – » without."""
    if value is None:
        return EMPTY
    short = unite if 0 < len(unite) <= SHORT_UNIT else ""
    return f"{format_number(value)}\u00a0{short}" if short else format_number(value)


def _indicateur_id(row: IndicateurView) -> object:
    return row.indicateur.id


def _name_of(row: IndicateurView) -> object:
    return row.indicateur.libelle


def shared_name(row: IndicateurView) -> str:
    """Return the name of an indicator, and the other fiches that it follows."""
    if not row.partage:
        return row.indicateur.libelle
    told = _("partagé avec {fiches}", fiches=", ".join(row.partage))
    return f"{row.indicateur.libelle} ({told})"


def _type_of(row: IndicateurView) -> object:
    return row.indicateur.type


def _number_of(name: str, row: IndicateurView) -> object:
    return getattr(row.indicateur, name)


def _cible_of(year: int, row: IndicateurView) -> object:
    return row.cibles.get(year)


def _typed_number(value: Decimal | None) -> str:
    return "" if value is None else format_number(value)


def _shown_value(value: Callable[[Any], Any], row: IndicateurView) -> object:
    return with_unit(value(row), row.indicateur.unite)


def _shown_initial(row: IndicateurView) -> object:
    told = with_unit(row.indicateur.valeur_initiale, row.indicateur.unite)
    year = row.indicateur.annee_initiale
    return f"{told} ({year})" if year is not None and told != EMPTY else told


def _copied(value: Callable[[Any], Any], row: IndicateurView) -> object:
    return _typed_number(value(row)).replace("\u00a0", "")


def _write_type(row: IndicateurView, value: object) -> Operation:
    return UpdateIndicateur(id=row.indicateur.id, type=TypeIndicateur(str(value)))


def _write_initial(row: IndicateurView, value: Decimal | None) -> Operation:
    return UpdateIndicateur(id=row.indicateur.id, valeur_initiale=value)


def _write_cible(year: int, row: IndicateurView, value: Decimal | None) -> Operation:
    return SetCible(indicateur_id=row.indicateur.id, annee=year, valeur=value)
