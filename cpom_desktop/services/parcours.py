"""The way through the kit: stages, their pages, and how far each one is.

Structure is data, completion a pure function of the snapshot; Qt only draws it. Only what
exists is listed: a page appears here the day it works.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpom_desktop.domain.raci import check_raci
from cpom_desktop.services.queries.raci import SEVERE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cpom_desktop.services.snapshot import DossierSnapshot


@dataclass(frozen=True, slots=True)
class PageInfo:
    """A page: its slug (also that of its Guide note), title, and the tables it reads."""

    slug: str
    title: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the six stages, with the pages that exist."""

    number: int
    title: str
    subtitle: str
    pages: tuple[PageInfo, ...] = ()


STAGES: tuple[Stage, ...] = (
    Stage(
        1,
        "Lancement et cadrage",
        "Périmètre, acteurs, COPIL, rétroplanning",
        (
            PageInfo(
                "etablissement",
                "Établissement et périmètre",
                "Saisi une fois, repris partout : contrat, en-têtes, calculs d'activité et de "
                "tarif.",
            ),
            PageInfo(
                "acteurs",
                "Acteurs",
                "Chaque personne est saisie une fois : convocations, RACI, annexes et "
                "signatures la reprennent.",
            ),
            PageInfo(
                "retroplanning",
                "Rétroplanning",
                "Les dates sont calculées à rebours depuis la date visée. Modifiez-la, tout se "
                "recale.",
            ),
            PageInfo(
                "raci",
                "Matrice RACI",
                "Qui fait quoi : un seul responsable par activité, et au moins un acteur qui "
                "la réalise.",
            ),
        ),
    ),
    Stage(2, "Diagnostic partagé", "Forces, faiblesses et preuves"),
    Stage(3, "Objectifs et actions", "Axes, fiches actions, indicateurs"),
    Stage(4, "Négociation des moyens", "Coût des actions et PGFP"),
    Stage(5, "Contrat et signature", "Rédaction, avis, signature"),
    Stage(6, "Suivi annuel", "Bilan et dialogue de gestion"),
)

PAGES: Mapping[str, PageInfo] = {page.slug: page for stage in STAGES for page in stage.pages}


def completion(snapshot: DossierSnapshot) -> Mapping[str, float]:
    """Return how far each page is, from 0 to 1."""
    return {slug: share(snapshot) for slug, share in _SHARES.items()}


def stage_completion(stage: Stage, snapshot: DossierSnapshot) -> float:
    """Return how far a stage is: the mean of its pages, from 0 to 1."""
    shares = completion(snapshot)
    known = [shares[page.slug] for page in stage.pages]
    return sum(known) / len(known) if known else 0.0


def _share(done: list[bool]) -> float:
    return sum(done) / len(done) if done else 0.0


def _etablissement(snapshot: DossierSnapshot) -> float:
    e, d = snapshot.etablissement, snapshot.dossier
    texts = (
        e.nom,
        e.gestionnaire,
        e.finess_et,
        e.finess_ej,
        e.siret,
        e.adresse,
        e.code_postal,
        e.commune,
        e.ars,
        e.collectivite,
    )
    values = (e.statut_juridique, e.regime_tarifaire, e.autorise_depuis, d.piste, d.date_effet)
    places = any(c.autorisees is not None for c in snapshot.capacites)
    return _share([*(bool(t) for t in texts), *(v is not None for v in values), places])


def _acteurs(snapshot: DossierSnapshot) -> float:
    """Count who must be named: authorities and the house's own people."""
    wanted = [a for a in snapshot.acteurs if a.famille in {"autorites", "internes"}]
    return _share([bool(a.nom) for a in wanted])


def _retroplanning(snapshot: DossierSnapshot) -> float:
    dated = snapshot.dossier.date_signature is not None
    return _share([dated, *(t.acteur_id is not None for t in snapshot.tasks)])


def _raci(snapshot: DossierSnapshot) -> float:
    lines = snapshot.raci_activites
    found = check_raci(lines, snapshot.raci_roles, snapshot.cells)
    wrong = {c.activite_id for c in found if c.kind in SEVERE}
    return _share([line.id not in wrong for line in lines])


_SHARES: Mapping[str, Callable[[DossierSnapshot], float]] = {
    "etablissement": _etablissement,
    "acteurs": _acteurs,
    "retroplanning": _retroplanning,
    "raci": _raci,
}
