"""The verbs of a French sentence written in the infinitive, as objectives and steps are.

Only the first words and those that « et », « ou », « puis » or a comma join to it are looked at:
that is where an objective hides a second one. It may miss a rare verb; it never changes a text.
"""

from __future__ import annotations

import re

_REGULAR = r"er|ir|(?<![ao])ire|[eo]ndre|[aeo]indre|erdre|oudre|ompre|aincre|ttre|aître|uivre"
_IRREGULAR = r"(?:re|dé|satis)?faire|(?:ex|dis|sous)traire|plaire|(?:re|sur)?vivre|être"
_INFINITIVE = re.compile(rf"(?:\w+(?:{_REGULAR})|{_IRREGULAR})\Z")
_VAGUE_WORDS = """
accompagner améliorer consolider dynamiser développer encourager favoriser fluidifier moderniser
optimiser poursuivre promouvoir renforcer sensibiliser soutenir valoriser
"""
_NOUN_WORDS = """
atelier avenir cahier calendrier chantier courrier cuivre dernier dossier fichier financier foyer
hiver hospitalier infirmier loisir maître métier mobilier palier papier particulier plaisir
premier quartier soir souvenir
"""
_ARTICLE_NOUN_WORDS = "coucher couloir déjeuner devoir dîner goûter lever pouvoir savoir"
_VAGUES = frozenset(_VAGUE_WORDS.split())
_NOUNS = frozenset(_NOUN_WORDS.split())
_AFTER_ARTICLE = frozenset(_ARTICLE_NOUN_WORDS.split())
_LEADING = re.compile(
    r"\W*(?:(?:ne|n['’]|pas|plus|mieux|se|s['’]|y|en)\s*\b)*([\w-]+)", re.IGNORECASE
)
_JOINED = re.compile(
    r"(?:,?\s*\b(?:et|ou|puis)\s+|,\s+)(?:((?:le|la|les)\s+|l['’])|(?:se|en|y|mieux)\s+|s['’])?([\w-]+)",
    re.IGNORECASE,
)
_SET_PHRASE = re.compile(r"\baller et venir\b", re.IGNORECASE)


def verbes(libelle: str) -> tuple[str, ...]:
    """Return the infinitives of a sentence, in lower case; none when no verb leads it."""
    text = _SET_PHRASE.sub("", libelle)
    lead = _LEADING.match(text)
    if lead is None or not _is_verb(lead[1]):
        return ()
    joined = [found for found in _JOINED.finditer(text) if _is_verb(found[2], found[1] or "")]
    return (lead[1].lower(), *(found[2].lower() for found in joined))


def is_vague(verbe: str) -> bool:
    """Return whether a verb says a direction and no result: « améliorer », « optimiser »."""
    return verbe in _VAGUES


def _is_verb(word: str, article: str = "") -> bool:
    low = word.lower()
    if low in _NOUNS or (article and low in _AFTER_ARTICLE):
        return False
    return _INFINITIVE.match(low.rsplit("-", maxsplit=1)[-1]) is not None
