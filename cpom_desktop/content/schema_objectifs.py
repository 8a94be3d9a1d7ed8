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
    definition: str = ""
    formule_mots: str = ""
    numerateur: str = ""
    denominateur: str = ""
    unite: str = ""
    decimales: Annotated[int, Meta(ge=0, le=4)] = 0
    polarite: Polarite | None = None
    source_donnee: str = ""
    periodicite: str = ""
    cible: str = ""
    cible_valeur: Decimal | None = None
    cible_mode: ModeCible | None = None
    donnee: Slug | None = None


class EtapeModele(Entree, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A step; `debut_mois` whole months after the start of the contract, 0 for its first day.

    Both months are there, or neither.
    """

    libelle: Texte
    livrable: str = ""
    debut_mois: Mois | None = None
    duree_mois: Duree | None = None
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
    etat_des_lieux_a_decrire: str = ""
    resultats_attendus: str = ""
    responsable_suggere: Slug | None = None
    acteurs_mobilises: str = ""
    etapes: tuple[EtapeModele, ...] = ()
    moyens: tuple[MoyenModele, ...] = ()
    modalites_suivi: str = ""
    risques: str = ""
    conditions_reussite: str = ""
    demarches_liees: str = ""


class ObjectifModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An operational objective of the library.

    Attributes:
        strategique: the strategic objective above it, in words: alike for those it gathers.
        criteres: criteria of the grid that it answers, the first one above all.
        domaine: slug of its domain; empty when it is not said (a pack that was shared).
        voisins: objectives that often go with it, by slug.
        obligatoire: a region asks for it; never so in the library that comes with the application.
    """

    slug: Slug
    repere: Texte
    axe: Slug
    strategique: Texte
    libelle: Texte
    domaine: str = ""
    criteres: tuple[Slug, ...] = ()
    voisins: tuple[Slug, ...] = ()
    obligatoire: bool = False
    fondements: tuple[Fondement, ...] = ()
    indicateur: MesureModele
    fiche: FicheModele | None = None


class ObjectifsFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`objectifs.toml`; `mention` is shown and printed wherever the library is.

    Attributes:
        maximum: operational objectives that a region takes in a contract; None when it says none.
    """

    mention: Texte
    maximum: Nombre | None = None
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


class ObjectifsRegionFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`objectifs.toml` of a region, or of a house that shares its own.

    Its axes and domains are those of the kit, beside which it may put others.

    Attributes:
        seule: its objectives take the place of those of the kit; they come beside them otherwise.
        maximum: as in the library.
    """

    mention: Texte
    seule: bool = False
    maximum: Nombre | None = None
    regles: tuple[RegleObjectifs, ...] = ()
    domaines: tuple[DomaineModele, ...] = ()
    axes: tuple[AxeModele, ...] = ()
    objectifs: tuple[ObjectifModele, ...]

    def beside(self, kit: ObjectifsFile) -> ObjectifsFile:
        """Return the library of a dossier that has the kit and this file, axis by axis."""
        theirs = () if self.seule else kit.objectifs
        axes = (*kit.axes, *self.axes)
        order = {axe.slug: rank for rank, axe in enumerate(axes)}
        objectifs = sorted((*self.objectifs, *theirs), key=lambda o: order.get(o.axe, len(order)))
        used = {objectif.axe for objectif in objectifs}
        return ObjectifsFile(
            mention=self.mention if self.seule else f"{self.mention} {kit.mention}",
            maximum=self.maximum,
            regles=(*kit.regles, *self.regles),
            domaines=(*kit.domaines, *self.domaines),
            axes=tuple(axe for axe in axes if axe.slug in used or axe in self.axes),
            objectifs=tuple(objectifs),
        )
