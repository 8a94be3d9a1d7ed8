"""What a text may hold and should not, or may not print: a doubt is told, never refused.

Source: reliability §7.3, rows 54, 55, 67 and 68, and §3.3 (minimisation). Nothing is logged.
"""

from __future__ import annotations

import re
from enum import StrEnum

_SYMBOLS = "[\U0001f000-\U0010ffff\ufe0f\u200d]"
"""Pictures, and the signs that join or colour them: no printed font of ours has them."""
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]"
"""Hebrew, Arabic and their neighbours."""
_SEP = r"[ .\u00a0\u202f-]?"
_NIR = (
    rf"(?<![\d])([123478]){_SEP}(\d\d){_SEP}(\d\d){_SEP}(\d\d|2[ABab]){_SEP}(\d{_SEP}\d\d){_SEP}(\d\d\d)"
    rf"(?:{_SEP}(\d\d))?(?!\d)"
)
_NAMED = (
    r"\b(?:M\.|MM\.|Mme|Mmes|Mlle|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|[Rr]ésidente?|[Rr]ésident)\s+"
    r"[A-ZÀ-Ý][\w’'.-]*(?:\s+[A-ZÀ-Ý][\w’'-]+)?"
)
_ILL = (
    r"(?:(?:est|était|serait|a été|être)\s+(?:\w+\s+){0,2}?"
    r"(?:atteinte?|malade|dément|démente|dépressi(?:f|ve)|incontinente?|grabataire|séropositi(?:f|ve)"
    r"|diabétique|alcoolique|épileptique|hospitalisée?|diagnostiquée?|enceinte|en arrêt)\b"
    r"|souffr(?:e|ait)\s+d|(?:a|avait)\s+(?:un cancer|la maladie|fait un AVC|une démence)"
    r")"
)
_HEALTH = rf"{_NAMED}\s+(?:\w+\s+){{0,3}}?{_ILL}"
_OF_SOMEONE = (
    r"\b(?:[Pp]athologies?|[Dd]iagnostic|[Mm]aladie|[Gg]rossesse|GIR)"
    rf"\s+(?:de|d’|d')\s*(?:la\s+)?{_NAMED}"
)

_ILLNESS = (
    r"(?i:\b(?:atteinte? d|souffr\w+ d|hospitalisée? pour|traitée? pour|alzheimer|parkinson|cancer"
    r"|démen(?:ce|te?)|dépressi\w+|diabéti\w+|alcooli\w+|séropositi\w+|schizophrén\w+))"
)
"""Told of nobody, it is ordinary here; in one sentence with a name, it is not."""
_SENTENCES = re.compile(r"(?<=[a-zà-ÿ0-9)»][.!?…])\s+(?=[A-ZÀ-Þ«])|\n")


class DouteTexte(StrEnum):
    """What is to be told of a text."""

    NIR = "texte-nir"
    SANTE = "texte-sante"
    SYMBOLE = "texte-symbole"
    DROITE_A_GAUCHE = "texte-droite-a-gauche"


def doubt_of(text: str) -> DouteTexte | None:
    """Return the gravest doubt about a text; None when there is none."""
    if holds_nir(text):
        return DouteTexte.NIR
    if names_health(text):
        return DouteTexte.SANTE
    if re.search(_SYMBOLS, text):
        return DouteTexte.SYMBOLE
    if re.search(_RIGHT_TO_LEFT, text):
        return DouteTexte.DROITE_A_GAUCHE
    return None


def holds_nir(text: str) -> bool:
    """Tell whether a text holds a social security number: its key says so, or its grouping."""
    return any(_is_nir(found) for found in re.finditer(_NIR, text))


def _is_nir(found: re.Match[str]) -> bool:
    sexe, annee, mois, departement, commune, ordre, cle = found.groups()
    commune = re.sub(r"\D", "", commune)  # overseas the department has three figures: 974 10
    if not _is_month(int(mois)) or commune == ordre == "000":
        return False
    if cle is None:
        return sexe in "12" and found[0][1:2] in " .\u00a0\u202f-" and int(mois) <= 12
    digits = sexe + annee + mois + _department(departement) + commune + ordre
    return 97 - int(digits) % 97 == int(cle)


def _is_month(month: int) -> bool:
    """Tell whether a month is one of the calendar, or of those that stand for an unknown one."""
    return 1 <= month <= 12 or 20 <= month <= 42 or month >= 50


def _department(code: str) -> str:
    """Return the two digits that stand for Corsica in the key (2A: 19, 2B: 18)."""
    return {"2A": "19", "2B": "18"}.get(code.upper(), code)


def names_health(text: str) -> bool:
    """Tell whether a text says of somebody by name how their health is."""
    if re.search(_HEALTH, text) or re.search(_OF_SOMEONE, text):
        return True
    told = _SENTENCES.split(text)
    return any(re.search(_NAMED, one) and re.search(_ILLNESS, one) for one in told)
