"""The key figures of the synthesis: three years, unit, reference and sources, a dozen lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.reports.blocks import Block, Cell, Column, Paragraph, Row, Table
from cpom_desktop.reports.documents.abrege import fitted
from cpom_desktop.reports.documents.chiffres import (
    doubt_note,
    known,
    reference_words,
    source_names,
    unit_name,
    value_words,
)
from cpom_desktop.services.queries.donnees import donnees_vue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.donnees_types import DonneesVue, IndicateurLu

MOST = 20
YEARS = 3
NAME_EMS = 42.0
REFERENCE_EMS = 52.0
SOURCES_EMS = 165.0


def figures_section(edition: Edition) -> tuple[Block, ...]:
    """Return the table, its sources, and where the other indicators are."""
    view = donnees_vue(edition.snapshot, edition.content, edition.now.date())
    chosen = key_figures(edition, view)
    if not chosen:
        return (Paragraph(_("Aucun chiffre clé n'est encore saisi.")),)
    annees = last_years(chosen, view.annees)
    return (
        _table(chosen, annees),
        *doubt_note(chosen, annees),
        Paragraph(_told(chosen, annees, edition), small=True),
    )


def key_figures(edition: Edition, view: DonneesVue) -> tuple[IndicateurLu, ...]:
    """Return the indicators that the authorities look at first and that have a value."""
    models = edition.content.donnees.indicateurs
    looked_at = {model.slug for model in models if model.vue_ars}
    return known(i for i in view.indicateurs if i.slug in looked_at)[:MOST]


def last_years(chosen: Sequence[IndicateurLu], annees: Sequence[int]) -> tuple[int, ...]:
    """Return three years, up to the last one for which half of the figures are known."""

    def count(annee: int) -> int:
        return sum(i.annees[annee].valeur is not None for i in chosen if annee in i.annees)

    full = [annee for annee in annees if 2 * count(annee) >= len(chosen)] or list(annees)
    return tuple(annee for annee in annees if annee <= full[-1])[-YEARS:]


def _table(chosen: Sequence[IndicateurLu], annees: Sequence[int]) -> Table:
    columns = (
        Column(_("Indicateur, unité"), 3.4),
        *(Column(str(annee), 1.15, "right") for annee in annees),
        Column(_("Repère (champ, année ; source)"), 3.4),
    )
    rows = tuple(_row(found, annees) for found in chosen)
    return Table(columns, rows, dense=True)


def _row(indicateur: IndicateurLu, annees: Sequence[int]) -> Row:
    values = (Cell(value_words(indicateur.annees.get(annee))) for annee in annees)
    return Row(
        (
            Cell(fitted(unit_name(indicateur), NAME_EMS)),
            *values,
            Cell(fitted(reference_words(indicateur.reperes), REFERENCE_EMS)),
        )
    )


def _told(chosen: Sequence[IndicateurLu], annees: Sequence[int], edition: Edition) -> str:
    """Return the sources of the last of these years, dated, and where the others are.

    A reference value keeps its own in the table: a comparison of unknown origin misleads.
    """
    if not edition.options.sources:
        return _("Formules, calculs et sources : document « Méthode et sources des chiffres ».")
    last = annees[-1]
    names = fitted(source_names(chosen, (last,)), SOURCES_EMS) or _("à compléter")
    sources = _("Sources de {annee} : {noms}.", annee=last, noms=names)
    more = _(
        "Autres années, formules, calculs et confiance : document « Méthode et sources des "
        "chiffres »."
    )
    return f"{sources} {more}"
