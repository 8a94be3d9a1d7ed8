"""Labels of the figures and of what surrounds the answers of the diagnosis."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLES: Mapping[str, str] = {
    "valeurs": "la donnée",
    "indicateurs_propres": "l'indicateur",
    "reperes": "le repère",
    "explications": "l'explication",
    "criteres_propres": "le critère",
    "cotations_has": "le critère HAS",
}

FIELDS: Mapping[str, Mapping[str, str]] = {
    "valeurs": {
        "valeur": "Valeur",
        "source": "Source",
        "date_source": "Date de la source",
        "commentaire": "Commentaire",
        "confirmee": "Confirmée",
    },
    "indicateurs_propres": {
        "libelle": "Indicateur",
        "groupe": "Groupe",
        "numerateur": "Numérateur",
        "denominateur": "Dénominateur",
        "unite": "Unité",
        "decimales": "Décimales",
        "polarite": "Sens favorable",
        "source": "Source",
    },
    "reperes": {
        "valeur": "Repère",
        "annee": "Année",
        "champ": "Champ",
        "source": "Source",
    },
    "explications": {
        "question": "Ce que l'agent demandera",
        "texte": "Votre explication",
        "action": "Ce que vous proposez",
        "fiche_id": "Fiche action",
        "preuve": "Preuve",
    },
    "criteres_propres": {
        "theme": "Thème",
        "titre": "Critère",
        "question": "Question",
        "preuve": "Preuve attendue",
    },
    "cotations_has": {
        "libelle": "Critère HAS",
        "theme": "Thème HAS",
        "cotation": "Cotation HAS",
        "imperatif": "Impératif",
        "commentaire": "Commentaire",
    },
}
"""Table → field → label."""

LONG_TEXTS = frozenset(
    {
        ("valeurs", "commentaire"),
        ("explications", "texte"),
        ("explications", "question"),
        ("explications", "action"),
        ("criteres_propres", "question"),
        ("criteres_propres", "preuve"),
        ("syntheses", "texte"),
        ("syntheses", "base"),
        ("confidentialite", "texte"),
        ("correspondances", "colonnes"),
        ("correspondances", "signature"),
        ("cotations_has", "libelle"),
        ("cotations_has", "commentaire"),
    }
)
"""Fields that take several lines."""
