"""The whole contrôle: every rule asked, what it found sorted, what she keeps told apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cpom_desktop.services.anomalies import (
    acteurs,
    cadrage,
    comitologie,
    couts,
    diagnostic,
    donnees,
    etapes,
    fiches,
    indicateurs,
    objectifs,
    pieces,
    plan,
    raci,
    reunions,
    suivi,
)
from cpom_desktop.services.anomalies.regles import Gravite, Ground
from cpom_desktop.services.queries.once import kept

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.anomalies.regles import Regle, Releve
    from cpom_desktop.services.snapshot import DossierSnapshot

REGLES: tuple[Regle, ...] = (
    *cadrage.REGISTRE.regles,
    *acteurs.REGISTRE.regles,
    *comitologie.REGISTRE.regles,
    *plan.REGISTRE.regles,
    *raci.REGISTRE.regles,
    *pieces.REGISTRE.regles,
    *donnees.REGISTRE.regles,
    *diagnostic.REGISTRE.regles,
    *objectifs.REGISTRE.regles,
    *fiches.REGISTRE.regles,
    *etapes.REGISTRE.regles,
    *indicateurs.REGISTRE.regles,
    *couts.REGISTRE.regles,
    *reunions.REGISTRE.regles,
    *suivi.REGISTRE.regles,
)
"""Every rule, in the order of the stages."""
PREFIX = "controle"
"""Of the name under which an anomalie is kept as it is."""


@dataclass(frozen=True, slots=True)
class Anomalie:
    """What a rule found, and the reason she gave to keep it; empty when she gave none."""

    regle: Regle
    releve: Releve
    motif: str = ""

    @property
    def cle(self) -> str:
        """Name under which it is kept as it is (`AssumeAnomalie`)."""
        return self.releve.cle or f"{PREFIX}:{self.regle.slug}:{self.releve.objet}"

    @property
    def gravite(self) -> Gravite:
        """How much it weighs."""
        return self.regle.gravite


@dataclass(frozen=True, slots=True)
class Controle:
    """Everything the rules found, the gravest first.

    Attributes:
        anomalies: those to mend.
        ignorees: those she keeps, with her reason.
        tenues: the rules that found nothing.
    """

    anomalies: tuple[Anomalie, ...]
    ignorees: tuple[Anomalie, ...]
    tenues: tuple[Regle, ...]

    def of(self, gravite: Gravite) -> tuple[Anomalie, ...]:
        """Return those of one weight."""
        return tuple(found for found in self.anomalies if found.gravite is gravite)


def controle(snapshot: DossierSnapshot, content: Content, today: date) -> Controle:
    """Ask every rule, those again only whose tables changed."""
    motifs = {kept.cle: kept.motif for kept in snapshot.anomalies_assumees}
    found: list[Anomalie] = []
    tenues: list[Regle] = []
    for regle in REGLES:
        releves = ask(regle, snapshot, content, today)
        found += (Anomalie(regle, releve) for releve in releves)
        if not releves:
            tenues.append(regle)
    told = [Anomalie(a.regle, a.releve, motifs.get(a.cle, "")) for a in found]
    told.sort(key=_weight)
    return Controle(
        tuple(a for a in told if not a.motif), tuple(a for a in told if a.motif), tuple(tenues)
    )


def ask(
    regle: Regle, snapshot: DossierSnapshot, content: Content, today: date
) -> tuple[Releve, ...]:
    """Ask one rule, or tell again what it found while none of its tables has changed."""
    return _asked(regle)(snapshot, content, today)


@cache
def _asked(regle: Regle) -> Callable[[DossierSnapshot, Content, date], tuple[Releve, ...]]:
    """Return a rule as a query that is kept until a table it reads changes."""

    def asked(snapshot: DossierSnapshot, content: Content, today: date) -> tuple[Releve, ...]:
        return tuple(regle.check(Ground(snapshot, content, today)))

    return kept(*regle.tables)(asked)


def _weight(anomalie: Anomalie) -> tuple[int, int]:
    """Rank the gravest first, then in the order of the stages, the whole dossier last."""
    return list(Gravite).index(anomalie.gravite), anomalie.regle.stage or len(REGLES)
