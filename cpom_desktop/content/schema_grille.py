"""What `grille.toml` holds: the diagnostic grid, its scale and its ready-made sentences."""

from __future__ import annotations

from decimal import Decimal  # noqa: TC003 - msgspec reads the annotations
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta

from cpom_desktop.content.schema import Entree, Fait, Fondement, PackFile, Slug, Texte

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Lettre = Annotated[str, Meta(pattern=r"^[A-Z]$")]
CodeHas = Literal["H1", "H2", "H3", "H4", "H5", "H6", "H7", "H8", "H9"]
CotationSlug = Literal["absent", "partiel", "en_place", "maitrise", "non_concerne", "a_rechercher"]
NoteSlug = Literal["absent", "partiel", "en_place", "maitrise"]
Touche = Annotated[str, Meta(min_length=1, max_length=1)]


class Echelle(StrEnum):
    """What a criterion asks for before it is rated."""

    MAITRISE = "maitrise"
    OUI_PARTIEL_NON = "oui_partiel_non"
    DOCUMENT = "document"
    NOMBRE = "nombre"
    DATE = "date"


class Nature(StrEnum):
    """What a ready-made sentence says of the establishment."""

    FORCE = "force"
    FAIBLESSE = "faiblesse"


class CotationModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An answer of the common scale: its words, its short form, and the key that gives it."""

    slug: CotationSlug
    libelle: Texte
    court: Texte
    touche: Touche


class Choix(Entree, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An answer that a scale offers: which one is stored, its words, its key, its mark."""

    cotation: NoteSlug
    libelle: Texte
    court: Texte
    touche: Touche
    note: Decimal


class EchelleModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A scale: the marks it offers, in order; « non concerné », « à rechercher » go with all.

    `aide` says how to choose, under the answers.
    """

    slug: Echelle
    libelle: Texte
    aide: Texte
    choix: tuple[Choix, ...]


class ThemeHas(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A theme of the HAS evaluation, to which a criterion may answer."""

    code: CodeHas
    libelle: Texte


class ThemeModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A theme of the grid; `court` names its spoke of the radar, `purpose` opens its page."""

    slug: Slug
    lettre: Lettre
    titre: Texte
    court: Texte
    purpose: Texte


class CritereModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A criterion: `titre` is its short name, `question` all that it asks, `preuve` what proves.

    Each text in `fondements` has a confidence of its own; a criterion without one is our advice.
    """

    slug: Slug
    repere: Texte
    theme: Slug
    sous_theme: Texte
    titre: Texte
    question: Texte
    preuve: Texte
    echelle: Echelle
    has: CodeHas | None = None
    fondements: tuple[Fondement, ...] = ()


class Exemple(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A strength or a weakness often met in a theme: hers to take, never ticked beforehand."""

    theme: Slug
    nature: Nature
    texte: Texte


class GrilleFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`grille.toml`; `mention` is shown and printed wherever the grid is.

    `echelles` holds the scales it describes itself: `Content.grille` lends it the others.
    """

    mention: Texte
    cotations: tuple[CotationModele, ...]
    themes_has: tuple[ThemeHas, ...]
    themes: tuple[ThemeModele, ...]
    criteres: tuple[CritereModele, ...]
    exemples: tuple[Exemple, ...] = ()
    echelles: tuple[EchelleModele, ...] = ()

    def criteres_of(self, theme: str) -> tuple[CritereModele, ...]:
        """Return the criteria of a theme, in the order of the file."""
        return tuple(critere for critere in self.criteres if critere.theme == theme)

    def echelle(self, critere: str) -> EchelleModele:
        """Return the scale of a criterion; that of mastery for hers, and for another grid's."""
        found = self.critere(critere)
        slug = Echelle.MAITRISE if found is None else found.echelle
        return next(echelle for echelle in self.echelles if echelle.slug is slug)

    def lent(self, echelles: Iterable[EchelleModele]) -> GrilleFile:
        """Return the grid with the scales it lacks; that of mastery says its own answers."""
        known = {echelle.slug for echelle in self.echelles}
        own = {cotation.slug: cotation for cotation in self.cotations}
        found = [echelle for echelle in echelles if echelle.slug not in known]
        said = tuple(
            msgspec.structs.replace(echelle, choix=tuple(_said(c, own) for c in echelle.choix))
            if echelle.slug is Echelle.MAITRISE
            else echelle
            for echelle in found
        )
        return msgspec.structs.replace(self, echelles=(*self.echelles, *said))

    def exemples_of(self, theme: str) -> tuple[Exemple, ...]:
        """Return the ready-made sentences of a theme, in the order of the file."""
        return tuple(exemple for exemple in self.exemples if exemple.theme == theme)

    def critere(self, slug: str) -> CritereModele | None:
        """Return a criterion, or None when the grid has no such slug (hers, or another grid's)."""
        return next((critere for critere in self.criteres if critere.slug == slug), None)

    def theme(self, slug: str) -> ThemeModele | None:
        """Return a theme, or None when the grid has no such slug."""
        return next((theme for theme in self.themes if theme.slug == slug), None)


def _said(choix: Choix, own: Mapping[CotationSlug, CotationModele]) -> Choix:
    """Return an answer in the words of the grid that borrows it."""
    known = own.get(choix.cotation)
    return msgspec.structs.replace(choix, libelle=known.libelle) if known else choix
