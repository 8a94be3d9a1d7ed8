"""Every code that is raised without a sentence has one in the catalogue."""

from __future__ import annotations

import ast
import re
import string
from functools import cache

import pytest

from cpom_desktop import errors
from cpom_desktop.domain.identifiants import FindingCode
from cpom_desktop.errors import ErreurCpom, RegleInvalide
from cpom_desktop.services.messages import SENTENCES, sentence
from cpom_desktop.services.messages_saisie import SENTENCES as SAISIE
from tests.outils.sources import parsed, python_files, shown

KINDS = {n for n, k in vars(errors).items() if isinstance(k, type) and issubclass(k, ErreurCpom)}
CODE_AT = {"RegleInvalide": 0, "require_text": 1, "_line": 2, "_check_length": 2}
"""Functions that take a code of the domain, and where."""
CALL = re.compile(rf"\b({'|'.join(sorted(KINDS | CODE_AT.keys()))})\s*\(")


@cache
def raised():
    """Return the codes raised without a sentence: (place, code, names of the values given)."""
    found = []
    for path in filter(_calls, python_files("cpom_desktop", "db", "ui")):
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            name, at = node.func.id, CODE_AT.get(node.func.id, 0)
            worded = name in KINDS and len(node.args) > 1
            if (name not in CODE_AT and name not in KINDS) or worded or len(node.args) <= at:
                continue
            code = node.args[at]
            if isinstance(code, ast.Constant):
                names = frozenset(k.arg for k in node.keywords) if name in KINDS else None
                found.append((f"{shown(path)}:{node.lineno}", code.value, names))
    return tuple(found)


def _calls(path):
    """Tell whether a file is worth parsing."""
    return CALL.search(path.read_text("utf-8")) is not None


def placeholders(text):
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def test_the_walk_finds_the_codes_of_the_house():
    codes = {code for _place, code, _names in raised()}

    assert {"introuvable", "cotation", "places", "date-inexistante", "nom-vide", "cycle"} <= codes
    assert "ligne-trop-longue" in codes


@pytest.mark.parametrize(("place", "code", "names"), raised())
def test_a_code_that_is_raised_has_a_french_sentence_with_its_values(place, code, names):
    known = {**SENTENCES, **SAISIE}

    assert code in known, place
    if names is not None and None not in names:
        assert placeholders(known[code]) <= names, place


@pytest.mark.parametrize("code", FindingCode)
def test_every_finding_on_an_identifier_has_its_sentence(code):
    assert SAISIE[code]


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_of_the_catalogue_is_raised_somewhere(code):
    assert code in {found for _place, found, _names in raised()}


def test_no_code_is_in_both_catalogues():
    assert SENTENCES.keys() & SAISIE.keys() == set()


def test_the_sentence_of_an_error_is_its_own_else_that_of_its_code():
    assert sentence(RegleInvalide("x", "Déjà dit.")) == "Déjà dit."
    assert sentence(RegleInvalide("cotation", limite=4)) == "La cotation va de 1 à 4."
    assert sentence(RegleInvalide("nom-vide")) == "Donnez un nom."
    assert sentence(RegleInvalide("ligne-trop-longue", saisis=10_000, limite=200)) == (
        "Ce champ est limité à 200 caractères (10\u00a0000 saisis)."
    )


def test_every_sentence_ends_as_a_sentence():
    for code, text in {**SENTENCES, **SAISIE}.items():
        assert text[0].isupper() or text[0] in "{«0123456789", code
        assert text[-1] in ".?}fr", code
