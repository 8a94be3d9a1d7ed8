"""Public names of blocks and of their parts in JSON: French slugs, never renamed.

A block or a field added to `reports.blocks` gets its name here and its line in docs/formats.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cpom_desktop.charts import scene
from cpom_desktop.reports import blocks

if TYPE_CHECKING:
    from collections.abc import Mapping

    Names = tuple[str, dict[str, str]]

_ALIGN: Final = {"left": "gauche", "right": "droite", "center": "centre"}
_TONE: Final = {"info": "information", "attention": "attention"}
_ROW: Final = {"body": "courante", "group": "groupe", "total": "total"}
_SHAPES: Final = {"solid": "plein", "thick": "epais", "thin": "fin", "bare": "nu"}
_ANCHOR: Final = {"start": "debut", "middle": "milieu", "end": "fin"}

_TEXTS: Mapping[type, Names] = {
    blocks.Heading: ("titre", {"text": "texte", "level": "niveau", "anchor": "repere"}),
    blocks.Paragraph: ("paragraphe", {"text": "texte", "small": "petit"}),
    blocks.Stressed: ("phrase", {"parts": "morceaux", "keeps": "lie_au_suivant"}),
    blocks.BulletList: ("liste", {"items": "elements"}),
    blocks.KeyValues: ("reperes", {"rows": "lignes", "boxed": "encadre"}),
    blocks.Callout: ("encadre", {"title": "titre", "text": "texte", "tone": "ton"}),
    blocks.Contents: ("sommaire", {"title": "titre"}),
    blocks.Pages: ("renvois", {"lead": "debut", "parts": "parties", "otherwise": "sinon"}),
    blocks.PageBreak: (
        "saut_de_page",
        {"landscape": "paysage", "large": "a3", "form": "formulaire"},
    ),
    blocks.Fitted: ("au_choix", {"at_ease": "au_large", "tight": "serre"}),
}
_TABLES: Mapping[type, Names] = {
    blocks.Table: (
        "tableau",
        {
            "columns": "colonnes",
            "rows": "lignes",
            "caption": "legende",
            "row_header": "entete_de_ligne",
            "dense": "dense",
            "packed": "tasse",
            "by_hand": "a_la_main",
            "row_mm": "hauteur_mm",
        },
    ),
    blocks.Column: ("colonne", {"header": "entete", "width": "largeur", "align": "alignement"}),
    blocks.Row: ("ligne", {"cells": "cellules", "kind": "nature"}),
    blocks.Cell: (
        "cellule",
        {"content": "contenu", "bold": "gras", "anchor": "repere", "target": "vers"},
    ),
    blocks.Badge: (
        "marque",
        {"letters": "lettres", "shapes": "formes", "spoken": "dit", "beside": "a_cote"},
    ),
    blocks.Legend: ("legende", {"entries": "marques"}),
}
_LETTERS: Mapping[type, Names] = {
    blocks.Signatures: ("signatures", {"people": "personnes"}),
    blocks.Letterhead: (
        "entete_de_lettre",
        {
            "sender": "expediteur",
            "recipient": "destinataire",
            "dateline": "lieu_et_date",
            "logo": "logo",
        },
    ),
    blocks.Closing: ("signature_de_lettre", {"quality": "qualite", "name": "nom"}),
    blocks.Slip: ("talon", {"title": "titre", "note": "note", "rows": "lignes"}),
    blocks.Blank: (
        "a_remplir",
        {"text": "texte", "box": "case", "line": "pointilles", "share": "part"},
    ),
    blocks.Cover: (
        "couverture",
        {
            "sender": "expediteur",
            "surtitle": "surtitre",
            "title": "titre",
            "subtitles": "sous_titres",
            "parties": "parties",
            "footer": "pied",
            "logo": "logo",
        },
    ),
    blocks.Logo: ("logo", {"data": "image", "alt": "texte_de_remplacement"}),
    blocks.Party: ("partie", {"heading": "titre", "lines": "lignes"}),
}
_PICTURES: Mapping[type, Names] = {
    blocks.Figure: ("figure", {"scene": "dessin", "alt": "texte_de_remplacement"}),
    scene.Scene: (
        "dessin",
        {"width": "largeur_mm", "height": "hauteur_mm", "items": "traces"},
    ),
    scene.Rect: (
        "rectangle",
        {
            "x": "x",
            "y": "y",
            "width": "largeur",
            "height": "hauteur",
            "style": "style",
            "radius": "rayon",
            "ref": "objet",
        },
    ),
    scene.Polyline: ("trait", {"points": "points", "style": "style", "ref": "objet"}),
    scene.Diamond: (
        "losange",
        {"cx": "x", "cy": "y", "radius": "rayon", "style": "style", "ref": "objet"},
    ),
    scene.Text: (
        "texte",
        {
            "x": "x",
            "y": "y",
            "text": "texte",
            "style": "style",
            "size": "taille",
            "anchor": "ancre",
            "bold": "gras",
            "ref": "objet",
        },
    ),
}
_DOCUMENT: Mapping[type, Names] = {
    blocks.Document: (
        "document",
        {
            "slug": "nom",
            "title": "titre",
            "running_head": "dossier",
            "edition": "edition",
            "author": "auteur",
            "blocks": "blocs",
            "watermark": "mention",
            "grey": "noir_et_blanc",
            "diffusion": "diffusion",
        },
    ),
}
KINDS: Final[Mapping[type, Names]] = {**_TEXTS, **_TABLES, **_LETTERS, **_PICTURES, **_DOCUMENT}
"""Class → its slug, and the key of each of its fields."""
VALUES: Final[Mapping[tuple[type, str], Mapping[Any, str]]] = {
    (blocks.Column, "align"): _ALIGN,
    (blocks.Callout, "tone"): _TONE,
    (blocks.Row, "kind"): _ROW,
    (blocks.Badge, "shapes"): _SHAPES,
    (scene.Text, "anchor"): _ANCHOR,
}
"""Fields whose values are words: each word and its public name."""
FILES: Final = frozenset({(blocks.Logo, "data")})
"""Fields that hold a whole file, written in base 64."""
