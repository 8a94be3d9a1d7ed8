"""The dossier and the establishment it is about: what is typed once and printed everywhere."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Piste(StrEnum):
    """The five tracks a director may be on (kit §0): each has the plan that suits it."""

    NOUVEAU_CPOM = "nouveau_cpom"
    RENOUVELLEMENT = "renouvellement"
    AVENANT_PROLONGATION = "avenant_prolongation"
    CONTRAT_ADHOC = "contrat_adhoc"
    DIALOGUE_GESTION = "dialogue_gestion"


class StatutJuridique(StrEnum):
    """Legal status, grouped as FINESS shows it (numbers §6.4)."""

    PUBLIC = "public"
    PRIVE_NON_LUCRATIF = "prive_non_lucratif"
    PRIVE_COMMERCIAL = "prive_commercial"


class RegimeTarifaire(StrEnum):
    """Three tariff sections, or the single package tried in 23 départements (numbers §2.8)."""

    TROIS_SECTIONS = "trois_sections"
    FORFAIT_GLOBAL_UNIQUE = "forfait_global_unique"


class OptionSoins(StrEnum):
    """Option of the care package, with or without an in-house pharmacy (PUI)."""

    PARTIEL_SANS_PUI = "partiel_sans_pui"
    PARTIEL_AVEC_PUI = "partiel_avec_pui"
    GLOBAL_SANS_PUI = "global_sans_pui"
    GLOBAL_AVEC_PUI = "global_avec_pui"


class ZoneScolaire(StrEnum):
    """Zone of school breaks; Corsica and overseas have calendars of their own."""

    A = "a"
    B = "b"
    C = "c"
    AUTRE = "autre"


class TypeCapacite(StrEnum):
    """Kinds of places (numbers §6.5); PASA and UHR are inside the permanent ones."""

    HEBERGEMENT_PERMANENT = "hebergement_permanent"
    HEBERGEMENT_TEMPORAIRE = "hebergement_temporaire"
    ACCUEIL_DE_JOUR = "accueil_de_jour"
    PASA = "pasa"
    UHR = "uhr"

    @property
    def inside_permanent(self) -> bool:
        """Tell whether these places are already counted among the permanent ones."""
        return self in {TypeCapacite.PASA, TypeCapacite.UHR}


class LectureRaci(StrEnum):
    """Which letters show the meanings of a RACI cell: the kit's, or the English usage."""

    KIT = "kit"
    ANGLAISE = "anglaise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The contract being prepared: one row, always id 1.

    Attributes:
        date_reference: « today » of a demonstration; None follows the clock.
        date_signature: what the plan is computed back from (signature, meeting of a dialogue).
        date_effet: first day of the contract; may differ from the signature.
        duree_annees: length of the contract, in years (5 by rule, kit §2.2).
        prolonge_jusqu_au: end of the present contract after its extension, if any.
        debut_demarche: the day she began, or will; None lets today be the first possible day.
        reporter_reunions: a meeting that falls on a closed day moves to the last open one before.
        eviter_ete, eviter_fin_annee, eviter_ponts, eviter_vacances: no meeting from 15 July to
            31 August, from 20 December to 4 January, on bridges, in the school breaks of its zone.
    """

    id: int = 1
    piste: Piste | None = None
    date_reference: date | None = None
    date_signature: date | None = None
    date_effet: date | None = None
    duree_annees: int = 5
    contrat_actuel: str = ""
    fin_contrat_actuel: date | None = None
    prolonge_jusqu_au: date | None = None
    lecture_raci: LectureRaci = LectureRaci.KIT
    assistant_termine: bool = False
    debut_demarche: date | None = None
    reporter_reunions: bool = True
    eviter_ete: bool = True
    eviter_fin_annee: bool = True
    eviter_ponts: bool = True
    eviter_vacances: bool = False

    @property
    def date_fin(self) -> date | None:
        """Last day of the contract: effective date + its years − 1 day (numbers §4, EC13)."""
        if self.date_effet is None:
            return None
        return add_years(self.date_effet, self.duree_annees) - timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Etablissement:
    """The EHPAD and its managing body: one row, always id 1. Article 1 of the contract."""

    id: int = 1
    nom: str = ""
    gestionnaire: str = ""
    statut_juridique: StatutJuridique | None = None
    finess_et: str = ""
    finess_ej: str = ""
    siret: str = ""
    adresse: str = ""
    code_postal: str = ""
    commune: str = ""
    departement: str = ""
    ars: str = ""
    collectivite: str = ""
    collectivite_signataire: bool = True
    regime_tarifaire: RegimeTarifaire | None = None
    option_soins: OptionSoins | None = None
    zone_scolaire: ZoneScolaire | None = None
    autorise_depuis: date | None = None
    projet_perimetre: str = ""

    @property
    def autorise_jusqu_au(self) -> date | None:
        """Last day of the authorisation: 15 years (numbers §4, EC19, from memory, unverified)."""
        if self.autorise_depuis is None:
            return None
        return add_years(self.autorise_depuis, 15) - timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacite:
    """Places of one kind; None where nothing was typed, which differs from 0."""

    id: int
    type: TypeCapacite
    autorisees: int | None = None
    installees: int | None = None
    financees: int | None = None
    aide_sociale: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnomalieAssumee:
    """A warning she chose to keep (« J'assume »), with her reason."""

    id: int
    cle: str
    motif: str
    assumee_le: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PackIntegre:
    """One file of a content pack, kept in the dossier so that it opens identically elsewhere."""

    id: int
    pack: str
    fichier: str
    texte: str


def total_places(capacites: Iterable[Capacite], column: str = "autorisees") -> int:
    """Return the places of one column, PASA and UHR not counted twice, in places."""
    return sum(getattr(c, column) or 0 for c in capacites if not c.type.inside_permanent)


def add_years(day: date, years: int) -> date:
    """Return the same day `years` later; 29 February becomes 28 when the year is short."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later (or earlier), the end of a short month being its bound.

    Source: numbers §4, EC14 as computed there: 31 August 2027 − 6 months is 28 February 2027.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
