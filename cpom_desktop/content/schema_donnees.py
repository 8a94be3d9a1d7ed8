"""What `donnees.toml` holds: base figures, computed indicators, national reference values."""

from __future__ import annotations

from decimal import Decimal  # noqa: TC003 - msgspec reads the annotations
from typing import Annotated

from msgspec import Meta

from cpom_desktop.content.schema import Entree, Fait, PackFile, Slug, Texte
from cpom_desktop.domain.donnees import Polarite, Unite  # noqa: TC001 - msgspec reads it
from cpom_desktop.domain.dossier import (  # noqa: TC001 - msgspec reads it
    OptionSoins,
    StatutJuridique,
)

Cle = Annotated[str, Meta(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
Annee = Annotated[int, Meta(ge=1990, le=2100)]
PourCent = Annotated[int, Meta(ge=1, le=1000)]


class GroupeDonnees(Entree, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A group of figures; its place in the list is its order."""

    slug: Slug
    libelle: Texte


class DonneeModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A figure that is typed for each year.

    Attributes:
        ou_la_trouver: the document or the software it is read in.
        minimum, maximum: beyond them a question is asked; nothing is refused.
        variation: change in a year, in percent, beyond which a question is asked.
        facultatif: it counts as 0 when it is not typed.
    """

    slug: Cle
    libelle: Texte
    groupe: Slug
    unite: Unite
    decimales: Annotated[int, Meta(ge=0, le=4)] = 0
    ou_la_trouver: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    variation: PourCent | None = None
    facultatif: bool = False


class IndicateurModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An indicator: computed by a named formula, or a figure shown as it is.

    Attributes:
        repere: its code in the working notes.
        formule: name in `domain.formules_*`; `formule_mots` says it.
        donnee: slug of a figure, when nothing is computed.
        atypique_sous, atypique_au_dela: where the authorities have a value checked.
        seuil, seuil_mots: a threshold, and whose it is.
        question: what the agent will ask.
        vue_ars: it is among what the agent looks at.
        ciblage: the State crosses it to choose whom it inspects.
        criteres: criteria of the grid that it supports.
    """

    slug: Slug
    libelle: Texte
    court: str = ""
    groupe: Slug
    repere: str = ""
    formule: Slug | None = None
    formule_mots: str = ""
    donnee: Cle | None = None
    polarite: Polarite
    atypique_sous: Decimal | None = None
    atypique_au_dela: Decimal | None = None
    seuil: Decimal | None = None
    seuil_mots: str = ""
    question: str = ""
    vue_ars: bool = False
    ciblage: bool = False
    criteres: tuple[Slug, ...] = ()
    remarque: str = ""


class RepereModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A reference value of an indicator: always with its year, its field and its source.

    Attributes:
        statuts, options: legal statuses, options of the care package it is of; empty for all.
    """

    indicateur: Slug
    valeur: Decimal
    annee: Annee
    champ: Texte
    statuts: tuple[StatutJuridique, ...] = ()
    options: tuple[OptionSoins, ...] = ()

    def concerns(self, statut: StatutJuridique | None, option: OptionSoins | None) -> bool:
        """Tell whether it is of such an establishment; what is not known leaves it in."""
        of_status = not self.statuts or statut is None or statut in self.statuts
        return of_status and (not self.options or option is None or option in self.options)


class DonneesFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`donnees.toml`; `mention` is shown and printed wherever the indicators are."""

    mention: Texte
    groupes: tuple[GroupeDonnees, ...]
    donnees: tuple[DonneeModele, ...]
    indicateurs: tuple[IndicateurModele, ...]
    reperes: tuple[RepereModele, ...] = ()

    def donnee(self, slug: str) -> DonneeModele | None:
        """Return a figure, or None when the pack has no such slug."""
        return next((donnee for donnee in self.donnees if donnee.slug == slug), None)

    def indicateur(self, slug: str) -> IndicateurModele | None:
        """Return an indicator, or None when the pack has no such slug (hers)."""
        return next((found for found in self.indicateurs if found.slug == slug), None)

    def indicateurs_of(self, critere: str) -> tuple[IndicateurModele, ...]:
        """Return the indicators that support a criterion, in the order of the file."""
        return tuple(found for found in self.indicateurs if critere in found.criteres)

    def reperes_of(self, indicateur: str) -> tuple[RepereModele, ...]:
        """Return the reference values of an indicator, in the order of the file."""
        return tuple(repere for repere in self.reperes if repere.indicateur == indicateur)
