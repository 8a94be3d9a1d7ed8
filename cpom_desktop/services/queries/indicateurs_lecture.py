"""What is said of one indicator: its attainment with her numbers, its doubts, even targets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.atteinte import (
    Atteinte,
    StatutAtteinte,
    Trajet,
    atteinte_finale,
    interpolation,
)
from cpom_desktop.domain.donnees import EXACT, Polarite, arrondi
from cpom_desktop.domain.objectifs import cibles_of
from cpom_desktop.i18n import NBSP, _, format_number
from cpom_desktop.services.anomalies.indicateurs import (
    cible_a_rebours,
    cible_egale_depart,
    cible_hors_contrat,
    cibles_en_dents_de_scie,
    taux_impossible,
)
from cpom_desktop.services.anomalies.regles import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.objectifs import Indicateur
    from cpom_desktop.services.queries.indicateurs import IndicateurSuivi, ValeurAnnee
    from cpom_desktop.services.snapshot import DossierSnapshot

STATUTS: Mapping[StatutAtteinte, str] = {
    StatutAtteinte.ATTEINT: "Atteint",
    StatutAtteinte.EN_BONNE_VOIE: "En bonne voie",
    StatutAtteinte.A_SURVEILLER: "À surveiller",
    StatutAtteinte.EN_RETARD: "En retard",
    StatutAtteinte.NON_RENSEIGNE: "Non renseigné",
    StatutAtteinte.PARTIELLEMENT_ATTEINT: "Partiellement atteint",
    StatutAtteinte.NON_ATTEINT: "Non atteint",
}
SENS: Mapping[Polarite, str] = {
    Polarite.BAISSE: "Baisser",
    Polarite.HAUSSE: "Monter",
    Polarite.NEUTRE: "Maintenir",
}
"""Which way is progress, as a verb."""
REGLES = (
    cible_egale_depart,
    cible_a_rebours,
    cibles_en_dents_de_scie,
    cible_hors_contrat,
    taux_impossible,
)
"""The rules of the contrôle that are told beside the targets."""
_HUNDRED = 100
_SHORT = 3
"""Letters of a unit that stands after its figure."""


class AtteinteLue(NamedTuple):
    """An attainment in words.

    Attributes:
        titre: « Taux d'atteinte fin 2028 : 27,3 % ».
        formule, nombres: the calculation in words, then with her numbers; empty for a target to
            hold.
        attendu: what was expected by then; empty at the end of the contract.
        mots: the status in words.
        note: what the rate does not say: a retreat, a target left behind.
    """

    annee: int
    titre: str
    formule: str
    nombres: str
    attendu: str
    statut: StatutAtteinte
    mots: str
    note: str


class Repartition(NamedTuple):
    """Even targets: each year with what it has and what it would have; or why there are none."""

    lignes: tuple[tuple[int, Decimal | None, Decimal], ...] = ()
    raison: str = ""
    champ: str = ""

    @property
    def changes(self) -> dict[int, Decimal | None]:
        """The targets that would change."""
        return {annee: apres for annee, avant, apres in self.lignes if avant != apres}


def decimales_of(suivi: IndicateurSuivi) -> int:
    """Return the decimals of its values: as told, those of its figures, else as typed."""
    if suivi.indicateur.decimales is not None:
        return suivi.indicateur.decimales
    if suivi.donnee is not None:
        return suivi.donnee.decimales
    typed = [suivi.indicateur.valeur_initiale, *(year.cible for year in suivi.annees)]
    return max((_places(value) for value in typed if value is not None), default=0)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def valeur_mots(suivi: IndicateurSuivi, valeur: Decimal | None, *, unite: bool = True) -> str:
    """Return a value with the decimals of its indicator, « 10,62 % »; empty for None."""
    if valeur is None:
        return ""
    told = format_number(valeur, decimales_of(suivi))
    short = suivi.indicateur.unite if len(suivi.indicateur.unite) <= _SHORT else ""
    return f"{told}{NBSP}{short}" if unite and short else told


def pourcent(rate: Decimal) -> str:
    """Return a rate as « 27,3 % »."""
    return f"{format_number(arrondi(EXACT.multiply(rate, _HUNDRED), 1), 1)}{NBSP}%"


def trajet_of(suivi: IndicateurSuivi) -> Trajet | None:
    """Return its way from where it starts to its last target; None while one is not known."""
    aims = [year.cible for year in suivi.annees if year.cible is not None]
    start = suivi.indicateur.valeur_initiale
    if start is None or not aims:
        return None
    way = suivi.indicateur.polarite or Polarite.NEUTRE
    return Trajet(initiale=start, cible=aims[-1], polarite=way)


def atteinte_lue(suivi: IndicateurSuivi) -> AtteinteLue | None:
    """Return where an indicator stands at its last value; None until it may be reckoned."""
    last, way = suivi.derniere, trajet_of(suivi)
    if last is None or last.valeur is None or last.atteinte is None or way is None:
        return None
    ends = last.annee == suivi.annees[-1].annee
    found = atteinte_finale(last.valeur, way) if ends else last.atteinte
    rate, shown = found.taux, found.affiche
    if rate is None or shown is None:
        return None
    return AtteinteLue(
        annee=last.annee,
        titre=_(
            "Taux d'atteinte fin {annee} : {taux}", annee=str(last.annee), taux=pourcent(shown)
        ),
        formule="" if way.is_maintien else _("(valeur − départ) ÷ (cible − départ)"),
        nombres=_numbers(suivi, last, way, rate),
        attendu=_expected(found, last.annee),
        statut=found.statut,
        mots=_(STATUTS[found.statut]),
        note=_note(found, rate),
    )


def _numbers(suivi: IndicateurSuivi, last: ValeurAnnee, way: Trajet, rate: Decimal) -> str:
    """Return « (10,62 − 11,04) ÷ (9,50 − 11,04) = −0,42 ÷ −1,54 = 27,3 % »."""
    assert last.valeur is not None, "asked of a year that has one"

    def told(value: Decimal) -> str:
        return valeur_mots(suivi, value, unite=False)

    if way.is_maintien:
        return _(
            "Cible à maintenir : {valeur} pour {cible} visé.",
            valeur=told(last.valeur),
            cible=told(way.cible),
        )
    done = EXACT.subtract(last.valeur, way.initiale)
    whole = EXACT.subtract(way.cible, way.initiale)
    valeur, start, cible = told(last.valeur), told(way.initiale), told(way.cible)
    return (
        f"({valeur} − {start}) ÷ ({cible} − {start}) "
        f"= {told(done)} ÷ {told(whole)} = {pourcent(rate)}"
    )


def _expected(found: Atteinte, annee: int) -> str:
    if found.attendu is None:
        return _("Fin du contrat.")
    return _("Attendu fin {annee} : {taux}.", annee=str(annee), taux=pourcent(found.attendu))


def _note(found: Atteinte, rate: Decimal) -> str:
    if found.is_recul:
        return _("Recul depuis le départ ({taux}), compté 0 %.", taux=pourcent(rate))
    if found.is_depasse:
        return _("Cible dépassée ({taux}), comptée 100 %.", taux=pourcent(rate))
    return ""


# --- doubts


class Doute(NamedTuple):
    """What looks wrong in an indicator: the sentence, what to do, the field."""

    phrase: str
    que_faire: str
    champ: str


def doutes(
    suivi: IndicateurSuivi, snapshot: DossierSnapshot, content: Content, today: date
) -> tuple[Doute, ...]:
    """Return what the contrôle says of its targets, and whether its start differs from Données."""
    one = suivi.indicateur
    cibles = tuple(c for c in snapshot.cibles_indicateurs if c.indicateur_id == one.id)
    ground = Ground(
        replace(snapshot, indicateurs=(one,), cibles_indicateurs=cibles), content, today
    )
    lead = _("« {nom} » : {phrase}", nom=one.libelle, phrase="")
    found = (releve for regle in REGLES for releve in regle(ground))
    told = [
        Doute(_capital(releve.phrase.removeprefix(lead)), releve.que_faire, _field(releve.champ))
        for releve in found
    ]
    return (*told, *_start_doubt(suivi))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _field(champ: str) -> str:
    return champ.rpartition(".")[2]


def _start_doubt(suivi: IndicateurSuivi) -> Iterator[Doute]:
    start, year = suivi.indicateur.valeur_initiale, suivi.indicateur.annee_initiale
    found = suivi.donnee.annees.get(year) if suivi.donnee and year is not None else None
    if found is None or found.valeur is None or start is None or suivi.donnee is None:
        return
    places = suivi.donnee.decimales
    if arrondi(found.valeur, places) != arrondi(start, places):
        phrase = _("Les données disent {valeur} en {annee}.", valeur=found.texte, annee=str(year))
        yield Doute(phrase, _("Reprenez-la, ou dites d'où vient la vôtre."), "valeur_initiale")


# --- even targets


def repartition(suivi: IndicateurSuivi) -> Repartition:
    """Return targets in a straight line from the start to the last one."""
    start, year = suivi.indicateur.valeur_initiale, suivi.indicateur.annee_initiale
    if start is None:
        told = _("Donnez d'abord la valeur de départ.")
        return Repartition(raison=told, champ="valeur_initiale")
    if year is None:
        told = _("Donnez d'abord l'année de la valeur de départ.")
        return Repartition(raison=told, champ="annee_initiale")
    aims = {found.annee: found.cible for found in suivi.annees if found.cible is not None}
    last = max(aims, default=year)
    if last <= year or len(suivi.annees) < 2:
        told = _("Donnez d'abord la cible de la dernière année du contrat.")
        return Repartition(raison=told, champ="cibles")
    line = interpolation(
        depart=(year, start), arrivee=(last, aims[last]), decimales=decimales_of(suivi)
    )
    known = [found.annee for found in suivi.annees if year < found.annee < last]
    return Repartition(tuple((annee, aims.get(annee), line[annee]) for annee in known))


# --- what the figures give


def reprise(suivi: IndicateurSuivi) -> tuple[int, Decimal] | None:
    """Return the last value that the figures know, rounded as they show it, with its year."""
    found = suivi.donnee.derniere if suivi.donnee is not None else None
    if suivi.donnee is None or found is None or found.valeur is None:
        return None
    return found.annee, arrondi(found.valeur, suivi.donnee.decimales)


def usages(indicateur: Indicateur, snapshot: DossierSnapshot) -> tuple[int, int, int]:
    """Return how many fiches, targets and typed values go with an indicator."""
    links = sum(li.indicateur_id == indicateur.id for li in snapshot.fiches_indicateurs)
    cibles = len(cibles_of(snapshot.cibles_indicateurs, indicateur.id))
    typed = sum(row.indicateur_id == indicateur.id for row in snapshot.realisations)
    return links, cibles, typed
