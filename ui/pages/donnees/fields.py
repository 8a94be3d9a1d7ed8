"""The fields of a cell: where its figure comes from, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import UpdateValeur
from ui.kit.field_row import FieldSpec
from ui.kit.specs import date_reader
from ui.models.donnees import VALEURS

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.domain.valeurs import Valeur
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.field_row import FieldKind
    from ui.models.donnees import Place
    from ui.session import Session


def value_at(snapshot: DossierSnapshot, place: Place) -> Valeur | None:
    """Return what was typed in a cell."""
    rows = (v for v in snapshot.valeurs if (v.donnee, v.annee) == place)
    return next(rows, None)


def source_specs(session: Session, place: Place) -> list[FieldSpec]:
    """Return the fields of a cell, in the order in which she reads them."""
    spec = partial(_spec, place)
    return [
        replace(spec("source", "line"), placeholder=_("Logiciel de paie, extraction")),
        replace(
            spec("date_source", "date"),
            parse=date_reader(session.workspace),
            show=_short_day,
            optional=True,
        ),
        replace(spec("commentaire", "text"), lines=2, optional=True),
    ]


def _spec(place: Place, name: str, kind: FieldKind) -> FieldSpec:
    return FieldSpec(
        key=f"{place.key}.{name}",
        label=label(VALEURS, name),
        kind=kind,
        read=partial(_read, place, name),
        write=partial(_write, place, name),
    )


def _read(place: Place, name: str, snapshot: DossierSnapshot) -> object:
    row = value_at(snapshot, place)
    if row is None:
        return None if name == "date_source" else ""
    return getattr(row, name)


def _write(place: Place, name: str, value: object) -> Operation:
    return UpdateValeur(donnee=place.donnee, annee=place.annee, **{name: value})  # type: ignore[arg-type]


def _short_day(day: date | None) -> str:
    return "" if day is None else format_date(day, "medium")


def page_key(snapshot: DossierSnapshot, key: str) -> str:
    """Return the key that the page takes for a row named by its number, as the history does.

    « valeurs.12.source » is the source of a cell, « reperes.3 » and « indicateurs_propres.3 »
    are seen on their indicator.
    """
    table, _dot, rest = key.partition(".")
    number, _dot, field = rest.partition(".")
    if not number.isdigit():
        return key
    match table:
        case "valeurs":
            row = next((v for v in snapshot.valeurs if v.id == int(number)), None)
            told = f"{VALEURS}.{row.donnee}.{row.annee}.{field}" if row is not None else ""
            return told.rstrip(".").removesuffix(".valeur")
        case "reperes":
            repere = next((r for r in snapshot.reperes if r.id == int(number)), None)
            return f"donnees.{repere.indicateur}" if repere is not None else ""
        case "indicateurs_propres":
            return f"donnees.propre-{number}"
        case _:
            return key
