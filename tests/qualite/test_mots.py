"""One term a thing: the words that the glossary sets aside never name anything."""

from __future__ import annotations

import ast
import re

import pytest

from tests.outils.sources import PACKAGES, ROOT, defined_names, parsed, python_files, shown
from tests.outils.sources import words_of as words

HEADING = "## Mots écartés"


def set_aside(glossary):
    """Return the words set aside: first column of the table under `HEADING`, commas between."""
    section = glossary.partition(f"\n{HEADING}\n")[2].partition("\n## ")[0]
    cells = re.findall(r"^\|([^|]+)\|", section, re.MULTILINE)[2:]
    terms = [term.strip(" `*«»\u00a0") for cell in cells for term in cell.split(",")]
    return {words(term) for term in terms if words(term)}


def holds(name, banned):
    """Tell whether one of the banned terms stands in a name, its words in a row."""
    parts = words(name)
    return any(parts[i : i + len(term)] == term for term in banned for i in range(len(parts)))


def names_given(path):
    """Return what a file names: itself, and all that it defines."""
    return {path.stem, *defined_names(parsed(path))}


def test_no_name_uses_a_word_that_the_glossary_sets_aside():
    banned = set_aside((ROOT / "docs" / "glossaire.md").read_text("utf-8"))
    found = {
        f"{shown(path)}: {name}"
        for path in python_files(*PACKAGES, "tests")
        for name in names_given(path)
        if holds(name, banned)
    }

    assert banned, f"no table under « {HEADING} »"
    assert found == set()


@pytest.mark.parametrize(
    "name", ["ActionSheet", "action_sheet", "open_action_sheet", "pilote", "PILOTE_ID", "pilotes"]
)
def test_a_word_set_aside_is_noticed_in_any_writing(name):
    glossary = (
        f"# Glossaire\n\n{HEADING}\n\n| écarté | dire |\n|---|---|\n"
        "| `action sheet`, pilotes | fiche action |\n| pilote | responsable |\n\n"
        "## Fin\n| a | b |\n"
    )

    assert set_aside(glossary) == {("action", "sheet"), ("pilotes",), ("pilote",)}
    assert holds(name, set_aside(glossary))


def test_a_word_that_only_begins_alike_is_free():
    assert not holds("copilote", {("pilote",)})
    assert not holds("action", {("action", "sheet")})


def test_every_kind_of_name_is_looked_at():
    source = "class A(B):\n    def c(self, d, *e, **f):\n        self.g = h = d\n        i.j()\n"

    assert defined_names(ast.parse(source)) == {"A", "c", "self", "d", "e", "f", "g", "h"}
