"""What `echeances.toml` holds: the rules of the échéancier, with the texts that found them."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads the annotations
from typing import Annotated

import msgspec
from msgspec import Meta

from cpom_desktop.content.schema import (
    Confiance,
    Entree,
    Fait,
    Fondement,
    Jours,
    Limite,
    PackFile,
    Slug,
    Texte,
)
from cpom_desktop.domain.dossier import (  # noqa: TC001 - msgspec reads the annotations
    Piste,
    RegimeTarifaire,
    StatutJuridique,
)
from cpom_desktop.domain.regles_echeances import AncreRegle, GenreRegle, Portee, RegleEcheance

Mois = Annotated[int, Meta(ge=1, le=12)]
JourDuMois = Annotated[int, Meta(ge=1, le=31)]


class Calcul(Entree, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the date is found; which keys serve depends on `genre` (the links are checked)."""

    genre: GenreRegle
    mois: Mois | None = None
    jour: JourDuMois | None = None
    decalage_annees: int = 0
    ancres: tuple[AncreRegle, ...] = ()
    decalage_mois: int = 0
    decalage_jours: int = 0
    ouverture_mois: Limite | None = None
    apres: Slug | None = None
    apres_fait: bool = False
    annees: Jours | None = None
    le: date | None = None
    portee: Portee = Portee.TOUJOURS


class RegleModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A rule: `{exercice}` in its words is the year it is about.

    Attributes:
        repere: its numbers in the working notes.
        resume: its reason in a few words, under its name.
        texte, texte_court: the text that founds it, in full and for a narrow column.
        acteur: slug of who is proposed for it.
        rappels: days before at which she is reminded; None takes those of the file.
        pistes, statuts, regimes: whom it concerns; all when empty.
        tache: slug of the task of the plan that does it.
        information: a date of the authorities, told for her to know: never late.
    """

    slug: Slug
    repere: str = ""
    titre: Texte
    court: str = ""
    resume: Texte
    texte: Texte
    texte_court: str = ""
    a_noter: str = ""
    acteur: Slug
    rappels: str | None = None
    pistes: tuple[Piste, ...] = ()
    statuts: tuple[StatutJuridique, ...] = ()
    regimes: tuple[RegimeTarifaire, ...] = ()
    tache: Slug | None = None
    information: bool = False
    calcul: Calcul
    fondement: Fondement | None = None

    @property
    def legal(self) -> bool:
        """Whether a text is said to found it; what is only advised is not an obligation."""
        return self.confiance is not Confiance.PROPOSE

    @property
    def rule(self) -> RegleEcheance:
        """Return the rule as the domain computes it."""
        given = {
            name: value
            for name, value in msgspec.structs.asdict(self.calcul).items()
            if value is not None
        }
        return RegleEcheance(slug=self.slug, tache=self.tache or "", **given)


class EcheancesFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`echeances.toml`; a rule stands after the one it follows."""

    rappels: Texte
    regles: tuple[RegleModele, ...]

    def regle(self, slug: str) -> RegleModele | None:
        """Return a rule, or None when the pack has no such slug."""
        return next((regle for regle in self.regles if regle.slug == slug), None)
