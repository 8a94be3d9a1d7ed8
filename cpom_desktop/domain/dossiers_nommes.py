"""The dossiers of documents that she composes: which documents, in what order, printed how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cpom_desktop.domain.instances import Confidentialite  # noqa: TC001 - read from the file


class Mention(StrEnum):
    """What is written across the pages and in the name of the file."""

    PROJET = "projet"
    COPIL = "copil"
    INTERNE = "interne"
    AUCUNE = "aucune"


class Paper(StrEnum):
    """Size of the pages of what is wide."""

    A4 = "a4"
    A3 = "a3"


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierNomme:
    """Documents bound together under a name.

    Attributes:
        modele: slug of the model that it was made from; empty for one of her own.
        mention: what is written across its pages.
        classe: to whom it may go; None when nothing is said of it.
        papier: size of the pages of what is wide.
        logo: with the establishment's logo on the cover, where there is one.
        noms: with the names of people; otherwise their functions only.
        sources: with the sources of figures and rules.
    """

    id: int
    ordre: int = 0
    nom: str
    modele: str = ""
    mention: Mention = Mention.PROJET
    classe: Confidentialite | None = None
    papier: Paper = Paper.A4
    noir_et_blanc: bool = False
    couverture: bool = True
    sommaire: bool = True
    logo: bool = True
    noms: bool = True
    sources: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPartie:
    """A document of the catalogue that a dossier holds, at its place."""

    id: int
    dossier_id: int
    ordre: int = 0
    document: str
