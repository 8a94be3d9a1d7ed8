"""Doubts about the figures: out of bounds, changed a lot, or in disagreement; only asked."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from cpom_desktop.domain.donnees import arrondi
from cpom_desktop.domain.formules_activite import GIRS
from cpom_desktop.domain.formules_moyens import FONCTIONS
from cpom_desktop.i18n import NBSP, _, format_number
from cpom_desktop.services.queries.donnees_types import Question
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cpom_desktop.content.schema_donnees import DonneeModele, DonneesFile
    from cpom_desktop.domain.valeurs import Valeur

    Rows = Mapping[str, Mapping[int, Valeur]]

OCCUPATIONS = (
    ("journees_hp", "places_hp", "jours_ouverture"),
    ("journees_ht", "places_ht", "jours_ouverture"),
    ("journees_aj", "places_aj", "jours_ouverture_aj"),
)
"""Days, places, days of opening."""
MOST_STAFF = Decimal(500)
"""ETP beyond which the total of a house is asked about (row 33)."""
SMALL = Decimal(5)
"""Below it a change in percent says nothing: from 2 to 3 is 50 % more."""


def questions_of(
    kit: DonneesFile, rows: Rows, annees: Sequence[int]
) -> Mapping[tuple[str, int], tuple[Question, ...]]:
    """Return what is asked, by figure and year; nothing of a figure she confirmed.

    Args:
        kit: the figures and their bounds.
        rows: slug → year → what was typed.
        annees: years that are shown.
    """
    found: dict[tuple[str, int], list[Question]] = {}
    asked = chain.from_iterable(_of_figure(model, rows, annees) for model in kit.donnees)
    told = (_agreements(rows, annees), _occupations(rows, annees), _staff(rows, annees))
    for question in chain(asked, *told):
        row = rows.get(question.donnee, {}).get(question.annee)
        if row is None or not row.confirmee:
            found.setdefault((question.donnee, question.annee), []).append(question)
    return {key: tuple(questions) for key, questions in found.items()}


def _of_figure(model: DonneeModele, rows: Rows, annees: Sequence[int]) -> Iterator[Question]:
    values = _values(rows, model.slug)
    for annee in annees:
        if (value := values.get(annee)) is not None:
            yield from _bounds(model, annee, value)
    for before, annee in pairwise(annees):
        if before in values and annee in values:
            yield from _change(model, annee, values[before], values[annee])


def _bounds(model: DonneeModele, annee: int, value: Decimal) -> Iterator[Question]:
    if model.minimum is not None and value < model.minimum:
        yield Question(
            model.slug,
            annee,
            _("{v} en {annee} : est-ce exact ?", v=_told(model, value), annee=annee),
            _("Au moins {n} est attendu.", n=_told(model, model.minimum)),
        )
    if model.maximum is not None and value > model.maximum:
        yield Question(
            model.slug,
            annee,
            _("{v} en {annee} : est-ce exact ?", v=_told(model, value), annee=annee),
            _("Au plus {n} est attendu.", n=_told(model, model.maximum)),
        )


def _change(
    model: DonneeModele, annee: int, before: Decimal, value: Decimal
) -> Iterator[Question]:
    """Ask about a change beyond the bound of the figure."""
    if model.variation is None or max(abs(before), abs(value)) <= SMALL or not before:
        return
    percent = (value - before) * 100 / abs(before)
    if abs(percent) <= model.variation:
        return
    words = _("Baisse de {p} % en un an.") if percent < 0 else _("Hausse de {p} % en un an.")
    yield Question(
        model.slug,
        annee,
        _(
            "{v} en {annee}, contre {avant} en {precedente} : est-ce exact ?",
            v=_told(model, value),
            annee=annee,
            avant=format_number(before),
            precedente=annee - 1,
        ),
        words.replace("{p}", format_number(arrondi(abs(percent), 0))),
    )


def _agreements(rows: Rows, annees: Iterable[int]) -> Iterator[Question]:
    """Ask about figures of one year that do not agree with each other."""
    presents, deces, sorties = (_values(rows, slug) for slug in ("presents", "deces", "sorties"))
    girs = [_values(rows, slug) for slug in GIRS]
    for annee in annees:
        if annee in presents and all(annee in gir for gir in girs):
            yield from _evaluated(annee, sum(gir[annee] for gir in girs), presents[annee])
        if annee in deces and annee in sorties and deces[annee] > sorties[annee]:
            yield Question(
                "deces",
                annee,
                _("Plus de décès que de sorties en {annee} : est-ce exact ?", annee=annee),
            )


def _occupations(rows: Rows, annees: Iterable[int]) -> Iterator[Question]:
    """Ask about more days than the places allow (reliability, row 34)."""
    for slug, *others in OCCUPATIONS:
        figures = [_values(rows, name) for name in (slug, *others)]
        for annee in annees:
            if all(annee in known for known in figures):
                days, places, opened = (known[annee] for known in figures)
                if days > places * opened > 0:
                    yield _crowded(slug, annee, days * 100 / (places * opened))


def _crowded(slug: str, annee: int, percent: Decimal) -> Question:
    return Question(
        slug,
        annee,
        _(
            "{p} % d'occupation en {annee} : est-ce exact ?",
            p=format_number(arrondi(percent, 0)),
            annee=annee,
        ),
        _("Un taux d'occupation dépasse rarement 100 %."),
    )


def _staff(rows: Rows, annees: Iterable[int]) -> Iterator[Question]:
    """Ask about more staff than a house has, of its largest part (reliability, row 33)."""
    parts = {slug: _values(rows, slug) for slug in FONCTIONS}
    for annee in annees:
        known = {slug: values[annee] for slug, values in parts.items() if annee in values}
        total = sum(known.values(), Decimal(0))
        if total > MOST_STAFF:
            yield Question(
                max(known, key=lambda slug: known[slug]),
                annee,
                _(
                    "{n} ETP en tout en {annee} : est-ce exact ?",
                    n=format_number(total),
                    annee=annee,
                ),
                _("Ce total paraît élevé pour un EHPAD. Vérifiez la virgule."),
            )


def _evaluated(annee: int, evaluated: Decimal | int, presents: Decimal) -> Iterator[Question]:
    if evaluated != presents:
        yield Question(
            "gir_1",
            annee,
            _(
                "{n} résidents évalués en {annee}, pour {p} présents : est-ce exact ?",
                n=format_number(evaluated),
                annee=annee,
                p=format_number(presents),
            ),
            _("La somme des six GIR donne les résidents évalués."),
        )


def _values(rows: Rows, slug: str) -> dict[int, Decimal]:
    typed = rows.get(slug, {})
    return {annee: row.valeur for annee, row in typed.items() if row.valeur is not None}


def _told(model: DonneeModele, value: Decimal) -> str:
    return f"{format_number(value)}{NBSP}{word(model.unite)}"
