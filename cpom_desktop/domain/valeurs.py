"""What she types of the figures: values by year, own indicators, reference values, answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - rows are read by these annotations
from decimal import Decimal  # noqa: TC003 - rows are read by these annotations

from cpom_desktop.domain.donnees import Polarite, Unite


@dataclass(frozen=True, slots=True, kw_only=True)
class Valeur:
    """A figure of one year.

    Attributes:
        donnee: slug of the figure in the pack, or `propre-N-num`, `propre-N-den`.
        valeur: None when it is known not to be known (« n.c. »), which differs from no row.
        confirmee: she answered a question about it: it is right, `commentaire` says why.
    """

    id: int
    donnee: str
    annee: int
    valeur: Decimal | None = None
    source: str = ""
    date_source: date | None = None
    commentaire: str = ""
    confirmee: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicateurPropre:
    """An indicator of hers: one figure, or one divided by another.

    Attributes:
        groupe: slug of the group it stands in.
        numerateur, denominateur: what is typed, in words; no denominator, nothing is divided.
        source: where the definition comes from.
    """

    id: int
    ordre: int = 0
    libelle: str
    groupe: str
    numerateur: str = ""
    denominateur: str = ""
    unite: Unite = Unite.NOMBRE
    decimales: int = 2
    polarite: Polarite = Polarite.NEUTRE
    source: str = ""

    @property
    def slug(self) -> str:
        """Its name among the indicators."""
        return f"propre-{self.id}"

    @property
    def donnees(self) -> tuple[str, ...]:
        """Slugs of the figures that are typed for it."""
        return (f"{self.slug}-num", *((f"{self.slug}-den",) if self.denominateur else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Repere:
    """A reference value of hers: with its year, its field and its source, always."""

    id: int
    indicateur: str
    valeur: Decimal
    annee: int
    champ: str = ""
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explication:
    """What she answers when the authorities ask about an indicator (one each).

    Attributes:
        question: the question she expects; empty for that of the pack.
        action, fiche_id: what she proposes: in words, or a fiche action.
        preuve: the document that supports it.
    """

    id: int
    indicateur: str
    question: str = ""
    texte: str = ""
    action: str = ""
    fiche_id: int | None = None
    preuve: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondance:
    """How the columns of a file she imported were understood, to be proposed again.

    Attributes:
        sorte: what is imported (`donnees`, `has`).
        signature: what such a file is known by (the heads of its columns).
        colonnes: column → what it is, as JSON.
    """

    id: int
    sorte: str
    nom: str
    signature: str = ""
    colonnes: str = ""
