"""The indicators of a fiche action: how each is reckoned, where it starts, its yearly targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cpom_desktop.i18n import EMPTY, NNBSP, _, format_number
from cpom_desktop.reports.blocks import Block, Cell, Column, Fitted, Paragraph, Row, Table
from cpom_desktop.reports.documents.diagnostic import TO_FILL
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cpom_desktop.domain.objectifs import Indicateur
    from cpom_desktop.services.queries.fiches_action import FicheView, IndicateurView

MOST_YEARS: Final = 6
"""Beyond as many columns of years, targets are told in one."""


def indicateurs_blocks(view: FicheView) -> tuple[Block, ...]:
    """Return the table of indicators; its tight version leaves out what a calculation defines."""
    shown = view.indicateurs
    if not shown:
        return (Paragraph(_("À compléter.")),)
    return (Fitted((_table(shown, _whole_method),), (_table(shown, _short_method),)),)


def _table(shown: Sequence[IndicateurView], method: Callable[[Indicateur], str]) -> Table:
    years = sorted({year for one in shown for year in one.cibles})
    spread = 0 < len(years) <= MOST_YEARS
    columns = (
        Column(label("indicateurs", "libelle"), 2.4),
        Column(_("Calcul et source"), 2.8),
        Column(_("Valeur\ninitiale"), 1.0, "right"),
        *_target_columns(years if spread else []),
    )
    rows = tuple(
        Row(
            (
                Cell(_name(one.indicateur), target=anchor_of(one.indicateur.id)),
                Cell(method(one.indicateur) or _(TO_FILL)),
                Cell(_start(one.indicateur)),
                *(_by_year(one, years) if spread else (Cell(_told(one)),)),
            )
        )
        for one in shown
    )
    return Table(columns, rows)


def anchor_of(indicateur_id: int) -> str:
    """Return what the page of an indicator is called by those who cite it."""
    return f"indicateur-{indicateur_id}"


def _target_columns(years: Sequence[int]) -> tuple[Column, ...]:
    if not years:
        return (Column(_("Cibles"), 2.0),)
    return tuple(Column(_("Cible\n{annee}", annee=year), 0.7, "right") for year in years)


def _name(measure: Indicateur) -> str:
    """Return « Chutes graves (résultat, %) »: figures stand bare in their columns."""
    kind = word(measure.type).lower()
    if measure.unite:
        kind = f"{kind}, {measure.unite}"
    return f"{measure.libelle} ({kind})"


def _whole_method(measure: Indicateur) -> str:
    parts = (measure.definition, measure.mode_calcul, _origin(measure))
    return "\n".join(text for text in parts if text)


def _short_method(measure: Indicateur) -> str:
    """Return the calculation, or the definition where there is none, and where it comes from."""
    parts = (measure.mode_calcul or measure.definition, _origin(measure))
    return f"{NNBSP}; ".join(text.removesuffix(".") for text in parts if text)


def _origin(measure: Indicateur) -> str:
    return ", ".join(text for text in (measure.source, measure.periodicite.lower()) if text)


def _start(measure: Indicateur) -> str:
    if measure.valeur_initiale is None:
        return _(TO_FILL)
    year = f" ({measure.annee_initiale})" if measure.annee_initiale else ""
    return f"{format_number(measure.valeur_initiale)}{year}"


def _by_year(shown: IndicateurView, years: Sequence[int]) -> tuple[Cell, ...]:
    """Return a target a year, the last one stressed; a measure without any says so."""
    if shown.final is None:
        return (*(Cell(EMPTY) for _year in years[1:]), Cell(_(TO_FILL)))
    last, _value = shown.final
    return tuple(
        Cell(format_number(shown.cibles[year]), bold=year == last)
        if year in shown.cibles
        else Cell(EMPTY)
        for year in years
    )


def _told(shown: IndicateurView) -> str:
    """Return the targets in one text, « 6,2 en 2028 ; 5,2 en 2032 »."""
    told = (
        _("{valeur} en {annee}", valeur=format_number(value), annee=year)
        for year, value in shown.cibles.items()
    )
    return f"{NNBSP}; ".join(told) or _(TO_FILL)
