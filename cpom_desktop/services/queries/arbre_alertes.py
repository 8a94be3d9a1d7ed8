"""What the rules say of the tree as a whole, with what each leans on and when it was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.anomalies.controle import REGLES, Anomalie, ask
from cpom_desktop.services.anomalies.regles import Gravite

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema import Fait
    from cpom_desktop.services.snapshot import DossierSnapshot

DOMAINE, NOMBRE, OBLIGATOIRE = (
    "domaine-legal-sans-objectif",
    "trop-d-objectifs",
    "objectif-obligatoire-absent",
)
"""Rules that speak of the tree as a whole."""


@dataclass(frozen=True, slots=True)
class Alerte:
    """Something to look at: what, what to do, and the source with its day."""

    phrase: str
    que_faire: str
    source: str


def alertes(snapshot: DossierSnapshot, content: Content, today: date) -> tuple[Alerte, ...]:
    """Return what the contrôle finds of the tree as a whole, but for what she keeps as it is."""
    assumed = {row.cle for row in snapshot.anomalies_assumees}
    found = (
        Anomalie(regle, releve)
        for regle in REGLES
        if regle.slug in {DOMAINE, NOMBRE, OBLIGATOIRE}
        for releve in ask(regle, snapshot, content, today)
    )
    kept = [anomalie for anomalie in found if anomalie.cle not in assumed]
    kept.sort(key=_weight)
    return tuple(Alerte(a.releve.phrase, a.releve.que_faire, _source(a, content)) for a in kept)


def _weight(anomalie: Anomalie) -> int:
    return list(Gravite).index(anomalie.gravite)


def _source(anomalie: Anomalie, content: Content) -> str:
    fact = next(iter(_facts(anomalie, content)), None)
    if fact is None:
        return ""
    known = content.sources.get(fact.source)
    day = format_date(fact.verifie_le)
    return _(
        "Source : {titre}, lu le {jour}.", titre=known.titre if known else fact.source, jour=day
    )


def _facts(anomalie: Anomalie, content: Content) -> Iterable[Fait]:
    """Yield what a rule leans on."""
    slug = anomalie.releve.objet.rpartition(".")[2]
    library = content.objectifs
    match anomalie.regle.slug:
        case "domaine-legal-sans-objectif":
            return (domaine for domaine in library.domaines if domaine.slug == slug)
        case "objectif-obligatoire-absent":
            return (model for model in library.objectifs if model.slug == slug)
        case _:
            return (
                fact
                for regle in library.regles
                if regle.slug == "objectifs-operationnels"
                for fact in regle.fondements
            )
