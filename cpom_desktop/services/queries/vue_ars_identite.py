"""Who the establishment is for the agent, and the dates that no figure says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.dossier import TypeCapacite
from cpom_desktop.domain.identifiants import show_finess
from cpom_desktop.i18n import _, format_date, format_number
from cpom_desktop.services.queries.controles_cadrage import SHORT
from cpom_desktop.services.queries.vue_ars_types import FaitArs, IdentiteArs
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.dossier import Capacite, Dossier, Etablissement
    from cpom_desktop.services.snapshot import DossierSnapshot

EVALUATION = ("dg-f01", "rapport-evaluation-has")
INSPECTION = ("dg-f12", "inspections")
"""Criterion of the grid and document of the list where each date is typed."""


def identite_ars(snapshot: DossierSnapshot) -> IdentiteArs:
    """Return who the establishment is, each part empty while nothing is typed of it."""
    etablissement = snapshot.etablissement
    finess = etablissement.finess_et
    return IdentiteArs(
        etablissement.nom,
        show_finess(finess) if finess else "",
        _places(snapshot),
        ", ".join(_precisions(snapshot)),
        word(etablissement.statut_juridique) if etablissement.statut_juridique else "",
        ", ".join(_tarif(etablissement)),
        _autorisation(etablissement),
        _cpom(snapshot.dossier),
    )


def faits_ars(snapshot: DossierSnapshot, content: Content) -> tuple[FaitArs, ...]:
    """Return when the establishment was last evaluated and inspected, as far as it is typed."""
    names = (
        (_("Dernière évaluation de la qualité"), *EVALUATION),
        (_("Dernière inspection"), *INSPECTION),
    )
    criteres = {critere.slug: critere.repere for critere in content.grille.criteres}
    return tuple(
        FaitArs(libelle, _typed_date(snapshot, critere, piece), criteres[critere])
        for libelle, critere, piece in names
        if critere in criteres
    )


def _typed_date(snapshot: DossierSnapshot, critere: str, piece: str) -> date | None:
    """Return the date of the proof of the criterion, else that of the document."""
    constat = snapshot.constats_by_critere.get(critere)
    if constat is not None and constat.date_preuve is not None:
        return constat.date_preuve
    return next((p.version_du for p in snapshot.pieces if p.slug == piece), None)


def _places(snapshot: DossierSnapshot) -> str:
    """Return « 84 HP + 2 HT + 6 AJ »."""
    return " + ".join(
        f"{format_number(c.autorisees)} {SHORT[c.type]}"
        for c in snapshot.capacites
        if c.autorisees and not c.type.inside_permanent
    )


def _precisions(snapshot: DossierSnapshot) -> Iterator[str]:
    for capacite in snapshot.capacites:
        if capacite.type.inside_permanent and capacite.autorisees:
            places = format_number(capacite.autorisees)
            yield _("dont {type} {n}", type=SHORT[capacite.type], n=places)
    yield from _aide_sociale(snapshot.capacites)
    for capacite in snapshot.capacites:
        if capacite.installees not in {None, capacite.autorisees}:
            places = format_number(capacite.installees or 0)
            yield _("{n} {type} installées", n=places, type=SHORT[capacite.type])


def _aide_sociale(capacites: tuple[Capacite, ...]) -> Iterator[str]:
    """Yield how far the permanent places are open to social aid."""
    permanent = TypeCapacite.HEBERGEMENT_PERMANENT
    for capacite in capacites:
        if capacite.type is not permanent or not capacite.aide_sociale:
            continue
        if capacite.aide_sociale == capacite.autorisees:
            yield _("aide sociale totale")
        else:
            yield _("aide sociale {n}", n=format_number(capacite.aide_sociale))


def _tarif(etablissement: Etablissement) -> Iterator[str]:
    if etablissement.regime_tarifaire:
        yield word(etablissement.regime_tarifaire)
    if etablissement.option_soins:
        yield _lowered(word(etablissement.option_soins).replace(",", ""))


def _autorisation(etablissement: Etablissement) -> str:
    end = etablissement.autorise_jusqu_au
    return _("autorisé jusqu'au {d}", d=format_date(end)) if end else ""


def _cpom(dossier: Dossier) -> str:
    end = dossier.prolonge_jusqu_au or dossier.fin_contrat_actuel
    return _("CPOM jusqu'au {d}", d=format_date(end)) if end else ""


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
