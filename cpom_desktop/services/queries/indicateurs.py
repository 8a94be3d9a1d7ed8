"""The indicators as they are read: their values by year, where each stands, what they lack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.domain.atteinte import Trajet, atteinte, attendu_au, taux
from cpom_desktop.domain.donnees import Polarite
from cpom_desktop.domain.objectifs import cibles_of, numeros
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.donnees import TABLES as FIGURES
from cpom_desktop.services.queries.donnees import donnees_vue
from cpom_desktop.services.queries.once import kept

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.atteinte import Atteinte
    from cpom_desktop.domain.fiches_action import FicheAction
    from cpom_desktop.domain.objectifs import CibleIndicateur, Indicateur
    from cpom_desktop.services.queries.donnees_types import IndicateurLu
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (
    "indicateurs",
    "cibles_indicateurs",
    "fiches_indicateurs",
    "fiches_action",
    "axes",
    "objectifs",
    "realisations",
    "dossier",
    "acteurs",
    "valeurs",
    "indicateurs_propres",
    "reperes",
)


class Manque(StrEnum):
    """What an indicator lacks before it may be in a contract."""

    DEFINITION = "definition"
    FORMULE = "mode_calcul"
    UNITE = "unite"
    SOURCE = "source"
    PERIODICITE = "periodicite"
    DEPART = "valeur_initiale"
    ANNEE = "annee_initiale"
    SENS = "polarite"
    CIBLE = "cibles"


MANQUES: Mapping[Manque, str] = {
    Manque.DEFINITION: "la définition",
    Manque.FORMULE: "le mode de calcul",
    Manque.UNITE: "l'unité",
    Manque.SOURCE: "la source",
    Manque.PERIODICITE: "la périodicité",
    Manque.DEPART: "la valeur de départ",
    Manque.ANNEE: "l'année de la valeur de départ",
    Manque.SENS: "le sens du progrès",
    Manque.CIBLE: "la cible de la dernière année",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ValeurAnnee:
    """What an indicator is in one year of the contract, or before.

    Attributes:
        cible: its target; None when it has none that year.
        valeur: what it really was; None when it is not known yet.
        atteinte: where it stands on its way to the last target.
        sur_la_cible: whether it is at least at the target of the year; None when not comparable.
    """

    annee: int
    cible: Decimal | None = None
    valeur: Decimal | None = None
    atteinte: Atteinte | None = None
    sur_la_cible: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicateurSuivi:
    """An indicator with everything that is known of it.

    Attributes:
        numero: number of the objective of its first fiche; empty when it follows none.
        donnee: the indicator of the figures that gives its values, if it is one.
        annees: the year it starts from, then every year of the contract.
    """

    indicateur: Indicateur
    numero: str
    fiches: tuple[FicheAction, ...]
    donnee: IndicateurLu | None
    annees: tuple[ValeurAnnee, ...]
    manques: tuple[Manque, ...]

    @property
    def derniere(self) -> ValeurAnnee | None:
        """The last year whose value is known, the start left out."""
        known = [y for y in self.annees[1:] if y.valeur is not None]
        return known[-1] if known else None


_figures = kept(*FIGURES)(donnees_vue)


@kept(*TABLES)
def indicateurs(
    snapshot: DossierSnapshot, content: Content, today: date
) -> tuple[IndicateurSuivi, ...]:
    """Return every indicator, by number of objective; those that follow no fiche are last."""
    reading = _Reading(snapshot, content, today)
    found = [reading.suivi(indicateur) for indicateur in snapshot.indicateurs]
    return tuple(sorted(found, key=_place))


def _place(suivi: IndicateurSuivi) -> tuple[bool, list[int], int]:
    ranks = [int(rank) for rank in suivi.numero.split(".") if rank]
    return not suivi.fiches, ranks, suivi.indicateur.id


class _Reading:
    """The rows of a snapshot, indexed once."""

    def __init__(self, snapshot: DossierSnapshot, content: Content, today: date) -> None:
        self.snapshot, self.today = snapshot, today
        linked = any(indicateur.donnee for indicateur in snapshot.indicateurs)
        self.figures = _figures(snapshot, content, today) if linked else None
        self.numbers = numeros(snapshot.axes, snapshot.objectifs)
        fiches = {fiche.id: fiche for fiche in snapshot.fiches_action}
        self.fiches: dict[int, list[FicheAction]] = {}
        for link in snapshot.fiches_indicateurs:
            self.fiches.setdefault(link.indicateur_id, []).append(fiches[link.fiche_id])
        self.cibles: dict[int, list[CibleIndicateur]] = {}
        for cible in snapshot.cibles_indicateurs:
            self.cibles.setdefault(cible.indicateur_id, []).append(cible)
        self.real: dict[int, dict[int, Decimal]] = {}
        for row in snapshot.realisations:
            self.real.setdefault(row.indicateur_id, {})[row.annee] = row.valeur

    def suivi(self, indicateur: Indicateur) -> IndicateurSuivi:
        """Return one indicator with its years."""
        fiches = tuple(self.fiches.get(indicateur.id, ()))
        donnee = self.figures.indicateur(indicateur.donnee) if self.figures else None
        cibles = cibles_of(self.cibles.get(indicateur.id, ()), indicateur.id)
        first = fiches[0].objectif_id if fiches else None
        return IndicateurSuivi(
            indicateur=indicateur,
            numero=self.numbers.get(first or 0, ""),
            fiches=fiches,
            donnee=donnee,
            annees=self._annees(indicateur, donnee, cibles),
            manques=self._manques(indicateur, cibles),
        )

    def _annees(
        self, indicateur: Indicateur, donnee: IndicateurLu | None, cibles: Mapping[int, Decimal]
    ) -> tuple[ValeurAnnee, ...]:
        valeurs = dict(self.real.get(indicateur.id, {}))
        if donnee is not None:
            given = {year: found.valeur for year, found in donnee.annees.items()}
            valeurs = {year: value for year, value in given.items() if value is not None}
        start = indicateur.annee_initiale
        if start is not None and indicateur.valeur_initiale is not None:
            valeurs[start] = indicateur.valeur_initiale
        years = self._contract() or tuple(cibles)
        before = (start,) if start is not None and start not in years else ()
        way = _way(indicateur, cibles)
        told = (*before, *years)
        return tuple(self._year(indicateur, year, cibles, valeurs, way) for year in told)

    def _contract(self) -> tuple[int, ...]:
        dossier = self.snapshot.dossier
        if dossier.date_effet is None or dossier.date_fin is None:
            return ()
        return tuple(range(dossier.date_effet.year, dossier.date_fin.year + 1))

    def _year(
        self,
        indicateur: Indicateur,
        annee: int,
        cibles: Mapping[int, Decimal],
        valeurs: Mapping[int, Decimal],
        way: Trajet | None,
    ) -> ValeurAnnee:
        cible, valeur = cibles.get(annee), valeurs.get(annee)
        found = ValeurAnnee(annee=annee, cible=cible, valeur=valeur)
        if way is None:
            return found
        rate = taux(cible, way) if cible is not None else self._expected(annee)
        if rate is None or annee == indicateur.annee_initiale:
            return found
        on_target = None
        if cible is not None and valeur is not None:
            on_target = taux(valeur, way) >= taux(cible, way)
        return ValeurAnnee(
            annee=annee,
            cible=cible,
            valeur=valeur,
            atteinte=atteinte(valeur, way, rate),
            sur_la_cible=on_target,
        )

    def _expected(self, annee: int) -> Decimal | None:
        """Return the rate expected at the end of a year that has no target; None out of it."""
        dossier = self.snapshot.dossier
        if dossier.date_effet is None or dossier.date_fin is None:
            return None
        return attendu_au(date(annee, 12, 31), debut=dossier.date_effet, fin=dossier.date_fin)

    def _manques(
        self, indicateur: Indicateur, cibles: Mapping[int, Decimal]
    ) -> tuple[Manque, ...]:
        last = self.snapshot.dossier.date_fin
        aimed = bool(cibles) and (last is None or last.year in cibles)
        formula = indicateur.mode_calcul or (indicateur.numerateur and indicateur.denominateur)
        told = {
            Manque.DEFINITION: indicateur.definition,
            Manque.FORMULE: formula,
            Manque.UNITE: indicateur.unite,
            Manque.SOURCE: indicateur.source,
            Manque.PERIODICITE: indicateur.periodicite,
            Manque.DEPART: indicateur.valeur_initiale is not None,
            Manque.ANNEE: indicateur.annee_initiale is not None,
            Manque.SENS: indicateur.polarite is not None,
            Manque.CIBLE: aimed,
        }
        return tuple(manque for manque, there in told.items() if not there)


def _way(indicateur: Indicateur, cibles: Mapping[int, Decimal]) -> Trajet | None:
    """Return its way to its last target; None while it starts from nowhere or aims at nothing."""
    if not cibles or indicateur.valeur_initiale is None:
        return None
    return Trajet(
        initiale=indicateur.valeur_initiale,
        cible=list(cibles.values())[-1],
        polarite=indicateur.polarite or Polarite.NEUTRE,
    )


def manques_words(suivi: IndicateurSuivi) -> str:
    """Return « Il manque la source et la cible de la dernière année. »; empty when whole."""
    words = [_(MANQUES[manque]) for manque in suivi.manques]
    if not words:
        return ""
    *first, last = words
    told = _("{premiers} et {dernier}", premiers=", ".join(first), dernier=last) if first else last
    return _("Il manque {quoi}.", quoi=told)
