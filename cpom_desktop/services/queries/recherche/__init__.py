"""What is typed anywhere, found from anywhere: the index behind Ctrl+K.

`KINDS` lists what may be found; `docs/recettes.md` says how to add to it.
"""

from cpom_desktop.services.queries.recherche.entries import (
    GROUP_WORDS,
    PACKS,
    VERSIONS,
    Entry,
    Group,
    Kind,
    Matter,
    Passage,
)
from cpom_desktop.services.queries.recherche.exemples import examples
from cpom_desktop.services.queries.recherche.folding import excerpt, fold, spans
from cpom_desktop.services.queries.recherche.index import Family, Hit, Results, SearchIndex
from cpom_desktop.services.queries.recherche.kinds import KINDS

__all__ = [
    "GROUP_WORDS",
    "KINDS",
    "PACKS",
    "VERSIONS",
    "Entry",
    "Family",
    "Group",
    "Hit",
    "Kind",
    "Matter",
    "Passage",
    "Results",
    "SearchIndex",
    "examples",
    "excerpt",
    "fold",
    "spans",
]
