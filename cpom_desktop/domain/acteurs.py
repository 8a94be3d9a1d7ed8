"""The stakeholders of the contract and how closely each is to be associated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - rows are read by these annotations
from enum import StrEnum


class Famille(StrEnum):
    """Families of stakeholders (kit §1.4, after the ANAP kit)."""

    AUTORITES = "autorites"
    INSTITUTIONNELS = "institutionnels"
    SANITAIRE = "sanitaire"
    MEDICO_SOCIAL = "medico_social"
    SOCIAL = "social"
    INTERNES = "internes"
    PERSONNES_ACCOMPAGNEES = "personnes_accompagnees"
    APPUI = "appui"


class Civilite(StrEnum):
    """How a letter addresses the person."""

    MADAME = "madame"
    MONSIEUR = "monsieur"


class StatutContrat(StrEnum):
    """What the stakeholder is to the contract."""

    SIGNATAIRE = "signataire"
    CONTACT = "contact"
    CONTRIBUTEUR = "contributeur"
    INFORME = "informe"


class Position(StrEnum):
    """Her own opinion of where they stand: never printed in what leaves the house."""

    FAVORABLE = "favorable"
    NEUTRE = "neutre"
    RESERVEE = "reservee"
    INCONNUE = "inconnue"


class Strategie(StrEnum):
    """How to associate a stakeholder, read from influence and interest."""

    ASSOCIER = "associer_etroitement"
    SATISFAIRE = "satisfaire"
    INFORMER = "informer"
    SURVEILLER = "surveiller"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acteur:
    """One stakeholder: a person, or the structure alone while nobody is named.

    Attributes:
        slug: name in the pack it was copied from; empty for her own.
        influence, interet: 1 (low) to 4 (high); None when not rated.
        adresse: for letters, on several lines.
        phases: slugs of the phases that concern it, « diagnostic,negociation »; empty for all.
        depuis: when the present person took it over; those before are `Interlocuteur`.
        convention: there is an agreement; signed, ending, last assessed on these days.
    """

    id: int
    slug: str = ""
    ordre: int = 0
    famille: Famille
    structure: str = ""
    service: str = ""
    nom: str = ""
    fonction: str = ""
    telephone: str = ""
    courriel: str = ""
    statut_contrat: StatutContrat | None = None
    relation: str = ""
    attentes: str = ""
    influence: int | None = None
    interet: int | None = None
    position: Position | None = None
    civilite: Civilite | None = None
    adresse: str = ""
    phases: str = ""
    depuis: date | None = None
    convention: bool = False
    convention_signee_le: date | None = None
    convention_echeance: date | None = None
    convention_evaluee_le: date | None = None

    @property
    def interne(self) -> bool:
        """Whether they belong to the house (kit §1.4)."""
        return self.famille is Famille.INTERNES

    @property
    def display_name(self) -> str:
        """Return the person, else the function, else the structure."""
        return self.nom or self.fonction or self.structure


def strategie(influence: int | None, interet: int | None) -> Strategie | None:
    """Return how to associate a stakeholder; None until both are rated (kit §1.4, proposed)."""
    if influence is None or interet is None:
        return None
    match influence >= 3, interet >= 3:
        case True, True:
            return Strategie.ASSOCIER
        case True, False:
            return Strategie.SATISFAIRE
        case False, True:
            return Strategie.INFORMER
        case _:
            return Strategie.SURVEILLER
