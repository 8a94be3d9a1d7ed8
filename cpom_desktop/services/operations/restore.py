"""Going back: one value of one field, as the operation of its table would write it.

Not public operations: they come from the history and from the corbeille, never from a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from cpom_desktop.domain.diagnostic import Constat
from cpom_desktop.domain.dossier import Capacite
from cpom_desktop.domain.valeurs import Explication, Valeur
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.labels import FIELDS, label
from cpom_desktop.services.operations.acteurs import UpdateActeur
from cpom_desktop.services.operations.base import Context, Operation
from cpom_desktop.services.operations.controles import UpdateControle, UpdateRubrique
from cpom_desktop.services.operations.decisions import UpdateDecision
from cpom_desktop.services.operations.diagnostic import UpdateConstat
from cpom_desktop.services.operations.donnees import (
    SetExplication,
    UpdateIndicateurPropre,
    UpdateRepere,
    UpdateValeur,
)
from cpom_desktop.services.operations.dossier import (
    UpdateCapacite,
    UpdateDossier,
    UpdateEtablissement,
)
from cpom_desktop.services.operations.dossiers_nommes import UpdateDossierNomme
from cpom_desktop.services.operations.echanges import (
    UpdateEchange,
    UpdateEnvoi,
    UpdateInterlocuteur,
)
from cpom_desktop.services.operations.echeances import UpdateEcheance
from cpom_desktop.services.operations.fiches_action import (
    UpdateEtape,
    UpdateFicheAction,
    UpdateFicheVersion,
)
from cpom_desktop.services.operations.indicateurs import (
    SetCible,
    SetRealisation,
    UpdateIndicateur,
)
from cpom_desktop.services.operations.instances import UpdateInstance, UpdateMembre
from cpom_desktop.services.operations.moyens import UpdateFinancement, UpdateMoyen
from cpom_desktop.services.operations.objectifs import UpdateAxe, UpdateObjectif
from cpom_desktop.services.operations.pieces import UpdatePiece
from cpom_desktop.services.operations.planification import UpdateDelaiReunion, UpdateFermeture
from cpom_desktop.services.operations.planning import UpdateTask
from cpom_desktop.services.operations.plans_reference import UpdatePlanReference
from cpom_desktop.services.operations.presences import UpdatePresence
from cpom_desktop.services.operations.raci import UpdateRaciActivite, UpdateRaciRole
from cpom_desktop.services.operations.reunions import UpdatePoint, UpdateReunion
from cpom_desktop.services.operations.synthese import UpdateCotationHas, UpdateCritere
from cpom_desktop.services.snapshot import RECORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.domain.objectifs import CibleIndicateur, Realisation
    from cpom_desktop.services.ports import Records

UPDATES: Mapping[str, type[Operation]] = {
    "dossier": UpdateDossier,
    "etablissement": UpdateEtablissement,
    "capacites": UpdateCapacite,
    "acteurs": UpdateActeur,
    "tasks": UpdateTask,
    "fermetures": UpdateFermeture,
    "delais_reunion": UpdateDelaiReunion,
    "plans_reference": UpdatePlanReference,
    "echeances": UpdateEcheance,
    "raci_roles": UpdateRaciRole,
    "raci_activites": UpdateRaciActivite,
    "constats": UpdateConstat,
    "axes": UpdateAxe,
    "objectifs": UpdateObjectif,
    "fiches_action": UpdateFicheAction,
    "etapes": UpdateEtape,
    "moyens": UpdateMoyen,
    "financements": UpdateFinancement,
    "indicateurs": UpdateIndicateur,
    "cibles_indicateurs": SetCible,
    "fiches_versions": UpdateFicheVersion,
    "realisations": SetRealisation,
    "valeurs": UpdateValeur,
    "indicateurs_propres": UpdateIndicateurPropre,
    "reperes": UpdateRepere,
    "explications": SetExplication,
    "criteres_propres": UpdateCritere,
    "cotations_has": UpdateCotationHas,
    "interlocuteurs": UpdateInterlocuteur,
    "instances": UpdateInstance,
    "instances_membres": UpdateMembre,
    "reunions": UpdateReunion,
    "reunions_points": UpdatePoint,
    "reunions_presences": UpdatePresence,
    "decisions": UpdateDecision,
    "echanges": UpdateEchange,
    "envois": UpdateEnvoi,
    "pieces": UpdatePiece,
    "dossiers_nommes": UpdateDossierNomme,
    "controles": UpdateControle,
    "rubriques": UpdateRubrique,
}
"""Table → the operation that writes one of its fields."""


def may_be_restored(table: str, field: str) -> bool:
    """Tell whether an operation writes this field, which is then one that she sees."""
    known = field in FIELDS.get(table, {})
    return known and table in UPDATES and field in UPDATES[table].__struct_fields__


class RestoreValue(Operation, frozen=True):
    """Give one field a value that it had, every rule of its table kept.

    `valeur` is typed as in its record.
    """

    table: str
    id: int
    champ: str
    valeur: Any

    def title(self) -> str:
        """Return its title."""
        return _("revenir à une valeur de « {champ} »", champ=label(self.table, self.champ))

    def apply(self, records: Records, context: Context) -> None:
        """Write it.

        Raises:
            RegleInvalide: `introuvable`, the row or what the value names is gone;
                `valeur-ancienne`, it can no longer be one; or what the table refuses.
        """
        if getattr(records.get(RECORDS[self.table], self.id), self.champ) == self.valeur:
            return
        kind = UPDATES[self.table]
        values = {**_key(records, self.table, self.id), self.champ: self.valeur}
        try:
            update = msgspec.convert(msgspec.to_builtins(values), type=kind)
        except msgspec.ValidationError as error:
            raise RegleInvalide("valeur-ancienne") from error
        update.apply(records, context)


def _key(records: Records, table: str, record_id: int) -> dict[str, object]:
    """Return what points at a row in the operation of its table."""
    match table:
        case "dossier" | "etablissement":
            return {}
        case "capacites":
            return {"type": records.get(Capacite, record_id).type}
        case "constats":
            return {"critere": records.get(Constat, record_id).critere}
        case "explications":
            return {"indicateur": records.get(Explication, record_id).indicateur}
        case "valeurs":
            valeur = records.get(Valeur, record_id)
            return {"donnee": valeur.donnee, "annee": valeur.annee}
        case "cibles_indicateurs" | "realisations":
            row: CibleIndicateur | Realisation = records.get(RECORDS[table], record_id)
            return {"indicateur_id": row.indicateur_id, "annee": row.annee}
        case _:
            return {"id": record_id}
