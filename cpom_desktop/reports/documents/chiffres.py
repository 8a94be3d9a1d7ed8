"""Indicators as tables: their years, their unit and what they are compared to."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from cpom_desktop.domain.donnees import Unite
from cpom_desktop.i18n import EMPTY, NBSP, _, format_date
from cpom_desktop.reports.blocks import Block, Cell, Column, Paragraph, Row, Table
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cpom_desktop.services.queries.donnees_types import (
        IndicateurAnnee,
        IndicateurLu,
        RepereLu,
    )

SIGNS = frozenset({Unite.POUR_CENT, Unite.EUROS})
"""Units that stand after each number; the others are told once, after the name."""
DOUBT = "?"
"""After a value about which something is asked."""


def known(indicateurs: Iterable[IndicateurLu]) -> tuple[IndicateurLu, ...]:
    """Return those that have a value in one year at least."""
    return tuple(found for found in indicateurs if found.derniere is not None)


def figures_blocks(
    indicateurs: Sequence[IndicateurLu], annees: Sequence[int], *, sources: bool = True
) -> tuple[Block, ...]:
    """Return the table of those that have a value, then the names of the others in one line.

    Without sources, a reference value keeps its own: a comparison of unknown origin misleads.
    """
    told = known(indicateurs)
    silent = [found.libelle for found in indicateurs if found.derniere is None]
    return (
        *((figures_table(told, annees),) if told else ()),
        *doubt_note(told, annees),
        *((Paragraph(_sourced(told, annees), small=True),) if told and sources else ()),
        *((Paragraph(_without(silent), small=True),) if silent else ()),
    )


def _sourced(indicateurs: Iterable[IndicateurLu], annees: Sequence[int]) -> str:
    names = source_names(indicateurs, annees) or _("à compléter")
    return _("Sources des chiffres : {noms}.", noms=names)


def source_names(indicateurs: Iterable[IndicateurLu], annees: Sequence[int]) -> str:
    """Return where the figures of these years were read, with the dates, the oldest first."""
    typed = {
        (valeur.date_source or date.min, valeur.source)
        for indicateur in indicateurs
        for donnee in indicateur.donnees
        for annee in annees
        if (valeur := donnee.valeurs.get(annee)) and valeur.source
    }
    return f"{NBSP}; ".join(_dated(source, day) for day, source in sorted(typed))


def _dated(source: str, day: date) -> str:
    return source if day == date.min else f"{source} ({format_date(day, 'medium')})"


def _without(names: Sequence[str]) -> str:
    return _("Sans donnée à ce jour : {noms}.", noms=f"{NBSP}; ".join(names))


def figures_table(indicateurs: Iterable[IndicateurLu], annees: Sequence[int]) -> Table:
    """Return a line an indicator: its values by year, then the first reference value."""
    years = tuple(Column(str(annee), 1.15, "right") for annee in annees)
    columns = (Column(_("Indicateur, unité"), 3.2), *years, Column(_("Repère, source"), 2.6))
    return Table(columns, tuple(_row(found, annees) for found in indicateurs), dense=True)


def _row(indicateur: IndicateurLu, annees: Sequence[int]) -> Row:
    values = (Cell(value_words(indicateur.annees.get(annee))) for annee in annees)
    return Row((Cell(unit_name(indicateur)), *values, Cell(reference_words(indicateur.reperes))))


def value_words(year: IndicateurAnnee | None) -> str:
    """Return « 66,79 », « 28,12 % ? » when something is asked, « – » when nothing is known."""
    if year is None or year.valeur is None:
        return EMPTY
    return f"{year.court}{NBSP}{DOUBT}" if year.questions else year.court


def unit_name(indicateur: IndicateurLu) -> str:
    """Return « Rotation du personnel, % », « ETP pour 100 places »: a name and what it counts."""
    unit = word(indicateur.unite)
    name, counted = (text.replace(NBSP, " ") for text in (indicateur.libelle, unit))
    said = re.search(rf"(?<!\w){re.escape(counted)}(?!\w)", name)
    return indicateur.libelle if said else f"{indicateur.libelle}, {unit}"


def reference_words(reperes: Sequence[RepereLu]) -> str:
    """Return the first reference value with its year, its field and its source, or « – »."""
    if not reperes:
        return EMPTY
    first = reperes[0]
    about = ", ".join(part for part in (first.champ, str(first.annee)) if part)
    return _("{valeur} ({champ} ; {source})", valeur=first.texte, champ=about, source=first.source)


def doubt_note(indicateurs: Iterable[IndicateurLu], annees: Sequence[int]) -> tuple[Block, ...]:
    """Return what « ? » means, when a value that is shown carries one."""
    years = (found.annees.get(annee) for found in indicateurs for annee in annees)
    if not any(year and year.questions and year.valeur is not None for year in years):
        return ()
    return (Paragraph(_("« ? » : chiffre à vérifier avant l'envoi."), small=True),)
