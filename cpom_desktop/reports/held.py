"""What a document holds that can be counted: fiches, indicateurs, critères…, from its blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, ngettext
from cpom_desktop.reports.blocks import Badge, Heading, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.reports.blocks import Block

FICHE = re.compile(r"^\D*\bFA-\d+")
INDICATEUR = re.compile(r"^Fiche indicateur\b")
FICHES = ("{n} fiche", "{n} fiches")
INDICATEURS = ("{n} indicateur", "{n} indicateurs")
COUNTED: Mapping[str, tuple[str, str]] = {
    "Fiche": FICHES,
    "Indicateur": INDICATEURS,
    "Critère": ("{n} critère", "{n} critères"),
    "Activité": ("{n} activité", "{n} activités"),
    "Acteur": ("{n} acteur", "{n} acteurs"),
    "Tâche ou jalon": ("{n} tâche ou jalon", "{n} tâches et jalons"),
    "Instance": ("{n} instance", "{n} instances"),
}
"""Head of the first column of a table → what its lines are."""
SHOWN = 3
"""Kinds of things told; the first that there are."""


def held(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return what a document holds, in words: « 18 fiches », « 116 critères »; three at most.

    A thing that stands in two tables is counted once.
    """
    found: dict[tuple[str, str], set[str]] = {words: set() for words in COUNTED.values()}
    kinds = {_(head): words for head, words in COUNTED.items()}
    for block in blocks:
        if isinstance(block, Heading):
            _count_heading(block, found)
        elif isinstance(block, Table) and block.columns[0].header in kinds:
            words = kinds[block.columns[0].header]
            found[words].update(_firsts(block))
    told = (ngettext(*words, len(things)) for words, things in found.items() if things)
    return tuple(told)[:SHOWN]


def _count_heading(heading: Heading, found: Mapping[tuple[str, str], set[str]]) -> None:
    if fiche := FICHE.match(heading.text):
        found[FICHES].add(_key(fiche[0]))
    elif INDICATEUR.match(heading.text):
        found[INDICATEURS].add(heading.text.rpartition(":")[2].strip())


def _firsts(table: Table) -> Iterable[str]:
    """Yield what the first cell of each line names."""
    for row in table.rows:
        content = row.cells[0].content
        if row.kind == "body" and not isinstance(content, Badge) and content not in {"", EMPTY}:
            yield _key(content)


def _key(text: str) -> str:
    """Return what tells one thing from another: the number of a fiche, else all the words."""
    number = re.search(r"\bFA-\d+", text)
    return number[0] if number else text
