"""Labels of the dossiers of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLES: Mapping[str, str] = {"dossiers_nommes": "le dossier de documents"}

FIELDS: Mapping[str, Mapping[str, str]] = {
    "dossiers_nommes": {
        "nom": "Nom du dossier",
        "mention": "Mention",
        "classe": "Diffusion",
        "papier": "Papier",
        "noir_et_blanc": "Noir et blanc",
        "couverture": "Page de couverture",
        "sommaire": "Sommaire",
        "logo": "Logo de l'établissement",
        "noms": "Noms des personnes",
        "sources": "Sources",
    },
}
