"""What `objectifs.toml` holds: a library of objectives, each with its indicator and its fiche."""

from __future__ import annotations

from decimal import Decimal  # noqa: TC003 - msgspec reads the annotations
from typing import Annotated

from msgspec import Meta

from cpom_desktop.content.schema import Entree, Fait, Fondement, PackFile, Slug, Texte
from cpom_desktop.domain.atteinte import ModeCible  # noqa: TC001 - msgspec reads it
from cpom_desktop.domain.donnees import Polarite  # noqa: TC001 - msgspec reads it
from cpom_desktop.domain.moyens import (  # noqa: TC001 - msgspec reads them
    CategorieMoyen,
    NatureCout,
)
from cpom_desktop.domain.objectifs import TypeIndicateur  # noqa: TC001 - msgspec reads it

CONTRAT_MOIS = 60
"""Months of a contract of five years: no step of a fiche goes beyond."""

Mois = Annotated[int, Meta(ge=0, lt=CONTRAT_MOIS)]
Duree = Annotated[int, Meta(ge=1, le=CONTRAT_MOIS)]
Nombre = Annotated[int, Meta(ge=1)]


class DomaineModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A domain of the objectives; `legal` when the law names it: the contract then owes one."""

    slug: Slug
    libelle: Texte
    legal: bool
    note: Texte


class AxeModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An axis; its place in the list is its order, `court` fits where room is short."""

    slug: Slug
    libelle: Texte
    court: Texte


class RegleObjectifs(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How many of something are advised: told, never refused; `fondements` says who counted."""

    slug: Slug
    libelle: Texte
    texte: Texte
    minimum: Nombre | None = None
    maximum: Nombre | None = None
    fondements: tuple[Fondement, ...] = ()


class MesureModele(Entree, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The indicator of an objective, to be taken with it.

    Attributes:
        formule_mots: the calculation; `numerateur` and `denominateur` say what is counted, the
            latter empty when nothing is divided.
        unite: as printed after a value.
        cible: in words, an order of magnitude to discuss.
        cible_valeur, cible_mode: the same as a number, when there is one.
        donnee: slug of the indicator of `Content.donnees` that is computed the same way.
    """

    libelle: Texte
    type: TypeIndicateur
    definition: Texte
    formule_mots: Texte
    numerateur: Texte
    denominateur: str = ""
    unite: Texte
    decimales: Annotated[int, Meta(ge=0, le=4)] = 0
    polarite: Polarite
    source_donnee: Texte
    periodicite: Texte
    cible: Texte
    cible_valeur: Decimal | None = None
    cible_mode: ModeCible | None = None
    donnee: Slug | None = None


class EtapeModele(Entree, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A step; `debut_mois` whole months after the start of the contract, 0 for its first day."""

    libelle: Texte
    livrable: Texte
    debut_mois: Mois
    duree_mois: Duree
    responsable_suggere: Slug | None = None


class MoyenModele(Entree, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A mean to cost: its amount is never proposed."""

    libelle: Texte
    categorie: CategorieMoyen
    nature: NatureCout


class FicheModele(Entree, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A first draft of the fiche action, to be adapted.

    Attributes:
        etat_des_lieux_a_decrire: which figures and dates are to be put there, not their values.
        responsable_suggere: slug of an acteur of the packs, for the fiche as a whole.
    """

    titre: Texte
    etat_des_lieux_a_decrire: Texte
    resultats_attendus: Texte
    responsable_suggere: Slug | None = None
    acteurs_mobilises: Texte
    etapes: Annotated[tuple[EtapeModele, ...], Meta(min_length=3, max_length=6)]
    moyens: Annotated[tuple[MoyenModele, ...], Meta(min_length=1)]
    modalites_suivi: Texte
    risques: Texte
    conditions_reussite: Texte
    demarches_liees: Texte


class ObjectifModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An operational objective of the library.

    Attributes:
        strategique: the strategic objective above it, in words: alike for those it gathers.
        criteres: criteria of the grid that it answers, the first one above all.
        voisins: objectives that often go with it, by slug.
        obligatoire: a region asks for it; never so in the library that comes with the application.
    """

    slug: Slug
    repere: Texte
    axe: Slug
    strategique: Texte
    libelle: Texte
    domaine: Slug
    criteres: Annotated[tuple[Slug, ...], Meta(min_length=1)]
    voisins: tuple[Slug, ...] = ()
    obligatoire: bool = False
    fondements: tuple[Fondement, ...] = ()
    indicateur: MesureModele
    fiche: FicheModele


class ObjectifsFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`objectifs.toml`; `mention` is shown and printed wherever the library is."""

    mention: Texte
    regles: tuple[RegleObjectifs, ...] = ()
    domaines: tuple[DomaineModele, ...]
    axes: tuple[AxeModele, ...]
    objectifs: tuple[ObjectifModele, ...]

    def objectif(self, slug: str) -> ObjectifModele | None:
        """Return an objective, or None when the library has no such slug (hers)."""
        return next((objectif for objectif in self.objectifs if objectif.slug == slug), None)

    def objectifs_of(self, critere: str) -> tuple[ObjectifModele, ...]:
        """Return the objectives that answer a criterion, those made for it first."""
        found = [objectif for objectif in self.objectifs if critere in objectif.criteres]
        return tuple(sorted(found, key=lambda objectif: objectif.criteres.index(critere)))
