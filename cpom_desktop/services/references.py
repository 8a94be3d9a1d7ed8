"""Which record names which: the links of the schema, as data for what reads it without SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Reference(NamedTuple):
    """What a field names; `cascades`: the row goes when what it names goes, else is emptied."""

    table: str
    cascades: bool


_ACTEUR = Reference("acteurs", cascades=False)
_FICHE = Reference("fiches_action", cascades=True)
_INDICATEUR = Reference("indicateurs", cascades=True)
_TASK = Reference("tasks", cascades=True)
_TASK_NAMED = Reference("tasks", cascades=False)
_OF_ACTEUR = Reference("acteurs", cascades=True)
_ACTIVITE = Reference("raci_activites", cascades=True)
_REUNION = Reference("reunions", cascades=True)
_REUNION_NAMED = Reference("reunions", cascades=False)
_ECHANGE = Reference("echanges", cascades=True)

REFERENCES: Mapping[str, Mapping[str, Reference]] = {
    "tasks": {"acteur_id": _ACTEUR},
    "task_links": {"task_id": _TASK, "predecessor_id": _TASK},
    "plans_reference": {"task_id": _TASK_NAMED},
    "plans_reference_taches": {"reference_id": Reference("plans_reference", cascades=True)},
    "echeances": {"acteur_id": _ACTEUR},
    "raci_roles": {"acteur_id": _ACTEUR},
    "raci_cases": {
        "activite_id": _ACTIVITE,
        "role_id": Reference("raci_roles", cascades=True),
    },
    "objectifs": {
        "axe_id": Reference("axes", cascades=True),
        "strategique_id": Reference("objectifs", cascades=True),
    },
    "fiches_action": {
        "objectif_id": Reference("objectifs", cascades=False),
        "responsable_id": _ACTEUR,
        "suppleant_id": _ACTEUR,
    },
    "etapes": {"fiche_id": _FICHE, "responsable_id": _ACTEUR},
    "moyens": {"fiche_id": _FICHE},
    "financements": {"fiche_id": _FICHE},
    "cibles_indicateurs": {"indicateur_id": _INDICATEUR},
    "fiches_indicateurs": {"fiche_id": _FICHE, "indicateur_id": _INDICATEUR},
    "fiches_constats": {"fiche_id": _FICHE},
    "fiches_origines": {"fiche_id": _FICHE},
    "fiches_versions": {"fiche_id": _FICHE, "reunion_id": _REUNION_NAMED},
    "objectifs_constats": {"objectif_id": Reference("objectifs", cascades=True)},
    "indicateurs": {"responsable_id": _ACTEUR},
    "realisations": {"indicateur_id": _INDICATEUR},
    "dossiers_parties": {"dossier_id": Reference("dossiers_nommes", cascades=True)},
    "interlocuteurs": {"acteur_id": _OF_ACTEUR},
    "raci_taches": {"activite_id": _ACTIVITE, "task_id": _TASK},
    "instances": {"president_id": _ACTEUR, "secretaire_id": _ACTEUR},
    "instances_membres": {
        "instance_id": Reference("instances", cascades=True),
        "acteur_id": _OF_ACTEUR,
        "suppleant_id": _ACTEUR,
    },
    "reunions": {"instance_id": Reference("instances", cascades=False), "task_id": _TASK_NAMED},
    "reunions_points": {"reunion_id": _REUNION, "rapporteur_id": _ACTEUR},
    "reunions_presences": {"reunion_id": _REUNION, "acteur_id": _ACTEUR},
    "decisions": {
        "reunion_id": _REUNION,
        "point_id": Reference("reunions_points", cascades=False),
        "responsable_id": _ACTEUR,
        "task_id": _TASK_NAMED,
        "fiche_id": Reference("fiches_action", cascades=False),
    },
    "echanges": {
        "task_id": _TASK_NAMED,
        "repond_a_id": Reference("echanges", cascades=False),
        "reunion_id": _REUNION_NAMED,
    },
    "echanges_personnes": {"echange_id": _ECHANGE, "acteur_id": _ACTEUR},
    "envois": {"echange_id": _ECHANGE},
    "pieces": {"detenteur_id": _ACTEUR},
    "fichiers": {
        "piece_id": Reference("pieces", cascades=True),
        "echange_id": _ECHANGE,
        "reunion_id": _REUNION,
    },
    "explications": {"fiche_id": Reference("fiches_action", cascades=False)},
    "constats": {"acteur_id": _ACTEUR},
    "constats_pieces": {"piece_id": Reference("pieces", cascades=True)},
    "controles": {"acteur_id": _ACTEUR},
}
"""Table → field → what it names; the same as the schema declares (a test compares them)."""


def references_of(table: str) -> Mapping[str, Reference]:
    """Return the fields of a table that name a record."""
    return REFERENCES.get(table, {})
