"""Everything that may be found, one line a kind; equals are shown in this order.

A kind is a small function that lists its entries, declared with the tables it reads.
"""

from __future__ import annotations

from cpom_desktop.services.queries.donnees import TABLES as FIGURES
from cpom_desktop.services.queries.dossiers_nommes import TABLES as COMPOSED
from cpom_desktop.services.queries.echeancier_lignes import TABLES as DATED
from cpom_desktop.services.queries.recherche.aide import avis, glossary, guides
from cpom_desktop.services.queries.recherche.donnees import (
    indicateurs_chiffres,
    nombres_de_base,
)
from cpom_desktop.services.queries.recherche.dossier import (
    acteurs,
    capacites,
    contract,
    documents,
    establishment,
    pages,
    versions,
)
from cpom_desktop.services.queries.recherche.entries import PACKS, VERSIONS, Group, Kind
from cpom_desktop.services.queries.recherche.objectifs import (
    axes,
    bibliotheque,
    etapes,
    fiches_action,
    financements,
    indicateurs,
    moyens,
    objectifs,
)
from cpom_desktop.services.queries.recherche.relations import (
    controles,
    decisions,
    echanges,
    instances,
    interlocuteurs,
    pieces,
    points,
    reunions,
    rubriques,
)
from cpom_desktop.services.queries.recherche.travail import (
    criteres,
    echeances,
    explications,
    raci_activites,
    raci_roles,
    syntheses,
    tasks,
    themes,
)

KINDS = (
    Kind(Group.PAGES, (), pages),
    Kind(Group.PAGES, ("criteres_propres", PACKS), themes),
    Kind(Group.PERSONNES, ("acteurs",), acteurs),
    Kind(Group.PERSONNES, ("interlocuteurs", "acteurs"), interlocuteurs),
    Kind(Group.CHAMPS, ("etablissement", PACKS), establishment),
    Kind(Group.CHAMPS, ("dossier", PACKS), contract),
    Kind(Group.CHAMPS, ("capacites",), capacites),
    Kind(Group.CHAMPS, (*FIGURES, PACKS), indicateurs_chiffres),
    Kind(Group.CHAMPS, (*FIGURES, PACKS), nombres_de_base),
    Kind(Group.CHAMPS, ("constats", "criteres_propres", PACKS), criteres),
    Kind(Group.CHAMPS, ("syntheses",), syntheses),
    Kind(Group.CHAMPS, ("explications", "indicateurs_propres", PACKS), explications),
    Kind(Group.PLAN, ("tasks", "acteurs", "dossier", PACKS), tasks),
    Kind(Group.PLAN, DATED, echeances),
    Kind(
        Group.PLAN,
        ("raci_activites", "raci_roles", "raci_cases", "acteurs", PACKS),
        raci_activites,
    ),
    Kind(Group.PLAN, ("raci_roles", "acteurs"), raci_roles),
    Kind(Group.ACTIONS, ("fiches_action", "acteurs"), fiches_action),
    Kind(Group.ACTIONS, ("axes",), axes),
    Kind(Group.ACTIONS, ("axes", "objectifs"), objectifs),
    Kind(Group.ACTIONS, ("indicateurs", "fiches_indicateurs", "fiches_action"), indicateurs),
    Kind(Group.ACTIONS, ("etapes", "fiches_action", "acteurs"), etapes),
    Kind(Group.ACTIONS, ("moyens", "fiches_action"), moyens),
    Kind(Group.ACTIONS, ("financements", "fiches_action"), financements),
    Kind(Group.RELATIONS, ("instances", "instances_membres", "acteurs"), instances),
    Kind(Group.RELATIONS, ("reunions",), reunions),
    Kind(Group.RELATIONS, ("reunions", "reunions_points"), points),
    Kind(Group.RELATIONS, ("reunions", "decisions", "acteurs"), decisions),
    Kind(Group.RELATIONS, ("echanges", "echanges_personnes", "envois", "acteurs"), echanges),
    Kind(Group.RELATIONS, ("pieces", "fichiers"), pieces),
    Kind(Group.RELATIONS, ("controles",), controles),
    Kind(Group.RELATIONS, ("rubriques",), rubriques),
    Kind(Group.DOCUMENTS, ("fiches_action", *COMPOSED), documents),
    Kind(Group.DOCUMENTS, (VERSIONS,), versions),
    Kind(Group.AIDE, ("objectifs", PACKS), bibliotheque),
    Kind(Group.AIDE, (PACKS,), guides),
    Kind(Group.AIDE, (PACKS,), glossary),
    Kind(Group.AIDE, (PACKS,), avis),
)
"""What may be found."""
