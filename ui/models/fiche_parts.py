"""What hangs from a fiche action, as tables: steps, means and costs, fundings, indicators."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from cpom_desktop.domain.fiches_action import Etape
from cpom_desktop.domain.moyens import (
    CategorieMoyen,
    EtatFinancement,
    Financement,
    Moyen,
    NatureCout,
    SourceFinancement,
)
from cpom_desktop.domain.objectifs import TypeIndicateur
from cpom_desktop.domain.saisie import parse_date, parse_decimal, parse_integer, parse_montant
from cpom_desktop.i18n import EMPTY, _, format_date, format_number
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import (
    Operation,
    SetCible,
    UpdateEtape,
    UpdateFinancement,
    UpdateIndicateur,
    UpdateMoyen,
)
from cpom_desktop.services.queries.fiches_action import IndicateurView, format_euros
from cpom_desktop.services.queries.words import choices
from ui.kit.date_field import edit_text
from ui.models.base import COPY_ROLE, AnyIndex, Column, TableModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from decimal import Decimal

    from ui.session import Session

PartRow = Etape | Moyen | Financement
SHORT_NATURES = {
    NatureCout.INVESTISSEMENT: "Investissement",
    NatureCout.EXPLOITATION_RECURRENTE: "Chaque année",
    NatureCout.EXPLOITATION_PONCTUELLE: "Une fois",
}
SHORT_UNIT = 3
"""Letters of a unit that still fit a cell after its figure."""


def etapes_model(session: Session, parent: QObject) -> TableModel[Etape]:
    """Return the model of the steps."""
    made = partial(_column, "etapes", UpdateEtape)
    return TableModel(
        session,
        [
            made("libelle"),
            replace(made("responsable_id", 138), choices=partial(acteur_choices, session),
                    none_label=EMPTY),
            _day(session, made("debut", 104)),
            _day(session, made("fin", 104)),
            made("livrable", 128),
            replace(made("avancement", 96), show=_percent, edit=format_number,
                    parse=_read_percent, align_right=True),
        ],
        _id,
        parent=parent,
    )  # fmt: skip


class MoyensModel(TableModel[Moyen]):
    """The means: what is paid once has no last year."""

    def __init__(self, session: Session, parent: QObject) -> None:
        made = partial(_column, "moyens", UpdateMoyen)
        columns = [
            made("libelle"),
            replace(made("categorie", 100), choices=partial(choices, CategorieMoyen)),
            replace(made("nature", 118), choices=_natures),
            _money(made("montant_centimes", 104)),
            _year(replace(made("premiere_annee", 76), header=_("De"))),
            _year(replace(made("derniere_annee", 76), header=_("À"))),
            Column(key="total", header=_("Total"), value=_total, show=format_euros,
                   align_right=True, width=108, roles={COPY_ROLE: _copied_total}),
        ]  # fmt: skip
        super().__init__(session, columns, _id, parent=parent)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Lock the last year of what is paid once."""
        flags = super().flags(index)
        if index.isValid() and self.columns[index.column()].key == "derniere_annee":
            yearly = self.row_at(index).nature is NatureCout.EXPLOITATION_RECURRENTE
            return flags if yearly else flags & ~Qt.ItemFlag.ItemIsEditable
        return flags


def financements_model(session: Session, parent: QObject) -> TableModel[Financement]:
    """Return the model of the fundings."""
    made = partial(_column, "financements", UpdateFinancement)
    return TableModel(
        session,
        [
            replace(made("source", 250), choices=partial(choices, SourceFinancement)),
            made("precision"),
            _money(made("montant_centimes", 120)),
            replace(made("etat", 120), choices=partial(choices, EtatFinancement)),
        ],
        _id,
        parent=parent,
    )


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
        Column(key="libelle", header=label("indicateurs", "libelle"), value=_name_of),
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


