"""What a rule of the échéancier is: the kind of date it gives, and what it is counted from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.domain.dossier import Dossier, Etablissement, Piste, add_months

if TYPE_CHECKING:
    from collections.abc import Mapping


class GenreRegle(StrEnum):
    """How a rule gives its dates."""

    EXERCICE = "exercice"
    TRIMESTRE = "trimestre"
    CONTRAT = "contrat"
    SUITE = "suite"
    PERIODE = "periode"
    DEMANDE = "demande"
    DATE = "date"


class AncreRegle(StrEnum):
    """Date of the dossier from which a rule counts."""

    SIGNATURE = "signature"
    EFFET = "effet"
    FIN_CONTRAT = "fin_contrat"
    FIN_CONTRAT_ACTUEL = "fin_contrat_actuel"
    FIN_AUTORISATION = "fin_autorisation"


class Portee(StrEnum):
    """When a rule that comes back is worth telling."""

    TOUJOURS = "toujours"
    AVANT_SIGNATURE = "avant_signature"
    CONTRAT = "contrat"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegleEcheance:
    """A rule that gives dates; which fields serve depends on its kind.

    Attributes:
        mois, jour, decalage_annees: `exercice`, the day of the year N + `decalage_annees`.
        ancres: `contrat`, what it counts from: one deadline for each that is known.
        decalage_mois, decalage_jours: `contrat` and `suite`, months then days after it.
        ouverture_mois: `contrat`, months after the anchor from which it may be done.
        apres: `suite`, the rule it follows; `exercice`, the rule after which `decalage_jours`
            run, the day of the year being then the latest.
        apres_fait: `suite`, dated only once the other is done.
        annees: `periode`, years between two of them.
        le: `date`, the day.
        tache: slug of the task of the plan that does it.
    """

    slug: str
    genre: GenreRegle
    mois: int = 0
    jour: int = 0
    decalage_annees: int = 0
    ancres: tuple[AncreRegle, ...] = ()
    decalage_mois: int = 0
    decalage_jours: int = 0
    ouverture_mois: int | None = None
    apres: str = ""
    apres_fait: bool = False
    annees: int = 0
    le: date | None = None
    portee: Portee = Portee.TOUJOURS
    tache: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesContrat:
    """The dates of a dossier that rules count from; None where they are not known."""

    signature: date | None = None
    effet: date | None = None
    fin: date | None = None
    fin_actuel: date | None = None
    fin_autorisation: date | None = None
    debut_demarche: date | None = None

    @property
    def by_anchor(self) -> Mapping[AncreRegle, date | None]:
        """Return each date by its anchor."""
        return {
            AncreRegle.SIGNATURE: self.signature,
            AncreRegle.EFFET: self.effet,
            AncreRegle.FIN_CONTRAT: self.fin,
            AncreRegle.FIN_CONTRAT_ACTUEL: self.fin_actuel,
            AncreRegle.FIN_AUTORISATION: self.fin_autorisation,
        }


def dates_of(dossier: Dossier, etablissement: Etablissement) -> DatesContrat:
    """Return the dates that rules count from; an extension moves the end of the present one.

    A management dialogue signs nothing: it has neither signature nor contract of its own.
    """
    signs = dossier.piste is not Piste.DIALOGUE_GESTION
    return DatesContrat(
        signature=dossier.date_signature if signs else None,
        effet=dossier.date_effet if signs else None,
        fin=dossier.date_fin if signs else None,
        fin_actuel=dossier.prolonge_jusqu_au or dossier.fin_contrat_actuel,
        fin_autorisation=etablissement.autorise_jusqu_au,
        debut_demarche=dossier.debut_demarche,
    )


def counted(base: date, months: int, days: int = 0) -> date:
    """Return `months` then `days` after a date, the end of a short month being its bound."""
    return add_months(base, months) + timedelta(days=days)
