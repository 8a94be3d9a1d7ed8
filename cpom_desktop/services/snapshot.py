"""The whole dossier as one frozen value: what screens read and documents are made from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.confidentialite import Confidentialite, Effacement
from cpom_desktop.domain.controles import Controle, Rubrique
from cpom_desktop.domain.diagnostic import (
    Constat,
    ConstatIndicateur,
    ConstatPiece,
    CotationHas,
    CriterePropre,
    Synthese,
    constats_by_critere,
)
from cpom_desktop.domain.dossier import (
    AnomalieAssumee,
    Capacite,
    Dossier,
    Etablissement,
    PackIntegre,
)
from cpom_desktop.domain.dossiers_nommes import DossierNomme, DossierPartie
from cpom_desktop.domain.echanges import Echange, EchangePersonne, Envoi, Interlocuteur
from cpom_desktop.domain.echeances import Echeance
from cpom_desktop.domain.fiches_action import (
    Etape,
    FicheAction,
    FicheConstat,
    FicheIndicateur,
    FicheOrigine,
    FicheVersion,
)
from cpom_desktop.domain.instances import Instance, InstanceMembre
from cpom_desktop.domain.moyens import Financement, Moyen
from cpom_desktop.domain.objectifs import (
    Axe,
    CibleIndicateur,
    Indicateur,
    Objectif,
    ObjectifConstat,
    Realisation,
)
from cpom_desktop.domain.pieces import Fichier, Piece
from cpom_desktop.domain.planification import (
    DelaiReunion,
    Fermeture,
    PlanReference,
    PlanReferenceTache,
)
from cpom_desktop.domain.raci import (
    Cells,
    RaciActivite,
    RaciCase,
    RaciRole,
    RaciTache,
    cells_of,
)
from cpom_desktop.domain.reunions import Decision, Reunion, ReunionPoint, ReunionPresence
from cpom_desktop.domain.tasks import Task, TaskLink
from cpom_desktop.domain.valeurs import (
    Correspondance,
    Explication,
    IndicateurPropre,
    Repere,
    Valeur,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

RECORDS: Mapping[str, type] = {
    "dossier": Dossier,
    "etablissement": Etablissement,
    "capacites": Capacite,
    "acteurs": Acteur,
    "tasks": Task,
    "task_links": TaskLink,
    "fermetures": Fermeture,
    "delais_reunion": DelaiReunion,
    "plans_reference": PlanReference,
    "plans_reference_taches": PlanReferenceTache,
    "echeances": Echeance,
    "raci_roles": RaciRole,
    "raci_activites": RaciActivite,
    "raci_cases": RaciCase,
    "constats": Constat,
    "axes": Axe,
    "objectifs": Objectif,
    "fiches_action": FicheAction,
    "etapes": Etape,
    "moyens": Moyen,
    "financements": Financement,
    "indicateurs": Indicateur,
    "cibles_indicateurs": CibleIndicateur,
    "fiches_indicateurs": FicheIndicateur,
    "fiches_constats": FicheConstat,
    "objectifs_constats": ObjectifConstat,
    "fiches_origines": FicheOrigine,
    "realisations": Realisation,
    "interlocuteurs": Interlocuteur,
    "raci_taches": RaciTache,
    "instances": Instance,
    "instances_membres": InstanceMembre,
    "reunions": Reunion,
    "reunions_points": ReunionPoint,
    "reunions_presences": ReunionPresence,
    "decisions": Decision,
    "fiches_versions": FicheVersion,
    "echanges": Echange,
    "echanges_personnes": EchangePersonne,
    "envois": Envoi,
    "pieces": Piece,
    "fichiers": Fichier,
    "dossiers_nommes": DossierNomme,
    "dossiers_parties": DossierPartie,
    "controles": Controle,
    "rubriques": Rubrique,
    "valeurs": Valeur,
    "indicateurs_propres": IndicateurPropre,
    "reperes": Repere,
    "explications": Explication,
    "correspondances": Correspondance,
    "criteres_propres": CriterePropre,
    "constats_indicateurs": ConstatIndicateur,
    "constats_pieces": ConstatPiece,
    "syntheses": Synthese,
    "cotations_has": CotationHas,
    "anomalies_assumees": AnomalieAssumee,
    "confidentialite": Confidentialite,
    "effacements": Effacement,
    "packs_integres": PackIntegre,
}
"""Table of the file → its record, parents before children. Names are public."""

SINGLE = frozenset({"dossier", "etablissement"})
"""Tables of one row, always id 1."""

LASTING = frozenset({"effacements"})
"""Tables that no going back to a version changes."""

Record = (
    Dossier
    | Etablissement
    | Capacite
    | Acteur
    | Task
    | TaskLink
    | Fermeture
    | DelaiReunion
    | PlanReference
    | PlanReferenceTache
    | Echeance
    | RaciRole
    | RaciActivite
    | RaciCase
    | Constat
    | Axe
    | Objectif
    | FicheAction
    | Etape
    | Moyen
    | Financement
    | Indicateur
    | CibleIndicateur
    | FicheIndicateur
    | FicheConstat
    | ObjectifConstat
    | FicheOrigine
    | Realisation
    | FicheVersion
    | Interlocuteur
    | RaciTache
    | Instance
    | InstanceMembre
    | Reunion
    | ReunionPoint
    | ReunionPresence
    | Decision
    | Echange
    | EchangePersonne
    | Envoi
    | Piece
    | Fichier
    | DossierNomme
    | DossierPartie
    | Controle
    | Rubrique
    | Valeur
    | IndicateurPropre
    | Repere
    | Explication
    | Correspondance
    | CriterePropre
    | ConstatIndicateur
    | ConstatPiece
    | Synthese
    | CotationHas
    | AnomalieAssumee
    | Confidentialite
    | Effacement
    | PackIntegre
)


@dataclass(frozen=True)
class DossierSnapshot:
    """Every record of a dossier at one moment, ordered by `ordre` then id."""

    dossier: Dossier = Dossier()
    etablissement: Etablissement = Etablissement()
    capacites: tuple[Capacite, ...] = ()
    acteurs: tuple[Acteur, ...] = ()
    tasks: tuple[Task, ...] = ()
    task_links: tuple[TaskLink, ...] = ()
    fermetures: tuple[Fermeture, ...] = ()
    delais_reunion: tuple[DelaiReunion, ...] = ()
    plans_reference: tuple[PlanReference, ...] = ()
    plans_reference_taches: tuple[PlanReferenceTache, ...] = ()
    echeances: tuple[Echeance, ...] = ()
    raci_roles: tuple[RaciRole, ...] = ()
    raci_activites: tuple[RaciActivite, ...] = ()
    raci_cases: tuple[RaciCase, ...] = ()
    constats: tuple[Constat, ...] = ()
    axes: tuple[Axe, ...] = ()
    objectifs: tuple[Objectif, ...] = ()
    fiches_action: tuple[FicheAction, ...] = ()
    etapes: tuple[Etape, ...] = ()
    moyens: tuple[Moyen, ...] = ()
    financements: tuple[Financement, ...] = ()
    indicateurs: tuple[Indicateur, ...] = ()
    cibles_indicateurs: tuple[CibleIndicateur, ...] = ()
    fiches_indicateurs: tuple[FicheIndicateur, ...] = ()
    fiches_constats: tuple[FicheConstat, ...] = ()
    objectifs_constats: tuple[ObjectifConstat, ...] = ()
    fiches_origines: tuple[FicheOrigine, ...] = ()
    realisations: tuple[Realisation, ...] = ()
    fiches_versions: tuple[FicheVersion, ...] = ()
    interlocuteurs: tuple[Interlocuteur, ...] = ()
    raci_taches: tuple[RaciTache, ...] = ()
    instances: tuple[Instance, ...] = ()
    instances_membres: tuple[InstanceMembre, ...] = ()
    reunions: tuple[Reunion, ...] = ()
    reunions_points: tuple[ReunionPoint, ...] = ()
    reunions_presences: tuple[ReunionPresence, ...] = ()
    decisions: tuple[Decision, ...] = ()
    echanges: tuple[Echange, ...] = ()
    echanges_personnes: tuple[EchangePersonne, ...] = ()
    envois: tuple[Envoi, ...] = ()
    pieces: tuple[Piece, ...] = ()
    fichiers: tuple[Fichier, ...] = ()
    dossiers_nommes: tuple[DossierNomme, ...] = ()
    dossiers_parties: tuple[DossierPartie, ...] = ()
    controles: tuple[Controle, ...] = ()
    rubriques: tuple[Rubrique, ...] = ()
    valeurs: tuple[Valeur, ...] = ()
    indicateurs_propres: tuple[IndicateurPropre, ...] = ()
    reperes: tuple[Repere, ...] = ()
    explications: tuple[Explication, ...] = ()
    correspondances: tuple[Correspondance, ...] = ()
    criteres_propres: tuple[CriterePropre, ...] = ()
    constats_indicateurs: tuple[ConstatIndicateur, ...] = ()
    constats_pieces: tuple[ConstatPiece, ...] = ()
    syntheses: tuple[Synthese, ...] = ()
    cotations_has: tuple[CotationHas, ...] = ()
    anomalies_assumees: tuple[AnomalieAssumee, ...] = ()
    confidentialite: tuple[Confidentialite, ...] = ()
    effacements: tuple[Effacement, ...] = ()
    packs_integres: tuple[PackIntegre, ...] = ()

    @cached_property
    def reckoned(self) -> dict[object, Any]:
        """What `queries.once` has reckoned of this very snapshot; another one begins empty."""
        return {}

    @cached_property
    def kept(self) -> dict[object, tuple[frozenset[str], Any]]:
        """What `queries.once.kept` has reckoned, and the tables that it reads.

        Another snapshot keeps what reads none of the tables that changed.
        """
        return {}

    @cached_property
    def acteurs_by_id(self) -> Mapping[int, Acteur]:
        """Stakeholders by id."""
        return {acteur.id: acteur for acteur in self.acteurs}

    @cached_property
    def cells(self) -> Cells:
        """The cells of the RACI matrix."""
        return cells_of(self.raci_cases)

    @cached_property
    def constats_by_critere(self) -> Mapping[str, Constat]:
        """Findings of the diagnosis by slug of criterion."""
        return constats_by_critere(self.constats)

    def refreshed(
        self, tables: Iterable[str], load: Callable[[str], tuple[Any, ...]]
    ) -> DossierSnapshot:
        """Return this snapshot with `tables` read again through `load`."""
        fresh: dict[str, Any] = {table: value_of(table, load(table)) for table in tables}
        found = replace(self, **fresh)
        found.kept.update(
            {key: said for key, said in self.kept.items() if said[0].isdisjoint(fresh)}
        )
        return found


def value_of(table: str, rows: tuple[Any, ...]) -> object:
    """Return what a snapshot keeps of a table: its rows, or its only row."""
    if table not in SINGLE:
        return rows
    return rows[0] if rows else RECORDS[table]()