def acteur_choices(session: Session) -> tuple[tuple[object, str], ...]:
    """Return every acteur with the name shown."""
    return tuple((acteur.id, acteur.display_name) for acteur in session.snapshot.acteurs)


def read_value(text: str) -> Decimal | None:
    """Read the value of an indicator; its percent sign may follow, nothing typed is None.

    Raises:
        RegleInvalide: when it is no number.
    """
    plain = text.strip().rstrip("%‰").strip()
    return None if plain in {"", EMPTY, "-"} else parse_decimal(plain)


def read_centimes(text: str) -> int | None:
    """Read an amount in euros as cents; nothing typed is None.

    Raises:
        RegleInvalide: when it is no amount.
    """
    plain = text.strip()
    return None if plain in {"", EMPTY, "-"} else int(parse_montant(plain) * 100)


def read_year(text: str) -> int | None:
    """Read a year; nothing typed is None.

    Raises:
        RegleInvalide: when it is no whole number.
    """
    plain = text.strip()
    return None if plain in {"", EMPTY, "-"} else parse_integer(plain)


def with_unit(value: Decimal | None, unite: str) -> str:
    """Return the value of an indicator, its unit after it when it is short; « – » without."""
    if value is None:
        return EMPTY
    short = unite if 0 < len(unite) <= SHORT_UNIT else ""
    return f"{format_number(value)}\u00a0{short}" if short else format_number(value)


def _column(table: str, operation: type[Operation], name: str, width: int = 120) -> Column[Any]:
    return Column(
        key=name,
        header=label(table, name),
        value=partial(_field, name),
        write=partial(_write, operation, name),
        width=width,
    )


def _field(name: str, row: object) -> object:
    return getattr(row, name)


def _write(operation: type[Operation], name: str, row: PartRow, value: object) -> Operation:
    return operation(**{"id": row.id, name: value})


def _id(row: PartRow) -> object:
    return row.id


def _day(session: Session, column: Column[Any]) -> Column[Any]:
    return replace(
        column,
        show=_shown_day,
        edit=_typed_day,
        parse=partial(_read_day, session),
        roles={COPY_ROLE: partial(_copied_day, column.value)},
    )


def _money(column: Column[Any]) -> Column[Any]:
    return replace(
        column,
        show=format_euros,
        edit=_typed_euros,
        parse=read_centimes,
        align_right=True,
        roles={COPY_ROLE: partial(_copied_euros, column.value)},
    )


def _year(column: Column[Any]) -> Column[Any]:
    return replace(column, show=_shown_year, parse=read_year, align_right=True)


def _shown_day(day: date | None) -> str:
    return format_date(day, "medium")


def _typed_day(day: date | None) -> str:
    return "" if day is None else edit_text(day)


def _copied_day(value: Callable[[Any], Any], row: object) -> object:
    return _typed_day(value(row))


def _read_day(session: Session, text: str) -> date | None:
    plain = text.strip()
    return None if plain in {"", EMPTY} else parse_date(plain, session.workspace.today)


def _percent(value: int) -> str:
    return f"{value}\u00a0%"


def _read_percent(text: str) -> int:
    return parse_integer(text.strip().rstrip("%") or "0")


def _shown_year(year: int | None) -> str:
    return EMPTY if year is None else str(year)


def _typed_euros(centimes: int | None) -> str:
    return "" if centimes is None else format_euros(centimes).rstrip("€").strip()


def _copied_euros(value: Callable[[Any], Any], row: object) -> object:
    return _typed_euros(value(row)).replace("\u00a0", "")


def _natures() -> tuple[tuple[object, str], ...]:
    return tuple((nature, _(words)) for nature, words in SHORT_NATURES.items())


def _total(row: Moyen) -> object:
    return None if row.montant is None else row.total_centimes


def _copied_total(row: Moyen) -> object:
    return _copied_euros(_total, row)


def _indicateur_id(row: IndicateurView) -> object:
    return row.indicateur.id


def _name_of(row: IndicateurView) -> object:
    return row.indicateur.libelle


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
