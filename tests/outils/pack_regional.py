"""The file of a region, whole or spoiled, as a region would write it."""

from __future__ import annotations

import io
import zipfile

INFO = """id = "ars-exemple"
version = "2"
date = 2027-03-03
title = "Grille de l'ARS Exemple"
mention = "Transmise le 3 mars 2027."
"""
SOURCES = """[[sources]]
cle = "ars-exemple-grille"
titre = "ARS Exemple, grille de diagnostic 2027"
reference = "Courrier du 3 mars 2027"
vu = "Grille entière"
"""
COTATIONS = "".join(
    f"""[[cotations]]
slug = "{slug}"
libelle = "{libelle}"
court = "{court}"
touche = "{touche}"

"""
    for slug, libelle, court, touche in (
        ("absent", "Rien", "1", "1"),
        ("partiel", "Un peu", "2", "2"),
        ("en_place", "Bien", "3", "3"),
        ("maitrise", "Très bien", "4", "4"),
        ("non_concerne", "Non concerné", "NC", "N"),
        ("a_rechercher", "À rechercher", "RI", "R"),
    )
)
GRILLE = f"""mention = "Grille demandée par l'ARS Exemple."

[defauts]
source = "ars-exemple-grille"
confiance = "vu"
verifie_le = 2027-03-03

{COTATIONS}
[[themes_has]]
code = "H1"
libelle = "Bientraitance et éthique"

[[themes]]
slug = "a"
lettre = "A"
titre = "Autorisations"
court = "Autorisations"
purpose = "Dites où en sont vos autorisations."

[[themes]]
slug = "attractivite"
lettre = "B"
titre = "Attractivité des métiers"
court = "Attractivité"
purpose = "Dites ce qui attire et retient."

[[criteres]]
slug = "dg-a01"
repere = "R-01"
theme = "a"
sous_theme = "Autorisation"
titre = "autorisation et capacité"
question = "L'autorisation est-elle en cours de validité ?"
preuve = "Arrêté."
echelle = "maitrise"

[[criteres]]
slug = "r-postes"
repere = "R-02"
theme = "attractivite"
sous_theme = "Recrutement"
titre = "postes vacants"
question = "Combien de postes sont vacants depuis plus de trois mois ?"
preuve = "Tableau des emplois."
echelle = "nombre"
has = "H1"

[[exemples]]
theme = "attractivite"
nature = "force"
texte = "Aucun poste vacant"
"""

OBJECTIFS = """mention = "Objectifs demandés par l'ARS Exemple."
maximum = 2

[defauts]
source = "ars-exemple-grille"
confiance = "vu"
verifie_le = 2027-03-03

[[axes]]
slug = "priorites-regionales"
libelle = "Priorités de la région"
court = "Région"

[[objectifs]]
slug = "r-dependance"
repere = "R-01"
axe = "priorites-regionales"
strategique = "Prévenir la perte d'autonomie"
libelle = "Repérer la perte d'autonomie de chaque résident"
domaine = "qualite"
criteres = ["dg-d01"]
obligatoire = true

[objectifs.indicateur]
libelle = "Part des résidents évalués deux fois l'an"
type = "processus"
polarite = "hausse"

[objectifs.fiche]
titre = "Évaluer deux fois l'an"
etapes = [{ libelle = "Choisir l'outil" }]

[[objectifs]]
slug = "r-numerique"
repere = "R-02"
axe = "organisation-efficiente"
strategique = "Moderniser"
libelle = "Partager le dossier de liaison d'urgence"
voisins = ["r-dependance", "ob-101"]

[objectifs.indicateur]
libelle = "Part des résidents dont le dossier de liaison est à jour"
type = "processus"
"""


def objectives(texte=OBJECTIFS, **changed):
    """Return the texts of a pack that has objectives and no grid."""
    return files(grille=None, objectifs=texte, **changed)


def files(**changed):
    """Return the texts of a pack; `grille`, `pack`, `sources` replace one, None leaves it out."""
    texts = {"pack.toml": INFO, "grille.toml": GRILLE, "sources.toml": SOURCES}
    texts |= {f"{name}.toml": text for name, text in changed.items()}
    return {name: text for name, text in texts.items() if text is not None}


def packed(texts, compression=zipfile.ZIP_DEFLATED):
    """Return the bytes of the file that holds these texts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return buffer.getvalue()
