"""What has no place in a dossier of negotiation: a security number, the health of someone named.

Doubts, never refusals: a text is kept as typed. Source: reliability §7.3, rows 67 and 68.
"""

from __future__ import annotations

import re

NIR = "numero-securite-sociale"
SANTE = "sante-nominative"

_GAP = "[ .\u00a0\u202f-]?"
_NIR = re.compile(
    rf"(?<![0-9])[1-478]{_GAP}[0-9]{{2}}{_GAP}(?:0[1-9]|1[0-2]|[2-9][0-9]){_GAP}"
    rf"(?:[0-9]{{2}}|2[AB]){_GAP}[0-9]{{3}}{_GAP}[0-9]{{3}}{_GAP}[0-9]{{2}}(?![0-9])",
    re.IGNORECASE,
)
"""Sex, year, month, department, commune, order, key, as they are written on the card."""
_PERSON = re.compile(
    r"\b(?:M\.|Mr|Mme|Mlle|Monsieur|Madame|Mademoiselle|résidente?)\s+[A-ZÀ-Þ]", re.UNICODE
)
_HEALTH = re.compile(
    r"\b(?:atteinte? d|souffr\w+ d|diagnosti(?:c|qu)\w+ d|hospitalisée? pour|traitée? pour|"
    r"alzheimer|parkinson|cancer|démen(?:ce|te?)|dépressi\w+|diabéti\w+|alcooli\w+|"
    r"séropositi\w+|schizophrén\w+)",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[a-zà-ÿ0-9)»][.!?…])\s+(?=[A-ZÀ-Þ«])|\n")


def sensitive_doubt(text: str) -> str:
    """Return the code of what a text should not hold, empty when nothing is noticed."""
    found = _NIR.search(text)
    if found and _key_holds(found.group()):
        return NIR
    told = any(_PERSON.search(s) and _HEALTH.search(s) for s in _SENTENCES.split(text))
    return SANTE if told else ""


def _key_holds(number: str) -> bool:
    """Tell whether the two last figures are the key of those before, modulo 97.

    Corsica counts as 19 for 2A and 18 for 2B.
    """
    plain = re.sub(r"[^0-9AB]", "", number.upper()).replace("2A", "19").replace("2B", "18")
    if not plain.isdecimal() or len(plain) != 15:
        return False
    return 97 - int(plain[:13]) % 97 == int(plain[13:])
