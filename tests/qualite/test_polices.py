"""The bundled fonts draw every character that the project itself writes."""

from __future__ import annotations

import ast

import pytest

from cpom_desktop.reports.fonts import missing_characters
from tests.outils.sources import PACKAGES, ROOT, parsed, python_files, shown

TYPOGRAPHY = "\u00a0\u202f€’−≥✓œÉ→●«»…–☐☑▲□"


def texts_of(tree):
    """Return the text constants of a module, its docstrings apart."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and ast.get_docstring(node) is not None
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    ]


@pytest.mark.parametrize("path", sorted((ROOT / "resources").rglob("*.toml")), ids=shown)
def test_a_file_of_content_is_drawn_whole(path):
    assert missing_characters(path.read_text("utf-8").replace("\n", " ")) == ()


def test_the_sentences_of_the_program_are_drawn_whole():
    # a few constants are invisible characters that the readers remove: not for drawing
    readers = "cpom_desktop/domain/saisie/"
    missing = {
        shown(path): found
        for path in python_files(*PACKAGES)
        if not shown(path).startswith(readers)
        and (found := missing_characters(" ".join(texts_of(parsed(path)))))
    }

    assert missing == {}


def test_the_marks_of_french_typography_are_drawn():
    assert missing_characters(TYPOGRAPHY) == ()


def test_a_character_that_no_font_draws_is_noticed():
    assert missing_characters("◐") == ("◐",)
