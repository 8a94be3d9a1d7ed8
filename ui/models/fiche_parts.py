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
from cpom_desktop.domain.saisie import parse_date, parse_decimal, parse_integer, parse_montant
from cpom_desktop.i18n import EMPTY, _, format_date, format_number
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import (
    Operation,
    UpdateEtape,
    UpdateFinancement,
    UpdateMoyen,
)
from cpom_desktop.services.queries.fiches_action import format_euros
from cpom_desktop.services.queries.words import choices, word
from ui.kit.date_field import edit_text
from ui.models.base import COPY_ROLE, AnyIndex, Column, Edit, TableModel

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


class EtapesModel(TableModel[Etape]):
    """The steps: what is pasted over one is written at once, its two dates together."""

    def apply(self, edits: Sequence[Edit[Etape]]) -> None:
        """Write edits as one step, an operation a row."""
        rows: dict[int, dict[str, Any]] = {}
        for edit in edits:
            if edit.column.value(edit.row) != edit.value:
                rows.setdefault(edit.row.id, {})[edit.column.key] = edit.value
        self.run_all([UpdateEtape(id=key, **values) for key, values in rows.items()])


def etapes_model(session: Session, parent: QObject) -> TableModel[Etape]:
    """Return the model of the steps."""
    made = partial(part_column, "etapes", UpdateEtape)
    return EtapesModel(
        session,
        [
            made("libelle"),
            replace(made("responsable_id", 138), choices=partial(acteur_choices, session),
                    none_label=EMPTY),
            day_column(session, made("debut", 104)),
            day_column(session, made("fin", 104)),
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
        made = partial(part_column, "moyens", UpdateMoyen)
        columns = [
            made("libelle"),
            replace(made("categorie", 100), choices=partial(choices, CategorieMoyen)),
            replace(made("nature", 118), choices=_natures),
            replace(_money(made("montant_centimes", 104)), value=_amount, tooltip=_reckoning),
            _year(replace(made("premiere_annee", 76), header=_("De"))),
            _year(replace(made("derniere_annee", 76), header=_("À"))),
            Column(key="total", header=_("Total"), value=_total, show=format_euros,
                   align_right=True, width=108, roles={COPY_ROLE: _copied_total}),
        ]  # fmt: skip
        super().__init__(session, columns, _id, parent=parent)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Lock the last year of what is paid once, and an amount that a quantity gives."""
        flags = super().flags(index)
        if not index.isValid():
            return flags
        row = self.row_at(index)
        locked = {
            "derniere_annee": row.nature is not NatureCout.EXPLOITATION_RECURRENTE,
            "montant_centimes": is_by_quantity(row),
        }
        if locked.get(self.columns[index.column()].key):
            return flags & ~Qt.ItemFlag.ItemIsEditable
        return flags


def financements_model(session: Session, parent: QObject) -> TableModel[Financement]:
    """Return the model of the fundings."""
    made = partial(part_column, "financements", UpdateFinancement)
    return TableModel(
        session,
        [
            replace(made("source", 168), choices=partial(choices, SourceFinancement)),
            made("precision"),
            replace(_money(made("montant_centimes", 104)), header=_("Demandé")),
            replace(_money(made("montant_obtenu_centimes", 104)), header=_("Obtenu")),
            replace(made("etat", 100), choices=partial(choices, EtatFinancement)),
            _year(replace(made("premiere_annee", 66), header=_("De"))),
            _year(replace(made("derniere_annee", 66), header=_("À"))),
        ],
        _id,
        parent=parent,
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


def part_column(
    table: str, operation: type[Operation], name: str, width: int = 120
) -> Column[Any]:
    """Return a column of rows of a table, written one field at a time."""
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


def day_column(session: Session, column: Column[Any]) -> Column[Any]:
    """Return a column whose values are days."""
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
        edit=typed_euros,
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


def typed_euros(centimes: int | None) -> str:
    """Return an amount as it is typed, without its sign."""
    return "" if centimes is None else format_euros(centimes).rstrip("€").strip()


def _copied_euros(value: Callable[[Any], Any], row: object) -> object:
    return typed_euros(value(row)).replace("\u00a0", "")


def _natures() -> tuple[tuple[object, str], ...]:
    return tuple((nature, _(words)) for nature, words in SHORT_NATURES.items())


def is_by_quantity(row: Moyen) -> bool:
    """Return whether a mean is reckoned from a quantity and the cost of one."""
    return row.quantite is not None and row.cout_unitaire_centimes is not None


def _amount(row: Moyen) -> object:
    return row.montant


def _reckoning(row: Moyen) -> str:
    """Return « 0,2 ETP × 46 500 € » for what is reckoned, else the amount."""
    if not is_by_quantity(row):
        return format_euros(row.montant)
    assert row.quantite is not None, "reckoned by quantity"
    unit = word(row.unite) if row.unite else ""
    quantity = " ".join(filter(None, (format_number(row.quantite), unit)))
    return f"{quantity} × {format_euros(row.cout_unitaire_centimes)}"


def _total(row: Moyen) -> object:
    return None if row.montant is None else row.total_centimes


def _copied_total(row: Moyen) -> object:
    return _copied_euros(_total, row)
