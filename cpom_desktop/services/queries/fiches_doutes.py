"""What looks wrong in the tables of a fiche and is kept all the same (reliability §7)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from cpom_desktop.domain.fiches_action import StatutFiche
from cpom_desktop.domain.moyens import NatureCout, UniteCout
from cpom_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cpom_desktop.domain.dossier import Dossier
    from cpom_desktop.domain.fiches_action import Etape
    from cpom_desktop.domain.lacunes import FicheParts
    from cpom_desktop.domain.moyens import Financement, Moyen

DONE: Final = 100
MOST_ETP: Final = Decimal(500)
"""Full-time posts above which a decimal comma is most likely lost (row 33)."""
MOST_TOLD: Final = 3


def doutes(parts: FicheParts, dossier: Dossier, today: date) -> Mapping[str, tuple[str, ...]]:
    """Return the sentences of each table: « etapes », « moyens », « financements »."""
    found = {
        "etapes": list(_of_steps(parts, dossier, today)),
        "moyens": [s for row in parts.moyens for s in _of_mean(row, dossier)],
        "financements": [s for row in parts.financements for s in _of_funding(row, dossier)],
    }
    return {name: _some(sentences) for name, sentences in found.items()}


def _some(sentences: list[str]) -> tuple[str, ...]:
    """Return the first ones, and how many more there are."""
    more = len(sentences) - MOST_TOLD
    if more <= 0:
        return tuple(sentences)
    return (*sentences[:MOST_TOLD], ngettext("Et {n} autre point.", "Et {n} autres points.", more))


def _of_steps(parts: FicheParts, dossier: Dossier, today: date) -> Iterator[str]:
    for etape in parts.etapes:
        for phrase in _of_step(etape, dossier, today):
            yield _("« {nom} » : {phrase}", nom=etape.libelle, phrase=phrase)
    still = sum(etape.avancement < DONE for etape in parts.etapes)
    if parts.fiche.statut is StatutFiche.TERMINEE and still:
        yield ngettext("Il reste {n} étape ouverte.", "Il reste {n} étapes ouvertes.", still)


def _of_step(etape: Etape, dossier: Dossier, today: date) -> Iterator[str]:
    debut, fin = etape.debut, etape.fin
    if debut is not None and debut == fin:
        yield _("l'action dure un seul jour. Est-ce voulu ?")
    first, last = dossier.date_effet, dossier.date_fin
    days = [day for day in (debut, fin) if day is not None]
    if first and last and any(not first <= day <= last for day in days):
        yield _outside(_("cette date"), first.year, last.year)
    elif fin is not None and fin < today and etape.avancement < DONE:
        late = (today - fin).days
        yield ngettext(
            "cette échéance est déjà passée (il y a {n} jour). Est-ce voulu ?",
            "cette échéance est déjà passée (il y a {n} jours). Est-ce voulu ?",
            late,
        )


def _outside(what: str, first: int, last: int) -> str:
    return _(
        "{quoi} est hors de la période du CPOM ({debut}–{fin}).", quoi=what, debut=first, fin=last
    )


def _of_mean(row: Moyen, dossier: Dossier) -> Iterator[str]:
    if row.unite is UniteCout.ETP and row.quantite is not None and row.quantite > MOST_ETP:
        told = _("ce total paraît élevé pour un EHPAD. Vérifiez la virgule.")
        yield _("« {nom} » : {phrase}", nom=row.libelle, phrase=told)
    yearly = row.nature is NatureCout.EXPLOITATION_RECURRENTE
    last = row.derniere_annee if yearly else None
    for phrase in _of_years(row.premiere_annee, last, dossier):
        yield _("« {nom} » : {phrase}", nom=row.libelle, phrase=phrase)


def _of_funding(row: Financement, dossier: Dossier) -> Iterator[str]:
    asked, granted = row.montant_centimes, row.montant_obtenu_centimes
    if asked is not None and granted is not None and granted > asked:
        yield _("Un financement obtenu dépasse ce qui était demandé.")
    yield from (
        phrase[:1].upper() + phrase[1:]
        for phrase in _of_years(row.premiere_annee, row.derniere_annee, dossier)
    )


def _of_years(first: int | None, last: int | None, dossier: Dossier) -> Iterator[str]:
    if first is not None and last is not None and last < first:
        yield _("la dernière année ({fin}) précède la première ({debut}).", fin=last, debut=first)
    begins, ends = dossier.date_effet, dossier.date_fin
    if begins is None or ends is None:
        return
    for year in (first, last):
        if year is not None and not begins.year <= year <= ends.year:
            yield _outside(str(year), begins.year, ends.year)
            return
