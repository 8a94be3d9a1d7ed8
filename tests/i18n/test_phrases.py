"""Every sentence that she reads: short, French, typeset, without blame, said once (A16, V3)."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache

import pytest

from cpom_desktop.i18n import NBSP, NNBSP, typeset
from tests.outils.sources import parsed, python_files, shown

LONGEST = 25
"""Words of a sentence (A16)."""
CATALOGUES = frozenset({"SENTENCES", "DOUBTS", "REASONS", "RETOUCHES", "CATALOGUE", "FAULTS"})
MARKERS = frozenset({"_", "ngettext"})
FOR_EXPERTS = ("cpom_desktop/cli/main.py",)
"""The help of the commands: lists of words, read by who types them."""
BLANKS = re.compile(r" *(?:\.{4,}|…{3,}) *|\{espace\}:|« \? »")
"""Dotted lines to fill by hand, a space that a value gives, a sign that is named."""
ENDS = re.compile(r"(?<=[.!?…])\s+|\n")
WORD = re.compile(r"\w")
ENGLISH = re.compile(
    r"\b(?:the|and|error|failed|failure|invalid|please|cannot|unable|warning|loading|unknown|you"
    r"|your|click|undo|redo|save|cancel|this|that|with|from|not found|missing|wrong|bad|file name"
    r"|timeout|password|login|upload|download|update|delete|exit|yes|no)\b",
    re.IGNORECASE,
)
CODES = re.compile(
    r"\bM-\d\d\b|\berrno\b|\bE[A-Z]{4,}\b(?<!EHPAD)(?<!ESPACE)|SQLITE|sqlite3|Traceback|\bNone\b"
    r"|\b0x[0-9a-f]+|Exception\b|\bnull\b|\bRegle[A-Z]|\bErreur[A-Z]"
)
FAMILIAR = re.compile(r"\b(?:tu|ton|tes|toi|t'as)\b", re.IGNORECASE)
BLAME = re.compile(
    r"vous (?:avez|auriez) (?:oublié|mal)|vous vous êtes tromp|votre (?:faute|erreur)|erreur de "
    r"votre part|vous devez absolument|illégale?|interdite?\b|stupide|attention !|fatale?\b"
    r"|opération invalide|échec critique",
    re.IGNORECASE,
)
SPACING = (
    (re.compile(r"\S[;?!](?=\s|$)"), "a space before ; ? !"),
    (re.compile(r"[^\s:/]:(?=\s|$)"), "a space before :"),
    (re.compile(r"«\S|\S»"), "spaces inside « »"),
    (re.compile(r"[^ ] {2,}[^ ]"), "one space"),
    (re.compile(r" [,.](?=\s|$)"), "no space before , ."),
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "… in one sign"),
    (re.compile(r"[\u201c\u201d]"), "« » rather than English quotes"),
    (re.compile(r"(?<!')\b[Aa] (?=(?:la|les|l')\b)"), "à with its accent"),
)


@cache
def phrases():
    """Return every sentence of the program: place, text."""
    found = []
    for path in python_files("cpom_desktop", "db", "ui"):
        if shown(path) not in FOR_EXPERTS:
            found += [(f"{shown(path)}:{line}", text) for line, text in of_tree(parsed(path))]
    return tuple(found)


def of_tree(tree):
    """Yield the line and the text of the sentences of a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKERS:
            for given in node.args[:2]:
                yield from ((c.lineno, c.value) for c in ast.walk(given) if is_text(c))
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            names = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(getattr(name, "id", "") in CATALOGUES for name in names):
                for below in ast.walk(node.value):
                    if is_text(below) and " " in below.value:
                        yield below.lineno, below.value


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def sentences_of(text):
    return [part for part in ENDS.split(text) if part.strip()]


def words_of(sentence):
    return [word for word in re.split(r"[\s\u00a0\u202f]+", sentence) if WORD.search(word)]


def broken(pattern):
    """Return the sentences in which a pattern is found, dotted lines left out."""
    return {
        f"{place} {text[:80]}" for place, text in phrases() if pattern.search(BLANKS.sub("", text))
    }


def test_there_is_something_to_look_at():
    assert len(phrases()) > 3_000


def test_no_sentence_has_more_than_twenty_five_words():
    found = {
        f"{place} {len(words_of(part))} {part[:80]}"
        for place, text in phrases()
        for part in sentences_of(text)
        if len(words_of(part)) > LONGEST
    }

    assert found == set()


@pytest.mark.parametrize(
    "pattern", [ENGLISH, CODES, FAMILIAR, BLAME], ids=["English", "code", "familiar", "blame"]
)
def test_no_sentence_is_in_another_tongue_familiar_technical_or_blaming(pattern):
    assert broken(pattern) == set()


@pytest.mark.parametrize(("pattern", "rule"), SPACING, ids=[rule for _p, rule in SPACING])
def test_the_typography_of_the_source_is_french(pattern, rule):
    assert broken(pattern) == set(), rule


def test_every_sentence_is_typeset_with_hard_spaces():
    found = set()
    for place, text in phrases():
        shown_text = typeset(text)
        if re.search(r" [:;?!»%€]|« ", shown_text) or re.search(rf"[^{NBSP}]»", shown_text):
            found.add(f"{place} {shown_text[:80]}")
        if re.search(rf"(?<![{NNBSP}!?])[!?;](?:\s|$)", typeset(BLANKS.sub("", text))):
            found.add(f"{place} {shown_text[:80]}")

    assert found == set()


def test_a_sentence_of_a_catalogue_is_there_once():
    places = defaultdict(set)
    for path in python_files("cpom_desktop/services", "db"):
        if path.name.startswith(("messages", "doutes", "faults")):
            for line, text in of_tree(parsed(path)):
                if text.endswith((".", "?")):
                    places[text].add(f"{shown(path)}:{line}")

    assert len(places) > 150
    assert {text: found for text, found in places.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("Error: file not found", ENGLISH),
        ("Échec M-04", CODES),
        ("SQLITE_BUSY", CODES),
        ("Tu dois saisir", FAMILIAR),
        ("Vous avez oublié le nom.", BLAME),
        ("Vraiment?", SPACING[0][0]),
        ("Attention: lisez", SPACING[1][0]),
        ("«mot»", SPACING[2][0]),
        ("Patientez...", SPACING[5][0]),
    ],
)
def test_a_fault_of_language_is_noticed(text, pattern):
    assert pattern.search(text)
